import {
  addDays,
  addWorkingDays,
  firstDueInTime,
  workingDaysBetween,
  workingDaysLate,
} from '../../../platform/calendar/index.ts'
import type { RequestState, Side } from './machine.ts'

/** Terms of working days that the regulation sets (政务数据共享条例), or a place more strictly. */
export const PERIOD_KINDS = ['answer_unconditional', 'answer_conditional', 'provide', 'verify'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]

/** How many working days before an agreement ends its recipient is reminded: time enough for the answer to a further request. */
export const REMIND_BEFORE_END = 10

/**
 * The last day of a term of working days that begins on the day, after so many of them were used before it was stopped. Were
 * all of them used and more, it lies in the past: what was late stays late.
 */
export const dueOnAfter = (from: string, days: number, used = 0): string => addWorkingDays(from, days - used)

/**
 * Working days used up once the clock is stopped. The day on which more is asked for is given back: asked on the last day,
 * one day is left for the answer.
 */
export const usedUntil = (used: number, runningFrom: string, stoppedOn: string): number =>
  used + Math.max(0, workingDaysBetween(runningFrom, addDays(stoppedOn, -1)))

/** Working days left until the day, it included; 0: it is today; below: by so many it is late. */
export function daysLeft(dueOn: string, today: string): number {
  const late = workingDaysLate(dueOn, today)
  return late > 0 ? -late : Math.max(0, workingDaysBetween(today, addWorkingDays(dueOn, 0)))
}

/** On whom something waits, for what, since when, until when. */
export interface Waiting {
  side: Side | 'office'
  for: 'review' | 'correction' | 'acceptance' | 'coordination' | 'data' | 'deletion' | 'verification'
  sinceOn: string
  dueOn: string | null
  /** Working days; null where none are counted. */
  daysLeft: number | null
}

const WAITS: Readonly<Record<RequestState, Pick<Waiting, 'side' | 'for'> | null>> = {
  submitted: { side: 'provider', for: 'review' },
  correction: { side: 'recipient', for: 'correction' },
  offered: { side: 'recipient', for: 'acceptance' },
  brought_forward: { side: 'office', for: 'coordination' },
  granted: null,
  refused: null,
  taken_back: null,
}

/** On whom a request waits. The clock runs while its provider reviews it, and stands while more is asked for. */
export function waitingOfRequest(
  { state, sinceOn, dueOn }: { state: RequestState; sinceOn: string; dueOn: string | null },
  today: string,
): Waiting | null {
  const waits = WAITS[state]
  if (waits === null) return null
  const due = state === 'submitted' ? dueOn : null
  return { ...waits, sinceOn, dueOn: due, daysLeft: due === null ? null : daysLeft(due, today) }
}

/** On whom an agreement waits: the provider until the data are there, the recipient until what it had is deleted. */
export function waitingOfAgreement(
  agreement: {
    state: 'active' | 'suspended' | 'ended'
    validFrom: string
    provideBy: string
    providedAt: string | null
    endKind: string | null
    endedOn: string | null
    deletionConfirmedAt: string | null
  },
  today: string,
): Waiting | null {
  const { state, validFrom, provideBy, providedAt, endKind, endedOn, deletionConfirmedAt } = agreement
  if (state === 'active' && providedAt === null)
    return { side: 'provider', for: 'data', sinceOn: validFrom, dueOn: provideBy, daysLeft: daysLeft(provideBy, today) }
  // What ended by time or by who used it was not taken back from it: only a withdrawal asks for the deletion.
  if (endKind === 'withdrawn' && endedOn !== null && deletionConfirmedAt === null)
    return { side: 'recipient', for: 'deletion', sinceOn: endedOn, dueOn: null, daysLeft: null }
  return null
}

/** What is told of something that is due: a working day before (where the term is longer than that), on the day, once late. */
export type Reminder = 'soon' | 'today' | 'late'

/** @param days of the whole term: one of a single day is not reminded of before */
export function reminderOf(dueOn: string, days: number, today: string): Reminder | null {
  const left = daysLeft(dueOn, today)
  if (left < 0) return 'late'
  if (left === 0) return 'today'
  return left === 1 && days > 1 ? 'soon' : null
}

/** What is due before this day is late today: `isLate`, for a query. */
export const lateBefore = (today: string): string => firstDueInTime(today)
