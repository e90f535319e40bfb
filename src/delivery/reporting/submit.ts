import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { isLate } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion, holdKey } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { recordEvent } from '../timeline.ts'
import { knowledgeOf } from './knowledge.ts'
import { reportingRefusals as refusals } from './refusals.ts'
import { checkContent } from './rules/content.ts'
import { contradictionsOf, type Found } from './rules/contradictions.ts'
import { gradeOf } from './rules/grades.ts'
import { move } from './rules/obligation.ts'
import type { ReportContent, Submitted } from './schemas.ts'
import {
  contradictionsOfReport,
  evidenceGrades,
  findCycle,
  findObligation,
  findReportRow,
  lastReportNumber,
  lastSaid,
  latestClaims,
  lockObligation,
  lockObligations,
  type ObligationRow,
  organizationName,
  saveStep,
} from './store.ts'

export interface Submission {
  obligationId: string
  content: ReportContent
  /** Chosen by the sender: the same again is the same report (Idempotency-Key). It becomes the report's id. */
  reportId?: string | undefined
  /** The obligation's version that the person has seen; left out by other parts of the system. */
  ifMatch?: string | undefined
}

/**
 * A unit reports: the report stands in the open for who receives it, the draft is gone, the participants' reports it
 * builds on are accepted, milestones take the days it gives them, and what is known otherwise is held against it.
 * @throws Refusal obligation_not_found, report_of_another_unit, obligation_state_unfit, cycle_closed, version_outdated,
 *   submission_key_taken, part_unfit, milestone_unknown, evidence_unknown, figure_unknown and what `checkContent` refuses
 */
