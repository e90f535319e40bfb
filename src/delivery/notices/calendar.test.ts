import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'

const server = withServer()

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
