export type TieState = 'proposed' | 'confirmed' | 'rejected' | 'added'

/** What is needed of a tie to choose which are drawn. */
export interface TieFacts {
  id: string
  upper: string
  lower: string
  score: number
  state: TieState
}

/** Proposals that are drawn of each provision while it is not chosen, and from which share of the best one on. */
const MOST_DRAWN = 3
const NEAR_THE_BEST = 0.72

/** Whether a person has vouched for a tie. */
export const isVouched = ({ state }: Pick<TieFacts, 'state'>) => state === 'confirmed' || state === 'added'
export const isReviewed = ({ state }: Pick<TieFacts, 'state'>) => state !== 'proposed'

/** Not proposed by the machine either: one of the nearest, which a person may add. */
export const isCandidate = ({ byHand, state }: { byHand: boolean; state: TieState }) => byHand && state === 'proposed'

/** Vouched first, then by score; what was rejected last. */
export function ranked<Tie extends TieFacts>(ties: readonly Tie[]): Tie[] {
  const rank = (tie: Tie) => (isVouched(tie) ? 0 : tie.state === 'proposed' ? 1 : 2)
  return [...ties].sort((one, other) => rank(one) - rank(other) || other.score - one.score)
}

/**
 * What is drawn of a provision that is not chosen: what people vouched for, and where a machine alone has spoken the
 * best proposals, if it found that something is carried out.
 */
export function drawnTies<Tie extends TieFacts>(ties: readonly Tie[], isCarriedOut: boolean): Tie[] {
  const vouched = ties.filter(isVouched)
  if (vouched.length > 0) return vouched
  if (!isCarriedOut) return []
  const proposed = ranked(ties).filter(({ state }) => state === 'proposed')
  const best = proposed[0]?.score ?? 0
  return proposed.slice(0, MOST_DRAWN).filter(({ score }) => score >= best * NEAR_THE_BEST)
}

/** Addresses of lower provisions that none of the drawn ties reaches: what the lower document adds of its own. */
export function looseEnds(lower: readonly { address: string }[], drawn: readonly TieFacts[]): ReadonlySet<string> {
  const tied = new Set(drawn.map((tie) => tie.lower))
  return new Set(lower.map(({ address }) => address).filter((address) => !tied.has(address)))
}
