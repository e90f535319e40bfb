import { type KeptValue, measuredOf } from '../../assessments/rules/month.ts'
import { type Measured, meanValue } from '../../standards/measured.ts'

/** Months that follow each other, named by the first days of the first and the last of them. */
export interface Months {
  first: string
  last: string
  months: number
}

/** The first day of the month that lies so many months after (or before) that of a day. */
export function monthAt(day: string, by: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10)
}

/** The last day of the month of a day. */
export function lastDayOf(day: string): string {
  return new Date(Date.parse(monthAt(day, 1)) - 86_400_000).toISOString().slice(0, 10)
}

/** So many months that end with the month of a day. */
export const monthsUntil = (day: string, months: number): Months => ({
  first: monthAt(day, 1 - months),
  last: monthAt(day, 0),
  months,
})

/**
 * Months with a class that a section needs to speak for so many: a quarter two, a year all twelve, and so all of whatever is
 * longer than a quarter (own). With fewer it is shown as standing on too few.
 */
export const monthsNeeded = (months: number): number => (months > 3 ? months : Math.min(months, 2))

/** What a period is compared with: as many months right before it (环比), and the same months a year earlier (同比). */
export const formerOf = ({ last, months }: Months): Record<'before' | 'lastYear', Months> => ({
  before: monthsUntil(monthAt(last, -months), months),
  lastYear: monthsUntil(monthAt(last, -12), months),
})

/** Of each parameter what its months say; several months by their mean, which is rounded as every mean is. */
export function valuesOver(
  months: readonly { values: Readonly<Record<string, KeptValue>> }[],
): Record<string, Measured> {
  const codes = new Set(months.flatMap(({ values }) => Object.keys(values)))
  return Object.fromEntries(
    [...codes].flatMap((code) => {
      const monthly = months.flatMap(({ values }) => values[code] ?? []).map(measuredOf)
      const mean = months.length === 1 ? monthly[0] : meanValue(code, monthly)
      return mean ? [[code, months.length === 1 ? mean : { ...mean, of: 'mean' as const }] as const] : []
    }),
  )
}
