import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  LongText,
  listOf,
  listQuery,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../platform/http/index.ts'
import { ORGANIZATION_KINDS } from './organizations.ts'

export const JURISDICTION_PLACE = cursorOf('jurisdictions', 'text')
export const ORGANIZATION_PLACE = cursorOf('organizations', 'integer', 'text', 'text', 'uuid')

// Everything the gazetteer's API sends and takes. The page builds its client on `import type` of these.

export const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260; 000000 is the nation' })
const Day = Type.String({ format: 'date' })
const NullableDay = nullableText({ format: 'date' })
export const Level = Type.Enum(['nation', 'province', 'city', 'county'])
export const Kind = Type.Enum([...ORGANIZATION_KINDS])
export const NameKind = Type.Enum(['full', 'short', 'alias', 'printed'])
export const State = Type.Enum(['confirmed', 'provisional', 'merged'])
export const Origin = Type.Enum(['gazetteer', 'sample', 'document', 'person'])
export const RelationKind = Type.Enum(['renamed_to', 'merged_into', 'split_into', 'duty_moved', 'abolished'])
export const Precision = Type.Enum(['day', 'month', 'year'])
export const Confidence = Type.Enum(['V', 'K', 'U'], {
  description: 'V seen in a stored source, K known but not seen, U uncertain: verify before use',
})

export const JurisdictionRef = Type.Object({ code: Code, name: Type.String(), shortName: Type.String() })
export type JurisdictionRef = Static<typeof JurisdictionRef>

export const Jurisdiction = Type.Object({
  code: Code,
  level: Level,
  name: Type.String(),
  shortName: Type.String(),
  abbreviations: Type.Array(Type.String()),
  parent: nullable(JurisdictionRef),
  validFrom: NullableDay,
  validTo: NullableDay,
  successor: nullable(JurisdictionRef),
  source: Type.String(),
  confidence: Confidence,
  boundary: Type.Enum(['official', 'orientation', 'none'], {
    description: 'orientation: an outline that is not an official map; none: no outline is known',
  }),
})
export type Jurisdiction = Static<typeof Jurisdiction>
export const JurisdictionList = listOf(Jurisdiction)
export type JurisdictionList = Static<typeof JurisdictionList>

export const JurisdictionQuery = Type.Object(
  {
    ...listQuery(JURISDICTION_PLACE, 1000),
    q: Type.Optional(Type.String({ maxLength: 50, format: 'line' })),
    level: Type.Optional(Level),
    parent: Type.Optional(Code),
    cluster: Type.Optional(Type.String({ maxLength: 100, format: 'line', description: 'only its members' })),
    on: Type.Optional(Type.Unsafe<string>({ ...Day, description: 'only codes that stood on that day' })),
  },
  closed,
)
export type JurisdictionQuery = Static<typeof JurisdictionQuery>

export const OutlineQuery = Type.Object(
  {
    cluster: Type.Optional(
      Type.String({ maxLength: 100, format: 'line', description: 'its members, and the provinces they lie in' }),
    ),
    codes: Type.Optional(Type.String({ pattern: '^[0-9]{6}(,[0-9]{6})*$', maxLength: 7000 })),
    level: Type.Optional(Level),
    tolerance: Type.Optional(
      Type.Number({ minimum: 0, maximum: 1, description: 'degrees by which outlines may be simplified' }),
    ),
  },
  closed,
)
export type OutlineQuery = Static<typeof OutlineQuery>

export const OutlineCollection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  official: Type.Boolean({ description: 'false when any outline is for orientation only: not an official map' }),
  sources: Type.Array(Type.String()),
  missing: Type.Array(JurisdictionRef, { description: 'asked for, and no outline is known' }),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      id: Type.String(),
      properties: Type.Object({
        code: Code,
        name: Type.String(),
        shortName: Type.String(),
        level: Level,
        abbreviation: nullableText(),
        member: Type.Boolean(),
        official: Type.Boolean(),
        source: Type.String(),
        note: nullableText(),
        label: Type.Array(Type.Number(), { description: 'a point inside: longitude, latitude' }),
      }),
      geometry: Type.Unknown(),
    }),
  ),
})
export type OutlineCollection = Static<typeof OutlineCollection>

