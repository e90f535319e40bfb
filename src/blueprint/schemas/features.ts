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
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { Audience, Bbox, Kind, NullableNumber } from './layers.ts'

export const FEATURE_PLACE = cursorOf('features', 'integer')
export const DIFFERENCE_PLACE = cursorOf('differences', 'uuid', 'text')

/** A key of a feature: the source's own id. */
export const Key = Text(200)
export const FeatureId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const BBOX = '^-?[0-9.]+(,-?[0-9.]+){3}$'
export const BboxText = Type.String({ pattern: BBOX, maxLength: 120, description: 'west,south,east,north' })
/** A day on which something may be in force: reserves are older than this century. */
const DAY = { format: 'date', pattern: '^(1[89]|2[01])' } as const
export const Day = Type.String(DAY)
/** A moment of which something may have been known: within what the database takes with every offset. */
const Known = Type.String({ ...Moment, pattern: '^(19|20|21)\\d\\d-', maxLength: 40 })
/** When something is in force, and what was known when. */
export const Times = {
  asOf: Type.Optional({ ...Day, description: 'only what is in force on this day' }),
  knownAt: Type.Optional({ ...Known, description: 'as it was known then' }),
}

export const GeoJsonGeometry = Type.Unsafe<{ type: string; coordinates: unknown }>({
  type: 'object',
  description: 'GeoJSON, EPSG:4490, longitude first',
  required: ['type', 'coordinates'],
  properties: { type: { type: 'string', pattern: '^[A-Za-z]+$' }, coordinates: { type: 'array' } },
})
const Attributes = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })

export const Feature = Type.Object({
  id: FeatureId,
  layerId: Uuid,
  key: Type.String(),
  name: Type.String(),
  class: nullableText(),
  attributes: Attributes,
  geometryType: Type.String(),
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  vertices: Type.Integer(),
  bbox: Bbox,
  validFrom: Type.String({ format: 'date' }),
  validTo: nullableText(),
  addedIn: Type.Integer({ description: 'number of the revision' }),
  removedIn: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
})
export type Feature = Static<typeof Feature>
export const FeatureList = listOf(Feature)
export type FeatureList = Static<typeof FeatureList>
export const FeatureQuery = Type.Object(
  {
    ...listQuery(FEATURE_PLACE),
    bbox: Type.Optional(BboxText),
    class: Type.Optional(Type.String({ maxLength: 50, format: 'line' })),
    q: Type.Optional(Type.String({ maxLength: 100, format: 'line', description: 'part of the name or key' })),
    ...Times,
  },
  closed,
)
export type FeatureQuery = Static<typeof FeatureQuery>
export const DownloadQuery = Type.Object({ bbox: Type.Optional(BboxText), ...Times }, closed)
export type DownloadQuery = Static<typeof DownloadQuery>

/** What a feature's layer is, in short. */
export const LayerRef = Type.Object({
  id: Uuid,
  kind: Kind,
  name: Type.String(),
  organization: Type.String(),
  jurisdiction: Type.String(),
  document: nullable(Type.Object({ id: Uuid, title: Type.String() })),
  provision: nullableText(),
  provisionLabel: Type.String(),
  quote: Type.String(),
  basis: Type.String(),
  audience: Audience,
  isSample: Type.Boolean(),
  revision: Type.Integer(),
})
export type LayerRef = Static<typeof LayerRef>

export const FeatureDetail = Type.Object({
  ...Feature.properties,
  layer: LayerRef,
  geometry: GeoJsonGeometry,
  history: Type.Array(Feature, { description: 'every state of the same key, the newest first' }),
})
export type FeatureDetail = Static<typeof FeatureDetail>

export const IdentifyQuery = Type.Object(
  {
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    metres: Type.Number({ minimum: 0, maximum: 50_000, default: 0, description: 'how far off a line or point may be' }),
    layers: Type.Optional(Type.Array(Uuid, { maxItems: 200, description: 'only of these' })),
    ...Times,
  },
  closed,
)
export type IdentifyQuery = Static<typeof IdentifyQuery>
export const Identified = Type.Object({
  asOf: Type.String({ format: 'date' }),
  items: Type.Array(
    Type.Object({
      feature: Feature,
      layer: LayerRef,
      distanceM: Type.Number({ description: '0: within it' }),
    }),
  ),
})
export type Identified = Static<typeof Identified>

export const DifferenceQuery = Type.Object(
  {
    ...listQuery(DIFFERENCE_PLACE),
    from: Day,
    to: Day,
    knownFrom: Type.Optional({ ...Known, description: 'the first as it was known then' }),
    knownTo: Type.Optional({ ...Known, description: 'the second as it was known then' }),
    layer: Type.Optional(Type.Array(Uuid, { maxItems: 200, description: 'only of these; else of all that you see' })),
  },
  closed,
)
export type DifferenceQuery = Static<typeof DifferenceQuery>
const Side = nullable(
  Type.Object({
    id: FeatureId,
    name: Type.String(),
    class: nullableText(),
    areaM2: NullableNumber,
    lengthM: NullableNumber,
    validFrom: Type.String(),
    validTo: nullableText(),
    geometry: GeoJsonGeometry,
  }),
)
export const Difference = Type.Object({
  layerId: Uuid,
  layerName: Type.String(),
  kind: Kind,
  key: Type.String(),
  change: Type.Enum(['added', 'removed', 'reshaped', 'described'], {
    description: 'reshaped: another geometry; described: another name, class or attributes',
  }),
  before: Side,
  after: Side,
})
export type Difference = Static<typeof Difference>
export const DifferenceList = listOf(Difference)
export type DifferenceList = Static<typeof DifferenceList>

export const FeatureEdit = Type.Object(
  {
    key: Key,
    name: Type.Optional(Type.String({ maxLength: 300, format: 'line' })),
    class: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 50, format: 'line' })),
    attributes: Type.Optional(Attributes),
    geometry: GeoJsonGeometry,
    validFrom: Type.Optional(Day),
    validTo: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], ...DAY })),
  },
  closed,
)
export type FeatureEdit = Static<typeof FeatureEdit>
export const LayerChange = Type.Object(
  {
    reason: LongText(1000),
    from: Type.Optional({
      ...Day,
      description: 'in force from this day on, and what stood there until the day before; without it, a correction',
    }),
    put: Type.Optional(
      Type.Array(FeatureEdit, { maxItems: 500, description: 'added, or put in the place of the one with this key' }),
    ),
    remove: Type.Optional(Type.Array(Key, { maxItems: 500, description: 'keys' })),
  },
  closed,
)
export type LayerChange = Static<typeof LayerChange>
export const LayerChanged = Type.Object({
  revision: Type.Integer(),
  counts: Type.Unsafe<object>({ type: 'object', additionalProperties: true }),
})
