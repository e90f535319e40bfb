import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { idOfKey, isMade } from '../../platform/http/index.ts'
import { monitoringRefusals } from '../refusals.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import { alertRefusals as refusals } from './refusals.ts'
import type { NewAlertRule, NewReceivers, NewTravelTime } from './schemas.ts'

const signature = (actor: Actor) =>
  sql`${actor.userId}, ${actor.userName}, ${actor.organizationId}::uuid, ${actor.organizationName}`

/** @throws Refusal alert_section_not_kept */
async function expectKept(trx: Trx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${[...ids]}::uuid[]) as wanted (id)
    where wanted.id not in (select id from kept_section) limit 1`.execute(trx)
  if (rows[0]) throw refusals.alertSectionNotKept(rows[0].id)
}

/**
 * Makes a rule for sections that the actor keeps. Rules are not changed: one is retired, and another made.
 * @throws Refusal alert_receipt_unclear, alert_section_not_kept, parameter_unknown
 */
export async function addRule(trx: Trx, actor: Actor, rule: NewAlertRule, key?: string): Promise<string> {
  const id = idOfKey(key, actor, 'alert_rule', rule)
  if (await isMade(trx, 'alert_rule', key, id)) return id
  const { name, spec, sections, receiptHours = null, receiptWorkingDays = null, basis = '' } = rule
  if ((receiptHours === null) === (receiptWorkingDays === null)) throw refusals.alertReceiptUnclear()
  for (const code of spec.parameters ?? []) if (!findParameter(code)) throw monitoringRefusals.parameterUnknown(code)
  await expectKept(trx, sections)
  await sql`
    insert into alert_rule (id, name, kind, spec, sections, receipt_hours, receipt_days, basis, user_id, user_name,
      organization_id, organization_name)
    values (${id}::uuid, ${name.trim()}, ${spec.kind}, ${JSON.stringify(spec)}::jsonb, ${[...sections]}::uuid[],
      ${receiptHours}, ${receiptWorkingDays}, ${basis}, ${signature(actor)})`.execute(trx)
  await appendAudit(trx, { action: 'monitoring.add_alert_rule', subjectKind: 'alert_rule', subjectId: id, after: rule })
  return id
}

/** Retires a rule of one's organization; alerts that it raised stay. @throws Refusal alert_rule_not_found */
export async function retireRule(trx: Trx, actor: Actor, id: string): Promise<void> {
  const { numAffectedRows } = await sql`
    update alert_rule set retired_at = clock_now()
    where id = ${id}::uuid and organization_id = ${actor.organizationId}::uuid and retired_at is null`.execute(trx)
  if (numAffectedRows !== 1n) throw refusals.alertRuleNotFound(id)
  await appendAudit(trx, { action: 'monitoring.retire_alert_rule', subjectKind: 'alert_rule', subjectId: id })
}

/**
 * Says how long water takes between two sections from a day on.
 * @throws Refusal alert_section_not_kept, travel_time_taken
 */
export async function addTravelTime(trx: Trx, actor: Actor, time: NewTravelTime): Promise<number> {
  const { upstreamId, downstreamId, travelHours, validFrom, basis = '' } = time
  await expectKept(trx, [downstreamId])
  if (upstreamId === downstreamId)
    throw monitoringRefusals.inputInvalid('downstreamId', 'another section than upstreamId', downstreamId)
  const { rows } = await sql<{ id: number }>`
    insert into section_pair (upstream_id, downstream_id, travel_hours, basis, valid_from, user_id, user_name,
      organization_id, organization_name)
    values (${upstreamId}::uuid, ${downstreamId}::uuid, ${travelHours}::numeric, ${basis}, ${validFrom}::date,
      ${signature(actor)}) returning id`
    .execute(trx)
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? refusals.travelTimeTaken(validFrom) : error
    })
  const id = rows[0]?.id ?? 0
  const line = { subjectKind: 'section', subjectId: downstreamId, after: time }
  await appendAudit(trx, { action: 'monitoring.set_travel_time', ...line })
  return id
}

/**
 * Names who receives the alerts of one side of a section from now on.
 * @throws Refusal alert_section_not_kept, alert_receiver_unknown
 */
export async function setReceivers(trx: Trx, actor: Actor, receivers: NewReceivers): Promise<number> {
  const { sectionId, side, organizationIds } = receivers
  await expectKept(trx, [sectionId])
  const { rows: unknown } = await sql<{ id: string }>`
    select wanted.id from unnest(${[...organizationIds]}::uuid[]) as wanted (id)
    where not exists (select from organization o where o.id = wanted.id) limit 1`.execute(trx)
  if (unknown[0]) throw refusals.alertReceiverUnknown(unknown[0].id)
  const { rows } = await sql<{ id: number }>`
    insert into alert_receiver (section_id, side, receivers, user_id, user_name, organization_id, organization_name)
    values (${sectionId}::uuid, ${side}, ${[...organizationIds]}::uuid[], ${signature(actor)}) returning id`.execute(
    trx,
  )
  const line = { subjectKind: 'section', subjectId: sectionId, after: receivers }
  await appendAudit(trx, { action: 'monitoring.set_alert_receivers', ...line })
  return rows[0]?.id ?? 0
}