export const BoundaryImport = Type.Object(
  {
    source: Text(500),
    licence: Text(200),
    official: Type.Boolean({ default: false }),
    note: Type.Optional(LongText()),
    boundaries: Type.Unknown({
      description: 'GeoJSON FeatureCollection in EPSG:4490 (or 4326); each feature has properties.code',
    }),
  },
  closed,
)

export const OrganizationRef = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })

export const OrganizationSummary = Type.Object({
  id: Uuid,
  name: Type.String({ description: 'full: 广西壮族自治区自然资源厅' }),
  shortName: Type.String({ description: 'within its jurisdiction: 自治区自然资源厅' }),
  kind: Kind,
  jurisdiction: nullable(JurisdictionRef),
  validFrom: NullableDay,
  validTo: NullableDay,
  state: Type.Unsafe<Static<typeof State>>({
    ...State,
    description: 'provisional: made by a machine from a printed name, until a person confirms it',
  }),
  origin: Origin,
  confidence: Confidence,
  matchedName: nullableText({ description: 'the name that the search met, where it is neither of the two above' }),
})
export type OrganizationSummary = Static<typeof OrganizationSummary>
export const ListedOrganization = Type.Object({
  ...OrganizationSummary.properties,
  holders: Type.Array(OrganizationRef, { description: 'of one that ended: who holds its work today' }),
})
export type ListedOrganization = Static<typeof ListedOrganization>
export const OrganizationList = listOf(ListedOrganization)
export type OrganizationList = Static<typeof OrganizationList>

export const OrganizationQuery = Type.Object(
  {
    ...listQuery(ORGANIZATION_PLACE),
    q: Type.Optional(
      Type.String({ maxLength: 100, format: 'line', description: 'any name it bears or bore, or a part of one' }),
    ),
    jurisdiction: Type.Optional(Code),
    within: Type.Optional(Type.Unsafe<string>({ ...Code, description: 'that jurisdiction and all below it' })),
    cluster: Type.Optional(
      Type.String({ maxLength: 100, format: 'line', description: 'its members and their provinces' }),
    ),
    kind: Type.Optional(Kind),
    state: Type.Optional(State),
    on: Type.Optional(Type.Unsafe<string>({ ...Day, description: 'only those that stood on that day' })),
  },
  closed,
)
export type OrganizationQuery = Static<typeof OrganizationQuery>

export const Relation = Type.Object({
  from: OrganizationRef,
  to: nullable(OrganizationRef),
  kind: RelationKind,
  duty: nullableText({ description: 'what went along; null: all, or the main part' }),
  date: Type.Unsafe<string>({ ...Day, description: 'first day of the new order' }),
  precision: Precision,
  source: Type.String(),
  confidence: Confidence,
  note: nullableText(),
})
export type Relation = Static<typeof Relation>

/** One step from or to another unit, as seen from the unit that is shown. */
export const Neighbour = Type.Object({
  organization: nullable(OrganizationRef),
  kind: RelationKind,
  duty: nullableText({ description: 'what went along; null: all, or the main part' }),
  date: Type.Unsafe<string>({ ...Day, description: 'first day of the new order' }),
  precision: Precision,
  source: Type.String(),
  confidence: Confidence,
  note: nullableText(),
})
export type Neighbour = Static<typeof Neighbour>

export const OrganizationDetail = Type.Object({
  ...Type.Omit(OrganizationSummary, ['matchedName']).properties,
  source: Type.String(),
  note: nullableText(),
  version: Type.Integer(),
  mergedInto: nullable(OrganizationRef),
  names: Type.Array(
    Type.Object({
      name: Type.String(),
      kind: NameKind,
      validFrom: NullableDay,
      validTo: NullableDay,
      source: Type.String(),
    }),
  ),
  predecessors: Type.Array(Neighbour, { description: 'whom it took over from, oldest first' }),
  successors: Type.Array(Neighbour, { description: 'who took over from it, oldest first' }),
  history: Type.Array(Relation, { description: 'every step that led here and on from here, oldest first' }),
  today: Type.Object({
    decision: Type.Enum(['same', 'successor', 'duty', 'ask', 'none'], {
      description: 'ask: it was split, and which part holds a duty depends on the duty',
    }),
    holders: Type.Array(OrganizationRef),
  }),
})
export type OrganizationDetail = Static<typeof OrganizationDetail>

