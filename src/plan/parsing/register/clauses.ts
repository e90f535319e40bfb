import { classOf, PAUSE, skipSpace, trimEnd } from '../chars.ts'
import type { ParsingInput } from '../input.ts'
import type { Span } from '../types.ts'
import { MARKS, marksOf, marksOfPair } from './marks.ts'

/** Clauses longer than this are left alone: no work, mechanism or zone is named in one. */
const LONGEST_CLAUSE = 1500

/** Whether a unit ends a clause. */
const BREAKS = 128
/** For each UTF-16 unit, what it may end (MARKS) and whether it ends the clause. */
const UNITS = MARKS.map((marks, code) => {
  const breaks = (classOf(code) & PAUSE && code !== 0x3001) || code === 9
  return breaks ? marks | BREAKS : marks
})

/** A stretch of the view between two of ，；：。 or TAB; a list joined by 、 stays whole. */
export type ClauseVisitor = (start: number, end: number, marks: number) => void

/**
 * Visits the clauses in which something of the register may be named, in text order, with what they may name (see
 * marks.ts). A heading is a clause of its own, also where no line break follows it.
 */
export function forEachClause({ view, headings }: ParsingInput, visit: ClauseVisitor): void {
  const { plain: text, units } = view
  let next = 0
  let border = headings[0]?.[0] ?? -1
  /** The next place where a heading begins or ends. */
  const advance = (at: number) => {
    while (next < headings.length) {
      const [start, end] = headings[next] as Span
      border = start > at ? start : end
      if (border > at) return
      next++
    }
    border = -1
  }
  for (const line of view.lines) {
    let clause = line.start
    let marks = 0
    if (border >= 0 && border <= line.start) advance(line.start)
    for (let i = line.start; i <= line.end; i++) {
      const limit = border >= i && border < line.end ? border : line.end
      let unit = 0
      for (; i < limit; i++) {
        unit = UNITS[units[i] as number] as number
        if (unit === 0) continue
        if (unit >= BREAKS) break
        if (i > 0) marks |= marksOfPair(units[i - 1] as number, units[i] as number)
      }
      const borders = i === border
      if (i === limit) unit = i < line.end ? (UNITS[units[i] as number] as number) : 0
      const pauses = unit >= BREAKS
      if (marks !== 0 && i > clause && i - clause <= LONGEST_CLAUSE) {
        const from = skipSpace(text, clause, i)
        visit(from, trimEnd(text, from, i), marks)
      }
      marks = 0
      clause = pauses ? i + 1 : i
      if (borders) {
        advance(i)
        if (!pauses && i < line.end && unit !== 0) marks = marksOf(text, i)
      }
    }
  }
}
