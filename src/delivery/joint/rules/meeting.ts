import { jointRefusals as refusals } from '../refusals.ts'

export const MEETING_STATES = ['planned', 'convened', 'held', 'minuted', 'cancelled'] as const
export type MeetingState = (typeof MEETING_STATES)[number]
export const MEETING_EVENTS = ['convene', 'hold', 'issue', 'cancel'] as const
export type MeetingEvent = (typeof MEETING_EVENTS)[number]

/**
 * A meeting is prepared by its secretariat, convened (from then on those invited see it), held, and closed by issuing
 * its minutes. Minutes that were issued stand: a mistake is corrected by the next meeting.
 */
export const MEETING_MACHINE = {
  planned: { convene: 'convened', hold: null, issue: null, cancel: 'cancelled' },
  convened: { convene: null, hold: 'held', issue: null, cancel: 'cancelled' },
  held: { convene: null, hold: null, issue: 'minuted', cancel: null },
  minuted: { convene: null, hold: null, issue: null, cancel: null },
  cancelled: { convene: null, hold: null, issue: null, cancel: null },
} as const satisfies Record<MeetingState, Record<MeetingEvent, MeetingState | null>>

/** @throws Refusal meeting_cannot */
export function nextMeetingState(state: MeetingState, event: MeetingEvent): MeetingState {
  const next = MEETING_MACHINE[state][event]
  if (next === null) throw refusals.meetingCannot(state, event)
  return next
}

/** Whether agenda, attendance, minutes and resolutions may still be written. */
export const isOpen = (state: MeetingState): boolean => ['planned', 'convened', 'held'].includes(state)

/**
 * Whose turn it is to host (轮值): hosts take turns in their order, from one meeting to the next, or each for a year. A
 * host that left the list passes its turn to the first; with no meeting yet the first begins.
 * @param last the tier's latest meeting that was not cancelled
 */
export function nextHost(
  tier: { hosts: readonly string[]; rotation: 'none' | 'meeting' | 'year' },
  last: { hostId: string; heldOn: string } | null,
  heldOn: string,
): string | undefined {
  const [first] = tier.hosts
  if (!last || tier.rotation === 'none') return first
  const at = tier.hosts.indexOf(last.hostId)
  if (at < 0) return first
  const years = Math.max(0, Number(heldOn.slice(0, 4)) - Number(last.heldOn.slice(0, 4)))
  const steps = tier.rotation === 'meeting' ? 1 : years
  return tier.hosts[(at + steps) % tier.hosts.length]
}

/** What stands between a meeting and its minutes, so that the page can lead there. */
export interface MinutesGap {
  kind:
    | 'item_without_outcome'
    | 'item_without_discussion'
    | 'resolution_without_lead'
    | 'resolution_without_due'
    | 'attendance_missing'
  title: string
}

/** What is missing before minutes can be issued: pure, so that the page and the server say the same. */
export function minutesGaps(meeting: {
  items: readonly {
    title: string
    outcome: string | null
    discussion: string
    escalationId: string | null
    resolutions: number
  }[]
  resolutions: readonly { title: string; leads: number; pace: 'finite' | 'ongoing'; dueOn: string | null }[]
  attendees: readonly { name: string; attendance: string | null }[]
}): MinutesGap[] {
  const gaps: MinutesGap[] = []
  for (const { name, attendance } of meeting.attendees)
    if (attendance === null) gaps.push({ kind: 'attendance_missing', title: name })
  for (const { title, outcome, discussion, escalationId, resolutions } of meeting.items) {
    if (escalationId !== null && outcome === null) gaps.push({ kind: 'item_without_outcome', title })
    if (discussion.trim() === '' && resolutions === 0) gaps.push({ kind: 'item_without_discussion', title })
  }
  for (const { title, leads, pace, dueOn } of meeting.resolutions) {
    if (leads === 0) gaps.push({ kind: 'resolution_without_lead', title })
    if (pace === 'finite' && dueOn === null) gaps.push({ kind: 'resolution_without_due', title })
  }
  return gaps
}
