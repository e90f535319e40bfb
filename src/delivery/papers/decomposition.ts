import { dateInWords, noted, type Paper, paragraph, type Table } from '../../papers/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { type ProgrammeFacts, programmeOf, type TaskFact, tasksOf } from './facts.ts'

export interface Decomposition {
  programme: ProgrammeFacts
  tasks: TaskFact[]
  paper: Paper
}

const unitsOf = (task: TaskFact, ...roles: TaskFact['units'][number]['role'][]) =>
  task.units
    .filter(({ role }) => roles.includes(role))
    .map(({ name }) => name)
    .join('、')

/** By when a task is to be done: a day, kept up for good, or nothing that the ledger says. */
export type Limit = 'dated' | 'ongoing' | 'undated'

/** A task that is to end but has no day is not 限期: nobody said by when. */
export function limitKind({ pace, dueOn }: Pick<TaskFact, 'pace' | 'dueOn'>): Limit {
  if (pace === 'ongoing') return 'ongoing'
  return dueOn === null ? 'undated' : 'dated'
}

/** The limit as a paper prints it: the day that the ledger holds, whatever else is said of the task. */
export function limitOf(task: TaskFact): string {
  if (task.dueOn) return `${task.pace === 'ongoing' ? '长期坚持，至' : ''}${dateInWords(task.dueOn)}`
  return task.pace === 'ongoing' ? '长期坚持' : '未定'
}

/** 任务分解表: what a programme's tasks are, and who answers for each. Drafts are not dispatched and stand in none. */
export async function decompositionPaper(trx: Trx, programmeId: string, today: string): Promise<Decomposition> {
  const programme = await programmeOf(trx, programmeId)
  const tasks = (await tasksOf(trx, programmeId)).filter(({ state }) => state !== 'retired')
  const name = programme.document ?? programme.title
  const list = `/tasks?programme=${programme.id}`
  const leads = new Set(
    tasks.flatMap(({ units }) => units.filter(({ role }) => role !== 'participant').map((u) => u.name)),
  )
  const undated = tasks.filter(({ pace, dueOn }) => pace === 'finite' && dueOn === null).length
  const nobody = tasks.filter(({ units }) => units.length === 0).length
  const paper: Paper = {
    mark: `${programme.owner}文件`,
    number: null,
    title: `关于印发《${name}》重点任务分解表的通知`,
    addressee: '各有关单位',
    blocks: [
      paragraph(
        `现将《${name}》重点任务分解表印发给你们，请结合实际抓好落实。分解表共列任务`,
        noted(
          tasks.length,
          `台账“${programme.title}”中已下达、未终止的任务，截至${dateInWords(today)}，逐项见附件`,
          list,
        ),
        '项，由',
        noted(leads.size, '上述任务现任牵头单位、责任单位去重计数，逐项见附件', list),
        '个单位牵头或负责。',
      ),
      ...(undated + nobody > 0
        ? [
            paragraph(
              '其中，',
              ...(undated > 0
                ? [noted(undated, '限期完成而台账未载明时限的任务，附件中标为“未定”', list), '项未定完成时限']
                : []),
              ...(undated > 0 && nobody > 0 ? ['，'] : []),
              ...(nobody > 0 ? [noted(nobody, '台账未载明责任单位的任务', list), '项未明确责任单位'] : []),
              '，请台账主管单位及时补齐。',
            ),
          ]
        : []),
    ],
    annexes: [{ title: '重点任务分解表', blocks: [decompositionTable(tasks)] }],
    signature: { unit: programme.owner, date: today },
    printed: { unit: programme.owner, date: today },
  }
  return { programme, tasks, paper }
}

function decompositionTable(tasks: readonly TaskFact[]): Table {
  return {
    kind: 'table',
    caption: '',
    wide: true,
    note: null,
    columns: [
      { title: '序号', width: 5, align: 'center' },
      { title: '重点任务', width: 18 },
      { title: '具体内容', width: 38 },
      { title: '牵头单位\n（责任单位）', width: 16 },
      { title: '配合单位', width: 18 },
      { title: '完成时限', width: 11, align: 'center' },
    ],
    rows: tasks.map((task) => [
      String(task.number),
      task.title,
      task.text,
      unitsOf(task, 'lead', 'responsible') || '未明确',
      unitsOf(task, 'participant') || '—',
      limitOf(task),
    ]),
  }
}
