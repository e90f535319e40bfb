import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { type Place, placeOf } from './address.ts'
import { ENTITIES } from './entities.ts'
import { type Options, readOptions } from './options.ts'
import { Query, topOf } from './query.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'

/** An answer: JSON as text, or the bare text of a `$value`. */
export interface Answer {
  text: string
  type: 'json' | 'text'
}

const NOTHING: Options = { expand: [], orderby: [], skip: 0, count: false }

/** The first answer of the service: what there is. */
export const landing = (root: string) => ({
  value: Object.keys(ENTITIES).map((name) => ({ name, url: `${root}/${name}` })),
  serverSettings: {
    conformance: [
      'http://www.opengis.net/spec/iot_sensing/1.1/req/datamodel',
      'http://www.opengis.net/spec/iot_sensing/1.1/req/resource-path/resource-path-to-entities',
      'http://www.opengis.net/spec/iot_sensing/1.1/req/request-data',
      'http://www.opengis.net/spec/iot_sensing/1.1/req/create-observations-via-data-array/create-observations',
    ],
  },
})

/**
 * Answers an address with its options as SensorThings does.
 * @param root of the service, for the links in the answer
 * @throws Refusal sta_address_unknown, sta_option_invalid
 */
export async function answerAddress(
  trx: Trx,
  root: string,
  address: string,
  given: Readonly<Record<string, string | undefined>>,
): Promise<Answer> {
  const query = new Query(root)
  const options = readOptions(given)
  const place = placeOf(address, query)
  for (const { entity, alias, where } of place.way) {
    const { rows } = await sql`select from ${entity.from(alias)} where ${where} limit 1`.execute(trx)
    if (rows.length === 0) throw refusals.addressUnknown(address)
  }
  if (!place.many) return answerOne(trx, query, place, address, options)
  if (place.end === 'count') {
    const { rows } = await sql<{
      total: number
    }>`${query.counted(place.entity, place.alias, place.where, options)}`.execute(trx)
    return { text: String(rows[0]?.total ?? 0), type: 'text' }
  }
  return answerMany(trx, query, place, { root, address, given }, options)
}

async function answerOne(trx: Trx, query: Query, place: Place, address: string, options: Options): Promise<Answer> {
  const { entity, alias, where, property, end } = place
  const wanted = property ? NOTHING : options
  const { rows } = await sql<{ row: Record<string, unknown> }>`${query.one(entity, alias, where, wanted)}`.execute(trx)
  const found = rows[0]?.row
  if (!found) throw refusals.addressUnknown(address)
  if (end === 'ref') return { text: JSON.stringify({ '@iot.selfLink': found['@iot.selfLink'] }), type: 'json' }
  if (!property) return { text: JSON.stringify(clean(found)), type: 'json' }
  let value: unknown = found
  for (const step of property) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step))
      throw refusals.addressUnknown(address)
    value = (value as Record<string, unknown>)[step]
  }
  if (end === 'value') return { text: typeof value === 'object' ? JSON.stringify(value) : String(value), type: 'text' }
  return { text: JSON.stringify({ [property.at(-1) ?? '']: value }), type: 'json' }
}

async function answerMany(
  trx: Trx,
  query: Query,
  { entity, alias, where, end }: Place,
  asked: { root: string; address: string; given: Readonly<Record<string, string | undefined>> },
  options: Options,
): Promise<Answer> {
  const top = topOf(options)
  const { rows } = await sql<{
    row: Record<string, unknown>
  }>`${query.list(entity, alias, where, options, top + 1)}`.execute(trx)
  const shown = rows
    .slice(0, top)
    .map(({ row }) => (end === 'ref' ? { '@iot.selfLink': row['@iot.selfLink'] } : clean(row)))
  const answer: Record<string, unknown> = {}
  if (options.count) {
    const counted = await sql<{ total: number }>`${query.counted(entity, alias, where, options)}`.execute(trx)
    answer['@iot.count'] = counted.rows[0]?.total ?? 0
  }
  if (rows.length > top && top > 0) {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries(asked.given)) if (value !== undefined) next.set(name, value)
    next.set('$top', String(top))
    next.set('$skip', String(options.skip + top))
    answer['@iot.nextLink'] = `${asked.root}/${asked.address}?${next}`
  }
  return { text: JSON.stringify({ ...answer, value: shown }), type: 'json' }
}

/** Without links that lead nowhere: the next page of an expanded list that has none. */
function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, one]) => !(name.endsWith('@iot.nextLink') && one === null))
      .map(([name, one]) => [name, clean(one)]),
  )
}
