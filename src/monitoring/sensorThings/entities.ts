import { type RawBuilder, sql } from 'kysely'
import { momentText } from '../../platform/database/index.ts'
import { QUALIFIERS } from '../observations/values.ts'
import { PARAMETERS } from '../standards/parameters/catalogue.ts'
import type { FilterType } from './filter.ts'

// The entities of SensorThings 1.1 (OGC 18-088) and what of ours they are.

export type SetName =
  | 'Things'
  | 'Locations'
  | 'HistoricalLocations'
  | 'Datastreams'
  | 'Sensors'
  | 'ObservedProperties'
  | 'Observations'
  | 'FeaturesOfInterest'

type Sql = RawBuilder<unknown>
type Column = (alias: string) => Sql

interface Property {
  sql: Column
  type: FilterType
  /** Left out of answers: only for filters and order. */
  hidden?: true
}

export interface Navigation {
  to: SetName
  many: boolean
  /** Whether the row of one is related to the row of the other. */
  joins: (from: string, to: string) => Sql
}

export interface Entity {
  name: SetName
  /** What a list of them is taken from, under this alias. */
  from: (alias: string) => Sql
  id: { sql: Column; type: 'text' | 'number' }
  properties: Readonly<Record<string, Property>>
  navigations: Readonly<Record<string, Navigation>>
  /** By what a list is in order where nothing is said. */
  order: Column
}

const at = (alias: string, column: string) => sql.ref(`${alias}.${column}`)
const column = (name: string, type: FilterType = 'text'): Property => ({ sql: (alias) => at(alias, name), type })
const table = (name: string) => (alias: string) => sql`${sql.table(name)} as ${sql.ref(alias)}`

/** SQL: the moment at which a day begins in China. */
const startOf = (day: Sql) => sql`((${day})::text || ' 00:00+08')::timestamptz`

const DEFINITION = 'https://qunce.cn/definitions/parameters/'
const CATALOGUE = JSON.stringify(
  PARAMETERS.map(({ code, zh, en, unit, hj525 }) => ({ code, zh, en, unit, hj525: hj525 ?? null })),
)
const PARAMETER_ROWS = sql`json_to_recordset(${CATALOGUE}::json) as p (code text, zh text, en text, unit text, hj525 text)`
const units = JSON.stringify(Object.fromEntries(PARAMETERS.map(({ code, unit }) => [code, unit])))
const names = JSON.stringify(Object.fromEntries(PARAMETERS.map(({ code, zh }) => [code, zh])))

const placeProperties = (shape: string): Entity['properties'] => ({
  name: {
    sql: (p) =>
      sql`coalesce(nullif(${at(p, 'name')}, ''), (select s.name from station s where s.id = ${at(p, 'station_id')}))`,
    type: 'text',
  },
  description: { sql: (p) => sql`${at(p, 'jurisdiction_code')}::text`, type: 'text' },
  encodingType: { sql: () => sql`'application/geo+json'::text`, type: 'text' },
  [shape]: { sql: (p) => sql`st_asgeojson(${at(p, 'location')}, 9, 0)::jsonb`, type: 'json' },
})

/** The place at which a datastream's station stood at a moment. */
const stoodAt = (place: string, observation: string) => sql`
  ${at(place, 'station_id')} = (select d.station_id from datastream d where d.id = ${at(observation, 'datastream_id')})
  and ${at(observation, 'time')} >= ${startOf(at(place, 'valid_from'))}
  and (${at(place, 'valid_to')} is null or ${at(observation, 'time')} < ${startOf(sql`${at(place, 'valid_to')} + 1`)})`
const standsNow = (place: string) => sql`${at(place, 'valid_from')} <= (clock_now() at time zone 'Asia/Shanghai')::date
  and (${at(place, 'valid_to')} is null or ${at(place, 'valid_to')} >= (clock_now() at time zone 'Asia/Shanghai')::date)`
const sensorOf = (datastream: string) =>
  sql`coalesce(${at(datastream, 'sensor_id')}::text, ${at(datastream, 'origin')})`

const latestOf = (datastream: string, what: Sql) =>
  sql`(select ${what} from observation_latest l where l.datastream_id = ${at(datastream, 'id')})`

