import type { RegionTaskQuery } from '../../../../src/exchange/schemas.ts'

export const LIGHTS = ['red', 'yellow', 'grey', 'green', 'closed'] as const
export const STATES = ['dispatched', 'underway', 'closing', 'closed'] as const

/** What of the region's cockpit stands in its address. */
export type RegionSearch = Pick<RegionTaskQuery, 'owner' | 'light' | 'state' | 'q'>

const text = (value: unknown, form: RegExp) => (typeof value === 'string' && form.test(value) ? value : undefined)
const oneOf = <Word extends string>(words: readonly Word[], value: unknown) => words.find((one) => one === value)
const said = <T extends object>(found: T) =>
  Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>
  }

/** What of an address the cockpit understands; what does not fit is as if it were not there. */
export const readRegionSearch = (search: Readonly<Record<string, unknown>>): RegionSearch =>
  said({
    owner: text(search.owner, /^[a-z][a-z0-9]{1,15}$/),
    light: oneOf(LIGHTS, search.light),
    state: oneOf(STATES, search.state),
    q: text(search.q, /^.{1,100}$/u),
  })

export interface ToldSearch {
  owner?: string
  q?: string
}

/** The same of the resources of other nodes. */
export const readToldSearch = ({ owner, q }: Readonly<Record<string, unknown>>): ToldSearch =>
  said({ owner: text(owner, /^[a-z][a-z0-9]{1,15}$/), q: text(q, /^.{1,100}$/u) })

/** The resource that is asked for, by its node and its key there. */
export interface AskSearch {
  owner?: string
  resource?: string
}

export const readAskSearch = ({ owner, resource }: Readonly<Record<string, unknown>>): AskSearch =>
  said({ owner: text(owner, /^[a-z][a-z0-9]{1,15}$/), resource: text(resource, /^[0-9a-f-]{36}$/) })

export interface NeighbourSearch {
  waiting?: true
}

export const readNeighbourSearch = ({ waiting }: Readonly<Record<string, unknown>>): NeighbourSearch =>
  waiting === true || waiting === 'true' ? { waiting: true } : {}
