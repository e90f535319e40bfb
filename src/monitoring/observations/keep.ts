import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Sums } from './sums.ts'
import { textOfDay } from './values.ts'

/** What a datastream has become by a batch, and what the batch adds to its open day and month. */
export interface Advance {
  datastream: number
  added: number
  firstTime: number
  /** Its newest observation, where the batch brought one that is newer than what was known. */
  newest: { time: number; value: number | null; qualifier: number; flag: number } | null
  seen: number
  typical: number
  spread: number
  day: Sums
  month: Sums
}

const PORTION = 5000
const iso = (time: number) => new Date(time).toISOString()
const DAY = { table: 'observation_day', column: 'day' } as const
const MONTH = { table: 'observation_month', column: 'month' } as const

const added = (table: string) => sql`
  count = ${sql.ref(`${table}.count`)} + excluded.count, without = ${sql.ref(`${table}.without`)} + excluded.without,
  below = ${sql.ref(`${table}.below`)} + excluded.below, flagged = ${sql.ref(`${table}.flagged`)} + excluded.flagged,
  sum = ${sql.ref(`${table}.sum`)} + excluded.sum, lowest = least(${sql.ref(`${table}.lowest`)}, excluded.lowest),
  highest = greatest(${sql.ref(`${table}.highest`)}, excluded.highest)`

/** Adds sums to days or months that are closed. */
async function addClosed(
  trx: Trx,
  { table, column }: typeof DAY | typeof MONTH,
  rows: readonly (Sums & { datastream: number })[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += PORTION) {
    const part = rows.slice(start, start + PORTION)
    await sql`
      insert into ${sql.table(table)} (datastream_id, ${sql.ref(column)}, count, without, below, flagged, sum, lowest, highest)
      select * from unnest(${part.map((row) => row.datastream)}::integer[], ${part.map((row) => textOfDay(row.day))}::date[],
        ${part.map((row) => row.count)}::integer[], ${part.map((row) => row.without)}::integer[],
        ${part.map((row) => row.below)}::integer[], ${part.map((row) => row.flagged)}::integer[],
        ${part.map((row) => row.sum)}::numeric[], ${part.map((row) => row.lowest)}::double precision[],
        ${part.map((row) => row.highest)}::double precision[])
      on conflict (datastream_id, ${sql.ref(column)}) do update set ${added(table)}`.execute(trx)
  }
}

export const addDays = (trx: Trx, rows: readonly (Sums & { datastream: number })[]) => addClosed(trx, DAY, rows)
export const addMonths = (trx: Trx, rows: readonly (Sums & { datastream: number })[]) => addClosed(trx, MONTH, rows)

/** SQL: closes the open day or month of those that have come to a newer one. */
const closed = ({ table, column }: typeof DAY | typeof MONTH) => {
  const open = (name: string) => sql.ref(`l.${column}_${name}`)
  return sql`
    insert into ${sql.table(table)} (datastream_id, ${sql.ref(column)}, count, without, below, flagged, sum, lowest, highest)
    select l.datastream_id, ${sql.ref(`l.${column}`)}, ${open('count')}, ${open('without')}, ${open('below')},
      ${open('flagged')}, ${open('sum')}, ${open('lowest')}, ${open('highest')}
    from observation_latest l join batch b on b.id = l.datastream_id where ${sql.ref(`l.${column}`)} < ${sql.ref(`b.${column}`)}
    on conflict (datastream_id, ${sql.ref(column)}) do update set ${added(table)}`
}

/** SQL: what the batch adds to the open day or month: put in its place where a newer one begins. */
const opened = ({ column }: typeof DAY | typeof MONTH) => {
  const [old, fresh] = [
    (name: string) => sql.ref(`l.${column}_${name}`),
    (name: string) => sql.ref(`b.${column}_${name}`),
  ]
  const stays = sql`${sql.ref(`l.${column}`)} = ${sql.ref(`b.${column}`)}`
  const sums = ['count', 'without', 'below', 'flagged', 'sum'].map(
    (name) => sql`${sql.ref(`${column}_${name}`)} = case when ${stays} then ${old(name)} else 0 end + ${fresh(name)}`,
  )
  const edge = (name: 'lowest' | 'highest') =>
    sql`${sql.ref(`${column}_${name}`)} = ${sql.raw(name === 'lowest' ? 'least' : 'greatest')}(
      case when ${stays} then ${old(name)} end, ${fresh(name)})`
  return sql.join([sql`${sql.ref(column)} = ${sql.ref(`b.${column}`)}`, ...sums, edge('lowest'), edge('highest')])
}

