import { type Block, dateInWords, noted, paragraph, type Table } from '../../../papers/index.ts'
import { limitOf } from '../decomposition.ts'
import type { EvaluationFacts } from '../evaluationFacts.ts'
import type { NoticeFact, TaskFact } from '../facts.ts'
import { reasonsInWords } from '../rules/reasons.ts'
import { punctualityOf } from '../rules/tally.ts'
import { MOST_NAMED, note, taskList } from './shared.ts'

/** 滞后、督办和提请事项: what is red and why, who owes a report, what was supervised and asked for. */
export function matterBlocks(facts: EvaluationFacts): Block[] {
  const { tasks, lights, notices, escalations, contradictions, obligations, today } = facts
  const late = (light: 'red' | 'yellow') =>
    tasks.filter(({ id, state }) => state !== 'retired' && lights.get(id)?.light === light)
  const red = late('red')
  const isOpen = ({ state }: NoticeFact) => state !== 'signed_off' && state !== 'withdrawn'
  const onTasks = notices.filter(({ taskNumber }) => taskNumber !== null)
  const onNone = notices.filter(({ taskNumber }) => taskNumber === null)
  const owing = obligations.filter((one) => punctualityOf(one, today) === 'missing')
  const units = new Set(owing.map(({ unit }) => unit))
  return [
    ...(red.length === 0
      ? [paragraph('没有红灯任务。')]
      : [
          paragraph(
            '红灯任务',
            noted(red.length, '见附件“任务”表灯色为红灯的行', taskList(facts, '&light=red')),
            `项，${red.length > MOST_NAMED ? `列出前${MOST_NAMED}项，其余见附件，` : ''}理由如下。`,
          ),
          lateTable(facts, red.slice(0, MOST_NAMED)),
        ]),
    ...(owing.length === 0
      ? []
      : [
          paragraph(
            '应报未报的单位',
            noted(units.size, `附件“报送”表中未报${owing.length}份，按单位去重`, `/cycles/${owing.at(-1)?.cycleId}`),
            `个：${[...units].slice(0, 20).join('、')}${units.size > 20 ? '等' : ''}。`,
          ),
        ]),
    paragraph(
      '期内发出督办单',
      noted(onTasks.length, '编制单位可查阅的、涉及本台账任务的督办单，见附件“督办单”表', '/supervision'),
      '份，未办结',
      noted(onTasks.filter(isOpen).length, '状态不是已办结、已撤回的督办单', '/supervision'),
      ...(onNone.length === 0
        ? []
        : [
            '份；台账主管单位另发出不针对任务的督办单',
            noted(
              onNone.length,
              '编制单位可查阅的、台账主管单位期内发出而未关联任何任务的督办单，见附件“督办单”表任务序号为空的行',
              '/supervision',
            ),
            '份，未办结',
            noted(onNone.filter(isOpen).length, '状态不是已办结、已撤回的督办单', '/supervision'),
          ]),
      '份；提请协调事项',
      noted(escalations.length, '编制单位可查阅的、涉及本台账任务的提请事项，见附件“提请”表', '/escalations'),
      '件，已议定',
      noted(escalations.filter(({ state }) => state === 'resolved').length, '状态为已议定的提请事项', '/escalations'),
      '件；报送内容与已知数据不符且尚未说明的',
      noted(contradictions, '期内发现、尚未说明的存疑', taskList(facts)),
      '处。',
    ),
    ...escalations.slice(0, MOST_NAMED).map((one, index) =>
      paragraph(
        `${index + 1}. ${one.raisedBy}提请“${one.title}”`,
        {
          text: `（${one.number}）`,
          note: {
            text: `${dateInWords(one.raisedOn)}提请，任务第${one.taskNumber}号`,
            path: `/escalations/${one.id}`,
            record: `${one.number}“${one.title}”`,
          },
        },
        `：${one.matter.replace(/\s+/g, ' ')}${one.answer ? `答复：${one.answer.replace(/\s+/g, ' ')}` : ''}`,
      ),
    ),
  ]
}

function lateTable(facts: EvaluationFacts, tasks: readonly TaskFact[]): Table {
  return {
    kind: 'table',
    caption: '红灯任务及理由',
    note: note(`截至${dateInWords(facts.asOf)}的灯色及理由`, taskList(facts, '&light=red')),
    columns: [
      { title: '序号', width: 7, align: 'center' },
      { title: '任务', width: 30 },
      { title: '牵头（责任）单位', width: 22 },
      { title: '完成时限', width: 13, align: 'center' },
      { title: '理由', width: 30 },
    ],
    rows: tasks.map((task) => [
      String(task.number),
      task.title,
      task.units
        .filter(({ role }) => role !== 'participant')
        .map(({ name }) => name)
        .join('、') || '未明确',
      limitOf(task),
      reasonsInWords(facts.lights.get(task.id)?.reasons.slice(0, 3) ?? []),
    ]),
  }
}
