/** What stands in the address of a register. */
export interface RegistrySearch {
  q?: string
  organization?: string
  /** A field and its value: `kind:marine`, `price.min:100`. */
  where?: string[]
  sort?: string
  state?: 'draft' | 'withdrawn'
}

const FIELD = '[a-z][A-Za-z0-9]{0,39}'
const WHERE = new RegExp(`^${FIELD}(\\.min|\\.max)?:.+$`)

const text = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)

/** What of an address a register understands. */
export function readRegistrySearch(search: Readonly<Record<string, unknown>>): RegistrySearch {
  const where = [search.where].flat().filter((one): one is string => text(one, WHERE) !== undefined)
  const found = {
    q: text(search.q, /^.{1,100}$/u),
    organization: text(search.organization, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    where: where.length > 0 ? where.slice(0, 20) : undefined,
    sort: text(search.sort, new RegExp(`^-?${FIELD}$`)),
    state: (['draft', 'withdrawn'] as const).find((one) => one === search.state),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** The values by which a field is narrowed. */
export const valuesOf = (where: readonly string[] | undefined, what: string): string[] =>
  (where ?? []).flatMap((one) => (one.startsWith(`${what}:`) ? [one.slice(what.length + 1)] : []))

/** The same with other values of this field; nothing where none is left. */
export function narrowed(
  where: readonly string[] | undefined,
  what: string,
  values: readonly string[],
): string[] | undefined {
  const rest = (where ?? []).filter((one) => !one.startsWith(`${what}:`))
  const next = [...rest, ...values.filter((value) => value !== '').map((value) => `${what}:${value}`)]
  return next.length > 0 ? next : undefined
}

export interface EntrySearch {
  /** The version in view; what stands where none is named. */
  version?: number
}

export function readEntrySearch({ version }: Readonly<Record<string, unknown>>): EntrySearch {
  const read = Number(version)
  return Number.isInteger(read) && read >= 1 && read <= 100_000 ? { version: read } : {}
}
