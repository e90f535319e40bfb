import { classAt, DIGIT } from '../chars.ts'

/** A bare number of a sentence: digits without a unit behind them. */
export interface BareNumber {
  start: number
  end: number
  value: number
}

const ENDS = new Set('，,。；;、和及）)\n'.split(''))
const BOUNDS = ['以上', '以下', '以内', '左右', '的能力', '的水平']

/** The number at `start` when nothing that measures follows it (、。以上 …); null otherwise. */
export function bareNumberAt(text: string, start: number): BareNumber | null {
  let end = start
  while (end - start < 9 && classAt(text, end) & DIGIT) end++
  if (end === start || end - start > 6) return null
  const next = text.charAt(end)
  if (next !== '' && !ENDS.has(next) && !BOUNDS.some((bound) => text.startsWith(bound, end))) return null
  return { start, end, value: Number(text.slice(start, end)) }
}

/** `digits` with a decimal point before its last `places` digits: 485, 1 -> 48.5 */
export function withPoint(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0')
  return `${padded.slice(0, -places)}.${padded.slice(-places)}`
}
