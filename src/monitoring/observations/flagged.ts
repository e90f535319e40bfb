import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { AROUND, NAMED } from './named.ts'
import { findBatch } from './read.ts'
import type { FlaggedList } from './schemas.ts'

/** A person looks through so many; a batch with more has another fault than its values. */
const MOST_FLAGGED = 500
/** What a value is shown beside: so many before it, no more than an outlier is told by at least. */
const BESIDE = 24

/**
 * The outliers that a batch brought and that stand as they came, by station, parameter and time, each with where it was
 * measured and between what the values before it lay. Days with outliers are looked up, and of these alone the
 * observations. @throws Refusal observation_batch_not_found
 */
export async function flaggedOf(trx: Trx, batchId: number): Promise<FlaggedList> {
  const batch = await findBatch(trx, batchId)
  if (batch.flagged === 0) return { items: [] }
  const { rows } = await sql<FlaggedList['items'][number]>`
    with batch as materialized (
      select (first_time at time zone 'Asia/Shanghai')::date as first_day,
        (last_time at time zone 'Asia/Shanghai')::date as last_day
      from observation_batch where id = ${batchId}
    ), found as materialized (
      select o.* from batch cross join datastream d
        cross join lateral (select k.day from observation_days k where k.datastream_id = d.id and k.flagged > 0
          and k.day between batch.first_day and batch.last_day offset 0) k
        join observation o on o.datastream_id = d.id and o.time >= (k.day::text || ' 00:00+08')::timestamptz
          and o.time < ((k.day + 1)::text || ' 00:00+08')::timestamptz
      where o.batch_id = ${batchId} and o.flag & 1 = 1
    )
    select ${NAMED},
      (select json_build_object('id', c.id, 'name', c.name) from station_place p join section c on c.id = p.section_id
        where p.station_id = s.id and p.valid_from <= (o.time at time zone 'Asia/Shanghai')::date
          and (p.valid_to is null or p.valid_to >= (o.time at time zone 'Asia/Shanghai')::date) limit 1) as section,
      (select json_build_object('count', count(*), 'lowest', min(e.value), 'highest', max(e.value))
        from (select x.value from observation x where x.datastream_id = o.datastream_id and x.time < o.time
          and x.value is not null order by x.time desc limit ${BESIDE}) e) as before
    from found o join datastream d on d.id = o.datastream_id ${AROUND}
    order by s.name, s.id, d.parameter, d.id, o.time limit ${MOST_FLAGGED}`.execute(trx)
  return { items: rows }
}
