import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import { alertRefusals as refusals } from './refusals.ts'
import { type AlertAct, nextAlertState } from './rules/machine.ts'
import type { Inspection } from './schemas.ts'
import { heldAlert } from './store.ts'

/**
 * Receives an alert for one's organization, once; late as well, which stays to be seen.
 * @throws Refusal alert_not_found, alert_not_yours, alert_received_already
 */
export async function receiveAlert(trx: Trx, actor: Actor, id: string, text: string): Promise<void> {
  const alert = await heldAlert(trx, actor, id)
  if (alert.party.received_at !== null) throw refusals.alertReceivedAlready(alert.party.received_by ?? '')
  const received = await trx
    .updateTable('alert_party')
    .set({ received_at: CLOCK_NOW, received_by: actor.userName })
    .where('alert_id', '=', id)
    .where('organization_id', '=', actor.organizationId)
    .where('received_at', 'is', null)
    .executeTakeFirst()
  if (received.numUpdatedRows === 0n) throw httpRefusals.permissionMissing()
  await step(trx, actor, alert, 'received', text)
}

/** Records a joint inspection (联合排查): when, where, who took part, what was sampled and found. */
export async function inspect(trx: Trx, actor: Actor, id: string, record: Inspection): Promise<void> {
  await step(trx, actor, await heldAlert(trx, actor, id), 'inspected', record.finding.trim(), record)
}

/** Says what is being done (`noted`), that it is over (`closed`), or that it is not (`reopened`). */
export async function handleAlert(
  trx: Trx,
  actor: Actor,
  id: string,
  act: 'noted' | 'closed' | 'reopened',
  text: string,
): Promise<void> {
  await step(trx, actor, await heldAlert(trx, actor, id), act, text.trim())
}

/** One step of the machine with its event; whom else it concerns is told by the job that hears of it. */
async function step(
  trx: Trx,
  actor: Actor,
  alert: Awaited<ReturnType<typeof heldAlert>>,
  act: AlertAct,
  text: string,
  facts: object = {},
): Promise<void> {
  const state = nextAlertState(alert.state, act)
  const moved = await trx
    .updateTable('alert')
    .set({
      state,
      version: alert.version + 1,
      ...(state === 'closed' && act === 'closed'
        ? { closed_at: CLOCK_NOW }
        : act === 'reopened'
          ? { closed_at: null }
          : {}),
    })
    .where('id', '=', alert.id)
    .where('version', '=', alert.version)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw httpRefusals.permissionMissing()
  const { rows } = await sql<{ id: number }>`
    insert into alert_event (alert_id, kind, text, facts, user_id, user_name, organization_id, organization_name)
    values (${alert.id}::uuid, ${act}, ${text}, ${JSON.stringify(facts)}::jsonb, ${actor.userId}, ${actor.userName},
      ${actor.organizationId}::uuid, ${actor.organizationName}) returning id`.execute(trx)
  await announce(trx, 'monitoring.alert_moved', {
    ...{ alertId: alert.id, act, event: rows[0]?.id ?? 0, title: alert.title, titleEn: alert.titleEn },
    ...{ organizationId: actor.organizationId, organizationName: actor.organizationName },
  })
  await appendAudit(trx, {
    action: `monitoring.alert_${act}`,
    subjectKind: 'alert',
    subjectId: alert.id,
    before: { state: alert.state },
    after: { state, text, ...facts },
  })
}
