import { type Static, Type } from 'typebox'
import {
  closed,
  cursorOf,
  Day,
  listOf,
  listQuery,
  Moment,
  NullableDay,
  nullable,
  nullableText,
  Text,
  Uuid,
} from '../../platform/http/index.ts'
import { QUALIFIERS } from '../observations/values.ts'

// Stations, sections and datastreams as the API sends and takes them. Days are China's, coordinates CGCS2000 in degrees.

export const STATION_PLACE = cursorOf('stations', 'text', 'uuid')
export const SECTION_PLACE = cursorOf('sections', 'text', 'uuid')

export const STATION_KINDS = ['surface_water', 'ground_water', 'air', 'sea', 'other'] as const
const Kind = Type.Enum([...STATION_KINDS], { description: '站点类型' })
const Water = Type.Enum(['river', 'lake', 'sea'], { description: 'lakes have other limits of total phosphorus' })
const Origin = Type.Enum(['automatic', 'manual'])
const Place = Type.String({ pattern: '^[0-9]{6}$', description: 'GB/T 2260' })
const Longitude = Type.Number({ minimum: -180, maximum: 180 })
const Latitude = Type.Number({ minimum: -90, maximum: 90 })
const Note = (maxLength: number) => Type.Optional(Type.String({ maxLength, format: 'prose' }))
const Line = (maxLength: number) => Type.Optional(Type.String({ maxLength, format: 'line' }))
export const NullableNumber = Type.Unsafe<number | null>({ type: ['number', 'null'] })
const TargetClass = Type.Enum(['I', 'II', 'III', 'IV', 'V'])
/** `SW-0451`: letters, digits, a few signs. What tables and brokers name a station by. */
const Code = Type.String({ pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}$' })

const Organization = Type.Object({ id: Uuid, name: Type.String(), shortName: Type.String() })
export const Jurisdiction = Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() })
export const NullableJurisdiction = nullable(Jurisdiction)

export const Parameter = Type.Object({
  code: Type.String(),
  zh: Type.String(),
  en: Type.String(),
  unit: Type.String({ description: 'every value is kept in it' }),
  units: Type.Array(Type.String(), { description: 'in which it may be sent' }),
  hj525: nullableText(),
  limits: nullable(
    Type.Object(
      {
        rule: Type.Enum(['max', 'min', 'range']),
        river: nullable(Type.Array(Type.String())),
        lake: nullable(Type.Array(Type.String())),
        lower: nullable(Type.Array(Type.String())),
        standard: Type.String(),
        place: Type.String(),
        inClass: Type.Boolean(),
      },
      { description: 'of classes I to V of surface water (GB 3838-2002 Table 1); of a range also the lower ends' },
    ),
  ),
})
export type Parameter = Static<typeof Parameter>
export const ParameterList = Type.Object({ items: Type.Array(Parameter) })
export type ParameterList = Static<typeof ParameterList>

export const Term = Type.Object({
  id: Type.Integer(),
  river: Type.String(),
  upstream: NullableJurisdiction,
  downstream: NullableJurisdiction,
  targetClass: nullable(TargetClass),
  basis: Type.String(),
  validFrom: Day,
  validTo: NullableDay,
})
export type Term = Static<typeof Term>
const termFields = {
  river: Line(100),
  upstream: Type.Optional(nullable(Place)),
  downstream: Type.Optional(nullable(Place)),
  targetClass: Type.Optional(nullable(TargetClass)),
  basis: Note(500),
}
export const NewTerm = Type.Object({ ...termFields, validFrom: Day }, closed)
export type NewTerm = Static<typeof NewTerm>

export const Section = Type.Object({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  water: Water,
  jurisdiction: Jurisdiction,
  organization: Organization,
  longitude: NullableNumber,
  latitude: NullableNumber,
  description: Type.String(),
  isSample: Type.Boolean(),
  version: Type.Integer({ description: 'the ETag' }),
  createdAt: Moment,
  closedOn: NullableDay,
  term: nullable(Term),
  mayEdit: Type.Boolean(),
})
export type Section = Static<typeof Section>
export const SectionList = listOf(Section)
export type SectionList = Static<typeof SectionList>
export const SectionDetail = Type.Object({
  ...Section.properties,
  terms: Type.Array(Term, { description: 'what it was, day by day, the newest first' }),
  stations: Type.Array(
    Type.Object({ id: Uuid, code: Type.String(), name: Type.String(), validFrom: Day, validTo: NullableDay }),
  ),
})
export type SectionDetail = Static<typeof SectionDetail>
export const SectionQuery = Type.Object(
  { ...listQuery(SECTION_PLACE), q: Line(100), place: Type.Optional(Place), border: Type.Optional(Type.Boolean()) },
  closed,
)
export type SectionQuery = Static<typeof SectionQuery>
export const NewSection = Type.Object(
  {
    code: Code,
    name: Text(100),
    water: Water,
    jurisdiction: Place,
    organizationId: Type.Optional(Uuid),
    longitude: Type.Optional(Longitude),
    latitude: Type.Optional(Latitude),
    description: Note(2000),
    ...termFields,
    validFrom: Type.Optional({ ...Day, description: 'since when it is so; 2000-01-01 where nothing is said' }),
  },
  closed,
)
export type NewSection = Static<typeof NewSection>
export const SectionEdit = Type.Object(
  {
    name: Type.Optional(Text(100)),
    water: Type.Optional(Water),
    longitude: Type.Optional(Longitude),
    latitude: Type.Optional(Latitude),
    description: Note(2000),
    closedOn: Type.Optional(NullableDay),
  },
  closed,
)
export type SectionEdit = Static<typeof SectionEdit>

