import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { chooseMail, countUnread, listNotices, markRead, notify, sendMail } from './index.ts'
import { digestTime } from './mailQueue.ts'

const database = withDatabase()
const letters: { to: string; source: string }[] = []
let answer: Error | null = null
const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    let source = ''
    stream.on('data', (chunk: Buffer) => {
      source += chunk.toString()
    })
    stream.on('end', () => {
      if (!answer) letters.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), source })
      done(answer)
    })
  },
})
const settings = () => ({
  smtpUrl: `smtp://127.0.0.1:${(mailServer.server.address() as AddressInfo).port}`,
  from: '群策 <qunce@qunce.test>',
  publicUrl: 'https://qunce.test',
})
const now = () => new Date()
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000)

const returned = (key: string, organizationId: string = PEOPLE.city.organizationId) => ({
  organizationId,
  kind: 'delivery.report_returned',
  title: '报送被退回：第 3 项',
  titleEn: 'Report returned: no. 3',
  link: '/desk',
  key,
})
const asOffice = (key: string) => database.handle.asActor(actorOf('office'), (trx) => notify(trx, [returned(key)]))
const unreadOf = (name: 'city' | 'department') =>
  database.handle.asActor(actorOf(name), (trx) => countUnread(trx, actorOf(name)))

beforeAll(async () => {
  await database.handle.asSystem(addPeople)
  await new Promise<void>((listening) => mailServer.listen(0, '127.0.0.1', listening))
})
afterAll(() => new Promise<void>((closed) => mailServer.close(closed)))

test('[PLAT-70] a notice is seen by its organization and nobody else, and the same thing is told once', async () => {
  await asOffice('a')
  await asOffice('a')
  expect(await unreadOf('city')).toBe(1)
  expect(await unreadOf('department')).toBe(0)
})

test('[PLAT-71] who has read it is each user’s own; nobody marks another’s', async () => {
  const city = actorOf('city')
  const [notice] = await database.handle.asActor(city, (trx) => listNotices(trx, city, { limit: 10, unread: true }))
  const department = actorOf('department')
  await database.handle.asActor(department, (trx) => markRead(trx, department, [notice?.id ?? '']))
  expect(await unreadOf('city')).toBe(1)
  await database.handle.asActor(city, (trx) => markRead(trx, city))
  expect(await unreadOf('city')).toBe(0)
  const all = await database.handle.asActor(city, (trx) => listNotices(trx, city, { limit: 10, unread: false }))
  expect(all).toMatchObject([{ title: '报送被退回：第 3 项', read: true }])
})

test('[PLAT-72] nothing of a transaction that failed is told', async () => {
  const failed = database.handle.asActor(actorOf('office'), async (trx) => {
    await notify(trx, [returned('lost')])
    throw new Error('not returned after all')
  })
  await expect(failed).rejects.toThrow('after all')
  expect(await unreadOf('city')).toBe(0)
})

test('[PLAT-73] who wants each gets it at once, tried again until the server takes it, and once', async () => {
  const city = actorOf('city')
  await database.handle.asActor(city, (trx) => chooseMail(trx, city, 'each'))
  await asOffice('mail')
  answer = Object.assign(new Error('greylisted'), { responseCode: 451 })
  expect(await sendMail(database.handle, settings(), now())).toEqual({ sent: 0, failed: 1 })
  answer = null
  expect(await sendMail(database.handle, settings(), now())).toEqual({ sent: 0, failed: 0 }) // it waits
  expect(await sendMail(database.handle, settings(), later(2))).toEqual({ sent: 1, failed: 0 })
  expect(await sendMail(database.handle, settings(), later(60))).toEqual({ sent: 0, failed: 0 })
  expect(letters).toHaveLength(1)
  expect(letters[0]?.to).toBe(PEOPLE.city.email)
  expect(letters[0]?.source).toContain('Auto-Submitted: auto-generated')
})

test('[PLAT-74] otherwise one mail a day, at eight in China, of what was not read by then', async () => {
  const city = actorOf('city')
  await database.handle.asActor(city, (trx) => chooseMail(trx, city, 'daily'))
  await asOffice('one')
  await asOffice('two')
  expect(await sendMail(database.handle, settings(), now())).toEqual({ sent: 0, failed: 0 })
  expect(await sendMail(database.handle, settings(), later(25 * 60))).toEqual({ sent: 1, failed: 0 })
  expect(letters).toHaveLength(2)

  await asOffice('three')
  await sendMail(database.handle, settings(), now())
  await database.handle.asActor(city, (trx) => markRead(trx, city))
  expect(await sendMail(database.handle, settings(), later(25 * 60))).toEqual({ sent: 0, failed: 0 })
})

test('[PLAT-75] who was disabled, or belongs to the organization no more, gets no mail of it', async () => {
  const city = actorOf('city')
  await database.handle.asActor(city, (trx) => chooseMail(trx, city, 'each'))
  const waiting = async (key: string) => {
    await asOffice(key)
    answer = Object.assign(new Error('greylisted'), { responseCode: 451 })
    expect(await sendMail(database.handle, settings(), now())).toEqual({ sent: 0, failed: 1 })
    answer = null
  }
  const membership = (revoked: Date | null) =>
    database.handle.asSystem((trx) =>
      sql`update membership set revoked_at = ${revoked} where user_id = ${city.userId}`.execute(trx),
    )
  const user = (disabled: Date | null) =>
    database.handle.asSystem((trx) =>
      sql`update auth_user set disabled_at = ${disabled} where id = ${city.userId}`.execute(trx),
    )
  await waiting('left')
  await membership(now())
  expect(await sendMail(database.handle, settings(), later(30))).toEqual({ sent: 0, failed: 0 })
  await membership(null)
  await waiting('disabled')
  await user(now())
  expect(await sendMail(database.handle, settings(), later(30))).toEqual({ sent: 0, failed: 0 })
  await user(null)
  expect(await sendMail(database.handle, settings(), later(60))).toEqual({ sent: 0, failed: 0 })
  const given = await database.handle.asSystem((trx) =>
    trx.selectFrom('notice_mail').select('last_error').where('state', '=', 'given_up').execute(),
  )
  expect(given).toEqual([
    { last_error: 'no longer of the organization' },
    { last_error: 'no longer of the organization' },
  ])
})

test('[PLAT-74] the digest’s hour', () => {
  expect(digestTime(new Date('2026-05-06T23:59:00Z')).toISOString()).toBe('2026-05-07T00:00:00.000Z')
  expect(digestTime(new Date('2026-05-07T00:00:00Z')).toISOString()).toBe('2026-05-08T00:00:00.000Z')
})
