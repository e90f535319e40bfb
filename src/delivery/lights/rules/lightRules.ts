import { addWorkingDays, firstLateDay, workingDaysLate } from '../../../platform/calendar/index.ts'
import type { Light, LightSubject } from '../types.ts'
import type { Claim, FindingKind, ObligationEvidence, TaskEvidence } from './evidence.ts'

/**
 * The rules of the lights (红黄绿灯规则), from the worst to the best. A task has the colour of the first rule that
 * holds; the others of the same table that hold are named beside it. Days late are working days in China.
 *
 * Sources: overdue is red, behind schedule or returned for its quality is yellow, near its date is a reminder (宿迁市国资委
 * 督查督办, 2025); what a first warning did not bring becomes the next colour (三明市, 2017; 松阳县, 2022: a month missed is
 * yellow, a quarter red); behind the schedule of an indicator as in the mid-term assessments of the five-year plans
 * (序时进度: r < 1 yellow, r < 0.9 red). Colours differ between governments: a changed table is a new version.
 */
export const LIGHT_RULES_VERSION = 2

/** 逾期超过 10 个工作日, 黄灯转红灯 (one missed reminder of two weeks). */
export const RED_AFTER_WORKING_DAYS = 10
/** 距完成时限 10 个工作日起提醒. */
export const NEAR_WORKING_DAYS = 10

export interface LightRule {
  id: string
  light: Light
  /** The rule as officials read it. */
  sentence: string
  /** What it holds for; nothing: it does not hold. */
  applies(evidence: TaskEvidence, today: string): LightSubject[]
  /** Days on which time alone may begin or end it. */
  turns?(evidence: TaskEvidence): string[]
}

