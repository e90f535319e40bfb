import { sql } from 'kysely'
import type { Actor } from '../access/index.ts'
import type { Trx } from '../database/types.ts'
import type { MailWish } from './tables.ts'

interface Page {
  limit: number
  unread: boolean
  /** The last of the page before: its moment and id. */
  after?: readonly [at: string, id: string] | undefined
}

const unread = (userId: string) =>
  sql<boolean>`not exists (select from notice_read r where r.notice_id = notice.id and r.user_id = ${userId})`

/** Notices to the actor, newest first, with whether this user has read them. */
export async function listNotices(trx: Trx, { userId }: Actor, { limit, unread: only, after }: Page) {
  let page = trx
    .selectFrom('notice')
    .select([
      'id',
      'kind',
      'title',
      'title_en as titleEn',
      'link',
      'at',
      sql<boolean>`not ${unread(userId)}`.as('read'),
    ])
  if (only) page = page.where(unread(userId))
  if (after) page = page.where(sql<boolean>`(at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`)
  return page.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
}

/** How many notices the user has not read. */
export async function countUnread(trx: Trx, { userId }: Actor): Promise<number> {
  const { n } = await trx
    .selectFrom('notice')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where(unread(userId))
    .executeTakeFirstOrThrow()
  return n
}

/** Marks them read for this user: those named, or all there are. Notices of others are left out silently. */
export async function markRead(trx: Trx, { userId }: Actor, ids?: readonly string[]): Promise<void> {
  const named = ids ? sql`and id = any (${[...ids]}::uuid[])` : sql``
  await sql`insert into notice_read (notice_id, user_id)
    select id, ${userId} from notice where true ${named} on conflict do nothing`.execute(trx)
}

/** How the user wants its mail; a digest a day where nothing was chosen. */
export async function mailWish(trx: Trx, { userId }: Actor): Promise<MailWish> {
  const row = await trx.selectFrom('notice_preference').select('mail').where('user_id', '=', userId).executeTakeFirst()
  return row?.mail ?? 'daily'
}

export async function chooseMail(trx: Trx, { userId }: Actor, mail: MailWish): Promise<void> {
  await trx
    .insertInto('notice_preference')
    .values({ user_id: userId, mail })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ mail }))
    .execute()
}
