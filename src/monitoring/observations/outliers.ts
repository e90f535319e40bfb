import type { Confidence } from '../standards/provenance.ts'

/** What is typical of a datastream: a mean and a mean deviation that forget slowly. */
export interface Habit {
  seen: number
  typical: number
  spread: number
}

/**
 * When a value is an outlier. These numbers are our own: they flag, and nothing rests on a flag but a person's look.
 */
export const OUTLIER_RULE = {
  /** So many values are seen before one is flagged. */
  seen: 24,
  /** How much of what was typical the next value changes. */
  learns: 0.05,
  /** Farther off than so many mean deviations. */
  deviations: 8,
  /** … and than so much of the typical value itself: a constant has no deviation. */
  share: 0.5,
  confidence: 'own' satisfies Confidence,
} as const

/**
 * Whether a value stands out from what its datastream did before; learns from it. What stands out is learnt from as
 * though it were at the edge, so that a level that stays becomes typical.
 */
export function standsOut(habit: Habit, value: number): boolean {
  const { seen, learns, deviations, share } = OUTLIER_RULE
  const off = Math.abs(value - habit.typical)
  const edge = Math.max(deviations * habit.spread, share * Math.abs(habit.typical))
  const isOutlier = habit.seen >= seen && off > edge
  const taken = isOutlier ? habit.typical + Math.sign(value - habit.typical) * edge : value
  const weight = Math.max(learns, 1 / (habit.seen + 1))
  const deviation = Math.abs(taken - habit.typical)
  if (habit.seen > 0) habit.spread += Math.max(learns, 1 / habit.seen) * (deviation - habit.spread)
  habit.typical += weight * (taken - habit.typical)
  habit.seen = Math.min(habit.seen + 1, 1_000_000)
  return isOutlier
}
