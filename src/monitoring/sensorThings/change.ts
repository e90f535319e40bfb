import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { expectClean, isSaid } from '../../platform/http/index.ts'
import { correctObservation } from '../observations/decide.ts'
import { observationRefusals } from '../observations/refusals.ts'
import { writtenStreams } from '../observations/streams.ts'
import { QUALIFIER, type Qualifier } from '../observations/values.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import type { StationEdit } from '../stations/schemas.ts'
import { editStation } from '../stations/stations.ts'
import { findStation } from '../stations/store.ts'
import { isObject } from './dataArray.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'
import { readResult } from './take.ts'

type Json = Record<string, unknown>

/** What we keep of a Thing apart from its `properties`, and show among them. */
const OWN = ['code', 'kind', 'jurisdiction', 'isSample']
/** Longest text of `properties` as JSON. */
const MOST_PROPERTIES = 20_000

/**
 * Changes what is said of a Thing: `name`, `description`, `properties` (those that are sent take the place of all that
 * stand). What a station is and where it stands is changed elsewhere, and a field that cannot be is refused by its name.
 * @param ifMatch the version that the change is of; without one it is of the newest
 * @throws Refusal sta_entity_invalid, station_not_found and those of `editStation`
 */
export async function changeThing(trx: Trx, id: string, body: Json, ifMatch: string | undefined): Promise<void> {
  const text = (field: 'name' | 'description', most: number, least: number) => {
    const value = body[field]
    if (typeof value !== 'string' || value.length > most || value.trim().length < least)
      throw refusals.entityInvalid(field, `a text of at most ${most} characters`)
    expectClean(field, value, field === 'name' ? 'line' : 'prose')
    return value
  }
  const edit: StationEdit = {}
  if (body.name !== undefined) edit.name = text('name', 100, 1)
  if (body.description !== undefined) edit.description = text('description', 2000, 0)
  const other = Object.keys(body).find((field) => !['name', 'description', 'properties'].includes(field))
  if (other !== undefined)
    throw refusals.entityInvalid(other, 'nothing: of a Thing name, description and properties change')
  const station = await findStation(trx, id)
  const properties = body.properties === undefined ? undefined : propertiesOf(body.properties, station)
  await editStation(trx, id, edit, ifMatch ?? `"v${station.version}"`)
  if (properties === undefined) return
  await sql`update station set properties = ${properties}::jsonb where id = ${id}::uuid`.execute(trx)
  const line = { subjectKind: 'station', subjectId: id, after: { properties: JSON.parse(properties) } }
  await appendAudit(trx, { action: 'monitoring.edit_station', ...line })
}

function propertiesOf(sent: unknown, station: object): string {
  if (!isObject(sent)) throw refusals.entityInvalid('properties', 'an object')
  const known = Object.entries(station).map(([key, value]) => [key, isObject(value) ? value.code : value])
  const stands = Object.fromEntries(known) as Json
  for (const key of OWN)
    if (sent[key] !== undefined && sent[key] !== stands[key])
      throw refusals.entityInvalid(`properties.${key}`, `${String(stands[key])}, as it stands: it is not changed here`)
  const text = JSON.stringify(Object.fromEntries(Object.entries(sent).filter(([key]) => !OWN.includes(key))))
  if (text.length > MOST_PROPERTIES)
    throw refusals.entityInvalid('properties', `at most ${MOST_PROPERTIES} characters as JSON`)
  expectClean('properties', text, 'prose')
  return text
}

const KINDS = Object.entries(QUALIFIER) as [Qualifier, number][]

/**
 * Corrects the result of an Observation; what it said before is kept with the reason, which is told in the header
 * `Qunce-Reason` (percent-encoded UTF-8) or as `parameters.reason`.
 * @throws Refusal sta_entity_invalid, sta_reason_missing, observation_not_found, datastream_not_yours, observation_rows_unfit
 */
export async function changeObservation(
  database: Pick<DatabaseHandle, 'engine'>,
  trx: Trx,
  actor: Actor,
  { datastream, time }: { datastream: number; time: number },
  body: Json,
  header: string | undefined,
  now: Date,
): Promise<void> {
  const other = Object.keys(body).find((field) => !['result', 'parameters'].includes(field))
  if (other !== undefined)
    throw refusals.entityInvalid(other, 'nothing: of an Observation the result alone is corrected')
  const reason = reasonOf(body, header)
  const stream = (await writtenStreams(trx, [datastream])).get(datastream)
  if (!stream) throw observationRefusals.notYours(datastream)
  const read = readResult(body.result, parameterOf(stream.parameter))
  if ('field' in read) throw observationRefusals.rowsUnfit([{ row: 1, ...read }])
  const qualifier = KINDS.find(([, kind]) => kind === read.qualifier)?.[0] ?? 'value'
  const value = Number.isNaN(read.value) ? null : read.value
  const moment = new Date(time).toISOString()
  await correctObservation(database, trx, actor, { datastream, time: moment, value, qualifier, reason }, now)
}

function reasonOf(body: Json, header: string | undefined): string {
  const said = isObject(body.parameters) ? body.parameters.reason : undefined
  const reason = typeof said === 'string' ? said : decoded(header ?? '')
  if (!isSaid(reason) || reason.length > 500) throw refusals.reasonMissing()
  expectClean('reason', reason, 'prose')
  return reason
}

function decoded(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    throw refusals.reasonMissing()
  }
}
