import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { observationRefusals as refusals } from './refusals.ts'
import {
  BATCH_PLACE,
  type Batch,
  type BatchList,
  type LatestQuery,
  type MeansQuery,
  type Observation,
  type ObservationList,
  SERIES_PLACE,
  type SeriesQuery,
} from './schemas.ts'
import { dayOfText, flagsOf, QUALIFIERS } from './values.ts'

/** SQL: a qualifier and flags by their words. */
export const qualifierOf = (column: RawBuilder<unknown>) =>
  sql`(array[${sql.join(QUALIFIERS.map((one) => sql.lit(one)))}])[${column} + 1]`
export const flagsIn = (column: RawBuilder<unknown>) =>
  sql`(array_remove(array[case when ${column} & 1 = 1 then 'outlier' end, case when ${column} & 2 = 2 then 'corrected' end], null))`

/** SQL: whether datastream d of station s is one of those that are asked for. */
function chosen({ station, section, place, parameter }: LatestQuery): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (station) conditions.push(sql`s.id = ${station}::uuid`)
  if (section)
    conditions.push(sql`s.id in (select p.station_id from station_place p where p.section_id = ${section}::uuid)`)
  if (place)
    conditions.push(sql`s.jurisdiction_code like ${`${place === '000000' ? '' : place.replace(/(?:0000|00)$/, '')}%`}`)
  if (parameter) conditions.push(sql`d.parameter = ${parameter}`)
  return sql.join(conditions, sql` and `)
}

