import type { Alert } from '../../../../src/monitoring/schemas.ts'

export const VIEWS = ['toReceive', 'missed'] as const
export const STATES = ['open', 'received', 'handling', 'closed'] as const satisfies readonly Alert['state'][]
export const KINDS = ['worse_than_target', 'sudden_change', 'arrival'] as const satisfies readonly Alert['kind'][]

/** What of the list of alerts stands in its address. */
export interface AlertSearch {
  view?: (typeof VIEWS)[number]
  state?: Alert['state']
  kind?: Alert['kind']
  section?: string
  river?: string
}

const one = <const Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value)

/** What of an address the list of alerts understands; what does not fit is as if it were not there. */
export function readAlertSearch(search: Readonly<Record<string, unknown>>): AlertSearch {
  const [view, state, kind] = [one(VIEWS, search.view), one(STATES, search.state), one(KINDS, search.kind)]
  const { section, river } = search
  return {
    ...(view ? { view } : {}),
    ...(state ? { state } : {}),
    ...(kind ? { kind } : {}),
    ...(typeof section === 'string' && /^[0-9a-f-]{36}$/.test(section) ? { section } : {}),
    ...(typeof river === 'string' && river.trim() ? { river: river.slice(0, 100) } : {}),
  }
}

/** The same as the server asks for it. */
export function alertQueryOf({ view, ...rest }: AlertSearch) {
  return { ...rest, ...(view ? { [view]: true } : {}) }
}
