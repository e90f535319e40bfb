import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, withDatabase, withServer } from '../../test/support/index.ts'
import { addPeople } from '../../test/support/people.ts'
import { openIdentity } from '../exchange/index.ts'
import { makeSignInLink } from './links.ts'
import { readOrMakeSecret } from './secret.ts'
import { readSettings } from './settings.ts'

const database = withDatabase()
beforeAll(() => database.handle.asSystem(addPeople))
const server = withServer({ database })
const BASE_MAP = {
  tiles: ['https://tiles.test/{z}/{x}/{y}.png?tk=token'],
  tileSize: 256,
  maxZoom: 18,
  attribution: '天地图',
  approval: null,
}
const secure = withServer({
  database,
  settings: { publicUrl: 'https://qunce.example.gov.cn', oidc: [], baseMap: BASE_MAP },
})

describe('[SRV-8] a change that the page of another site asks for', () => {
  const change = async (headers: Record<string, string>) =>
    (await server.as('office')).post('/api/v1/session/actor', { membershipId: PEOPLE.office.membershipId }, headers)

  test.each([
    ['another site', { host: 'qunce.local:8080', origin: 'https://evil.example' }],
    ['another port of this machine', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:3000' }],
    ['a sandboxed frame', { host: 'qunce.local:8080', origin: 'null' }],
    ['another site, which hides its name', { host: 'qunce.local:8080', 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { host: 'qunce.local:8080', 'sec-fetch-site': 'same-site' }],
  ])('is refused: %s', async (_name, headers) => {
    const reply = await change(headers)
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'foreign_origin'])
  })

  test.each([
    ['our own page', { host: 'qunce.local:8080', origin: 'http://qunce.local:8080' }],
    ['our own page, in a browser that says no more', { host: 'qunce.local:8080', 'sec-fetch-site': 'same-origin' }],
    ['a program that is no browser', {}],
  ])('but not one of %s', async (_name, headers) => {
    expect((await change(headers)).statusCode).toBe(200)
  })

  test('also at the sign-in itself', async () => {
    const reply = await server.nobody().post(
      '/api/auth/sign-in/email',
      { email: 'a@b.cn', password: 'x'.repeat(12) },
      {
        host: 'qunce.local:8080',
        origin: 'https://evil.example',
      },
    )
    expect(reply.json().code).toBe('foreign_origin')
  })

  test('behind a proxy the public address counts, whatever the Host says', async () => {
    const post = async (origin: string) =>
      (await secure.nobody().post('/api/auth/sign-out', {}, { host: 'evil.example', origin })).statusCode
    expect([await post('https://qunce.example.gov.cn'), await post('https://evil.example')]).toEqual([200, 403])
  })
})

describe('[SRV-12] an answer', () => {
  test('carries headers that keep other sites and inline scripts out', async () => {
    for (const url of ['/', '/api/v1/session', '/api/docs', '/api/openapi.json', '/sign-in/00000000000000000000']) {
      const { headers } = await server.nobody().get(url)
      expect(headers['content-security-policy']).toContain("script-src 'self';")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'same-origin' })
    }
  })

  test('[BLU-64] lets in tiles of the service that is named, and of nobody else', async () => {
    const policyOf = async (from: typeof server) =>
      String((await from.nobody().get('/')).headers['content-security-policy']).split('; ')
    expect(await policyOf(secure)).toEqual(
      expect.arrayContaining([
        "img-src 'self' data: blob: https://tiles.test",
        "connect-src 'self' https://tiles.test",
      ]),
    )
    expect(await policyOf(server)).toEqual(expect.arrayContaining(["img-src 'self' data: blob:", "connect-src 'self'"]))
    const told = await (await secure.as('office')).get('/api/v1/base-map')
    expect(told.json()).toEqual({ baseMap: BASE_MAP })
    expect((await secure.nobody().get('/api/v1/base-map')).statusCode).toBe(401)
  })

  test('over https sets cookies for https only, and says that https stays', async () => {
    const token = await database.handle.asSystem((trx) => makeSignInLink(trx, PEOPLE.office.userId))
    const reply = await secure.nobody().get(`/sign-in/${token}`)
    expect(String(reply.headers['set-cookie'])).toMatch(
      /^__Secure-qunce\.session_token=.*; HttpOnly; Secure; SameSite=Lax$/i,
    )
    expect(reply.headers['strict-transport-security']).toBe('max-age=31536000')
    const cookie = reply.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    expect((await secure.nobody().get('/api/v1/session', { cookie })).statusCode).toBe(200)
  })

  test('of our mistake says nothing of its reason', async () => {
    await sql`alter table cluster rename to cluster_gone`.execute(database.handle.kysely)
    const reply = await (await server.as('office')).get('/api/v1/session')
    await sql`alter table cluster_gone rename to cluster`.execute(database.handle.kysely)
    expect([reply.statusCode, reply.json().code, reply.body.includes('cluster')]).toEqual([500, 'internal', false])
  })
})

