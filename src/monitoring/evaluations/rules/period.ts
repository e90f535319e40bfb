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

/** What a period is compared with: as many months right before it (环比), and the same months a year earlier (同比). */
export const formerOf = ({ last, months }: Months): Record<'before' | 'lastYear', Months> => ({
  before: monthsUntil(monthAt(last, -months), months),
  lastYear: monthsUntil(monthAt(last, -12), months),
})
