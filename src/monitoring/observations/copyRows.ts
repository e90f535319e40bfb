import { sql } from 'kysely'
import { copyIn, type Trx } from '../../platform/database/index.ts'
import type { Columns } from './columns.ts'
import { QUALIFIER, textOfDay } from './values.ts'

/** Binary COPY (PostgreSQL documentation, "Binary Format"): signature, flags, length of the extension. */
const HEAD = Uint8Array.from([...Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), 0, 0, 0, 0, 0, 0, 0, 0])
const TAIL = Uint8Array.of(0xff, 0xff)
/** Of one row: number of fields; time, value, datastream, batch, qualifier and flag, each with its length. */
const ROW_BYTES = 2 + 12 + 12 + 8 + 8 + 6 + 6
const ROWS_A_PORTION = 8192
/** 2000-01-01 in UTC: PostgreSQL counts from there. */
const POSTGRES_EPOCH = Date.UTC(2000, 0, 1)
const HIGH = 2 ** 32

/** Which rows are written: `order[at]` for each `at`, all of one month. */
export interface Portion {
  /** Its first day, as a number of days. */
  month: number
  rows: Int32Array
}

/** Rows as COPY takes them in its binary form. */
export function* binaryRows(columns: Columns, rows: Int32Array, flags: Uint8Array, batch: number): Generator<Buffer> {
  const { time, value, datastream, qualifier } = columns
  for (let start = 0; start < rows.length; start += ROWS_A_PORTION) {
    const end = Math.min(start + ROWS_A_PORTION, rows.length)
    const isFirst = start === 0
    const isLast = end === rows.length
    const most = (end - start) * ROW_BYTES + (isFirst ? HEAD.length : 0) + (isLast ? TAIL.length : 0)
    const buffer = Buffer.allocUnsafe(most)
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length)
    let at = 0
    if (isFirst) {
      buffer.set(HEAD)
      at = HEAD.length
    }
    for (let place = start; place < end; place++) {
      const row = rows[place] as number
      const kind = qualifier[row] as number
      const micros = ((time[row] as number) - POSTGRES_EPOCH) * 1000
      view.setInt16(at, 6)
      view.setInt32(at + 2, 8)
      view.setInt32(at + 6, Math.floor(micros / HIGH))
      view.setUint32(at + 10, micros >= 0 ? micros % HIGH : (micros % HIGH) + HIGH)
      at += 14
      if (kind > QUALIFIER.belowDetection) {
        view.setInt32(at, -1)
        at += 4
      } else {
        view.setInt32(at, 8)
        view.setFloat64(at + 4, value[row] as number)
        at += 12
      }
      view.setInt32(at, 4)
      view.setInt32(at + 4, datastream[row] as number)
      view.setInt32(at + 8, 4)
      view.setInt32(at + 12, batch)
      view.setInt32(at + 16, 2)
      view.setInt16(at + 20, kind)
      view.setInt32(at + 22, 2)
      view.setInt16(at + 26, flags[row] as number)
      at += 28
    }
    if (isLast) {
      buffer.set(TAIL, at)
      at += TAIL.length
    }
    yield buffer.subarray(0, at)
  }
}

/** SQL name of the partition of a month. */
export const partitionOf = (month: number) => `observation_${textOfDay(month).slice(0, 7).replace('-', '_')}`

/** Makes the partitions of these months (first days, as numbers of days) where they are missing. */
export async function ensureMonths(trx: Trx, months: readonly number[]): Promise<void> {
  if (months.length === 0) return
  await sql`select ensure_observation_month(month) from unnest(${months.map(textOfDay)}::date[]) as month
    where to_regclass('public.observation_' || to_char(month, 'YYYY_MM')) is null order by month`.execute(trx)
}

/**
 * Writes rows that are not there yet, each month into its partition: by COPY on a real server, by arrays on the embedded
 * engine. The transaction acts as the system.
 */
export async function writeRows(
  trx: Trx,
  engine: 'postgresql' | 'embedded',
  columns: Columns,
  portions: readonly Portion[],
  flags: Uint8Array,
  batch: number,
): Promise<void> {
  for (const { month, rows } of portions) {
    if (engine === 'embedded') await insertRows(trx, columns, rows, flags, batch)
    else
      await copyIn(
        trx,
        `copy ${partitionOf(month)} (time, value, datastream_id, batch_id, qualifier, flag) from stdin (format binary)`,
        binaryRows(columns, rows, flags, batch),
      )
  }
}

async function insertRows(
  trx: Trx,
  { time, value, datastream, qualifier }: Columns,
  rows: Int32Array,
  flags: Uint8Array,
  batch: number,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_A_PORTION) {
    const part = [...rows.subarray(start, start + ROWS_A_PORTION)]
    const number = (row: number) =>
      (qualifier[row] as number) > QUALIFIER.belowDetection ? null : (value[row] as number)
    await sql`
      insert into observation (time, value, datastream_id, batch_id, qualifier, flag)
      select time, value, datastream_id, ${batch}::integer, qualifier, flag
      from unnest(${part.map((row) => new Date(time[row] as number).toISOString())}::timestamptz[],
        ${part.map(number)}::double precision[], ${part.map((row) => datastream[row] as number)}::integer[],
        ${part.map((row) => qualifier[row] as number)}::smallint[], ${part.map((row) => flags[row] as number)}::smallint[])
        as row (time, value, datastream_id, qualifier, flag)`.execute(trx)
  }
}
