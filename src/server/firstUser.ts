import { randomUUID } from 'node:crypto'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import '../gazetteer/tables.ts'
import { makeSignInLink } from './links.ts'
import { SAMPLE_USER_ID } from './session.ts'
import { addUser } from './userStore.ts'

/**
 * Makes the link that the server prints at its start: whoever can read the terminal or the service's journal owns the
 * machine anyway. It signs in the sample's user, or the first administrator, who is made when there is nobody yet.
 * @returns the link's path, `/sign-in/<token>`
 */
export async function makeStartLink(database: DatabaseHandle): Promise<string> {
  return database.asSystem(async (trx) => {
    const userId = (await sampleUser(trx)) ?? (await firstAdministrator(trx)) ?? (await addAdministrator(trx))
    return `/sign-in/${await makeSignInLink(trx, userId)}`
  })
}

async function sampleUser(trx: Trx): Promise<string | undefined> {
  const user = await trx
    .selectFrom('auth_user')
    .select('id')
    .where('id', '=', SAMPLE_USER_ID)
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return user?.id
}

async function firstAdministrator(trx: Trx): Promise<string | undefined> {
  const administrator = await trx
    .selectFrom('membership')
    .innerJoin('auth_user', 'auth_user.id', 'membership.user_id')
    .select('membership.user_id')
    .where('membership.role', '=', 'administrator')
    .where('membership.revoked_at', 'is', null)
    .where('auth_user.disabled_at', 'is', null)
    .orderBy('membership.granted_at')
    .executeTakeFirst()
  return administrator?.user_id
}

async function addAdministrator(trx: Trx): Promise<string> {
  const organizationId = randomUUID()
  await trx
    .insertInto('organization')
    .values({
      id: organizationId,
      kind: 'other',
      name: '系统管理',
      short_name: '系统管理',
      origin: 'person',
      source: 'the first start of this installation',
    })
    .execute()
  const userId = await addUser(trx, { name: '系统管理员', email: 'administrator@localhost' })
  await trx
    .insertInto('membership')
    .values({ user_id: userId, organization_id: organizationId, role: 'administrator', granted_by: null })
    .execute()
  return userId
}
