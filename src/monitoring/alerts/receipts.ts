import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce, listen } from '../../platform/events/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { addSystemEvent } from './raise.ts'

interface Missed {
  alertId: string
  title: string
  titleEn: string
  sectionId: string
  organizationId: string
  organizationName: string
  side: string
  receiveBy: string
  others: string[]
}

/**
 * Announces every receipt whose time has passed, once: as event `monitoring.receipt_missed`, as a step of the alert, and
 * as a notice to everybody whom the alert is for.
 * @returns how many
 */
export async function announceMissed(database: DatabaseHandle, now: Date): Promise<number> {
  return database.asSystem(async (trx) => {
    const { rows } = await sql<Missed>`
      update alert_party p set missed_at = ${now.toISOString()}::timestamptz
      from alert a, organization o
      where a.id = p.alert_id and o.id = p.organization_id and a.state <> 'closed' and p.received_at is null
        and p.missed_at is null and p.receive_by < ${now.toISOString()}::timestamptz
      returning a.id as "alertId", a.title, a.title_en as "titleEn", a.section_id as "sectionId",
        p.organization_id as "organizationId", o.name as "organizationName", p.side,
        to_char(p.receive_by at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "receiveBy",
        (select coalesce(array_agg(x.organization_id::text order by x.side, x.organization_id), '{}') from alert_party x
          where x.alert_id = a.id and x.organization_id <> p.organization_id) as others`.execute(trx)
    for (const { others, ...missed } of rows) {
      await addSystemEvent(trx, missed.alertId, 'missed', missed.organizationName)
      await announce(trx, 'monitoring.receipt_missed', { ...missed, others })
      await tellAll(trx, [missed.organizationId, ...others], missed.alertId, {
        key: `receipt_missed:${missed.alertId}:${missed.organizationId}`,
        kind: 'monitoring.receipt_missed',
        title: `${missed.organizationName}未按时接收预警：${missed.title}`,
        titleEn: `${missed.organizationName} did not receive in time: ${missed.titleEn}`,
      })
    }
    return rows.length
  })
}

const tellAll = (
  trx: Trx,
  to: readonly string[],
  alert: string,
  words: { key: string; kind: string; title: string; titleEn: string },
) =>
  notify(
    trx,
    to.map((organizationId) => ({ organizationId, link: `/alerts/${alert}`, ...words })),
  )

const WORDS = {
  received: ['已接收预警', 'received the alert'],
  inspected: ['提交了联合排查记录', 'recorded a joint inspection'],
  noted: ['补充了处置情况', 'said what is being done'],
  closed: ['办结了预警', 'closed the alert'],
  reopened: ['重新打开了预警', 'reopened the alert'],
} as const

interface Moved {
  alertId: string
  act: keyof typeof WORDS
  event: number
  title: string
  titleEn: string
  organizationId: string
  organizationName: string
}

/** Tells the others what somebody did with an alert. */
export async function tellOthers(database: DatabaseHandle): Promise<void> {
  await database.asSystem(async (trx) => {
    for (const { payload } of await listen<Moved>(trx, 'monitoring.alert_notices', 'monitoring.alert_moved')) {
      const { alertId, act, event, title, titleEn, organizationId, organizationName } = payload
      const parties = await trx
        .selectFrom('alert_party')
        .select('organization_id as id')
        .where('alert_id', '=', alertId)
        .where('organization_id', '<>', organizationId)
        .execute()
      const [zh, en] = WORDS[act]
      await tellAll(
        trx,
        parties.map(({ id }) => id),
        alertId,
        {
          key: `alert_moved:${event}`,
          kind: `monitoring.alert_${act}`,
          title: `${organizationName}${zh}：${title}`,
          titleEn: `${organizationName} ${en}: ${titleEn}`,
        },
      )
    }
  })
}
