import { readTrial, type TrialSearch } from './bench/address.ts'

export const VERSION_STATES = ['draft', 'offered', 'signed', 'declined'] as const
export type VersionState = (typeof VERSION_STATES)[number]

export interface AgreementSearch {
  q?: string
  state?: VersionState
}

/** What of an address the list of agreements understands. */
export function readAgreementSearch(search: Readonly<Record<string, unknown>>): AgreementSearch {
  const { q, state } = search
  const known = VERSION_STATES.find((one) => one === state)
  return { ...(typeof q === 'string' && q ? { q } : {}), ...(known ? { state: known } : {}) }
}

export const AGREEMENT_TABS = ['text', 'signatures', 'differences', 'bench'] as const
export type AgreementTab = (typeof AGREEMENT_TABS)[number]

export interface AgreementView extends TrialSearch {
  tab?: AgreementTab
  /** The version in view; the newest where none is named. */
  version?: number
  /** The version that it is held against. */
  with?: number
}

const number = (value: unknown) => {
  const read = Number(value)
  return Number.isInteger(read) && read >= 1 && read <= 100_000 ? read : undefined
}

/** What of an address the page of an agreement understands. */
export function readAgreementView(search: Readonly<Record<string, unknown>>): AgreementView {
  const tab = AGREEMENT_TABS.find((one) => one === search.tab)
  const [version, other] = [number(search.version), number(search.with)]
  return {
    ...(tab ? { tab } : {}),
    ...(version ? { version } : {}),
    ...(other ? { with: other } : {}),
    ...readTrial(search),
  }
}

export interface NewSearch {
  /** What the draft begins with: a published form, `sharing`, or `parts`. */
  from?: string
}

export const readNewSearch = ({ from }: Readonly<Record<string, unknown>>): NewSearch =>
  typeof from === 'string' && /^[a-z0-9-]{1,100}$/.test(from) ? { from } : {}
