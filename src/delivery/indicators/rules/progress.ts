import type { Accumulation } from '../tables.ts'
import {
  cumulativeRate,
  elapsedOf,
  growthNeeded,
  growthTarget,
  intervalScore,
  kept,
  linearPath,
  reductionDone,
  reductionExpected,
  staticAttainment,
} from './formulas.ts'
import { endOfPeriod, isYear, yearOwed } from './period.ts'
import { type Projection, projectionOf } from './projection.ts'

/** What a plan wants of an indicator; null: not known. Percent stay percent here. */
export interface Target {
  accumulation: Accumulation
  direction: 'up' | 'down'
  base: number | null
  baseYear: number | null
  target: number | null
  /** Of an interval: its upper end, and where the score is 0 on either side. */
  upper: number | null
  limitLower: number | null
  limitUpper: number | null
  targetYear: number | null
}

/** The figure that counts for a period. */
export interface Figure {
  period: string
  value: number
}

/**
 * ahead 快于, on 达到, slightly_behind and behind 滞后 时序进度; reached and missed are said of the target year only;
 * no_data: the figure that is due is missing; incomplete: the target itself lacks a fact.
 */
export type Status = 'ahead' | 'on' | 'slightly_behind' | 'behind' | 'reached' | 'missed' | 'no_data' | 'incomplete'

export type MissingFact = 'base' | 'baseYear' | 'target' | 'targetYear' | 'upper'

export interface Progress {
  status: Status
  /** Progress over the time that passed; null where the indicator is kept, not moved. */
  ratio: number | null
  elapsed: number | null
  /** Part of the way, of the sum, of what is to be kept; or the score of an interval. */
  progress: number | null
  /** What it should be by now. */
  expected: number | null
  /** What it comes to in the target year if it goes on as it did; null where that cannot be said. */
  projected: number | null
  /** The same, held against the target: reached, in which year, short by how much, or why nothing is said. */
  projection: Projection
  /** Average yearly growth that the rest needs, as a fraction. */
  neededGrowth: number | null
  period: string | null
  /** Facts of the target that are missing. */
  missing: MissingFact[]
  /** Years without a figure, from the year after the base to the newest one owed. */
  missingYears: number[]
  /** Below what it should be by now. */
  belowPath: boolean
  /** The newest figure is of the target year, or of the year that leads to it. */
  lastPlanYear: boolean
}

/** From here on a little behind counts as behind [K, plan-supervision.md §5: yellow 0.9 ≤ r < 1, red r < 0.9]. */
export const SLIGHT = 0.9

const NEEDED: Readonly<Record<Accumulation, readonly MissingFact[]>> = {
  level: ['base', 'baseYear', 'target', 'targetYear'],
  growth: ['base', 'baseYear', 'target', 'targetYear'],
  cumulative: ['baseYear', 'target', 'targetYear'],
  reduction: ['baseYear', 'target', 'targetYear'],
  interval: ['target', 'upper'],
  keep: ['target'],
  graded: ['target'],
}

/**
 * Where an indicator stands on the day `today`. Nothing is carried forward: without the figure of the newest year owed
 * the answer is no_data, and what is known stays beside it. Source: plan-supervision.md §5.
 */
export function progressOf(target: Target, figures: readonly Figure[], today: string): Progress {
  const judged = judgedOf(target, figures, today)
  return { ...judged, projection: projectionOf(target, figures, judged) }
}

function judgedOf(target: Target, figures: readonly Figure[], today: string): Omit<Progress, 'projection'> {
  const missing = NEEDED[target.accumulation].filter((fact) => target[fact] === null)
  const ordered = [...figures].sort((one, other) => endOfPeriod(one.period) - endOfPeriod(other.period))
  const latest = ordered.at(-1) ?? null
  const owed = Math.min(yearOwed(today), target.targetYear ?? Number.POSITIVE_INFINITY)
  const years = new Set(ordered.filter(({ period }) => isYear(period)).map(({ period }) => Number(period)))
  const first = target.baseYear === null ? owed : target.baseYear + 1
  const missingYears = owed < first ? [] : range(first, owed).filter((year) => !years.has(year))
  const start: Omit<Progress, 'projection'> = {
    status: 'no_data',
    ratio: null,
    elapsed: null,
    progress: null,
    expected: null,
    projected: null,
    neededGrowth: null,
    period: latest?.period ?? null,
    missing,
    missingYears,
    belowPath: false,
    lastPlanYear: latest !== null && target.targetYear !== null && endOfPeriod(latest.period) > target.targetYear - 1,
  }
  if (missing.length > 0) return { ...start, status: 'incomplete' }
  if (!latest) return start
  const judged = { ...start, ...judge(target, ordered, latest) }
  const late = owed >= first && endOfPeriod(latest.period) < owed
  return late ? { ...judged, status: 'no_data', belowPath: false } : judged
}

type Judgement = Partial<Progress> & Pick<Progress, 'status'>

function judge(target: Target, ordered: readonly Figure[], latest: Figure): Judgement {
  switch (target.accumulation) {
    case 'level':
      return target.base === target.target ? keep(target, latest) : level(target, latest)
    case 'keep':
    case 'graded':
      return keep(target, latest)
    case 'interval':
      return interval(target, latest)
    case 'cumulative':
      return cumulative(target, ordered)
    case 'growth':
      return growth(target, latest)
    case 'reduction':
      return reduction(target, ordered)
  }
}

