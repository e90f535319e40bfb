import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { expectVersion, httpRefusals } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { loadTask, sign } from './acts.ts'
import { taskRefusals } from './refusals.ts'
import { isOpen } from './rules/taskMachine.ts'
import type { NewWorkPlan } from './schemas.ts'

/**
 * A lead (or the unit that answers alone) files its work plan (工作方案) with milestones. A later filing takes the place of
 * the former: milestones it names by id are kept with what was done, those it leaves out are dropped.
 * The version is the number of the filing that this one goes on from (0: the first).
 * @throws Refusal task_not_found, task_not_assigned, task_not_lead, task_state_unfit, version_outdated,
 *   milestone_not_found
 */
export async function fileWorkPlan(
  trx: Trx,
  actor: Actor,
  taskId: string,
  body: NewWorkPlan,
  { ifMatch, now }: { ifMatch?: string; now: Date },
): Promise<void> {
  const task = await loadTask(trx, taskId)
  const unit = task.units.find(({ organizationId }) => organizationId === actor.organizationId)
  if (!unit) throw taskRefusals.notAssigned()
  if (unit.role === 'participant') throw taskRefusals.notLead()
  if (!isOpen(task.state)) throw taskRefusals.taskStateUnfit(task.state, 'file_work_plan')
  const { filed } = await trx
    .selectFrom('work_plan')
    .select(({ fn }) => fn.countAll<number>().as('filed'))
    .where('task_id', '=', taskId)
    .where('organization_id', '=', actor.organizationId)
    .executeTakeFirstOrThrow()
  if (ifMatch !== undefined) expectVersion(ifMatch, Number(filed))
  const number = Number(filed) + 1
  await trx
    .insertInto('work_plan')
    .values({
      task_id: taskId,
      organization_id: actor.organizationId,
      number,
      text: body.text,
      filed_at: now,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_name: actor.organizationName,
    })
    .execute()
  await keepMilestones(trx, actor, taskId, body.milestones, now)
  const facts = { number, milestones: body.milestones.length }
  await sign(trx, actor, taskId, 'work_plan_filed', 'delivery.file_work_plan', facts)
}

async function keepMilestones(
  trx: Trx,
  actor: Actor,
  taskId: string,
  wished: NewWorkPlan['milestones'],
  now: Date,
): Promise<void> {
  const known = await trx
    .selectFrom('milestone')
    .select(['id', 'revision'])
    .where('task_id', '=', taskId)
    .where('organization_id', '=', actor.organizationId)
    .where('dropped_at', 'is', null)
    .execute()
  const named = new Set(wished.flatMap(({ id }) => id ?? []))
  const stranger = [...named].find((id) => !known.some((one) => one.id === id))
  if (stranger) throw taskRefusals.milestoneNotFound(stranger)
  for (const { id, revision } of known) {
    const place = wished.findIndex((one) => one.id === id)
    const wish = wished[place]
    await trx
      .updateTable('milestone')
      .set({
        ...(wish ? { title: wish.title, due_on: wish.dueOn, position: place } : { dropped_at: now }),
        revision: revision + 1,
        updated_at: now,
      })
      .where('id', '=', id)
      .execute()
  }
  const fresh = wished.flatMap((wish, position) =>
    wish.id
      ? []
      : [
          {
            id: randomUUID(),
            task_id: taskId,
            organization_id: actor.organizationId,
            position,
            title: wish.title,
            due_on: wish.dueOn,
            done_on: null,
            dropped_at: null,
          },
        ],
  )
  if (fresh.length > 0) await trx.insertInto('milestone').values(fresh).execute()
}

/**
 * Marks a milestone of one's own as reached on a day, or takes that back.
 * @throws Refusal milestone_not_found, task_state_unfit, milestone_ahead, version_outdated, overtaken
 */
export async function markMilestone(
  trx: Trx,
  actor: Actor,
  id: string,
  doneOn: string | null,
  { ifMatch, now }: { ifMatch: string | undefined; now: Date },
): Promise<string> {
  const row = await trx
    .selectFrom('milestone')
    .select(['task_id as taskId', 'revision', 'title', 'done_on as before'])
    .where('id', '=', id)
    .where('organization_id', '=', actor.organizationId)
    .where('dropped_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw taskRefusals.milestoneNotFound(id)
  expectVersion(ifMatch, row.revision)
  const { state } = await loadTask(trx, row.taskId)
  if (!isOpen(state)) throw taskRefusals.taskStateUnfit(state, 'mark_milestone')
  if (doneOn !== null && doneOn > todayInChina(now)) throw taskRefusals.milestoneAhead(doneOn)
  const marked = await trx
    .updateTable('milestone')
    .set({ done_on: doneOn, revision: row.revision + 1, updated_at: now })
    .where('id', '=', id)
    .where('revision', '=', row.revision)
    .executeTakeFirst()
  if (marked.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  const kind = doneOn ? 'milestone_done' : 'milestone_undone'
  await sign(trx, actor, row.taskId, kind, 'delivery.mark_milestone', { milestone: row.title, doneOn })
  return row.taskId
}
