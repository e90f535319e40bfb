import { Exact, meanOf } from '../../../platform/exact.ts'
import { type AirInputs, airIndex } from '../../standards/air/airIndex.ts'
import type { AirInput, AirItem } from '../../standards/air/breakpoints.ts'
import { monthSuffices, yearValidity } from '../../standards/air/validity.ts'
import { airQualityVersionOf, indexVersionOf } from '../../standards/air/versions.ts'
import {
  type CompositeIndex,
  cityDay,
  compositeIndex,
  goodDaysPercent,
  percentile,
  YEAR_PERCENTILES,
  type YearItem,
  yearOfItem,
} from '../../standards/air/year.ts'

/** What a station had on a day, by input; only what stands on hours enough is named. */
export interface StationDay {
  station: string
  day: string
  values: Readonly<Partial<Record<AirInput, string>>>
}

/** Items of a city, each by the input of a day that speaks for it. */
const ITEM_INPUTS: readonly (readonly [AirItem, AirInput])[] = [
  ['so2', 'so2_24h'],
  ['no2', 'no2_24h'],
  ['pm10', 'pm10_24h'],
  ['pm25', 'pm25_24h'],
  ['co', 'co_24h'],
  ['o3', 'o3_8h'],
]
const INPUTS: readonly AirInput[] = [...ITEM_INPUTS.map(([, input]) => input), 'o3_1h']

/** One item of a city over a period. */
export interface CityItem {
  item: AirItem
  /** Days with a value of the city. */
  days: number
  /** Whether every month has days enough, and a year 324 (MON-17). */
  valid: boolean
  /** The mean; of CO the 95th, of ozone the 90th percentile. Rounded to whole µg/m³, CO to one decimal of mg/m³. */
  value: string
  percent: number | null
  /** Of a whole year: against GB 3095, by its mean and its percentile. */
  year: YearItem | null
}

export interface CityAir {
  stations: number
  /** Days with an index of the city, and of them those up to 100. */
  days: number
  goodDays: number
  goodDaysPercent: string | null
  items: readonly CityItem[]
  missing: readonly AirItem[]
  /** After HJ 663-2013; null while an item is missing or stands on too few days: nobody is ranked by a few days. */
  composite: CompositeIndex | null
  /** From 2026-03-01 on also after HJ 663-2026, whose weights are in doubt. */
  composite2026: CompositeIndex | null
}

const NEW_COMPOSITE_FROM = '2026-03-01'

/** The air of a city over whole months from the days of its stations. `first` and `last` are days. */
export function judgeCity(days: readonly StationDay[], first: string, last: string): CityAir {
  const stations = [...new Set(days.map(({ station }) => station))]
  const byDay = Map.groupBy(days, ({ day }) => day)
  const standing = standingOf(days)
  const cityDays = [...byDay].map(([day, own]) => ({ day, inputs: inputsOf(own, standing(day)) }))
  const indices = cityDays.flatMap(({ day, inputs }) => airIndex(indexVersionOf(day), 'daily', inputs).index ?? [])
  const good = indices.filter((index) => index <= 100).length
  const items = ITEM_INPUTS.flatMap(([item, input]) => itemOf(item, input, cityDays, first, last) ?? [])
  const missing = ITEM_INPUTS.map(([item]) => item).filter((item) => !items.some((one) => one.item === item))
  const values = Object.fromEntries(items.map(({ item, value }) => [item, value])) as Record<AirItem, string>
  const whole = missing.length === 0 && items.every(({ valid }) => valid)
  return {
    stations: stations.length,
    days: indices.length,
    goodDays: good,
    goodDaysPercent: indices.length === 0 ? null : goodDaysPercent(good, indices.length),
    items,
    missing,
    composite: whole ? compositeIndex(values) : null,
    composite2026:
      whole && last >= NEW_COMPOSITE_FROM ? compositeIndex(values, 'HJ 663-2026', airQualityVersionOf(last)) : null,
  }
}

/**
 * How many stations stand in the city on a day: each from the first to the last day on which it measured there in the
 * period (own). One that came late or moved away is not missed on the days on which it was elsewhere.
 */
function standingOf(days: readonly StationDay[]): (day: string) => number {
  const spans = [...Map.groupBy(days, ({ station }) => station).values()].map((own) => {
    const its = own.map(({ day }) => day).sort()
    return { first: its[0] ?? '', last: its.at(-1) ?? '' }
  })
  return (day) => spans.filter(({ first, last }) => first <= day && day <= last).length
}

interface CityDay {
  day: string
  inputs: AirInputs
}

/** What the city has on a day: of each input the mean of its stations, where three quarters of them have one. */
function inputsOf(own: readonly StationDay[], stations: number): AirInputs {
  const inputs: AirInputs = {}
  for (const input of INPUTS) {
    const given = own.flatMap(({ values }) => values[input] ?? [])
    const { value, valid } = cityDay([...given, ...new Array<null>(stations - given.length).fill(null)])
    if (valid && value !== null) inputs[input] = value
  }
  return inputs
}

function itemOf(
  item: AirItem,
  input: AirInput,
  days: readonly CityDay[],
  first: string,
  last: string,
): CityItem | null {
  const measured = days.flatMap(({ day, inputs }) => (inputs[input] == null ? [] : [{ day, value: inputs[input] }]))
  if (measured.length === 0) return null
  const values = measured.map(({ value }) => value)
  const byMonth = Map.groupBy(measured, ({ day }) => day.slice(0, 7))
  const counts = monthsOf(first, last).map((month) => ({ month, days: byMonth.get(month)?.length ?? 0 }))
  const isYear = first.slice(5) === '01-01' && last === `${first.slice(0, 4)}-12-31`
  const percent = item === 'co' || item === 'o3' ? YEAR_PERCENTILES[item] : null
  const value = percent === null ? meanOf(values) : percentile(values, percent)
  return {
    item,
    days: measured.length,
    valid: isYear
      ? yearValidity(counts.map((one) => one.days)).valid
      : counts.every((one) => monthSuffices(one.days, Number(one.month.slice(5)))),
    value: Exact.of(value)
      .roundedHalfEven(item === 'co' ? 1 : 0)
      .toText(),
    percent,
    year: isYear ? yearOfItem(item, values, 'II', airQualityVersionOf(last)) : null,
  }
}

/** Months from that of one day to that of another: 2026-01, 2026-02. */
function monthsOf(first: string, last: string): string[] {
  const months: string[] = []
  for (let [year = 0, month = 1] = first.split('-').map(Number); ; month++) {
    if (month > 12) [year, month] = [year + 1, 1]
    const name = `${year}-${String(month).padStart(2, '0')}`
    if (name > last.slice(0, 7)) return months
    months.push(name)
  }
}
