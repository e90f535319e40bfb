import type { AlignmentSummary, StandingVerdict } from '../../../src/alignment/schemas.ts'

export type VerdictKind = StandingVerdict['kind']

/** From what is done to what nobody owes. */
export const verdictKinds = [
  'carried_out',
  'partly',
  'not_found',
  'not_applicable',
] as const satisfies readonly VerdictKind[]

export type Tally = Readonly<Record<VerdictKind, number>>

export const totalOf = (tally: Tally) => verdictKinds.reduce((sum, kind) => sum + tally[kind], 0)

export const tallyFrom = ({ carriedOut, partly, notFound, notApplicable }: AlignmentSummary['counts']): Tally => ({
  carried_out: carriedOut,
  partly,
  not_found: notFound,
  not_applicable: notApplicable,
})

export function tallyOf(verdicts: Iterable<VerdictKind>): Tally {
  const tally = { carried_out: 0, partly: 0, not_found: 0, not_applicable: 0 }
  for (const verdict of verdicts) tally[verdict]++
  return tally
}
