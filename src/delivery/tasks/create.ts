import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { addWorkingDays } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { holdProgramme } from '../holds.ts'
import { followTasks } from '../reporting/index.ts'
import { recordEvents } from '../timeline.ts'
import { taskRefusals } from './refusals.ts'
import type { AssignmentRole } from './rules/leads.ts'

/** A task to be dispatched, with who answers for it. */
export interface NewTask {
  /** Chosen by the caller where a repeated request must find it again. */
  id?: string
  programmeId: string
  origin: 'commitment' | 'resolution' | 'import'
  title: string
  text: string
  measure?: string
  pace?: 'finite' | 'ongoing'
  dueOn?: string | null
  units: readonly { organizationId: string; role: AssignmentRole; printed?: string }[]
  externalKey?: string
  commitmentId?: string
  documentId?: string
  resolutionId?: string
  provision?: string
  provisionLabel?: string
  chapter?: string
  chapterLabel?: string
}

/** What of a programme dispatching needs. */
export interface OwnProgramme {
  id: string
  homeJurisdiction: string
  title: string
  visibility: 'cluster' | 'organization'
  receiptDays: number
}

/**
 * The programme, when the actor's organization keeps it and it is in force.
 * @throws Refusal programme_not_found, programme_not_yours, programme_retired
 */
export async function ownProgramme(trx: Trx, actor: Actor, programmeId: string): Promise<OwnProgramme> {
  const row = await trx
    .selectFrom('programme')
    .innerJoin('organization', 'organization.id', 'programme.owner_organization_id')
    .select([
      'programme.id',
      'programme.home_jurisdiction as homeJurisdiction',
      'programme.title',
      'programme.visibility',
      'programme.receipt_days as receiptDays',
      'programme.owner_organization_id as owner',
      'programme.retired_reason as retired',
      'organization.name as ownerName',
    ])
    .where('programme.id', '=', programmeId)
    .executeTakeFirst()
  if (!row) throw taskRefusals.programmeNotFound(programmeId)
  const { owner, ownerName, retired, ...programme } = row
  if (owner !== actor.organizationId) throw taskRefusals.programmeNotYours(ownerName)
  if (retired !== null) throw taskRefusals.programmeRetired(programme.title, retired)
  return programme
}

/**
 * Dispatches (下达) tasks: each is numbered in its programme, its units get a term for the receipt in working days and a
 * notice. All or none.
 * @returns their ids, in the order given
 * @throws Refusal task_lead_missing, task_unit_twice
 */
export async function createTasks(
  trx: Trx,
  actor: Actor,
  programme: OwnProgramme,
  tasks: readonly NewTask[],
  now: Date,
): Promise<string[]> {
  if (tasks.length === 0) return []
  for (const task of tasks) checkUnits(task)
  await holdProgramme(trx, programme.id)
  const { rows } = await sql<{ number: number; sortKey: number }>`
    select coalesce(max(number), 0)::int as number, coalesce(max(sort_key), 0) as "sortKey"
    from task where programme_id = ${programme.id}::uuid`.execute(trx)
  const from = { number: rows[0]?.number ?? 0, sortKey: Number(rows[0]?.sortKey ?? 0) }
  const today = todayInChina(now)
  const ids = tasks.map(({ id }) => id ?? randomUUID())
  await insertTasks(trx, actor, programme, tasks, ids, from, now)
  await insertAssignments(trx, tasks, ids, today, addWorkingDays(today, programme.receiptDays))
  await recordEvents(
    trx,
    actor,
    tasks.map(({ origin, resolutionId = null }, index) => ({
      taskId: ids[index] ?? '',
      kind: 'dispatched',
      facts: { origin, resolutionId },
    })),
  )
  await followTasks(trx, actor, ids, { now, reason: '' }) // a cycle that is open asks for a report on them at once
  await tellUnits(trx, programme, tasks, ids)
  return ids
}

/** Dispatches one task; see `createTasks`. */
export async function createTask(trx: Trx, actor: Actor, task: NewTask, now: Date): Promise<string> {
  const [id = ''] = await createTasks(trx, actor, await ownProgramme(trx, actor, task.programmeId), [task], now)
  return id
}

