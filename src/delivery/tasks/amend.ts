import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { addWorkingDays } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { httpRefusals, namesVersion } from '../../platform/http/index.ts'
import { notify } from '../../platform/notices/index.ts'
import type { Refusal } from '../../platform/refusal.ts'
import { todayInChina } from '../../platform/time.ts'
import { followTasks } from '../reporting/index.ts'
import { recordEvent } from '../timeline.ts'
import { type ActedTask, loadTask, sign } from './acts.ts'
import { checkUnits } from './create.ts'
import { findTask } from './detailStore.ts'
import { taskRefusals } from './refusals.ts'
import type { AssignmentRole } from './rules/leads.ts'
import { isOpen } from './rules/taskMachine.ts'
import type { TaskEdit } from './schemas.ts'

async function outdated(trx: Trx, actor: Actor, id: string): Promise<Refusal> {
  const task = await findTask(trx, actor, id)
  return httpRefusals.versionOutdated(task.revision, task)
}

/**
 * The office changes what a task says, when it is due, or who answers for it. Units that leave keep their history; units
 * that come get a term for the receipt; a role that changes ends one assignment and begins another.
 * @throws Refusal task_not_found, programme_not_yours, version_outdated, task_state_unfit, task_lead_missing
 */
export async function amendTask(
  trx: Trx,
  actor: Actor,
  id: string,
  body: TaskEdit,
  { ifMatch, now }: { ifMatch: string | undefined; now: Date },
): Promise<void> {
  const task = await loadTask(trx, id)
  if (task.ownerId !== actor.organizationId) throw taskRefusals.programmeNotYours(task.ownerName)
  // Whoever comes too late sees both texts side by side.
  if (!namesVersion(ifMatch, task.revision)) throw await outdated(trx, actor, id)
  if (!isOpen(task.state)) throw taskRefusals.taskStateUnfit(task.state, 'amend')
  const { units, reason, ...wished } = body
  const changed = await trx
    .updateTable('task')
    .set({
      title: wished.title ?? task.title,
      text: wished.text ?? task.text,
      measure: wished.measure ?? task.measure,
      due_on: wished.dueOn === undefined ? task.dueOn : wished.dueOn,
      pace: wished.pace ?? task.pace,
      revision: task.revision + 1,
      updated_at: now,
    })
    .where('id', '=', id)
    .where('revision', '=', task.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await outdated(trx, actor, id)
  if (units) {
    await assign(trx, task, units, now)
    await followTasks(trx, actor, [id], { now, reason: `责任单位调整：${reason}` })
  }
  await tellDeadline(trx, task, wished.dueOn, now)
  const before = { title: task.title, text: task.text, measure: task.measure, dueOn: task.dueOn, pace: task.pace }
  const facts = { reason, before, after: { ...before, ...wished }, unitsChanged: units !== undefined }
  await sign(trx, actor, id, 'amended', 'delivery.amend_task', facts)
}

/**
 * Gives a task of the actor's office to these units from today on, and no other change: what an import brings.
 * @throws Refusal task_not_found, programme_not_yours, task_lead_missing, task_unit_twice
 */
export async function reassign(
  trx: Trx,
  actor: Actor,
  id: string,
  units: readonly AssignedUnit[],
  now: Date,
): Promise<void> {
  const task = await loadTask(trx, id)
  if (task.ownerId !== actor.organizationId) throw taskRefusals.programmeNotYours(task.ownerName)
  const moved = await trx
    .updateTable('task')
    .set({ revision: task.revision + 1, updated_at: now })
    .where('id', '=', id)
    .where('revision', '=', task.revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  await assign(trx, task, units, now)
  await followTasks(trx, actor, [id], { now, reason: '责任单位调整（导入台账）' })
  await recordEvent(trx, actor, id, 'amended', { unitsChanged: true })
}

interface AssignedUnit {
  organizationId: string
  role: AssignmentRole
  printed?: string
}

async function assign(trx: Trx, task: ActedTask, units: readonly AssignedUnit[], now: Date): Promise<void> {
  checkUnits({ title: task.title, units })
  const today = todayInChina(now)
  const stays = (unit: ActedTask['units'][number]) =>
    units.some(({ organizationId, role }) => organizationId === unit.organizationId && role === unit.role)
  const leaving = task.units.filter((unit) => !stays(unit)).map(({ seq }) => seq)
  const coming = units.filter(
    ({ organizationId, role }) =>
      !task.units.some((unit) => unit.organizationId === organizationId && unit.role === role),
  )
  if (leaving.length > 0) {
    await trx
      .updateTable('task_assignment')
      .set({ ended_on: today, ended_cause: 'amended' })
      .where('task_id', '=', task.id)
      .where('seq', 'in', leaving)
      .execute()
  }
  await tell(trx, task, units, now)
  if (coming.length === 0) return
  const { last } = await trx
    .selectFrom('task_assignment')
    .select(({ fn }) => fn.max<number>('seq').as('last'))
    .where('task_id', '=', task.id)
    .executeTakeFirstOrThrow()
  const { receipt_days: receiptDays } = await trx
    .selectFrom('programme')
    .select('receipt_days')
    .where('id', '=', task.programmeId)
    .executeTakeFirstOrThrow()
  const receipts = await trx
    .selectFrom('task_assignment')
    .select(['organization_id', 'received_at', 'received_by'])
    .where('task_id', '=', task.id)
    .where('seq', 'in', [...leaving, 0])
    .execute()
  const receiptOf = (organizationId: string) => {
    const former = receipts.find((one) => one.organization_id === organizationId)
    return { received_at: former?.received_at ?? null, received_by: former?.received_by ?? null }
  }
  await trx
    .insertInto('task_assignment')
    .values(
      coming.map(({ organizationId, role, printed = '' }, index) => ({
        task_id: task.id,
        seq: last + index + 1,
        organization_id: organizationId,
        role,
        printed,
        receipt_due_on: addWorkingDays(today, receiptDays),
        // A unit whose role changes has received the task all the same.
        ...receiptOf(organizationId),
        begun_on: today,
        ended_on: null,
        ended_cause: null,
        closing_requested_at: null,
      })),
    )
    .execute()
}

/** A deadline that moved is told to every unit that answers for the task and goes on doing so. */
async function tellDeadline(trx: Trx, task: ActedTask, dueOn: string | null | undefined, now: Date): Promise<void> {
  if (dueOn === undefined || dueOn === task.dueOn) return
  const { rows } = await sql<{ id: string }>`select organization_id as id from task_assignment
    where task_id = ${task.id}::uuid and ended_on is null`.execute(trx)
  const staying = rows.filter(({ id }) => task.units.some((unit) => unit.organizationId === id))
  await notify(
    trx,
    staying.map(({ id }) => ({
      organizationId: id,
      kind: 'delivery.task_deadline',
      title: `完成时限调整为${dueOn ?? '未定'}：${task.title}`,
      titleEn: `The deadline is now ${dueOn ?? 'open'}: ${task.title}`,
      link: `/tasks/${task.id}`,
      key: `deadline:${task.id}:${now.getTime()}`,
    })),
  )
}

/** Who is new hears that there is a task to receive; who is out, that it answers no more. */
async function tell(trx: Trx, task: ActedTask, units: readonly AssignedUnit[], now: Date): Promise<void> {
  const [before, after] = [task.units, units].map((list) => new Set(list.map((one) => one.organizationId)))
  const key = `${task.id}:${now.getTime()}`
  const come = [...(after ?? [])].filter((id) => !before?.has(id))
  const gone = [...(before ?? [])].filter((id) => !after?.has(id))
  await notify(trx, [
    ...come.map((organizationId) => ({
      organizationId,
      kind: 'delivery.task_dispatched',
      title: `新任务待签收：${task.title}`,
      titleEn: `A task to receive: ${task.title}`,
      link: `/tasks/${task.id}`,
      key: `assigned:${key}`,
    })),
    ...gone.map((organizationId) => ({
      organizationId,
      kind: 'delivery.task_taken',
      title: `不再承担：${task.title}`,
      titleEn: `No longer yours: ${task.title}`,
      link: `/tasks/${task.id}`,
      key: `taken:${key}`,
    })),
  ])
}
