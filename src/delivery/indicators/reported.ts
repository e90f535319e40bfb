import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { yearOfPeriod } from './rules/period.ts'
import { decimalOf, isFigure, isSeenWhole, revisesFigure } from './rules/reported.ts'
import { figuresOf, type StoredFigure } from './stored.ts'
import type { Grade } from './tables.ts'

/** A report whose figures are believed. */
export interface AcceptedReport {
  id: string
  taskId: string
  /** Where the figures come from, in words: 报送：北海市 2026H1. */
  source: string
  /** The period of its cycle. */
  period: string
  grade: Grade
  figures: readonly { indicatorId: string; period: string; value: number }[]
}

interface Row {
  id: string
  home: string
  dataOrganizationId: string | null
  figures: StoredFigure[]
}

/**
 * The figures of a report that was accepted become observations, so that nobody asks for them again: of the indicators
 * that measure its task and whose figures the actor's organization keeps or supplies. A second one of a period revises.
 * @returns how many figures are new
 */
export async function observeReported(trx: Trx, actor: Actor, report: AcceptedReport, now: Date): Promise<number> {
  const wanted = report.figures.filter((one) => isFigure(one) && isSeenWhole(one.period, report.period))
  if (wanted.length === 0) return 0
  const { rows } = await sql<Row>`
    select i.id, i.home_jurisdiction as home, i.data_organization_id as "dataOrganizationId", ${figuresOf('i')} as figures
    from indicator i
    where i.id = any(${wanted.map(({ indicatorId }) => indicatorId)}::uuid[]) and i.retired_at is null
      and ${actor.organizationId}::uuid in (i.owner_organization_id, i.data_organization_id)
      and exists (select from indicator_of_task o where o.indicator_id = i.id and o.task_id = ${report.taskId}::uuid)
    order by i.id`.execute(trx)
  let added = 0
  for (const { indicatorId, period, value } of wanted) {
    const indicator = rows.find(({ id }) => id === indicatorId)
    if (!indicator) continue
    const known = indicator.figures.find((one) => one.period === period) ?? null
    // Who supplies the figures does not verify them.
    const isOwn = indicator.dataOrganizationId === actor.organizationId
    const grade = report.grade === 'verified' && isOwn ? 'measured' : report.grade
    const figure = { value: decimalOf(value), grade }
    if (!revisesFigure(known, figure)) continue
    await addFigure(trx, actor, { ...figure, indicator, period, known, report }, now)
    added += 1
  }
  return added
}

interface NewFigure {
  indicator: Row
  period: string
  value: string
  grade: Grade
  known: StoredFigure | null
  report: AcceptedReport
}

async function addFigure(trx: Trx, actor: Actor, figure: NewFigure, now: Date): Promise<void> {
  const { indicator, period, value, grade, known, report } = figure
  const id = randomUUID()
  await trx
    .insertInto('indicator_observation')
    .values({
      ...{ home_jurisdiction: indicator.home, id, indicator_id: indicator.id, period, year: yearOfPeriod(period) },
      ...{ version: (known?.version ?? 0) + 1, value, grade, source: report.source, published_on: null },
      ...{ reason: known ? `采纳报送，原为 ${known.value}（${known.source}）` : null, report_id: report.id, at: now },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  await announce(trx, 'delivery.indicator_observed', { indicatorId: indicator.id, observationId: id, period })
  await appendAudit(trx, {
    ...{ action: 'indicator.observe', subjectKind: 'indicator', subjectId: indicator.id },
    before: known ? { value: known.value, version: known.version } : undefined,
    after: { period, value, grade, source: report.source, reportId: report.id },
  })
}
