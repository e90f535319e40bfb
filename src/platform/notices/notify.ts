import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../database/types.ts'
import type {} from './tables.ts'

/** What somebody should know. The key says what it is about: the same key for the same organization is told once. */
export interface Notice {
  organizationId: string
  /** Only this user of it; without one, all who act for it. */
  userId?: string
  /** `<room>.<what>`: `delivery.report_returned`. */
  kind: string
  title: string
  titleEn: string
  /** The page where something can be done about it: `/tasks/…`. */
  link: string
  key: string
}

/** Tells them, in the transaction of what happened: a notice of something that did not happen cannot be. */
export async function notify(trx: Trx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map(({ organizationId, userId, kind, title, titleEn, link, key }) => ({
    id: randomUUID(),
    organization_id: organizationId,
    user_id: userId ?? null,
    kind,
    title,
    title_en: titleEn,
    link,
    key,
  }))
  await sql`select tell(${JSON.stringify(rows)}::json)`.execute(trx)
}
