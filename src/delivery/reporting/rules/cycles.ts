import { addDays, workingDayUpTo } from '../../../platform/calendar/index.ts'

export type Frequency = 'month' | 'quarter' | 'half_year' | 'year'

/** One stretch of time that is reported on: 2026-05, 2026Q2, 2026H1, 2026. Days are inclusive. */
export interface Period {
  period: string
  startsOn: string
  endsOn: string
}

const MONTHS: Readonly<Record<Frequency, number>> = { month: 1, quarter: 3, half_year: 6, year: 12 }

const pad = (value: number) => String(value).padStart(2, '0')

function lastDayOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10)
}

function periodOf(frequency: Frequency, year: number, index: number): Period {
  const length = MONTHS[frequency]
  const first = index * length + 1
  const last = first + length - 1
  const name: Readonly<Record<Frequency, string>> = {
    month: `${year}-${pad(first)}`,
    quarter: `${year}Q${index + 1}`,
    half_year: `${year}H${index + 1}`,
    year: `${year}`,
  }
  return { period: name[frequency], startsOn: `${year}-${pad(first)}-01`, endsOn: lastDayOf(year, last) }
}

/** The period that the day lies in. */
export function periodAt(frequency: Frequency, day: string): Period {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return periodOf(frequency, year, Math.floor((month - 1) / MONTHS[frequency]))
}

/** The period after. */
export function periodAfter(frequency: Frequency, { endsOn }: Pick<Period, 'endsOn'>): Period {
  return periodAt(frequency, addDays(endsOn, 1))
}

/** Every period that has a day in the stretch, in order. */
export function periodsBetween(frequency: Frequency, from: string, to: string): Period[] {
  const found: Period[] = []
  for (let one = periodAt(frequency, from); one.startsOn <= to; one = periodAfter(frequency, one)) found.push(one)
  return found
}

/** The period of that name; null when the frequency has none of it (2026Q1 of a programme by half-years). */
export function periodNamed(frequency: Frequency, name: string): Period | null {
  const year = Number(name.slice(0, 4))
  if (!/^(?:20\d\d)/.test(name)) return null
  return periodsBetween(frequency, `${year}-01-01`, `${year}-12-31`).find(({ period }) => period === name) ?? null
}

/**
 * When the report on a period is due and when it opens. `dueDay` is 'end' (每年6月底和12月底前: by the end of the period) or
 * MM-DD of a plan that names a day in the last month of the period; of it the day counts, cut to the month's length.
 * What falls on a day off is due on the last working day before it: 前 means before.
 */
export function datesOf(
  { startsOn, endsOn }: Pick<Period, 'startsOn' | 'endsOn'>,
  { dueDay, opensDaysBefore }: { dueDay: string; opensDaysBefore: number },
): { dueOn: string; opensOn: string } {
  const day = /^\d\d-(\d\d)$/.exec(dueDay)?.[1]
  const named = day === undefined ? endsOn : `${endsOn.slice(0, 8)}${day}`
  const latest = named > endsOn ? endsOn : named
  const working = workingDayUpTo(latest)
  const dueOn = working >= startsOn ? working : latest
  return { dueOn, opensOn: addDays(dueOn, -opensDaysBefore) }
}
