import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Columns } from './columns.ts'
import { partitionOf } from './copyRows.ts'
import { dayOf, monthOfDay } from './values.ts'

/** What is known of certain moments. */
export class Known {
  readonly #of = new Map<number, Map<number, { value: number | null; qualifier: number }>>()

  set(datastream: number, time: number, says: { value: number | null; qualifier: number }): void {
    const times = this.#of.get(datastream) ?? new Map()
    times.set(time, says)
    this.#of.set(datastream, times)
  }

  get(datastream: number, time: number): { value: number | null; qualifier: number } | undefined {
    return this.#of.get(datastream)?.get(time)
  }
}

const PORTION = 10_000

/** What is known of the moments of these rows, month by month in its partition. The transaction acts as the system. */
export async function knownRows(trx: Trx, columns: Columns, late: readonly number[]): Promise<Known> {
  const known = new Known()
  const byMonth = Map.groupBy(late, (row) => monthOfDay(dayOf(columns.time[row] as number)))
  for (const [month, rows] of byMonth) {
    for (let start = 0; start < rows.length; start += PORTION) {
      const part = rows.slice(start, start + PORTION)
      const found = await sql<{ id: number; time: number; value: number | null; qualifier: number }>`
        select o.datastream_id as id, (extract(epoch from o.time) * 1000)::double precision as time, o.value, o.qualifier
        from unnest(${part.map((row) => columns.datastream[row] as number)}::integer[],
          ${part.map((row) => new Date(columns.time[row] as number).toISOString())}::timestamptz[]) as asked (id, time)
        join ${sql.table(partitionOf(month))} o on o.datastream_id = asked.id and o.time = asked.time`.execute(trx)
      for (const { id, time, value, qualifier } of found.rows) known.set(id, time, { value, qualifier })
    }
  }
  return known
}
