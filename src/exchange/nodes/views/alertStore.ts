import { sql } from 'kysely'
import { type Actor, roleMay } from '../../../platform/access/index.ts'
import { appendAudit } from '../../../platform/audit/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { contentOf, ToldAlert } from '../cargo/contents.ts'
import { FACTS, WHOSE } from './parts.ts'
import { viewRefusals as refusals } from './refusals.ts'
import {
  NEIGHBOUR_ALERT_PLACE,
  type NeighbourAlert,
  type NeighbourAlertList,
  type NeighbourAlertQuery,
} from './schemas.ts'

interface StoredAlert {
  owner: NeighbourAlert['owner']
  key: string
  toldAt: string
  content: Record<string, unknown>
  receipt: Pick<NonNullable<NeighbourAlert['receipt']>, 'text' | 'at' | 'userName' | 'organizationName'> | null
  at: [boolean, string, string, string]
}

const RECEIPT = sql`(select json_build_object('text', r.text, 'at', ${momentText('r.at')}, 'userName', r.user_name,
  'organizationName', r.organization_name) from neighbour_receipt r where r.owner = f.owner and r.alert_id::text = f.key)`
/** Nobody of its side received it, as far as this node and the owner's word say. */
const WAITS = sql`(f.content ->> 'state' <> 'closed'
  and not jsonb_path_exists(f.content, '$.parties[*] ? (@.side == $.side && @.receivedAt != null)')
  and not exists (select from neighbour_receipt r where r.owner = f.owner and r.alert_id::text = f.key))`
const STORED = sql`${WHOSE} as owner, f.key, ${momentText('f.told_at')} as "toldAt", f.content, ${RECEIPT} as receipt,
  json_build_array(${WAITS}, f.content ->> 'raisedAt', f.owner, f.key) as at`

/** Whether the actor's unit lies in the place of this node, and so on its side of the border. */
async function isOfMember(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select actor_is_of_member() as is`.execute(trx)
  return rows[0]?.is ?? false
}

/** Alerts that neighbours told: those that wait first, the newest first. */
export async function listNeighbourAlerts(
  trx: Trx,
  actor: Actor,
  { limit, cursor, waiting }: NeighbourAlertQuery,
): Promise<NeighbourAlertList> {
  const where = waiting === undefined ? sql`true` : sql`${WAITS} = ${waiting}`
  const after = NEIGHBOUR_ALERT_PLACE.read(cursor)
  const { rows } = await sql<StoredAlert>`
    select ${STORED} from ${FACTS('alert')} and ${where}
      ${after ? sql`and (${WAITS}, f.content ->> 'raisedAt', f.owner, f.key) < (${after[0]}::boolean, ${after[1]}::text, ${after[2]}::text, ${after[3]}::text)` : sql``}
    order by ${WAITS} desc, f.content ->> 'raisedAt' desc, f.owner desc, f.key desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${FACTS('alert')} and ${where}`.execute(
    trx,
  )
  const isOurs = await isOfMember(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).flatMap((row) => shown(row, actor, isOurs)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? NEIGHBOUR_ALERT_PLACE.write(...last.at) : null,
  }
}

function shown({ content, at: _, receipt, ...whose }: StoredAlert, actor: Actor, isOurs: boolean): NeighbourAlert[] {
  const alert = contentOf(ToldAlert, content)
  if (!alert) return []
  const isRecorded = alert.parties.some(({ side, receivedAt }) => side === alert.side && receivedAt !== null)
  return [
    {
      ...whose,
      alert,
      receipt: receipt && { ...receipt, isRecorded, isLate: Date.parse(receipt.at) > Date.parse(alert.receiveBy) },
      mayReceive: isOurs && !receipt && alert.state !== 'closed' && roleMay(actor.role, 'alert.handle'),
    },
  ]
}

/** @throws Refusal neighbour_alert_not_found */
export async function findNeighbourAlert(trx: Trx, actor: Actor, owner: string, id: string): Promise<NeighbourAlert> {
  const { rows } = await sql<StoredAlert>`
    select ${STORED} from ${FACTS('alert')} and f.owner = ${owner} and f.key = ${id}`.execute(trx)
  const isOurs = await isOfMember(trx)
  const [alert] = rows.flatMap((row) => shown(row, actor, isOurs))
  if (!alert) throw refusals.alertNotFound(owner, id)
  return alert
}

/**
 * Receives a neighbour's alert for our side of the border, once; late as well, which stays to be seen. It goes back to its
 * owner by itself.
 * @throws Refusal neighbour_alert_not_found, neighbour_alert_not_ours, neighbour_alert_received
 */
export async function receiveNeighbourAlert(
  trx: Trx,
  actor: Actor,
  owner: string,
  id: string,
  text: string,
): Promise<void> {
  const { receipt } = await findNeighbourAlert(trx, actor, owner, id)
  if (receipt) throw refusals.alertReceived(receipt.userName)
  if (!(await isOfMember(trx))) throw refusals.alertNotOurs()
  await sql`
    insert into neighbour_receipt (owner, alert_id, text, user_id, user_name, organization_id, organization_name)
    values (${owner}, ${id}::uuid, ${text}, ${actor.userId}, ${actor.userName}, ${actor.organizationId}::uuid,
      ${actor.organizationName})`
    .execute(trx)
    .catch((error: { constraint?: string }) => {
      throw error.constraint === 'neighbour_receipt_pkey' ? refusals.alertReceived('') : error
    })
  await appendAudit(trx, {
    action: 'exchange.receive_neighbour_alert',
    ...{ subjectKind: 'neighbour_alert', subjectId: `${owner} ${id}`, after: { owner, alertId: id, text } },
  })
}
