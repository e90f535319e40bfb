import { sql } from 'kysely'
import type { Trx } from '../database/types.ts'

/** An event as its listener gets it. */
export interface Heard<Payload> {
  id: number
  payload: Payload
}

/**
 * The first events of a kind that a listener has not heard yet, marked as heard in this transaction: what it does of them
 * is committed together with that, or all of it is tried again.
 */
export async function listen<Payload>(trx: Trx, listener: string, kind: string, most = 100): Promise<Heard<Payload>[]> {
  const { rows } = await sql<Heard<Payload>>`
    select e.id, e.payload from outbox_event e
    where e.kind = ${kind} and not exists (select from event_heard h where h.listener = ${listener} and h.event_id = e.id)
    order by e.id limit ${most}`.execute(trx)
  if (rows.length > 0)
    await sql`insert into event_heard (listener, event_id)
      select ${listener}, unnest(${rows.map(({ id }) => id)}::bigint[])`.execute(trx)
  return rows
}
