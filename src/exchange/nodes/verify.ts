import { sql } from 'kysely'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { changedOf, missedOf } from './replay.ts'
import { BEGINNING, linksOf } from './rules/chain.ts'
import type { HeardUpTo } from './rules/judge.ts'
import { openParcel } from './rules/parcel.ts'
import { findSelf } from './store.ts'

/** What became of one channel when it was recomputed from its first message. */
export interface ChannelVerdict {
  sender: string
  receiver: string
  messages: number
  /** The first message at which it does not hold, and why; null: all of it holds. */
  broken: { number: number; reason: string } | null
}

const PAGE = 5000

/**
 * Recomputes every channel of this node: what it told, against its chain; what it heard, against the chains and signatures
 * of whoever told it. Both to where they stood when this began: the node goes on meanwhile. What was heard is proven by this
 * alone, to anybody who knows the sender's public key; and what this node shows of others is what comes of it (replay.ts).
 */
export async function verifyChannels(database: DatabaseHandle): Promise<ChannelVerdict[]> {
  const self = await database.asSystem(findSelf)
  const peers = await database.asSystem((trx) =>
    trx
      .selectFrom('node_channel')
      .select(['peer', 'told_number', 'told_hash', 'heard_number', 'heard_hash'])
      .orderBy('peer')
      .execute(),
  )
  const verdicts: ChannelVerdict[] = []
  for (const { peer, ...channel } of peers) {
    const own = self?.code ?? ''
    const [told, heard] = [channel.told_hash, channel.heard_hash].map((hash) => hash.trim()) as [string, string]
    verdicts.push(await verifyTold(database, own, peer, { number: channel.told_number, hash: told }))
    verdicts.push(await verifyHeard(database, peer, own, { number: channel.heard_number, hash: heard }))
  }
  return verdicts
}

async function verifyTold(
  database: DatabaseHandle,
  sender: string,
  receiver: string,
  upTo: HeardUpTo,
): Promise<ChannelVerdict> {
  const verdict: ChannelVerdict = { sender, receiver, messages: 0, broken: null }
  let last = BEGINNING
  for (;;) {
    const { rows } = await database.asSystem((trx) =>
      sql<{ number: number; event: string; hash: string }>`
        select number, event, hash from node_message where receiver = ${receiver} and number > ${verdict.messages}
          and number <= ${upTo.number} order by number limit ${PAGE}`.execute(trx),
    )
    if (rows.length === 0) {
      if (last === upTo.hash) return verdict
      return { ...verdict, broken: { number: verdict.messages + 1, reason: 'what was told after it is missing' } }
    }
    const links = linksOf(
      last,
      rows.map(({ event }) => event),
    )
    const wrong = rows.findIndex(
      ({ number, hash }, index) => number !== verdict.messages + 1 + index || hash !== links[index],
    )
    if (wrong >= 0)
      return {
        ...verdict,
        broken: { number: verdict.messages + 1 + wrong, reason: 'its hash is not that of the message' },
      }
    verdict.messages += rows.length
    last = links.at(-1) ?? last
  }
}

interface KeptParcel {
  first: number
  last: number
  previous: string
  head: string
  key: string
  signature: string
  events: string[]
  isOurs: boolean
}

/** Parcels can overlap, when one was sent again with what had come since: each is recomputed as it was signed. */
async function verifyHeard(
  database: DatabaseHandle,
  sender: string,
  receiver: string,
  upTo: HeardUpTo,
): Promise<ChannelVerdict> {
  const verdict: ChannelVerdict = { sender, receiver, messages: 0, broken: null }
  let head = BEGINNING
  for (;;) {
    const { rows } = await database.asSystem((trx) =>
      sql<KeptParcel>`
        select p.first, p.last, p.previous, p.head, p.key, p.signature,
          (select count(*) from node_key k where k.public_key = p.key and k.node_code = p.sender) > 0 as "isOurs",
          array(select h.event from node_heard h where h.sender = p.sender and h.number between p.first and p.last
            order by h.number) as events
        from node_parcel p where p.sender = ${sender} and p.last > ${verdict.messages} and p.last <= ${upTo.number}
        order by p.last limit 50`.execute(trx),
    )
    if (rows.length === 0) {
      if (head.trim() === upTo.hash) return { ...verdict, broken: await changedOf(database, sender, upTo.number) }
      return { ...verdict, broken: { number: verdict.messages + 1, reason: 'what was heard after it is missing' } }
    }
    for (const { isOurs, ...parcel } of rows) {
      const opened = openParcel({ sender, receiver, ...parcel })
      const broken = (reason: string) => ({ ...verdict, broken: { number: parcel.first, reason } })
      if (!isOurs) return broken('its key is not the sender’s')
      if (typeof opened === 'string') return broken(opened)
      if (parcel.first > verdict.messages + 1) return broken('messages before it are missing')
      const missed = await missedOf(database, sender, opened.told)
      if (missed) return { ...verdict, broken: missed }
      verdict.messages = parcel.last
      head = parcel.head
    }
  }
}