const sumsOf = (sums: readonly Sums[]) => sql`${sums.map(({ day }) => textOfDay(day))}::date[],
  ${sums.map(({ count }) => count)}::integer[], ${sums.map(({ without }) => without)}::integer[],
  ${sums.map(({ below }) => below)}::integer[], ${sums.map(({ flagged }) => flagged)}::integer[],
  ${sums.map(({ sum }) => sum)}::numeric[], ${sums.map(({ lowest }) => lowest)}::double precision[],
  ${sums.map(({ highest }) => highest)}::double precision[]`
const SUMS = (column: string) =>
  sql.raw(
    ['', '_count', '_without', '_below', '_flagged', '_sum', '_lowest', '_highest']
      .map((end) => column + end)
      .join(', '),
  )

/** Brings latest values, open days and open months on by a batch; days and months that end are put with the closed ones. */
export async function advance(trx: Trx, batch: number, advances: readonly Advance[]): Promise<void> {
  for (let start = 0; start < advances.length; start += PORTION) {
    const part = advances.slice(start, start + PORTION)
    const newest = part.map((one) => one.newest)
    await sql`
      with batch as materialized (
        select * from unnest(${part.map(({ datastream }) => datastream)}::integer[], ${part.map((one) => one.added)}::integer[],
          ${part.map(({ firstTime }) => iso(firstTime))}::timestamptz[],
          ${newest.map((one) => one && iso(one.time))}::timestamptz[],
          ${newest.map((one) => one?.value ?? null)}::double precision[],
          ${newest.map((one) => one?.qualifier ?? null)}::smallint[], ${newest.map((one) => one?.flag ?? null)}::smallint[],
          ${part.map(({ seen }) => seen)}::integer[], ${part.map(({ typical }) => typical)}::double precision[],
          ${part.map(({ spread }) => spread)}::double precision[],
          ${sumsOf(part.map(({ day }) => day))}, ${sumsOf(part.map(({ month }) => month))})
          as b (id, added, first_time, time, value, qualifier, flag, seen, typical, spread, ${SUMS('day')}, ${SUMS('month')})
      ), closed_days as (${closed(DAY)}), closed_months as (${closed(MONTH)})
      update observation_latest l set
        time = coalesce(b.time, l.time),
        value = case when b.time is null then l.value else b.value end,
        qualifier = coalesce(b.qualifier, l.qualifier), flag = coalesce(b.flag, l.flag),
        batch_id = case when b.time is null then l.batch_id else ${batch}::integer end,
        first_time = least(l.first_time, b.first_time), observations = l.observations + b.added,
        seen = b.seen, typical = b.typical, spread = b.spread, ${opened(DAY)}, ${opened(MONTH)}
      from batch b where b.id = l.datastream_id`.execute(trx)
  }
}

/** Says which months of which stations changed, for whoever assesses them. Sorted, so that two writers never wait for each other. */
export async function markDue(
  trx: Trx,
  marks: readonly { station: string; month: number; late: boolean }[],
): Promise<void> {
  const sorted = [...marks].sort((a, b) => (a.station < b.station ? -1 : a.station > b.station ? 1 : a.month - b.month))
  for (let start = 0; start < sorted.length; start += PORTION) {
    const part = sorted.slice(start, start + PORTION)
    await sql`
      insert into assessment_due (station_id, month, late)
      select * from unnest(${part.map(({ station }) => station)}::uuid[],
        ${part.map(({ month }) => textOfDay(month))}::date[], ${part.map(({ late }) => late)}::boolean[])
      on conflict (station_id, month) do update
        set changes = assessment_due.changes + 1, late = assessment_due.late or excluded.late`.execute(trx)
  }
}