export async function submitReport(trx: Trx, actor: Actor, submission: Submission, now: Date): Promise<Submitted> {
  const { obligationId, content, reportId = randomUUID() } = submission
  const repeated = await repeatedSubmission(trx, actor, submission)
  if (repeated) return repeated
  const obligation = await ownObligation(trx, actor, obligationId)
  if (submission.ifMatch !== undefined) expectVersion(submission.ifMatch, obligation.revision)
  const state = move(obligationId, obligation.state, 'submit')
  const cycle = await findCycle(trx, obligation.cycle_id)
  if (cycle.closed_at !== null) throw refusals.cycleClosed(cycle.period)
  const today = todayInChina(now)
  checkContent(content, today)

  const attached = [...new Set(content.evidence)]
  const grades = await evidenceGrades(trx, obligation.task_id, attached)
  const missing = attached.find((id) => !grades.some((one) => one.id === id))
  if (missing) throw refusals.evidenceUnknown(missing)
  const grade = gradeOf(grades.map((one) => one.grade))
  const known = await knowledgeOf(trx, obligation.task_id, actor.organizationId)
  // A draft may hold one of an indicator that the task has lost since: left empty, it says nothing.
  const stranger = content.figures.find(
    ({ indicatorId, value }) => value !== null && !known.indicators.some(({ id }) => id === indicatorId),
  )
  if (stranger) throw refusals.figureUnknown(stranger.indicatorId, stranger.period)
  const reached = milestonesReached(content, known.milestones)
  const parts = await lockParts(trx, actor, obligation, content.consolidates)

  const number = (await lastReportNumber(trx, obligationId)) + 1
  // A report of that id which the unit does not see: the key is another's.
  const written = await trx
    .insertInto('report')
    .values({
      home_jurisdiction: obligation.home_jurisdiction,
      id: reportId,
      obligation_id: obligationId,
      number,
      task_id: obligation.task_id,
      cycle_id: obligation.cycle_id,
      organization_id: actor.organizationId,
      reports_to: obligation.reports_to,
      owner_organization_id: obligation.owner_organization_id,
      content: JSON.stringify(content),
      claim: content.claim,
      grade,
      at: now,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_name: actor.organizationName,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!written) throw refusals.submissionTaken(reportId)
  if (attached.length > 0)
    await trx
      .insertInto('report_evidence')
      .values(attached.map((evidence_id) => ({ report_id: reportId, evidence_id })))
      .execute()
  const revision = await saveStep(trx, obligation, {
    state,
    submitted_at: obligation.state === 'submitted' ? obligation.submitted_at : now,
    latest_report_id: reportId,
  })
  await trx.deleteFrom('report_draft').where('obligation_id', '=', obligationId).execute()
  for (const { id, doneOn } of reached) {
    await trx
      .updateTable('milestone')
      .set((row) => ({ done_on: doneOn, revision: row('revision', '+', 1), updated_at: now }))
      .where('id', '=', id)
      .execute()
  }
  const accepted = await acceptParts(trx, actor, parts, now)

  const said = await heldAgainst(trx, obligation, content, { known, reached, today })
  const found = said.map((one) => ({ id: randomUUID(), ...one }))
  if (found.length > 0)
    await trx
      .insertInto('contradiction')
      .values(
        found.map(({ id, kind, claimed, known }) => ({
          ...{ id, kind, task_id: obligation.task_id, report_id: reportId, found_at: now },
          ...{ claimed: JSON.stringify(claimed), known: JSON.stringify(known) },
        })),
      )
      .execute()
  const kept = found.length > 0 ? await contradictionsOfReport(trx, reportId) : []
  const contradictions = found.flatMap(({ id }) => kept.filter((one) => one.id === id))

  const facts = { obligationId, reportId, number, period: cycle.period, organizationId: actor.organizationId }
  const late = isLate(obligation.due_on, today)
  const noted = { ...facts, role: obligation.role, late, consolidated: accepted }
  await recordEvent(trx, actor, obligation.task_id, 'report_submitted', noted)
  await announce(trx, 'delivery.report_submitted', {
    ...facts,
    taskId: obligation.task_id,
    cycleId: obligation.cycle_id,
    reportsTo: obligation.reports_to,
    ownerOrganizationId: obligation.owner_organization_id,
    contradictions: contradictions.map(({ kind }) => kind),
  })
  await appendAudit(trx, {
    ...{ action: 'delivery.submit_report', subjectKind: 'report_obligation', subjectId: obligationId },
    ...{ before: { state: obligation.state }, after: { state, reportId, number, claim: content.claim } },
  })
  return { obligationId, reportId, number, state, revision, grade, contradictions, consolidated: accepted }
}

/** What is known otherwise than this report says, the days counted that it gives to milestones. */
async function heldAgainst(
  trx: Trx,
  obligation: ObligationRow,
  content: ReportContent,
  facts: {
    known: Awaited<ReturnType<typeof knowledgeOf>>
    reached: ReturnType<typeof milestonesReached>
    today: string
  },
): Promise<Found[]> {
  const { known, reached, today } = facts
  const milestones = known.milestones.map((one) => ({
    ...one,
    doneOn: reached.find(({ id }) => id === one.id)?.doneOn ?? one.doneOn,
  }))
  const parts = await latestClaims(trx, content.consolidates)
  return contradictionsOf(content, { ...known, milestones, parts, last: await lastSaid(trx, obligation) }, today)
}

/**
 * What would be held against a report if it were sent as it stands: said before, so that a slip can be mended. Nothing is
 * changed.
 * @throws Refusal obligation_not_found, report_of_another_unit, milestone_unknown and what `checkContent` refuses
 */
export async function foreseeDoubts(
  trx: Trx,
  actor: Actor,
  obligationId: string,
  content: ReportContent,
  now: Date,
): Promise<Found[]> {
  const obligation = await findObligation(trx, obligationId)
  if (obligation.organization_id !== actor.organizationId)
    throw refusals.notYourReport(await organizationName(trx, obligation.organization_id))
  const today = todayInChina(now)
  checkContent(content, today)
  const known = await knowledgeOf(trx, obligation.task_id, actor.organizationId)
  return heldAgainst(trx, obligation, content, { known, reached: milestonesReached(content, known.milestones), today })
}

/**
 * A request that was answered, and whose answer was lost, is answered again.
 * @throws Refusal submission_key_taken when the key stands for other words
 */
async function repeatedSubmission(
  trx: Trx,
  actor: Actor,
  { obligationId, reportId, content }: Submission,
): Promise<Submitted | null> {
  if (!reportId) return null
  await holdKey(trx, reportId)
  const report = await findReportRow(trx, reportId)
  if (!report) return null
  const isSame = isDeepStrictEqual(report.content, JSON.parse(JSON.stringify(content)))
  if (report.obligation_id !== obligationId || report.organization_id !== actor.organizationId || !isSame)
    throw refusals.submissionTaken(reportId)
  const { state, revision } = await findObligation(trx, obligationId)
  const { number, grade } = report
  const contradictions = await contradictionsOfReport(trx, reportId)
  return { obligationId, reportId, number, state, revision, grade, contradictions, consolidated: 0 }
}

async function ownObligation(trx: Trx, actor: Actor, id: string): Promise<ObligationRow> {
  const locked = await lockObligation(trx, id)
  const obligation = locked ?? (await findObligation(trx, id))
  if (obligation.organization_id !== actor.organizationId)
    throw refusals.notYourReport(await organizationName(trx, obligation.organization_id))
  if (!locked) move(id, obligation.state, 'submit') // what may not be locked may not be submitted: says why
  return obligation
}

function milestonesReached(
  content: ReportContent,
  known: readonly { id: string; mine: boolean; doneOn: string | null }[],
) {
  return content.milestones.filter(({ id, doneOn }) => {
    const milestone = known.find((one) => one.id === id && one.mine)
    if (!milestone) throw refusals.milestoneUnknown(id)
    return doneOn !== null && doneOn !== milestone.doneOn
  })
}

/** The participants' reports that a lead builds on: submitted to it, in the same cycle, for the same task. */
async function lockParts(
  trx: Trx,
  actor: Actor,
  obligation: ObligationRow,
  ids: readonly string[],
): Promise<ObligationRow[]> {
  const wanted = [...new Set(ids)]
  const found = await lockObligations(trx, wanted)
  for (const id of wanted) {
    const part = found.find((one) => one.id === id)
    const fits =
      part?.task_id === obligation.task_id &&
      part.cycle_id === obligation.cycle_id &&
      part.reports_to === actor.organizationId &&
      part.id !== obligation.id &&
      (part.state === 'submitted' || part.state === 'accepted')
    if (!fits) throw refusals.partUnfit(id, part?.state ?? 'unknown')
  }
  return found
}

async function acceptParts(trx: Trx, actor: Actor, parts: readonly ObligationRow[], now: Date): Promise<number> {
  const waiting = parts.filter(({ state }) => state === 'submitted')
  for (const part of waiting) {
    await trx
      .insertInto('report_review')
      .values({
        id: randomUUID(),
        report_id: part.latest_report_id ?? '',
        obligation_id: part.id,
        decision: 'accepted',
        at: now,
        user_id: actor.userId,
        user_name: actor.userName,
        organization_id: actor.organizationId,
        organization_name: actor.organizationName,
      })
      .execute()
    await saveStep(trx, part, { state: move(part.id, part.state, 'accept'), accepted_at: now })
  }
  return waiting.length
}
