import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import type { Job } from '../../platform/jobs/index.ts'
import { type StandingFigure, takeDueFigures } from '../indicators/index.ts'
import { refreshLights } from '../lights/index.ts'
import { recordEvents } from '../timeline.ts'
import { figureDiffers } from './rules/contradictions.ts'
import { type KnownContradiction, recheck } from './rules/recheck.ts'
import type { ReportFigure } from './schemas.ts'
import { tellContradicted } from './tell.ts'

/** Figures in one transaction. */
const PORTION = 200

interface Standing {
  reportId: string
  taskId: string
  obligationId: string
  organizationId: string
  reportsTo: string
  owner: string
  period: string
  figure: ReportFigure
  known: KnownContradiction[]
}

/**
 * Holds the reports that stand against the figures that came since: what differs now is a contradiction with both sides,
 * what agrees now is settled. The lights follow. Call it after the transaction that added figures.
 * @returns how many contradictions came or were settled
 */
export async function recheckReports(database: DatabaseHandle, now: Date): Promise<number> {
  let changed = 0
  let looked = 0
  for (;;) {
    const { taken, changes } = await database.asSystem(async (trx) => {
      const due = await takeDueFigures(trx, PORTION)
      let changes = 0
      for (const figure of due.figures) changes += await recheckFigure(trx, figure, now)
      return { taken: due.taken, changes }
    })
    if (taken === 0) break
    looked += taken
    changed += changes
  }
  if (looked > 0) await refreshLights(database, now)
  return changed
}

async function recheckFigure(trx: Trx, observed: StandingFigure, now: Date): Promise<number> {
  const indicator = { title: observed.title, unit: observed.unit }
  let changes = 0
  for (const report of await standingReports(trx, observed)) {
    // A figure does not contradict the report that it was taken from.
    const found = observed.reportId === report.reportId ? null : figureDiffers(report.figure, indicator, observed)
    const { add, settle } = recheck(found, report.known)
    for (const { id, settlement } of settle) {
      await trx
        .updateTable('contradiction')
        .set({ settled_at: now, settled_by: '', settlement })
        .where('id', '=', id)
        .execute()
    }
    changes += settle.length
    if (!add) continue
    changes += 1
    await trx
      .insertInto('contradiction')
      .values({
        ...{ id: randomUUID(), task_id: report.taskId, report_id: report.reportId, kind: add.kind, found_at: now },
        ...{ claimed: JSON.stringify(add.claimed), known: JSON.stringify(add.known) },
      })
      .execute()
    await say(trx, report, observed, now)
  }
  return changes
}

async function standingReports(trx: Trx, { taskIds, indicatorId, period }: StandingFigure): Promise<Standing[]> {
  if (taskIds.length === 0) return []
  const { rows } = await sql<Standing>`
    select r.id as "reportId", o.task_id as "taskId", o.id as "obligationId",
      coalesce(o.succeeded_by_id, o.organization_id) as "organizationId", o.reports_to as "reportsTo",
      o.owner_organization_id as owner, c.period, f.figure,
      coalesce((select json_agg(json_build_object('id', x.id, 'claimed', x.claimed, 'known', x.known,
          'settlement', x.settlement) order by x.found_at)
        from contradiction x where x.report_id = r.id and x.kind = 'figure_differs'
          and x.claimed ->> 'indicatorId' = ${indicatorId} and x.claimed ->> 'period' = ${period}), '[]') as known
    from report_obligation o join report r on r.id = o.latest_report_id join cycle c on c.id = o.cycle_id
      cross join lateral jsonb_array_elements(r.content -> 'figures') as f (figure)
    where o.task_id = any(${taskIds}::uuid[]) and o.state in ('submitted', 'accepted')
      and f.figure ->> 'indicatorId' = ${indicatorId} and f.figure ->> 'period' = ${period}
    order by o.id for update of o`.execute(trx)
  return rows
}

async function say(trx: Trx, report: Standing, observed: StandingFigure, now: Date): Promise<void> {
  const { taskId, obligationId, reportId, organizationId, period } = report
  const facts = { obligationId, reportId, organizationId, period, contradictions: ['figure_differs'] }
  await recordEvents(trx, null, [{ taskId, kind: 'report_contradicted', facts }])
  await announce(trx, 'delivery.report_contradicted', { ...facts, taskId })
  await appendAudit(trx, {
    ...{ action: 'delivery.contradict_report', subjectKind: 'report_obligation', subjectId: obligationId },
    ...{ after: { reportId, indicatorId: observed.indicatorId, period: observed.period } },
  })
  await tellContradicted(trx, report, observed, now)
}

/** Figures that came on another way than through the page, or whose looking at was cut off. */
export const recheckJob: Job = {
  name: 'delivery.figures',
  every: 30,
  run: async ({ database, clock }) => {
    await recheckReports(database, clock())
  },
}
