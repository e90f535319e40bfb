import { classAt, DIGIT, NUMERAL } from '../chars.ts'

/** What each numeral counts: 〇 to 九, 十, 百, 千. */
const VALUES = new Uint16Array(65536)
for (const [numerals, value] of [
  ['一', 1],
  ['二两', 2],
  ['三', 3],
  ['四', 4],
  ['五', 5],
  ['六', 6],
  ['七', 7],
  ['八', 8],
  ['九', 9],
  ['十', 10],
  ['百', 100],
  ['千', 1000],
] as const)
  for (const numeral of numerals) VALUES[numeral.charCodeAt(0)] = value

/** A number and where it ends. */
export interface Numeral {
  value: number
  end: number
}

/** Reads a Chinese numeral up to 9999 (二十一, 一百零三, 二〇二五) at `start`; null where there is none. */
export function chineseNumeral(text: string, start: number, end: number): Numeral | null {
  let i = start
  let total = 0
  let digits = 0
  let pending = -1
  const limit = Math.min(end, start + 9)
  while (i < limit && classAt(text, i) & NUMERAL) {
    const value = VALUES[text.charCodeAt(i)] as number
    if (value < 10) {
      if (pending >= 0) digits = digits * 10 + pending
      pending = value
    } else {
      total += (pending > 0 ? pending : 1) * value
      pending = -1
    }
    i++
  }
  if (i === start || (i < end && classAt(text, i) & NUMERAL)) return null
  if (pending >= 0) total += digits * 10 + pending
  return { value: total, end: i }
}

/** Reads at most four decimal digits at `start`; null where there are none or more. */
export function arabicNumeral(text: string, start: number, end: number): Numeral | null {
  let i = start
  let value = 0
  while (i < end && classAt(text, i) & DIGIT) {
    if (i - start >= 4) return null
    value = value * 10 + (text.charCodeAt(i) - 48)
    i++
  }
  return i === start ? null : { value, end: i }
}

/** Either kind. */
export function numeral(text: string, start: number, end: number): Numeral | null {
  return classAt(text, start) & DIGIT ? arabicNumeral(text, start, end) : chineseNumeral(text, start, end)
}
