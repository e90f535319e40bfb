import { afterAll, beforeAll, test } from 'vitest'
import {
  expectTruth,
  initMember,
  initRegion,
  joinBy,
  makeNode,
  type TestNode,
  type Wire,
  wireTo,
} from './cluster.testing.ts'
import { admitNode, readJoinRequest } from './index.ts'

let region: TestNode
let gx: TestNode
let gd: TestNode
const wires: Wire[] = []
const actor = {
  userId: 'administrator',
  userName: '管理员',
  organizationId: '00000000-0000-4000-8000-000000000001',
  organizationName: '办公室',
  role: 'administrator' as const,
}

async function admit(member: TestNode, name: string, code: string, leaf: number): Promise<Wire> {
  const request = readJoinRequest(JSON.parse(JSON.stringify(await initMember(member, name, code))))
  const invitation = await region.database.asActor(actor, (trx) =>
    admitNode(trx, region.identity, region.folder, request),
  )
  const wire = await wireTo(leaf)
  wires.push(wire)
  await joinBy(member, invitation, region, wire)
  return wire
}

beforeAll(async () => {
  region = await makeNode('region')
  gx = await makeNode('gx')
  gd = await makeNode('gd')
  const leaf = await initRegion(region)
  await admit(gx, '广西壮族自治区', '450000', leaf)
  await admit(gd, '广东省', '440000', leaf)
  for (const node of [region, gx, gd]) await node.start()
}, 120_000)

afterAll(async () => {
  for (const node of [gx, gd, region]) await node?.remove()
  for (const wire of wires) await wire.close()
}, 60_000)

test('[EXC-140] what a node owns reaches whom it is for, and nobody else', async () => {
  gx.things.all.set('a', { text: '给区域', for: ['region'] })
  gx.things.all.set('b', { text: '给广东', for: ['gd'] })
  gx.things.all.set('c', { text: '给大家', for: ['region', 'gd'] })
  region.things.all.set('d', { text: '区域告知', for: ['gx', 'gd'] })
  await expectTruth([region, gx, gd])
}, 60_000)
