import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import type { BatchSource } from '../tables.ts'
import { type Columns, inOrder, type Slice } from './columns.ts'
import { ensureMonths, writeRows } from './copyRows.ts'
import { correctRows } from './corrections.ts'
import { addDays, addMonths, advance, markDue } from './keep.ts'
import { type Known, knownRows } from './known.ts'
import { type Mark, OUTCOME, prepare, type Sorted, type State, type Stream, saysOf } from './prepare.ts'
import { type RowFault, observationRefusals as refusals } from './refusals.ts'
import { refuseRetired } from './retention.ts'
import { dayOf, monthOfDay, QUALIFIER } from './values.ts'

/** Where a batch came from. */
export interface BatchFacts {
  source: BatchSource
  name?: string
  sha256?: string
  /** Why values are corrected; needed where they are. */
  reason?: string
}

/** Who signs a batch. */
export type Writer = Pick<Actor, 'userId' | 'userName' | 'organizationId' | 'organizationName'>

/**
 * What is done with another value for a moment that has one: `keep` it apart until a person decides (what stations send),
 * `refuse` all of the batch (a file), `correct` what stood there.
 */
export type OnConflict = 'keep' | 'refuse' | 'correct'

export interface Written {
  batchId: number
  received: number
  added: number
  same: number
  conflicting: number
  corrected: number
  flagged: number
  /** Of each row, in the order in which they came: a value of `OUTCOME`. */
  outcome: Uint8Array
}

/** Another value for a moment that has one, in the batch itself or in the database. */
export interface Conflicting {
  row: number
  stands: { value: number | null; qualifier: number }
}

/**
 * Writes a batch of observations in the transaction of its actor: what is new is added, what is known is left, another
 * value is a conflict. Latest values, sums of days and months, and what is to be assessed anew follow in the same
 * transaction. Rows are checked already (check.ts), and their datastreams are ones that the actor writes into.
 * @param rowOf how who sent it counts a row, for refusals
 * @throws Refusal observation_conflicting, observation_month_retired; permission_missing where the actor may not write
 */
export async function writeObservations(
  { engine }: Pick<DatabaseHandle, 'engine'>,
  trx: Trx,
  actor: Writer,
  facts: BatchFacts,
  columns: Columns,
  streams: ReadonlyMap<number, Stream>,
  onConflict: OnConflict,
  rowOf: (row: number) => number = (row) => row + 1,
): Promise<Written> {
  const batchId = await addBatch(trx, actor, facts, columns.length)
  const outcome = new Uint8Array(columns.length)
  const written = {
    batchId,
    received: columns.length,
    added: 0,
    same: 0,
    conflicting: 0,
    corrected: 0,
    flagged: 0,
    outcome,
  }
  if (columns.length === 0) return written
  await sql`set local role qunce_system`.execute(trx)
  const sorted = inOrder(columns)
  const months = monthsOf(columns)
  await refuseRetired(trx, columns, months, rowOf)
  await ensureMonths(trx, months)
  const states = await lockStates(trx, sorted.slices)
  const known = await knownRows(trx, columns, lateRows(columns, sorted, states))
  const conflicts = sortOut(columns, sorted, known, outcome)
  if (conflicts.length > 0 && onConflict === 'refuse') throw conflictRefusal(conflicts, columns, rowOf)

  const work = prepare(columns, sorted, states, streams, outcome)
  await writeRows(trx, engine, columns, work.portions, work.flags, batchId)
  await addDays(trx, work.days)
  await addMonths(trx, work.months)
  await advance(trx, batchId, work.advances)
  if (conflicts.length > 0) {
    if (onConflict === 'correct') await correctRows(trx, batchId, columns, conflicts, streams)
    else await keepConflicts(trx, batchId, columns, conflicts)
  }
  if (onConflict === 'correct') for (const { row } of conflicts) outcome[row] = OUTCOME.corrected
  const marks = [...work.marks.values(), ...(onConflict === 'correct' ? marksOf(columns, conflicts, streams) : [])]
  await markDue(trx, [...new Map(marks.map((mark) => [`${mark.station} ${mark.month}`, mark])).values()])
  for (const one of outcome) {
    if (one === OUTCOME.added) written.added++
    else if (one === OUTCOME.same) written.same++
    else if (one === OUTCOME.conflicting) written.conflicting++
    else written.corrected++
  }
  written.flagged = work.flagged
  await endBatch(trx, written, columns)
  const stations = [...new Set(marks.map(({ station }) => station))]
  if (marks.length > 0)
    await announce(trx, 'monitoring.observations_added', { batchId, stations, late: marks.some(({ late }) => late) })
  await sql`set local role qunce_app`.execute(trx)
  return written
}

