import { sql } from 'kysely'
import type { DatabaseHandle } from '../database/index.ts'

/** A mail that is due: one notice, or the day's notices, to one user. */
export interface DueMail {
  userId: string
  name: string
  address: string
  notices: { id: string; title: string; link: string; at: Date }[]
}

/** Notices older than this when mail is first set up are not sent after the fact. */
const TOO_OLD_DAYS = 3

/** The digest leaves at this hour, China time. */
const DIGEST_HOUR = 8

/** While a mail is being sent nobody else takes it up; one that a killed process left is taken up again after that. */
const LEASE_MINUTES = 10

/** Attempts before a mail is given up; the waits between them double from a minute on. */
export const MOST_ATTEMPTS = 8

/** The next 08:00 in China, at which a digest leaves. */
export function digestTime(now: Date): Date {
  const eight = 8 * 3_600_000
  const day = Math.floor((now.getTime() + eight) / 86_400_000)
  const today = day * 86_400_000 + DIGEST_HOUR * 3_600_000 - eight
  return new Date(today > now.getTime() ? today : today + 86_400_000)
}

/** Writes a waiting mail for every user that a new notice is for and that wants mail. */
export async function queueMail(database: DatabaseHandle, now: Date): Promise<void> {
  const digest = digestTime(now)
  const oldest = new Date(now.getTime() - TOO_OLD_DAYS * 86_400_000)
  await database.asSystem((trx) =>
    sql`
      with taken as (
        update notice set queued_at = ${now} where queued_at is null returning id, organization_id, user_id, at
      )
      insert into notice_mail (notice_id, user_id, next_at)
      select distinct on (taken.id, member.user_id) taken.id, member.user_id,
        case coalesce(wish.mail, 'daily') when 'each' then ${now}::timestamptz else ${digest}::timestamptz end
      from taken
        join membership member on member.organization_id = taken.organization_id and member.revoked_at is null
          and (taken.user_id is null or taken.user_id = member.user_id)
        join auth_user reader on reader.id = member.user_id and reader.disabled_at is null
        left join notice_preference wish on wish.user_id = member.user_id
      where coalesce(wish.mail, 'daily') <> 'none' and taken.at > ${oldest}
      on conflict do nothing`.execute(trx),
  )
}

/**
 * Takes up what is due, for a while: whoever takes it sends it, or leaves it to be taken again. Read ones are not
 * sent, nor those to people who were disabled, or no longer act for whom they are to.
 */
export async function takeDueMail(database: DatabaseHandle, now: Date, most = 50): Promise<DueMail[]> {
  const lease = new Date(now.getTime() + LEASE_MINUTES * 60_000)
  return database.asSystem(async (trx) => {
    await sql`
      update notice_mail mail set state = 'sent'
      where state = 'waiting' and next_at <= ${now}
        and exists (select from notice_read r where r.notice_id = mail.notice_id and r.user_id = mail.user_id)`.execute(
      trx,
    )
    await sql`
      update notice_mail mail set state = 'given_up', last_error = 'no longer of the organization'
      from notice
      where notice.id = mail.notice_id and mail.state = 'waiting' and mail.next_at <= ${now} and not exists (
        select from membership member join auth_user reader on reader.id = member.user_id and reader.disabled_at is null
        where member.user_id = mail.user_id and member.organization_id = notice.organization_id
          and member.revoked_at is null)`.execute(trx)
    const { rows } = await sql<DueMail>`
      with users as (
        select user_id from notice_mail where state = 'waiting' and next_at <= ${now}
        group by user_id order by min(next_at) limit ${most}
      ), due as (
        select notice_id, user_id from notice_mail
        where state = 'waiting' and next_at <= ${now} and user_id in (select user_id from users)
        for update skip locked
      ), taken as (
        update notice_mail mail set next_at = ${lease}, attempts = mail.attempts + 1
        from due where mail.notice_id = due.notice_id and mail.user_id = due.user_id
        returning mail.notice_id, mail.user_id
      )
      select reader.id as "userId", reader.name, reader.email as address,
        json_agg(json_build_object('id', notice.id, 'title', notice.title, 'link', notice.link, 'at', notice.at)
          order by notice.at) as notices
      from taken
        join notice on notice.id = taken.notice_id
        join auth_user reader on reader.id = taken.user_id
      group by reader.id`.execute(trx)
    return rows.map((row) => ({ ...row, notices: row.notices.map((one) => ({ ...one, at: new Date(one.at) })) }))
  })
}

export async function mailSent(database: DatabaseHandle, mail: DueMail, now: Date): Promise<void> {
  await database.asSystem((trx) =>
    trx
      .updateTable('notice_mail')
      .set({ state: 'sent', sent_at: now, last_error: null })
      .where('user_id', '=', mail.userId)
      .where(
        'notice_id',
        'in',
        mail.notices.map(({ id }) => id),
      )
      .execute(),
  )
}

/** It is tried again later, and given up after many times; the reason stays on record. */
export async function mailFailed(database: DatabaseHandle, mail: DueMail, reason: string, now: Date): Promise<void> {
  const ids = mail.notices.map(({ id }) => id)
  await database.asSystem((trx) =>
    sql`
      update notice_mail set last_error = ${reason.slice(0, 500)},
        state = case when attempts >= ${MOST_ATTEMPTS} then 'given_up' else 'waiting' end,
        next_at = ${now}::timestamptz + interval '1 minute' * power(2, attempts - 1)
      where user_id = ${mail.userId} and notice_id = any (${ids}::uuid[])`.execute(trx),
  )
}
