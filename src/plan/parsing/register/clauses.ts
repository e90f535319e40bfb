import { classAt, PAUSE, STOP, skipSpace, trimEnd } from '../chars.ts'
import type { ParsingInput } from '../input.ts'
import type { Span } from '../types.ts'

/** Clauses longer than this are left alone: no work, mechanism or zone is named in one. */
const LONGEST_CLAUSE = 1500

/** A stretch of the view between two of ，；：。 or TAB (a list joined by 、 stays whole), and where its sentence began. */
export type ClauseVisitor = (start: number, end: number, sentence: number, line: number) => void

/** Visits every clause of the text in order; a heading is a clause of its own, also where no line break follows it. */
export function forEachClause({ view, headings }: ParsingInput, visit: ClauseVisitor): void {
  const text = view.plain
  let next = 0
  for (let l = 0; l < view.lines.length; l++) {
    const line = view.lines[l] as (typeof view.lines)[number]
    let clause = line.start
    let sentence = line.start
    for (let i = line.start; i <= line.end; i++) {
      while (next < headings.length && (headings[next] as Span)[1] < i) next++
      const heading = headings[next]
      const borders = heading !== undefined && (i === heading[0] || i === heading[1])
      const code = text.charCodeAt(i)
      const ends = i === line.end || borders || code === 9 || (classAt(text, i) & PAUSE && code !== 0x3001)
      if (!ends) continue
      const from = skipSpace(text, clause, i)
      const to = trimEnd(text, from, i)
      if (to > from && to - from <= LONGEST_CLAUSE) visit(from, to, sentence, l)
      clause = borders && !(classAt(text, i) & PAUSE) ? i : i + 1
      if (code === 9 || classAt(text, i) & STOP) sentence = i + 1
    }
  }
}
