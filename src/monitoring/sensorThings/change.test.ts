import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { at, measured } from '../judging.testing.ts'
import { addedStation, datastreamOf, placePeople } from '../stage.testing.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const ROOT = '/sensorthings/v1.1'
const problemOf = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]

test('[MON-164] of a Thing name, description and properties change, and nothing else', async () => {
  const browser = await server.as('department')
  const station = await addedStation(browser)
  const address = `${ROOT}/Things('${station.id}')`
  const changed = await browser.patch(address, {
    name: '石角新站',
    properties: { operator: '甲公司', code: station.code },
  })
  expect([changed.statusCode, changed.json()]).toMatchObject([
    200,
    { name: '石角新站', properties: { operator: '甲公司', code: station.code, jurisdiction: '450900' } },
  ])
  expect((await browser.patch(address, { description: '迁建' })).json()).toMatchObject({
    ...{ name: '石角新站', description: '迁建', properties: { operator: '甲公司' } },
  })
  const wrong = [{ Locations: [] }, { name: '' }, { name: 5 }, { properties: { kind: 'air' } }, { properties: [] }]
  for (const body of wrong) expect(problemOf(await browser.patch(address, body))).toEqual([422, 'sta_entity_invalid'])
  const nested = `{"properties":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`
  const deep = await browser.patch(address, nested, { 'content-type': 'application/json' })
  expect(problemOf(deep)).toEqual([400, 'body_nested'])
  const outdated = await browser.patch(address, { name: '旧' }, { 'if-match': '"v1"' })
  expect(problemOf(outdated)).toEqual([412, 'version_outdated'])
  expect((await (await server.as('city')).patch(address, { name: '他站' })).statusCode).toBeGreaterThanOrEqual(403)
  expect((await browser.get(address)).json()).toMatchObject({ name: '石角新站' })
})

test('[MON-164] a result is corrected with a reason, and what it said before is kept', async () => {
  const browser = await server.as('department')
  const stream = datastreamOf(await addedStation(browser))
  const time = at('2026-03-05')
  await measured(server.handle, [[stream, time, 0.5]])
  const address = `${ROOT}/Observations('${stream}_${time}')`
  expect(problemOf(await browser.patch(address, { result: 0.6 }))).toEqual([422, 'sta_reason_missing'])
  const reason = { 'qunce-reason': encodeURIComponent('实验室复核') }
  expect((await browser.patch(address, { result: 0.6 }, reason)).json()).toMatchObject({ result: 0.6 })
  const below = await browser.patch(address, { result: '<0.02L', parameters: { reason: '低于检出限' } })
  expect([below.statusCode, below.json().result]).toEqual([200, 0.02])
  expect(problemOf(await browser.patch(address, { phenomenonTime: 'x', result: 1 }, reason))[1]).toBe(
    'sta_entity_invalid',
  )
  expect(problemOf(await browser.patch(address, { result: 1e308 }, reason))[1]).toBe('observation_rows_unfit')
  const gone = `${ROOT}/Observations('${stream}_${time + 1}')`
  expect(problemOf(await browser.patch(gone, { result: 1 }, reason))).toEqual([404, 'observation_not_found'])
  expect((await (await server.as('city')).patch(address, { result: 9 }, reason)).statusCode).toBeGreaterThanOrEqual(403)
  const kept = await server.handle.asSystem((trx) =>
    trx
      .selectFrom('observation_correction')
      .select('value')
      .where('datastream_id', '=', stream)
      .orderBy('id')
      .execute(),
  )
  expect(kept).toEqual([{ value: 0.5 }, { value: 0.6 }])
})

test('[MON-164] nothing is deleted or put: the answer says why, and what is taken', async () => {
  const browser = await server.as('department')
  const { id } = await addedStation(browser)
  const deleted = await browser.delete(`${ROOT}/Things('${id}')`)
  expect([...problemOf(deleted), deleted.headers.allow]).toEqual([405, 'sta_method_refused', 'GET, HEAD, PATCH'])
  expect(deleted.json().detail).toContain('corrected')
  const patched = await browser.patch(`${ROOT}/Datastreams(1)`, { name: 'x' })
  expect([...problemOf(patched), patched.headers.allow]).toEqual([405, 'sta_method_refused', 'GET, HEAD, POST'])
  expect((await browser.get(`${ROOT}/Things('${id}')`)).statusCode).toBe(200)
  expect(problemOf(await browser.post(`${ROOT}/Nothing`, {}))).toEqual([404, 'sta_address_unknown'])
})
