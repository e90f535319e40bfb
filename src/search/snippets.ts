import { highlightsIn } from '../platform/words.ts'

/** Units of text around the first mark. */
const BEFORE = 30
const LENGTH = 160

export interface Snippet {
  text: string
  marks: [number, number][]
  /** Whether the text goes on before and after. */
  cut: [before: boolean, after: boolean]
}

/** The part of a text where most of the words stand together, with its marks; blanks are one. */
export function snippetOf(whole: string, terms: readonly string[]): Snippet {
  const text = whole.replace(/\s+/gu, ' ').trim()
  const marks = highlightsIn(text, terms)
  const from = startOf(text, marks)
  const to = Math.min(text.length, from + LENGTH)
  return {
    text: text.slice(from, to),
    marks: marks
      .filter(([start, end]) => end > from && start < to)
      .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from]),
    cut: [from > 0, to < text.length],
  }
}

/** Where to begin: before the mark from which on most others are in sight, at the beginning of a clause if one is near. */
function startOf(text: string, marks: readonly [number, number][]): number {
  let best = 0
  let most = 0
  for (const [start] of marks) {
    const from = Math.max(0, start - BEFORE)
    const seen = marks.filter((mark) => mark[0] >= from && mark[1] <= from + LENGTH).length
    if (seen > most) [best, most] = [start, seen]
  }
  if (best <= BEFORE) return 0
  const from = best - BEFORE
  const clause = /[，。；、：！？,;\s](?=[^，。；、：！？,;\s]*$)/u.exec(text.slice(from, best))
  return clause ? from + clause.index + 1 : from
}
