import { isLate } from '../../../platform/calendar/index.ts'
import { supervisionRefusals as refusals } from '../refusals.ts'

/** Where a supervision notice (督办单) stands: 立项 → 交办 → 反馈 → 办结(销号). */
export const NOTICE_STATES = ['draft', 'issued', 'received', 'answered', 'returned', 'signed_off', 'withdrawn'] as const
export type NoticeState = (typeof NOTICE_STATES)[number]
export const NOTICE_EVENTS = [
  'issued',
  'received',
  'answered',
  'returned',
  'signed_off',
  'reopened',
  'withdrawn',
  'extended',
] as const
export type NoticeEvent = (typeof NOTICE_EVENTS)[number]

const nothing = {
  issued: null,
  received: null,
  answered: null,
  returned: null,
  signed_off: null,
  reopened: null,
  withdrawn: null,
  extended: null,
} as const

/** state × event → state, null where it cannot happen. Who did not receive cannot answer; what is signed off may be reopened. */
export const NOTICE_MACHINE = {
  draft: { ...nothing, issued: 'issued', withdrawn: 'withdrawn' },
  issued: { ...nothing, received: 'received', withdrawn: 'withdrawn', extended: 'issued' },
  received: { ...nothing, answered: 'answered', withdrawn: 'withdrawn', extended: 'received' },
  answered: { ...nothing, returned: 'returned', signed_off: 'signed_off', withdrawn: 'withdrawn' },
  returned: { ...nothing, answered: 'answered', withdrawn: 'withdrawn', extended: 'returned' },
  signed_off: { ...nothing, reopened: 'returned' },
  withdrawn: nothing,
} as const satisfies Record<NoticeState, Record<NoticeEvent, NoticeState | null>>

/** @throws Refusal notice_cannot */
export function nextNoticeState(state: NoticeState, event: NoticeEvent): NoticeState {
  const next = NOTICE_MACHINE[state][event]
  if (next === null) throw refusals.noticeCannot(state, event)
  return next
}

/** Whether a notice still weighs on its task: issued, and neither signed off nor taken back. */
export const weighs = (state: NoticeState): boolean => ['issued', 'received', 'answered', 'returned'].includes(state)

/** A notice is overdue from the first working day after its deadline until it is answered well: an answer that waits for the office is not late. */
export function isOverdue(notice: { state: NoticeState; dueOn: string }, today: string): boolean {
  return weighs(notice.state) && notice.state !== 'answered' && isLate(notice.dueOn, today)
}