const Dates = { validFrom: Type.Optional(NullableDay), validTo: Type.Optional(NullableDay) }

export const NewOrganization = Type.Object(
  {
    name: Text(200),
    shortName: Type.Optional(Text(100)),
    jurisdiction: nullable(Code),
    kind: Kind,
    ...Dates,
    source: Text(500),
    confidence: Type.Unsafe<Static<typeof Confidence>>({ ...Confidence, default: 'K' }),
    note: Type.Optional(nullableText({ maxLength: 1000, format: 'prose' })),
  },
  closed,
)
export type NewOrganization = Static<typeof NewOrganization>

export const OrganizationEdit = Type.Partial(
  Type.Object(
    {
      jurisdiction: nullable(Code),
      kind: Kind,
      validFrom: NullableDay,
      validTo: NullableDay,
      source: Text(500),
      confidence: Confidence,
      note: nullableText({ maxLength: 1000, format: 'prose' }),
    },
    closed,
  ),
)
export type OrganizationEdit = Static<typeof OrganizationEdit>

export const NewName = Type.Object({ name: Text(200), kind: NameKind, ...Dates, source: Text(500) }, closed)
export type NewName = Static<typeof NewName>

export const NewRelation = Type.Object(
  {
    kind: RelationKind,
    to: Type.Optional(nullable(Uuid)),
    duty: Type.Optional(nullableText({ maxLength: 500, format: 'line' })),
    date: Day,
    precision: Type.Unsafe<Static<typeof Precision>>({ ...Precision, default: 'day' }),
    source: Text(500),
    confidence: Type.Unsafe<Static<typeof Confidence>>({ ...Confidence, default: 'K' }),
    note: Type.Optional(nullableText({ maxLength: 1000, format: 'prose' })),
  },
  closed,
)
export type NewRelation = Static<typeof NewRelation>

export const ResolveRequest = Type.Object(
  {
    names: Type.Array(
      Type.Object(
        { printed: Text(200), dutyText: Type.Optional(Type.String({ maxLength: 2000, format: 'prose' })) },
        closed,
      ),
      { minItems: 1, maxItems: 2000 },
    ),
    date: Type.Optional(Type.Unsafe<string | null>({ ...NullableDay, description: 'of the paper' })),
    jurisdiction: Type.Optional(
      Type.Unsafe<string | null>({
        ...nullableText({ maxLength: 20, format: 'line' }),
        description: 'that issued the paper; tells which province 省… is',
      }),
    ),
    today: Type.Optional(Type.Unsafe<string>({ ...Day, description: 'the day at which the duty is asked for' })),
  },
  closed,
)

export const Resolved = Type.Object({
  printed: Type.String(),
  outcome: Type.Enum(['resolved', 'class', 'unknown', 'ambiguous', 'needs_context']),
  organization: nullable(OrganizationRef),
  standing: nullable(Type.Enum(['valid', 'ended', 'not_yet'])),
  decision: nullable(Type.Enum(['same', 'successor', 'duty', 'ask', 'none'])),
  today: Type.Array(OrganizationRef),
  candidates: Type.Array(OrganizationRef, { description: 'of ambiguous names: whom a person has to choose from' }),
})
export type Resolved = Static<typeof Resolved>

export const Cluster = Type.Object({
  id: Type.String(),
  name: Type.String(),
  englishName: Type.String(),
  sample: Type.Boolean({ description: 'sample data, and to be shown as such' }),
  coordinatingOrganization: nullable(OrganizationRef),
  source: Type.String(),
  note: nullableText(),
  members: Type.Array(
    Type.Object({
      jurisdiction: JurisdictionRef,
      province: JurisdictionRef,
      level: Level,
      part: nullableText(),
      boundary: Type.Enum(['official', 'orientation', 'none']),
    }),
  ),
})
export type Cluster = Static<typeof Cluster>