const THINGS: Entity = {
  name: 'Things',
  from: table('station'),
  id: { sql: (s) => sql`${at(s, 'id')}::text`, type: 'text' },
  order: (s) => at(s, 'id'),
  properties: {
    name: column('name'),
    description: column('description'),
    properties: {
      sql: (s) => sql`(${at(s, 'properties')} || jsonb_build_object('code', ${at(s, 'code')}, 'kind', ${at(s, 'kind')},
        'jurisdiction', ${at(s, 'jurisdiction_code')}, 'isSample', ${at(s, 'is_sample')}))`,
      type: 'json',
    },
  },
  navigations: {
    Locations: {
      to: 'Locations',
      many: true,
      joins: (s, p) => sql`${at(p, 'station_id')} = ${at(s, 'id')} and ${standsNow(p)}`,
    },
    HistoricalLocations: {
      to: 'HistoricalLocations',
      many: true,
      joins: (s, p) => sql`${at(p, 'station_id')} = ${at(s, 'id')}`,
    },
    Datastreams: { to: 'Datastreams', many: true, joins: (s, d) => sql`${at(d, 'station_id')} = ${at(s, 'id')}` },
  },
}

const LOCATIONS: Entity = {
  name: 'Locations',
  from: table('station_place'),
  id: { sql: (p) => at(p, 'id'), type: 'number' },
  order: (p) => at(p, 'id'),
  properties: placeProperties('location'),
  navigations: {
    Things: {
      to: 'Things',
      many: true,
      joins: (p, s) => sql`${at(s, 'id')} = ${at(p, 'station_id')} and ${standsNow(p)}`,
    },
    HistoricalLocations: {
      to: 'HistoricalLocations',
      many: true,
      joins: (p, h) => sql`${at(h, 'id')} = ${at(p, 'id')}`,
    },
  },
}

const HISTORICAL_LOCATIONS: Entity = {
  name: 'HistoricalLocations',
  from: table('station_place'),
  id: { sql: (p) => at(p, 'id'), type: 'number' },
  order: (p) => at(p, 'id'),
  properties: { time: { sql: (p) => startOf(at(p, 'valid_from')), type: 'time' } },
  navigations: {
    Thing: { to: 'Things', many: false, joins: (p, s) => sql`${at(s, 'id')} = ${at(p, 'station_id')}` },
    Locations: { to: 'Locations', many: true, joins: (p, l) => sql`${at(l, 'id')} = ${at(p, 'id')}` },
  },
}

const DATASTREAMS: Entity = {
  name: 'Datastreams',
  from: table('datastream'),
  id: { sql: (d) => at(d, 'id'), type: 'number' },
  order: (d) => at(d, 'id'),
  properties: {
    name: {
      sql: (d) =>
        sql`coalesce(nullif(${at(d, 'name')}, ''), ${names}::json ->> ${at(d, 'parameter')}, ${at(d, 'parameter')})`,
      type: 'text',
    },
    description: column('description'),
    observationType: {
      sql: () => sql`'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement'::text`,
      type: 'text',
    },
    unitOfMeasurement: {
      sql: (d) => sql`jsonb_build_object('name', ${units}::json ->> ${at(d, 'parameter')},
        'symbol', ${units}::json ->> ${at(d, 'parameter')}, 'definition', ${DEFINITION}::text || ${at(d, 'parameter')})`,
      type: 'json',
    },
    phenomenonTime: {
      sql: (d) => latestOf(d, sql`${momentText('l.first_time')} || '/' || ${momentText('l.time')}`),
      type: 'text',
    },
    resultTime: {
      sql: (d) => latestOf(d, sql`${momentText('l.first_time')} || '/' || ${momentText('l.time')}`),
      type: 'text',
    },
    properties: {
      sql: (
        d,
      ) => sql`(${at(d, 'properties')} || jsonb_build_object('parameter', ${at(d, 'parameter')}, 'origin', ${at(d, 'origin')},
        'method', ${at(d, 'method')}, 'detectionLimit', ${at(d, 'detection_limit')}))`,
      type: 'json',
    },
  },
  navigations: {
    Thing: { to: 'Things', many: false, joins: (d, s) => sql`${at(s, 'id')} = ${at(d, 'station_id')}` },
    Sensor: { to: 'Sensors', many: false, joins: (d, r) => sql`${at(r, 'id')} = ${sensorOf(d)}` },
    ObservedProperty: {
      to: 'ObservedProperties',
      many: false,
      joins: (d, p) => sql`${at(p, 'code')} = ${at(d, 'parameter')}`,
    },
    Observations: {
      to: 'Observations',
      many: true,
      joins: (d, o) => sql`${at(o, 'datastream_id')} = ${at(d, 'id')}`,
    },
  },
}

