/** An address that a browser follows: http or https, without what an address does not hold. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"{}|\\^`]+$/.test(text) && URL.canParse(text)
}
