import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { Cargo, Peer } from './cargo.ts'
import { attempted, isOfContent } from './faults.ts'
import { noteRefusal, noteStop } from './refusing.ts'
import { BOUNDS, type Bounds } from './rules/bounds.ts'
import type { Told } from './rules/event.ts'
import { judgeParcel } from './rules/judge.ts'
import { type OpenedParcel, openParcel, type ParcelFault, type SignedParcel, unreadableAt } from './rules/parcel.ts'
import { openPulse, type SignedPulse } from './rules/pulse.ts'
import { heardOf, keysOf } from './store.ts'

export type Heard = { taken: number } | { refused: ParcelFault | string }

/**
 * Takes a parcel that came from another node, in one transaction: what is new of it, in order, each message once; or
 * refuses it, with a line that says why. Whoever brings it is not believed: only its signature and its chain are.
 */
export async function hear(
  trx: Trx,
  self: Peer,
  parcel: SignedParcel,
  cargo: readonly Cargo[],
  bounds: Bounds = BOUNDS,
): Promise<Heard> {
  const opened = openParcel(parcel)
  if (typeof opened === 'string')
    return refuse(trx, parcel, opened, opened === 'unreadable' ? unreadableAt(parcel) : null)
  const keys = await keysOf(trx, opened.sender)
  const heard = await heardOf(trx, opened.sender)
  const verdict = judgeParcel(opened, self.code, keys, heard)
  if ('refuse' in verdict) return refuse(trx, parcel, verdict.refuse)
  const told = opened.told.slice(verdict.take)
  await sql`savepoint keeping`.execute(trx)
  await keep(trx, opened, verdict.take)
  await keepFacts(trx, told)
  if (await isBeyond(trx, told, bounds)) {
    await sql`rollback to savepoint keeping`.execute(trx)
    return refuse(trx, parcel, 'too_much')
  }
  await sql`release savepoint keeping`.execute(trx)
  for (const one of cargo) {
    const its = told.filter(({ kind }) => kind === one.kind)
    if (its.length === 0) continue
    // What makes no sense is on record, and holds nothing up.
    const against = await attempted(trx, async () => one.arrived?.(trx, its, self))
    if (against !== null) await noteRefusal(trx, parcel, 'unreadable')
  }
  await completeBy(trx, opened.sender)
  return { taken: told.length }
}

/**
 * As `hear`; a parcel whose content cannot be kept or acted on is refused as unreadable, and stops its own sender's channel
 * alone. Everything else that fails here (no database, a full disk) is thrown, to be tried again.
 */
export async function hearOrRefuse(
  database: DatabaseHandle,
  self: Peer,
  parcel: SignedParcel,
  cargo: readonly Cargo[],
  bounds: Bounds = BOUNDS,
): Promise<Heard> {
  try {
    return await database.asSystem((trx) => hear(trx, self, parcel, cargo, bounds))
  } catch (error) {
    if (!isOfContent(error)) throw error
    return database.asSystem((trx) => refuse(trx, parcel, 'unreadable'))
  }
}

/** Refuses a parcel; `at`: which of its messages, where that is known. */
async function refuse(trx: Trx, parcel: SignedParcel, reason: string, at: number | null = null): Promise<Heard> {
  await noteRefusal(trx, parcel, reason)
  await noteStop(trx, parcel, reason, at)
  return { refused: reason }
}

/** Keeps the messages as they came, the parcel that proves them, and how far the channel was heard. */
async function keep(trx: Trx, parcel: OpenedParcel, from: number): Promise<void> {
  const { sender, first, previous, head, key, signature, events } = parcel
  const last = first + events.length - 1
  await sql`insert into node_parcel (sender, last, first, previous, head, key, signature)
    values (${sender}, ${last}, ${first}, ${previous}, ${head}, ${key}, ${signature})`.execute(trx)
  await sql`insert into node_heard (sender, number, event)
    select ${sender}, ${first + from - 1} + position, event
    from unnest(${events.slice(from)}::text[]) with ordinality as e (event, position)`.execute(trx)
  await sql`update node_channel set heard_number = ${last}, heard_hash = ${head}, heard_at = clock_now(),
    stopped = null where peer = ${sender}`.execute(trx)
}

