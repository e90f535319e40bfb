import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Cargo, Peer } from './cargo.ts'
import type { Fact } from './rules/event.ts'
import { MOST_BYTES } from './rules/parcel.ts'
import { listPeers } from './store.ts'
import { digestOf, tell } from './tell.ts'

/** Of a content: a character is at most three bytes, and an event has some more around it. */
const MOST_CHARACTERS = MOST_BYTES / 3 - 2000

/** What cargo said when its facts were last compared (Cargo.mark), by receiver and kind. Losing it costs a comparison. */
export type Marks = Map<string, string>

/**
 * Tells every peer what differs from what it was told last: what is new or changed, and what it is to have no longer.
 * It holds what stands against what was told, so that nothing is lost by a moment that was missed.
 * @returns how many messages were added
 */
export async function offer(trx: Trx, self: Peer, cargo: readonly Cargo[], marks: Marks, now: Date): Promise<number> {
  let added = 0
  const versionOf = (kind: string) => cargo.find((one) => one.kind === kind)?.version ?? 1
  for (const peer of await listPeers(trx)) {
    const facts: Fact[] = []
    for (const one of cargo) facts.push(...(await changesOf(trx, one, peer, self, marks)))
    await tell(trx, facts, { sender: self.code, receiver: peer.code, versionOf, now })
    added += facts.length
  }
  return added
}

async function changesOf(trx: Trx, cargo: Cargo, peer: Peer, self: Peer, marks: Marks): Promise<Fact[]> {
  if (!cargo.mark) return differing(trx, cargo, peer, self)
  const mark = await cargo.mark(trx, peer, self)
  const place = `${peer.code} ${cargo.kind}`
  if (marks.get(place) === mark) return []
  const facts = await differing(trx, cargo, peer, self)
  marks.set(place, mark)
  return facts
}

async function differing(trx: Trx, cargo: Cargo, peer: Peer, self: Peer): Promise<Fact[]> {
  const all = await cargo.facts(trx, peer, self)
  const standing = await fitting(trx, all, peer, self)
  const { rows } = await sql<{ key: string; digest: string }>`
    select key, digest from node_told where receiver = ${peer.code} and kind = ${cargo.kind}`.execute(trx)
  const told = new Map(rows.map(({ key, digest }) => [key, digest]))
  const keys = new Set(all.map(({ key }) => key))
  const ended = rows.filter(({ key }) => !keys.has(key))
  return [
    ...standing.filter((fact) => told.get(fact.key) !== digestOf(fact)),
    ...ended.map(({ key }) => ({ kind: cargo.kind, key, content: null })),
  ]
}

/** What a parcel cannot carry is on record, and keeps nothing else from being told; the receiver keeps what it has of it. */
async function fitting(trx: Trx, facts: Fact[], peer: Peer, self: Peer): Promise<Fact[]> {
  const large = facts.filter(({ content }) => JSON.stringify(content).length > MOST_CHARACTERS)
  for (const { kind, key, content } of large)
    await sql`insert into node_refusal as r (sender, reason, what, first, head, key, bytes)
      values (${self.code}, 'too_large', ${`${peer.code} ${kind} ${key}`.slice(0, 200)}, 0, '', '', ${Buffer.byteLength(JSON.stringify(content))})
      on conflict on constraint node_refusal_once do update set times = r.times + 1, last_at = clock_now()`.execute(trx)
  return large.length === 0 ? facts : facts.filter((fact) => !large.includes(fact))
}
