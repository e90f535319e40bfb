import { growthTarget, kept } from './formulas.ts'
import { endOfPeriod, isYear } from './period.ts'
import type { Figure, Progress, Target } from './progress.ts'

/** Why nothing is projected. */
export type NoProjection =
  /** The target itself lacks a fact. */
  | 'incomplete'
  /** The figure that is owed is missing. */
  | 'no_data'
  /** One figure has no direction; a base value counts as one where the path begins at it. */
  | 'two_needed'
  /** Kept, graded, interval: each year is judged by itself. */
  | 'each_year'
  /** The target year has come: it is judged, not projected. */
  | 'over'

/** Where an indicator comes to if it goes on as it did. Never a bare number: what it means for the target is beside it. */
export type Projection =
  | { kind: 'none'; reason: NoProjection }
  /** The target is reached already. */
  | { kind: 'reached'; value: number }
  /** Reached in `reachYear`, not after the target year. */
  | { kind: 'reaches'; reachYear: number; value: number }
  /** Short of the target by `gap` in the target year; reached in `reachYear`, or (null) not within fifty years. */
  | { kind: 'misses'; reachYear: number | null; value: number; gap: number }

const HORIZON = 50

/**
 * Goes on from what was observed: levels in a straight line from the base, growth at its average rate, sums at their
 * yearly mean, reductions at their mean yearly rate. `progress` is what was judged of the same figures.
 */
export function projectionOf(
  target: Target,
  figures: readonly Figure[],
  progress: Pick<Progress, 'status' | 'missing' | 'projected' | 'progress' | 'period'>,
): Projection {
  const none = (reason: NoProjection): Projection => ({ kind: 'none', reason })
  if (progress.missing.length > 0) return none('incomplete')
  const { accumulation, base, baseYear, targetYear } = target
  const way = { level: 'base', growth: 'base', cumulative: 'years', reduction: 'years' } as const
  if (!(accumulation in way) || base === target.target || baseYear === null || targetYear === null)
    return none('each_year')
  const kind = accumulation as keyof typeof way
  const known =
    way[kind] === 'base'
      ? 1 + figures.filter(({ period }) => endOfPeriod(period) > baseYear).length
      : wholeYears(figures)
  if (known < 2) return none(known === 0 || figures.length === 0 ? 'no_data' : 'two_needed')
  if (progress.status === 'no_data' || progress.projected === null || progress.period === null) return none('no_data')
  const at = endOfPeriod(progress.period)
  if (at >= targetYear) return none('over')

  const value = progress.projected
  const years = targetYear - baseYear
  const wanted = target.target ?? 0
  const goal = kind === 'growth' ? growthTarget(base ?? 0, wanted / 100, years) : wanted
  const up = kind === 'level' ? goal > (base ?? 0) : true
  const direction = up ? 'up' : 'down'
  /** The same path at any year: what it comes to in the target year tells its pace. */
  const valueAt = (year: number): number => {
    const passed = year - baseYear
    if (kind === 'growth') return (base ?? 0) * (value / (base ?? 1)) ** (passed / years)
    if (kind === 'reduction') return (1 - (1 - value / 100) ** (passed / years)) * 100
    const start = kind === 'level' ? (base ?? 0) : 0
    return start + ((value - start) * passed) / years
  }
  const near = Math.abs(goal) * 1e-9
  const meets = (year: number) => kept(valueAt(year) + (up ? near : -near), goal, direction)
  if (meets(at)) return { kind: 'reached', value }
  const first = Math.floor(at) + 1
  const reachYear = Array.from({ length: HORIZON }, (_, step) => first + step).find(meets) ?? null
  if (reachYear !== null && reachYear <= targetYear) return { kind: 'reaches', reachYear, value }
  return { kind: 'misses', reachYear, value, gap: Math.abs(goal - value) }
}

const wholeYears = (figures: readonly Figure[]) => figures.filter(({ period }) => isYear(period)).length
