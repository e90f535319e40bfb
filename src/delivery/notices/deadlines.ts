import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'

/** A day on which the organization owes something. */
export interface Deadline {
  /** Stays the same while the thing is the same, so that a calendar moves it instead of adding it again. */
  key: string
  kind: 'report' | 'receipt' | 'milestone' | 'task' | 'supervision' | 'rectify'
  day: string
  title: string
  /** Page of ours. */
  link: string
}

/** Tasks that ended owe nothing more. */
const RUNNING = sql`t.state in ('dispatched', 'underway', 'closing')`

/** What the organization owes from the given day on and has not done, the nearest first. */
export async function deadlinesOf(trx: Trx, organizationId: string, from: string, most = 1000): Promise<Deadline[]> {
  const { rows } = await sql<Deadline>`
    select * from (
      select 'report-' || o.id as key, 'report' as kind, o.due_on::text as day, t.title, '/desk?o=' || o.id as link
      from report_obligation o join cycle c on c.id = o.cycle_id join task t on t.id = o.task_id
      where o.organization_id = ${organizationId}::uuid and o.state in ('due', 'returned') and o.due_on >= ${from}::date
        and c.opened_at is not null and c.closed_at is null and ${RUNNING}
      union all
      select 'receipt-' || a.task_id || '-' || a.seq, 'receipt', a.receipt_due_on::text, t.title, '/tasks/' || t.id
      from task_assignment a join task t on t.id = a.task_id
      where a.organization_id = ${organizationId}::uuid and a.ended_on is null and a.received_at is null
        and a.receipt_due_on >= ${from}::date and ${RUNNING}
      union all
      select 'milestone-' || m.id, 'milestone', m.due_on::text, m.title || ' · ' || t.title, '/tasks/' || t.id
      from milestone m join task t on t.id = m.task_id
      where m.organization_id = ${organizationId}::uuid and m.done_on is null and m.dropped_at is null
        and m.due_on >= ${from}::date and ${RUNNING}
      union all
      select 'task-' || t.id, 'task', t.due_on::text, t.title, '/tasks/' || t.id
      from task_assignment a join task t on t.id = a.task_id
      where a.organization_id = ${organizationId}::uuid and a.ended_on is null and t.due_on >= ${from}::date
        and ${RUNNING}
      union all
      select 'notice-' || n.id, 'supervision', n.due_on::text, n.title, '/supervision/' || n.id
      from supervision_notice n
      where n.organization_id = ${organizationId}::uuid and n.state in ('issued', 'received', 'returned')
        and n.due_on >= ${from}::date
      union all
      select 'rectify-' || o.id, 'rectify', o.rectify_by::text, i.title, '/inspections/' || i.id
      from inspection_object o join inspection i on i.id = o.inspection_id
      where o.organization_id = ${organizationId}::uuid and o.state in ('concluded', 'received', 'objected')
        and o.rectify_by >= ${from}::date
    ) deadline order by day, key limit ${most}`.execute(trx)
  return rows
}
