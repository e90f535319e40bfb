import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { Refusal } from '../../platform/refusal.ts'

/**
 * What a rule refuses; SQLSTATE classes that say what was to be kept is at fault (22 data, 23 constraints, 54 limits of the
 * database, P0 and 42501 where a guard raised it); and what the language itself throws at content of another shape than it
 * has. That this node's own role lacks a right (42501 of PostgreSQL itself) is no fault of what came.
 */
export function isOfContent(error: unknown): boolean {
  if (error instanceof Refusal || error instanceof TypeError || error instanceof RangeError) return true
  const { code, routine } = error instanceof Error ? (error as { code?: unknown; routine?: unknown }) : {}
  if (code === '42501') return routine === 'exec_stmt_raise'
  return typeof code === 'string' && /^(?:22|23|54|P0)[0-9A-Z]{3}$/.test(code)
}

/**
 * Does what was told, all of it or nothing. What fails because of this node itself is thrown, to be tried again.
 * @returns what of the content stands against it, with all of it undone; null: it is done
 */
export async function attempted(trx: Trx, work: () => Promise<void>): Promise<unknown> {
  await sql`savepoint attempted`.execute(trx)
  try {
    await work()
    await sql`release savepoint attempted`.execute(trx)
    return null
  } catch (error) {
    if (!isOfContent(error)) throw error
    await sql`rollback to savepoint attempted`.execute(trx)
    await sql`release savepoint attempted`.execute(trx)
    return error
  }
}
