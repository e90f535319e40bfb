import { sql } from 'kysely'
import { findSuccessions } from '../../gazetteer/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { addWorkingDays } from '../../platform/calendar/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { eachAlone, type Job, type JobLog } from '../../platform/jobs/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { refreshLights } from '../lights/index.ts'
import { followTasks, passReports, tasksOfFormerUnits } from '../reporting/index.ts'
import { recordEvent } from '../timeline.ts'
import type { AssignmentRole } from './rules/leads.ts'

interface Held {
  taskId: string
  seq: number
  unit: string
  unitName: string
  role: AssignmentRole
  printed: string
  since: string
  words: string
  mergedInto: string | null
  receiptDays: number
}

interface Passed {
  held: Held
  heirs: readonly string[]
}

/**
 * Passes the open tasks of units that are no more, or were found to be another, to who holds their duty today, with
 * milestones and reports still owed. Where the gazetteer leaves the choice open (a split without duty words) nothing
 * moves: a person decides. Runs as the system, each task in a transaction of its own.
 * @returns how many assignments passed on
 */
async function passTasksToSuccessors(database: DatabaseHandle, now: Date, log?: JobLog): Promise<number> {
  const held = await database.asSystem((trx) => heldByFormer(trx, todayInChina(now)))
  const passed: Passed[] = []
  const pass = async (taskId: string) => {
    passed.push(...(await database.asSystem((trx) => passOne(trx, taskId, now))))
  }
  await eachAlone(new Set(held.map(({ taskId }) => taskId)), pass, log)
  await database.asSystem(async (trx) => {
    // What a unit that is no more had sent, and came back while its successor owes a report of its own.
    await followTasks(trx, null, await tasksOfFormerUnits(trx), { now, reason: '原单位职责已移交' })
    await tellHeirs(trx, passed, now)
  })
  return passed.length
}

/** What units that are no more, or were found to be another, answer for; of one task locked. */
async function heldByFormer(trx: Trx, today: string, taskId?: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select t.id as "taskId", a.seq, a.organization_id as unit, o.name as "unitName", a.role, a.printed,
      a.begun_on::text as since, t.title || ' ' || t.text as words, o.merged_into_id as "mergedInto",
      p.receipt_days as "receiptDays"
    from task_assignment a join task t on t.id = a.task_id join programme p on p.id = t.programme_id
      join organization o on o.id = a.organization_id
    where a.ended_on is null and t.state in ('dispatched', 'underway', 'closing')
      and (o.state = 'merged' or exists (select from organization_relation r
        where r.from_id = o.id and r.happened_on <= ${today}::date))
      ${taskId ? sql`and t.id = ${taskId}::uuid` : sql``}
    order by t.id, a.seq ${taskId ? sql`for update of a` : sql``}`.execute(trx)
  return rows
}

async function passOne(trx: Trx, taskId: string, now: Date): Promise<Passed[]> {
  const today = todayInChina(now)
  const rows = await heldByFormer(trx, today, taskId)
  const asked = rows.map(({ unit, since, words }) => ({ organizationId: unit, since, dutyText: words }))
  const found = await findSuccessions(trx, asked, today)
  const passed: Passed[] = []
  for (const [index, held] of rows.entries()) {
    const { decision, holders } = found[index] ?? { decision: 'none', holders: [] }
    const heirs = held.mergedInto
      ? [held.mergedInto]
      : decision === 'successor' || decision === 'duty'
        ? holders.map(({ organization }) => organization.id).filter((id) => id !== held.unit)
        : []
    if (heirs.length === 0) continue
    await passOn(trx, held, heirs, now)
    passed.push({ held, heirs })
  }
  for (const { held, heirs } of passed) {
    await appendAudit(trx, {
      ...{ action: 'delivery.pass_task', subjectKind: 'task', subjectId: held.taskId },
      ...{ before: { organizationId: held.unit, name: held.unitName, role: held.role }, after: { to: heirs } },
    })
  }
  return passed
}

const RANK: Readonly<Record<AssignmentRole, number>> = { lead: 0, responsible: 1, participant: 2 }

async function passOn(trx: Trx, held: Held, heirs: readonly string[], now: Date): Promise<void> {
  const today = todayInChina(now)
  const end = (seq: number) =>
    trx
      .updateTable('task_assignment')
      .set({ ended_on: today, ended_cause: 'succeeded' })
      .where('task_id', '=', held.taskId)
      .where('seq', '=', seq)
      .execute()
  await end(held.seq)
  for (const heir of heirs) {
    const current = await trx
      .selectFrom('task_assignment')
      .select(['seq', 'role'])
      .where('task_id', '=', held.taskId)
      .where('organization_id', '=', heir)
      .where('ended_on', 'is', null)
      .executeTakeFirst()
    if (current && RANK[current.role] <= RANK[held.role]) continue // answers already, at least as much
    if (current) await end(current.seq)
    await sql`
      insert into task_assignment (task_id, seq, organization_id, role, printed, receipt_due_on, begun_on)
      select ${held.taskId}::uuid, max(seq) + 1, ${heir}::uuid, ${held.role}, ${held.printed},
        ${addWorkingDays(today, held.receiptDays)}::date, ${today}::date
      from task_assignment where task_id = ${held.taskId}::uuid`.execute(trx)
  }
  const [first] = heirs
  await sql`update milestone set organization_id = ${first}::uuid, revision = revision + 1, updated_at = ${now}
    where task_id = ${held.taskId}::uuid and organization_id = ${held.unit}::uuid and done_on is null
      and dropped_at is null`.execute(trx)
  let reports = 0
  if (first) {
    reports = await passReports(
      trx,
      { taskId: held.taskId, from: { id: held.unit, name: held.unitName }, to: first },
      now,
    )
  }
  await followTasks(trx, null, [held.taskId], { now, reason: `${held.unitName}的职责已移交` })
  const facts = { from: held.unit, fromName: held.unitName, to: heirs, reports }
  await recordEvent(trx, null, held.taskId, 'succeeded', facts)
}

/** One notice a unit for all that it takes over from another. */
async function tellHeirs(trx: Trx, passed: readonly Passed[], now: Date): Promise<void> {
  const pairs = Map.groupBy(
    passed.flatMap(({ held, heirs }) => heirs.map((heir) => ({ held, heir }))),
    ({ held, heir }) => `${held.unit} ${heir}`,
  )
  await notify(
    trx,
    [...pairs.values()].flatMap((taken) => {
      const [first] = taken
      if (!first) return []
      const { held, heir } = first
      return [
        {
          organizationId: heir,
          kind: 'delivery.tasks_succeeded',
          title: `承接${held.unitName}的 ${taken.length} 项任务，未报的报送一并承接`,
          titleEn: `${taken.length} tasks of ${held.unitName} taken over, with the reports still owed`,
          link: `/tasks?unit=${heir}`,
          key: `succeeded:${held.unit}:${now.getTime()}`,
        },
      ]
    }),
  )
}

/** Looks after successions, and brings the lights up to date where any was. */
export async function keepSuccessions(database: DatabaseHandle, now: Date, log?: JobLog): Promise<number> {
  const passed = await passTasksToSuccessors(database, now, log)
  if (passed > 0) await refreshLights(database, now, log)
  return passed
}

export const successionJob: Job = {
  name: 'delivery.successions',
  every: 600,
  run: ({ database, clock, log }) => keepSuccessions(database, clock(), log),
}
