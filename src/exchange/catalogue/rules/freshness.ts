import { firstDueInTime, isLate } from '../../../platform/calendar/index.ts'

/** Whether a resource is as new as was promised; `unpromised` where it is updated irregularly. */
export const FRESHNESS = ['fresh', 'late', 'unpromised'] as const
export type Freshness = (typeof FRESHNESS)[number]

/** Late is what every deadline of the house is: from the first working day after it. */
export function freshnessOf(dueOn: string | null, today: string): Freshness {
  if (dueOn === null) return 'unpromised'
  return isLate(dueOn, today) ? 'late' : 'fresh'
}

/** What is due before this day is late today: the rule above, for a query. */
export const lateBefore = (today: string): string => firstDueInTime(today)
