import type { TestServer } from '../../../../test/support/index.ts'
import { loadGazetteer } from '../../../gazetteer/index.ts'
import { placePeople } from '../../../monitoring/stage.testing.ts'
import type { DatabaseHandle } from '../../../platform/database/index.ts'
import { openIdentity } from '../../identity/index.ts'
import { hear, hearPulse } from '../hear.ts'
import { type Marks, offer } from '../offer.ts'
import { makePulse, nextParcel, noteSent } from '../send.ts'
import { findSelf, listPeers } from '../store.ts'
import { allCargo } from './index.ts'

/** A node of a test: a server with a database of its own, that tells others without NATS between. */
export interface ToldNode {
  code: string
  name: string
  role: 'region' | 'member'
  jurisdictionCode: string | null
  server: Pick<TestServer, 'handle' | 'folder'>
  marks: Marks
}

export const REGION = { code: 'region', name: '北部湾城市群', role: 'region', jurisdictionCode: null } as const
export const GUANGXI = { code: 'gx', name: '广西壮族自治区', role: 'member', jurisdictionCode: '450000' } as const
export const GUANGDONG = { code: 'gd', name: '广东省', role: 'member', jurisdictionCode: '440000' } as const

export const nodeOf = (facts: Omit<ToldNode, 'server' | 'marks'>, server: ToldNode['server']): ToldNode => ({
  ...{ ...facts, server, marks: new Map() },
})

/** Makes every one of them known to every other, with its key. */
export async function acquaint(nodes: readonly ToldNode[]): Promise<void> {
  for (const at of nodes)
    await at.server.handle.asSystem(async (trx) => {
      for (const { code, name, role, jurisdictionCode, server } of nodes) {
        const row = { code, name, name_en: name, role, jurisdiction_code: jurisdictionCode, is_self: code === at.code }
        await trx.insertInto('node').values(row).execute()
        const key = { public_key: openIdentity(server.folder).publicKey, node_code: code }
        await trx.insertInto('node_key').values(key).execute()
      }
    })
}

/** Everybody tells everybody else what there is to tell, and all of it is heard. @returns how many messages went */
export async function tellAll(nodes: readonly ToldNode[], now = new Date()): Promise<number> {
  let messages = 0
  for (const from of nodes) {
    const identity = openIdentity(from.server.folder)
    const sent = <T>(work: Parameters<typeof from.server.handle.asSystem<T>>[0]) => from.server.handle.asSystem(work)
    const self = await sent(findSelf)
    if (!self) throw new Error(`${from.code} is no node.`)
    messages += await sent((trx) => offer(trx, self, allCargo, from.marks, now))
    for (const peer of await sent(listPeers)) {
      const to = nodes.find(({ code }) => code === peer.code)
      if (!to) continue
      const receiver = await to.server.handle.asSystem(findSelf)
      if (!receiver) throw new Error(`${to.code} is no node.`)
      for (;;) {
        const parcel = await sent((trx) => nextParcel(trx, identity, from.code, to.code))
        if (!parcel) break
        const heard = await to.server.handle.asSystem((trx) => hear(trx, receiver, parcel, allCargo))
        if ('refused' in heard) throw new Error(`${to.code} refused what ${from.code} told: ${heard.refused}`)
        await sent((trx) => noteSent(trx, parcel))
      }
      const pulse = await sent((trx) => makePulse(trx, identity, from.code, to.code, now))
      await to.server.handle.asSystem((trx) => hearPulse(trx, receiver, from.code, JSON.stringify(pulse)))
    }
  }
  return messages
}

/** What a node has of another's kind, by key; what is told no longer is left out. */
export async function toldOf(handle: DatabaseHandle, owner: string, kind: string): Promise<Map<string, object>> {
  const rows = await handle.asSystem((trx) =>
    trx
      .selectFrom('shared_fact')
      .select(['key', 'content'])
      .where('owner', '=', owner)
      .where('kind', '=', kind)
      .where('content', 'is not', null)
      .execute(),
  )
  return new Map(rows.map(({ key, content }) => [key, content ?? {}]))
}

/** Gives a node's people their places: the department lies in 广西, the other one in 广东. */
export async function placeNodePeople(handle: DatabaseHandle): Promise<void> {
  await loadGazetteer(handle)
  await placePeople(handle)
}
