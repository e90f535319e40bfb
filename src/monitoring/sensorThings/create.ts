import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { Exact } from '../../platform/exact.ts'
import { expectClean } from '../../platform/http/index.ts'
import { monitoringRefusals } from '../refusals.ts'
import { findParameter, PARAMETERS } from '../standards/parameters/catalogue.ts'
import type { Parameter } from '../standards/parameters/types.ts'
import { convert, unitsOf } from '../standards/parameters/units.ts'
import { STATION_KINDS } from '../stations/schemas.ts'
import { addDatastream, addStation } from '../stations/stations.ts'
import { datastreamId, isObject, referred } from './dataArray.ts'
import { sensorThingsRefusals as refusals } from './refusals.ts'

type Json = Record<string, unknown>

function textOf(body: Json, field: string, most: number, needed = true): string {
  const value = body[field]
  if (value === undefined && !needed) return ''
  if (typeof value !== 'string' || value.length > most || (needed && value.trim() === ''))
    throw refusals.entityInvalid(field, `a text of at most ${most} characters`)
  expectClean(field, value, 'prose')
  return value
}

const listOf = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : []

/** Longitude and latitude of a Location: a GeoJSON point, or a feature of one. */
function pointOf(location: Json): { longitude: number; latitude: number } {
  const shape = isObject(location.location) ? location.location : {}
  const geometry = isObject(shape.geometry) ? shape.geometry : shape
  const [longitude, latitude] = Array.isArray(geometry.coordinates) ? geometry.coordinates : []
  if (geometry.type !== 'Point' || typeof longitude !== 'number' || typeof latitude !== 'number')
    throw refusals.entityInvalid('Locations[0].location', 'a GeoJSON Point, longitude first')
  return { longitude, latitude }
}

/**
 * Adds a Thing: a station, with its Location and Datastreams. What SensorThings has no name for is told in `properties`:
 * `code`, `kind`, and the jurisdiction (GB/T 2260), which no coordinates can stand for.
 * @throws Refusal sta_entity_invalid and those of `addStation`
 */
export async function createThing(trx: Trx, actor: Actor, body: Json): Promise<string> {
  const name = textOf(body, 'name', 100)
  const properties = isObject(body.properties) ? body.properties : {}
  const { jurisdiction, kind = 'surface_water', code = `sta-${randomUUID().slice(0, 13)}` } = properties
  if (typeof jurisdiction !== 'string' || !/^\d{6}$/.test(jurisdiction))
    throw refusals.entityInvalid('properties.jurisdiction', 'six digits of GB/T 2260: in whose area it stands')
  const known = STATION_KINDS.find((one) => one === kind)
  if (!known) throw refusals.entityInvalid('properties.kind', `one of ${STATION_KINDS.join(', ')}`)
  if (typeof code !== 'string' || !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(code))
    throw refusals.entityInvalid('properties.code', 'letters, digits, . _ and -')
  const [location, ...more] = listOf(body.Locations)
  if (!location || more.length > 0) throw refusals.entityInvalid('Locations', 'one Location within the Thing')
  const station = {
    code,
    name,
    kind: known,
    description: textOf(body, 'description', 2000, false),
    jurisdiction,
    placeName: textOf(location, 'name', 100, false),
    ...pointOf(location),
  }
  const id = await addStation(trx, actor, station)
  for (const datastream of listOf(body.Datastreams)) await createDatastream(trx, actor, datastream, id)
  return id
}

/** The parameter that an ObservedProperty is: by its id, by the end of its definition, by its name. */
function parameterIn(value: unknown): Parameter {
  const property = isObject(value) ? value : {}
  const definition = typeof property.definition === 'string' ? property.definition : ''
  const wanted = [property['@iot.id'], definition.split(/[/#:]/).at(-1), property.name]
  for (const one of wanted) {
    if (typeof one !== 'string') continue
    const found =
      findParameter(one) ?? PARAMETERS.find(({ zh, en }) => zh === one || en.toLowerCase() === one.toLowerCase())
    if (found) return found
  }
  throw monitoringRefusals.parameterUnknown(String(wanted.find((one) => typeof one === 'string') ?? '').slice(0, 64))
}

/** Values are kept in the parameter's own unit, and sent in it: another one is refused before a value is taken for it. */
function expectOwnUnit(parameter: Parameter, unit: unknown): void {
  const symbol = isObject(unit) && typeof unit.symbol === 'string' ? unit.symbol : ''
  if (symbol === '') return
  if (!convert(parameter, Exact.of(1), symbol).minus(1).compare(0)) return
  throw monitoringRefusals.unitUnfit(parameter.code, symbol, [parameter.unit || unitsOf(parameter)[0] || ''])
}

/**
 * Adds a Datastream to a station: its own, or one of the other side's laboratory.
 * @throws Refusal sta_entity_invalid, parameter_unknown, unit_unfit and those of `addDatastream`
 */
export async function createDatastream(trx: Trx, actor: Actor, body: Json, thing?: string): Promise<number> {
  const stationId = thing ?? referred(body.Thing)
  if (typeof stationId !== 'string' || !/^[0-9a-f-]{36}$/.test(stationId))
    throw refusals.entityInvalid('Thing', '{ "@iot.id": "…" } of a Thing that is there')
  const parameter = parameterIn(body.ObservedProperty)
  expectOwnUnit(parameter, body.unitOfMeasurement)
  const sensor = referred(body.Sensor)
  const properties = isObject(body.properties) ? body.properties : {}
  const isUuid = typeof sensor === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(sensor)
  const sensorId = isUuid
    ? sensor
    : sensor === undefined && isObject(body.Sensor)
      ? await createSensor(trx, actor, body.Sensor)
      : undefined
  const origin = sensor === 'manual' || properties.origin === 'manual' ? 'manual' : 'automatic'
  return addDatastream(trx, actor, stationId, {
    parameter: parameter.code,
    origin,
    method: textOf(properties, 'method', 100, false),
    ...(sensorId ? { sensorId } : {}),
    name: textOf(body, 'name', 200, false),
    description: textOf(body, 'description', 2000, false),
  })
}

/** Adds a Sensor. @throws Refusal sta_entity_invalid */
export async function createSensor(trx: Trx, actor: Actor, body: Json): Promise<string> {
  const id = randomUUID()
  const sensor = {
    name: textOf(body, 'name', 200),
    description: textOf(body, 'description', 2000, false),
    encoding_type: textOf(body, 'encodingType', 100, false) || 'text/plain',
    metadata: textOf(body, 'metadata', 2000, false),
  }
  await trx
    .insertInto('sensor')
    .values({ id, ...sensor, organization_id: actor.organizationId })
    .execute()
  await appendAudit(trx, { action: 'monitoring.add_sensor', subjectKind: 'sensor', subjectId: id, after: sensor })
  return id
}

/** The datastream that an Observation names, or that its address leads to. */
export const datastreamOf = (body: Json, of: number | undefined): number =>
  of ?? datastreamId(referred(body.Datastream))
