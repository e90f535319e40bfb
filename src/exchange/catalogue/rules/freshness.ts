import { addDays, firstDueInTime, isLate } from '../../../platform/calendar/index.ts'
import type { UpdatePeriod } from './content.ts'

/** Whether a resource is as new as was promised; `unpromised` where it is updated irregularly. */
export const FRESHNESS = ['fresh', 'late', 'unpromised'] as const
export type Freshness = (typeof FRESHNESS)[number]

const MONTHS: Partial<Record<UpdatePeriod, number>> = { monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12 }
const DAYS: Partial<Record<UpdatePeriod, number>> = { realTime: 1, daily: 1, weekly: 7 }

/**
 * The day by which the next update is promised: a period after the last one (ISO days). Null where nothing is promised.
 * What is shared in real time is on record once a day at least.
 */
export function nextDueOn(period: UpdatePeriod, since: string): string | null {
  const days = DAYS[period]
  if (days !== undefined) return addDays(since, days)
  const months = MONTHS[period]
  return months === undefined ? null : addMonths(since, months)
}

/** The same day n months later, or the last day of a month that is shorter. */
function addMonths(day: string, n: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + n, 0))
  return new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10)
}

/** Late is what every deadline of the house is: from the first working day after it. */
export function freshnessOf(dueOn: string | null, today: string): Freshness {
  if (dueOn === null) return 'unpromised'
  return isLate(dueOn, today) ? 'late' : 'fresh'
}

/** What is due before this day is late today: the rule above, for a query. */
export const lateBefore = (today: string): string => firstDueInTime(today)
