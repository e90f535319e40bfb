import { sql } from 'kysely'
import { CLOCK_NOW, momentText, type Trx } from '../../platform/database/index.ts'
import { isSigned, type SignedParcel } from './rules/parcel.ts'
import { isStopReason } from './rules/stop.ts'
import { keysOf } from './store.ts'

/** Headers can carry anything, which is put on record as far as it is plain text. */
const plain = (text: string, most: number) => text.slice(0, most).replace(/[^\x20-\x7e]/g, '?')

/** Puts on record that a parcel was not taken: one row of each sender and reason, senders whom nobody knows are one. */
export async function noteRefusal(
  trx: Trx,
  { sender, first, head, key, events }: SignedParcel,
  reason: string,
): Promise<void> {
  const bytes = events.reduce((sum, event) => sum + Buffer.byteLength(event), 0)
  const number = Number.isSafeInteger(first) ? first : 0
  await sql`insert into node_refusal as r (sender, reason, first, head, key, bytes)
    values (coalesce((select code from node where code = ${plain(sender, 100)}), '?'), ${reason}, ${number},
      ${plain(head, 64)}, ${plain(key, 100)}, ${bytes})
    on conflict on constraint node_refusal_once do update set times = r.times + 1, last_at = clock_now(),
      first = excluded.first, head = excluded.head, key = excluded.key, bytes = excluded.bytes`.execute(trx)
}

/**
 * Notes at the channel that its next message is not taken, why, and since when; what is behind it waits. It stands until a
 * message is taken, or all that the sender told is here. A parcel that is not the next one, or was not signed by a standing
 * key of its sender, says nothing about the channel: whoever has no key could stop it.
 * @param at which of its messages, where that is known
 */
export async function noteStop(trx: Trx, parcel: SignedParcel, reason: string, at: number | null): Promise<void> {
  const { sender, first, events } = parcel
  if (!isStopReason(reason) || !Number.isSafeInteger(first) || first < 1 || events.length === 0) return
  if (!isSigned(parcel) || !(await keysOf(trx, parcel.sender))?.some((one) => one.key === parcel.key && !one.revokedAt))
    return
  const last = first + events.length - 1
  await sql`
    update node_channel c set stopped = jsonb_build_object('reason', ${reason}::text,
      'first', coalesce(${at}::bigint, greatest(${first}::bigint, c.heard_number + 1)),
      'last', coalesce(${at}::bigint, ${last}::bigint),
      'since', case when c.stopped ->> 'reason' = ${reason}
          and c.stopped -> 'first' = to_jsonb(coalesce(${at}::bigint, greatest(${first}::bigint, c.heard_number + 1)))
        then c.stopped ->> 'since' else ${momentText(CLOCK_NOW)} end)
    where c.peer = ${plain(sender, 100)} and c.heard_number + 1 between ${first} and ${last}`.execute(trx)
}
