import { type RawBuilder, sql } from 'kysely'
import { ENTITIES, type Entity, isSet } from './entities.ts'
import type { Query } from './query.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'

/** What an address leads to: a list, an entity, one of its properties. */
export interface Place {
  entity: Entity
  alias: string
  /** Which rows of it. */
  where: RawBuilder<unknown>
  many: boolean
  property?: readonly string[]
  /** `$value`, `$ref`, `$count`. */
  end?: 'value' | 'ref' | 'count'
  /** The entities on the way: each has to be there, or there is nothing at the address. */
  way: { entity: Entity; alias: string; where: RawBuilder<unknown> }[]
}

const MOST_SEGMENTS = 8
const SEGMENT = /^([A-Za-z@][\w.@]*)(?:\((?:'((?:[^']|'')*)'|([\w-]+))\))?$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const OBSERVATION = /^(\d{1,10})_(-?\d{1,15})$/

/** Whether a row has this id; an id that none of this kind can have is that of no row. */
function hasId(entity: Entity, alias: string, id: string): RawBuilder<unknown> {
  if (entity.name === 'Observations') {
    const [, datastream = '', time = ''] = OBSERVATION.exec(id) ?? []
    const when = new Date(Number(time))
    if (time === '' || Number(datastream) > 2_147_483_647 || !isKept(when)) return sql`false`
    return sql`${sql.ref(`${alias}.datastream_id`)} = ${Number(datastream)}::integer
      and ${sql.ref(`${alias}.time`)} = ${when.toISOString()}::timestamptz`
  }
  if (entity.id.type === 'number') {
    if (!/^\d{1,9}$/.test(id)) return sql`false`
    return sql`${sql.ref(`${alias}.id`)} = ${Number(id)}`
  }
  if (entity.name === 'Things') return UUID.test(id) ? sql`${sql.ref(`${alias}.id`)} = ${id}::uuid` : sql`false`
  return sql`${entity.id.sql(alias)} = ${id}`
}

/** Of four digits of a year: nothing was measured outside of them, and the database reads no others. */
const isKept = (when: Date) => /^\d{4}-/.test(Number.isNaN(when.getTime()) ? '' : when.toISOString())

/**
 * Reads an address below the service: `Things('…')/Datastreams(5)/Observations`.
 * @throws Refusal sta_address_unknown
 */
export function placeOf(address: string, query: Query): Place {
  const segments = address.split('/').filter((one) => one !== '')
  const unknown = () => refusals.addressUnknown(address)
  if (segments.length === 0 || segments.length > MOST_SEGMENTS) throw unknown()
  let place: Place | undefined
  for (const segment of segments) {
    if (place?.end) throw unknown()
    if (segment === '$value' || segment === '$ref' || segment === '$count') {
      if (!place) throw unknown()
      place.end = segment.slice(1) as NonNullable<Place['end']>
      if ((place.end === 'value') !== (place.property !== undefined) || (place.end === 'count' && !place.many))
        throw unknown()
      continue
    }
    const [, name = '', quoted, plain] = SEGMENT.exec(segment) ?? []
    const id = quoted?.replaceAll("''", "'") ?? plain
    if (name === '') throw unknown()
    if (place?.property) {
      if (id !== undefined) throw unknown()
      place.property = [...place.property, name]
      continue
    }
    place = place ? further(place, name, unknown, query) : first(name, unknown, query)
    if (id !== undefined) {
      if (!place.many || place.property) throw unknown()
      place.where = sql`${place.where} and ${hasId(place.entity, place.alias, id)}`
      place.many = false
    }
  }
  if (!place) throw unknown()
  return place
}

function first(name: string, unknown: () => Error, query: Query): Place {
  if (!isSet(name)) throw unknown()
  return { entity: ENTITIES[name], alias: query.alias(), where: sql`true`, many: true, way: [] }
}

function further(place: Place, name: string, unknown: () => Error, query: Query): Place {
  const { entity, alias, where, many, way } = place
  if (many) throw unknown()
  const navigation = Object.hasOwn(entity.navigations, name) ? entity.navigations[name] : undefined
  if (!navigation) {
    if (!Object.hasOwn(entity.properties, name)) throw unknown()
    return { ...place, property: [name] }
  }
  const target = ENTITIES[navigation.to]
  const other = query.alias()
  const joined = sql`exists (select from ${entity.from(alias)} where ${where} and ${navigation.joins(alias, other)})`
  return {
    entity: target,
    alias: other,
    where: joined,
    many: navigation.many,
    way: [...way, { entity, alias, where }],
  }
}
