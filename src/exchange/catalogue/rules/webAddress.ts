/**
 * An address that a browser follows and RDF can name: http or https, without what an IRI does not hold (RFC 3987: blanks,
 * controls, characters that are not seen) and without anybody's name and password.
 */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\p{C}<>"{}|\\^`]+$/u.test(text)) return false
  const address = URL.parse(text)
  return address !== null && address.username === '' && address.password === ''
}
