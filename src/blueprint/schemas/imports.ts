import { type Static, Type } from 'typebox'
import { closed, cutListOf, LongText, Moment, nullable, nullableText, Text, Uuid } from '../../platform/http/index.ts'
import type { ProblemCode } from '../importing/types.ts'
import { Day } from './features.ts'
import { Bbox, Counts, Kind, NullableNumber } from './layers.ts'

// Files on their way into a layer: what was found in them, what is wrong, what a person chose.

const NullableInteger = Type.Unsafe<number | null>({ type: ['integer', 'null'] })
const Place = Type.Unsafe<[number, number]>({ type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 })
const GeoJson = Type.Unsafe<object>({ type: 'object', additionalProperties: true })
const Field = Text(300)
const FieldOrNone = Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 300, format: 'line' })

export const Mapping = Type.Object(
  {
    key: FieldOrNone,
    name: FieldOrNone,
    class: FieldOrNone,
    classes: Type.Record(Type.String(), Type.String({ maxLength: 50, format: 'line' }), {
      description: 'what values of the class field stand for',
      propertyNames: { format: 'line', maxLength: 300 },
      maxProperties: 500,
    }),
    validFrom: FieldOrNone,
    validTo: FieldOrNone,
  },
  closed,
)

/** What is absent is proposed by the reader. */
export const Settings = Type.Object(
  {
    source: Type.Optional(Type.Unsafe<string>({ ...Field, description: 'one of the file’s layers' })),
    crs: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9]+:[A-Za-z0-9_.]+$',
        maxLength: 60,
        description: 'EPSG:4545, or another authority and code that PROJ knows',
      }),
    ),
    swapAxes: Type.Optional(Type.Boolean({ description: 'the file gives latitude or northing first' })),
    encoding: Type.Optional(Type.Enum(['UTF-8', 'GBK', 'GB18030', 'BIG5'])),
    lngField: Type.Optional(Field),
    latField: Type.Optional(Field),
    mapping: Type.Optional(Type.Partial(Mapping, closed)),
    kind: Type.Optional(Kind),
  },
  closed,
)
export type Settings = Static<typeof Settings>

const Problem = Type.Object({
  feature: NullableInteger,
  key: nullableText(),
  field: Type.String(),
  code: Type.Unsafe<ProblemCode>({ type: 'string' }),
  severity: Type.Enum(['fatal', 'curable']),
  place: nullable(Place),
  facts: Type.Unsafe<Record<string, string | number | string[]>>({
    type: 'object',
    additionalProperties: true,
    description: 'what was found, for words in any language',
  }),
  detail: Type.String({ description: 'what was expected and what was found, in English' }),
  cure: Type.Optional(
    Type.Object({ before: GeoJson, after: GeoJson, areaBeforeM2: NullableNumber, areaAfterM2: NullableNumber }),
  ),
})

export const Found = Type.Object({
  format: Type.Enum(['geojson', 'shapefile', 'geopackage', 'kml', 'csv']),
  layers: Type.Array(Type.Object({ name: Type.String(), features: Type.Integer() })),
  source: Type.String(),
  encoding: nullable(Type.Object({ name: Type.String(), from: Type.Enum(['file', 'detected', 'chosen']) })),
  crs: nullable(
    Type.Object({
      code: Type.String(),
      name: Type.String(),
      from: Type.Enum(['file', 'chosen', 'format']),
      swapAxes: Type.Boolean(),
      otherDatum: Type.Boolean({ description: 'neither CGCS2000 nor WGS 84: moving it costs metres' }),
    }),
  ),
  proposals: Type.Array(
    Type.Object({
      crs: Type.String(),
      name: Type.String(),
      swapAxes: Type.Boolean(),
      centre: nullable(Place),
      why: Type.Enum(['degrees', 'zone_in_easting', 'three_degree', 'six_degree', 'web_mercator']),
    }),
  ),
  extent: nullable(Bbox),
  fields: Type.Array(
    Type.Object({
      name: Type.String(),
      type: Type.String(),
      samples: Type.Array(Type.String()),
      values: nullable(Type.Array(Type.String())),
      isUnique: Type.Boolean(),
    }),
  ),
  coordinateFields: nullable(Type.Object({ lng: Type.String(), lat: Type.String() })),
  mapping: Mapping,
  features: Type.Integer(),
  vertices: Type.Integer(),
  shapes: Type.Object({ areas: Type.Integer(), lines: Type.Integer(), points: Type.Integer() }),
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  bbox: nullable(Bbox),
  problems: Type.Object({ fatal: Type.Integer(), curable: Type.Integer(), items: Type.Array(Problem) }),
  samples: Type.Array(Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true })),
})
export type Found = Static<typeof Found>

export const Import = Type.Object({
  id: Uuid,
  fileName: Type.String(),
  sha256: Type.String(),
  bytes: Type.Integer(),
  state: Type.Enum(['reading', 'ready', 'refused', 'applied']),
  settings: Settings,
  progress: nullable(Type.Object({ step: Type.String(), done: Type.Integer(), of: Type.Integer() })),
  found: nullable(Found),
  problem: nullable(
    Type.Object({
      code: Type.String(),
      detail: Type.String(),
      facts: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
    }),
  ),
  layerId: nullableText(),
  revision: NullableInteger,
  at: Moment,
})
export type Import = Static<typeof Import>
export const ImportList = cutListOf(Type.Omit(Import, ['found']))
export type ImportList = Static<typeof ImportList>

export const WaitQuery = Type.Object(
  {
    wait: Type.Integer({ minimum: 0, maximum: 120, default: 0, description: 'seconds to wait for the reading to end' }),
  },
  closed,
)

export const Application = Type.Object(
  {
    layerId: Uuid,
    reason: LongText(1000),
    mode: Type.Enum(['correction', 'succession'], {
      default: 'succession',
      description: 'what stood there was wrong; or it was in force until the day before',
    }),
    day: Type.Optional({ ...Day, description: 'from which it is in force; without it, today' }),
    acceptCures: Type.Boolean({ default: false, description: 'geometries are changed as was shown' }),
  },
  closed,
)
export type Application = Static<typeof Application>
export const Applied = Type.Object({ revision: Type.Integer(), counts: Counts })
