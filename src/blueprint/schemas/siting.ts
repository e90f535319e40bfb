import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  listOf,
  listQuery,
  Moment,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import type { ProblemCode } from '../importing/types.ts'
import { FeatureId, GeoJsonGeometry, Times } from './features.ts'
import { Audience, Bbox, Kind, NullableNumber } from './layers.ts'

// Sitings (选址核验) as the API sends and takes them. Areas are m², lengths and distances m.

export const SITING_PLACE = cursorOf('sitings', 'moment', 'uuid')

export const SitingVerdict = Type.Enum(['no', 'condition', 'unknown', 'yes'], {
  description: 'no beats condition; unknown: of some of the ground nobody says what it is for',
})
export type SitingVerdict = Static<typeof SitingVerdict>
export const SitingPermission = Type.Enum(['no', 'condition', 'yes'])
const Words = Type.Object({ zh: Type.String(), en: Type.String() })
const Share = Type.Unsafe<number | null>({ type: ['number', 'null'], description: 'of the site, 0 to 1' })

/** Where a site is from. A project of the delivery pool comes with the geometry that the page has of it. */
const Source = Type.Object(
  {
    kind: Type.Enum(['drawn', 'upload', 'project']),
    label: Type.Optional(Type.String({ maxLength: 300, format: 'line', description: 'file or project' })),
    projectId: Type.Optional(Uuid),
  },
  closed,
)

const site = {
  geometry: GeoJsonGeometry,
  bufferM: Type.Optional(
    Type.Number({
      minimum: 1,
      maximum: 20_000,
      description: 'a point or line becomes the ground within so many metres',
    }),
  ),
  source: Type.Optional(Source),
}

/** What is asked: a site, and as of when. Kept with a name, or only answered. */
export const NewSiting = Type.Object(
  {
    ...site,
    ...Times,
    name: Type.Optional(Text(200)),
    purpose: Type.Optional(Type.String({ maxLength: 1000, format: 'prose' })),
    audience: Type.Optional(Audience),
  },
  closed,
)
export type NewSiting = Static<typeof NewSiting>
export const KeepQuery = Type.Object(
  { keep: Type.Boolean({ default: true, description: 'false: only answered' }) },
  closed,
)

const Touch = Type.Object({
  featureId: FeatureId,
  layerId: Uuid,
  kind: Kind,
  class: nullableText(),
  key: Type.String(),
  name: Type.String(),
  rule: nullableText({ description: 'of `rules`; null: none is known for it' }),
  permits: SitingPermission,
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  share: Share,
  crossings: Type.Integer({ description: 'where two lines meet, beside a stretch that they share (`lengthM`)' }),
  sliver: Type.Boolean({ description: 'so small or narrow that it may be a border drawn twice' }),
  unsure: Type.Boolean({
    description: 'touched, but not measured: a boundary contradicts itself, or they meet by less than the grid tells',
  }),
})
export type Touch = Static<typeof Touch>

const RuleSaid = Type.Object({
  code: Type.String(),
  kind: Kind,
  class: nullableText(),
  permits: SitingPermission,
  words: Words,
  citation: Type.Object({
    instrument: Type.String(),
    article: Type.String(),
    confidence: Type.Enum(['official', 'two', 'one', 'own']),
  }),
})

const Near = Type.Object({
  featureId: FeatureId,
  layerId: Uuid,
  key: Type.String(),
  name: Type.String(),
  class: nullableText(),
  distanceM: Type.Number({ description: '0: it is there' }),
})
export type Near = Static<typeof Near>

const LayerSaid = Type.Object({
  id: Uuid,
  kind: Kind,
  name: Type.String(),
  organization: Type.String(),
  revision: Type.Integer(),
  isSample: Type.Boolean(),
  basis: Type.String({ description: 'the plan and its sentence, or the printed legal basis' }),
})
export type LayerSaid = Static<typeof LayerSaid>

