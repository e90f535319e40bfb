import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { Stream } from '../observations/prepare.ts'
import { observationRefusals, type RowFault } from '../observations/refusals.ts'
import { type NamedStream, streamsNamed } from '../observations/streams.ts'
import { type Written, writeObservations } from '../observations/write.ts'
import type { ReadTable } from './reader.ts'
import type { Upload } from './take.ts'

/** How an upload is meant, beside its table. */
export interface UploadWish {
  origin: 'automatic' | 'manual'
  method: string | null
  /** Why what stands already is corrected; null: it is not, and another value refuses the file. */
  correction: string | null
}

/** A table with its datastreams looked up. */
export interface Resolved {
  streams: Map<number, Stream>
  /** For each pair of the table its datastream; 0 where there is none. */
  ofPair: Int32Array
  faults: RowFault[]
  faultCount: number
}

/** Looks up which datastream each station and parameter of a table is; what cannot be is a fault of its first row. */
export async function resolve(trx: Trx, actor: Actor, table: ReadTable, wish: UploadWish): Promise<Resolved> {
  await sql`select actor_must('observation.write')`.execute(trx)
  const labels = [...new Set(table.pairs.map(({ station }) => station))]
  const known = await streamsNamed(trx, labels)
  const byLabel = new Map<string, NamedStream[]>()
  for (const stream of known)
    for (const label of new Set([stream.code, stream.stationName])) {
      const of = byLabel.get(label)
      if (of) of.push(stream)
      else byLabel.set(label, [stream])
    }
  const ofPair = new Int32Array(table.pairs.length)
  const streams = new Map<number, Stream>()
  const faults: RowFault[] = []
  for (const [index, { station, parameter, row }] of table.pairs.entries()) {
    const ofStation = byLabel.get(station) ?? []
    // A name that two stations share says nothing; a code is one station's.
    const byCode = ofStation.filter(({ code }) => code === station)
    const there = byCode.length > 0 ? byCode : ofStation
    const fits = there.filter((one) => one.parameter === parameter)
    const meant = narrowed(fits, actor, wish)
    const fail = (field: string, code: string, found: string, expected: string) =>
      faults.push({ row, field, code, found, expected })
    if (there.length === 0)
      fail('station', 'station_unknown', station, 'a station into which you write, by its code or name')
    else if (new Set(there.map(({ stationId }) => stationId)).size > 1)
      fail(
        'station',
        'station_ambiguous',
        station,
        `one code of ${[...new Set(there.map(({ code }) => code))].join(', ')}`,
      )
    else if (meant.length === 0)
      fail(
        'parameter',
        'datastream_unknown',
        `${station} ${parameter}`,
        `a parameter that ${station} measures (${wish.origin})`,
      )
    else if (meant.length > 1)
      fail(
        'parameter',
        'datastream_ambiguous',
        `${station} ${parameter}`,
        `a method: ${meant.map(({ method }) => method || '-').join(', ')}`,
      )
    else {
      const [stream] = meant
      ofPair[index] = stream?.id ?? 0
      if (stream) streams.set(stream.id, stream)
    }
  }
  const all = [...table.faults, ...faults].sort((a, b) => a.row - b.row)
  return { streams, ofPair, faults: all, faultCount: table.faultCount + faults.length }
}

/** Of several datastreams of one parameter: by the method that is named, then the actor's own, then the origin. */
function narrowed(fits: readonly NamedStream[], actor: Actor, { origin, method }: UploadWish): readonly NamedStream[] {
  const steps: ((one: NamedStream) => boolean)[] = [
    (one) => method === null || one.method === method,
    (one) => one.organizationId === actor.organizationId,
    (one) => one.origin === origin,
  ]
  return steps.reduce((left, fit) => (left.some(fit) ? left.filter(fit) : left), fits)
}

/**
 * Writes what a file holds, all of it or nothing.
 * @throws Refusal observation_rows_unfit, observation_conflicting
 */
export async function applyUpload(
  database: Pick<DatabaseHandle, 'engine'>,
  trx: Trx,
  actor: Actor,
  { name, sha256, table }: Omit<Upload, 'fields'>,
  wish: UploadWish,
): Promise<{ written: Written; resolved: Resolved }> {
  const resolved = await resolve(trx, actor, table, wish)
  const { streams, ofPair, faults, faultCount } = resolved
  if (faultCount > 0) throw observationRefusals.rowsUnfit(faults, faultCount)
  const { length, time, value, qualifier, row } = table
  const datastream = new Int32Array(length)
  for (let at = 0; at < length; at++) datastream[at] = ofPair[table.datastream[at] as number] as number
  const facts = { source: 'upload', name, sha256, reason: wish.correction ?? '' } as const
  const columns = { length, datastream, time, value, qualifier }
  const onConflict = wish.correction === null ? 'refuse' : 'correct'
  const rowOf = (at: number) => row[at] as number
  const written = await writeObservations(database, trx, actor, facts, columns, streams, onConflict, rowOf)
  const { outcome: _, ...counts } = written
  await appendAudit(trx, {
    action: 'monitoring.upload',
    subjectKind: 'observation_batch',
    subjectId: String(written.batchId),
    after: { name, sha256, ...counts, ...wish },
  })
  return { written, resolved }
}
