import type { CycleSummary } from '../../../../src/delivery/reporting/schemas.ts'

type Frequency = CycleSummary['programme']['frequency']

/** The name of the period that a day lies in. */
export function periodOn(frequency: Frequency, day: string): string {
  const year = day.slice(0, 4)
  const month = Number(day.slice(5, 7))
  if (frequency === 'month') return day.slice(0, 7)
  if (frequency === 'quarter') return `${year}Q${Math.ceil(month / 3)}`
  return frequency === 'half_year' ? `${year}H${month > 6 ? 2 : 1}` : year
}

/** Every period of the year before, of this one and of the next, the newest first. */
export function periodsAround(frequency: Frequency, today: string): string[] {
  const year = Number(today.slice(0, 4))
  const days = [year + 1, year, year - 1].flatMap((one) =>
    Array.from({ length: 12 }, (_, month) => `${one}-${String(12 - month).padStart(2, '0')}-01`),
  )
  return [...new Set(days.map((day) => periodOn(frequency, day)))]
}
