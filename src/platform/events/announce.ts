import type { Trx } from '../database/types.ts'

/**
 * Says, in the transaction in which it happened, that something happened. Rooms above listen, and other nodes: the
 * payload is part of the interface, of plain JSON values. The kind is `<room>.<what>`: `plan.document_ingested`.
 */
export async function announce(trx: Trx, kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  await trx
    .insertInto('outbox_event')
    .values({ kind, payload: JSON.stringify(payload) })
    .execute()
}
