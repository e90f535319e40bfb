import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion, httpRefusals } from '../../platform/http/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { followTasks } from '../reporting/index.ts'
import { recordEvent, recordEvents } from '../timeline.ts'
import { taskRefusals } from './refusals.ts'
import { REPLACED_BY } from './replaced.ts'
import { nextTaskState, type TaskEvent, type TaskState } from './rules/taskMachine.ts'

/** A task as the acts look at it, with who answers for it now. */
export interface ActedTask {
  id: string
  revision: number
  number: number
  title: string
  state: TaskState
  pace: 'finite' | 'ongoing'
  dueOn: string | null
  measure: string
  text: string
  programmeId: string
  ownerId: string
  ownerName: string
  retiredReason: string | null
  programmeTitle: string
  programmeRetired: string | null
  units: {
    seq: number
    organizationId: string
    name: string
    role: 'lead' | 'participant' | 'responsible'
    received: boolean
    askedToClose: boolean
  }[]
}

/** The task as it stands; what is done to it looks again. @throws Refusal task_not_found */
export async function loadTask(trx: Trx, id: string): Promise<ActedTask> {
  const { rows } = await sql<ActedTask>`
    select t.id, t.revision, t.number, t.title, t.state, t.pace, t.due_on::text as "dueOn", t.measure, t.text,
      t.programme_id as "programmeId", t.owner_organization_id as "ownerId", owner.name as "ownerName",
      t.retired_reason as "retiredReason", p.title as "programmeTitle",
      p.retired_reason as "programmeRetired",
      coalesce((select json_agg(json_build_object('seq', a.seq, 'organizationId', a.organization_id, 'name', o.name,
          'role', a.role, 'received', a.received_at is not null, 'askedToClose', a.closing_requested_at is not null)
          order by a.seq)
        from task_assignment a join organization o on o.id = a.organization_id
        where a.task_id = t.id and a.ended_on is null), '[]') as units
    from task t join organization owner on owner.id = t.owner_organization_id join programme p on p.id = t.programme_id
    where t.id = ${id}::uuid`.execute(trx)
  const [task] = rows
  if (!task) throw taskRefusals.taskNotFound(id)
  return task
}

const unitOf = (task: ActedTask, actor: Actor) => {
  const unit = task.units.find(({ organizationId }) => organizationId === actor.organizationId)
  if (!unit) throw taskRefusals.notAssigned()
  return unit
}

/** The state that the event leads to. @throws Refusal task_state_unfit */
export function mustLeadTo(task: Pick<ActedTask, 'state'>, event: TaskEvent): TaskState {
  const next = nextTaskState(task.state, event)
  if (!next) throw taskRefusals.taskStateUnfit(task.state, event)
  return next
}

/** The database does it, or says that others were there in the meantime. @throws Refusal overtaken */
async function mustBeTaken(act: RawBuilder<{ taken: boolean }>, trx: Trx): Promise<void> {
  const { rows } = await act.execute(trx)
  if (!rows[0]?.taken) throw httpRefusals.overtaken()
}

/**
 * A unit receives (签收) its task; the first receipt sets the task under way.
 * @throws Refusal task_not_found, task_not_assigned, task_received_already, task_state_unfit
 */
export async function receiveTask(trx: Trx, actor: Actor, id: string, now: Date): Promise<void> {
  const task = await loadTask(trx, id)
  const unit = unitOf(task, actor)
  if (unit.received) throw taskRefusals.receivedAlready()
  mustLeadTo(task, 'receive')
  await mustBeTaken(sql<{ taken: boolean }>`select receive_task(${id}::uuid, ${now}, ${actor.userName}) as taken`, trx)
  await sign(trx, actor, id, 'received', 'delivery.receive_task', {})
}

/** Receives all of these that wait for it. @returns how many they were */
export async function receiveMany(trx: Trx, actor: Actor, ids: readonly string[], now: Date): Promise<number> {
  const wanted = [...new Set(ids)]
  const { rows } = await sql<{ id: string; state: TaskState | null; mine: boolean; received: boolean }>`
    select wanted.id, t.state, a.task_id is not null as mine, a.received_at is not null as received
    from unnest(${wanted}::uuid[]) with ordinality as wanted (id, place) left join task t on t.id = wanted.id
      left join task_assignment a on a.task_id = t.id and a.ended_on is null
        and a.organization_id = ${actor.organizationId}::uuid
    order by wanted.place`.execute(trx)
  const waiting = rows.filter(({ id, state, mine, received }) => {
    if (state === null) throw taskRefusals.taskNotFound(id)
    if (!mine) throw taskRefusals.notAssigned()
    if (!received) mustLeadTo({ state }, 'receive')
    return !received
  })
  if (waiting.length === 0) return 0
  const taken = waiting.map(({ id }) => id)
  // In one order for all, so that two who receive at once wait for each other and never in a circle.
  const done = await sql<{ taken: boolean }>`
    select receive_task(id, ${now}, ${actor.userName}) as taken
    from (select id from unnest(${taken}::uuid[]) as one (id) order by id) one`.execute(trx)
  if (done.rows.some((one) => !one.taken)) throw httpRefusals.overtaken()
  await recordEvents(
    trx,
    actor,
    taken.map((taskId) => ({ taskId, kind: 'received' })),
  )
  for (const id of taken)
    await appendAudit(trx, { action: 'delivery.receive_task', subjectKind: 'task', subjectId: id, after: {} })
  return taken.length
}

