import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { calendarKnownUntil } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { urgencyOf } from './rules/urgency.ts'
import type { Desk, DeskItem, DeskQuery } from './schemas.ts'

const ITEM = sql`o.id, o.revision, o.state, o.role, c.period, o.due_on as "dueOn", o.returns,
  o.submitted_at as "submittedAt",
  json_build_object('id', t.id, 'number', t.number, 'title', t.title, 'provisionLabel', t.provision_label,
    'chapterLabel', t.chapter_label, 'dueOn', t.due_on) as task,
  json_build_object('id', p.id, 'title', p.title) as programme,
  json_build_object('id', r.id, 'shortName', r.short_name) as "reportsTo",
  case when l.task_id is null then null else json_build_object('colour', l.light, 'reasons', l.reasons) end as light,
  exists (select from report_draft d where d.obligation_id = o.id) as "hasDraft",
  case when o.role = 'lead' then (select count(*) from report_obligation w where w.cycle_id = o.cycle_id
    and w.task_id = o.task_id and w.reports_to = o.organization_id and w.state in ('submitted', 'accepted')
    and w.id <> o.id)
    else 0 end as waiting,
  case when o.role = 'lead' then (select count(*) from report_obligation w where w.cycle_id = o.cycle_id
    and w.task_id = o.task_id and w.reports_to = o.organization_id and w.id <> o.id) else 0 end as parts`

const FROM = sql`from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
  join programme p on p.id = o.programme_id join organization r on r.id = o.reports_to
  left join task_light l on l.task_id = o.task_id`

/**
 * The desk (我的事项): what the unit owes now, what hurts first; or what it reported in the cycles that are open. Tasks
 * that ended owe nothing more.
 */
export async function deskOf(trx: Trx, actor: Actor, query: DeskQuery, today: string): Promise<Desk> {
  const me = actor.organizationId
  const states = query.done ? ['submitted', 'accepted', 'waived'] : ['due', 'returned']
  // As a literal list the planner knows it for the partial index of what is owed.
  const inStates = sql.raw(`(${states.map((state) => `'${state}'`).join(', ')})`)
  const { rows } = await sql<Omit<DeskItem, 'urgency'>>`
    select ${ITEM} ${FROM}
    where o.organization_id = ${me}::uuid and o.state in ${inStates} and c.closed_at is null
      and t.state in ('dispatched', 'underway', 'closing')
    order by o.due_on, o.task_id limit 500`.execute(trx)
  const counted = await sql<Omit<Desk['counts'], 'owed'> & { owed: number }>`
    select
      (select count(*) from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
        where o.organization_id = ${me}::uuid and o.state in ('due', 'returned') and c.closed_at is null
          and t.state in ('dispatched', 'underway', 'closing')) as owed,
      (select count(*) from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
        where o.organization_id = ${me}::uuid and o.state in ('due', 'returned') and o.due_on < ${today}::date
          and c.closed_at is null and t.state in ('dispatched', 'underway', 'closing')) as overdue,
      (select count(*) from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
        where o.organization_id = ${me}::uuid and o.state = 'returned' and c.closed_at is null
          and t.state in ('dispatched', 'underway', 'closing')) as returned,
      (select count(*) from cycle c join report_obligation o on o.cycle_id = c.id
        where c.closed_at is null and c.opened_at is not null and o.organization_id = ${me}::uuid
          and o.state = 'submitted') as submitted,
      (select count(*) from cycle c join report_obligation o on o.cycle_id = c.id
        where c.closed_at is null and c.opened_at is not null and o.organization_id = ${me}::uuid
          and o.state = 'accepted') as accepted,
      (select count(*) from report_obligation o where o.reports_to = ${me}::uuid and o.state = 'submitted') as "toReview"`.execute(
    trx,
  )
  const items = rows
    .map((row): DeskItem => ({ ...row, urgency: urgencyOf({ ...row, light: row.light?.colour ?? null }, today) }))
    .sort((one, other) => one.urgency.rank - other.urgency.rank) // stable: within a rank by the day it is due
    .slice(0, query.limit)
  const counts = counted.rows[0] ?? { owed: 0, overdue: 0, returned: 0, submitted: 0, accepted: 0, toReview: 0 }
  return {
    today,
    calendarKnownUntil: calendarKnownUntil(),
    organization: { id: me, name: actor.organizationName },
    counts,
    items,
  }
}
