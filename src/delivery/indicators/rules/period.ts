/** From 1900, as the base years of indicators: what is older is a slip of the hand. */
export const PERIOD = '^(19|2[01])[0-9]{2}(H[12]|Q[1-4]|-(0[1-9]|1[0-2]))?$'

/** The calendar year that a period (2026, 2026H1, 2026Q3, 2026-05) belongs to. */
export const yearOfPeriod = (period: string): number => Number(period.slice(0, 4))

/**
 * The end of a period on the scale of the plan's years, where 2026 is the end of 2026: 2026H1 is 2025.5. Indicators of
 * a plan speak of ends of years, so a whole year is its own number.
 */
export function endOfPeriod(period: string): number {
  const year = yearOfPeriod(period)
  const rest = period.slice(4)
  if (rest === '') return year
  if (rest.startsWith('H')) return year - 1 + Number(rest.slice(1)) / 2
  if (rest.startsWith('Q')) return year - 1 + Number(rest.slice(1)) / 4
  return year - 1 + Number(rest.slice(1)) / 12
}

/** Whether the period is a whole year: only whole years are added up or multiplied. */
export const isYear = (period: string): boolean => period.length === 4

/**
 * The newest year of which a figure is owed on the day `today`: statistics of a year are out by the end of June of the
 * next [K, plan-supervision.md §5: a missing year is no data, nothing is carried forward].
 */
export function yearOwed(today: string): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) > '06-30' ? year - 1 : year - 2
}

/** The next day on which another year's figure is owed: until then time alone changes nothing. */
export function nextOwedOn(today: string): string {
  const year = Number(today.slice(0, 4))
  return today.slice(5) > '06-30' ? `${year + 1}-07-01` : `${year}-07-01`
}
