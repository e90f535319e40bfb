import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { hashPassword, PASSWORD_LENGTH } from './password.ts'
import { serverRefusals } from './refusals.ts'

/** How long a link works, in minutes: the one printed at the start, and an invitation. */
const SIGN_IN_MINUTES = 15
const INVITATION_MINUTES = 3 * 24 * 60

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000)

/** Makes a link that signs the user in once, within 15 minutes. @returns its token, which is kept nowhere */
export async function makeSignInLink(trx: Trx, userId: string): Promise<string> {
  return makeLink(trx, { purpose: 'sign_in', userId, expiresAt: inMinutes(SIGN_IN_MINUTES), createdBy: null })
}

/** Makes a link with which the user chooses a password, within three days. @returns its token, which is kept nowhere */
export async function makeInvitation(trx: Trx, userId: string, createdBy: string): Promise<string> {
  return makeLink(trx, { purpose: 'set_password', userId, expiresAt: inMinutes(INVITATION_MINUTES), createdBy })
}

async function makeLink(
  trx: Trx,
  link: { purpose: 'sign_in' | 'set_password'; userId: string; expiresAt: Date; createdBy: string | null },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await trx
    .insertInto('one_time_link')
    .values({
      token_hash: sha256(token),
      purpose: link.purpose,
      user_id: link.userId,
      expires_at: link.expiresAt,
      created_by: link.createdBy,
    })
    .execute()
  return token
}

/**
 * Uses a link up. With `set_password` it stores the password as well, and ends every other way in: older sessions and
 * links of the user.
 * @returns the user it belongs to
 * @throws Refusal link_useless, password_too_short
 */
export async function useLink(
  database: DatabaseHandle,
  token: string,
  purpose: 'sign_in' | 'set_password',
  password?: string,
): Promise<string> {
  let stored: string | undefined
  if (purpose === 'set_password') {
    const chosen = checkPassword(password)
    // Hashing is dear on purpose: not for a link that nobody gave out.
    if (!(await isLinkUsable(database, token))) throw serverRefusals.linkUseless()
    stored = await hashPassword(chosen)
  }
  return database.asSystem(async (trx) => {
    const link = await trx
      .updateTable('one_time_link')
      .set({ used_at: new Date() })
      .where('token_hash', '=', sha256(token))
      .where('purpose', '=', purpose)
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date())
      .where('user_id', 'in', (eb) => eb.selectFrom('auth_user').select('id').where('disabled_at', 'is', null))
      .returning('user_id')
      .executeTakeFirst()
    if (!link) throw serverRefusals.linkUseless()
    if (stored) await storePassword(trx, link.user_id, stored)
    return link.user_id
  })
}

/** True while the link can still be used: to show its page, or that it is too late. */
export async function isLinkUsable(database: DatabaseHandle, token: string): Promise<boolean> {
  const link = await database.asSystem((trx) =>
    trx
      .selectFrom('one_time_link')
      .select('user_id')
      .where('token_hash', '=', sha256(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date())
      .executeTakeFirst(),
  )
  return link !== undefined
}

/** Removes what no longer opens anything: sessions and links whose time is over. */
export async function removeExpired(database: DatabaseHandle): Promise<void> {
  const now = new Date()
  await database.asSystem(async (trx) => {
    await trx.deleteFrom('auth_session').where('expires_at', '<', now).execute()
    await trx.deleteFrom('one_time_link').where('expires_at', '<', now).execute()
  })
}

function checkPassword(password: string | undefined): string {
  const { minimum, maximum } = PASSWORD_LENGTH
  if (!password || password.length < minimum || password.length > maximum)
    throw serverRefusals.passwordTooShort(minimum)
  return password
}

async function storePassword(trx: Trx, userId: string, stored: string): Promise<void> {
  await trx.deleteFrom('auth_session').where('user_id', '=', userId).execute()
  await trx.deleteFrom('one_time_link').where('user_id', '=', userId).where('used_at', 'is', null).execute()
  const changed = await trx
    .updateTable('auth_account')
    .set({ password: stored, updated_at: new Date() })
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  if (changed.numUpdatedRows > 0n) return
  await trx
    .insertInto('auth_account')
    .values({ id: randomUUID(), user_id: userId, account_id: userId, provider_id: 'credential', password: stored })
    .execute()
}
