import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Type } from 'typebox'
import type { Trx } from '../database/index.ts'
import { Uuid } from './schemas.ts'

/** The headers of a creation that a repeated request does not double. */
export const Once = Type.Object({
  'idempotency-key': Type.Optional({ ...Uuid, description: 'the same request again with this key adds nothing' }),
})

/**
 * The id of what a request with this Idempotency-Key makes: the same for the same key, maker and words, so that the
 * repeated request finds it; another one for other words, so that none are lost. Without a key, a new one.
 */
export function idOfKey(
  key: string | undefined,
  maker: { organizationId: string; userId: string },
  ...of: unknown[]
): string {
  if (key === undefined) return randomUUID()
  const hash = createHash('sha256')
    .update(JSON.stringify([key, maker.organizationId, maker.userId, ...of]))
    .digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Waits for a request with the same key that is still at it, so that what it makes is seen. */
export async function holdKey(trx: Trx, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`once ${key}`}, 0))`.execute(trx)
}

/** Whether a request with this key has made it already; one that is still at it is waited for. */
export async function isMade(trx: Trx, table: string, key: string | undefined, id: string): Promise<boolean> {
  if (key === undefined) return false
  await holdKey(trx, key)
  const { rows } = await sql`select from ${sql.table(table)} where id = ${id}::uuid`.execute(trx)
  return rows.length > 0
}
