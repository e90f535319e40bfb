import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../test/support/index.ts'
import { PERMISSIONS_OF_ROLE } from '../platform/access/index.ts'

/** The office's person may also act for the city, as the sample's user does for several. */
const CITY_TOO = randomUUID()
const server = withServer({
  prepare: (handle) =>
    handle.asSystem(async (trx) => {
      const { city, office } = PEOPLE
      await trx
        .insertInto('membership')
        .values({
          id: CITY_TOO,
          user_id: office.userId,
          organization_id: city.organizationId,
          role: 'city',
          granted_by: null,
        })
        .execute()
    }),
})

describe('GET /api/v1/session', () => {
  test('answers nobody with not_signed_in', async () => {
    const reply = await server.nobody().get('/api/v1/session')
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'not_signed_in'])
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  test('says who one is, for whom one acts, what one may, and for whom else one could act', async () => {
    const { office, city } = PEOPLE
    const reply = await (await server.as('office')).get('/api/v1/session')
    expect(reply.json()).toEqual({
      user: { name: office.userName, email: office.email, twoFactorEnabled: false },
      actor: {
        userId: office.userId,
        userName: office.userName,
        organizationId: office.organizationId,
        organizationName: office.organizationName,
        role: 'office',
      },
      membershipId: office.membershipId,
      permissions: PERMISSIONS_OF_ROLE.office,
      mode: 'normal',
      actors: [
        {
          membershipId: office.membershipId,
          organizationId: office.organizationId,
          organizationName: office.organizationName,
          role: 'office',
        },
        {
          membershipId: CITY_TOO,
          organizationId: city.organizationId,
          organizationName: city.organizationName,
          role: 'city',
        },
      ],
    })
  })
})

describe('POST /api/v1/session/actor', () => {
  test('[SRV-9] one acts for one organization at a time, from the next request on, and it is signed for', async () => {
    const office = await server.as('office')
    const audit = () => office.get('/api/v1/audit?action=session.act_for')
    expect((await audit()).statusCode).toBe(200)

    const switched = await office.post('/api/v1/session/actor', { membershipId: CITY_TOO })
    expect(switched.json()).toMatchObject({ membershipId: CITY_TOO, actor: { role: 'city' } })
    expect((await audit()).json().code).toBe('permission_missing')

    await office.post('/api/v1/session/actor', { membershipId: PEOPLE.office.membershipId })
    expect((await audit()).json()).toMatchObject({
      total: 2,
      items: [{ userName: PEOPLE.office.userName }, { subjectId: CITY_TOO }],
    })
  })

  test('[SRV-9] nobody acts for an organization that is not theirs', async () => {
    const reply = await (await server.as('department')).post('/api/v1/session/actor', {
      membershipId: PEOPLE.office.membershipId,
    })
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'membership_foreign'])
  })
})
