import type { Span } from '../types.ts'

/** Stands in folded text for a stretch of white space, which may part two names (table cells) or be nothing (a wrapped line). */
export const GAP = '\u0001'

/**
 * A stretch of the view made ready for the grammar: no white space at its ends or beside punctuation, one GAP for any
 * inside, and a way back to the view.
 */
export interface Folded {
  text: string
  /** View offset where the stretch starts. */
  start: number
  /** View offset of each unit of `text`; null where nothing was taken out and offsets only shift. */
  at: readonly number[] | null
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

/** White space, and signs of other fonts that are folded to those of the grammar. */
const UNEVEN = /[\s\u2000-\u200f\u3000\ufe50\ufe51\uff64\ufe59\ufe5a]/

export function fold(plain: string, start: number, end: number): Folded {
  const stretch = plain.slice(start, end)
  return UNEVEN.test(stretch) ? foldUneven(stretch, start) : { text: stretch, start, at: null }
}

function foldUneven(stretch: string, start: number): Folded {
  const units: string[] = []
  const at: number[] = []
  let gap = -1
  // A line that ends inside a name was only wrapped: its break means nothing.
  let broken = false
  for (let i = 0; i < stretch.length; i++) {
    if (isSpace(stretch.charCodeAt(i))) {
      if (gap < 0) gap = i
      if (stretch.charCodeAt(i) === 10) broken = true
      continue
    }
    let unit = stretch.charAt(i)
    // Enumeration signs of other fonts, and brackets that mean the same.
    if (unit === '\ufe51' || unit === '\uff64') unit = '、'
    else if (unit === '\ufe50') unit = ','
    else if (unit === '\ufe59') unit = '('
    else if (unit === '\ufe5a') unit = ')'
    if (gap >= 0 && !broken && units.length > 0 && !TIGHT.has(unit) && !TIGHT.has(units[units.length - 1] as string)) {
      units.push(GAP)
      at.push(start + gap)
    }
    gap = -1
    broken = false
    units.push(unit)
    at.push(start + i)
  }
  return { text: units.join(''), start, at }
}

/** View offset of a unit of folded text. */
export function offsetOf(folded: Folded, index: number): number {
  if (folded.at === null) return folded.start + Math.min(index, folded.text.length)
  if (index < folded.at.length) return folded.at[index] as number
  const last = folded.at[folded.at.length - 1]
  return last === undefined ? folded.start : last + 1
}

/** View span of a stretch of folded text. */
export function unfold(folded: Folded, start: number, end: number): Span {
  const from = offsetOf(folded, start)
  return [from, end > start ? Math.max(from, offsetOf(folded, end - 1) + 1) : from]
}
