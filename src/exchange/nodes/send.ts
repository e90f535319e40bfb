import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Identity } from '../identity/index.ts'
import { BEGINNING } from './rules/chain.ts'
import { MOST_BYTES, MOST_EVENTS, type SignedParcel, signParcel } from './rules/parcel.ts'
import { type SignedPulse, signPulse } from './rules/pulse.ts'
import type { Stop } from './rules/stop.ts'

/** Most messages on their way to a receiver without its receipt: while a line is cut, the rest waits in the database. */
const WINDOW = 100_000

/** The next messages for a receiver that our own server does not have yet, signed; null: it has them all. */
export async function nextParcel(
  trx: Trx,
  identity: Identity,
  sender: string,
  receiver: string,
): Promise<SignedParcel | null> {
  const { rows } = await sql<{ number: number; event: string; hash: string }>`
    select m.number, m.event, m.hash from node_channel c join node_message m on m.receiver = c.peer
      and m.number > c.sent_number and m.number <= least(c.sent_number + ${MOST_EVENTS}, c.received_number + ${WINDOW})
    where c.peer = ${receiver} order by m.number`.execute(trx)
  const [first] = rows
  if (!first) return null
  const sent = rows.slice(0, fittingOf(rows.map(({ event }) => Buffer.byteLength(event) + 1)))
  const before = await sql<{ hash: string }>`
    select hash from node_message where receiver = ${receiver} and number = ${first.number - 1}`.execute(trx)
  const previous = before.rows[0]?.hash ?? BEGINNING
  const events = sent.map(({ event }) => event)
  return signParcel({ sender, receiver, first: first.number, previous, events }, sent.at(-1)?.hash ?? '', identity)
}

/** Our own server has it: it will reach the receiver, or is sent again when no receipt comes. */
export async function noteSent(trx: Trx, { receiver, first, events }: SignedParcel): Promise<void> {
  const before = first - 1
  await sql`update node_channel set sent_number = ${before + events.length}
    where peer = ${receiver} and sent_number = ${before}`.execute(trx)
}

/**
 * Goes back to what the receiver has signed for: what was sent after it is sent again. For when its last pulses say that
 * it did not arrive: a stream was lost, or thrown away.
 */
export async function sendAgain(trx: Trx, receiver: string): Promise<void> {
  await sql`update node_channel set sent_number = received_number where peer = ${receiver}`.execute(trx)
}

/** What to say of a channel now. */
export async function makePulse(
  trx: Trx,
  identity: Identity,
  sender: string,
  receiver: string,
  now: Date,
): Promise<SignedPulse | null> {
  const { rows } = await sql<{
    told: number
    toldHash: string
    heard: number
    heardHash: string
    stopped: Stop | null
  }>`
    select told_number as told, told_hash as "toldHash", heard_number as heard, heard_hash as "heardHash", stopped
    from node_channel where peer = ${receiver}`.execute(trx)
  const [channel] = rows
  return channel ? signPulse({ sender, receiver, at: now.toISOString(), ...channel }, identity) : null
}

/** How many of them, from the first, a parcel carries; always one. */
function fittingOf(sizes: readonly number[]): number {
  let bytes = 0
  for (const [index, size] of sizes.entries()) {
    bytes += size
    if (bytes > MOST_BYTES) return Math.max(index, 1)
  }
  return sizes.length
}

/** How far each standing peer's channel is sent and received, and when it last pulsed. */
export async function standingOf(
  trx: Trx,
): Promise<{ peer: string; sent: number; received: number; pulse: string | null }[]> {
  const { rows } = await sql<{ peer: string; sent: number; received: number; pulse: string | null }>`
    select c.peer, c.sent_number as sent, c.received_number as received, c.pulse ->> 'at' as pulse
    from node_channel c join node n on n.code = c.peer and n.revoked_at is null`.execute(trx)
  return rows
}