describe('[SRV-17] a request', () => {
  test('that is too large is refused', async () => {
    const reply = await (await server.as('office')).post('/api/v1/session/actor', {
      membershipId: 'x'.repeat(2_000_000),
    })
    expect([reply.statusCode, reply.json().code]).toEqual([413, 'body_too_large'])
  })

  test.each([
    ['no JSON', '{"a":', 400],
    ['an empty body', '', 400],
    ['prototype pollution', '{"__proto__": {"admin": true}}', 400],
  ])('that is %s is refused', async (_name, payload, status) => {
    const office = await server.as('office')
    const reply = await office.post('/api/v1/session/actor', payload, { 'content-type': 'application/json' })
    expect([reply.statusCode, reply.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
  })

  test('that nests deeper than anything means is refused, wherever free content is taken; brackets in texts are none', async () => {
    const office = await server.as('office')
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    const send = async (url: string, payload: string) => {
      const reply = await office.post(url, payload, { 'content-type': 'application/json' })
      return [reply.statusCode, reply.json().code]
    }
    for (const [url, field] of [
      ['/api/v1/registries/talents/entries', 'content'],
      ['/api/v1/registries', 'schema'],
      ['/api/v1/verifications/check', 'receipt'],
      ['/api/v1/session/actor', 'membershipId'],
    ])
      for (const depth of [64, 100_000])
        expect([url, ...(await send(url ?? '', `{"${field}":${nested(depth)}}`))]).toEqual([url, 400, 'body_nested'])
    const text = JSON.stringify({ membershipId: `\\"${nested(100)}` })
    expect(await send('/api/v1/session/actor', text)).toEqual([400, 'schema_mismatch'])
    expect(await send('/api/v1/session/actor', `{"membershipId":${nested(63)}}`)).toEqual([400, 'schema_mismatch'])
  })

  test.each(['/api/v1/nothing', '/api/nothing', '/api', '/api/v1/users/%00/x'])(
    'to an address that is not there is told so: %s',
    async (url) => {
      const reply = await (await server.as('administrator')).get(url)
      expect([reply.statusCode, reply.headers['content-type']]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    },
  )

  test('with a character that no database stores is refused', async () => {
    const reply = await (await server.as('administrator')).post('/api/v1/users/a%00b/invitation')
    expect([reply.statusCode, reply.json().code]).toEqual([400, 'request_unreadable'])
  })

  test('names the field that is wrong, and what was expected', async () => {
    const reply = await (await server.as('administrator')).get('/api/v1/users?limit=1000')
    expect([reply.statusCode, reply.json()]).toMatchObject([
      400,
      { code: 'schema_mismatch', facts: { where: 'querystring', field: '/limit', expected: 'must be <= 200' } },
    ])
  })
})

describe('[SRV-16] the description of the API', () => {
  test('names every route under /api/v1, with its permission', async () => {
    const { paths } = (await server.nobody().get('/api/openapi.json')).json()
    for (const { method, url, permission } of server.app.declaredRoutes) {
      if (!url.startsWith('/api/v1/') || method === 'HEAD') continue
      const described = paths[url.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
      expect([url, described?.['x-permission'], typeof described?.summary]).toEqual([url, permission, 'string'])
    }
  })

  test('is also a page, in Chinese or English, without scripts', async () => {
    const page = (await server.nobody().get('/api/docs')).body
    expect([page.includes('接口说明'), page.includes('/api/v1/session/actor'), page.includes('<script')]).toEqual([
      true,
      true,
      false,
    ])
    const english = (await server.nobody().get('/api/docs', { 'accept-language': 'en-GB,en' })).body
    expect(english).toContain('<html lang="en">')
  })
})

describe('secrets', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'qunce-secret-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('[SRV-14] the session secret is made once, random, and for its owner only', () => {
    const secret = readOrMakeSecret(folder)
    expect(secret).toHaveLength(64)
    expect(readOrMakeSecret(folder)).toBe(secret)
    expect(readOrMakeSecret(join(folder, 'another'))).not.toBe(secret)
    expect(statSync(join(folder, 'session-secret')).mode & 0o777).toBe(0o600)
  })

  test('[SRV-14] a damaged one is not used', () => {
    writeFileSync(join(folder, 'session-secret'), 'short')
    expect(() => readOrMakeSecret(folder)).toThrow('damaged')
  })

  test('[SRV-15] identity providers come from sign-in.json, and a wrong one says where', () => {
    expect(readSettings(folder, {}).oidc).toEqual([])
    const write = (value: unknown) => writeFileSync(join(folder, 'sign-in.json'), JSON.stringify(value))
    const provider = {
      id: 'gov',
      name: '政务统一认证',
      discoveryUrl: 'https://id.example/.well-known/openid-configuration',
      clientId: 'qunce',
    }
    write({ oidc: [provider] })
    expect(readSettings(folder, { QUNCE_PUBLIC_URL: 'https://q.cn/' })).toEqual({
      publicUrl: 'https://q.cn',
      oidc: [provider],
    })
    write({ oidc: [{ ...provider, clientId: 7 }] })
    expect(() => readSettings(folder, {})).toThrow(
      expect.objectContaining({ code: 'settings_invalid', message: expect.stringContaining('/oidc/0/clientId') }),
    )
    expect(() => readSettings(folder, { QUNCE_PUBLIC_URL: 'q.cn' })).toThrow(
      expect.objectContaining({ code: 'settings_invalid' }),
    )
  })
})

describe('[SRV-15] signing in at an identity provider', () => {
  // A provider as the standard describes it, on this machine: discovery is all that the first step asks of it.
  const provider = createServer((request, response) => {
    const { port } = provider.address() as AddressInfo
    const issuer = `http://127.0.0.1:${port}`
    response.setHeader('content-type', 'application/json')
    response.end(
      request.url?.includes('openid-configuration')
        ? JSON.stringify({
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            userinfo_endpoint: `${issuer}/userinfo`,
            jwks_uri: `${issuer}/jwks`,
          })
        : '{}',
    )
  })
  const oidc: { id: string; name: string; discoveryUrl: string; clientId: string }[] = []
  beforeAll(async () => {
    await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
    const { port } = provider.address() as AddressInfo
    oidc.push({
      id: 'gov',
      name: '政务统一认证',
      discoveryUrl: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
      clientId: 'qunce',
    })
  })
  afterAll(() => void provider.close())
  const withProvider = withServer({ database, settings: { oidc } })

  test('is offered, and leads there with PKCE', async () => {
    const nobody = withProvider.nobody()
    expect((await nobody.get('/api/auth/providers')).json()).toEqual({ items: [{ id: 'gov', name: '政务统一认证' }] })
    const reply = await nobody.post('/api/auth/sign-in/social', { provider: 'gov', callbackURL: '/' })
    expect([reply.statusCode, reply.body]).toEqual([200, expect.stringContaining('/authorize?')])
    const url = new URL(reply.json().url)
    expect([url.searchParams.get('client_id'), url.searchParams.get('code_challenge_method')]).toEqual([
      'qunce',
      'S256',
    ])
    expect(url.searchParams.get('redirect_uri')).toMatch(/\/api\/auth\/callback\/gov$/)
  })
})

describe('[SRV-13] the log', () => {
  test('has a line for each request, with who and how long, and no secret', async () => {
    const token = await database.handle.asSystem((trx) => makeSignInLink(trx, PEOPLE.city.userId))
    const lines: string[] = []
    const { buildServer } = await import('./app.ts')
    const { openFileStore } = await import('../platform/files/index.ts')
    const app = await buildServer(database.handle, {
      files: await openFileStore(join(database.folder, 'files')),
      secret: 'a secret that must not be logged: 0123456789',
      identity: openIdentity(database.folder),
      logLevel: 'debug',
      logStream: { write: (line) => void lines.push(line) },
    })
    try {
      const reply = await app.inject({ url: `/sign-in/${token}` })
      const cookie = reply.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
      await app.inject({
        url: '/api/v1/session?password=hunter2',
        headers: { cookie, authorization: 'Bearer hunter2' },
      })
      await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        payload: { email: 'a@b.cn', password: 'hunter2' },
      })
      const log = lines.join('')
      expect(log).toContain('"route":"/api/v1/session","status":200')
      expect(log).toContain(`"user":"${PEOPLE.city.userId}"`)
      const [session] = cookie.split(';')
      for (const secret of [token, 'hunter2', session?.split('=')[1] ?? 'none', 'must not be logged'])
        expect(log).not.toContain(secret)
    } finally {
      await app.close()
    }
  })
})

test('nothing of a secret is in the repository', () => {
  const ignored = readFileSync(new URL('../../.gitignore', import.meta.url), 'utf8')
  expect(ignored).toMatch(/^\/data\/$/m)
})
