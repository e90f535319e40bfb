import { sql } from 'kysely'
import { type Actor, roleMay } from '../../platform/access/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { TASK_ROW } from './listStore.ts'
import { taskRefusals as refusals } from './refusals.ts'
import { REPLACED_BY } from './replaced.ts'
import { nextTaskState } from './rules/taskMachine.ts'
import type { TaskAct, TaskDetail } from './schemas.ts'

/** Of a timeline that the page of a task shows. */
const MOST_HAPPENINGS = sql.lit(500)

/** @throws Refusal task_not_found */
export async function findTask(trx: Trx, actor: Actor, id: string): Promise<TaskDetail> {
  const { rows } = await sql<{ task: Omit<TaskDetail, 'may'> }>`
    select json_build_object(${TASK_ROW}, 'revision', t.revision, 'text', t.text, 'measure', t.measure, 'origin', t.origin,
      'resolutionId', t.resolution_id, 'documentTitle', d.title, 'owner', json_build_object('id', w.id, 'name', w.name),
      'replacedBy', ${REPLACED_BY}, 'dispatchedAt', ${momentText('t.dispatched_at')}, 'closedAt', ${momentText('t.closed_at')}, 'retiredReason', t.retired_reason,
      'assignments', (select coalesce(json_agg(json_build_object('organizationId', o.id, 'name', o.name,
          'shortName', o.short_name, 'role', a.role, 'printed', a.printed, 'receiptDueOn', a.receipt_due_on,
          'receivedAt', ${momentText('a.received_at')}, 'receivedBy', a.received_by, 'begunOn', a.begun_on,
          'endedOn', a.ended_on, 'endedCause', a.ended_cause,
          'closingRequestedAt', ${momentText('a.closing_requested_at')})
          order by a.ended_on is not null, a.role <> 'lead', a.seq), '[]')
        from task_assignment a join organization o on o.id = a.organization_id where a.task_id = t.id),
      'workPlans', (select coalesce(json_agg(json_build_object('organizationId', w.organization_id,
          'organizationName', w.organization_name, 'number', w.number, 'text', w.text, 'filedAt', ${momentText('w.filed_at')},
          'userName', w.user_name) order by w.filed_at desc), '[]') from work_plan w where w.task_id = t.id),
      'milestones', (select coalesce(json_agg(json_build_object('id', m.id, 'revision', m.revision,
          'organizationId', m.organization_id, 'title', m.title, 'dueOn', m.due_on, 'doneOn', m.done_on)
          order by m.due_on, m.position), '[]') from milestone m where m.task_id = t.id and m.dropped_at is null),
      'comments', (select coalesce(json_agg(json_build_object('id', c.id, 'text', c.text, 'at', ${momentText('c.at')},
          'userName', c.user_name, 'organizationName', c.organization_name, 'mentions',
            (select coalesce(json_agg(json_build_object('id', o.id, 'name', o.short_name)), '[]')
              from organization o where o.id = any (c.mentions))) order by c.at, c.id), '[]')
        from task_comment c where c.task_id = t.id),
      'timeline', (select coalesce(json_agg(json_build_object('id', e.id, 'kind', e.kind, 'at', ${momentText('e.at')},
          'userName', e.user_name, 'organizationName', e.organization_name, 'facts', e.facts) order by e.at desc, e.id), '[]')
        from (select * from task_event e where e.task_id = t.id order by e.at desc, e.id limit ${MOST_HAPPENINGS}) e),
      'earlier', (select greatest(count(*) - ${MOST_HAPPENINGS}, 0) from task_event e where e.task_id = t.id)) as task
    from task t join programme p on p.id = t.programme_id left join task_light l on l.task_id = t.id
      join organization w on w.id = t.owner_organization_id left join document d on d.id = t.document_id
    where t.id = ${id}::uuid`.execute(trx)
  const [row] = rows
  if (!row) throw refusals.taskNotFound(id)
  return { ...row.task, may: actsOf(row.task, actor) }
}

/** What the actor may do to the task as it stands: the page offers that and nothing else. */
export function actsOf(task: Omit<TaskDetail, 'may'>, actor: Actor): TaskAct[] {
  const own = task.assignments.find((one) => one.organizationId === actor.organizationId && one.endedOn === null)
  const isOffice = task.owner.id === actor.organizationId
  const reports = roleMay(actor.role, 'delivery.report')
  const reviews = isOffice && roleMay(actor.role, 'delivery.review')
  const dispatches = isOffice && roleMay(actor.role, 'delivery.dispatch')
  const can = (event: Parameters<typeof nextTaskState>[1]) => nextTaskState(task.state, event) !== null
  const leads = own !== undefined && own.role !== 'participant'
  const isAsked = task.assignments.every(
    ({ role, endedOn, closingRequestedAt }) =>
      endedOn !== null || role === 'participant' || closingRequestedAt !== null,
  )
  const acts: [TaskAct, boolean][] = [
    ['receive', reports && own !== undefined && own.receivedAt === null && can('receive')],
    ['file_plan', reports && leads && own.receivedAt !== null && task.state !== 'closed' && can('receive')],
    [
      'request_close',
      reports && leads && task.pace === 'finite' && own.closingRequestedAt === null && can('request_close'),
    ],
    ['close', reviews && isAsked && can('close')],
    ['refuse_close', reviews && can('refuse_close')],
    ['reopen', reviews && can('reopen')],
    ['amend', dispatches && task.state !== 'closed' && task.state !== 'retired'],
    ['retire', dispatches && can('retire')],
    ['restore', dispatches && !task.replacedBy && can('restore')],
    ['comment', reports || roleMay(actor.role, 'delivery.review')],
  ]
  return acts.filter(([, may]) => may).map(([act]) => act)
}
