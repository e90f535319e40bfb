import { sql } from 'kysely'
import { expectPlace } from '../../gazetteer/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { awaitTurn, expectVersion, httpRefusals, idOfKey, isMade } from '../../platform/http/index.ts'
import { monitoringRefusals } from '../refusals.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import { stationRefusals as refusals } from './refusals.ts'
import type { NewDatastream, NewPlace, NewStation, Station, StationEdit } from './schemas.ts'
import { findSection, findStation } from './store.ts'

/** Since when something is so where nobody says: before any observation that is taken. */
export const FIRST_DAY = '2000-01-01'

const point = (longitude: number, latitude: number) =>
  sql<string>`st_setsrid(st_makepoint(${longitude}, ${latitude}), 4490)`

function expectInside(longitude: number, latitude: number): void {
  if (longitude < 73 || longitude > 136 || latitude < 3 || latitude > 54)
    throw refusals.placeOutside(longitude, latitude)
}

/** Refuses a code that is in use, also by a station that the actor does not see. */
export function codeTaken(error: unknown, code: string): unknown {
  const { code: state, constraint } = error as { code?: string; constraint?: string }
  return state === '23505' && constraint?.endsWith('_code_key') ? refusals.codeTaken(code) : error
}

/**
 * Adds a station with the place where it stands and what it measures.
 * @param key of the request: the same request again with it adds nothing
 * @throws Refusal jurisdiction_unknown, station_place_outside, section_not_found, monitoring_code_taken, parameter_unknown
 */
export async function addStation(trx: Trx, actor: Actor, station: NewStation, key?: string): Promise<string> {
  const id = idOfKey(key, actor, 'station', station)
  if (await isMade(trx, 'station', key, id)) return id
  const { code, name, kind, description, organizationId, datastreams = [], validFrom = FIRST_DAY, ...place } = station
  await expectPlace(trx, place.jurisdiction)
  await trx
    .insertInto('station')
    .values({
      id,
      code,
      name,
      kind,
      jurisdiction_code: place.jurisdiction,
      organization_id: organizationId ?? actor.organizationId,
      description: description ?? '',
    })
    .execute()
    .catch((error: unknown) => {
      throw codeTaken(error, code)
    })
  await placeStation(trx, id, { ...place, validFrom })
  for (const datastream of datastreams) await insertDatastream(trx, actor, id, datastream)
  const after = { code, name, kind, validFrom, ...place }
  await appendAudit(trx, { action: 'monitoring.add_station', subjectKind: 'station', subjectId: id, after })
  return id
}

async function placeStation(trx: Trx, id: string, place: NewPlace): Promise<void> {
  const { longitude, latitude, sectionId = null, placeName = '', jurisdiction, validFrom } = place
  expectInside(longitude, latitude)
  if (sectionId) await findSection(trx, sectionId)
  await trx
    .insertInto('station_place')
    .values({
      station_id: id,
      location: point(longitude, latitude),
      jurisdiction_code: jurisdiction,
      section_id: sectionId,
      name: placeName,
      valid_from: validFrom,
      valid_to: null,
    })
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? refusals.dayTaken(validFrom) : error
    })
}

/** @throws Refusal station_not_found, station_not_yours */
async function keptStation(trx: Trx, id: string): Promise<Station> {
  await awaitTurn(trx, 'station', id)
  const station = await findStation(trx, id)
  if (!station.mayEdit) throw refusals.stationNotYours(station.name, station.organization.name)
  return station
}

/**
 * Corrects what is said of a station; where it stands changes by moving it.
 * @throws Refusal version_needed, version_outdated, overtaken and those of `keptStation`
 */
export async function editStation(trx: Trx, id: string, edit: StationEdit, ifMatch: string | undefined): Promise<void> {
  const station = await keptStation(trx, id)
  expectVersion(ifMatch, station.version, station)
  const { name = station.name, description = station.description } = edit
  const closedOn = edit.closedOn === undefined ? station.closedOn : edit.closedOn
  const changed = await trx
    .updateTable('station')
    .set({ name, description, closed_on: closedOn, version: station.version + 1, updated_at: CLOCK_NOW })
    .where('id', '=', id)
    .where('version', '=', station.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  const before = Object.fromEntries(Object.keys(edit).map((field) => [field, station[field as keyof Station] ?? null]))
  await appendAudit(trx, {
    action: 'monitoring.edit_station',
    subjectKind: 'station',
    subjectId: id,
    before,
    after: edit,
  })
}

/**
 * Moves a station from a day on; for the days before it stays where it was, and so do their observations.
 * @throws Refusal jurisdiction_unknown, station_place_outside, section_not_found, monitoring_day_taken and those of
 * `keptStation`
 */
export async function moveStation(trx: Trx, id: string, place: NewPlace): Promise<void> {
  const station = await keptStation(trx, id)
  await expectPlace(trx, place.jurisdiction)
  await placeStation(trx, id, place)
  // Where it stands now, by the newest place that has begun.
  await sql`
    update station s set version = version + 1, updated_at = ${CLOCK_NOW}, jurisdiction_code = coalesce((
      select p.jurisdiction_code from station_place p where p.station_id = s.id
        and p.valid_from <= (clock_now() at time zone 'Asia/Shanghai')::date
      order by p.valid_from desc limit 1), s.jurisdiction_code)
    where s.id = ${id}::uuid`.execute(trx)
  await appendAudit(trx, {
    action: 'monitoring.move_station',
    subjectKind: 'station',
    subjectId: id,
    before: { place: station.place },
    after: place,
  })
}

/**
 * Adds what a station measures of one parameter: its own runner's, or that of another side's laboratory.
 * @throws Refusal station_not_found, parameter_unknown, datastream_twice
 */
export async function addDatastream(
  trx: Trx,
  actor: Actor,
  stationId: string,
  datastream: NewDatastream,
): Promise<number> {
  await findStation(trx, stationId)
  const id = await insertDatastream(trx, actor, stationId, datastream)
  await appendAudit(trx, {
    action: 'monitoring.add_datastream',
    subjectKind: 'station',
    subjectId: stationId,
    after: { id, ...datastream },
  })
  return id
}

async function insertDatastream(trx: Trx, actor: Actor, stationId: string, datastream: NewDatastream): Promise<number> {
  const {
    origin = 'manual',
    method = '',
    detectionLimit = null,
    sensorId = null,
    name = '',
    description = '',
  } = datastream
  const parameter = findParameter(datastream.parameter)
  if (!parameter) throw monitoringRefusals.parameterUnknown(datastream.parameter)
  const organizationId = datastream.organizationId ?? actor.organizationId
  const key = { station_id: stationId, parameter: parameter.code, origin, method, organization_id: organizationId }
  await trx
    .insertInto('datastream')
    .values({ ...key, detection_limit: detectionLimit, sensor_id: sensorId, name, description })
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? refusals.datastreamTwice(parameter.code) : error
    })
  // A policy may not let what is written be read back in the same statement.
  const { rows } = await sql<{ id: number }>`
    select id from datastream where station_id = ${stationId}::uuid and parameter = ${parameter.code} and origin = ${origin}
      and method = ${method} and organization_id = ${organizationId}::uuid`.execute(trx)
  return rows[0]?.id ?? 0
}
