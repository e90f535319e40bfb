import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Columns } from './columns.ts'
import type { Stream } from './prepare.ts'
import { dayOf, FLAG, monthOfDay, QUALIFIER, textOfDay } from './values.ts'
import type { Conflicting } from './write.ts'

/**
 * Puts the offered values in the place of those that stand; what stood there is kept with the batch that corrects it.
 * Days and months that are touched are summed anew. The transaction acts as the system.
 */
export async function correctRows(
  trx: Trx,
  batchId: number,
  columns: Columns,
  conflicts: readonly Conflicting[],
  streams: ReadonlyMap<number, Stream>,
): Promise<void> {
  // Of several offers for one moment the last one counts.
  const last = [
    ...new Map(conflicts.map(({ row }) => [`${columns.datastream[row]} ${columns.time[row]}`, row])).values(),
  ]
  const number = (row: number) =>
    (columns.qualifier[row] as number) > QUALIFIER.belowDetection ? null : (columns.value[row] as number)
  await sql`
    with offered as materialized (
      select * from unnest(${last.map((row) => columns.datastream[row] as number)}::integer[],
        ${last.map((row) => new Date(columns.time[row] as number).toISOString())}::timestamptz[],
        ${last.map(number)}::double precision[], ${last.map((row) => columns.qualifier[row] as number)}::smallint[])
        as f (datastream_id, time, value, qualifier)
    ), noted as (
      insert into observation_correction (datastream_id, time, value, qualifier, flag, batch_id, new_value, new_qualifier, corrected_in)
      select o.datastream_id, o.time, o.value, o.qualifier, o.flag, o.batch_id, f.value, f.qualifier, ${batchId}::integer
      from offered f join observation o on o.datastream_id = f.datastream_id and o.time = f.time
    ), newest as (
      update observation_latest l set value = f.value, qualifier = f.qualifier, batch_id = ${batchId}::integer,
        flag = ${FLAG.corrected}::smallint
      from offered f where f.datastream_id = l.datastream_id and f.time = l.time
    )
    update observation o set value = f.value, qualifier = f.qualifier, batch_id = ${batchId}::integer,
      flag = ${FLAG.corrected}::smallint
    from offered f where o.datastream_id = f.datastream_id and o.time = f.time`.execute(trx)
  const touched = new Map<number, { days: Set<number>; months: Set<number> }>()
  for (const row of last) {
    const datastream = columns.datastream[row] as number
    const one = touched.get(datastream) ?? { days: new Set(), months: new Set() }
    const day = dayOf(columns.time[row] as number)
    one.days.add(day)
    one.months.add(monthOfDay(day))
    touched.set(datastream, one)
  }
  for (const [datastream, { days, months }] of touched) {
    const parameter = streams.get(datastream)?.parameter ?? ''
    for (const day of days) await sumAnew(trx, datastream, parameter, 'day', day)
    for (const month of months) await sumAnew(trx, datastream, parameter, 'month', month)
  }
}

/** Sums a day or month of a datastream from its observations, and puts that in the place of what was kept. */
export async function sumAnew(
  trx: Trx,
  datastream: number,
  parameter: string,
  by: 'day' | 'month',
  first: number,
): Promise<void> {
  const [from, span] = [textOfDay(first), sql.raw(by === 'day' ? "interval '1 day'" : "interval '1 month'")]
  const until = sql`((${from}::date + ${span})::date::text || ' 00:00+08')::timestamptz`
  const open = (name: string) => sql.ref(`${by}_${name}`)
  await sql`
    with fresh as materialized (
      select count(observation_taken(value, qualifier, ${parameter}))::integer as count,
        (count(*) - count(value))::integer as without, (count(*) filter (where qualifier = 1))::integer as below,
        (count(*) filter (where flag & 1 = 1))::integer as flagged,
        coalesce(sum(observation_taken(value, qualifier, ${parameter})), 0) as sum, min(value) as lowest, max(value) as highest
      from observation where datastream_id = ${datastream} and time >= (${from} || ' 00:00+08')::timestamptz and time < ${until}
    ), opened as (
      update observation_latest set ${open('count')} = f.count, ${open('without')} = f.without, ${open('below')} = f.below,
        ${open('flagged')} = f.flagged, ${open('sum')} = f.sum, ${open('lowest')} = f.lowest, ${open('highest')} = f.highest
      from fresh f where datastream_id = ${datastream} and ${sql.ref(by)} = ${from}::date
    )
    update ${sql.table(`observation_${by}`)} d set count = f.count, without = f.without, below = f.below,
      flagged = f.flagged, sum = f.sum, lowest = f.lowest, highest = f.highest
    from fresh f where d.datastream_id = ${datastream} and ${sql.ref(`d.${by}`)} = ${from}::date`.execute(trx)
}
