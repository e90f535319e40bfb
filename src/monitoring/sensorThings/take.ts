import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { shown } from '../../platform/http/index.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Fault, faultOfDigits, faultOfTime, faultOfValue } from '../observations/check.ts'
import { ColumnsBuilder } from '../observations/columns.ts'
import { OUTCOME } from '../observations/prepare.ts'
import { observationRefusals } from '../observations/refusals.ts'
import { writtenStreams } from '../observations/streams.ts'
import { QUALIFIER, zonedMoment } from '../observations/values.ts'
import { writeObservations } from '../observations/write.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { readPrinted } from '../standards/parameters/printed.ts'
import type { Parameter } from '../standards/parameters/types.ts'
import type { BatchSource } from '../tables.ts'

/** Observations as they were sent, row by row; what a row lacks or has wrong is said of it alone. */
export interface Incoming {
  datastream: number
  /** How who sent it names the datastream, where not by its number. */
  named?: string
  time: unknown
  result: unknown
}

/** What became of a row: its name where it stands, or what is wrong with it. */
export type Taken = { id: string; added: boolean } | { fault: Fault }

/** What stood where a moment should: with its signs, where it is text. */
const textOf = (time: unknown): string =>
  typeof time === 'string' || typeof time === 'number' ? String(time).slice(0, 64) : shown(time, 64)

const ZONED = /(?:[Zz]|[+-]\d\d:?\d\d)$/
const MOMENT = '2026-01-31T08:00:00+08:00, one moment with its zone'

function momentOf(time: unknown): number {
  return typeof time === 'string' && ZONED.test(time) ? zonedMoment(time) : Number.NaN
}

/** A result as a number in the parameter's own unit, or as a laboratory prints it (`<0.02`, `未检出`). */
export function readResult(result: unknown, parameter: Parameter): { value: number; qualifier: number } | Fault {
  if (typeof result === 'number')
    return faultOfValue(result, parameter) ?? { value: result, qualifier: QUALIFIER.value }
  if (typeof result !== 'string')
    return { field: 'result', code: 'value_unreadable', found: shown(result ?? null, 64), expected: 'a number' }
  try {
    const read = readPrinted(parameter.code, result)
    const long = faultOfDigits(result)
    if (long) return long
    if (read.value === null) {
      const kind = read.belowDetection ? 'belowUntold' : read.noValue
      if (kind === null || kind === 'notMeasured')
        return { field: 'result', code: 'value_missing', found: result, expected: 'a value, or none of the row' }
      return { value: Number.NaN, qualifier: QUALIFIER[kind] }
    }
    const value = Number(read.value)
    const qualifier = read.belowDetection ? QUALIFIER.belowDetection : QUALIFIER.value
    return faultOfValue(value, parameter) ?? { value, qualifier }
  } catch (error) {
    if (error instanceof Refusal)
      return { field: 'result', code: error.code, found: result.slice(0, 64), expected: error.message }
    throw error
  }
}

/**
 * Takes what stations send: each row that can be is written, all in one batch and transaction; each of the others has
 * its reason. Another value for a moment that has one is kept apart until a person decides.
 */
export async function takeObservations(
  database: Pick<DatabaseHandle, 'engine'>,
  trx: Trx,
  actor: Actor,
  source: { source: BatchSource; name?: string },
  incoming: readonly Incoming[],
  now: Date,
): Promise<Taken[]> {
  const ids = new Set<number>()
  for (const { datastream } of incoming) if (Number.isInteger(datastream)) ids.add(datastream)
  const streams = await writtenStreams(
    trx,
    [...ids].filter((id) => id > 0 && id <= 2_147_483_647),
  )
  const parameters = new Map([...streams.values()].map(({ id, parameter }) => [id, parameterOf(parameter)]))
  const columns = new ColumnsBuilder(Math.max(incoming.length, 1))
  const rows: number[] = []
  const taken: Taken[] = new Array(incoming.length)
  const latest = now.getTime()
  for (const [row, { datastream, named, time, result }] of incoming.entries()) {
    const parameter = parameters.get(datastream)
    if (!parameter) {
      const expected = 'a datastream that you write into'
      taken[row] = {
        fault: {
          field: 'Datastream',
          code: 'datastream_unknown',
          found: (named ?? String(datastream)).slice(0, 64),
          expected,
        },
      }
      continue
    }
    const when = momentOf(time)
    const late = Number.isNaN(when)
      ? { field: 'phenomenonTime', code: 'time_unreadable', found: textOf(time), expected: MOMENT }
      : faultOfTime(when, latest)
    const read = late ?? readResult(result, parameter)
    if ('code' in read) {
      taken[row] = {
        fault:
          read.field === 'time'
            ? { ...read, field: 'phenomenonTime' }
            : read.field === 'value'
              ? { ...read, field: 'result' }
              : read,
      }
      continue
    }
    columns.add(datastream, when, read.value, read.qualifier)
    rows.push(row)
    taken[row] = { id: `${datastream}_${when}`, added: true }
  }
  const written = await writeObservations(database, trx, actor, source, columns, streams, 'keep')
  for (const [at, row] of rows.entries()) {
    const outcome = written.outcome[at]
    if (outcome === OUTCOME.added) continue
    const one = taken[row] as { id: string }
    if (outcome === OUTCOME.same) taken[row] = { id: one.id, added: false }
    else {
      const expected = 'the value that stands; another one waits for a decision'
      const found = String(incoming[row]?.result).slice(0, 64)
      taken[row] = { fault: { field: 'result', code: 'value_differs', found, expected } }
    }
  }
  const { batchId, received, added, same, conflicting } = written
  if (columns.length > 0)
    await appendAudit(trx, {
      action: 'monitoring.add_observations',
      subjectKind: 'observation_batch',
      subjectId: String(batchId),
      after: { ...source, received, added, same, conflicting, refused: incoming.length - rows.length },
    })
  return taken
}

/** Of one observation: what is wrong with it is a refusal. @throws Refusal observation_rows_unfit, observation_conflicting */
export function expectTaken(taken: Taken | undefined): { id: string; added: boolean } {
  if (taken && 'id' in taken) return taken
  const fault = taken?.fault ?? { field: '', code: 'missing', found: '', expected: 'an observation' }
  if (fault.code === 'value_differs') throw observationRefusals.conflicting([{ row: 1, ...fault }], 1)
  throw observationRefusals.rowsUnfit([{ row: 1, ...fault }])
}
