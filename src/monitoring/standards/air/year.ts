import { Exact, meanOf, type Numeric } from '../../../platform/exact.ts'
import { monitoringRefusals } from '../../refusals.ts'
import { readNumber } from '../measured.ts'
import { percentOf } from '../percent.ts'
import type { Confidence } from '../provenance.ts'
import type { AirItem } from './breakpoints.ts'
import { type AirCompliance, type AirMean, type AirZone, airCompliance, airLimit } from './limits.ts'
import type { AirQualityVersion } from './versions.ts'

/** Percentile of the daily values that a year is judged by beside its mean (HJ 663, two sources). */
export const YEAR_PERCENTILES: Readonly<Record<AirItem, number>> = {
  so2: 98,
  no2: 98,
  pm10: 95,
  pm25: 95,
  co: 95,
  o3: 90,
}

/**
 * The p-th percentile of daily values: k = 1 + (n − 1)·p, X(s) + (X(s+1) − X(s))·(k − s), sorted ascending (own).
 * @throws Refusal assessment_input_invalid of no values
 */
export function percentile(values: readonly Numeric[], percent: number): Exact {
  if (values.length === 0) throw monitoringRefusals.inputInvalid('values', 'at least one daily value', '0')
  const sorted = values.map((value) => readNumber('value', value)).sort((one, other) => one.compare(other))
  const k = Exact.of(percent)
    .over(100)
    .times(values.length - 1)
    .plus(1)
  const s = Number(k.floor())
  const [low, high] = [sorted[s - 1], sorted[s] ?? sorted[s - 1]]
  if (!low || !high) throw monitoringRefusals.inputInvalid('percent', 'from 0 to 100', String(percent))
  return low.plus(high.minus(low).times(k.minus(s)))
}

/** What GB 3095 and HJ 663 say of one item over a year. */
export interface YearItem {
  item: AirItem
  days: number
  mean: string | null
  percentile: { percent: number; value: string }
  /** One for each limit: the year mean, and the percentile against the daily limit (of ozone the 8-hour one). */
  against: readonly AirCompliance[]
  meets: boolean
}

/**
 * A year of daily values of one item against the limits of a version; of ozone the daily maxima of 8 h. Whether the days
 * suffice is asked of `yearValidity`.
 */
export function yearOfItem(
  item: AirItem,
  days: readonly Numeric[],
  zone: AirZone,
  version: AirQualityVersion,
): YearItem {
  const percent = YEAR_PERCENTILES[item]
  const value = percentile(days, percent)
  const mean = meanOf(days)
  const daily: AirMean = item === 'o3' ? 'max8h' : 'day'
  const against = [
    ...(airLimit(version, item, 'year', zone) === null ? [] : [airCompliance(item, 'year', zone, mean, { version })]),
    airCompliance(item, daily, zone, value, { version }),
  ]
  return {
    item,
    days: days.length,
    mean: airLimit(version, item, 'year', zone) === null ? null : mean.toText(),
    percentile: { percent, value: value.toText() },
    against,
    meets: against.every(({ meets }) => meets),
  }
}

/** Mean of a city on a day: of its stations, three quarters of which must have a valid value (own). */
export function cityDay(stations: readonly (Numeric | null)[]) {
  const values = stations.filter((value): value is Numeric => value !== null)
  return {
    value: values.length === 0 ? null : meanOf(values),
    stations: stations.length,
    data: values.length,
    valid: values.length > 0 && values.length * 4 >= stations.length * 3,
    confidence: 'own' as Confidence,
  }
}

/** Year values that make the composite index: means, of CO the 95th and of ozone the 90th percentile. */
export type CompositeInput = Readonly<Record<AirItem, Numeric>>

/** Standard values of HJ 663-2013: grade II of GB 3095-2012. */
const COMPOSITE_LIMITS: Readonly<Record<AirItem, number>> = { so2: 60, no2: 40, pm10: 70, pm25: 35, co: 4, o3: 160 }
const WEIGHTS_2026: Readonly<Record<AirItem, number>> = { so2: 1, no2: 2, pm10: 1, pm25: 3, co: 1, o3: 2 }

/** Composite index of air quality: lower is better. */
export interface CompositeIndex {
  index: string
  parts: readonly { item: AirItem; concentration: string; limit: number; weight: number; part: string }[]
  confidence: Confidence
  doubt?: string
}

/**
 * 环境空气质量综合指数: Σ C/S over the six items, two decimals (HJ 663-2013, two sources). HJ 663-2026 weights PM2.5 by
 * three, NO2 and O3 by two: that is known from repositories alone, as are the limits it divides by.
 * @param version of GB 3095 whose limits HJ 663-2026 divides by
 */
export function compositeIndex(
  input: CompositeInput,
  standard: 'HJ 663-2013' | 'HJ 663-2026' = 'HJ 663-2013',
  version: AirQualityVersion = 'GB 3095-2026 transition',
): CompositeIndex {
  const newer = standard === 'HJ 663-2026'
  const parts = (Object.keys(COMPOSITE_LIMITS) as AirItem[]).map((item) => {
    const limit = (newer ? airLimit(version, item, 'year', 'II') : null) ?? COMPOSITE_LIMITS[item]
    const weight = newer ? WEIGHTS_2026[item] : 1
    const concentration = readNumber(item, input[item])
    return { item, concentration, limit, weight, part: concentration.times(weight).over(limit) }
  })
  return {
    index: Exact.sum(parts.map(({ part }) => part))
      .roundedHalfEven(2)
      .toText(),
    parts: parts.map(({ concentration, part, ...rest }) => ({
      ...rest,
      concentration: concentration.toText(),
      part: part.toText(4),
    })),
    confidence: newer ? 'one' : 'two',
    ...(newer ? { doubt: 'weights and limits of HJ 663-2026 are to be confirmed in its text' } : {}),
  }
}

/**
 * 优良天数比率: days with an index up to 100 among the valid days, in percent with one decimal (two sources).
 * @throws Refusal assessment_input_invalid without a valid day
 */
export function goodDaysPercent(goodDays: number, validDays: number): string {
  if (
    !Number.isSafeInteger(goodDays) ||
    goodDays < 0 ||
    !Number.isSafeInteger(validDays) ||
    validDays < Math.max(goodDays, 1)
  )
    throw monitoringRefusals.inputInvalid(
      'days',
      'good days among at least one valid day',
      `${goodDays} of ${validDays}`,
    )
  return percentOf(goodDays, validDays) ?? ''
}
