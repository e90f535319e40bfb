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
