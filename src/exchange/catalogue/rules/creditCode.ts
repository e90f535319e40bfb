const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
/** GB 32100-2015, table of weights: 3 to the power of the place, modulo 31. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Whether a text is a unified social credit code (统一社会信用代码): 18 characters of which the last checks the others. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(text.charAt(at)), 0)
  return ALPHABET.charAt((31 - (sum % 31)) % 31) === text.charAt(17)
}
