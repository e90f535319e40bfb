import { type PartScore, rankedTotal, type ScoreCounts, type ScoreParts, score } from './score.ts'

export interface Previewed {
  /** Null: nothing could be judged, or too little for a rank. */
  now: number | null
  drafted: number | null
  rank: number
  draftedRank: number
  parts: PartScore[]
}

/** The same evidence under the rule that counts and under the one that is drafted; who is equal shares a rank. */
export function previewScores<Counted extends ScoreCounts>(
  counted: readonly Counted[],
  rule: ScoreParts | undefined,
  draft: ScoreParts,
): (Counted & Previewed)[] {
  const scored = counted.map((counts) => {
    const drafted = score(counts, draft)
    return {
      ...counts,
      now: rule ? rankedTotal(score(counts, rule)) : null,
      drafted: rankedTotal(drafted),
      parts: drafted.parts,
    }
  })
  const rank = (value: number | null, all: readonly (number | null)[]) =>
    1 + all.filter((other) => (other ?? -1) > (value ?? -1)).length
  const [before, after] = [scored.map(({ now }) => now), scored.map(({ drafted }) => drafted)]
  return scored.map((one) => ({ ...one, rank: rank(one.now, before), draftedRank: rank(one.drafted, after) }))
}
