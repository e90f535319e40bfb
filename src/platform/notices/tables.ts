import type { ColumnType, Generated } from 'kysely'

export type MailWish = 'none' | 'each' | 'daily'

export interface NoticeTable {
  id: string
  organization_id: string
  user_id: string | null
  kind: string
  title: string
  title_en: string
  link: string
  key: string
  at: ColumnType<Date, Date | undefined, never>
  queued_at: ColumnType<Date | null, never, Date>
  sender_user_id: ColumnType<string | null, never, never>
}

export interface NoticeReadTable {
  notice_id: string
  user_id: string
  at: Generated<Date>
}

export interface NoticePreferenceTable {
  user_id: string
  mail: MailWish
}

export interface NoticeMailTable {
  notice_id: string
  user_id: string
  state: Generated<'waiting' | 'sent' | 'given_up'>
  next_at: Date
  attempts: Generated<number>
  sent_at: Date | null
  last_error: string | null
}

export interface CalendarFeedTable {
  id: string
  token_hash: string
  user_id: string
  membership_id: string
  created_at: Generated<Date>
  revoked_at: Date | null
  last_read_at: Date | null
}

declare module '../database/tables.ts' {
  interface Database {
    notice: NoticeTable
    notice_read: NoticeReadTable
    notice_preference: NoticePreferenceTable
    notice_mail: NoticeMailTable
    calendar_feed: CalendarFeedTable
  }
}
