import { type Static, Type } from 'typebox'
import { cursorOf, listQuery } from '../../platform/http/index.ts'
import { Commitment } from './commitment.ts'
import { CommitmentKind, CommitmentState, closed, Day, nullableText, Role, Uuid } from './shared.ts'

export const RegisterFilter = Type.Object({
  unit: Type.Optional(
    Type.String({
      pattern: '^(none|[0-9a-fA-F-]{36})$',
      description: 'organization id, today or as named (predecessors count); `none`: nobody is named',
    }),
  ),
  jurisdiction: Type.Optional(
    Type.String({ pattern: '^\\d{6}$', description: 'GB/T 2260 code: units of it and of all below it' }),
  ),
  role: Type.Optional(Role),
  document: Type.Optional(Uuid),
  chapter: Type.Optional(
    Type.String({
      maxLength: 400,
      format: 'prose',
      description: 'address of a provision: it and all below it; needs `document`',
    }),
  ),
  kind: Type.Optional(CommitmentKind),
  state: Type.Optional(CommitmentState),
  review: Type.Optional(Type.Enum(['any', 'text_changed', 'responsibilities_changed'])),
  dueBefore: Type.Optional(Day),
  dueAfter: Type.Optional(Day),
  q: Type.Optional(
    Type.String({ maxLength: 200, format: 'prose', description: 'every word (separated by spaces) occurs' }),
  ),
})
export type RegisterFilter = Static<typeof RegisterFilter>

const SORTS = ['text', 'deadline', '-deadline', '-updated'] as const
export const RegisterSort = Type.Enum([...SORTS])
export type RegisterSort = Static<typeof RegisterSort>

/** By what the sort goes, then the order of the texts. */
export const COMMITMENT_PLACE = cursorOf('commitments', SORTS, ['exact', 'words'], 'textOrNull', 'integer', 'uuid')

export const RegisterQuery = Type.Object(
  {
    ...RegisterFilter.properties,
    sort: Type.Optional(RegisterSort),
    ...Type.Partial(Type.Object(listQuery(COMMITMENT_PLACE))).properties,
  },
  closed,
)
export type RegisterQuery = Static<typeof RegisterQuery>

/**
 * How `q` was understood: `exact` substrings, or the `words` cut from it where no exact one occurs; and what names of
 * bodies were also looked for as (发改委: 发展改革委, 发展和改革委员会).
 */
export const Search = Type.Object({
  mode: Type.Enum(['exact', 'words']),
  terms: Type.Array(Type.String()),
  also: Type.Array(Type.Object({ term: Type.String(), spellings: Type.Array(Type.String()) })),
})
export type Search = Static<typeof Search>

export const CommitmentList = Type.Object({
  items: Type.Array(Commitment),
  total: Type.Integer(),
  next: nullableText(),
  search: Type.Optional(Search),
})
export type CommitmentList = Static<typeof CommitmentList>

const Count = Type.Object({ value: Type.String(), label: Type.String(), count: Type.Integer() })
/** Counts for the filter in force, each facet computed without its own restriction. */
export const Facets = Type.Object({
  kind: Type.Array(Count),
  state: Type.Array(Count),
  role: Type.Array(Count),
  document: Type.Array(Count),
  chapter: Type.Array(Count, { description: 'top-level provisions; empty unless `document` is given' }),
  unit: Type.Array(Count, { description: 'the 50 named most often' }),
  jurisdiction: Type.Array(Count),
  total: Type.Integer(),
})
export type Facets = Static<typeof Facets>

export const FacetsQuery = Type.Object({ ...RegisterFilter.properties }, closed)
export const ExportQuery = Type.Object(
  {
    ...RegisterFilter.properties,
    sort: Type.Optional(RegisterSort),
    keys: Type.Optional(Type.Boolean({ description: 'adds a second header row of stable English keys' })),
  },
  closed,
)
export type ExportQuery = Static<typeof ExportQuery>
