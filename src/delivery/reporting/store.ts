import { type Selectable, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { CycleTable, ReportObligationTable } from '../tables.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import type { Contradiction, ReportContent } from './schemas.ts'

// What the writing side reads and writes of obligations, reports and cycles. Lists and pages have stores of their own.

export type ObligationRow = Selectable<ReportObligationTable>
export type CycleRow = Selectable<CycleTable>

/** @throws Refusal obligation_not_found */
export async function findObligation(trx: Trx, id: string): Promise<ObligationRow> {
  const row = await trx.selectFrom('report_obligation').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw refusals.obligationNotFound(id)
  return row
}

/**
 * The obligation, held until the transaction ends. Null when the actor may read it and may take no step on it: the row
 * policies lock only what one may change.
 */
export async function lockObligation(trx: Trx, id: string): Promise<ObligationRow | null> {
  const row = await trx.selectFrom('report_obligation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row ?? null
}

/** Those of them that the actor may change, held, in an order that two of them cannot wait for each other in. */
export function lockObligations(trx: Trx, ids: readonly string[]): Promise<ObligationRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return trx.selectFrom('report_obligation').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()
}

/** @throws Refusal cycle_not_found */
export async function findCycle(trx: Trx, id: string, lock = false): Promise<CycleRow> {
  const query = trx.selectFrom('cycle').selectAll().where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw refusals.cycleNotFound(id)
  return row
}

export async function organizationName(trx: Trx, id: string): Promise<string> {
  const row = await trx.selectFrom('organization').select('short_name').where('id', '=', id).executeTakeFirst()
  return row?.short_name ?? id
}

/** What becomes of an obligation; its version moves with it. @returns the new revision */
export async function saveStep(
  trx: Trx,
  obligation: ObligationRow,
  step: Partial<
    Pick<
      ObligationRow,
      'state' | 'submitted_at' | 'accepted_at' | 'waived_reason' | 'waived_cause' | 'latest_report_id' | 'returns'
    >
  >,
): Promise<number> {
  const revision = obligation.revision + 1
  const { numUpdatedRows } = await trx
    .updateTable('report_obligation')
    .set({ ...step, revision })
    .where('id', '=', obligation.id)
    .where('revision', '=', obligation.revision)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw refusals.stateUnfit(obligation.id, obligation.state, step.state ?? 'change')
  return revision
}

export async function lastReportNumber(trx: Trx, obligationId: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) as number from report where obligation_id = ${obligationId}::uuid`.execute(trx)
  return rows[0]?.number ?? 0
}

export function findReportRow(trx: Trx, id: string) {
  return trx.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What was held against a report when it came. */
export async function contradictionsOfReport(trx: Trx, reportId: string): Promise<Contradiction[]> {
  const { rows } = await sql<Contradiction>`
    select id, report_id as "reportId", kind, claimed, known, found_at as "foundAt", settled_at as "settledAt",
      settled_by as "settledBy", settlement
    from contradiction where report_id = ${reportId}::uuid order by found_at, id`.execute(trx)
  return rows
}

/** Claims of the latest reports of these obligations. */
export async function latestClaims(trx: Trx, obligationIds: readonly string[]) {
  if (obligationIds.length === 0) return []
  const { rows } = await sql<{ organization: string; claim: ReportContent['claim']; percent: number | null }>`
    select u.short_name as organization, r.claim, (r.content ->> 'percent')::float8 as percent
    from report_obligation o join report r on r.id = o.latest_report_id join organization u on u.id = o.organization_id
    where o.id = any(${obligationIds}::uuid[]) order by u.short_name`.execute(trx)
  return rows
}

/** What the unit, or the one whose duty it has, last said of the task in a period before; what came back was not said. */
export async function lastSaid(trx: Trx, obligation: ObligationRow) {
  const { rows } = await sql<{
    id: string
    period: string
    claim: ReportContent['claim']
    percent: number | null
  }>`
    select r.id, c.period, r.claim, (r.content ->> 'percent')::float8 as percent
    from report_obligation o join report r on r.id = o.latest_report_id join cycle c on c.id = o.cycle_id
    where o.task_id = ${obligation.task_id}::uuid and ${obligation.organization_id}::uuid in (o.organization_id, o.succeeded_by_id)
      and o.due_on < ${obligation.due_on}::date and o.state in ('submitted', 'accepted') and o.id <> ${obligation.id}::uuid
    order by o.due_on desc limit 1`.execute(trx)
  return rows[0] ?? null
}

/** Grades of the evidence as they are now; fewer than asked for when one is not of the task, or not to be seen. */
export async function evidenceGrades(trx: Trx, taskId: string, ids: readonly string[]) {
  if (ids.length === 0) return []
  return trx
    .selectFrom('evidence')
    .select(['id', 'grade'])
    .where('task_id', '=', taskId)
    .where('id', 'in', ids)
    .execute()
}
