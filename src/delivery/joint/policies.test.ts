import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { actorOf, type PersonName, withServer } from '../../../test/support/index.ts'
import { addCluster, ladderBody, matterBody, organizationOf } from './joint.testing.ts'

// What the database alone lets through: SQL as somebody who has got past every route might send it.
const server = withServer({ prepare: addCluster, clock: () => new Date('2026-03-02T02:00:00Z') })
let ladder: { id: string; tiers: { id: string; hosts: { id: string }[] }[] }
const attempt = (person: PersonName, statement: RawBuilder<unknown>) =>
  server.handle
    .asActor(actorOf(person), (trx) => statement.execute(trx))
    .then(
      ({ numAffectedRows, rows }) => Number(numAffectedRows ?? rows.length),
      (error: { code?: string }) => (error.code === '42501' ? 'refused' : Promise.reject(error)),
    )
const nothing = expect.toSatisfy((outcome: unknown) => outcome === 0 || outcome === 'refused')
const raised = async () =>
  (await (await server.as('department')).post('/api/v1/escalations', matterBody(ladder.id))).json<{ id: string }>().id

beforeAll(async () => {
  const reply = await (await server.as('office')).post(
    '/api/v1/ladders',
    ladderBody('otherDepartment', 'office', ['city']),
  )
  expect(reply.statusCode, reply.body).toBe(201)
  ladder = reply.json()
}, 120_000)

test('[DEL-730] a matter takes only the steps of its machine, each by whom it is for', async () => {
  const id = await raised()
  const set = (change: RawBuilder<unknown>) => sql`update escalation set ${change} where id = ${id}`
  const top = ladder.tiers[1]?.id ?? ''
  for (const [person, change] of [
    ['department', sql`state = 'resolved'`],
    ['department', sql`state = 'answered', answer = '自问自答'`],
    ['department', sql`tier_id = ${top}`],
    ['department', sql`rises_after = null`],
    ['department', sql`hosts = hosts || ${organizationOf('city')}::uuid`],
    ['otherDepartment', sql`state = 'resolved'`],
    ['otherDepartment', sql`state = 'withdrawn'`],
    ['otherDepartment', sql`state = 'on_agenda'`],
    ['otherDepartment', sql`hosts = '{}'`],
    ['otherDepartment', sql`answer = '未答先改'`],
    ['office', sql`state = 'resolved'`],
    ['office', sql`state = 'withdrawn'`],
    ['city', sql`state = 'withdrawn'`],
  ] as const)
    expect([person, change, await attempt(person, set(change))]).toEqual([person, change, nothing])
  await expect(server.handle.asSystem((trx) => set(sql`state = 'resolved'`).execute(trx))).rejects.toMatchObject({
    code: '42501',
  })
  expect(await attempt('otherDepartment', set(sql`state = 'answered', answer = '可以'`))).toBe(1)
  expect(await attempt('otherDepartment', set(sql`state = 'resolved'`))).toBe('refused')
  expect(await attempt('department', set(sql`state = 'resolved'`))).toBe(1)
})

test('[DEL-730] a matter begins at the foot of its ladder under a number that was taken, and steps are what was done', async () => {
  const [first, top] = ladder.tiers
  const insert = (tierId: string | undefined, hosts: readonly string[], serial: number) => sql`
    insert into escalation (id, year, serial, ladder_id, tier_id, title, matter, tried, wanted, state, raised_by, raised_by_name,
      raised_by_user, owner_organization_id, hosts, since_on)
    values (${randomUUID()}, 2026, ${serial}, ${ladder.id}, ${tierId}, 't', 'm', 't', 'w', 'waiting', ${organizationOf('department')},
      'x', 'x', ${organizationOf('office')}, ${hosts}, '2026-03-02')`
  const hosts = first?.hosts.map(({ id }) => id) ?? []
  expect(await attempt('department', insert(top?.id, top?.hosts.map(({ id }) => id) ?? [], 1))).toBe('refused')
  expect(await attempt('department', insert(first?.id, [...hosts, organizationOf('city')], 1))).toBe('refused')
  expect(await attempt('department', insert(first?.id, hosts, 900))).toBe('refused')

  const id = await raised()
  const step = (person: PersonName, kind: string) => sql`
    insert into escalation_event (escalation_id, seq, kind, tier_id, user_name, organization_id, organization_name)
    values (${id}, 9, ${kind}, ${first?.id}, '冒名', ${organizationOf(person)}, '冒名')`
  for (const [person, kind] of [
    ['department', 'answered'],
    ['department', 'resolved'],
    ['otherDepartment', 'answered'],
    ['otherDepartment', 'withdrawn'],
    ['office', 'resolved'],
  ] as const)
    expect([person, kind, await attempt(person, step(person, kind))]).toEqual([person, kind, 'refused'])
  const { rows } = await server.handle.asSystem((trx) =>
    sql`select user_name from escalation_event where escalation_id = ${id}`.execute(trx),
  )
  expect(rows).toEqual([{ user_name: actorOf('department').userName }])
})

test('[PLAT-57] a matter and a meeting that are sent again with their key are one', async () => {
  const key = { 'idempotency-key': '0c000000-0000-4000-8000-000000000003' }
  const twice = async (person: 'city' | 'office', url: string, body: object) => {
    const browser = await server.as(person)
    const [first, second] = [await browser.post(url, body, key), await browser.post(url, body, key)]
    return [first.statusCode, second.statusCode, first.json().id === second.json().id]
  }
  expect(await twice('city', '/api/v1/escalations', matterBody(ladder.id))).toEqual([201, 201, true])
  const meeting = { tierId: ladder.tiers[1]?.id, title: '第一次联席会议', heldOn: '2026-04-01' }
  expect(await twice('office', '/api/v1/meetings', meeting)).toEqual([201, 201, true])
})
