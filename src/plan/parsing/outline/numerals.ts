import { classAt, DIGIT, NUMERAL } from '../chars.ts'

const ONES: Record<string, number> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }

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
    const sign = text.charAt(i)
    const unit = UNITS[sign]
    if (unit === undefined) {
      const one = ONES[sign] as number
      if (pending >= 0 && one !== 0) digits = digits * 10 + pending
      else if (pending >= 0) digits = digits * 10 + pending
      pending = one
    } else {
      total += (pending > 0 ? pending : 1) * unit
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
