import { isLate, workingDaysBetween } from '../../../platform/calendar/index.ts'

export interface Owed {
  state: string
  dueOn: string
  light: string | null
}

export type UrgencyReason = 'returned_overdue' | 'overdue' | 'returned' | 'red' | 'due_soon' | 'yellow' | 'later'

/** Working days before the day it is due on which a report is said to be due soon. */
const SOON = 5

const RANK: Readonly<Record<UrgencyReason, number>> = {
  returned_overdue: 0,
  overdue: 1,
  returned: 2,
  red: 3,
  due_soon: 4,
  yellow: 5,
  later: 6,
}

/**
 * What hurts first on a unit's desk: what came back and is late (it counts as not submitted), what is late, what came
 * back, what has a red light, what is due within five working days, what has a yellow light, the rest.
 */
export function urgencyOf(owed: Owed, today: string): { rank: number; reason: UrgencyReason; workingDays: number } {
  const reason = reasonOf(owed, today)
  return { rank: RANK[reason], reason, workingDays: workingDaysBetween(today, owed.dueOn) }
}

function reasonOf({ state, dueOn, light }: Owed, today: string): UrgencyReason {
  const late = isLate(dueOn, today)
  if (state === 'returned') return late ? 'returned_overdue' : 'returned'
  if (late) return 'overdue'
  if (light === 'red') return 'red'
  if (workingDaysBetween(today, dueOn) <= SOON) return 'due_soon'
  return light === 'yellow' ? 'yellow' : 'later'
}
