import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'

/**
 * A short text that differs whenever a row of these tables was added, changed or removed: how many there are, and the sum
 * of the transactions that wrote them. What is written anew has a later transaction than all that it replaces, so that of
 * equal counts the sum only grows. One scan of each table, without what is stored apart.
 */
export async function rowsMark(trx: Trx, tables: readonly string[]): Promise<string> {
  const sums = tables.map(
    (table) => sql`(select concat_ws(' ', count(*), sum(xmin::text::bigint)) from ${sql.table(table)})`,
  )
  const { rows } = await sql<{ mark: string }>`select concat_ws(', ', ${sql.join(sums)}) as mark`.execute(trx)
  return rows[0]?.mark ?? ''
}
