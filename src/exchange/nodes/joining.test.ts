import { randomUUID } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { createTestDatabase, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { openIdentity } from '../identity/index.ts'
import {
  admitNode,
  type Invitation,
  initNode,
  type JoinRequest,
  joinCluster,
  readJoinRequest,
  revokeNode,
} from './joining.ts'
import { readNodeSettings } from './settings.ts'

const database = withDatabase()
const local = { client: { host: '127.0.0.1', port: 4222 } }
const network = { ...local, leaf: { host: '0.0.0.0', port: 7422 }, reachedAt: 'hub.example.gov.cn:7422' }
let region: Parameters<typeof initNode>[0]
let member: Parameters<typeof initNode>[0]
let request: JoinRequest

const gx = {
  code: 'gx',
  name: '广西壮族自治区',
  nameEn: 'Guangxi',
  role: 'member',
  jurisdictionCode: '450000',
} as const
const admit = (document: unknown) =>
  region.database.asSystem((trx) =>
    admitNode(trx, region.identity, readNodeSettings(region.dataFolder), readJoinRequest(document)),
  )
const refuses = (code: string) => expect.objectContaining({ code })

beforeAll(async () => {
  await loadGazetteer(database.handle)
  region = { database: database.handle, dataFolder: database.folder, identity: openIdentity(database.folder) }
  const other = await createTestDatabase()
  await loadGazetteer(other.handle)
  member = { database: other.handle, dataFolder: other.folder, identity: openIdentity(other.folder) }
  return () => other.remove()
}, 120_000)

test('[EXC-153] an installation becomes a node once, of a jurisdiction that there is', async () => {
  await expect(admit({})).rejects.toEqual(refuses('node_request_unreadable'))
  const nowhere = { ...gx, jurisdictionCode: '990000' }
  await expect(initNode(member, nowhere, local)).rejects.toEqual(refuses('node_jurisdiction_unknown'))
  request = (await initNode(member, gx, local)) as JoinRequest
  await expect(initNode(member, gx, local)).rejects.toEqual(refuses('node_already'))
  expect(readJoinRequest(JSON.parse(JSON.stringify(request)))).toEqual(request)
  await expect(admit(request)).rejects.toEqual(refuses('node_none'))
  await initNode(
    region,
    { code: 'region', name: '区域', nameEn: 'Region', role: 'region', jurisdictionCode: null },
    network,
  )
  for (const { dataFolder } of [region, member])
    expect(statSync(join(dataFolder, 'node.json')).mode & 0o777).toBe(0o600)
})

test('[EXC-153] a request that was changed, or is signed by another key, is none', () => {
  for (const change of [
    { code: 'gd' },
    { name: '广东省' },
    { publicKey: region.identity.publicKey },
    { signature: '' },
    { more: 1 },
  ])
    expect(() => readJoinRequest({ ...request, ...change })).toThrow(refuses('node_request_unreadable'))
})

test('[EXC-153] an invitation is for one key, and its password is nowhere at the region', async () => {
  const invitation: Invitation = await admit(request)
  expect(invitation.address).toBe('hub.example.gov.cn:7422')
  await expect(admit(request)).rejects.toEqual(refuses('node_code_taken'))
  const dump = await region.database.asSystem((trx) => trx.selectFrom('node_credential').selectAll().execute())
  expect(dump.map(({ password_hash }) => password_hash.slice(0, 4))).toEqual(['$2b$'])
  expect(JSON.stringify(dump)).not.toContain(invitation.password)
  for (const change of [{ address: 'evil.example:7422' }, { password: 'x'.repeat(43) }, { code: 'gd' }, { tls: true }])
    await expect(joinCluster(member, { ...invitation, ...change })).rejects.toEqual(
      refuses('node_invitation_unreadable'),
    )
  const otherKey = { ...member, identity: openIdentity(join(member.dataFolder, 'other')) }
  await expect(joinCluster(otherKey, invitation)).rejects.toEqual(refuses('node_invitation_unreadable'))
  await joinCluster(member, invitation)
  expect(readNodeSettings(member.dataFolder)?.region).toMatchObject({ code: 'region', address: invitation.address })
  await expect(joinCluster(region, invitation)).rejects.toEqual(refuses('node_none'))
})

test('[EXC-165] the same request with its key is answered with the same invitation, and no other with it', async () => {
  const own = openIdentity(join(member.dataFolder, 'third'))
  const said = {
    ...request,
    code: 'hn',
    name: '海南省',
    nameEn: 'Hainan',
    jurisdictionCode: '460000',
    publicKey: own.publicKey,
  }
  const { signature: _, ...unsigned } = said
  const asked = { ...unsigned, signature: own.sign(Buffer.from(JSON.stringify(unsigned))) }
  const letIn = (once?: string) =>
    region.database.asSystem((trx) =>
      admitNode(trx, region.identity, readNodeSettings(region.dataFolder), readJoinRequest(asked), once),
    )
  const [key, other] = [randomUUID(), randomUUID()]
  const invitation = await letIn(key)
  expect(await letIn(key)).toEqual(invitation)
  for (const wrong of [other, undefined]) await expect(letIn(wrong)).rejects.toEqual(refuses('node_code_taken'))
  const { database, identity } = region
  const byAnother = database.asActor({ ...PEOPLE.administrator }, (trx) =>
    admitNode(trx, identity, readNodeSettings(region.dataFolder), readJoinRequest(asked), key),
  )
  await expect(byAnother).rejects.toEqual(refuses('node_code_taken'))
  const { rows } = await region.database.asSystem((trx) =>
    sql`select from audit_line where content::json ->> 'action' = 'exchange.admit_node'
      and content::json ->> 'subjectId' = 'hn'`.execute(trx),
  )
  expect(rows).toHaveLength(1)
})

test('[EXC-167] one node speaks for a place: of two at once, too, the second is refused', async () => {
  const requestOf = (code: string, jurisdictionCode: string) => {
    const own = openIdentity(join(member.dataFolder, code))
    const { signature: _, ...said } = { ...request, code, jurisdictionCode, publicKey: own.publicKey }
    return { ...said, signature: own.sign(Buffer.from(JSON.stringify(said))) }
  }
  await expect(admit(requestOf('hainan', '460000'))).rejects.toEqual(refuses('node_place_taken'))
  const atOnce = await Promise.allSettled([admit(requestOf('hk', '460100')), admit(requestOf('haikou', '460100'))])
  expect(atOnce.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(atOnce.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refuses('node_place_taken') })
})

test('[EXC-166] a session of the application without an actor lets nobody in and cuts nobody off', async () => {
  const asNobody = (statement: ReturnType<typeof sql>) =>
    region.database.kysely.transaction().execute(async (trx) => {
      await sql`set local role qunce_app`.execute(trx)
      await statement.execute(trx)
    })
  for (const statement of [
    sql`select admit_node('hk', 'x', 'x', null, ${'x'.repeat(43)}, 'x')`,
    sql`select revoke_node('hn', 'x')`,
    sql`select node_password_hash('hn')`,
    sql`select keep_revoked_node('hn', 'x')`,
  ])
    await expect(asNobody(statement)).rejects.toMatchObject({ code: '42501' })
})

test('[EXC-153] who was cut off comes back with a new key alone', async () => {
  const revoke = (code: string) => region.database.asSystem((trx) => revokeNode(trx, code, '密钥泄露'))
  await expect(revoke('hi')).rejects.toEqual(refuses('node_not_standing'))
  await revoke('gx')
  await expect(admit(request)).rejects.toEqual(refuses('node_key_spent'))
  const renewed = openIdentity(join(member.dataFolder, 'renewed'))
  // It is of the place that its new request says.
  const { signature: _, ...said } = { ...request, jurisdictionCode: '450500', publicKey: renewed.publicKey }
  const again = { ...said, signature: renewed.sign(Buffer.from(JSON.stringify(said))) }
  expect((await admit(again)).publicKey).toBe(renewed.publicKey)
  const place = await region.database.asSystem((trx) =>
    trx.selectFrom('node').select('jurisdiction_code').where('code', '=', 'gx').executeTakeFirst(),
  )
  expect(place).toEqual({ jurisdiction_code: '450500' })
})

test('[EXC-153] a damaged node.json is said, not guessed at', () => {
  const path = join(member.dataFolder, 'node.json')
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, before.replace('"gx"', '"GX!"'))
  expect(() => readNodeSettings(member.dataFolder)).toThrow(refuses('node_settings_damaged'))
  writeFileSync(path, '{')
  expect(() => readNodeSettings(member.dataFolder)).toThrow(refuses('node_settings_damaged'))
})
