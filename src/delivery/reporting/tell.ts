import type { Trx } from '../../platform/database/index.ts'
import { notify } from '../../platform/notices/index.ts'

/** Tells a unit that its report was returned: it counts as not submitted, and somebody has to act. */
export async function tellReturned(
  trx: Trx,
  obligation: { id: string; task_id: string; organization_id: string },
  { reportId, period, reason }: { reportId: string; period: string; reason: string },
): Promise<void> {
  const task = await trx
    .selectFrom('task')
    .select('title')
    .where('id', '=', obligation.task_id)
    .executeTakeFirstOrThrow()
  await notify(trx, [
    {
      organizationId: obligation.organization_id,
      kind: 'delivery.report_returned',
      title: `${period} 报送被退回：${task.title}（${reason}）`,
      titleEn: `Report of ${period} returned: ${task.title} (${reason})`,
      link: `/desk?o=${obligation.id}`,
      key: `report_returned:${reportId}`,
    },
  ])
}

/** 催报: tells units how much they still owe in the cycle. */
export async function tellReminded(
  trx: Trx,
  cycle: { id: string; period: string; due_on: string },
  units: readonly { organizationId: string; obligations: number }[],
  now: Date,
): Promise<void> {
  await notify(
    trx,
    units.map(({ organizationId, obligations }) => ({
      organizationId,
      kind: 'delivery.report_reminded',
      title: `催报：${cycle.period} 还有 ${obligations} 项未报（${cycle.due_on} 截止）`,
      titleEn: `Reminder: ${obligations} reports of ${cycle.period} are outstanding (due ${cycle.due_on})`,
      link: '/desk',
      key: `report_reminded:${cycle.id}:${now.getTime()}`,
    })),
  )
}

/** Tells a unit that no report is asked of it this time, or that it is after all, and why. */
export async function tellStep(
  trx: Trx,
  obligation: { id: string; task_id: string; organization_id: string },
  step: { event: 'waive' | 'demand'; period: string; reason: string; revision: number },
): Promise<void> {
  const { event, period, reason, revision } = step
  const { title } = await trx
    .selectFrom('task')
    .select('title')
    .where('id', '=', obligation.task_id)
    .executeTakeFirstOrThrow()
  const [zh, en] = event === 'waive' ? ['免报', 'Report waived'] : ['恢复应报', 'Report asked for after all']
  await notify(trx, [
    {
      organizationId: obligation.organization_id,
      kind: `delivery.report_${event === 'waive' ? 'waived' : 'demanded'}`,
      title: `${period} ${zh}：${title}（${reason}）`,
      titleEn: `${en}, ${period}: ${title} (${reason})`,
      link: event === 'waive' ? `/tasks/${obligation.task_id}` : `/desk?o=${obligation.id}`,
      key: `report_${event}:${obligation.id}:${revision}`,
    },
  ])
}

/** Tells who reported a figure, and who received it, that another is on record since. */
export async function tellContradicted(
  trx: Trx,
  report: {
    obligationId: string
    taskId: string
    organizationId: string
    reportsTo: string
    owner: string
    figure: { value: number | null }
  },
  observed: { indicatorId: string; title: string; unit: string; period: string; value: number; source: string },
  now: Date,
): Promise<void> {
  const { indicatorId, title, unit, period, value, source } = observed
  const said = report.figure.value
  await notify(
    trx,
    [...new Set([report.organizationId, report.reportsTo, report.owner])].map((organizationId) => ({
      organizationId,
      kind: 'delivery.report_contradicted',
      title: `存疑：${title}（${period}）报 ${said}${unit}，现有数据为 ${value}${unit}（${source}）`,
      titleEn: `In doubt: ${title} (${period}) reported as ${said} ${unit}, on record as ${value} ${unit} (${source})`,
      link:
        organizationId === report.organizationId
          ? `/desk?done=true&o=${report.obligationId}`
          : `/tasks/${report.taskId}`,
      key: `report_contradicted:${report.obligationId}:${indicatorId}:${period}:${now.getTime()}`,
    })),
  )
}
