import { describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/index.ts'

describe('the session', () => {
  const server = withServer()
  test('nobody', async () => {
    const r = await server.nobody().get('/api/v1/session')
    expect([r.statusCode, r.json().code]).toEqual([401, 'not_signed_in'])
  })
  test('office', async () => {
    const office = await server.as('office')
    const r = await office.get('/api/v1/session')
    console.log(r.json())
    expect(r.statusCode).toBe(200)
    const users = await (await server.as('administrator')).get('/api/v1/users?limit=2')
    console.log(users.body)
    const a = await (await server.as('administrator')).get('/api/v1/audit')
    console.log(a.body)
    const v = await (await server.as('administrator')).get('/api/v1/audit/verify')
    console.log(v.body)
    console.log((await server.nobody().get('/api/openapi.json')).body.slice(0, 600))
    console.log((await server.nobody().get('/api/docs')).body.slice(0, 300))
    console.log((await server.nobody().get('/x')).body.slice(0, 300))
    console.log((await server.nobody().get('/api/x')).body.slice(0, 300))
    const out = await office.post('/api/auth/sign-out', {})
    console.log(out.statusCode, out.body, out.headers)
    console.log((await office.get('/api/v1/session')).body)
  })
})
