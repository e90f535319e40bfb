import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { browserWith, PEOPLE, signIn, withServer } from '../../test/support/index.ts'

const server = withServer()
const { department, city, administrator } = PEOPLE

let admin: Awaited<ReturnType<typeof server.as>>
let user: { id: string; version: number }
beforeEach(async () => {
  admin = await server.as('administrator')
  const invited = await admin.post('/api/v1/users', { name: '卢敏', email: `${randomUUID()}@Qunce.test` })
  expect(invited.statusCode).toBe(201)
  user = invited.json().user
})

const grant = (organizationId: string, role: string) =>
  admin.post(`/api/v1/users/${user.id}/memberships`, { organizationId, role })

describe('users', () => {
  test('are listed by name, page by page, with whom they act for', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = (await admin.get(`/api/v1/users?limit=3${cursor}`)).json()
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      expect(page.total).toBeGreaterThanOrEqual(7)
      cursor = page.next ? `&cursor=${page.next}` : ''
    } while (cursor)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toContain(user.id)
  })

  test('[SRV-10] an invited user may do nothing until it acts for an organization, and may then at once', async () => {
    const browser = browserWith(server.app, await signIn(server.app, server.handle, user.id))
    expect((await browser.get('/api/v1/session')).json()).toMatchObject({ actor: null, permissions: [], actors: [] })
    const denied = await browser.post('/api/v1/session/actor', { membershipId: randomUUID() })
    expect([denied.statusCode, denied.json().code]).toEqual([403, 'no_membership'])

    const granted = await grant(city.organizationId, 'city')
    expect(granted.json().memberships).toMatchObject([{ organizationName: city.organizationName, role: 'city' }])
    expect((await browser.get('/api/v1/session')).json()).toMatchObject({ actor: { role: 'city' } })
  })

  test('[SRV-10] a revoked membership ends at once, and stays on record', async () => {
    const browser = browserWith(server.app, await signIn(server.app, server.handle, user.id))
    const [membership] = (await grant(department.organizationId, 'department')).json().memberships
    expect((await browser.get('/api/v1/session')).json().actor.role).toBe('department')
    const revoked = await admin.delete(`/api/v1/users/${user.id}/memberships/${membership.id}`)
    expect(revoked.json().memberships).toEqual([])
    expect((await browser.get('/api/v1/session')).json().actor).toBeNull()
    const again = await admin.delete(`/api/v1/users/${user.id}/memberships/${membership.id}`)
    expect(again.json().code).toBe('membership_unknown')
    const row = await server.handle.asSystem((trx) =>
      trx.selectFrom('membership').selectAll().where('id', '=', membership.id).executeTakeFirst(),
    )
    expect(row).toMatchObject({ revoked_by: administrator.userId })
  })

  test('[SRV-10] a disabled user is signed out at once, and no link lets it in again', async () => {
    const browser = browserWith(server.app, await signIn(server.app, server.handle, user.id))
    expect((await browser.get('/api/v1/session')).statusCode).toBe(200)
    const edited = await admin.patch(`/api/v1/users/${user.id}`, { disabled: true }, { 'if-match': '"v1"' })
    expect([edited.statusCode, edited.headers.etag, edited.json().disabledAt !== null]).toEqual([200, '"v2"', true])
    expect((await browser.get('/api/v1/session')).statusCode).toBe(401)
    const { rows } = await sql<{ action: string; user_id: string; subject_id: string }>`
      select action, user_id, subject_id from audit_line order by seq desc limit 2`.execute(server.handle.kysely)
    const signed = { user_id: PEOPLE.administrator.userId, subject_id: user.id }
    expect(rows).toEqual([
      { action: 'access.edit_user', ...signed },
      { action: 'session.close', ...signed },
    ])
    await expect(signIn(server.app, server.handle, user.id)).rejects.toThrow(/answered 403/)
  })

  test('an edit of an old version is refused', async () => {
    const url = `/api/v1/users/${user.id}`
    expect((await admin.patch(url, { name: '卢敏敏' })).json().code).toBe('version_needed')
    expect((await admin.patch(url, { name: '卢敏敏' }, { 'if-match': '"v1"' })).json().name).toBe('卢敏敏')
    const stale = await admin.patch(url, { name: '陆敏' }, { 'if-match': '"v1"' })
    expect([stale.statusCode, stale.json().code, stale.json().facts]).toEqual([
      412,
      'version_outdated',
      { revision: 2 },
    ])
  })

  test('[SRV-11] the last administrator stays', async () => {
    const revoke = await admin.delete(`/api/v1/users/${administrator.userId}/memberships/${administrator.membershipId}`)
    expect(revoke.json().code).toBe('last_administrator')
    const disable = await admin.patch(
      `/api/v1/users/${administrator.userId}`,
      { disabled: true },
      { 'if-match': '"v1"' },
    )
    expect(disable.json().code).toBe('last_administrator')

    const [second] = (await grant(administrator.organizationId, 'administrator')).json().memberships
    expect((await admin.delete(`/api/v1/users/${user.id}/memberships/${second.id}`)).statusCode).toBe(200)
  })

  test.each([
    ['an address that is taken', 'POST', () => '/api/v1/users', { name: 'x', email: department.email }, 'email_taken'],
    ['no address', 'POST', () => '/api/v1/users', { name: 'x', email: 'x' }, 'schema_mismatch'],
    [
      'a field too many',
      'POST',
      () => '/api/v1/users',
      { name: 'x', email: 'x@y.cn', role: 'office' },
      'schema_mismatch',
    ],
    ['an unknown user', 'POST', () => '/api/v1/users/nobody/invitation', undefined, 'user_unknown'],
    [
      'an unknown organization',
      'POST',
      () => `/api/v1/users/${user.id}/memberships`,
      { organizationId: randomUUID(), role: 'city' },
      'organization_unknown',
    ],
    [
      'an unknown role',
      'POST',
      () => `/api/v1/users/${user.id}/memberships`,
      { organizationId: city.organizationId, role: 'mayor' },
      'schema_mismatch',
    ],
  ])('%s is refused, and says why', async (_name, _method, url, payload, code) => {
    expect((await admin.post(url(), payload)).json().code).toBe(code)
  })

  test('the same membership twice is refused', async () => {
    await grant(city.organizationId, 'city')
    expect((await grant(city.organizationId, 'city')).json().code).toBe('membership_held')
  })

  test('everything an administrator does is signed for', async () => {
    const [membership] = (await grant(city.organizationId, 'city')).json().memberships
    await admin.post(`/api/v1/users/${user.id}/invitation`)
    await admin.patch(`/api/v1/users/${user.id}`, { name: '卢敏之' }, { 'if-match': '"v1"' })
    await admin.delete(`/api/v1/users/${user.id}/memberships/${membership.id}`)
    const log = (await admin.get('/api/v1/audit?limit=4')).json()
    expect(log.items.map(({ action }: { action: string }) => action)).toEqual([
      'access.revoke',
      'access.edit_user',
      'access.invite',
      'access.grant',
    ])
    expect(log.items[1]).toMatchObject({
      userName: administrator.userName,
      organizationName: administrator.organizationName,
      subjectId: user.id,
      details: { before: { name: '卢敏' }, after: { name: '卢敏之' } },
    })
    expect((await admin.get('/api/v1/audit/verify')).json()).toMatchObject({ intact: true, broken: null })
  })
})