/** Every datastream has a sensor: where none is named, the way by which it measures. */
const SENSORS: Entity = {
  name: 'Sensors',
  from: (alias) => sql`(
    select id::text as id, name, description, encoding_type, metadata from sensor
    union all select v.id, v.name, v.description, 'text/plain', '' from (values
      ('automatic', '自动监测', 'automatic station'), ('manual', '人工监测', 'sampling and laboratory'))
      as v (id, name, description) where (select actor_may('observation.read'))) as ${sql.ref(alias)}`,
  id: { sql: (r) => at(r, 'id'), type: 'text' },
  order: (r) => at(r, 'id'),
  properties: {
    name: column('name'),
    description: column('description'),
    encodingType: column('encoding_type'),
    metadata: column('metadata'),
  },
  navigations: {
    Datastreams: { to: 'Datastreams', many: true, joins: (r, d) => sql`${sensorOf(d)} = ${at(r, 'id')}` },
  },
}

const OBSERVED_PROPERTIES: Entity = {
  name: 'ObservedProperties',
  from: (alias) =>
    sql`(select p.* from ${PARAMETER_ROWS} where (select actor_may('observation.read'))) as ${sql.ref(alias)}`,
  id: { sql: (p) => at(p, 'code'), type: 'text' },
  order: (p) => at(p, 'code'),
  properties: {
    name: column('zh'),
    definition: { sql: (p) => sql`(${DEFINITION}::text || ${at(p, 'code')})`, type: 'text' },
    description: column('en'),
    properties: {
      sql: (p) =>
        sql`jsonb_build_object('code', ${at(p, 'code')}, 'unit', ${at(p, 'unit')}, 'hj525', ${at(p, 'hj525')})`,
      type: 'json',
    },
  },
  navigations: {
    Datastreams: {
      to: 'Datastreams',
      many: true,
      joins: (p, d) => sql`${at(d, 'parameter')} = ${at(p, 'code')}`,
    },
  },
}

/** Of an observation the datastream and the moment are its name: `12_1767225600000`. */
const OBSERVATIONS: Entity = {
  name: 'Observations',
  from: table('observation'),
  id: {
    sql: (o) => sql`(${at(o, 'datastream_id')} || '_' || (extract(epoch from ${at(o, 'time')}) * 1000)::bigint)`,
    type: 'text',
  },
  order: (o) => sql`${at(o, 'datastream_id')}, ${at(o, 'time')}`,
  properties: {
    phenomenonTime: column('time', 'time'),
    resultTime: column('time', 'time'),
    result: column('value', 'number'),
    resultQuality: {
      sql: (o) => sql`jsonb_build_object('qualifier',
        (array[${sql.join(QUALIFIERS.map((one) => sql.lit(one)))}])[${at(o, 'qualifier')} + 1],
        'flags', array_remove(array[case when ${at(o, 'flag')} & 1 = 1 then 'outlier' end,
          case when ${at(o, 'flag')} & 2 = 2 then 'corrected' end], null))`,
      type: 'json',
    },
  },
  navigations: {
    Datastream: {
      to: 'Datastreams',
      many: false,
      joins: (o, d) => sql`${at(d, 'id')} = ${at(o, 'datastream_id')}`,
    },
    FeatureOfInterest: { to: 'FeaturesOfInterest', many: false, joins: (o, p) => stoodAt(p, o) },
  },
}

/** What an observation is of: the place where the station stood at that moment. */
const FEATURES_OF_INTEREST: Entity = {
  name: 'FeaturesOfInterest',
  from: table('station_place'),
  id: { sql: (p) => at(p, 'id'), type: 'number' },
  order: (p) => at(p, 'id'),
  properties: placeProperties('feature'),
  navigations: {
    Observations: {
      to: 'Observations',
      many: true,
      joins: (
        p,
        o,
      ) => sql`${at(o, 'datastream_id')} in (select d.id from datastream d where d.station_id = ${at(p, 'station_id')})
        and ${stoodAt(p, o)}`,
    },
  },
}

export const ENTITIES: Readonly<Record<SetName, Entity>> = {
  Things: THINGS,
  Locations: LOCATIONS,
  HistoricalLocations: HISTORICAL_LOCATIONS,
  Datastreams: DATASTREAMS,
  Sensors: SENSORS,
  ObservedProperties: OBSERVED_PROPERTIES,
  Observations: OBSERVATIONS,
  FeaturesOfInterest: FEATURES_OF_INTEREST,
}

export const isSet = (name: string): name is SetName => Object.hasOwn(ENTITIES, name)
/** SQL: a moment in an answer. */
export const shown = ({ sql: make, type }: Property, alias: string): Sql =>
  type === 'time' ? momentText(make(alias)) : make(alias)
