import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion } from '../../platform/http/index.ts'
import { observeReported } from '../indicators/index.ts'
import { recordEvent } from '../timeline.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { gradeOf } from './rules/grades.ts'
import { move } from './rules/obligation.ts'
import type { ObligationMoved, ReportContent, ReviewBody } from './schemas.ts'
import {
  findCycle,
  findObligation,
  findReportRow,
  lockObligation,
  type ObligationRow,
  organizationName,
  saveStep,
} from './store.ts'
import { tellReturned, tellStep } from './tell.ts'

export interface Decision extends ReviewBody {
  reportId: string
  /** The obligation's version that the person has seen; left out by other parts of the system. */
  ifMatch?: string | undefined
}

/**
 * Who receives a report accepts it, or returns it with the reason: the lead a participant's, the office a lead's and,
 * where a lead does nothing, a participant's. A returned report counts as not submitted.
 * @throws Refusal report_not_found, review_of_another_unit, own_report, return_reason_needed, obligation_state_unfit,
 *   version_outdated
 */
export async function reviewReport(trx: Trx, actor: Actor, decision: Decision, now: Date): Promise<ObligationMoved> {
  const report = await findReportRow(trx, decision.reportId)
  if (!report) throw refusals.reportNotFound(decision.reportId)
  const isReturn = decision.decision === 'returned'
  const event = isReturn ? 'return' : 'accept'
  const locked = await lockObligation(trx, report.obligation_id)
  const obligation = locked ?? (await findObligation(trx, report.obligation_id))
  await checkReceiver(trx, actor, obligation, report.user_id)
  if (isReturn && !decision.reason?.trim()) throw refusals.reasonNeeded()
  if (decision.ifMatch !== undefined) expectVersion(decision.ifMatch, obligation.revision)
  const state = move(obligation.id, obligation.state, event)
  if (!locked || obligation.latest_report_id !== report.id)
    throw refusals.stateUnfit(obligation.id, 'superseded', event) // a newer report has taken its place
  const cycle = await findCycle(trx, obligation.cycle_id)

  const reason = decision.reason?.trim() || null
  await trx
    .insertInto('report_review')
    .values({
      id: randomUUID(),
      report_id: report.id,
      obligation_id: obligation.id,
      decision: decision.decision,
      reason,
      at: now,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  const revision = await saveStep(
    trx,
    obligation,
    isReturn
      ? { state, accepted_at: null, submitted_at: null, returns: obligation.returns + 1 }
      : { state, accepted_at: now },
  )
  // The office believes it: a figure that it says is not asked for again.
  if (!isReturn && obligation.owner_organization_id === actor.organizationId)
    await believeFigures(trx, actor, obligation, report, cycle.period, now)
  const facts = {
    ...{ obligationId: obligation.id, reportId: report.id, number: report.number, period: cycle.period },
    ...{ organizationId: obligation.organization_id, decision: decision.decision },
  }
  await recordEvent(trx, actor, obligation.task_id, isReturn ? 'report_returned' : 'report_accepted', facts)
  await announce(trx, isReturn ? 'delivery.report_returned' : 'delivery.report_accepted', {
    ...facts,
    taskId: obligation.task_id,
    cycleId: obligation.cycle_id,
    byOrganizationId: actor.organizationId,
    ...(isReturn ? { reason } : {}),
  })
  if (reason && isReturn) {
    // Of a unit that is no more it went to its successor (report_obligation_moves).
    const standing = await findObligation(trx, obligation.id)
    await tellReturned(trx, standing, { reportId: report.id, period: cycle.period, reason })
  }
  await appendAudit(trx, {
    ...{ action: 'delivery.review_report', subjectKind: 'report_obligation', subjectId: obligation.id },
    ...{ before: { state: obligation.state }, after: { state, reportId: report.id, reason } },
  })
  return { obligationId: obligation.id, state, revision }
}

async function believeFigures(
  trx: Trx,
  actor: Actor,
  { task_id: taskId }: ObligationRow,
  report: { id: string; organization_name: string; content: unknown },
  period: string,
  now: Date,
): Promise<void> {
  const { figures } = report.content as ReportContent
  const said = figures.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }]))
  if (said.length === 0) return
  const evidence = await trx
    .selectFrom('report_evidence')
    .innerJoin('evidence', 'evidence.id', 'report_evidence.evidence_id')
    .select('evidence.grade')
    .where('report_id', '=', report.id)
    .execute()
  const grade = gradeOf(evidence.map((one) => one.grade))
  const source = `报送：${report.organization_name} ${period}`
  await observeReported(trx, actor, { id: report.id, taskId, source, period, grade, figures: said }, now)
}

async function checkReceiver(trx: Trx, actor: Actor, obligation: ObligationRow, writer: string): Promise<void> {
  const me = actor.organizationId
  if (obligation.reports_to !== me && obligation.owner_organization_id !== me) {
    if (obligation.organization_id === me) throw refusals.ownReview()
    throw refusals.notYourReview(await organizationName(trx, obligation.reports_to))
  }
  // An office that owes a report itself: another of its people decides.
  if (obligation.organization_id === me && (obligation.reports_to !== me || writer === actor.userId))
    throw refusals.ownReview()
}

/** The office asks for no report this time, and says why; or asks for it after all. */
export async function waiveReport(
  trx: Trx,
  actor: Actor,
  request: { obligationId: string; event: 'waive' | 'demand'; reason: string; ifMatch?: string | undefined },
): Promise<ObligationMoved> {
  const { obligationId, event, reason } = request
  const locked = await lockObligation(trx, obligationId)
  const obligation = locked ?? (await findObligation(trx, obligationId))
  if (obligation.owner_organization_id !== actor.organizationId)
    throw refusals.notYourCycle(await organizationName(trx, obligation.owner_organization_id))
  if (request.ifMatch !== undefined) expectVersion(request.ifMatch, obligation.revision)
  const state = move(obligationId, obligation.state, event)
  if (event === 'demand' && obligation.waived_cause !== null)
    throw refusals.owesNoMore(await organizationName(trx, obligation.organization_id))
  const waived_reason = event === 'waive' ? reason : null
  const revision = await saveStep(trx, obligation, { state, waived_reason, waived_cause: null })
  const { period } = await findCycle(trx, obligation.cycle_id)
  const facts = { obligationId, organizationId: obligation.organization_id, period, reason }
  await recordEvent(trx, actor, obligation.task_id, event === 'waive' ? 'report_waived' : 'report_demanded', facts)
  await tellStep(trx, obligation, { event, period, reason, revision })
  await announce(trx, event === 'waive' ? 'delivery.report_waived' : 'delivery.report_demanded', {
    ...facts,
    taskId: obligation.task_id,
    cycleId: obligation.cycle_id,
  })
  await appendAudit(trx, {
    ...{ action: `delivery.${event}_report`, subjectKind: 'report_obligation', subjectId: obligationId },
    ...{ before: { state: obligation.state }, after: { state, reason } },
  })
  return { obligationId, state, revision }
}
