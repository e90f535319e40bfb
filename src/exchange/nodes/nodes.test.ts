import { existsSync, readFileSync, rmSync } from 'node:fs'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../test/support/index.ts'
import {
  expectTruth,
  heardThings,
  initMember,
  initRegion,
  joinBy,
  makeNode,
  type TestNode,
  until,
  type Wire,
  wireTo,
} from './cluster.testing.ts'
import { admitNode, readJoinRequest, readNodeSettings, revokeNode } from './index.ts'
import { NODE_USER, toStream } from './rules/natsConfig.ts'
import type { NodeSettings } from './settings.ts'
import { CONSUMER } from './streams.ts'
import { verifyChannels } from './verify.ts'

const hasNats = ['/usr/sbin/nats-server', '/usr/bin/nats-server'].some((path) => existsSync(path))

// Three installations, three NATS servers, and wires between them that are cut.
describe.skipIf(!hasNats)('nodes', () => {
  const nodes: TestNode[] = []
  const wires = new Map<string, Wire>()
  const nodeOf = (code: string) => nodes.find((node) => node.code === code) as TestNode

  async function admit(member: TestNode, name: string, jurisdiction: string, leaf: number): Promise<void> {
    const region = nodeOf('region')
    const request = readJoinRequest(JSON.parse(JSON.stringify(await initMember(member, name, jurisdiction))))
    const invitation = await region.database.asSystem((trx) =>
      admitNode(trx, region.identity, readNodeSettings(region.folder), request),
    )
    const wire = await wireTo(leaf)
    wires.set(member.code, wire)
    await joinBy(member, invitation, region, wire)
  }

  beforeAll(async () => {
    for (const code of ['region', 'gx', 'gd']) nodes.push(await makeNode(code, await createTestDatabase()))
    const leaf = await initRegion(nodeOf('region'))
    await admit(nodeOf('gx'), '广西壮族自治区', '450000', leaf)
    await nodeOf('region').start()
    await nodeOf('gx').start()
    // One comes later, as they do: the others go on.
    await admit(nodeOf('gd'), '广东省', '440000', leaf)
    await nodeOf('gd').start()
  }, 240_000)

  afterAll(async () => {
    for (const node of [...nodes].reverse()) await node.remove()
    for (const wire of wires.values()) await wire.close()
  }, 60_000)

  const tell = (code: string, key: string, text: string, ...receivers: string[]) =>
    nodeOf(code).things.all.set(key, { text, for: receivers })

  test('[EXC-140] what a node owns reaches whom it is for, and nobody else gets to see it', async () => {
    tell('gx', 'a', '给区域的', 'region')
    tell('gx', 'b', '给广东的', 'gd')
    tell('gx', 'c', '给大家的', 'region', 'gd')
    tell('gx', 'd', '不给谁的')
    tell('region', 'e', '区域告知', 'gx', 'gd')
    await expectTruth(nodes)
    const left = Buffer.concat(wires.get('gx')?.captured ?? []).toString()
    expect(left).toContain('给广东的')
    expect(left).not.toContain('不给谁的')
    expect(Buffer.concat(wires.get('gd')?.captured ?? []).toString()).not.toContain('给区域的')
  }, 90_000)

  test('[EXC-135] a member makes, changes and ends no stream at the region, and takes no more of its disk than its two', async () => {
    const { client, password } = readNodeSettings(nodeOf('gx').folder) as NodeSettings
    const line = await connect({ servers: `${client.host}:${client.port}`, user: NODE_USER, pass: password })
    try {
      const atRegion = await jetstreamManager(line, { domain: 'region', checkAPI: false, timeout: 2000 })
      await expect(atRegion.streams.add({ name: 'MORE', subjects: ['more'] })).rejects.toThrow()
      await expect(atRegion.streams.delete(toStream('gx'))).rejects.toThrow()
      await expect(atRegion.consumers.add(toStream('gx'), { durable_name: 'more' })).rejects.toThrow()
      await expect(atRegion.consumers.info(toStream('gx'), CONSUMER)).resolves.toMatchObject({ name: CONSUMER })
    } finally {
      await line.close()
    }
  }, 30_000)

  test('[EXC-141] a cut line loses nothing: both sides work on, and catch up by themselves', async () => {
    wires.get('gx')?.cut()
    for (let n = 0; n < 1200; n++) tell('gx', `cut${n}`, `断线时 ${n}`, 'region')
    tell('gx', 'a', '断线时改的', 'region')
    tell('region', 'f', '断线时区域告知', 'gx', 'gd')
    await until(async () => expect(await heardThings(nodeOf('gd'), 'region')).toHaveProperty('f'))
    expect(await heardThings(nodeOf('region'), 'gx')).toMatchObject({ a: '给区域的' })
    wires.get('gx')?.mend()
    await expectTruth(nodes, 60_000)
    for (const node of nodes)
      expect((await verifyChannels(node.database)).filter(({ broken }) => broken !== null)).toEqual([])
  }, 120_000)

  test('[EXC-142] what NATS has lost is sent again from the database', async () => {
    const gx = nodeOf('gx')
    await gx.stop()
    rmSync(`${gx.folder}/nats/jetstream`, { recursive: true })
    tell('gx', 'g', '重启之后', 'region', 'gd')
    await gx.start()
    await expectTruth(nodes, 60_000)
  }, 120_000)

  test('[EXC-143] who is cut off is out at once, at the server and at every node', async () => {
    const region = nodeOf('region')
    await region.database.asSystem((trx) => revokeNode(trx, 'gx', '密钥泄露'))
    await until(async () => {
      const known = await nodeOf('gd').database.asSystem((trx) =>
        trx.selectFrom('node').select('revoked_reason').where('code', '=', 'gx').executeTakeFirst(),
      )
      expect(known?.revoked_reason).toBe('密钥泄露')
    })
    const before = await heardThings(region, 'gx')
    tell('gx', 'h', '被停用之后', 'region', 'gd')
    tell('region', 'i', '停用之后', 'gx', 'gd')
    await until(async () => expect(await heardThings(nodeOf('gd'), 'region')).toHaveProperty('i'))
    await until(async () => {
      const told = await nodeOf('gx').database.asSystem((trx) =>
        trx
          .selectFrom('node_channel')
          .select(['told_number', 'received_number'])
          .where('peer', '=', 'region')
          .executeTakeFirst(),
      )
      expect(told?.told_number).toBeGreaterThan(told?.received_number ?? 0)
    })
    await until(async () =>
      expect(readFileSync(`${nodeOf('gx').folder}/nats/nats.log`, 'utf8')).toMatch(/Authorization Violation/i),
    )
    expect(await heardThings(region, 'gx')).toEqual(before)
    expect(await heardThings(nodeOf('gx'), 'region')).not.toHaveProperty('i')
  }, 90_000)
})
