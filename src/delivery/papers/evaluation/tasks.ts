import { type Block, dateInWords, noted, paragraph } from '../../../papers/index.ts'
import { type Limit, limitKind } from '../decomposition.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import { taskList } from './shared.ts'

/** 任务下达和办理情况: what was dispatched, signed off, ended; and by when the rest is to be done. */
export function taskBlocks(facts: EvaluationFacts): Block[] {
  const { tasks, from, year, kind } = facts
  const years = (day: string | null) =>
    day !== null && Number(day.slice(0, 4)) >= from && Number(day.slice(0, 4)) <= year
  const alive = tasks.filter(({ state }) => state !== 'retired')
  const count = (limit: Limit) => alive.filter((task) => limitKind(task) === limit).length
  const dispatched = tasks.filter(({ dispatchedOn }) => years(dispatchedOn)).length
  const closed = tasks.filter(({ closedOn }) => years(closedOn)).length
  const retired = tasks.filter(({ state }) => state === 'retired').length
  const span = kind === 'annual' ? '当年' : '期内'
  if (tasks.length === 0) return [paragraph('截至期末尚未下达任务。')]
  return [
    paragraph(
      '截至期末，台账累计下达任务',
      noted(tasks.length, `台账中${dateInWords(`${year}-12-31`)}前下达的任务，见附件“任务”表`, taskList(facts)),
      '项，',
      `其中${span}下达`,
      noted(dispatched, `按下达日期计，见附件“任务”表“下达日期”列`, taskList(facts)),
      `项、${span}销号`,
      noted(closed, '按销号日期计，见附件“任务”表“销号日期”列', taskList(facts, '&state=closed')),
      '项',
      ...(retired > 0
        ? ['，终止', noted(retired, '见附件“任务”表“状态”列', taskList(facts, '&state=retired')), '项']
        : []),
      `。未终止的任务中，限期完成的`,
      noted(count('dated'), '见附件“任务”表“完成时限”列载有日期的任务', taskList(facts)),
      '项，长期坚持的',
      noted(count('ongoing'), '见附件“任务”表“完成时限”列为“长期坚持”的任务', taskList(facts)),
      '项',
      ...(count('undated') > 0
        ? [
            '，台账未载明时限的',
            noted(count('undated'), '见附件“任务”表“完成时限”列为“未定”的任务，不计入限期完成', taskList(facts)),
            '项',
          ]
        : []),
      '。',
    ),
  ]
}
