import { firstLateDay } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type { Finding, LightInput } from '../lights/index.ts'
import { isOverdue, NOTICE_STATES, weighs } from './rules/notice.ts'

/** A supervision notice that weighs on a task. */
export interface OpenNotice {
  taskId: string
  number: string
  unitId: string
  unit: string
  dueOn: string
  overdue: boolean
}

/** Notices about these tasks that are issued and neither signed off nor taken back, as of the day. Asked as the system. */
export async function openSupervision(trx: Trx, taskIds: readonly string[], today: string): Promise<OpenNotice[]> {
  if (taskIds.length === 0) return []
  const rows = await trx
    .selectFrom('supervision_notice as n')
    .innerJoin('organization as o', 'o.id', 'n.organization_id')
    .select(['n.task_id', 'n.year', 'n.serial', 'n.state', 'n.due_on', 'o.id as unitId', 'o.short_name as unit'])
    .where('n.task_id', 'in', [...taskIds])
    .where('n.state', 'in', NOTICE_STATES.filter(weighs))
    .orderBy('n.due_on')
    .execute()
  return rows.map((row) => ({
    taskId: row.task_id ?? '',
    number: `督办〔${row.year}〕${row.serial}号`,
    unitId: row.unitId,
    unit: row.unit,
    dueOn: row.due_on,
    overdue: isOverdue({ state: row.state, dueOn: row.due_on }, today),
  }))
}

/** What supervision tells the rules of the lights. */
export const supervisionLightInput: LightInput = {
  name: 'supervision',
  async load(trx, taskIds, today) {
    const found = new Map<string, Finding[]>()
    for (const { taskId, number, unitId, unit, dueOn, overdue } of await openSupervision(trx, taskIds, today)) {
      const finding: Finding = {
        kind: overdue ? 'supervision_overdue' : 'supervision_open',
        organizationId: unitId,
        organization: unit,
        title: number,
        dueOn,
        turnsOn: firstLateDay(dueOn),
      }
      found.set(taskId, [...(found.get(taskId) ?? []), finding])
    }
    return found
  },
}
