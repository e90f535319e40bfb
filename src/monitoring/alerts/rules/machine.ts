import { alertRefusals as refusals } from '../refusals.ts'

/** Where an alert stands: nobody received it, somebody did, it is being handled, it is over. */
export const ALERT_STATES = ['open', 'received', 'handling', 'closed'] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** What people do with an alert. */
export const ALERT_ACTS = ['received', 'inspected', 'noted', 'closed', 'reopened'] as const
export type AlertAct = (typeof ALERT_ACTS)[number]

/** What may be done, whole: state × act → state, null where it cannot be done. The database holds the same steps. */
export const ALERT_MACHINE = {
  open: { received: 'received', inspected: 'handling', noted: 'handling', closed: null, reopened: null },
  received: { received: 'received', inspected: 'handling', noted: 'handling', closed: null, reopened: null },
  handling: { received: 'handling', inspected: 'handling', noted: 'handling', closed: 'closed', reopened: null },
  closed: { received: 'closed', inspected: null, noted: null, closed: null, reopened: 'handling' },
} as const satisfies Record<AlertState, Record<AlertAct, AlertState | null>>

/** @throws Refusal alert_cannot when this cannot be done to an alert in that state */
export function nextAlertState(state: AlertState, act: AlertAct): AlertState {
  const next = ALERT_MACHINE[state][act]
  if (next === null) throw refusals.alertCannot(state, act)
  return next
}
