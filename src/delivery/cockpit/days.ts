import { workingDaysLate } from '../../platform/calendar/index.ts'
import type { LightReason } from '../lights/types.ts'
import type { Reason } from './schemas.ts'

/** Reasons as they are told: with how many working days something is late on that day. */
export function toldOn(reasons: readonly LightReason[], today: string): Reason[] {
  return reasons.map(({ rule, subjects }) => ({
    rule,
    subjects: subjects.map((subject) => {
      const daysLate = subject.dueOn ? workingDaysLate(subject.dueOn, today) : 0
      return daysLate > 0 ? { ...subject, daysLate } : subject
    }),
  }))
}
