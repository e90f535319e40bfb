import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Role } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { expectVersion } from '../platform/http/index.ts'
import '../gazetteer/tables.ts'
import { makeInvitation } from './links.ts'
import { serverRefusals } from './refusals.ts'

/** Who manages users holds this: counting administrators and taking one away must not overlap. */
const USERS_LOCK = 7_108_112

/** Users that the actor may see, by name and id, after the given ones. */
export async function listUsers(
  trx: Trx,
  { limit, after }: { limit: number; after?: readonly [string, string] | undefined },
) {
  const { total } = await trx
    .selectFrom('auth_user')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  let page = selectUsers(trx)
  if (after) page = page.where(sql<boolean>`(auth_user.name, auth_user.id) > (${after[0]}, ${after[1]})`)
  const items = await page.orderBy('auth_user.name').orderBy('auth_user.id').limit(limit).execute()
  return { items, total }
}

/** @throws Refusal user_unknown */
export async function findUser(trx: Trx, userId: string) {
  const user = await selectUsers(trx).where('auth_user.id', '=', userId).executeTakeFirst()
  if (!user) throw serverRefusals.userUnknown(userId)
  return user
}

function selectUsers(trx: Trx) {
  return trx.selectFrom('auth_user').select((eb) => [
    'auth_user.id',
    'auth_user.name',
    'auth_user.email',
    'auth_user.two_factor_enabled as twoFactorEnabled',
    'auth_user.disabled_at as disabledAt',
    'auth_user.version',
    jsonArrayFrom(
      eb
        .selectFrom('membership')
        .leftJoin('organization', 'organization.id', 'membership.organization_id')
        .select([
          'membership.id',
          'membership.organization_id as organizationId',
          sql<string>`coalesce(organization.name, '')`.as('organizationName'),
          'membership.role',
          'membership.granted_at as grantedAt',
        ])
        .whereRef('membership.user_id', '=', 'auth_user.id')
        .where('membership.revoked_at', 'is', null)
        .orderBy('membership.granted_at'),
    ).as('memberships'),
  ])
}

/**
 * Adds a user who has no way to sign in yet. For the sample and the first start; an administrator invites instead.
 * @throws Refusal email_taken
 */
export async function addUser(trx: Trx, { name, email }: { name: string; email: string }): Promise<string> {
  const id = randomUUID()
  const added = await trx
    .insertInto('auth_user')
    .values({ id, name, email: email.toLowerCase(), email_verified: true })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) throw serverRefusals.emailTaken(email)
  return id
}

/**
 * Adds a user and the link with which it chooses its password.
 * @returns its id, and the link's token, which is shown once
 */
export async function inviteUser(trx: Trx, by: string, user: { name: string; email: string }) {
  const id = await addUser(trx, user)
  const token = await makeInvitation(trx, id, by)
  await appendAudit(trx, { action: 'access.invite', subjectKind: 'user', subjectId: id, after: user })
  return { id, token }
}

/** Makes another link for a user who lost the first, or the password. @throws Refusal user_unknown */
export async function inviteAgain(trx: Trx, by: string, userId: string): Promise<string> {
  await findUser(trx, userId)
  const token = await makeInvitation(trx, userId, by)
  await appendAudit(trx, { action: 'access.invite', subjectKind: 'user', subjectId: userId })
  return token
}

/**
 * Renames a user, or lets it sign in no more (its sessions end at once) or again.
 * @throws Refusal user_unknown, version_needed, version_outdated, last_administrator
 */
export async function editUser(
  trx: Trx,
  userId: string,
  ifMatch: string | undefined,
  edit: { name?: string; disabled?: boolean },
) {
  await sql`select pg_advisory_xact_lock(${USERS_LOCK})`.execute(trx)
  const before = await findUser(trx, userId)
  expectVersion(ifMatch, before.version)
  if (edit.disabled) await keepAnAdministrator(trx, (other) => other.user_id !== userId)
  await trx
    .updateTable('auth_user')
    .set((eb) => ({
      ...(edit.name === undefined ? {} : { name: edit.name }),
      ...(edit.disabled === undefined ? {} : { disabled_at: edit.disabled ? (before.disabledAt ?? new Date()) : null }),
      updated_at: new Date(),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', userId)
    .execute()
  if (edit.disabled) await trx.deleteFrom('auth_session').where('user_id', '=', userId).execute()
  const state = { name: before.name, disabled: before.disabledAt !== null }
  await appendAudit(trx, {
    action: 'access.edit_user',
    subjectKind: 'user',
    subjectId: userId,
    before: state,
    after: { ...state, ...edit },
  })
}

/** Lets a user act for an organization. @throws Refusal user_unknown, organization_unknown, membership_held */
export async function grantMembership(
  trx: Trx,
  by: string,
  membership: { userId: string; organizationId: string; role: Role },
): Promise<void> {
  const { userId, organizationId, role } = membership
  await findUser(trx, userId)
  const organization = await trx
    .selectFrom('organization')
    .select('id')
    .where('id', '=', organizationId)
    .executeTakeFirst()
  if (!organization) throw serverRefusals.organizationUnknown(organizationId)
  const added = await trx
    .insertInto('membership')
    .values({ user_id: userId, organization_id: organizationId, role, granted_by: by })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'organization_id', 'role']).where('revoked_at', 'is', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!added) throw serverRefusals.membershipHeld()
  await appendAudit(trx, { action: 'access.grant', subjectKind: 'membership', subjectId: added.id, after: membership })
}

/** Ends a membership; it stays on record. @throws Refusal membership_unknown, last_administrator */
export async function revokeMembership(trx: Trx, by: string, userId: string, membershipId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${USERS_LOCK})`.execute(trx)
  await keepAnAdministrator(trx, (other) => other.id !== membershipId)
  const revoked = await trx
    .updateTable('membership')
    .set({ revoked_at: new Date(), revoked_by: by })
    .where('id', '=', membershipId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .returning(['user_id as userId', 'organization_id as organizationId', 'role'])
    .executeTakeFirst()
  if (!revoked) throw serverRefusals.membershipUnknown(membershipId)
  await appendAudit(trx, {
    action: 'access.revoke',
    subjectKind: 'membership',
    subjectId: membershipId,
    before: revoked,
  })
}

/** @throws Refusal last_administrator when none would be left of those who can sign in */
async function keepAnAdministrator(trx: Trx, stays: (membership: { id: string; user_id: string }) => boolean) {
  const administrators = await trx
    .selectFrom('membership')
    .innerJoin('auth_user', 'auth_user.id', 'membership.user_id')
    .select(['membership.id', 'membership.user_id'])
    .where('membership.role', '=', 'administrator')
    .where('membership.revoked_at', 'is', null)
    .where('auth_user.disabled_at', 'is', null)
    .execute()
  // None seen at all: the actor manages no users, and the row policies refuse what follows.
  if (administrators.length > 0 && !administrators.some(stays)) throw serverRefusals.lastAdministrator()
}