/** The newest value of every datastream that the actor sees, by station: one answer, written by the database as JSON. */
export async function latestValues(trx: Trx, query: LatestQuery): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select json_build_object('id', s.id, 'code', s.code, 'name', s.name,
      'longitude', st_x(p.location), 'latitude', st_y(p.location), 'values', v.values)::text as text
    from (
      select d.station_id, json_agg(json_build_object('datastream', d.id, 'parameter', d.parameter,
        'time', ${momentText('l.time')}, 'value', l.value, 'qualifier', ${qualifierOf(sql`l.qualifier`)},
        'flags', ${flagsIn(sql`l.flag`)}) order by d.parameter, d.id) as values
      from datastream d join station s on s.id = d.station_id join observation_latest l on l.datastream_id = d.id
      where l.time is not null and ${chosen(query)} group by d.station_id
    ) v join station s on s.id = v.station_id
      left join lateral (select location from station_place p where p.station_id = s.id
        order by p.valid_from desc limit 1) p on true
    order by s.name, s.id`.execute(trx)
  return `{"stations":[${rows.map(({ text }) => text).join(',')}]}`
}

/** How many days means are given for at once, by how long a period is. */
const MOST_DAYS = { hour: 31, day: 1100, month: 40_000 } as const

/**
 * Means of hours, days or months of every datastream that is asked for, in one answer, written by the database as JSON.
 * Days and months are kept; hours are worked out from the observations.
 * @throws Refusal observation_span_too_long
 */
export async function meansOf(trx: Trx, query: MeansQuery): Promise<string> {
  const { by, from, to, datastream } = query
  if (dayOfText(to) - dayOfText(from) >= MOST_DAYS[by]) throw refusals.spanTooLong(by, MOST_DAYS[by])
  const which = datastream === undefined ? chosen(query) : sql`${chosen(query)} and d.id = ${datastream}`
  const sums =
    by === 'hour'
      ? sql`select to_char(h.hour at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') as first, h.* from (
          select date_trunc('hour', o.time) as hour, count(t)::integer as count, (count(*) - count(o.value))::integer as without,
            (count(*) filter (where o.qualifier = 1))::integer as below,
            (count(*) filter (where o.flag & 1 = 1))::integer as flagged,
            coalesce(sum(t), 0) as sum, min(o.value) as lowest, max(o.value) as highest
          from observation o cross join lateral observation_taken(o.value, o.qualifier, d.parameter) t
          where o.datastream_id = d.id and o.time >= (${from} || ' 00:00+08')::timestamptz
            and o.time < ((${to}::date + 1)::text || ' 00:00+08')::timestamptz group by 1) h`
      : sql`select ${sql.ref(by)}::text as first, k.* from ${sql.table(`observation_${by}s`)} k
          where k.datastream_id = d.id and k.${sql.ref(by)} between ${by === 'month' ? sql`date_trunc('month', ${from}::date)::date` : sql`${from}::date`}
            and ${to}::date`
  const { rows } = await sql<{ text: string }>`
    select json_build_object('datastream', d.id, 'stationId', d.station_id, 'parameter', d.parameter, 'origin', d.origin,
      'periods', m.periods)::text as text
    from datastream d join station s on s.id = d.station_id
      cross join lateral (select json_agg(json_build_array(k.first, observation_mean(k.sum, k.count, d.parameter), k.count,
        k.lowest, k.highest, k.below, k.without, k.flagged) order by k.first) as periods from (${sums}) k) m
    where ${which} and m.periods is not null order by d.id`.execute(trx)
  return `{"by":"${by}","series":[${rows.map(({ text }) => text).join(',')}]}`
}

/** The unit in which a datastream is kept. @throws Refusal observation_not_found */
export async function unitOfStream(trx: Trx, datastream: number): Promise<string> {
  await sql`select actor_must('observation.read')`.execute(trx)
  const known = await trx.selectFrom('datastream').select('parameter').where('id', '=', datastream).executeTakeFirst()
  if (!known) throw refusals.notFound(String(datastream))
  return parameterOf(known.parameter).unit
}

/** The observations of one datastream, in the order of their times or the newest first. @throws Refusal observation_not_found */
export async function listObservations(trx: Trx, query: SeriesQuery): Promise<ObservationList> {
  const { datastream, from, to, order, cursor, limit } = query
  const known = await trx.selectFrom('datastream').select('id').where('id', '=', datastream).executeTakeFirst()
  if (!known) throw refusals.notFound(String(datastream))
  const conditions = [sql`o.datastream_id = ${datastream}`]
  if (from) conditions.push(sql`o.time >= (${from} || ' 00:00+08')::timestamptz`)
  if (to) conditions.push(sql`o.time < ((${to}::date + 1)::text || ' 00:00+08')::timestamptz`)
  const where = sql.join(conditions, sql` and `)
  const after = SERIES_PLACE.read(cursor)
  const { rows } = await sql<{
    time: string
    value: number | null
    qualifier: number
    flag: number
    batchId: number
    by: string | null
  }>`
    select ${momentText('o.time')} as time, o.value, o.qualifier, o.flag, o.batch_id as "batchId", b.organization_name as by
    from observation o left join observation_batch b on b.id = o.batch_id
    where ${where} ${after ? sql`and o.time ${order === 'newest' ? sql`<` : sql`>`} ${after[0]}::timestamptz` : sql``}
    order by o.time ${order === 'newest' ? sql`desc` : sql``} limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from observation o where ${where}`.execute(trx)
  const items = rows.slice(0, limit).map(
    ({ qualifier, flag, ...row }): Observation => ({
      ...row,
      qualifier: QUALIFIERS[qualifier] ?? 'value',
      flags: flagsOf(flag),
    }),
  )
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, total: counted.rows[0]?.total ?? 0, next: last ? SERIES_PLACE.write(last.time) : null }
}

const BATCH = sql`b.id, b.source, b.name, b.reason, b.received, b.added, b.same, b.corrected, b.conflicting, b.flagged,
  ${momentText('b.first_time')} as "firstTime", ${momentText('b.last_time')} as "lastTime",
  ${momentText('b.at')} as at, b.user_name as "userName", b.organization_name as "organizationName"`

/** What came in together. @throws Refusal observation_batch_not_found */
export async function findBatch(trx: Trx, id: number): Promise<Batch> {
  const { rows } = await sql<Batch>`select ${BATCH} from observation_batch b where b.id = ${id}`.execute(trx)
  const [batch] = rows
  if (!batch) throw refusals.batchNotFound(id)
  return batch
}

/** What came in together, the newest first. */
export async function listBatches(trx: Trx, { cursor, limit }: { cursor?: string; limit: number }): Promise<BatchList> {
  const after = BATCH_PLACE.read(cursor)
  const { rows } =
    await sql<Batch>`select ${BATCH} from observation_batch b where ${after ? sql`b.id < ${after[0]}` : sql`true`}
    order by b.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from observation_batch`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? BATCH_PLACE.write(last.id) : null,
  }
}