export const LIGHT_RULES = [
  {
    id: 'closed',
    light: 'closed',
    sentence: '任务已由督办单位审核销号的，为已销号。',
    applies: (task) => whole(task.state === 'closed'),
  },
  // Red -------------------------------------------------------------------------------------------------------------
  {
    id: 'task_overdue',
    light: 'red',
    sentence: '任务完成时限已过，尚未申请销号的，红灯。',
    applies: (task, today) =>
      task.dueOn && task.state !== 'closing' && late(task.dueOn, today) > 0 ? [{ dueOn: task.dueOn }] : [],
    turns: (task) => (task.dueOn ? [firstLateDay(task.dueOn)] : []),
  },
  {
    id: 'supervision_overdue',
    light: 'red',
    sentence: '督办单到期未办结的，红灯。',
    applies: (task) => found(task, 'supervision_overdue'),
  },
  {
    id: 'report_missing_long',
    light: 'red',
    sentence: '牵头单位或责任单位应报未报（含退回后未重报）超过10个工作日的，红灯。',
    applies: (task, today) => owing(task, (one, days) => answers(one) && days > RED_AFTER_WORKING_DAYS, today),
    turns: (task) =>
      open(task)
        .filter(answers)
        .map(({ dueOn }) => firstRedDay(dueOn)),
  },
  {
    id: 'blocked',
    light: 'red',
    sentence: '牵头单位或责任单位最近一次被采纳的报送为受阻、需要协调的，红灯。',
    applies: (task) => claiming(task, 'blocked'),
  },
  {
    id: 'milestone_late_long',
    light: 'red',
    sentence: '工作方案的节点逾期超过10个工作日未完成的，红灯。',
    applies: (task, today) => lateMilestones(task, today, (days) => days > RED_AFTER_WORKING_DAYS),
    turns: (task) => pending(task).map(({ dueOn }) => firstRedDay(dueOn)),
  },
  {
    id: 'indicator_far_behind',
    light: 'red',
    sentence: '对应指标低于序时进度九成的，红灯。',
    applies: (task) => found(task, 'indicator_far_behind'),
  },
  {
    id: 'receipt_missing_long',
    light: 'red',
    sentence: '下达后逾期超过10个工作日仍未签收的，红灯。',
    applies: (task, today) => unreceived(task, today, (days) => days > RED_AFTER_WORKING_DAYS),
    turns: (task) => receiptDays(task).map(firstRedDay),
  },
  // Yellow ----------------------------------------------------------------------------------------------------------
  {
    id: 'contradicted',
    light: 'yellow',
    sentence: '报送的说法与监测、节点或项目数据不符，尚未说明的（存疑），黄灯。',
    applies: (task) =>
      task.contradictions.map(({ organizationId, organization, kind }) => ({ organizationId, organization, kind })),
  },
  {
    id: 'report_missing',
    light: 'yellow',
    sentence: '牵头单位或责任单位应报未报（含退回后未重报）10个工作日以内的，黄灯。',
    applies: (task, today) =>
      owing(task, (one, days) => answers(one) && days > 0 && days <= RED_AFTER_WORKING_DAYS, today),
    turns: (task) =>
      open(task)
        .filter(answers)
        .map(({ dueOn }) => firstLateDay(dueOn)),
  },
  {
    id: 'returned',
    light: 'yellow',
    sentence: '报送被退回、期限未到的，黄灯；退回的报送视同未报。',
    applies: (task, today) => owing(task, (one, days) => one.state === 'returned' && days <= 0, today),
  },
  {
    id: 'behind',
    light: 'yellow',
    sentence: '牵头单位或责任单位最近一次被采纳的报送为滞后的，黄灯。',
    applies: (task) => claiming(task, 'behind'),
  },
  {
    id: 'not_started',
    light: 'yellow',
    sentence: '牵头单位或责任单位最近一次被采纳的报送为尚未启动的，黄灯。',
    applies: (task) => claiming(task, 'not_started'),
  },
  {
    id: 'milestone_late',
    light: 'yellow',
    sentence: '工作方案的节点逾期10个工作日以内未完成的，黄灯。',
    applies: (task, today) => lateMilestones(task, today, (days) => days > 0 && days <= RED_AFTER_WORKING_DAYS),
    turns: (task) => pending(task).map(({ dueOn }) => firstLateDay(dueOn)),
  },
  {
    id: 'indicator_behind',
    light: 'yellow',
    sentence: '对应指标落后于序时进度、在九成以上的，黄灯。',
    applies: (task) => found(task, 'indicator_behind'),
  },
  {
    id: 'project_behind',
    light: 'yellow',
    sentence: '对应项目未按计划开工或竣工的，黄灯。',
    applies: (task) => found(task, 'project_behind'),
  },
  {
    id: 'supervision_open',
    light: 'yellow',
    sentence: '督办单办理中的，黄灯。',
    applies: (task) => found(task, 'supervision_open'),
  },
  {
    id: 'participant_missing',
    light: 'yellow',
    sentence: '配合单位应报未报的，黄灯。',
    applies: (task, today) => owing(task, (one, days) => !answers(one) && days > 0, today),
    turns: (task) =>
      open(task)
        .filter((one) => !answers(one))
        .map(({ dueOn }) => firstLateDay(dueOn)),
  },
  {
    id: 'receipt_missing',
    light: 'yellow',
    sentence: '下达后逾期未签收，10个工作日以内的，黄灯。',
    applies: (task, today) => unreceived(task, today, (days) => days > 0 && days <= RED_AFTER_WORKING_DAYS),
    turns: (task) => receiptDays(task).map(firstLateDay),
  },
  {
    id: 'task_near',
    light: 'yellow',
    sentence: '距完成时限10个工作日以内（含第10个工作日），尚未申请销号的，黄灯。',
    applies: (task, today) =>
      task.dueOn && task.state !== 'closing' && late(task.dueOn, today) <= 0 && today >= nearFrom(task.dueOn)
        ? [{ dueOn: task.dueOn }]
        : [],
    turns: (task) => (task.dueOn ? [nearFrom(task.dueOn)] : []),
  },
  // Green, or nothing known -----------------------------------------------------------------------------------------
  {
    id: 'on_track',
    light: 'green',
    sentence: '各牵头单位和责任单位均有被采纳的报送，最近一次为按序时推进或已完成，且无上列情形的，绿灯。',
    applies: (task) => (silent(task).length === 0 ? accepted(task).map(subjectOf) : []),
  },
  {
    id: 'awaiting_review',
    light: 'grey',
    sentence: '有牵头单位或责任单位尚无被采纳的报送，其首次报送尚待审核的，无数据。',
    applies: (task) =>
      task.obligations.filter((one) => answers(one) && one.state === 'submitted' && !hasSaid(task, one)).map(subjectOf),
  },
  {
    id: 'nothing_yet',
    light: 'grey',
    sentence: '有牵头单位或责任单位尚无被采纳的报送的，无数据，不推定为正常。',
    applies: (task) => (accepted(task).length > 0 ? silent(task) : [{}]),
  },
] as const satisfies readonly LightRule[]

