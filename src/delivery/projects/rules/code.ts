/** National code of investment projects, GB/T 40058-2021: YYMM-region-department-type-random and check. */
export const NATIONAL = /^\d{2}(0[1-9]|1[0-2])-\d{6}-\d{2}-\d{2}-[0-9A-Z]{6}$/
/** The form of 2016–2020: year-region-industry-type-number. */
const EARLIER = /^20(1[6-9]|20)-\d{6}-\d{2}-\d{2}-[0-9A-Z]{6}$/

export interface CodeFacts {
  standard: 'GB/T 40058' | 'before'
  year: number
  month: number | null
  /** GB/T 2260 */
  region: string
}

/**
 * Reads a project's code; null for what is none. The rule of its check character is not published: nothing is refused
 * for it. A code that begins 2016 to 2020 has no month of 16 to 20, so the two forms cannot be taken for each other.
 */
export function readCode(code: string): CodeFacts | null {
  const region = code.slice(5, 11)
  if (EARLIER.test(code)) return { standard: 'before', year: Number(code.slice(0, 4)), month: null, region }
  if (!NATIONAL.test(code)) return null
  return { standard: 'GB/T 40058', year: 2000 + Number(code.slice(0, 2)), month: Number(code.slice(2, 4)), region }
}