/** The facts that `NEEDED` has made sure of. */
const known = (target: Target) => ({
  base: target.base ?? 0,
  baseYear: target.baseYear ?? 0,
  target: target.target ?? 0,
  targetYear: target.targetYear ?? 0,
})

function level(wanted: Target, { period, value }: Figure): Judgement {
  const path = known(wanted)
  const at = endOfPeriod(period)
  if (at <= path.baseYear) return { status: 'no_data' }
  const told = linearPath(path, at, value)
  const reached = kept(value, path.target, path.target > path.base ? 'up' : 'down')
  const pace = (value - path.base) / (at - path.baseYear)
  return {
    ...told,
    projected: at >= path.targetYear ? value : path.base + pace * (path.targetYear - path.baseYear),
    ...verdict(told.ratio, told.elapsed, reached),
  }
}

function keep(wanted: Target, { period, value }: Figure): Judgement {
  const { target } = known(wanted)
  const met = kept(value, target, wanted.direction)
  const final = wanted.targetYear !== null && endOfPeriod(period) >= wanted.targetYear
  const status = met ? (final ? 'reached' : 'on') : final ? 'missed' : 'behind'
  // A share of the floor or ceiling where both are amounts; classes have no share.
  const isAmount = wanted.accumulation !== 'graded' && value > 0 && target > 0
  const progress = met ? 1 : isAmount ? staticAttainment(value, target, wanted.direction) : 0
  return { status, expected: target, progress, belowPath: !met }
}

function interval(wanted: Target, { period, value }: Figure): Judgement {
  const lower = wanted.target ?? 0
  const upper = wanted.upper ?? 0
  const score = intervalScore(
    { lower, upper, floor: wanted.limitLower ?? lower, ceiling: wanted.limitUpper ?? upper },
    value,
  )
  const final = wanted.targetYear !== null && endOfPeriod(period) >= wanted.targetYear
  const met = score === 1
  const status = met ? (final ? 'reached' : 'on') : final ? 'missed' : score >= SLIGHT ? 'slightly_behind' : 'behind'
  return { status, progress: score, belowPath: !met }
}

/** Whole years without a gap from the year after the base on: what can be added up or multiplied. */
function unbroken(wanted: Target, ordered: readonly Figure[]): number[] {
  const { baseYear, targetYear } = known(wanted)
  const byYear = new Map(ordered.filter(({ period }) => isYear(period)).map((one) => [Number(one.period), one.value]))
  const values: number[] = []
  for (let year = baseYear + 1; year <= targetYear; year++) {
    const value = byYear.get(year)
    if (value === undefined) break
    values.push(value)
  }
  const later = [...byYear.keys()].some((year) => year > baseYear + values.length)
  return later ? [] : values
}

function cumulative(wanted: Target, ordered: readonly Figure[]): Judgement {
  const { target, baseYear, targetYear } = known(wanted)
  const done = unbroken(wanted, ordered)
  const years = targetYear - baseYear
  if (done.length === 0) return { status: 'no_data' }
  const { rate, elapsed, ratio } = cumulativeRate(target, done, years)
  const projected = (rate * target * years) / done.length
  return {
    period: String(baseYear + done.length),
    progress: rate,
    elapsed,
    ratio,
    expected: target * elapsed,
    projected,
    ...verdict(ratio, elapsed, rate >= 1),
  }
}

function growth(wanted: Target, { period, value }: Figure): Judgement {
  const path = known(wanted)
  const at = endOfPeriod(period)
  const passed = at - path.baseYear
  const left = path.targetYear - at
  if (passed <= 0) return { status: 'no_data' }
  const rate = path.target / 100
  const years = path.targetYear - path.baseYear
  const level = growthTarget(path.base, rate, years)
  // On the geometric path: growth so far over the growth that was due so far.
  const ratio = Math.log(value / path.base) / (passed * Math.log(1 + rate))
  const elapsed = elapsedOf(path, at)
  return {
    elapsed,
    ratio,
    progress: ratio * elapsed,
    expected: growthTarget(path.base, rate, passed),
    projected: path.base * (value / path.base) ** (years / passed),
    neededGrowth: left > 0 ? growthNeeded(level, value, left) : null,
    ...verdict(ratio, elapsed, value >= level),
  }
}

function reduction(wanted: Target, ordered: readonly Figure[]): Judgement {
  const { target, baseYear, targetYear } = known(wanted)
  const yearly = unbroken(wanted, ordered).map((percent) => percent / 100)
  const years = targetYear - baseYear
  if (yearly.length === 0) return { status: 'no_data' }
  const done = reductionDone(yearly)
  const expected = reductionExpected(target / 100, years, yearly.length)
  const elapsed = yearly.length / years
  return {
    period: String(baseYear + yearly.length),
    progress: done / (target / 100),
    elapsed,
    ratio: done / expected,
    expected: expected * 100,
    projected: (1 - (1 - done) ** (years / yearly.length)) * 100,
    ...verdict(done / expected, elapsed, done >= target / 100),
  }
}

/** Smaller differences are the rounding of the figures, not a lead or a lag. */
const EVEN = 1e-9

function verdict(ratio: number, elapsed: number, reached: boolean): Pick<Progress, 'status' | 'belowPath'> {
  if (elapsed >= 1) return { status: reached ? 'reached' : 'missed', belowPath: !reached }
  if (ratio > 1 + EVEN) return { status: 'ahead', belowPath: false }
  if (ratio >= 1 - EVEN) return { status: 'on', belowPath: false }
  return { status: ratio >= SLIGHT ? 'slightly_behind' : 'behind', belowPath: true }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step)
}
