import type { RequestState } from '../../../../src/exchange/schemas.ts'

export const REQUEST_STATES = [
  'submitted',
  'correction',
  'offered',
  'granted',
  'refused',
  'brought_forward',
  'taken_back',
] as const satisfies readonly RequestState[]
export const REQUEST_VIEWS = ['review', 'mine', 'all'] as const
export const AGREEMENT_VIEWS = ['all', 'provided', 'used'] as const
export const AGREEMENT_STATES = ['active', 'suspended', 'ended'] as const
export const DISPUTE_VIEWS = ['all', 'verify', 'mine'] as const
export const DISPUTE_STATES = ['open', 'corrected', 'not_wrong', 'taken_back'] as const

/** What stands in the address of the list of requests. */
export interface RequestSearch {
  view?: (typeof REQUEST_VIEWS)[number]
  state?: RequestState
  late?: 'true'
  q?: string
}
export interface AgreementSearch {
  view?: (typeof AGREEMENT_VIEWS)[number]
  state?: (typeof AGREEMENT_STATES)[number]
  q?: string
}
export interface DisputeSearch {
  view?: (typeof DISPUTE_VIEWS)[number]
  state?: (typeof DISPUTE_STATES)[number]
}
/** What a new request is about. */
export interface NewRequestSearch {
  resource?: string
  /** The agreement that it is to follow. */
  renews?: string
}

type Raw = Readonly<Record<string, unknown>>
const oneOf = <Word extends string>(words: readonly Word[], value: unknown) => words.find((one) => one === value)
const matching = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)
const id = (value: unknown) => matching(value, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const words = (value: unknown) => matching(value, /^.{1,100}$/u)
const said = <T extends object>(found: T) =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }

export const readRequestSearch = ({ view, state, late, q }: Raw): RequestSearch =>
  said({
    view: oneOf(REQUEST_VIEWS, view),
    state: oneOf(REQUEST_STATES, state),
    late: oneOf(['true'], late === true ? 'true' : late),
    q: words(q),
  })
export const readAgreementSearch = ({ view, state, q }: Raw): AgreementSearch =>
  said({ view: oneOf(AGREEMENT_VIEWS, view), state: oneOf(AGREEMENT_STATES, state), q: words(q) })
export const readDisputeSearch = ({ view, state }: Raw): DisputeSearch =>
  said({ view: oneOf(DISPUTE_VIEWS, view), state: oneOf(DISPUTE_STATES, state) })
export const readNewRequestSearch = ({ resource, renews }: Raw): NewRequestSearch =>
  said({ resource: id(resource), renews: id(renews) })
