import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  LongText,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Uuid,
} from '../../platform/http/index.ts'
import { CONFLICT_RULE_CODES, type ConflictRuleCode } from '../rules/conflictRules.ts'
import { BboxText, FeatureId, GeoJsonGeometry } from './features.ts'
import { Bbox, Kind, Place } from './layers.ts'

const SORTS = ['area', 'found'] as const
export const CONFLICT_PLACE = cursorOf('conflicts', SORTS, 'number', 'moment', 'uuid')

// Conflicts as the API sends and takes them. Areas are m², widths m, boxes west, south, east, north.

export const ConflictRule = Type.Enum(CONFLICT_RULE_CODES as [ConflictRuleCode, ...ConflictRuleCode[]], {
  description: 'which rule does not hold',
})
export const ConflictState = Type.Enum(['open', 'accepted', 'resolved'])

const Sentence = Type.Object({
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  version: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'of the document, that the span is of',
  }),
  provision: nullableText(),
  provisionLabel: Type.String(),
  span: Type.Unsafe<[number, number] | null>({
    type: ['array', 'null'],
    items: { type: 'integer' },
    description: '[start, end) in UTF-16 units of the canonical text',
  }),
  quote: Type.String(),
  basis: Type.String({ description: 'a printed legal basis, where no document of the register is it' }),
})

/** One of the two sides: a feature of a layer, or (without a key) the layer as a whole. */
const Side = Type.Object({
  layer: Type.Object({
    id: Uuid,
    kind: Kind,
    name: Type.String(),
    organization: Type.String(),
    jurisdiction: Type.Object({ code: Type.String(), name: Type.String() }),
    isSample: Type.Boolean(),
  }),
  key: Type.String(),
  feature: nullable(Type.Object({ id: FeatureId, name: Type.String(), class: nullableText() })),
})

const facts = {
  id: Uuid,
  rule: ConflictRule,
  state: ConflictState,
  sliver: Type.Boolean({ description: 'smaller or narrower than the rule’s tolerance' }),
  areaM2: Type.Number(),
  widthM: Type.Number({ description: 'twice the area over the perimeter' }),
  acceptedAreaM2: nullable(
    Type.Number({ description: 'm², when it was accepted; of a resolved one, what holds again should it come back' }),
  ),
  facts: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
  bbox: nullable(Bbox),
  left: Side,
  right: nullable(Side),
  foundAt: Moment,
  updatedAt: Moment,
  revision: Type.Integer({ description: 'the ETag' }),
  mayDecide: Type.Boolean(),
}
export const Conflict = Type.Object(facts)
export type Conflict = Static<typeof Conflict>

/** What is waiting to be looked through; what a list says is true of everything else. */
export const ConflictList = Type.Object({
  ...listOf(Conflict).properties,
  areaM2: Type.Number({ description: 'of all that the filter lets through' }),
  unchecked: Type.Integer({ description: 'revisions of layers that you see, not looked through yet' }),
})
export type ConflictList = Static<typeof ConflictList>

const filter = {
  rule: Type.Optional(ConflictRule),
  state: Type.Optional(ConflictState),
  layer: Type.Optional(Uuid),
  jurisdiction: Type.Optional(Type.Unsafe<string>({ ...Place, description: 'of this one or one within it' })),
  sliver: Type.Optional(Type.Boolean()),
  bbox: Type.Optional(BboxText),
}
export const ConflictFilter = Type.Object(filter, closed)
export type ConflictFilter = Static<typeof ConflictFilter>
export const ConflictQuery = Type.Object(
  {
    ...listQuery(CONFLICT_PLACE),
    ...filter,
    sort: Type.Enum([...SORTS], { default: 'area', description: 'the largest first, or the newest' }),
  },
  closed,
)
export type ConflictQuery = Static<typeof ConflictQuery>

const Entry = Type.Object({
  kind: Type.Enum(['found', 'changed', 'accepted', 'restored', 'reopened', 'resolved']),
  reason: Type.String({ description: '`returned` or `grown` where it was opened again by itself' }),
  areaM2: Type.Number(),
  layerRevision: nullable(
    Type.Object({ layer: Type.String(), number: Type.Integer(), reason: Type.String(), userName: Type.String() }),
  ),
  at: Moment,
  userName: nullableText(),
  organizationName: nullableText(),
})
export const ConflictDetail = Type.Object({
  ...facts,
  geometry: nullable(GeoJsonGeometry),
  leftGeometry: nullable(GeoJsonGeometry),
  rightGeometry: nullable(GeoJsonGeometry),
  leftSentence: Sentence,
  rightSentence: nullable(Sentence),
  source: Type.Object({ text: Type.String(), confidence: Type.Enum(['official', 'two', 'one', 'own']) }),
  yields: nullable(Kind),
  tolerance: Type.Object({ areaM2: Type.Number(), widthM: Type.Number() }),
  history: Type.Array(Entry, { description: 'the newest first' }),
})
export type ConflictDetail = Static<typeof ConflictDetail>

export const ConflictDecision = Type.Object({ reason: LongText(1000) }, closed)
