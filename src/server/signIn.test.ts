import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { type Browser, browserWith, PEOPLE, withServer } from '../../test/support/index.ts'
import { makeInvitation, makeSignInLink, removeExpired } from './links.ts'

const PASSWORD = '一个足够长的口令 for tests'
const server = withServer()

const link = (minutesAgo = 0) =>
  server.handle.asSystem(async (trx) => {
    const token = await makeSignInLink(trx, PEOPLE.office.userId)
    await sql`update one_time_link set expires_at = expires_at - make_interval(mins => ${minutesAgo})`.execute(trx)
    return `/sign-in/${token}`
  })
const cookieOf = (reply: { cookies: { name: string; value: string }[] }) =>
  reply.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('a one-time link', () => {
  test('[SRV-5] signs in once, and the second time says that it was used', async () => {
    const url = await link()
    const first = await server.nobody().get(url)
    expect([first.statusCode, first.headers.location]).toEqual([303, '/'])
    const session = await browserWith(server.app, cookieOf(first)).get('/api/v1/session')
    expect(session.json().actor.userName).toBe(PEOPLE.office.userName)

    const second = await server.nobody().get(url)
    expect([second.statusCode, second.cookies]).toEqual([403, []])
    expect(second.body).toContain('链接已失效')
  })

  test('[SRV-5] works for 15 minutes', async () => {
    expect((await server.nobody().get(await link(14))).statusCode).toBe(303)
    expect((await server.nobody().get(await link(15))).statusCode).toBe(403)
  })

  test('[SRV-5] is not used up by a browser that only prefetches, nor by a HEAD', async () => {
    const url = await link()
    await server.nobody().request({ method: 'HEAD', url })
    const prefetched = await server.nobody().get(url, { 'sec-purpose': 'prefetch' })
    expect([prefetched.statusCode, prefetched.cookies]).toEqual([425, []])
    expect((await server.nobody().get(url)).statusCode).toBe(303)
  })

  test('[SRV-5] leaves no trace once its time is over', async () => {
    await link(16)
    await removeExpired(server.handle)
    const { rows } = await sql`select from one_time_link where expires_at < now()`.execute(server.handle.kysely)
    expect(rows).toEqual([])
  })

  test('[SRV-5] is kept nowhere as it is', async () => {
    const token = (await link()).slice('/sign-in/'.length)
    const { rows } = await sql<{ row: string }>`select one_time_link::text as row from one_time_link`.execute(
      server.handle.kysely,
    )
    expect(rows.filter(({ row }) => row.includes(token))).toEqual([])
  })

  test('[SRV-5] to choose a password does not sign in by itself, nor the other way round', async () => {
    const invitation = await server.handle.asSystem((trx) =>
      makeInvitation(trx, PEOPLE.city.userId, PEOPLE.office.userId),
    )
    expect((await server.nobody().get(`/sign-in/${invitation}`)).statusCode).toBe(403)
    const signIn = (await link()).slice('/sign-in/'.length)
    const reply = await server
      .nobody()
      .post(`/set-password/${signIn}`, `password=${encodeURIComponent(PASSWORD)}`, form)
    expect(reply.statusCode).toBe(403)
  })
})

