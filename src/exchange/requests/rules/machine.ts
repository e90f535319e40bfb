import { requestRefusals as refusals } from '../refusals.ts'

/** Who does something with a request or an agreement: who holds the data (提供方), who uses them (使用方). */
export const SIDES = ['provider', 'recipient'] as const
export type Side = (typeof SIDES)[number]

/**
 * Where a request stands: under review, waiting for more from who asked (补正), granted narrower than asked and waiting to be
 * accepted, granted, refused, before who coordinates both, taken back.
 */
export const REQUEST_STATES = [
  'submitted',
  'correction',
  'offered',
  'granted',
  'refused',
  'brought_forward',
  'taken_back',
] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/** What can be done with a request, whole: by which side, from which state to which. The database holds the same table. */
export const REQUEST_MACHINE = {
  asked_more: { side: 'provider', moves: { submitted: 'correction' } },
  resubmitted: { side: 'recipient', moves: { correction: 'submitted' } },
  granted: { side: 'provider', moves: { submitted: 'granted', brought_forward: 'granted' } },
  granted_at_once: { side: 'recipient', moves: { submitted: 'granted' } },
  offered: { side: 'provider', moves: { submitted: 'offered', brought_forward: 'offered' } },
  accepted: { side: 'recipient', moves: { offered: 'granted' } },
  refused: { side: 'provider', moves: { submitted: 'refused', brought_forward: 'refused' } },
  brought_forward: { side: 'recipient', moves: { refused: 'brought_forward' } },
  taken_back: {
    side: 'recipient',
    moves: { submitted: 'taken_back', correction: 'taken_back', offered: 'taken_back', brought_forward: 'taken_back' },
  },
} as const satisfies Record<string, { side: Side; moves: Partial<Record<RequestState, RequestState>> }>
export type RequestStep = keyof typeof REQUEST_MACHINE

/** @throws Refusal share_step_unfit where this cannot be done with a request in that state */
export function nextRequestState(state: RequestState, step: RequestStep): RequestState {
  const next = (REQUEST_MACHINE[step].moves as Partial<Record<RequestState, RequestState>>)[state]
  if (next === undefined) throw refusals.stepUnfit(state, step)
  return next
}

/** What is left to do with a request by a side, in the order of the table. */
export const stepsFor = (state: RequestState, side: Side): RequestStep[] =>
  (Object.keys(REQUEST_MACHINE) as RequestStep[]).filter(
    (step) => REQUEST_MACHINE[step].side === side && state in REQUEST_MACHINE[step].moves,
  )

export const AGREEMENT_STATES = ['active', 'suspended', 'ended'] as const
export type AgreementState = (typeof AGREEMENT_STATES)[number]
/** How an agreement ended: by time, by who used the data, by who holds them. */
export const END_KINDS = ['expired', 'given_up', 'withdrawn'] as const
export type EndKind = (typeof END_KINDS)[number]

/** What can be done with an agreement: by which side, in which states. Where it leads is guarded by the database. */
export const AGREEMENT_STEPS = {
  provided: { side: 'provider', states: ['active', 'suspended'] },
  suspended: { side: 'provider', states: ['active'] },
  resumed: { side: 'provider', states: ['suspended'] },
  withdrawn: { side: 'provider', states: ['active', 'suspended'] },
  given_up: { side: 'recipient', states: ['active', 'suspended'] },
  deletion_confirmed: { side: 'recipient', states: ['ended'] },
} as const satisfies Record<string, { side: Side; states: readonly AgreementState[] }>
export type AgreementStep = keyof typeof AGREEMENT_STEPS

/** @throws Refusal share_step_unfit where this cannot be done with an agreement in that state */
export function expectAgreementStep(state: AgreementState, step: AgreementStep): void {
  if (!(AGREEMENT_STEPS[step].states as readonly AgreementState[]).includes(state))
    throw refusals.stepUnfit(state, step)
}
