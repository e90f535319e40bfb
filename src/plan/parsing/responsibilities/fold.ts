import type { Span } from '../types.ts'

/** Stands in folded text for a stretch of white space, which may part two names (table cells) or be nothing (a wrapped line). */
export const GAP = '\u0001'

/**
 * A stretch of the view made ready for the grammar: no white space at its ends or beside punctuation, one GAP for any
 * inside, and a way back to the view.
 */
export interface Folded {
  text: string
  /** View offset of each unit of `text`, and one more for its end. */
  at: readonly number[]
}

const isSpace = (code: number) =>
  code === 32 ||
  code === 10 ||
  code === 9 ||
  code === 13 ||
  code === 0x3000 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200f) ||
  code === 11 ||
  code === 12

/** Closing signs and separators beside which white space means nothing. */
const TIGHT = new Set('、,;:()[]〔〕【】。/和及与')

export function fold(plain: string, start: number, end: number): Folded {
  const units: string[] = []
  const at: number[] = []
  let gap = -1
  for (let i = start; i < end; i++) {
    const code = plain.charCodeAt(i)
    if (isSpace(code)) {
      if (gap < 0) gap = i
      continue
    }
    let unit = plain.charAt(i)
    // Enumeration signs of other fonts, and brackets that mean the same.
    if (unit === '﹑' || unit === '､' || unit === '﹐') unit = unit === '﹐' ? ',' : '、'
    else if (unit === '﹙') unit = '('
    else if (unit === '﹚') unit = ')'
    if (gap >= 0 && units.length > 0 && !TIGHT.has(unit) && !TIGHT.has(units[units.length - 1] as string)) {
      units.push(GAP)
      at.push(gap)
    }
    gap = -1
    units.push(unit)
    at.push(i)
  }
  const last = at[at.length - 1]
  at.push(last === undefined ? start : last + 1)
  return { text: units.join(''), at }
}

/** View span of a stretch of folded text. */
export function unfold(folded: Folded, start: number, end: number): Span {
  const from = folded.at[start] ?? folded.at[folded.at.length - 1] ?? 0
  const last = end > start ? (folded.at[end - 1] ?? from) + 1 : from
  return [from, Math.max(from, last)]
}