describe('signing in with a password', () => {
  const { email } = PEOPLE.department
  const signIn = (password: string, address = email, from = '10.0.0.1') =>
    server.nobody().request({
      method: 'POST',
      url: '/api/auth/sign-in/email',
      payload: { email: address, password },
      remoteAddress: from,
    })

  test('[SRV-6] nobody has a password until they choose one, and nobody signs up', async () => {
    const { rows } = await sql`select from auth_account`.execute(server.handle.kysely)
    expect(rows).toEqual([])
    for (const password of ['', 'admin', 'password', 'qunce']) {
      expect((await signIn(password, email, '10.0.0.9')).statusCode).toBeGreaterThanOrEqual(400)
    }
    const signUp = await server
      .nobody()
      .post('/api/auth/sign-up/email', { email: 'new@qunce.test', password: PASSWORD, name: 'x' })
    expect(signUp.statusCode).toBe(404)
  })

  test('[SRV-6] an invitation lets one choose a password of 12 characters or more, kept as argon2id', async () => {
    const token = await server.handle.asSystem((trx) =>
      makeInvitation(trx, PEOPLE.department.userId, PEOPLE.administrator.userId),
    )
    const url = `/set-password/${token}`
    const page = await server.nobody().get(url)
    expect(page.body).toContain('设置密码')
    const short = await server.nobody().post(url, 'password=short', form)
    expect([short.statusCode, short.body.includes('至少 12 个字符')]).toEqual([422, true])

    const chosen = await server.nobody().post(url, `password=${encodeURIComponent(PASSWORD)}`, form)
    expect(chosen.statusCode).toBe(303)
    const { rows } = await sql<{ password: string }>`select password from auth_account`.execute(server.handle.kysely)
    expect(rows.map(({ password }) => password.slice(0, 31))).toEqual(['$argon2id$v=19$m=19456,t=2,p=1$'])
    expect((await server.nobody().get(url)).statusCode).toBe(403)

    expect((await signIn('not the password at all')).statusCode).toBe(401)
    const reply = await signIn(PASSWORD)
    expect(reply.statusCode).toBe(200)
    expect(String(reply.headers['set-cookie'])).toMatch(/qunce\.session_token=.*HttpOnly.*SameSite=Lax/i)
  })

  test('[SRV-6] guessing is slowed down for the address it comes from, whatever the caller says of itself', async () => {
    const replies: number[] = []
    for (let guess = 0; guess < 12; guess += 1) {
      const reply = await server.nobody().request({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email, password: `guess number ${guess}` },
        remoteAddress: '10.0.0.2',
        headers: { 'x-forwarded-for': `10.1.1.${guess}`, 'x-qunce-client-address': `10.1.1.${guess}` },
      })
      replies.push(reply.statusCode)
    }
    expect(replies.slice(-2)).toEqual([429, 429])
    expect((await signIn(PASSWORD, email, '10.0.0.3')).statusCode).toBe(200)
  })

  test('[SRV-7] with a second factor: the password alone opens nothing', async () => {
    const browser = browserWith(server.app, cookieOf(await signIn(PASSWORD, email, '10.0.0.4')))
    const enabled = await json(browser, '/api/auth/two-factor/enable', { password: PASSWORD })
    const uri = new URL(enabled.totpURI)
    const verified = await browser.post('/api/auth/two-factor/verify-totp', { code: totp(uri) }, sameOrigin)
    expect(verified.statusCode).toBe(200)

    const half = await signIn(PASSWORD, email, '10.0.0.5')
    expect(half.json().twoFactorRedirect).toBe(true)
    const halfway = browserWith(server.app, cookieOf({ cookies: half.cookies.filter(({ value }) => value !== '') }))
    expect((await halfway.get('/api/v1/session')).statusCode).toBe(401)

    const wrong = await halfway.post('/api/auth/two-factor/verify-totp', { code: '000000' }, sameOrigin)
    expect(wrong.statusCode).toBe(401)
    const right = await halfway.post('/api/auth/two-factor/verify-totp', { code: totp(uri) }, sameOrigin)
    expect(right.statusCode).toBe(200)
    const session = await browserWith(server.app, cookieOf(right)).get('/api/v1/session')
    expect(session.json().actor.userName).toBe(PEOPLE.department.userName)
    const { rows } = await sql<{ action: string }>`
      select action from audit_line where action like 'user.change%' order by seq desc limit 1`.execute(
      server.handle.kysely,
    )
    expect(rows).toEqual([{ action: 'user.change_second_factor' }])
  })

  test('[SRV-7] with a second factor: a new password by invitation opens nothing, and is signed for', async () => {
    const { userId } = PEOPLE.department
    const token = await server.handle.asSystem((trx) => makeInvitation(trx, userId, 'user-6'))
    const reply = await server.nobody().request({
      method: 'POST',
      url: `/set-password/${token}`,
      headers: { ...sameOrigin, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'password=another+long+enough+password',
    })
    expect([reply.statusCode, reply.headers.location, reply.cookies]).toEqual([303, '/sign-in', []])
    const { rows } = await sql<{ action: string; user_id: string }>`
      select action, user_id from audit_line order by seq desc limit 1`.execute(server.handle.kysely)
    expect(rows).toEqual([{ action: 'user.change_password', user_id: userId }])
  })

  const sameOrigin = { origin: 'http://localhost', host: 'localhost' }
  async function json(browser: Browser, url: string, payload: object) {
    const reply = await browser.post(url, payload, sameOrigin)
    expect([url, reply.statusCode, reply.statusCode === 200 ? '' : reply.body]).toEqual([url, 200, ''])
    return reply.json()
  }
})

describe('what a session shows', () => {
  test('[SRV-2] a session cookie that was made up, or changed, is nobody', async () => {
    const { cookie } = await server.as('office')
    for (const forged of [cookie.replace(/.{3}$/, 'AAA'), 'qunce.session_token=abc.def', `${cookie}x`]) {
      expect((await browserWith(server.app, forged).get('/api/v1/session')).statusCode).toBe(401)
    }
  })

  test('[SRV-5] signing in and out is in the audit log, and out means out at once', async () => {
    const browser = browserWith(server.app, cookieOf(await server.nobody().get(await link())))
    expect((await browser.get('/api/v1/session')).statusCode).toBe(200)
    expect(
      (await browser.post('/api/auth/sign-out', {}, { origin: 'http://localhost', host: 'localhost' })).statusCode,
    ).toBe(200)
    expect((await browser.get('/api/v1/session')).statusCode).toBe(401)
    const { rows } = await sql<{ action: string; user_id: string }>`
      select action, user_id from audit_line order by seq desc limit 2`.execute(server.handle.kysely)
    expect(rows).toEqual([
      { action: 'session.close', user_id: PEOPLE.office.userId },
      { action: 'session.open', user_id: PEOPLE.office.userId },
    ])
  })

  test('[SRV-5] what cannot be signed for does not happen: the line is written with the session, or neither', async () => {
    const { kysely } = server.handle
    await sql`alter table audit_line add constraint full_for_test check (seq < 0) not valid`.execute(kysely)
    const before = await sql`select id from auth_session`.execute(kysely)
    try {
      expect((await server.nobody().get(await link())).statusCode).toBeGreaterThanOrEqual(400)
    } finally {
      await sql`alter table audit_line drop constraint full_for_test`.execute(kysely)
    }
    expect((await sql`select id from auth_session`.execute(kysely)).rows).toEqual(before.rows)
  })

  test('[SRV-5] scripts cannot read the session token', async () => {
    const office = await server.as('office')
    for (const path of ['get-session', 'list-sessions'])
      expect((await office.get(`/api/auth/${path}`)).statusCode).toBe(404)
    expect((await office.get('/api/v1/session')).body).not.toContain('token')
  })
})

/** RFC 6238 with what the URI of the authenticator says: SHA-1, six digits, 30 seconds. */
function totp(uri: URL): string {
  const secret = base32(uri.searchParams.get('secret') ?? '')
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 0xf
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, '')]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
