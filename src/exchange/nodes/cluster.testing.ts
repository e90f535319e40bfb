import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { loadGazetteer } from '../../gazetteer/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { type Identity, openIdentity } from '../identity/index.ts'
import type { Cargo } from './cargo.ts'
import { directoryCargo } from './directory.ts'
import { type Invitation, initNode, type JoinRequest, joinCluster } from './joining.ts'
import { type RunningNode, startNode } from './link.ts'
import { readNodeSettings } from './settings.ts'

/** A line between two servers that a test can cut, and that keeps all that went through it. */
export interface Wire {
  readonly port: number
  /** What went from the side that dialled to the other, as it was sent. */
  readonly captured: Buffer[]
  cut(): void
  mend(): void
  close(): Promise<void>
}

export async function wireTo(port: number): Promise<Wire> {
  const sockets = new Set<Socket>()
  const captured: Buffer[] = []
  let isCut = false
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect({ host: '127.0.0.1', port })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (bytes) => captured.push(bytes))
    near.pipe(far)
    far.pipe(near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const wire: Wire = {
    port: (server.address() as AddressInfo).port,
    captured,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    async close() {
      wire.cut()
      server.close()
      await once(server, 'close')
    },
  }
  return wire
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Things that a node owns, in memory: what it tells to whom is up to the test. */
export class Things {
  readonly all = new Map<string, { text: string; for: readonly string[] }>()
  readonly cargo: Cargo = {
    kind: 'thing',
    version: 1,
    facts: async (_trx, receiver) =>
      [...this.all]
        .filter(([, { for: receivers }]) => receivers.includes(receiver.code))
        .map(([key, { text }]) => ({ kind: 'thing', key, content: { text } })),
  }
}

export interface TestNode {
  code: string
  database: DatabaseHandle
  folder: string
  /** Of its database, on a real server. */
  url: string | undefined
  identity: Identity
  things: Things
  node: RunningNode | undefined
  errors: string[]
  start(): Promise<void>
  stop(): Promise<void>
  remove(): Promise<void>
}

/** A database of a node's own, migrated and open, with a folder. */
export interface OwnDatabase {
  handle: DatabaseHandle
  folder: string
  url: string | undefined
  remove(): Promise<void>
}

export async function makeNode(code: string, own: OwnDatabase, more: readonly Cargo[] = []): Promise<TestNode> {
  const { handle, folder, url, remove } = own
  await loadGazetteer(handle)
  const identity = openIdentity(folder)
  const things = new Things()
  const errors: string[] = []
  const node: TestNode = {
    ...{ code, database: handle, folder, url, identity, things, errors, node: undefined },
    async start() {
      const settings = readNodeSettings(folder)
      if (!settings) throw new Error('It is no node yet.')
      const log = {
        error: (facts: object, message: string) => void errors.push(`${message} ${Object.values(facts).map(String)}`),
      }
      const cargo = [directoryCargo, things.cargo, ...more]
      node.node = await startNode(
        { database: handle, identity, dataFolder: folder, clock: () => new Date(), log, cargo },
        settings,
      )
    },
    async stop() {
      await node.node?.stop()
      node.node = undefined
    },
    async remove() {
      await node.stop()
      await remove()
    },
  }
  return node
}

/** What the region says of itself leads nowhere: members have their wires, which can be cut. */
const NOWHERE = '127.0.0.1:1'

export async function initRegion(region: TestNode): Promise<number> {
  const [client, leaf] = [await freePort(), await freePort()]
  const host = '127.0.0.1'
  await initNode(
    { database: region.database, dataFolder: region.folder, identity: region.identity },
    { code: region.code, name: '北部湾城市群', nameEn: 'Beibu Gulf cluster', role: 'region', jurisdictionCode: null },
    { client: { host, port: client }, leaf: { host, port: leaf }, reachedAt: NOWHERE },
  )
  return leaf
}

export async function initMember(member: TestNode, name: string, jurisdictionCode: string): Promise<JoinRequest> {
  const request = await initNode(
    { database: member.database, dataFolder: member.folder, identity: member.identity },
    { code: member.code, name, nameEn: name, role: 'member', jurisdictionCode },
    { client: { host: '127.0.0.1', port: await freePort() } },
  )
  if (!request) throw new Error('A member asks to join.')
  return request
}

/** Joins by way of a wire instead of the region's own address. The invitation is re-signed: its address is the test's. */
export async function joinBy(member: TestNode, invitation: Invitation, region: TestNode, wire: Wire): Promise<void> {
  const { signature: _, ...said } = { ...invitation, address: `127.0.0.1:${wire.port}` }
  const signed = { ...said, signature: region.identity.sign(Buffer.from(JSON.stringify(said))) }
  await joinCluster({ database: member.database, dataFolder: member.folder, identity: member.identity }, signed)
}

/** Waits until it holds, and fails with what it says otherwise. */
export async function until(holds: () => Promise<unknown>, withinMs = 60_000): Promise<void> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      await holds()
      return
    } catch (error) {
      if (performance.now() > deadline) throw error
      await wait(50)
    }
  }
}

/** What a node has of another's things: key and text. */
export async function heardThings(at: TestNode, owner: string): Promise<Record<string, string>> {
  const rows = await at.database.asSystem((trx) =>
    trx
      .selectFrom('shared_fact')
      .select(['key', 'content'])
      .where('owner', '=', owner)
      .where('kind', '=', 'thing')
      .where('content', 'is not', null)
      .execute(),
  )
  return Object.fromEntries(rows.map(({ key, content }) => [key, String(content?.text)]))
}

/** Every node has of every other exactly what that one would have it know. */
export async function expectTruth(nodes: readonly TestNode[], withinMs?: number): Promise<void> {
  await until(async () => {
    for (const at of nodes)
      for (const owner of nodes.filter((one) => one !== at)) {
        const truth = [...owner.things.all].filter(([, { for: receivers }]) => receivers.includes(at.code))
        const wanted = Object.fromEntries(truth.map(([key, { text }]) => [key, text]))
        const heard = await heardThings(at, owner.code)
        assert.deepEqual(
          [at.code, owner.code, heard],
          [at.code, owner.code, wanted],
          nodes.map(({ code, errors }) => `${code}: ${errors}`).join('\n'),
        )
      }
  }, withinMs)
}
