import { randomUUID } from 'node:crypto'
import type { DatabaseHandle } from '../../../platform/database/index.ts'
import type { ReportContent } from '../schemas.ts'

export interface WorldTask {
  title?: string
  leads?: readonly string[]
  participants?: readonly string[]
  responsible?: readonly string[]
  milestones?: readonly { organizationId: string; title: string; dueOn: string; doneOn?: string }[]
  state?: 'dispatched' | 'underway' | 'closing' | 'closed'
}

export interface WorldOptions {
  owner: string
  visibility?: 'cluster' | 'organization'
  frequency?: 'month' | 'quarter' | 'half_year' | 'year'
  startsOn?: string
  tasks: readonly WorldTask[]
}

let numbers = 0

/** A programme with tasks that are under way, as the system would have dispatched them. */
export function makeProgramme(handle: DatabaseHandle, options: WorldOptions) {
  const { owner, visibility = 'cluster', frequency = 'half_year', startsOn = '2026-01-01', tasks } = options
  return handle.asSystem(async (trx) => {
    const programmeId = randomUUID()
    await trx
      .insertInto('programme')
      .values({
        ...{
          id: programmeId,
          home_jurisdiction: '450000',
          title: '测试台账',
          document_id: null,
          visibility,
          frequency,
        },
        ...{ owner_organization_id: owner, starts_on: startsOn, ends_on: null, retired_at: null, retired_reason: null },
        created_at: new Date(`${startsOn}T00:00:00Z`),
      })
      .execute()
    const taskIds: string[] = []
    const milestoneIds: string[] = []
    for (const [index, task] of tasks.entries()) {
      const id = randomUUID()
      taskIds.push(id)
      numbers += 1
      await trx
        .insertInto('task')
        .values({
          ...{ home_jurisdiction: '450000', id, programme_id: programmeId, number: index + 1, external_key: null },
          ...{ origin: 'import', commitment_id: null, document_id: null, provision: null, resolution_id: null },
          ...{ title: task.title ?? `任务${numbers}`, text: `完成任务${numbers}。`, pace: 'finite' },
          ...{ state: task.state ?? 'underway', owner_organization_id: owner, visibility, due_on: '2027-12-31' },
          ...{ dispatched_at: new Date('2026-01-05T00:00:00Z'), closed_at: null },
          ...{ retired_reason: null, sort_key: numbers },
        })
        .execute()
      const units = [
        ...(task.leads ?? []).map((organizationId) => ({ organizationId, role: 'lead' as const })),
        ...(task.participants ?? []).map((organizationId) => ({ organizationId, role: 'participant' as const })),
        ...(task.responsible ?? []).map((organizationId) => ({ organizationId, role: 'responsible' as const })),
      ]
      for (const [seq, { organizationId, role }] of units.entries()) {
        await trx
          .insertInto('task_assignment')
          .values({
            ...{ task_id: id, seq: seq + 1, organization_id: organizationId, role, begun_on: '2026-01-05' },
            ...{ receipt_due_on: null, received_at: null, received_by: null, ended_on: null, ended_cause: null },
            closing_requested_at: null,
          })
          .execute()
      }
      for (const [position, { organizationId, title, dueOn, doneOn = null }] of (task.milestones ?? []).entries()) {
        const milestoneId = randomUUID()
        milestoneIds.push(milestoneId)
        await trx
          .insertInto('milestone')
          .values({
            ...{ id: milestoneId, task_id: id, organization_id: organizationId, position, title, due_on: dueOn },
            ...{ done_on: doneOn, dropped_at: null },
          })
          .execute()
      }
    }
    return { programmeId, taskIds, milestoneIds }
  })
}

/** A cycle of a programme, by the day it is due; not opened yet. */
export function makeCycle(
  handle: DatabaseHandle,
  programmeId: string,
  {
    period = '2026H1',
    startsOn = '2026-01-01',
    endsOn = '2026-06-30',
    opensOn = '2026-06-10',
    dueOn = '2026-06-30',
  } = {},
): Promise<string> {
  return handle.asSystem(async (trx) => {
    const programme = await trx
      .selectFrom('programme')
      .selectAll()
      .where('id', '=', programmeId)
      .executeTakeFirstOrThrow()
    const id = randomUUID()
    await trx
      .insertInto('cycle')
      .values({
        ...{ id, programme_id: programmeId, period, starts_on: startsOn, ends_on: endsOn, opens_on: opensOn },
        ...{ due_on: dueOn, owner_organization_id: programme.owner_organization_id, visibility: programme.visibility },
        ...{ opened_at: null, closed_at: null },
      })
      .execute()
    return id
  })
}

export function obligationsOf(handle: DatabaseHandle, cycleId: string) {
  return handle.asSystem((trx) =>
    trx.selectFrom('report_obligation').selectAll().where('cycle_id', '=', cycleId).orderBy('task_id').execute(),
  )
}

/** Something to report. */
export function aReport(parts: Partial<ReportContent> = {}): ReportContent {
  return {
    claim: 'on_track',
    progress: '已完成阶段性工作。',
    problems: '',
    next: '继续推进。',
    percent: 40,
    figures: [],
    milestones: [],
    consolidates: [],
    evidence: [],
    ...parts,
  }
}
