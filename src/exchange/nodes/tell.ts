import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { linksOf } from './rules/chain.ts'
import { type Fact, writeEvent } from './rules/event.ts'

/** MD5 of a fact's content, by which it is known that it was told already; an end has none. */
export const digestOf = (fact: Fact): string => createHash('md5').update(JSON.stringify(fact.content)).digest('hex')

export interface Telling {
  sender: string
  receiver: string
  /** Versions of the schemas, by kind. */
  versionOf(kind: string): number
  now: Date
}

/**
 * Adds messages to a receiver's channel, in the transaction of what they tell: numbered and chained behind the last one.
 * The channel is locked until the commit, so that numbers have no gap.
 * @returns the number of the last message
 */
export async function tell(
  trx: Trx,
  facts: readonly Fact[],
  { sender, receiver, versionOf, now }: Telling,
): Promise<number> {
  const { rows } = await sql<{ number: number; hash: string }>`
    select told_number as number, told_hash as hash from node_channel where peer = ${receiver} for update`.execute(trx)
  const [head] = rows
  if (!head) throw new Error(`There is no channel to ${receiver}.`)
  if (facts.length === 0) return head.number
  const at = now.toISOString()
  const events = facts.map((fact, index) =>
    writeEvent({ ...fact, sender, receiver, number: head.number + 1 + index, at, version: versionOf(fact.kind) }),
  )
  const links = linksOf(head.hash, events)
  const last = head.number + events.length
  await sql`insert into node_message (receiver, number, event, hash)
    select ${receiver}, ${head.number} + position, event, hash
    from unnest(${events}::text[], ${links}::text[]) with ordinality as e (event, hash, position)`.execute(trx)
  await sql`update node_channel set told_number = ${last}, told_hash = ${links.at(-1)} where peer = ${receiver}`.execute(
    trx,
  )
  await noteTold(trx, facts, receiver)
  return last
}

/** What the receiver now has of each thing; of two facts about one thing the later counts. */
async function noteTold(trx: Trx, facts: readonly Fact[], receiver: string): Promise<void> {
  const latest = [...new Map(facts.map((fact) => [`${fact.kind} ${fact.key}`, fact])).values()]
  const standing = latest.filter(({ content }) => content !== null)
  const ended = latest.filter(({ content }) => content === null)
  if (standing.length > 0)
    await sql`insert into node_told (receiver, kind, key, digest)
      select ${receiver}, * from unnest(${standing.map(({ kind }) => kind)}::text[], ${standing.map(({ key }) => key)}::text[],
        ${standing.map(digestOf)}::text[])
      on conflict (receiver, kind, key) do update set digest = excluded.digest`.execute(trx)
  if (ended.length > 0)
    await sql`delete from node_told t using unnest(${ended.map(({ kind }) => kind)}::text[], ${ended.map(({ key }) => key)}::text[])
      as e (kind, key) where t.receiver = ${receiver} and t.kind = e.kind and t.key = e.key`.execute(trx)
}
