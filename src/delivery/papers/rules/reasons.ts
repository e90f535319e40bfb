import { dateInWords } from '../../../papers/index.ts'
import type { LightReason, LightSubject } from '../../lights/index.ts'
import type { LightRuleId } from '../../lights/rules/lightRules.ts'

type Said = (subject: LightSubject) => string

const unit = ({ organization = '' }: LightSubject) => organization
const title = ({ title: name }: LightSubject) => (name ? `“${name}”` : '')
const due = ({ dueOn }: LightSubject) => (dueOn ? `（时限${dateInWords(dueOn)}）` : '')

/** Why a task has its light, as an official document says it. */
const SAID: Readonly<Record<LightRuleId, Said>> = {
  closed: () => '已销号',
  task_overdue: (one) => `完成时限已过，尚未申请销号${due(one)}`,
  supervision_overdue: (one) => `督办单${title(one)}到期未办结${due(one)}`,
  report_missing_long: (one) => `${unit(one)}应报未报超过10个工作日${due(one)}`,
  blocked: (one) => `${unit(one)}报告受阻，需要协调`,
  milestone_late_long: (one) => `节点${title(one)}逾期超过10个工作日${due(one)}`,
  indicator_far_behind: (one) => `指标${title(one)}低于序时进度九成`,
  receipt_missing_long: (one) => `${unit(one)}逾期超过10个工作日未签收`,
  contradicted: (one) => `${unit(one)}的说法与已知数据不符`,
  report_missing: (one) => `${unit(one)}应报未报${due(one)}`,
  returned: (one) => `${unit(one)}的报送被退回，待重报`,
  behind: (one) => `${unit(one)}报告进度滞后`,
  not_started: (one) => `${unit(one)}报告尚未启动`,
  milestone_late: (one) => `节点${title(one)}逾期${due(one)}`,
  indicator_behind: (one) => `指标${title(one)}落后于序时进度`,
  project_behind: (one) => `项目${title(one)}未按计划推进`,
  supervision_open: (one) => `督办单${title(one)}办理中${due(one)}`,
  participant_missing: (one) => `配合单位${unit(one)}应报未报${due(one)}`,
  receipt_missing: (one) => `${unit(one)}逾期未签收`,
  task_near: (one) => `临近完成时限，尚未申请销号${due(one)}`,
  on_track: (one) => `${unit(one)}的报送已采纳，按序时推进`,
  awaiting_review: (one) => `${unit(one)}首次报送待审核`,
  nothing_yet: () => '尚无被采纳的报送',
}

/** A rule of an earlier version, which this table does not know, is named by its id. */
export function reasonsInWords(reasons: readonly LightReason[]): string {
  return reasons
    .flatMap(({ rule, subjects }) => {
      const said: Said = SAID[rule as LightRuleId] ?? (() => `规则${rule}`)
      return (subjects.length > 0 ? subjects : [{}]).map((subject) => said(subject))
    })
    .filter((text, index, all) => all.indexOf(text) === index)
    .join('；')
}
