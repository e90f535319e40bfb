import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { QUALIFIERS } from '../observations/values.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { stationRefusals as refusals } from './refusals.ts'
import {
  type Datastream,
  type ListedStation,
  SECTION_PLACE,
  type Section,
  type SectionDetail,
  type SectionList,
  type SectionQuery,
  STATION_PLACE,
  type Station,
  type StationDetail,
  type StationList,
  type StationPlace,
  type StationQuery,
  type Term,
} from './schemas.ts'

/** SQL: a jurisdiction as the API names it. */
export const jurisdictionAt = (column: RawBuilder<unknown>) =>
  sql`(select json_build_object('code', j.code, 'name', j.name, 'shortName', j.short_name)
    from jurisdiction j where j.code = ${column})`
const organizationAt = (column: RawBuilder<unknown>) =>
  sql`(select json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name)
    from organization o where o.id = ${column})`
/** SQL: whether the actor keeps the row of this name. */
const mayEdit = (row: string) => sql`((select actor_may('station.manage'))
  and (${sql.ref(`${row}.organization_id`)} = (select actor_organization_id())
    or ${sql.ref(`${row}.jurisdiction_code`)}::text like any ((select actor_coordinated_places())::text[])))`

/** SQL: the day it is in China, by the server's clock. */
export const TODAY = sql`(clock_now() at time zone 'Asia/Shanghai')::date`
const inForce = (row: string) => sql`${sql.ref(`${row}.valid_from`)} <= ${TODAY}
  and (${sql.ref(`${row}.valid_to`)} is null or ${sql.ref(`${row}.valid_to`)} >= ${TODAY})`

const PLACE = sql`json_build_object('id', p.id, 'longitude', st_x(p.location), 'latitude', st_y(p.location),
  'jurisdiction', ${jurisdictionAt(sql`p.jurisdiction_code`)},
  'section', (select json_build_object('id', c.id, 'code', c.code, 'name', c.name) from section c where c.id = p.section_id),
  'name', p.name, 'validFrom', p.valid_from, 'validTo', p.valid_to)`
const TERM = sql`json_build_object('id', t.id, 'river', t.river,
  'upstream', ${jurisdictionAt(sql`t.upstream_code`)}, 'downstream', ${jurisdictionAt(sql`t.downstream_code`)},
  'targetClass', t.target_class, 'basis', t.basis, 'validFrom', t.valid_from, 'validTo', t.valid_to)`

const STATION = sql`s.id, s.code, s.name, s.kind, ${jurisdictionAt(sql`s.jurisdiction_code`)} as jurisdiction,
  ${organizationAt(sql`s.organization_id`)} as organization, s.description, s.is_sample as "isSample", s.version,
  ${momentText('s.created_at')} as "createdAt", s.closed_on as "closedOn",
  (select ${PLACE} from station_place p where p.station_id = s.id and ${inForce('p')} limit 1) as place,
  ${mayEdit('s')} as "mayEdit"`
const LISTED_STATION = sql`${STATION},
  (select json_build_object('parameter', d.parameter, 'time', ${momentText('l.time')}, 'value', l.value,
      'qualifier', (array[${sql.join(QUALIFIERS.map((one) => sql.lit(one)))}])[l.qualifier + 1])
    from datastream d join observation_latest l on l.datastream_id = d.id
    where d.station_id = s.id and l.time is not null order by l.time desc, d.id limit 1) as newest,
  (select count(distinct d.parameter)::integer from datastream d where d.station_id = s.id) as parameters`
const SECTION = sql`c.id, c.code, c.name, c.water, ${jurisdictionAt(sql`c.jurisdiction_code`)} as jurisdiction,
  ${organizationAt(sql`c.organization_id`)} as organization, st_x(c.location) as longitude, st_y(c.location) as latitude,
  c.description, c.is_sample as "isSample", c.version, ${momentText('c.created_at')} as "createdAt",
  c.closed_on as "closedOn",
  (select ${TERM} from section_term t where t.section_id = c.id and ${inForce('t')} limit 1) as term,
  ${mayEdit('c')} as "mayEdit"`

/** GB/T 2260: pattern of the codes within a place. */
const patternOf = (place: string) => `${place === '000000' ? '' : place.replace(/(?:0000|00)$/, '')}%`
const holding = (words: string) => `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`

/** One page of rows by name, with their number. */
async function pageOf<Row extends { id: string; name: string }>(
  trx: Trx,
  { columns, from, row, where }: Record<'columns' | 'from' | 'where', RawBuilder<unknown>> & { row: string },
  after: [string, string] | undefined,
  limit: number,
): Promise<{ items: Row[]; total: number; last: Row | undefined }> {
  const [name, id] = [sql.ref(`${row}.name`), sql.ref(`${row}.id`)]
  const { rows } = await sql<Row>`select ${columns} from ${from} where ${where}
    ${after ? sql`and (${name}, ${id}) > (${after[0]}::text, ${after[1]}::uuid)` : sql``}
    order by ${name}, ${id} limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${from} where ${where}`.execute(trx)
  const items = rows.slice(0, limit)
  return { items, total: counted.rows[0]?.total ?? 0, last: rows.length > limit ? items.at(-1) : undefined }
}

