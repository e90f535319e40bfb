import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import '../../platform/notices/index.ts'
import { noticeRefusals } from './refusals.ts'

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** A user keeps few calendars; more than this are old links nobody ended. */
const MOST_FEEDS = 10

/**
 * Makes the link that a calendar application reads this user's deadlines with, for the organization it acts for now.
 * @returns the token, which is shown once and kept nowhere
 * @throws Refusal feeds_too_many
 */
export async function addFeed(trx: Trx, actor: Actor): Promise<{ id: string; token: string }> {
  // One after the other: those asked for at once would each count the links that are there without the others.
  await sql`select pg_advisory_xact_lock(hashtextextended('calendar feeds ' || ${actor.userId}, 0))`.execute(trx)
  if ((await listFeeds(trx)).length >= MOST_FEEDS) throw noticeRefusals.feedsTooMany(MOST_FEEDS)
  const token = randomBytes(32).toString('base64url')
  const id = randomUUID()
  await sql`
    insert into calendar_feed (id, token_hash, user_id, membership_id)
    select ${id}::uuid, ${hashOf(token)}, ${actor.userId}, own_membership()`.execute(trx)
  await appendAudit(trx, { action: 'calendar.share', subjectKind: 'calendar_feed', subjectId: id })
  return { id, token }
}

/** The user's links that still work. */
export async function listFeeds(trx: Trx) {
  return trx
    .selectFrom('calendar_feed')
    .select(['id', 'created_at as createdAt', 'last_read_at as lastReadAt'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .execute()
}

/** @throws Refusal feed_unknown */
export async function endFeed(trx: Trx, id: string, now: Date): Promise<void> {
  const ended = await trx
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) throw noticeRefusals.feedUnknown(id)
  await appendAudit(trx, { action: 'calendar.unshare', subjectKind: 'calendar_feed', subjectId: id })
}

/** For whom a link was made, when it works and that user still acts for that organization; null otherwise. */
export async function actorOfFeed(database: DatabaseHandle, token: string, now: Date): Promise<Actor | null> {
  return database.asSystem(async (trx) => {
    const { rows } = await sql<Actor & { feedId: string }>`
      select feed.id as "feedId", reader.id as "userId", reader.name as "userName",
        member.organization_id as "organizationId", organization.name as "organizationName", member.role
      from calendar_feed feed
        join membership member on member.id = feed.membership_id and member.user_id = feed.user_id
          and member.revoked_at is null
        join auth_user reader on reader.id = feed.user_id and reader.disabled_at is null
        join organization on organization.id = member.organization_id
      where feed.token_hash = ${hashOf(token)} and feed.revoked_at is null`.execute(trx)
    const [found] = rows
    if (!found) return null
    const { feedId, ...actor } = found
    await trx.updateTable('calendar_feed').set({ last_read_at: now }).where('id', '=', feedId).execute()
    return actor
  })
}
