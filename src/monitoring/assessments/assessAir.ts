import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { Exact } from '../../platform/exact.ts'
import { AIR_ITEMS, type AirItemName, judgeAirDay } from './rules/airDay.ts'
import { digestOf } from './save.ts'
import type {} from './tables.ts'

interface StationMonth {
  station: string
  month: string
}

interface StationDay {
  station: string
  month: string
  day: string
}

/** What came in one hour: the exact sum of what takes part in its mean, and of how many. */
interface Hour extends StationDay {
  parameter: AirItemName
  hour: number
  sum: string
  count: number
}

/**
 * Judges every day of these months of air stations from the means of its hours, and those that have none left: their
 * values were taken back. An index that says what stands is not kept again.
 * @returns how many days were kept
 */
export async function assessAirDays(
  trx: Trx,
  due: readonly StationMonth[],
  failed: (one: StationMonth, error: unknown) => void,
): Promise<number> {
  if (due.length === 0) return 0
  const hours = Map.groupBy(await hoursOf(trx, due), keyOf)
  const days = new Map(
    [...(await daysThatStand(trx, due)), ...[...hours.values()].flat()].map((one) => [keyOf(one), one]),
  )
  const rows: object[] = []
  for (const [key, one] of days) {
    try {
      const { index, means } = judgeAirDay(one.day, byItem(hours.get(key) ?? []))
      const derivation = { ...index, means }
      rows.push({
        ...{ station_id: one.station, day: one.day, version: index.version, index: index.index },
        ...{ level: index.level?.zh ?? null, primary: index.primary, derivation, digest: digestOf(derivation) },
      })
    } catch (error) {
      failed({ station: one.station, month: one.month }, error)
    }
  }
  const shape = sql`as f (station_id uuid, day date, version text, index integer, level text, "primary" text[],
    derivation jsonb, digest text)`
  const { rows: fresh } = await sql<{ station_id: string; day: string }>`
    with fresh as materialized (
      select f.station_id, f.day from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) ${shape}
        left join air_assessment s on s.station_id = f.station_id and s.day = f.day and s.superseded_at is null
      where s.digest is distinct from f.digest
    ), taken as (
      update air_assessment s set superseded_at = clock_now() from fresh f
      where s.station_id = f.station_id and s.day = f.day and s.superseded_at is null returning s.id
    )
    select station_id, day::text as day from fresh where (select count(*) from taken) >= 0`.execute(trx)
  const kept = new Set(fresh.map(({ station_id, day }) => `${station_id} ${day}`))
  const wanted = (rows as { station_id: string; day: string }[]).filter((row) =>
    kept.has(`${row.station_id} ${row.day}`),
  )
  if (wanted.length > 0)
    await sql`
      insert into air_assessment (station_id, day, version, index, level, "primary", derivation, digest)
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) ${shape}`.execute(trx)
  return wanted.length
}

const keyOf = ({ station, day }: StationDay) => `${station} ${day}`

const asked = (due: readonly StationMonth[]) => sql`unnest(${due.map(({ station }) => station)}::uuid[],
  ${due.map(({ month }) => month)}::date[]) as a (station_id, month)`
// Of a month whose hours are gone the days stay as they were assessed.
const HOURS_KEPT = sql`not exists (select from observation_retirement r where r.month = a.month and r.done_at is not null)`

async function hoursOf(trx: Trx, due: readonly StationMonth[]): Promise<Hour[]> {
  const { rows } = await sql<Hour>`
    select a.station_id as station, a.month::text as month, (o.time at time zone 'Asia/Shanghai')::date::text as day,
      d.parameter, extract(hour from o.time at time zone 'Asia/Shanghai')::integer as hour,
      sum(observation_taken(o.value, o.qualifier, d.parameter))::text as sum, count(*)::integer as count
    from ${asked(due)}
      join datastream d on d.station_id = a.station_id and d.parameter = any(${[...AIR_ITEMS]}::text[])
      join observation o on o.datastream_id = d.id and o.value is not null
        and o.time >= (a.month::text || ' 00:00+08')::timestamptz
        and o.time < ((a.month + interval '1 month')::date::text || ' 00:00+08')::timestamptz
    where ${HOURS_KEPT}
    group by a.station_id, a.month, day, d.parameter, hour`.execute(trx)
  return rows
}

/** The days of these months that have an index. */
async function daysThatStand(trx: Trx, due: readonly StationMonth[]): Promise<StationDay[]> {
  const { rows } = await sql<StationDay>`
    select a.station_id as station, a.month::text as month, s.day::text as day
    from ${asked(due)}
      join air_assessment s on s.station_id = a.station_id and s.superseded_at is null
        and s.day >= a.month and s.day < a.month + interval '1 month'
    where ${HOURS_KEPT}`.execute(trx)
  return rows
}

function byItem(hours: readonly Hour[]): Partial<Record<AirItemName, (Exact | null)[]>> {
  const items: Partial<Record<AirItemName, (Exact | null)[]>> = {}
  for (const { parameter, hour, sum, count } of hours) {
    const own = items[parameter] ?? new Array<Exact | null>(24).fill(null)
    own[hour] = Exact.of(sum).over(count)
    items[parameter] = own
  }
  return items
}
