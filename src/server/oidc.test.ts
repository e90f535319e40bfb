import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserWith, PEOPLE, withServer } from '../../test/support/index.ts'
import type { OidcProvider } from './settings.ts'

/** Who the provider says has signed in there. */
let claims: { sub: string; email: string; email_verified: boolean; name: string }

// An identity provider as the standard describes it (OpenID Connect Core, code flow with PKCE), on this machine.
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const codes = new Map<string, { challenge: string; nonce: string | null }>()
const provider = createServer(async (request, response) => {
  const answer = await answerOf(request, `http://127.0.0.1:${(provider.address() as AddressInfo).port}`)
  response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
})

async function answerOf(request: IncomingMessage, issuer: string): Promise<object> {
  const url = new URL(request.url ?? '', issuer)
  if (url.pathname.endsWith('openid-configuration')) {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    }
  }
  if (url.pathname === '/jwks')
    return { keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] }
  if (url.pathname === '/userinfo') return claims
  const form = new URLSearchParams(await text(request))
  const asked = codes.get(form.get('code') ?? '')
  const verifier = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  if (!asked || asked.challenge !== verifier) return { error: 'invalid_grant' }
  const now = Math.floor(Date.now() / 1000)
  const token = { iss: issuer, aud: 'qunce', iat: now, exp: now + 300, nonce: asked.nonce ?? undefined, ...claims }
  return { access_token: 'access', token_type: 'Bearer', expires_in: 300, id_token: sign(token) }
}

function sign(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part({ alg: 'RS256', kid: 'k', typ: 'JWT' })}.${part(payload)}`
  return `${input}.${createSign('RSA-SHA256').update(input).sign(keys.privateKey, 'base64url')}`
}

const oidc: OidcProvider[] = []
beforeAll(async () => {
  await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
  const { port } = provider.address() as AddressInfo
  const discoveryUrl = `http://127.0.0.1:${port}/.well-known/openid-configuration`
  oidc.push({
    id: 'gov',
    name: '政务统一认证',
    discoveryUrl,
    clientId: 'qunce',
    clientSecret: 'shared with the provider',
  })
})
afterAll(() => void provider.close())
const server = withServer({ settings: { oidc, publicUrl: 'http://localhost' } })

const cookieOf = (...replies: { cookies: { name: string; value: string }[] }[]) =>
  replies
    .flatMap(({ cookies }) => cookies)
    .filter(({ value }) => value !== '')
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join('; ')

let visitors = 0

/** The first step, each time from another machine: guessing is slowed down by where it comes from. */
function begin() {
  visitors += 1
  return server.nobody().request({
    method: 'POST',
    url: '/api/auth/sign-in/social',
    payload: { provider: 'gov', callbackURL: '/' },
    headers: { host: 'localhost' },
    remoteAddress: `10.2.0.${visitors}`,
  })
}

/** Goes the whole way: to the provider, through it, and back with its code. */
async function signIn(person: Partial<typeof claims>) {
  claims = { sub: randomUUID(), email: 'nobody@gov.example', email_verified: true, name: '某人', ...person }
  const begun = await begin()
  expect([begun.statusCode, begun.body]).toEqual([200, expect.stringContaining('/authorize?')])
  const { searchParams } = new URL(begun.json().url)
  const code = randomUUID()
  codes.set(code, { challenge: searchParams.get('code_challenge') ?? '', nonce: searchParams.get('nonce') })
  const back = `/api/auth/callback/gov?code=${code}&state=${searchParams.get('state')}&iss=${encodeURIComponent(new URL(begun.json().url).origin)}`
  return browserWith(server.app, cookieOf(begun)).get(back, { host: 'localhost' })
}

describe('[SRV-15] an identity provider', () => {
  test('signs in the user that was invited with the address it vouches for', async () => {
    const reply = await signIn({ email: PEOPLE.city.email })
    expect([reply.statusCode, reply.headers.location]).toEqual([302, '/'])
    const session = await browserWith(server.app, cookieOf(reply)).get('/api/v1/session')
    expect(session.json()).toMatchObject({ actor: { userName: PEOPLE.city.userName, role: 'city' } })
  })

  test.each([
    ['somebody who was not invited', {}],
    ['an address that it does not vouch for', { email: PEOPLE.office.email, email_verified: false }],
  ])('lets nobody else in: %s', async (_name, person) => {
    const reply = await signIn(person)
    expect(reply.headers.location).toMatch(/error=/)
    expect(cookieOf(reply)).not.toContain('session_token')
  })

  test('makes no users, and its tokens are kept encrypted', async () => {
    const { rows } = await sql<{ users: number; tokens: string | null }>`
      select (select count(*) from auth_user) as users, (select max(access_token) from auth_account) as tokens`.execute(
      server.handle.kysely,
    )
    expect(rows[0]?.users).toBe(Object.keys(PEOPLE).length)
    expect(rows[0]?.tokens).not.toBe('access')
  })

  test('a code that another browser brings back is refused', async () => {
    claims = { sub: randomUUID(), email: PEOPLE.office.email, email_verified: true, name: '覃明' }
    const begun = await begin()
    const { searchParams } = new URL(begun.json().url)
    codes.set('stolen', { challenge: searchParams.get('code_challenge') ?? '', nonce: searchParams.get('nonce') })
    const reply = await server
      .nobody()
      .get(`/api/auth/callback/gov?code=stolen&state=${searchParams.get('state')}`, { host: 'localhost' })
    expect(cookieOf(reply)).not.toContain('session_token')
  })
})
