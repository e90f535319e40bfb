import { sql } from 'kysely'
import { appendAudit } from '../../platform/audit/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { nextAlertState } from './rules/machine.ts'
import type { Alert, AlertEvidence } from './schemas.ts'
import type {} from './tables.ts'

/** An alert as the government on the other side of the border is told of it. */
export interface BorderAlert {
  kind: Alert['kind']
  title: string
  titleEn: string
  /** Which side of the section the other government is. */
  side: 'upstream' | 'downstream'
  section: { code: string; name: string; river: string; upstreamCode: string; downstreamCode: string }
  parameter: string | null
  /** Values and limits; not the rule or the rows behind them. */
  evidence: Omit<AlertEvidence, 'rule' | 'observation' | 'assessment' | 'earlier'>
  observedAt: string
  /** When it arrives downstream; null: that is not known. */
  expectedAt: string | null
  /** Until when that side has to receive it. */
  receiveBy: string
  state: Alert['state']
  raisedAt: string
  closedAt: string | null
  parties: {
    organizationId: string
    organization: string
    side: 'upstream' | 'downstream' | 'own'
    receiveBy: string
    receivedAt: string | null
    receivedBy: string | null
    missedAt: string | null
  }[]
}

/** What alertsOfBorder reads: while nothing of it changes, its answer does not. */
export const BORDER_ALERT_TABLES = ['alert', 'alert_party', 'section', 'section_term', 'organization'] as const

const moment = (column: string) => momentText(sql.ref(column))

/** The sections of alerts whose other side lies in another jurisdiction, with that side; as they were on that day. */
const BORDER = (own: string, other: string) => sql`alert a join section s on s.id = a.section_id
  join section_term t on t.section_id = a.section_id and t.valid_from <= (a.observed_at at time zone 'Asia/Shanghai')::date
    and (t.valid_to is null or t.valid_to >= (a.observed_at at time zone 'Asia/Shanghai')::date)
  join lateral (values ('downstream', t.upstream_code, t.downstream_code), ('upstream', t.downstream_code, t.upstream_code))
    as border (side, near, far) on border.near::text like place_pattern(${own}) and border.far::text like place_pattern(${other})
      and border.far::text not like place_pattern(${own})`

/**
 * Alerts about sections on the border of a jurisdiction with another one, as they stand now. The transaction acts as the
 * system.
 * @param own GB/T 2260 code of who tells
 * @param other of whom it is told; 000000: all that lies outside
 */
export async function alertsOfBorder(
  trx: Trx,
  own: string,
  other: string,
): Promise<{ id: string; alert: BorderAlert }[]> {
  const { rows } = await sql<{ id: string; alert: BorderAlert }>`
    select a.id, json_build_object('kind', a.kind, 'title', a.title, 'titleEn', a.title_en, 'side', border.side,
      'section', json_build_object('code', s.code, 'name', s.name, 'river', t.river, 'upstreamCode', t.upstream_code,
        'downstreamCode', t.downstream_code),
      'parameter', a.parameter, 'evidence', a.evidence - array['rule', 'observation', 'assessment', 'earlier'],
      'observedAt', ${moment('a.observed_at')}, 'expectedAt', ${moment('a.expected_at')},
      'receiveBy', (select ${momentText(sql`coalesce(min(p.receive_by) filter (where p.side = border.side), min(p.receive_by))`)}
        from alert_party p where p.alert_id = a.id),
      'state', a.state, 'raisedAt', ${moment('a.raised_at')}, 'closedAt', ${moment('a.closed_at')},
      'parties', (select coalesce(json_agg(json_build_object('organizationId', o.id, 'organization', o.name, 'side', p.side,
          'receiveBy', ${moment('p.receive_by')}, 'receivedAt', ${moment('p.received_at')}, 'receivedBy', p.received_by,
          'missedAt', ${moment('p.missed_at')}) order by p.side desc, o.name, o.id), '[]')
        from alert_party p join organization o on o.id = p.organization_id where p.alert_id = a.id)) as alert
    from ${BORDER(own, other)} order by a.id`.execute(trx)
  return rows
}

/** A receipt that a neighbour's government told: who there received an alert of ours, and when. */
export interface NeighbourReceipt {
  alertId: string
  /** Our own jurisdiction, and that of the government which received. */
  own: string
  place: string
  organizationName: string
  userName: string
  text: string
  at: Date
  /** The government's node, and what it calls itself. */
  nodeCode: string
  node: string
}

/**
 * Records that a side of the border received an alert, by its own word: for every unit of that side which had not, with a
 * step that names who it was. The moment is the neighbour's, but none before the alert and none to come. Once for each
 * government; the transaction acts as the system.
 * @returns false where there is no such alert of that border, or that side received it already
 */
export async function recordNeighbourReceipt(trx: Trx, receipt: NeighbourReceipt): Promise<boolean> {
  const { alertId, own, place, organizationName, userName, text, at, nodeCode, node } = receipt
  const { rows } = await sql<Pick<Alert, 'state' | 'version' | 'title' | 'titleEn'> & { side: BorderAlert['side'] }>`
    select a.state, a.version, a.title, a.title_en as "titleEn", border.side
    from ${BORDER(own, place)} where a.id = ${alertId}::uuid for no key update of a`.execute(trx)
  const [alert] = rows
  if (!alert) return false
  const known = await sql`select from alert_event where alert_id = ${alertId}::uuid and kind = 'received'
    and facts ->> 'nodeCode' = ${nodeCode}`.execute(trx)
  if (known.rows.length > 0) return false
  const received = await sql<{ organizationId: string }>`
    update alert_party p set received_by = ${`${organizationName} ${userName}`},
      received_at = least(greatest(${at.toISOString()}::timestamptz, a.raised_at), clock_now())
    from alert a where a.id = p.alert_id and p.alert_id = ${alertId}::uuid and p.side = ${alert.side} and p.received_at is null
    returning p.organization_id as "organizationId"`.execute(trx)
  const state = nextAlertState(alert.state, 'received')
  await trx
    .updateTable('alert')
    .set({ state, version: alert.version + 1 })
    .where('id', '=', alertId)
    .execute()
  const event = await sql<{ id: number }>`
    insert into alert_event (alert_id, kind, text, facts, user_name, organization_name)
    values (${alertId}::uuid, 'received', ${text}, ${JSON.stringify({ nodeCode, node, receivedAt: at.toISOString() })}::jsonb,
      ${userName}, ${organizationName}) returning id`.execute(trx)
  await announce(trx, 'monitoring.alert_moved', {
    ...{ alertId, act: 'received', event: event.rows[0]?.id ?? 0, title: alert.title, titleEn: alert.titleEn },
    ...{ organizationId: received.rows[0]?.organizationId ?? NOBODY, organizationName },
  })
  await appendAudit(trx, {
    action: 'monitoring.alert_received',
    ...{ subjectKind: 'alert', subjectId: alertId, before: { state: alert.state } },
    after: { state, text, node, userName, organizationName, receivedAt: at.toISOString() },
  })
  return true
}

/** No unit of ours: all of them are told. */
const NOBODY = '00000000-0000-0000-0000-000000000000'