/** @throws Refusal task_lead_missing, task_unit_twice */
export function checkUnits({ title, units }: Pick<NewTask, 'title' | 'units'>): void {
  const seen = new Set<string>()
  for (const { organizationId, printed = organizationId } of units) {
    if (seen.has(organizationId)) throw taskRefusals.unitTwice(printed)
    seen.add(organizationId)
  }
  if (units.length > 1 && !units.some(({ role }) => role === 'lead')) throw taskRefusals.leadMissing(title)
}

const PORTION = 500

async function insertTasks(
  trx: Trx,
  actor: Actor,
  programme: OwnProgramme,
  tasks: readonly NewTask[],
  ids: readonly string[],
  from: { number: number; sortKey: number },
  now: Date,
): Promise<void> {
  const rows = tasks.map((task, index) => ({
    id: ids[index] ?? '',
    home_jurisdiction: programme.homeJurisdiction,
    programme_id: programme.id,
    number: from.number + index + 1,
    sort_key: from.sortKey + index + 1,
    external_key: task.externalKey ?? null,
    origin: task.origin,
    commitment_id: task.commitmentId ?? null,
    document_id: task.documentId ?? null,
    provision: task.provision ?? null,
    provision_label: task.provisionLabel ?? '',
    chapter: task.chapter ?? '',
    chapter_label: task.chapterLabel ?? '',
    resolution_id: task.resolutionId ?? null,
    title: task.title,
    text: task.text,
    measure: task.measure ?? '',
    pace: task.pace ?? ('finite' as const),
    state: 'dispatched' as const,
    owner_organization_id: actor.organizationId,
    visibility: programme.visibility,
    due_on: task.dueOn ?? null,
    dispatched_at: now,
    closed_at: null,
    retired_reason: null,
  }))
  for (let at = 0; at < rows.length; at += PORTION) {
    await trx
      .insertInto('task')
      .values(rows.slice(at, at + PORTION))
      .execute()
  }
}

async function insertAssignments(
  trx: Trx,
  tasks: readonly NewTask[],
  ids: readonly string[],
  today: string,
  receiptDueOn: string,
): Promise<void> {
  const rows = tasks.flatMap(({ units }, index) =>
    units.map(({ organizationId, role, printed = '' }, place) => ({
      task_id: ids[index] ?? '',
      seq: place + 1,
      organization_id: organizationId,
      role,
      printed,
      receipt_due_on: receiptDueOn,
      received_at: null,
      received_by: null,
      begun_on: today,
      ended_on: null,
      ended_cause: null,
      closing_requested_at: null,
    })),
  )
  for (let at = 0; at < rows.length; at += PORTION) {
    await trx
      .insertInto('task_assignment')
      .values(rows.slice(at, at + PORTION))
      .execute()
  }
}

/** One notice a unit for all that it got at once: fifty tasks are not fifty mails. */
async function tellUnits(
  trx: Trx,
  programme: OwnProgramme,
  tasks: readonly NewTask[],
  ids: readonly string[],
): Promise<void> {
  const ofUnit = new Map<string, number[]>()
  for (const [index, { units }] of tasks.entries()) {
    for (const { organizationId } of units) ofUnit.set(organizationId, [...(ofUnit.get(organizationId) ?? []), index])
  }
  await notify(
    trx,
    [...ofUnit].map(([organizationId, indexes]) => {
      const [first = 0] = indexes
      const id = ids[first] ?? ''
      const one = indexes.length === 1 ? (tasks[first]?.title ?? '') : null
      return {
        organizationId,
        kind: 'delivery.task_dispatched',
        title: one ? `新任务待签收：${one}` : `“${programme.title}”下达 ${indexes.length} 项任务，请签收`,
        titleEn: one ? `A task to receive: ${one}` : `${indexes.length} tasks of “${programme.title}” to receive`,
        link: one ? `/tasks/${id}` : `/tasks?unit=${organizationId}&programme=${programme.id}`,
        key: `dispatched:${id}`,
      }
    }),
  )
}
