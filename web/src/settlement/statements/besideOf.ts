import type { StatementDetail } from '../../../../src/settlement/schemas.ts'

type Line = Pick<StatementDetail['lines'][number], 'part' | 'from' | 'to' | 'amountFen' | 'state'>

/** A part between two parties, in the direction in which the corrected statement had it; below zero it goes back. */
export interface BesideRow {
  part: string
  from: string
  to: string
  beforeFen: number
  thisFen: number
}

/** What a statement and the one that it corrects say of each part, side by side. What was struck says nothing. */
export function besideOf(before: readonly Line[], now: readonly Line[]): BesideRow[] {
  const rows: BesideRow[] = []
  const add = ({ part, from, to, amountFen, state }: Line, side: 'beforeFen' | 'thisFen') => {
    if (state === 'struck') return
    const found = rows.find(
      (row) => row.part === part && ((row.from === from && row.to === to) || (row.from === to && row.to === from)),
    )
    if (found) found[side] += found.from === from ? amountFen : -amountFen
    else rows.push({ part, from, to, beforeFen: 0, thisFen: 0, [side]: amountFen })
  }
  for (const line of before) add(line, 'beforeFen')
  for (const line of now) add(line, 'thisFen')
  return rows
}
