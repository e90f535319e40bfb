import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { type DatabaseHandle, momentText, type Trx } from '../../platform/database/index.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { faultOfTime, faultOfValue } from './check.ts'
import { ColumnsBuilder } from './columns.ts'
import { observationRefusals as refusals } from './refusals.ts'
import type { ConflictList, ConflictQuery, Correction, Counted } from './schemas.ts'
import { writtenStreams } from './streams.ts'
import { QUALIFIER, QUALIFIERS, zonedMoment } from './values.ts'
import { type Written, writeObservations } from './write.ts'

const MOST = 500

/** Open conflicts of the datastreams that the actor sees: another value was offered for a moment that has one. */
export async function listConflicts(trx: Trx, { station }: ConflictQuery): Promise<ConflictList> {
  type Row = Omit<ConflictList['items'][number], 'stands' | 'offered'> & {
    total: number
    value: number | null
    qualifier: number
    offeredValue: number | null
    offeredQualifier: number
  }
  const { rows } = await sql<Row>`
    select c.id, c.datastream_id as datastream, s.id as "stationId", s.name as "stationName", d.parameter,
      ${momentText('c.time')} as time, o.value, o.qualifier, c.value as "offeredValue", c.qualifier as "offeredQualifier",
      c.batch_id as "batchId", exists (select from written_datastream w where w.id = d.id) as "mayDecide",
      count(*) over () as total
    from observation_conflict c join datastream d on d.id = c.datastream_id join station s on s.id = d.station_id
      join observation o on o.datastream_id = c.datastream_id and o.time = c.time
    where c.state = 'open' ${station ? sql`and s.id = ${station}::uuid` : sql``} order by c.id limit ${MOST}`.execute(
    trx,
  )
  const words = (qualifier: number) => QUALIFIERS[qualifier] ?? 'value'
  return {
    items: rows.map(({ total: _, value, qualifier, offeredValue, offeredQualifier, ...row }) => ({
      ...row,
      stands: { value, qualifier: words(qualifier) },
      offered: { value: offeredValue, qualifier: words(offeredQualifier) },
    })),
    total: rows[0]?.total ?? 0,
  }
}

export const countsOf = ({ batchId, received, added, same, conflicting, corrected, flagged }: Written): Counted => ({
  batchId,
  received,
  added,
  same,
  conflicting,
  corrected,
  flagged,
})

/**
 * Says which of two values stands. What is decided against stays on record.
 * @throws Refusal observation_conflict_not_found, datastream_not_yours
 */
export async function decideConflict(
  database: Pick<DatabaseHandle, 'engine'>,
  trx: Trx,
  actor: Actor,
  id: number,
  { take, reason }: { take: boolean; reason: string },
): Promise<Counted> {
  const { rows } = await sql<{ datastream: number; time: Date; value: number | null; qualifier: number }>`
    select datastream_id as datastream, time, value, qualifier from observation_conflict
    where id = ${id} and state = 'open'`.execute(trx)
  const [conflict] = rows
  if (!conflict) throw refusals.conflictNotFound(id)
  const streams = await writtenStreams(trx, [conflict.datastream])
  if (streams.size === 0) throw refusals.notYours(conflict.datastream)
  const columns = new ColumnsBuilder(1)
  const { datastream, time, value, qualifier } = conflict
  if (take) columns.add(datastream, time.getTime(), value ?? Number.NaN, qualifier)
  const facts = { source: 'correction', reason } as const
  const written = await writeObservations(database, trx, actor, facts, columns, streams, 'correct')
  await sql`set local role qunce_system`.execute(trx)
  await trx
    .updateTable('observation_conflict')
    .set({ state: take ? 'taken' : 'left', decided_in: written.batchId })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
  await sql`set local role qunce_app`.execute(trx)
  await appendAudit(trx, {
    action: 'monitoring.decide_conflict',
    subjectKind: 'observation_batch',
    subjectId: String(written.batchId),
    after: { conflict: id, datastream, time, take, reason },
  })
  return countsOf(written)
}

/**
 * Corrects one observation; what it said before is kept.
 * @throws Refusal datastream_not_yours, observation_rows_unfit, observation_not_found
 */
export async function correctObservation(
  database: Pick<DatabaseHandle, 'engine'>,
  trx: Trx,
  actor: Actor,
  { datastream, time, value, qualifier, reason }: Correction,
  now: Date,
): Promise<Counted> {
  const streams = await writtenStreams(trx, [datastream])
  const stream = streams.get(datastream)
  if (!stream) throw refusals.notYours(datastream)
  const kind = QUALIFIER[qualifier ?? (value === null ? 'belowUntold' : 'value')]
  const when = zonedMoment(time)
  const fault =
    faultOfTime(when, now.getTime()) ??
    (value === null ? null : faultOfValue(value, parameterOf(stream.parameter))) ??
    ((value === null) === kind > QUALIFIER.belowDetection
      ? null
      : {
          field: 'value',
          code: 'value_qualifier',
          found: String(value),
          expected: 'a value with value or belowDetection, none with the others',
        })
  if (fault) throw refusals.rowsUnfit([{ row: 1, ...fault }])
  const stands = await trx
    .selectFrom('observation')
    .select('time')
    .where('datastream_id', '=', datastream)
    .where('time', '=', new Date(when))
    .executeTakeFirst()
  if (!stands) throw refusals.notFound(`${datastream} ${time}`)
  const columns = new ColumnsBuilder(1)
  columns.add(datastream, when, value ?? Number.NaN, kind)
  const facts = { source: 'correction', reason } as const
  const written = await writeObservations(database, trx, actor, facts, columns, streams, 'correct')
  await appendAudit(trx, {
    action: 'monitoring.correct_observation',
    subjectKind: 'observation_batch',
    subjectId: String(written.batchId),
    after: { datastream, time, value, qualifier, reason },
  })
  return countsOf(written)
}
