import { reportingRefusals } from '../refusals.ts'

export const OBLIGATION_STATES = ['due', 'submitted', 'returned', 'accepted', 'waived'] as const
export type ObligationState = (typeof OBLIGATION_STATES)[number]
export const OBLIGATION_EVENTS = ['submit', 'accept', 'return', 'waive', 'demand'] as const
export type ObligationEvent = (typeof OBLIGATION_EVENTS)[number]

/**
 * What may become of an owed report; null is impossible. The trigger report_obligation_moves holds the same table.
 * - A unit may send a better report while the first one waits: the newest counts.
 * - What was accepted can be returned (a mistake found later); it counts as not submitted from then on.
 * - Only what has no report is waived: what was sent is accepted or returned.
 */
export const OBLIGATION_MACHINE = {
  due: { submit: 'submitted', accept: null, return: null, waive: 'waived', demand: null },
  submitted: { submit: 'submitted', accept: 'accepted', return: 'returned', waive: null, demand: null },
  returned: { submit: 'submitted', accept: null, return: null, waive: 'waived', demand: null },
  accepted: { submit: null, accept: null, return: 'returned', waive: null, demand: null },
  waived: { submit: null, accept: null, return: null, waive: null, demand: 'due' },
} as const satisfies Record<ObligationState, Record<ObligationEvent, ObligationState | null>>

type Machine = typeof OBLIGATION_MACHINE
/** The events that a known state allows: any other does not compile. */
export type EventOf<S extends ObligationState> = {
  [E in ObligationEvent]: Machine[S][E] extends null ? never : E
}[ObligationEvent]

/** The next state where both are known at compile time. */
export function moved<S extends ObligationState, E extends EventOf<S>>(state: S, event: E): Machine[S][E] {
  return OBLIGATION_MACHINE[state][event]
}

/** The next state. @throws Refusal obligation_state_unfit */
export function move(id: string, state: ObligationState, event: ObligationEvent): ObligationState {
  const next = OBLIGATION_MACHINE[state][event]
  if (next === null) throw reportingRefusals.stateUnfit(id, state, event)
  return next
}
