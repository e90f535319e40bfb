import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { roleMay } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { jointRefusals as refusals } from './refusals.ts'
import { ESCALATION_MACHINE, tierAbove } from './rules/escalation.ts'
import type { Escalation, EscalationDetail, EscalationList, EscalationQuery } from './schemas.ts'
import { ESCALATION_PLACE } from './schemas.ts'
import type {} from './tables.ts'
import { unitOf, unitsOf } from './units.ts'

export const NUMBER = sql`'提请〔' || e.year || '〕' || e.serial || '号'`

export const TASK_REF = sql`(select json_build_object('id', k.id, 'number', k.number, 'title', k.title,
  'programmeId', k.programme_id) from task k where k.id = e.task_id)`

const ROW = sql`e.id, e.revision, ${NUMBER} as number, e.title, e.state,
  json_build_object('id', l.id, 'name', l.name) as ladder,
  json_build_object('id', t.id, 'position', t.position, 'name', t.name,
    'of', (select count(*) from ladder_tier s where s.ladder_id = e.ladder_id and s.dropped_at is null)) as tier,
  ${TASK_REF} as task, ${unitOf('o')} as "raisedBy", e.raised_by_user as "raisedByUser",
  e.created_at as "raisedAt", e.since_on as "sinceOn", e.rises_after as "risesAfter", e.updated_at as "updatedAt"`

const FROM = sql`from escalation e join ladder l on l.id = e.ladder_id join ladder_tier t on t.id = e.tier_id
  join organization o on o.id = e.raised_by`

/** Matters, the newest first; those that one may see. */
export async function listEscalations(trx: Trx, query: EscalationQuery, actor: Actor): Promise<EscalationList> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (query.state) conditions.push(sql`e.state = ${query.state}`)
  if (query.open) conditions.push(sql`e.state in ('waiting', 'on_agenda', 'answered')`)
  if (query.ladder) conditions.push(sql`e.ladder_id = ${query.ladder}::uuid`)
  if (query.tier) conditions.push(sql`e.tier_id = ${query.tier}::uuid`)
  if (query.task) conditions.push(sql`e.task_id = ${query.task}::uuid`)
  if (query.alert) conditions.push(sql`e.alert_id = ${query.alert}::uuid`)
  if (query.mine) conditions.push(sql`e.raised_by = ${actor.organizationId}::uuid`)
  if (query.forMe)
    conditions.push(sql`e.state in ('waiting', 'on_agenda') and ${actor.organizationId}::uuid = any (t.hosts)`)
  if (query.q) {
    const like = `%${query.q.trim().replaceAll(/[%_\\]/g, '\\$&')}%`
    conditions.push(sql`(e.title like ${like} or e.matter like ${like} or e.raised_by_name like ${like})`)
  }
  const where = sql.join(conditions, sql` and `)
  const after = ESCALATION_PLACE.read(query.cursor)
  const { rows } = await sql<Escalation>`select ${ROW} ${FROM} where ${where}
    ${after ? sql`and (e.created_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by e.created_at desc, e.id desc limit ${query.limit + 1}`.execute(trx)
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total ${FROM} where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted[0]?.total ?? 0,
    next: last ? ESCALATION_PLACE.write(new Date(last.raisedAt).toISOString(), last.id) : null,
  }
}

/** What the acts on a matter need to know of it. */
export async function matterOf(trx: Trx, id: string) {
  const matter = await trx
    .selectFrom('escalation as e')
    .innerJoin('ladder_tier as t', 't.id', 'e.tier_id')
    .selectAll('e')
    .select(['t.hosts as tierHosts', 't.name as tierName'])
    .where('e.id', '=', id)
    .executeTakeFirst()
  if (!matter) throw refusals.escalationNotFound(id)
  return matter
}

/** @throws Refusal escalation_not_found */
export async function findEscalation(trx: Trx, id: string, actor: Actor): Promise<EscalationDetail> {
  const { rows } = await sql<Omit<EscalationDetail, 'may'>>`
    select ${ROW}, e.matter, e.tried, e.wanted, e.answer, e.alert_id as "alertId", objection_statement(e.objection_id) as "statementId", ${unitOf('w')} as owner, ${unitsOf('t.hosts')} as hosts,
      (select json_agg(json_build_object('id', s.id, 'name', s.name, 'position', s.position, 'answerDays', s.answer_days)
          order by s.position) from ladder_tier s where s.ladder_id = e.ladder_id and s.dropped_at is null) as tiers,
      (select coalesce(json_agg(json_build_object('seq', v.seq, 'kind', v.kind, 'text', v.text, 'tier', s.name, 'at', v.at,
          'userName', v.user_name, 'organizationName', v.organization_name) order by v.seq), '[]')
        from escalation_event v join ladder_tier s on s.id = v.tier_id where v.escalation_id = e.id) as steps,
      (select coalesce(json_agg(json_build_object('id', m.id, 'title', m.title, 'heldOn', m.held_on, 'state', m.state,
          'outcome', i.outcome, 'resolutions', (select coalesce(json_agg(json_build_object('id', r.id,
            'number', r.number, 'title', r.title, 'taskId', r.task_id) order by r.number), '[]')
            from resolution r where r.agenda_item_id = i.id)) order by m.held_on), '[]')
        from agenda_item i join meeting m on m.id = i.meeting_id where i.escalation_id = e.id) as meetings
    ${FROM} join organization w on w.id = e.owner_organization_id where e.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.escalationNotFound(id)
  return { ...found, may: mayDo(found, actor) }
}

type Acts = EscalationDetail['may']

/** What the actor may do with the matter now: who it is, and what the state lets happen. */
export function mayDo(
  found: Pick<EscalationDetail, 'state' | 'raisedBy' | 'owner' | 'hosts' | 'tiers' | 'tier'>,
  actor: Actor,
): Acts {
  if (!roleMay(actor.role, 'delivery.escalate')) return []
  const possible = ESCALATION_MACHINE[found.state]
  const raiser = found.raisedBy.id === actor.organizationId
  const office = found.owner.id === actor.organizationId && roleMay(actor.role, 'meeting.manage')
  const host = found.hosts.some(({ id }) => id === actor.organizationId)
  const above = tierAbove(found.tiers, found.tier.id) !== undefined
  const acts: Acts = []
  if (possible.answered && (office || host)) acts.push('answer')
  if (possible.accepted && raiser) acts.push('accept')
  if (possible.contested && raiser && above) acts.push('contest')
  if (found.state === 'waiting' && above && (office || host)) acts.push('rise')
  if (possible.put_on_agenda && office) acts.push('schedule')
  if (possible.withdrawn && raiser) acts.push('withdraw')
  return acts
}

/** Matters that wait at the tier and are on no agenda: what a meeting of it may hear. */
export async function mattersAt(trx: Trx, tierId: string): Promise<Escalation[]> {
  const { rows } = await sql<Escalation>`select ${ROW} ${FROM}
    where e.tier_id = ${tierId}::uuid and e.state in ('waiting', 'answered') order by e.since_on, e.id`.execute(trx)
  return rows
}