export type LightRuleId = (typeof LIGHT_RULES)[number]['id']

// What the sentences above mean ----------------------------------------------------------------------------------------

/** The unit answers for the task itself; a participant (配合单位) answers to its lead. */
function answers(one: ObligationEvidence): boolean {
  return one.role !== 'participant'
}

const late = workingDaysLate

/** The accepted claims of those who answer for it. */
function accepted(task: TaskEvidence): ObligationEvidence[] {
  return task.obligations.filter((one) => answers(one) && one.claim !== null)
}

function hasSaid(task: TaskEvidence, { organizationId }: { organizationId: string }): boolean {
  return accepted(task).some((one) => one.organizationId === organizationId)
}

/** Units that answer for it and of which no report was ever accepted; where nobody is assigned, nobody's was. */
function silent(task: TaskEvidence): LightSubject[] {
  const units = [...task.assignments, ...open(task)].filter(({ role, organizationId }) => {
    return role !== 'participant' && !hasSaid(task, { organizationId })
  })
  const named = new Map(units.map(({ organizationId, organization }) => [organizationId, organization]))
  return [...named].map(([organizationId, organization]) => ({ organizationId, organization }))
}

function firstRedDay(dueOn: string): string {
  return addWorkingDays(firstLateDay(dueOn), RED_AFTER_WORKING_DAYS)
}

function nearFrom(dueOn: string): string {
  return addWorkingDays(dueOn, -NEAR_WORKING_DAYS)
}

function whole(holds: boolean): LightSubject[] {
  return holds ? [{}] : []
}

function open(task: TaskEvidence): ObligationEvidence[] {
  return task.obligations.filter(({ state }) => state === 'due' || state === 'returned')
}

function owing(
  task: TaskEvidence,
  holds: (one: ObligationEvidence, daysLate: number) => boolean,
  today: string,
): LightSubject[] {
  return open(task)
    .filter((one) => holds(one, late(one.dueOn, today)))
    .map(subjectOf)
}

function claiming(task: TaskEvidence, claim: Claim): LightSubject[] {
  return task.obligations.filter((one) => answers(one) && one.claim === claim).map(subjectOf)
}

function pending(task: TaskEvidence) {
  return task.milestones.filter(({ done }) => !done)
}

function lateMilestones(task: TaskEvidence, today: string, holds: (daysLate: number) => boolean): LightSubject[] {
  return pending(task)
    .filter(({ dueOn }) => holds(late(dueOn, today)))
    .map(({ title, dueOn, organizationId, organization }) => ({ title, dueOn, organizationId, organization }))
}

function unreceived(task: TaskEvidence, today: string, holds: (daysLate: number) => boolean): LightSubject[] {
  return task.assignments.flatMap(({ receiptDueOn, received, organizationId, organization }) =>
    receiptDueOn && !received && holds(late(receiptDueOn, today))
      ? [{ organizationId, organization, dueOn: receiptDueOn }]
      : [],
  )
}

function receiptDays(task: TaskEvidence): string[] {
  return task.assignments.flatMap(({ receiptDueOn, received }) => (receiptDueOn && !received ? [receiptDueOn] : []))
}

function found(task: TaskEvidence, kind: FindingKind): LightSubject[] {
  return task.findings.filter((one) => one.kind === kind).map(({ kind: _, turnsOn: __, ...subject }) => subject)
}

function subjectOf({ organizationId, organization, dueOn }: ObligationEvidence): LightSubject {
  return { organizationId, organization, dueOn }
}
