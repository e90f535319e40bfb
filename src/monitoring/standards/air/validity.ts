import { Exact, meanOf, type Numeric } from '../../../platform/exact.ts'
import type { Confidence } from '../provenance.ts'

/** A mean and whether there were data enough for it. Null where there was nothing; exact, since an index rounds it up. */
export interface AirMeanValue {
  value: Exact | null
  data: number
  needed: number
  valid: boolean
  confidence: Confidence
}

/** Hours of one day, 0 to 23; null: no valid hour. */
export type HoursOfDay = readonly (Numeric | null)[]

const given = (values: HoursOfDay) => values.filter((value): value is Numeric => value !== null)

function meanWith(values: HoursOfDay, needed: number): AirMeanValue {
  const data = given(values)
  return {
    value: data.length === 0 ? null : meanOf(data),
    data: data.length,
    needed,
    valid: data.length >= needed,
    confidence: 'official',
  }
}

/** An hour of a gas needs 45 minutes of data (GB 3095 Table 4, official). */
export const hourIsValid = (minutes: number): boolean => minutes >= 45

/** Mean of a day: at least 20 hours (GB 3095 Table 4, official). */
export const dayMean = (hours: HoursOfDay): AirMeanValue => meanWith(hours, 20)

/** Mean of eight hours: at least 6 of them (GB 3095 Table 4, official). */
export const eightHourMean = (hours: HoursOfDay): AirMeanValue => meanWith(hours, 6)

/** Running means that a day's maximum of 8 h needs, of the 17 that end between 8:00 and 24:00 (HJ 663, own). */
const WINDOWS_NEEDED = 14

/**
 * Daily maximum of the running 8-hour means of ozone that end between 8:00 and 24:00. With fewer than 14 valid ones it
 * counts all the same where it is above the limit already (the exception: one source; 14: own).
 * @param hours of the day, 0 to 23
 * @param limit of the day's version, grade II
 */
export function dailyMaximum8h(hours: HoursOfDay, limit: Numeric): AirMeanValue {
  const means = Array.from({ length: 17 }, (_, start) => eightHourMean(hours.slice(start, start + 8)))
  const values = means.flatMap(({ valid, value }) => (valid && value !== null ? [value] : []))
  const most = values.reduce<Exact | null>((top, value) => (top === null || top.below(value) ? value : top), null)
  return {
    value: most,
    data: values.length,
    needed: WINDOWS_NEEDED,
    valid: values.length >= WINDOWS_NEEDED || (most !== null && Exact.of(limit).below(most)),
    confidence: 'own',
  }
}

/** Which rule of sufficiency holds for an item. */
const DAYS_NEEDED = {
  six: { year: 324, month: 27, february: 25 },
  sampled: { year: 60, month: 5, february: 5 },
} as const

/** Whether the days of a year suffice for its mean, and in which months they do not. */
export interface YearValidity {
  days: number
  needed: number
  shortMonths: readonly number[]
  valid: boolean
  confidence: Confidence
}

/** Whether a month (1 to 12) has daily values enough: 27, in February 25 (GB 3095 Table 4, official). */
export function monthSuffices(days: number, month: number, item = 'pm25'): boolean {
  const needed = neededOf(item)
  return days >= (month === 2 ? needed.february : needed.month)
}

const neededOf = (item: string) => DAYS_NEEDED[['tsp', 'bap', 'pb'].includes(item) ? 'sampled' : 'six']

/**
 * A year needs 324 daily values, 27 in each month, 25 in February; of TSP, BaP and Pb, which are sampled, 60 with 5 in
 * each month (GB 3095 Table 4, official).
 * @param daysByMonth valid daily values of January to December
 */
export function yearValidity(daysByMonth: readonly number[], item = 'pm25'): YearValidity {
  const needed = neededOf(item)
  const days = daysByMonth.reduce((sum, count) => sum + count, 0)
  const shortMonths = Array.from({ length: 12 }, (_, index) => index + 1).filter(
    (month) => !monthSuffices(daysByMonth[month - 1] ?? 0, month, item),
  )
  return {
    days,
    needed: needed.year,
    shortMonths,
    valid: days >= needed.year && shortMonths.length === 0,
    confidence: 'official',
  }
}
