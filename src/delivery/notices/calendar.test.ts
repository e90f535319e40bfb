import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, PEOPLE, withServer } from '../../../test/support/index.ts'
import { addAssignment, addProgramme, addTask } from '../lights/evidence.testing.ts'
import { calendarOf } from './calendar.ts'

const server = withServer({ settings: { oidc: [], publicUrl: 'https://qunce.test' } })

const made = async (person: 'city' | 'department') => {
  const reply = await (await server.as(person)).post('/api/v1/calendar-feeds')
  expect(reply.statusCode).toBe(201)
  return reply.json() as { id: string; path: string }
}

test('[DEL-1010] a calendar link works without a session, and no longer once it is ended', async () => {
  const { id, path } = await made('city')
  const calendar = await server.nobody().get(path)
  expect(calendar.statusCode).toBe(200)
  expect(calendar.headers['content-type']).toContain('text/calendar')
  expect(calendar.body).toContain('BEGIN:VCALENDAR')

  const city = await server.as('city')
  expect((await city.get('/api/v1/calendar-feeds')).json()).toMatchObject([{ id }])
  expect((await city.delete(`/api/v1/calendar-feeds/${id}`)).statusCode).toBe(204)
  expect((await server.nobody().get(path)).statusCode).toBe(404)
})

test('[DEL-1013] a line break in a name begins no property of its own', () => {
  const deadline = {
    key: 'k',
    kind: 'task',
    day: '2026-06-30',
    title: '甲\r\nATTENDEE:乙\r丙',
    link: '/tasks',
  } as const
  const text = calendarOf('某\r\nX-EVIL:1\u2028局', [deadline], 'https://qunce.test', new Date('2026-01-01T00:00:00Z'))
  expect(text.split(/\r\n|\r|\n|\u2028/).filter((line) => /^(?:X-EVIL|ATTENDEE|丙|局)/.test(line))).toEqual([])
})

test('[DEL-1010] nobody ends another’s link, and a guessed one opens nothing', async () => {
  const { id, path } = await made('city')
  const stranger = await (await server.as('department')).delete(`/api/v1/calendar-feeds/${id}`)
  expect(stranger.statusCode).toBe(404)
  expect((await server.nobody().get(path)).statusCode).toBe(200)
  expect((await server.nobody().get(`/api/v1/calendar/${'A'.repeat(43)}.ics`)).statusCode).toBe(404)
})

test('[DEL-1011] the link dies with the membership it was made for', async () => {
  const { path } = await made('department')
  await server.handle.asSystem((trx) =>
    trx.updateTable('membership').set({ revoked_at: new Date() }).where('role', '=', 'department').execute(),
  )
  expect((await server.nobody().get(path)).statusCode).toBe(404)
})

test('[DEL-1013] its links lead to the address that was set, not to the host that a request names', async () => {
  await server.handle.asSystem(async (trx) => {
    const task = await addTask(trx, await addProgramme(trx), { dueOn: '2199-12-02' })
    await addAssignment(trx, task, PEOPLE.city.organizationId)
  })
  const { path } = await made('city')
  const { body } = await server.nobody().request({ url: path, headers: { host: 'evil.test' } })
  const lines = body.replaceAll('\r\n ', '')
  expect(lines).not.toContain('evil.test')
  expect(lines).toMatch(/URL;VALUE=URI:https:\/\/qunce\.test\/tasks\//)
  expect(lines).toMatch(/UID:task-[0-9a-f-]{36}@qunce\r?\n/)
})

test('[DEL-1011] the database makes no link for the membership of another', async () => {
  const forged = (as: 'city' | 'department') =>
    server.handle.asActor(actorOf(as), (trx) =>
      sql`insert into calendar_feed (id, token_hash, user_id, membership_id)
        values (${randomUUID()}, ${hash}, ${PEOPLE[as].userId}, ${PEOPLE.city.membershipId})`.execute(trx),
    )
  const token = 'B'.repeat(43)
  const hash = createHash('sha256').update(token).digest('hex')
  await expect(forged('department')).rejects.toMatchObject({ code: '42501' })
  // Nor does one that is there already open anything.
  await server.handle.asSystem((trx) =>
    sql`insert into calendar_feed (id, token_hash, user_id, membership_id)
      values (${randomUUID()}, ${hash}, ${PEOPLE.otherDepartment.userId}, ${PEOPLE.city.membershipId})`.execute(trx),
  )
  expect((await server.nobody().get(`/api/v1/calendar/${token}.ics`)).statusCode).toBe(404)
})

test('[DEL-1010] a user keeps ten links, however many are asked for at once', async () => {
  const office = await server.as('office')
  const replies = await Promise.all(Array.from({ length: 14 }, () => office.post('/api/v1/calendar-feeds')))
  expect(replies.filter(({ statusCode }) => statusCode === 201)).toHaveLength(10)
  expect(replies.filter(({ statusCode }) => statusCode !== 201).map((reply) => reply.json().code)).toEqual(
    Array(4).fill('feeds_too_many'),
  )
})
