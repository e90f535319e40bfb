import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals, namesVersion } from '../../platform/http/index.ts'
import { eachAlone, type Job, type JobLog } from '../../platform/jobs/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { refreshLights } from '../lights/index.ts'
import { followTasks } from '../reporting/index.ts'
import { recordEvents } from '../timeline.ts'
import { ownProgramme } from './create.ts'
import { findProgramme } from './programmes.ts'
import { taskRefusals } from './refusals.ts'

interface Fallen {
  id: string
  title: string
  reason: string
}

/**
 * Retires the programmes whose plan was withdrawn, or superseded by another: their open tasks are retired with the
 * reason and owe nothing more; what was reported stays. What it finds done it leaves.
 * @returns how many programmes
 */
export async function retireFallenPlans(database: DatabaseHandle, now: Date, log?: JobLog): Promise<number> {
  const programmes = await database.asSystem((trx) => fallenProgrammes(trx))
  let fallen = 0
  const retireOne = async ({ id }: Fallen) => {
    fallen += await database.asSystem(async (trx) => {
      const [programme] = await fallenProgrammes(trx, id) // locked now, unless somebody was quicker
      if (programme) await retire(trx, null, programme, now)
      return programme ? 1 : 0
    })
  }
  await eachAlone(programmes, retireOne, log)
  if (fallen > 0) await refreshLights(database, now, log)
  return fallen
}

async function fallenProgrammes(trx: Trx, id?: string): Promise<Fallen[]> {
  const { rows } = await sql<Fallen>`
    select p.id, p.title, case when d.withdrawn_at is not null then '文件已撤回：' || d.withdrawn_reason
      else '文件已由《' || newer.title || '》取代' end as reason
    from programme p
      join document d on d.id = p.document_id
      left join lateral (select n.title from document_relation r join document n on n.id = r.from_id
        where r.to_id = d.id and r.kind = 'supersedes' and n.withdrawn_at is null order by r.recorded_at limit 1) newer on true
    where p.retired_at is null and (d.withdrawn_at is not null or newer.title is not null)
      ${id ? sql`and p.id = ${id}::uuid for update of p` : sql``}`.execute(trx)
  return rows
}

/** Retires a programme with its open tasks; `actor` null: the system, because the plan has fallen. */
async function retire(trx: Trx, actor: Actor | null, { id, title, reason }: Fallen, now: Date): Promise<void> {
  const { rows: tasks } = await sql<TaskOfUnits>`
    with retired as (
      update task set state = 'retired', retired_reason = ${reason}, revision = revision + 1, updated_at = ${now}
      where programme_id = ${id}::uuid and state in ('dispatched', 'underway', 'closing') returning id
    )
    select retired.id, array(select a.organization_id from task_assignment a
      where a.task_id = retired.id and a.ended_on is null) as units from retired`.execute(trx)
  await followTasks(
    trx,
    actor,
    tasks.map((task) => task.id),
    { now, reason },
  )
  await trx
    .updateTable('programme')
    .set({ retired_at: now, retired_reason: reason, updated_at: now, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute()
  await record(trx, actor, 'retired', { id, title, reason }, tasks, now)
}

/**
 * The office retires a programme of its own with the reason: its open tasks are retired with it, and owe nothing more.
 * @throws Refusal programme_not_found, programme_not_yours, programme_retired, version_needed, version_outdated
 */
export async function retireProgramme(trx: Trx, actor: Actor, id: string, reason: string, { ifMatch, now }: Edit) {
  const { title } = await ownProgramme(trx, actor, id)
  await expectRevision(trx, id, ifMatch)
  await retire(trx, actor, { id, title, reason }, now)
}

/**
 * Restores a programme, with the tasks that were retired with it and what they owed in cycles that are still open. Tasks
 * that were retired by themselves stay so. What a fallen plan has retired is not restored.
 * @throws Refusal programme_not_found, programme_not_yours, programme_not_retired, programme_plan_fallen,
 *   version_needed, version_outdated
 */
export async function restoreProgramme(trx: Trx, actor: Actor, id: string, reason: string, { ifMatch, now }: Edit) {
  const programme = await findProgramme(trx, id)
  if (programme.owner.id !== actor.organizationId) throw taskRefusals.programmeNotYours(programme.owner.name)
  if (programme.retiredReason === null) throw taskRefusals.programmeNotRetired()
  if (programme.planFallen) throw taskRefusals.planFallen()
  await expectRevision(trx, id, ifMatch)
  const { rows: tasks } = await sql<TaskOfUnits>`
    with restored as (
      update task t set state = 'underway', retired_reason = null, revision = t.revision + 1, updated_at = ${now}
      from programme p
      where p.id = ${id}::uuid and t.programme_id = p.id and t.state = 'retired' and t.retired_reason = p.retired_reason
        and t.updated_at = p.retired_at returning t.id
    )
    select restored.id, array(select a.organization_id from task_assignment a
      where a.task_id = restored.id and a.ended_on is null) as units from restored`.execute(trx)
  const ids = tasks.map((task) => task.id)
  await sql`update task_assignment set closing_requested_at = null
    where task_id = any (${ids}::uuid[]) and ended_on is null and closing_requested_at is not null`.execute(trx)
  await trx
    .updateTable('programme')
    .set({ retired_at: null, retired_reason: null, updated_at: now, revision: sql`revision + 1` })
    .where('id', '=', id)
    .execute()
  await followTasks(trx, actor, ids, { now, reason: `台账恢复：${reason}` })
  await record(trx, actor, 'restored', { id, title: programme.title, reason }, tasks, now)
}

interface Edit {
  ifMatch: string | undefined
  now: Date
}

interface TaskOfUnits {
  id: string
  units: string[]
}

async function expectRevision(trx: Trx, id: string, ifMatch: string | undefined): Promise<void> {
  const { revision } = await trx
    .selectFrom('programme')
    .select('revision')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!namesVersion(ifMatch, revision)) throw httpRefusals.versionOutdated(revision, await findProgramme(trx, id))
}

const TOLD = {
  retired: ['retire', '台账终止', 'Programme retired'],
  restored: ['restore', '台账恢复', 'Programme restored'],
} as const

/** Timelines, audit log, event, and a notice for each unit that answers for one of the tasks. */
async function record(
  trx: Trx,
  actor: Actor | null,
  kind: keyof typeof TOLD,
  { id, title, reason }: Fallen,
  tasks: readonly TaskOfUnits[],
  now: Date,
): Promise<void> {
  const [act, zh, en] = TOLD[kind]
  await recordEvents(
    trx,
    actor,
    tasks.map((task) => ({ taskId: task.id, kind, facts: { reason } })),
  )
  const facts = { programmeId: id, reason, tasks: tasks.length }
  const action = `delivery.${act}_programme`
  await appendAudit(trx, { action, subjectKind: 'programme', subjectId: id, after: facts })
  await announce(trx, `delivery.programme_${kind}`, facts)
  await notify(
    trx,
    [...new Set(tasks.flatMap(({ units }) => units))].map((organizationId) => ({
      organizationId,
      kind: `delivery.programme_${kind}`,
      title: `${zh}：${title}（${reason}）`,
      titleEn: `${en}: ${title} (${reason})`,
      link: `/tasks?programme=${id}`,
      key: `programme_${kind}:${id}:${now.getTime()}`,
    })),
  )
}

export const retirementJob: Job = {
  name: 'delivery.retirement',
  every: 60,
  run: ({ database, clock, log }) => retireFallenPlans(database, clock(), log),
}