/** Whether its sender's messages, or its facts of a kind that a parcel adds to, are more than their bound now. */
async function isBeyond(trx: Trx, told: readonly Told[], bounds: Bounds): Promise<boolean> {
  const sender = told[0]?.sender ?? ''
  const kinds = new Set(told.flatMap(({ kind, content }) => (content === null ? [] : [kind])))
  const { rows } = await sql<{ beyond: boolean }>`
    select exists (select from node_channel where peer = ${sender} and heard_bytes > ${bounds.bytes})
      or exists (select from node_fact_count where owner = ${sender} and kind = any(${[...kinds]}::text[])
        and standing > ${bounds.factsOfAKind}) as beyond`.execute(trx)
  return rows[0]?.beyond ?? false
}

async function keepFacts(trx: Trx, told: readonly Told[]): Promise<void> {
  const latest = [...new Map(told.map((one) => [`${one.kind} ${one.key}`, one])).values()]
  await sql`insert into shared_fact (owner, kind, key, content, number, told_at)
    select * from unnest(${latest.map(({ sender }) => sender)}::text[], ${latest.map(({ kind }) => kind)}::text[],
      ${latest.map(({ key }) => key)}::text[],
      ${latest.map(({ content }) => (content === null ? null : JSON.stringify(content)))}::jsonb[],
      ${latest.map(({ number }) => number)}::bigint[], ${latest.map(({ at }) => at)}::timestamptz[])
    on conflict (owner, kind, key) do update
      set content = excluded.content, number = excluded.number, told_at = excluded.told_at, heard_at = clock_now()`.execute(
    trx,
  )
}

/** How far a peer's clock may be ahead of ours: what a wrong clock once said would outlast all that it says later. */
const AHEAD = '1 hour'

/**
 * Takes a pulse: how far the peer has told everything, and its receipt for what it heard. An older one than the last, one
 * that is not signed by a standing key or is of the future, or a receipt for what was never told changes nothing.
 */
export async function hearPulse(trx: Trx, self: Peer, sender: string, text: string): Promise<boolean> {
  const pulse = openPulse(text)
  if (!pulse || pulse.sender !== sender || pulse.receiver !== self.code) return false
  const keys = await keysOf(trx, sender)
  if (!keys?.some(({ key, revokedAt }) => key === pulse.key && revokedAt === null)) return false
  const newer = await sql`
    update node_channel c set pulse = ${JSON.stringify(pulse)}::jsonb
    where c.peer = ${sender} and (c.pulse is null or (c.pulse ->> 'at')::timestamptz < ${pulse.at}::timestamptz)
      and ${pulse.at}::timestamptz <= clock_now() + ${AHEAD}::interval`.execute(trx)
  if (!newer.numAffectedRows) return false
  await receive(trx, sender, pulse)
  await completeBy(trx, sender)
  return true
}

/**
 * Notes how far the peer has heard us. One that lost what it had heard (it was restored from a backup) says less than before:
 * it is sent again from there, and its furthest receipt stays as evidence.
 */
async function receive(trx: Trx, sender: string, pulse: SignedPulse): Promise<void> {
  await sql`update node_channel c set received_number = ${pulse.heard}, received_at = clock_now(),
      sent_number = case when ${pulse.heard} < c.received_number then ${pulse.heard} else c.sent_number end,
      receipt = case when ${pulse.heard} >= coalesce((c.receipt ->> 'heard')::bigint, 0)
        then ${JSON.stringify(pulse)}::jsonb else c.receipt end
    where c.peer = ${sender} and (
      (${pulse.heard} = 0 and c.received_number > 0) or exists (select from node_message m
        where m.receiver = ${sender} and m.number = ${pulse.heard} and m.hash = ${pulse.heardHash}))`.execute(trx)
}

/** All that the peer had told by its last pulse is here: our view is complete up to that moment, and never beyond now; no message waits. */
async function completeBy(trx: Trx, sender: string): Promise<void> {
  await sql`update node_channel c set complete_at = least((c.pulse ->> 'at')::timestamptz, clock_now()), stopped = null
    where c.peer = ${sender} and c.pulse is not null and (c.pulse ->> 'told')::bigint <= c.heard_number
      and (c.complete_at is null or c.complete_at < (c.pulse ->> 'at')::timestamptz)`.execute(trx)
}
