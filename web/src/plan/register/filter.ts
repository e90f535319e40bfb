import type {
  CommitmentKind,
  CommitmentState,
  RegisterFilter as Conditions,
  RegisterSort,
  Review,
  Role,
} from '../../../../src/plan/schemas.ts'

/** What the register shows, exactly as it stands in the address bar. */
export type RegisterFilter = Conditions & { sort?: RegisterSort }

export const roles = ['lead', 'participant', 'responsible'] as const satisfies readonly Role[]
export const kinds = ['task', 'target', 'project', 'zone', 'mechanism'] as const satisfies readonly CommitmentKind[]
export const states = ['extracted', 'confirmed', 'rejected', 'replaced'] as const satisfies readonly CommitmentState[]
export const sorts = ['text', 'deadline', '-deadline', '-updated'] as const satisfies readonly RegisterSort[]
const reviews = ['any', 'text_changed', 'responsibilities_changed'] as const satisfies readonly (Review | 'any')[]

const wordShapes = {
  q: /\S/,
  unit: /^(none|[0-9a-f-]{36})$/i,
  jurisdiction: /^\d{6}$/,
  document: /^[0-9a-f-]{36}$/i,
  chapter: /\S/,
  dueBefore: /^\d{4}-\d{2}-\d{2}$/,
  dueAfter: /^\d{4}-\d{2}-\d{2}$/,
} as const
const choices = { role: roles, kind: kinds, state: states, review: reviews, sort: sorts } as const

/** Reads the filter from the search part of an address; what makes no sense there is left out, never an error. */
export function readFilter(search: Readonly<Record<string, unknown>>): RegisterFilter {
  const filter: Record<string, string> = {}
  for (const [name, shape] of Object.entries(wordShapes)) {
    const value = search[name]
    if (typeof value === 'string' && shape.test(value)) filter[name] = value
  }
  for (const [name, allowed] of Object.entries(choices)) {
    const value = search[name]
    if (typeof value === 'string' && (allowed as readonly string[]).includes(value)) filter[name] = value
  }
  if (!filter.document) delete filter.chapter // a chapter's address means something within its document only
  return filter as RegisterFilter
}

/** The filter with some of its parts replaced; undefined or empty removes one. */
export function changeFilter(
  filter: RegisterFilter,
  change: Partial<Record<keyof RegisterFilter, string | undefined>>,
): RegisterFilter {
  return readFilter({ ...filter, ...change })
}

/** How many conditions narrow the list (the order of the rows is not one). */
export function countConditions(filter: RegisterFilter): number {
  return Object.keys(filter).filter((name) => name !== 'sort').length
}