/**
 * A lead (or the unit that answers alone) asks for the sign-off (申请销号). No lead asks for another.
 * @throws Refusal task_not_lead, task_closing_requested_already, task_ongoing, task_state_unfit
 */
export async function requestClose(trx: Trx, actor: Actor, id: string, reason: string, now: Date): Promise<void> {
  const task = await loadTask(trx, id)
  const unit = unitOf(task, actor)
  if (unit.role === 'participant') throw taskRefusals.notLead()
  if (task.pace === 'ongoing') throw taskRefusals.ongoingNeverCloses()
  if (unit.askedToClose) throw taskRefusals.closingRequestedAlready()
  mustLeadTo(task, 'request_close')
  await mustBeTaken(sql<{ taken: boolean }>`select ask_to_close(${id}::uuid, ${now}) as taken`, trx)
  await sign(trx, actor, id, 'close_requested', 'delivery.request_close', { reason })
  await notify(trx, [
    {
      organizationId: task.ownerId,
      kind: 'delivery.close_requested',
      title: `${actor.organizationName}申请销号：${task.title}`,
      titleEn: `${actor.organizationName} asks for the sign-off: ${task.title}`,
      link: `/tasks/${id}`,
      key: `close_requested:${id}:${unit.seq}:${now.getTime()}`,
    },
  ])
}

/** What an office may do to a task of its own as a whole. */
export type OfficeAct = Extract<TaskEvent, 'close' | 'refuse_close' | 'reopen' | 'retire' | 'restore'>

const TOLD: Readonly<Record<OfficeAct, readonly [kind: string, zh: string, en: string]>> = {
  close: ['closed', '已销号', 'Signed off'],
  refuse_close: ['close_refused', '销号申请被退回', 'Sign-off refused'],
  reopen: ['reopened', '重新办理', 'Reopened'],
  retire: ['retired', '任务终止', 'Retired'],
  restore: ['restored', '任务恢复', 'Restored'],
}

/**
 * The office signs off (销号), refuses to, reopens, retires or restores a task of its own. A task with several leads is
 * signed off only when each of them has asked: none closes for another.
 * What a retired task still owed is waived, and owed again when it is restored.
 * @throws Refusal task_not_found, programme_not_yours, version_outdated, task_state_unfit, task_leads_outstanding,
 *   task_replaced, programme_retired
 */
export async function actAsOffice(
  trx: Trx,
  actor: Actor,
  id: string,
  act: OfficeAct,
  { reason, ifMatch, now }: { reason: string; ifMatch: string | undefined; now: Date },
): Promise<void> {
  const task = await loadTask(trx, id)
  if (task.ownerId !== actor.organizationId) throw taskRefusals.programmeNotYours(task.ownerName)
  expectVersion(ifMatch, task.revision)
  const next = mustLeadTo(task, act)
  if (act === 'close') {
    const waiting = task.units.filter(({ role, askedToClose }) => role !== 'participant' && !askedToClose)
    if (waiting.length > 0) throw taskRefusals.leadsOutstanding(waiting.map(({ name }) => name))
  }
  if (act === 'restore') await expectRestorable(trx, task)
  const changed = await trx
    .updateTable('task')
    .set({
      state: next,
      closed_at: next === 'closed' ? now : null,
      retired_reason: next === 'retired' ? reason : null,
      revision: task.revision + 1,
      updated_at: now,
    })
    .where('id', '=', id)
    .where('revision', '=', task.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw httpRefusals.versionOutdated(task.revision)
  if (act === 'refuse_close' || act === 'reopen' || act === 'restore') {
    await trx
      .updateTable('task_assignment')
      .set({ closing_requested_at: null })
      .where('task_id', '=', id)
      .where('ended_on', 'is', null)
      .execute()
  }
  const [kind, zh, en] = TOLD[act]
  if (act !== 'refuse_close') await followTasks(trx, actor, [id], { now, reason: reason ? `${zh}：${reason}` : zh })
  await sign(trx, actor, id, kind, `delivery.${act}_task`, { reason })
  await announce(trx, `delivery.task_${kind}`, { taskId: id, reason })
  await notify(
    trx,
    task.units.map(({ organizationId }) => ({
      organizationId,
      kind: `delivery.task_${kind}`,
      title: `${zh}：${task.title}`,
      titleEn: `${en}: ${task.title}`,
      link: `/tasks/${id}`,
      key: `${kind}:${id}:${task.revision}`,
    })),
  )
}

/** @throws Refusal task_replaced, programme_retired */
async function expectRestorable(trx: Trx, task: ActedTask): Promise<void> {
  if (task.programmeRetired) throw taskRefusals.programmeRetired(task.programmeTitle, task.programmeRetired)
  const { rows } = await sql<{ by: string | null }>`
    select ${REPLACED_BY} as by from task t where t.id = ${task.id}::uuid`.execute(trx)
  if (rows[0]?.by) throw taskRefusals.taskReplaced(rows[0].by)
}

/** Timeline and audit log in one. */
export async function sign(
  trx: Trx,
  actor: Actor,
  taskId: string,
  kind: string,
  action: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordEvent(trx, actor, taskId, kind, facts)
  await appendAudit(trx, { action, subjectKind: 'task', subjectId: taskId, after: facts })
}