/** The row by which the actor is let in: a policy refuses it to who may not write. */
async function addBatch(
  trx: Trx,
  actor: Writer,
  { source, name = '', sha256, reason = '' }: BatchFacts,
  received: number,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into observation_batch (source, name, sha256, reason, received, user_id, user_name, organization_id, organization_name)
    values (${source}, ${name}, ${sha256 ?? null}, ${reason}, ${received}, ${actor.userId}, ${actor.userName},
      ${actor.organizationId}::uuid, ${actor.organizationName})
    returning id`.execute(trx)
  return rows[0]?.id ?? 0
}

async function endBatch(trx: Trx, written: Written, { time, length }: Columns): Promise<void> {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < length; row++) {
    const at = time[row] as number
    if (at < first) first = at
    if (at > last) last = at
  }
  const { added, same, conflicting, corrected, flagged } = written
  await trx
    .updateTable('observation_batch')
    .set({ added, same, conflicting, corrected, flagged, first_time: new Date(first), last_time: new Date(last) })
    .where('id', '=', written.batchId)
    .execute()
}

function monthsOf({ time, length }: Columns): number[] {
  const months = new Set<number>()
  let last = Number.NaN
  for (let row = 0; row < length; row++) {
    const day = dayOf(time[row] as number)
    if (day === last) continue
    last = day
    months.add(monthOfDay(day))
  }
  return [...months].sort((a, b) => a - b)
}

/** Holds the datastreams until the commit, in one order, and says what each has come to. */
async function lockStates(trx: Trx, slices: readonly Slice[]): Promise<Map<number, State>> {
  const { rows } = await sql<State>`
    select datastream_id as id, (extract(epoch from time) * 1000)::double precision as time, seen, typical, spread,
      day - date '1970-01-01' as day, month - date '1970-01-01' as month
    from observation_latest where datastream_id = any(${slices.map(({ datastream }) => datastream)}::integer[])
    order by datastream_id for no key update`.execute(trx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Rows that are not later than all that is known of their datastream: they may be there already. */
function lateRows({ time }: Columns, { order, slices }: Sorted, states: ReadonlyMap<number, State>): number[] {
  const late: number[] = []
  for (const { datastream, from, to } of slices) {
    const last = states.get(datastream)?.time ?? Number.NEGATIVE_INFINITY
    for (let at = from; at < to && (time[order[at] as number] as number) <= last; at++) late.push(order[at] as number)
  }
  return late
}

const isSame = (columns: Columns, row: number, { value, qualifier }: { value: number | null; qualifier: number }) =>
  columns.qualifier[row] === qualifier && (value === null || columns.value[row] === value)

/** Tells the rows that are known (the same, or another value) from those that are new; marks them in `outcome`. */
function sortOut(columns: Columns, { order, slices }: Sorted, known: Known, outcome: Uint8Array): Conflicting[] {
  const conflicts: Conflicting[] = []
  const { time } = columns
  for (const { datastream, from, to } of slices) {
    let before = -1
    for (let at = from; at < to; at++) {
      const row = order[at] as number
      // Of two of one moment in one batch the first stands, unless the database has one.
      const twin = before >= 0 && time[before] === time[row] ? before : -1
      const stands = known.get(datastream, time[row] as number) ?? (twin >= 0 ? saysOf(columns, twin) : undefined)
      if (twin < 0) before = row
      if (!stands) continue
      const same = isSame(columns, row, stands)
      outcome[row] = same ? OUTCOME.same : OUTCOME.conflicting
      if (!same) conflicts.push({ row, stands })
    }
  }
  return conflicts
}

function conflictRefusal(conflicts: readonly Conflicting[], columns: Columns, rowOf: (row: number) => number): Error {
  const words = ({ value, qualifier }: { value: number | null; qualifier: number }) =>
    `${qualifier === QUALIFIER.belowDetection ? '<' : ''}${value ?? '-'}`
  const faults: RowFault[] = conflicts.slice(0, 1000).map(({ row, stands }) => ({
    row: rowOf(row),
    field: 'value',
    code: 'value_differs',
    found: words(saysOf(columns, row)),
    expected: words(stands),
  }))
  return refusals.conflicting(
    faults.sort((a, b) => a.row - b.row),
    conflicts.length,
  )
}

const marksOf = (columns: Columns, conflicts: readonly Conflicting[], streams: ReadonlyMap<number, Stream>): Mark[] =>
  conflicts.map(({ row }) => ({
    station: streams.get(columns.datastream[row] as number)?.stationId ?? '',
    month: monthOfDay(dayOf(columns.time[row] as number)),
    late: true,
  }))

/** Keeps what was offered, so that a person decides; the same offer again is one. */
async function keepConflicts(
  trx: Trx,
  batchId: number,
  columns: Columns,
  conflicts: readonly Conflicting[],
): Promise<void> {
  const says = conflicts.map(({ row }) => saysOf(columns, row))
  await sql`
    insert into observation_conflict (datastream_id, time, value, qualifier, batch_id)
    select *, ${batchId}::integer
    from unnest(${conflicts.map(({ row }) => columns.datastream[row] as number)}::integer[],
      ${conflicts.map(({ row }) => new Date(columns.time[row] as number).toISOString())}::timestamptz[],
      ${says.map(({ value }) => value)}::double precision[], ${says.map(({ qualifier }) => qualifier)}::smallint[])
    on conflict do nothing`.execute(trx)
}