/** What came of it. All that it rests on is named, so that it can be asked again. */
export const SitingResult = Type.Object({
  verdict: SitingVerdict,
  asOf: Type.String({ format: 'date' }),
  knownAt: Moment,
  rulesVersion: Type.String(),
  hasSample: Type.Boolean(),
  site: Type.Object({
    geometry: GeoJsonGeometry,
    shape: Type.Enum(['area', 'line', 'point']),
    areaM2: NullableNumber,
    lengthM: NullableNumber,
    bbox: Bbox,
    bufferM: NullableNumber,
    source: Type.Object({
      kind: Type.Enum(['drawn', 'upload', 'project']),
      label: Type.String(),
      projectId: nullable(Uuid),
    }),
    jurisdictions: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
  }),
  touched: Type.Array(Touch),
  rules: Type.Array(RuleSaid, { description: 'what the touched permit, the strictest first' }),
  unknown: Type.Object({ areaM2: NullableNumber, lengthM: NullableNumber, share: Type.Number() }),
  nearest: Type.Object({ stations: Type.Array(Near), waterSources: Type.Array(Near) }),
  conflicts: Type.Array(
    Type.Object({
      id: Uuid,
      rule: Type.String(),
      areaM2: Type.Number(),
      left: Type.String(),
      right: nullableText(),
    }),
    { description: 'open on this ground when it was asked' },
  ),
  layers: Type.Array(LayerSaid, { description: 'those of what is touched and near, and of the conflicts' }),
  revisions: Type.Array(Type.Object({ layerId: Uuid, revision: Type.Integer() }), {
    description: 'of every layer that was asked; of a kept one, of those that its reader sees',
  }),
})
export type SitingResult = Static<typeof SitingResult>

const facts = {
  id: Uuid,
  number: Type.String({ description: '选核〔2026〕1号' }),
  name: Type.String(),
  purpose: Type.String(),
  audience: Audience,
  verdict: SitingVerdict,
  asOf: Type.String({ format: 'date' }),
  organization: Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() }),
  userName: Type.String(),
  at: Moment,
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  bbox: Bbox,
  hasSample: Type.Boolean(),
}
export const Siting = Type.Object(facts)
export type Siting = Static<typeof Siting>
export const SitingList = listOf(Siting)
export type SitingList = Static<typeof SitingList>
export const SitingDetail = Type.Object({ ...facts, result: SitingResult })
export type SitingDetail = Static<typeof SitingDetail>
export const SitingAnswer = Type.Object({ kept: nullable(Siting), result: SitingResult })
export type SitingAnswer = Static<typeof SitingAnswer>

const filter = {
  verdict: Type.Optional(SitingVerdict),
  year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2199 })),
  q: Type.Optional(Type.String({ maxLength: 100, format: 'line', description: 'part of the name, purpose or number' })),
}
export const SitingFilter = Type.Object(filter, closed)
export type SitingFilter = Static<typeof SitingFilter>
export const SitingQuery = Type.Object({ ...listQuery(SITING_PLACE), ...filter }, closed)
export type SitingQuery = Static<typeof SitingQuery>

/** The ground of a file: what is in it as one geometry, or why there is none. */
export const SiteRead = Type.Object({
  fileName: Type.String(),
  geometry: nullable(GeoJsonGeometry),
  shape: nullable(Type.Enum(['area', 'line', 'point'])),
  features: Type.Integer(),
  areaM2: NullableNumber,
  lengthM: NullableNumber,
  bbox: nullable(Bbox),
  crs: nullable(Type.Object({ code: Type.String(), name: Type.String() })),
  proposals: Type.Array(Type.Object({ crs: Type.String(), name: Type.String(), swapAxes: Type.Boolean() })),
  problems: Type.Object({
    fatal: Type.Integer(),
    curable: Type.Integer(),
    items: Type.Array(
      Type.Object({
        feature: Type.Unsafe<number | null>({ type: ['integer', 'null'] }),
        key: nullableText(),
        field: Type.String(),
        code: Type.Unsafe<ProblemCode>({ type: 'string' }),
        severity: Type.Enum(['fatal', 'curable']),
        place: nullable(Type.Unsafe<[number, number]>({ type: 'array', items: { type: 'number' } })),
        facts: Type.Unsafe<Readonly<Record<string, string | number | readonly string[]>>>({
          type: 'object',
          additionalProperties: true,
        }),
        detail: Type.String({ description: 'in English' }),
      }),
    ),
  }),
})
export type SiteRead = Static<typeof SiteRead>
