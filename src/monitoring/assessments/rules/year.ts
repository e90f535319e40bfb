import { Exact, type Numeric } from '../../../platform/exact.ts'
import type { Measured } from '../../standards/measured.ts'
import { percentOf } from '../../standards/percent.ts'
import { periodMean } from '../../standards/surfaceWater/period.ts'
import { assessSection, type SectionAssessment } from '../../standards/surfaceWater/section.ts'
import type { WaterBody, WaterClass } from '../../standards/surfaceWater/table.ts'
import { type Change, changeOfSection, spearman } from '../../standards/surfaceWater/trend.ts'
import type { TargetClass } from '../../tables.ts'
import { type KeptValue, measuredOf } from './month.ts'

/** A month as the year needs it. */
export interface MonthOfYear {
  id: number
  month: number
  class: WaterClass | null
  /** Against the target that held then; null: no class or no target. */
  meets: boolean | null
  values: Readonly<Record<string, KeptValue>>
}

export interface YearJudgement {
  assessment: SectionAssessment
  values: Readonly<Record<string, KeptValue>>
  /** Months with a class; of them, those with a target; of those, those that met it. */
  measured: number
  withTarget: number
  met: number
  /** Percent with one decimal; null where no month has a target. */
  passRate: string | null
  /** Whether all twelve months have a class. */
  valid: boolean
  /** Parameters with fewer months than a year needs. */
  short: readonly { parameter: string; months: number; needed: number }[]
}

/** The year of a section: the class of the means of its months, and how many months met the target that held then. */
export function judgeYear(
  water: WaterBody,
  targetClass: TargetClass | null,
  months: readonly MonthOfYear[],
): YearJudgement {
  const values: Record<string, KeptValue> = {}
  const short: { parameter: string; months: number; needed: number }[] = []
  for (const parameter of new Set(months.flatMap((one) => Object.keys(one.values)))) {
    const monthly = months.flatMap((one) => one.values[parameter] ?? [])
    const { mean, data, needed, valid } = periodMean(parameter, 'year', monthly.map(measuredOf))
    if (!valid) short.push({ parameter, months: data, needed })
    const total = (of: (value: KeptValue) => number) => monthly.reduce((sum, value) => sum + of(value), 0)
    values[parameter] = {
      value: mean?.value == null ? null : Exact.of(mean.value).toText(),
      belowDetection: mean?.belowDetection ?? false,
      // A year is spoken of by a mean, be it of one month.
      of: 'mean',
      from: monthly[0]?.from ?? 'manual',
      count: data,
      below: total(({ below }) => below),
      flagged: total(({ flagged }) => flagged),
      without: total(({ without }) => without),
    }
  }
  const means: Record<string, Measured> = Object.fromEntries(
    Object.entries(values).map(([code, value]) => [code, measuredOf(value)]),
  )
  const assessment = assessSection({ waterBody: water, values: means, ...(targetClass ? { targetClass } : {}) })
  const measured = months.filter((one) => one.class !== null).length
  const judged = months.filter(({ meets }) => meets !== null)
  const met = judged.filter(({ meets }) => meets).length
  const passRate = percentOf(met, judged.length)
  return { assessment, values, measured, withTarget: judged.length, met, passRate, valid: measured === 12, short }
}

/** What years say of each other. */
export interface Trend {
  /** Each year against the one before it. */
  changes: readonly ({ year: number; against: number } & Change)[]
  /** Rank correlation of the annual means with time, of what has five years or more one after another. */
  correlations: readonly { parameter: string; rs: string; years: number }[]
}

export interface YearOfTrend {
  year: number
  class: WaterClass | null
  values: Readonly<Record<string, { value: string | null }>>
}

const LEAST_YEARS = 5

/** How the years of a section compare (MON-10). Years without a class compare with nothing. */
export function trendOf(years: readonly YearOfTrend[]): Trend {
  const sorted = [...years].sort((a, b) => a.year - b.year)
  const withClass = sorted.filter((one): one is YearOfTrend & { class: WaterClass } => one.class !== null)
  const changes = withClass.slice(1).flatMap((one, index) => {
    const before = withClass[index]
    return before ? [{ year: one.year, against: before.year, ...changeOfSection(before.class, one.class) }] : []
  })
  const parameters = [...new Set(sorted.flatMap(({ values }) => Object.keys(values)))].sort()
  const correlations = parameters.flatMap((parameter) => {
    const run = lastRun(sorted, parameter)
    if (run.length < LEAST_YEARS) return []
    const { rs, years: length } = spearman(run)
    return [{ parameter, rs, years: length }]
  })
  return { changes, correlations }
}

/** The values of the last years that follow each other without a gap. */
function lastRun(sorted: readonly YearOfTrend[], parameter: string): Numeric[] {
  const run: Numeric[] = []
  let expected: number | undefined
  for (const { year, values } of sorted.toReversed()) {
    const value = values[parameter]?.value
    if (value == null || (expected !== undefined && year !== expected)) {
      if (run.length > 0) break
      continue
    }
    run.unshift(value)
    expected = year - 1
  }
  return run
}