export const StationPlace = Type.Object({
  id: Type.Integer(),
  longitude: Type.Number(),
  latitude: Type.Number(),
  jurisdiction: Jurisdiction,
  section: nullable(Type.Object({ id: Uuid, code: Type.String(), name: Type.String() })),
  name: Type.String(),
  validFrom: Day,
  validTo: NullableDay,
})
export type StationPlace = Static<typeof StationPlace>
const placeFields = {
  longitude: Longitude,
  latitude: Latitude,
  jurisdiction: Place,
  sectionId: Type.Optional(nullable(Uuid)),
  placeName: Line(100),
}
export const NewPlace = Type.Object({ ...placeFields, validFrom: Day }, closed)
export type NewPlace = Static<typeof NewPlace>

export const Datastream = Type.Object({
  id: Type.Integer(),
  stationId: Uuid,
  parameter: Type.String(),
  unit: Type.String(),
  origin: Origin,
  method: Type.String(),
  detectionLimit: NullableNumber,
  sensorId: nullableText(),
  organization: Organization,
  name: Type.String(),
  description: Type.String(),
  observations: Type.Integer(),
  firstTime: nullable(Moment),
  lastTime: nullable(Moment),
  closedOn: NullableDay,
})
export type Datastream = Static<typeof Datastream>
export const NewDatastream = Type.Object(
  {
    parameter: Type.String({
      maxLength: 64,
      pattern: '^[A-Za-z0-9]+$',
      description: 'a code of the catalogue, or of HJ 525',
    }),
    origin: Type.Optional({ ...Origin, description: 'manual where nothing is said' }),
    method: Line(100),
    detectionLimit: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    organizationId: Type.Optional({ ...Uuid, description: 'who measures; yours where nothing is said' }),
    sensorId: Type.Optional(Uuid),
    name: Line(200),
    description: Note(2000),
  },
  closed,
)
export type NewDatastream = Static<typeof NewDatastream>

export const Station = Type.Object({
  id: Uuid,
  code: Type.String(),
  name: Type.String(),
  kind: Kind,
  jurisdiction: Jurisdiction,
  organization: Organization,
  description: Type.String(),
  isSample: Type.Boolean(),
  version: Type.Integer({ description: 'the ETag' }),
  createdAt: Moment,
  closedOn: NullableDay,
  place: nullable(StationPlace),
  mayEdit: Type.Boolean(),
})
export type Station = Static<typeof Station>
export const ListedStation = Type.Object({
  ...Station.properties,
  newest: nullable(
    Type.Object(
      { parameter: Type.String(), time: Moment, value: NullableNumber, qualifier: Type.Enum([...QUALIFIERS]) },
      { description: 'the last that came of all that it measures' },
    ),
  ),
  parameters: Type.Integer({ description: 'how many it measures' }),
})
export type ListedStation = Static<typeof ListedStation>
export const StationList = listOf(ListedStation)
export type StationList = Static<typeof StationList>
export const StationDetail = Type.Object({
  ...Station.properties,
  places: Type.Array(StationPlace, { description: 'where it stood, day by day, the newest first' }),
  datastreams: Type.Array(Datastream),
})
export type StationDetail = Static<typeof StationDetail>
export const StationFilter = Type.Object(
  { q: Line(100), kind: Type.Optional(Kind), place: Type.Optional(Place), section: Type.Optional(Uuid) },
  closed,
)
export const StationQuery = Type.Object({ ...listQuery(STATION_PLACE), ...StationFilter.properties }, closed)
export type StationQuery = Static<typeof StationQuery>
export const NewStation = Type.Object(
  {
    code: Code,
    name: Text(100),
    kind: Kind,
    organizationId: Type.Optional({ ...Uuid, description: 'who runs it; yours where nothing is said' }),
    description: Note(2000),
    ...placeFields,
    validFrom: Type.Optional({ ...Day, description: 'since when it stands there; 2000-01-01 where nothing is said' }),
    datastreams: Type.Optional(Type.Array(NewDatastream, { maxItems: 100 })),
  },
  closed,
)
export type NewStation = Static<typeof NewStation>
export const StationEdit = Type.Object(
  { name: Type.Optional(Text(100)), description: Note(2000), closedOn: Type.Optional(NullableDay) },
  closed,
)
export type StationEdit = Static<typeof StationEdit>
