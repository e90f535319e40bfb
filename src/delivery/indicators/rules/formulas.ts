// The formulas by which the progress of a planned indicator is told, one function each. Source: plan-supervision.md §5
// (monitoring of 小康, 2008: positive, reverse, interval; practice of five-year plans). Ratios are plain numbers: no
// money is computed here. Rates (growth, reduction) are fractions: 6.5 % is 0.065.

export interface Path {
  base: number
  target: number
  baseYear: number
  targetYear: number
}

/** How much of the plan's time has passed: 0 at the base year, 1 at the target year. */
export const elapsedOf = ({ baseYear, targetYear }: Pick<Path, 'baseYear' | 'targetYear'>, at: number): number =>
  (at - baseYear) / (targetYear - baseYear)

/**
 * A level that is to move from base to target, up or down, on a straight line: what it should be at `at`, what part of
 * the way is gone, and that part over the time that passed. Base and target must differ (else: keep).
 */
export function linearPath(path: Path, at: number, actual: number) {
  const elapsed = elapsedOf(path, at)
  const progress = (actual - path.base) / (path.target - path.base)
  return { elapsed, expected: path.base + (path.target - path.base) * elapsed, progress, ratio: progress / elapsed }
}

/** Attainment without time: more is better, or less is better. Never above 1. */
export function staticAttainment(actual: number, target: number, direction: 'up' | 'down'): number {
  return Math.min(1, direction === 'up' ? actual / target : target / actual)
}

export interface Interval {
  lower: number
  upper: number
  /** Where the score is 0: below, above. */
  floor: number
  ceiling: number
}

/** 1 inside the interval, falling in proportion to 0 at its limits. */
export function intervalScore({ lower, upper, floor, ceiling }: Interval, actual: number): number {
  if (actual >= lower && actual <= upper) return 1
  const score = actual < lower ? (actual - floor) / (lower - floor) : (ceiling - actual) / (ceiling - upper)
  return Math.max(0, score)
}

/** A sum over the plan's years: what part of it is done, and that over the time that passed. */
export function cumulativeRate(target: number, done: readonly number[], years: number) {
  const rate = done.reduce((sum, one) => sum + one, 0) / target
  const elapsed = done.length / years
  return { rate, elapsed, ratio: rate / elapsed }
}

/** Average growth `rate` over `years`: the level that it comes to. */
export const growthTarget = (base: number, rate: number, years: number): number => base * (1 + rate) ** years

/** The average growth that the rest of the years needs to come to the target level. */
export function growthNeeded(targetLevel: number, actual: number, yearsLeft: number): number {
  return (targetLevel / actual) ** (1 / yearsLeft) - 1
}

/** A cumulative reduction (energy per GDP): rates multiply, they are never added. */
export function reductionDone(yearly: readonly number[]): number {
  return 1 - yearly.reduce((left, one) => left * (1 - one), 1)
}

/** What part of a cumulative reduction `target` over `years` should be done after `passed` years. */
export function reductionExpected(target: number, years: number, passed: number): number {
  return 1 - (1 - target) ** (passed / years)
}

/** Kept at or above (up), at or below (down); also for classes, where the smaller number is the better class. */
export function kept(actual: number, bound: number, direction: 'up' | 'down'): boolean {
  return direction === 'up' ? actual >= bound : actual <= bound
}
