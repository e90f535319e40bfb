import { type Static, Type } from 'typebox'
import { closed, cursorOf, listQuery, nullable, nullableText, Uuid } from '../platform/http/index.ts'
import { KINDS } from './types.ts'

export const MODES = ['exact', 'words'] as const
export const HIT_PLACE = cursorOf('search', MODES, 'boolean', 'integer', 'integer', 'integer')

const Kind = Type.Enum([...KINDS])

export const SearchQuery = Type.Object(
  {
    q: Type.String({
      maxLength: 200,
      format: 'prose',
      description: 'words separated by blanks, all of which must stand there; “…” is meant as it stands',
    }),
    document: Type.Optional(Uuid),
    jurisdiction: Type.Optional(Type.String({ pattern: '^[0-9]{6}$', description: 'whom the document speaks for' })),
    year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2200, description: 'of the document' })),
    kind: Type.Optional(Kind),
    ...Type.Partial(Type.Object(listQuery(HIT_PLACE, 50, 20))).properties,
  },
  closed,
)
export type SearchQuery = Static<typeof SearchQuery>

const Mark = Type.Unsafe<[start: number, end: number]>({
  type: 'array',
  items: { type: 'integer', minimum: 0 },
  minItems: 2,
  maxItems: 2,
})

const DocumentRef = Type.Object({
  id: Uuid,
  title: Type.String(),
  number: nullableText(),
  issuer: nullableText(),
  date: nullableText({ description: 'ISO date, or what of it is known' }),
  sample: Type.Boolean(),
})
export type DocumentRef = Static<typeof DocumentRef>

export const SearchHit = Type.Object({
  document: DocumentRef,
  address: nullableText({ description: 'null: what stands before the first provision' }),
  label: Type.String({ description: 'marker and title' }),
  labelMarks: Type.Array(Mark),
  above: Type.Array(Type.String(), { description: 'titles of the provisions above, from the top' }),
  kinds: Type.Array(Kind, { description: 'what its commitments are' }),
  span: Mark,
  snippet: Type.String(),
  marks: Type.Array(Mark, { description: 'places in the snippet' }),
  units: Type.Array(Type.String(), {
    description: 'that hold the words and are named by a shared beginning: 自治区交通运输厅、国土资源厅',
  }),
  cut: Type.Array(Type.Boolean(), { description: 'whether the text goes on before and after the snippet' }),
})
export type SearchHit = Static<typeof SearchHit>

const Choice = Type.Object({ value: Type.String(), label: Type.String(), count: Type.Integer() })
export type Choice = Static<typeof Choice>

export const SearchAnswer = Type.Object({
  items: Type.Array(SearchHit),
  total: Type.Integer({ description: 'provisions' }),
  estimated: Type.Boolean({
    description: 'total and facets are told from a sample, because more than 5,000 candidates would have to be read',
  }),
  next: nullableText(),
  mode: Type.Enum(['exact', 'words'], { description: 'words: nothing holds the terms, so the words they are made of' }),
  terms: Type.Array(Type.String()),
  also: Type.Array(
    Type.Object({
      term: Type.String(),
      spellings: Type.Array(Type.String()),
      renamed: Type.Array(Type.String(), { description: 'what the body was called before or is called since' }),
    }),
  ),
  documents: Type.Array(Type.Object({ ...DocumentRef.properties, marks: Type.Array(Mark) }), {
    description: 'whose own title holds the terms; first page only',
  }),
  facets: Type.Object({
    document: Type.Array(Choice),
    jurisdiction: Type.Array(Choice),
    year: Type.Array(Choice),
    kind: Type.Array(Choice),
  }),
  indexed: nullable(
    Type.Number({ description: 'share of the documents read so far, after a start; null: all of them' }),
  ),
})
export type SearchAnswer = Static<typeof SearchAnswer>
