import type { Freshness, SharingType, UpdatePeriod } from '../../../../src/exchange/schemas.ts'

export const SHARING_TYPES = ['unconditional', 'conditional', 'none'] as const satisfies readonly SharingType[]
export const UPDATE_PERIODS = [
  'realTime',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'halfYearly',
  'yearly',
  'irregular',
] as const satisfies readonly UpdatePeriod[]
export const FRESHNESS = ['fresh', 'late', 'unpromised'] as const satisfies readonly Freshness[]
export const LIST_STATES = ['published', 'draft', 'withdrawn'] as const

/** What stands in the address of the catalogue. */
export interface CatalogueSearch {
  q?: string
  organization?: string
  /** The beginning of a class code. */
  division?: string
  sharing?: SharingType
  period?: UpdatePeriod
  open?: 'true' | 'false'
  freshness?: Freshness
  state?: (typeof LIST_STATES)[number]
}

const text = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)
const oneOf = <Word extends string>(words: readonly Word[], value: unknown) => words.find((one) => one === value)
const said = <T extends object>(found: T) =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }

/** What of an address the catalogue understands. */
export const readCatalogueSearch = (search: Readonly<Record<string, unknown>>): CatalogueSearch =>
  said({
    q: text(search.q, /^.{1,100}$/u),
    organization: text(search.organization, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    division: text(search.division, /^[123](\d{2}(\d{3})?)?$/),
    sharing: oneOf(SHARING_TYPES, search.sharing),
    period: oneOf(UPDATE_PERIODS, search.period),
    open: oneOf(['true', 'false'], search.open),
    freshness: oneOf(FRESHNESS, search.freshness),
    state: oneOf(LIST_STATES, search.state),
  })

export interface ResourceSearch {
  /** The version in view; what stands where none is named. */
  version?: number
}

export function readResourceSearch({ version }: Readonly<Record<string, unknown>>): ResourceSearch {
  const read = Number(version)
  return Number.isInteger(read) && read >= 1 && read <= 100_000 ? { version: read } : {}
}
