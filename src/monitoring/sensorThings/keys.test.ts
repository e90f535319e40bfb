import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { addedSection, addedStation, datastreamOf, formOf, placePeople, sent } from '../stage.testing.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
    await handle.asSystem(async (trx) => {
      const { organizationId } = actorOf('office')
      await sql`insert into cluster (id, name, english_name, source, sample, coordinating_organization_id)
        values ('keys', '测试城市群', 'Test', 'test', false, ${organizationId}::uuid)`.execute(trx)
      await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
        values ('keys', '450900', 1)`.execute(trx)
    })
  },
})
type Maker = 'department' | 'office' | 'leader'
const keyOf = async (person: Maker, scope: 'read' | 'observations') =>
  (await server.as(person)).post('/api/v1/service-keys', { name: '监测站', scope })
const madeKey = async (person: Maker, scope: 'read' | 'observations' = 'observations') =>
  (await sent<{ key: string }>(keyOf(person, scope))).key
const by = (key: string) => ({ authorization: `Bearer ${key}` })
const problemOf = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const batchOf = (datastream: number, value: number) => [
  {
    Datastream: { '@iot.id': datastream },
    components: ['phenomenonTime', 'result'],
    dataArray: [['2026-03-05T08:00:00+08:00', value]],
  },
]

test('[MON-163] a key writes observations for its organization, as a batch, one by one and as a table, and reads them', async () => {
  const browser = await server.as('department')
  const section = await addedSection(browser)
  const station = await addedStation(browser, { sectionId: section.id })
  const stream = datastreamOf(station)
  const headers = by(await madeKey('department'))
  const nobody = server.nobody()
  const many = await nobody.post('/sensorthings/v1.1/CreateObservations', batchOf(stream, 0.5), headers)
  expect([many.statusCode, many.json()]).toEqual([201, [expect.stringContaining(`Observations('${stream}_`)]])
  const one = { phenomenonTime: '2026-03-05T09:00:00+08:00', result: 0.6, Datastream: { '@iot.id': stream } }
  expect((await nobody.post('/sensorthings/v1.1/Observations', one, headers)).statusCode).toBe(201)
  const table = formOf(Buffer.from(`站点编码,监测时间,氨氮\n${station.code},2026-03-06,0.7`), '监测.csv')
  const uploaded = await server.app.inject({
    method: 'POST',
    url: '/api/v1/observations/uploads',
    payload: table.payload,
    headers: { ...table.headers, ...headers },
  })
  expect(uploaded.statusCode).toBe(201)
  const read = await nobody.get(`/sensorthings/v1.1/Datastreams(${stream})/Observations?$count=true`, headers)
  expect(read.json()).toMatchObject({ '@iot.count': expect.any(Number) })
  const batches = await server.handle.asSystem((trx) =>
    trx.selectFrom('observation_batch').select('organization_id').distinct().execute(),
  )
  expect(batches).toEqual([{ organization_id: actorOf('department').organizationId }])
})

test('[MON-163] it opens nothing else, writes into nobody else’s datastreams, and is made by who may write alone', async () => {
  const station = await addedStation(await server.as('department'))
  const stream = datastreamOf(station)
  const nobody = server.nobody()
  const writing = by(await madeKey('department'))
  const reading = by(await madeKey('department', 'read'))
  expect(problemOf(await nobody.post('/sensorthings/v1.1/CreateObservations', batchOf(stream, 1), reading))).toEqual([
    403,
    'key_opens_other',
  ])
  expect(problemOf(await nobody.get('/ogc/collections', writing))).toEqual([403, 'key_opens_other'])
  expect((await nobody.post('/sensorthings/v1.1/Sensors', { name: 'x' }, writing)).statusCode).toBe(401)
  expect((await nobody.get('/api/v1/alerts', writing)).statusCode).toBe(401)
  // The office coordinates the station's place and writes into it itself, but not by a key.
  const offered = batchOf(stream, 0.9)
  const office = await (await server.as('office')).post('/sensorthings/v1.1/CreateObservations', offered)
  expect(office.json()).toEqual([expect.stringContaining(`Observations('${stream}_`)])
  const officeKey = by(await madeKey('office'))
  const byKey = await nobody.post('/sensorthings/v1.1/CreateObservations', batchOf(stream, 0.8), officeKey)
  expect(byKey.body).toContain('error')
  expect(problemOf(await keyOf('leader', 'observations'))).toEqual([403, 'permission_missing'])
})

test('[MON-163] the database bounds a key too, whatever a route forgets', async () => {
  const may = (key: 'read' | 'observations', permission: string) =>
    server.handle.asActor({ ...actorOf('department'), key }, async (trx) => {
      const { rows } = await sql<{ may: boolean }>`select actor_may(${permission}) as may`.execute(trx)
      return rows[0]?.may
    })
  expect(await may('observations', 'observation.write')).toBe(true)
  expect(await may('observations', 'station.manage')).toBe(false)
  expect(await may('observations', 'blueprint.read')).toBe(false)
  expect(await may('read', 'blueprint.read')).toBe(true)
  expect(await may('read', 'observation.write')).toBe(false)
  const { scope, user_id, membership_id } = await server.handle.asSystem((trx) =>
    trx.selectFrom('service_key').selectAll().where('scope', '=', 'observations').limit(1).executeTakeFirstOrThrow(),
  )
  const leader = actorOf('leader')
  await expect(
    server.handle.asActor(leader, (trx) =>
      sql`insert into service_key (id, token_hash, name, scope, user_id, membership_id)
        values (gen_random_uuid(), repeat('0', 64), 'x', ${scope}, ${leader.userId}, ${membership_id})`.execute(trx),
    ),
  ).rejects.toThrow()
  expect(user_id).not.toBe(leader.userId)
})
