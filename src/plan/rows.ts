import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'

/**
 * Adds many rows in one statement, as one JSON parameter: types are the table's own, and there is no limit on the
 * number of parameters. Text that a database cannot hold (NUL, half a surrogate pair) becomes U+FFFD, one for one.
 */
export async function insertRows(
  trx: Trx,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(column)))
  for (let from = 0; from < rows.length; from += PORTION) {
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${jsonOf(rows.slice(from, from + PORTION))}::json)
      ${onConflict}`.execute(trx)
  }
}

const PORTION = 5000

export function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner) => (typeof inner === 'string' ? storable(inner) : inner))
}

/** The text with U+FFFD for each unit that PostgreSQL cannot store; offsets stay the same. */
export function storable(text: string): string {
  const wellFormed = text.toWellFormed()
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed
}