/** Stations that the actor sees, by name. */
export async function listStations(trx: Trx, query: StationQuery): Promise<StationList> {
  const { q, kind, place, section, cursor, limit } = query
  const conditions = [sql`true`]
  if (q) conditions.push(sql`(s.name ilike ${holding(q)} or s.code ilike ${holding(q)})`)
  if (kind) conditions.push(sql`s.kind = ${kind}`)
  if (place) conditions.push(sql`s.jurisdiction_code like ${patternOf(place)}`)
  if (section)
    conditions.push(
      sql`exists (select from station_place p where p.station_id = s.id and p.section_id = ${section}::uuid)`,
    )
  const where = sql.join(conditions, sql` and `)
  const page = { columns: LISTED_STATION, from: sql`station s`, row: 's', where }
  const { items, total, last } = await pageOf<ListedStation>(trx, page, STATION_PLACE.read(cursor), limit)
  return { items, total, next: last ? STATION_PLACE.write(last.name, last.id) : null }
}

/** Sections that the actor sees, by name. */
export async function listSections(trx: Trx, query: SectionQuery): Promise<SectionList> {
  const { q, place, border, cursor, limit } = query
  const conditions = [sql`true`]
  if (q)
    conditions.push(sql`(c.name ilike ${holding(q)} or c.code ilike ${holding(q)}
      or exists (select from section_term t where t.section_id = c.id and t.river ilike ${holding(q)}))`)
  if (place) conditions.push(sql`c.jurisdiction_code like ${patternOf(place)}`)
  if (border !== undefined)
    conditions.push(sql`exists (select from section_term t where t.section_id = c.id and ${inForce('t')}
      and t.upstream_code is not null) = ${border}`)
  const where = sql.join(conditions, sql` and `)
  const page = { columns: SECTION, from: sql`section c`, row: 'c', where }
  const { items, total, last } = await pageOf<Section>(trx, page, SECTION_PLACE.read(cursor), limit)
  return { items, total, next: last ? SECTION_PLACE.write(last.name, last.id) : null }
}

/** @throws Refusal station_not_found */
export async function findStation(trx: Trx, id: string): Promise<Station> {
  const { rows } = await sql<Station>`select ${STATION} from station s where s.id = ${id}::uuid`.execute(trx)
  const [station] = rows
  if (!station) throw refusals.stationNotFound(id)
  return station
}

/** @throws Refusal section_not_found */
export async function findSection(trx: Trx, id: string): Promise<Section> {
  const { rows } = await sql<Section>`select ${SECTION} from section c where c.id = ${id}::uuid`.execute(trx)
  const [section] = rows
  if (!section) throw refusals.sectionNotFound(id)
  return section
}

const rowsOf = async <Row>(trx: Trx, query: RawBuilder<{ row: Row }>): Promise<Row[]> =>
  (await query.execute(trx)).rows.map(({ row }) => row)

/** A station with all its places and datastreams. @throws Refusal station_not_found */
export async function stationInFull(trx: Trx, id: string): Promise<StationDetail> {
  const station = await findStation(trx, id)
  const places = await rowsOf<StationPlace>(
    trx,
    sql`select ${PLACE} as row from station_place p where p.station_id = ${id}::uuid order by p.valid_from desc`,
  )
  return { ...station, places, datastreams: await datastreamsOf(trx, id) }
}

/** A section with all its terms and stations. @throws Refusal section_not_found */
export async function sectionInFull(trx: Trx, id: string): Promise<SectionDetail> {
  const section = await findSection(trx, id)
  const terms = await rowsOf<Term>(
    trx,
    sql`select ${TERM} as row from section_term t where t.section_id = ${id}::uuid order by t.valid_from desc`,
  )
  const stations = await rowsOf<SectionDetail['stations'][number]>(
    trx,
    sql`select json_build_object('id', s.id, 'code', s.code, 'name', s.name, 'validFrom', p.valid_from,
        'validTo', p.valid_to) as row
      from station_place p join station s on s.id = p.station_id where p.section_id = ${id}::uuid
      order by s.name, s.id, p.valid_from`,
  )
  return { ...section, terms, stations }
}

async function datastreamsOf(trx: Trx, stationId: string): Promise<Datastream[]> {
  const { rows } = await sql<Omit<Datastream, 'unit'>>`
    select d.id, d.station_id as "stationId", d.parameter, d.origin, d.method, d.detection_limit as "detectionLimit",
      d.sensor_id as "sensorId", ${organizationAt(sql`d.organization_id`)} as organization, d.name, d.description,
      l.observations, ${momentText('l.first_time')} as "firstTime", ${momentText('l.time')} as "lastTime",
      d.closed_on as "closedOn"
    from datastream d join observation_latest l on l.datastream_id = d.id
    where d.station_id = ${stationId}::uuid order by d.parameter, d.id`.execute(trx)
  return rows.map((row) => ({ ...row, unit: parameterOf(row.parameter).unit }))
}
