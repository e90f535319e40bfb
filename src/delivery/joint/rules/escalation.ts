import { addWorkingDays } from '../../../platform/calendar/index.ts'
import { jointRefusals as refusals } from '../refusals.ts'

/** Where a matter stands: at its tier without an answer, on an agenda, answered in writing, decided, taken back. */
export const ESCALATION_STATES = ['waiting', 'on_agenda', 'answered', 'resolved', 'withdrawn'] as const
export type EscalationState = (typeof ESCALATION_STATES)[number]

export const ESCALATION_EVENTS = [
  'raised',
  'risen',
  'answered',
  'accepted',
  'contested',
  'put_on_agenda',
  'taken_off',
  'deferred',
  'resolved',
  'withdrawn',
] as const
export type EscalationEvent = (typeof ESCALATION_EVENTS)[number]

/**
 * What may happen to a matter, whole: state × event → state, null where it cannot happen. `risen` and `contested` lead
 * to the tier above; `raised` is how a matter begins, so it happens to none.
 */
export const ESCALATION_MACHINE = {
  waiting: {
    raised: null,
    risen: 'waiting',
    answered: 'answered',
    accepted: null,
    contested: null,
    put_on_agenda: 'on_agenda',
    taken_off: null,
    deferred: null,
    resolved: null,
    withdrawn: 'withdrawn',
  },
  on_agenda: {
    raised: null,
    risen: 'waiting',
    answered: null,
    accepted: null,
    contested: null,
    put_on_agenda: null,
    taken_off: 'waiting',
    deferred: 'waiting',
    resolved: 'resolved',
    withdrawn: null,
  },
  answered: {
    raised: null,
    risen: null,
    answered: null,
    accepted: 'resolved',
    contested: 'waiting',
    put_on_agenda: 'on_agenda',
    taken_off: null,
    deferred: null,
    resolved: null,
    withdrawn: 'withdrawn',
  },
  resolved: {
    raised: null,
    risen: null,
    answered: null,
    accepted: null,
    contested: null,
    put_on_agenda: null,
    taken_off: null,
    deferred: null,
    resolved: null,
    withdrawn: null,
  },
  withdrawn: {
    raised: null,
    risen: null,
    answered: null,
    accepted: null,
    contested: null,
    put_on_agenda: null,
    taken_off: null,
    deferred: null,
    resolved: null,
    withdrawn: null,
  },
} as const satisfies Record<EscalationState, Record<EscalationEvent, EscalationState | null>>

/** @throws Refusal escalation_cannot when this cannot happen to a matter in that state */
export function nextEscalationState(state: EscalationState, event: EscalationEvent): EscalationState {
  const next = ESCALATION_MACHINE[state][event]
  if (next === null) throw refusals.escalationCannot(state, event)
  return next
}

/** A tier as the rules need it. */
export interface Tier {
  id: string
  position: number
  answerDays: number | null
}

/** The next tier up; undefined at the top of the ladder. */
export function tierAbove<T extends Pick<Tier, 'id' | 'position'>>(tiers: readonly T[], tierId: string): T | undefined {
  const here = tiers.find(({ id }) => id === tierId)
  if (!here) return undefined
  return tiers.filter(({ position }) => position > here.position).sort((a, b) => a.position - b.position)[0]
}

/**
 * The last day on which a tier may answer, so that the matter stays there: `answerDays` working days after the day it
 * came (Chinese holiday calendar). Null where the tier sets no term or nothing stands above it.
 */
export function risesAfter(tiers: readonly Tier[], tierId: string, sinceOn: string): string | null {
  const tier = tiers.find(({ id }) => id === tierId)
  if (!tier || tier.answerDays === null || tierAbove(tiers, tierId) === undefined) return null
  return addWorkingDays(sinceOn, tier.answerDays)
}

/** Whether a matter rises by itself today: unanswered, on no agenda, and its tier's term over. */
export function risesToday(matter: { state: EscalationState; risesAfter: string | null }, today: string): boolean {
  return matter.state === 'waiting' && matter.risesAfter !== null && today > matter.risesAfter
}
