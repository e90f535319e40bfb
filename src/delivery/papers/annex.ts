import ExcelJS from 'exceljs'
import { periodInWords } from '../../papers/index.ts'
import { PRINTED_TABLE } from '../../platform/http/index.ts'
import { STATUS_WORDS } from '../indicators/monitoring.ts'
import { projectSheets, scoreSheets } from './annexProjects.ts'
import { type Cell, GRADE_WORDS, type Sheet } from './annexSheet.ts'
import { LIGHT_WORDS } from './charts.ts'
import { limitOf } from './decomposition.ts'
import type { EvaluationFacts } from './evaluationFacts.ts'
import type { TaskFact } from './facts.ts'
import { reasonsInWords } from './rules/reasons.ts'
import { punctualityOf } from './rules/tally.ts'

const STATES: Readonly<Record<TaskFact['state'], string>> = {
  dispatched: '已下达',
  underway: '办理中',
  closing: '申请销号',
  closed: '已销号',
  retired: '已终止',
}
const PUNCTUALITY = {
  on_time: '按时',
  late: '逾期',
  missing: '未报',
  not_due: '未到期',
  early: '未到期（已报）',
  waived: '免报',
} as const
const ROLES = { lead: '牵头', participant: '配合', responsible: '责任' } as const

const latestPeriod = (figures: readonly { period: string }[]) => {
  const latest = figures.at(-1)
  return latest ? periodInWords(latest.period) : null
}

const units = (task: TaskFact, role: keyof typeof ROLES) =>
  task.units
    .filter((one) => one.role === role)
    .map(({ name }) => name)
    .join('、')

const TASK_HEAD = [
  ['序号', 8],
  ['章节', 20],
  ['任务', 36],
  ['具体内容', 60],
  ['牵头单位', 26],
  ['责任单位', 26],
  ['配合单位', 32],
  ['完成时限', 16],
  ['状态', 10],
  ['条款', 20],
] as const

const taskCells = (task: TaskFact): Cell[] => [
  task.number,
  task.chapterLabel,
  task.title,
  task.text,
  units(task, 'lead'),
  units(task, 'responsible'),
  units(task, 'participant'),
  limitOf(task),
  STATES[task.state],
  task.provisionLabel,
]

export function decompositionSheets(tasks: readonly TaskFact[]): Sheet[] {
  return [{ name: '任务分解表', columns: TASK_HEAD, rows: tasks.map(taskCells) }]
}

/** The rows behind the figures of an evaluation: whoever counts them again comes to the same. */
export function evaluationSheets(facts: EvaluationFacts, origin: string): Sheet[] {
  const { tasks, lights, before, obligations, today, indicators, notices, escalations } = facts
  return [
    {
      name: '任务',
      columns: [
        ...TASK_HEAD,
        ['下达日期', 12],
        ['销号日期', 12],
        ['灯色', 10],
        ['理由', 50],
        ['上年末灯色', 12],
        ['省（区）', 24],
        ['地址', 50],
      ],
      rows: tasks.map((task) => {
        const light = lights.get(task.id)
        const earlier = before?.get(task.id)
        return [
          ...taskCells(task),
          task.dispatchedOn,
          task.closedOn,
          light ? LIGHT_WORDS[light.light] : '无记录',
          light ? reasonsInWords(light.reasons) : null,
          earlier ? LIGHT_WORDS[earlier.light] : '无记录',
          task.places
            .filter((code) => code.endsWith('0000') && code !== '000000')
            .map((code) => facts.places.get(code) ?? code)
            .join('、'),
          `${origin}/tasks/${task.id}`,
        ]
      }),
    },
    {
      name: '报送',
      columns: [
        ['周期', 14],
        ['任务序号', 10],
        ['单位', 30],
        ['角色', 8],
        ['时限', 12],
        ['首次有效报送', 14],
        ['情况', 10],
        ['退回次数', 10],
        ['免报理由', 30],
        ['地址', 50],
      ],
      rows: obligations.map((one) => [
        periodInWords(one.period),
        one.taskNumber,
        one.unit,
        ROLES[one.role],
        one.dueOn,
        one.submittedOn,
        PUNCTUALITY[punctualityOf(one, today)],
        one.returns,
        one.waivedReason,
        `${origin}/tasks/${one.taskId}`,
      ]),
    },
    {
      name: '指标',
      columns: [
        ['指标', 32],
        ['单位', 10],
        ['属性', 10],
        ['基期年', 10],
        ['基期值', 12],
        ['目标年', 10],
        ['目标值', 14],
        ['最新时期', 10],
        ['最新值', 12],
        ['判断', 16],
        ['缺数据年份', 20],
        ['原文', 50],
        ['地址', 50],
      ],
      rows: indicators.map((one) => [
        one.name,
        one.unit,
        one.nature === 'binding' ? '约束性' : one.nature === 'expected' ? '预期性' : '',
        one.baseYear,
        number(one.base),
        one.targetYear,
        one.upper ? `${one.target}~${one.upper}` : number(one.target),
        latestPeriod(one.figures),
        number(one.figures.at(-1)?.value ?? null),
        STATUS_WORDS[one.progress.status],
        one.progress.missingYears.join('、'),
        one.quote,
        `${origin}/indicators/${one.id}`,
      ]),
    },
    {
      name: '观测值',
      columns: [
        ['指标', 32],
        ['时期', 10],
        ['值', 12],
        ['单位', 10],
        ['来源', 40],
        ['佐证等级', 10],
        ['发布日期', 12],
        ['版本', 8],
      ],
      rows: indicators.flatMap((one) =>
        one.figures.map((figure) => [
          one.name,
          periodInWords(figure.period),
          number(figure.value),
          one.unit,
          figure.source,
          GRADE_WORDS[figure.grade],
          figure.publishedOn,
          figure.version,
        ]),
      ),
    },
    ...projectSheets(facts, origin),
    ...scoreSheets(facts, origin),
    {
      name: '督办单',
      columns: [
        ['文号', 18],
        ['事项', 40],
        ['承办单位', 28],
        ['任务序号', 10],
        ['签发', 12],
        ['时限', 12],
        ['办结', 12],
        ['地址', 50],
      ],
      rows: notices.map((one) => [
        one.number,
        one.title,
        one.unit,
        one.taskNumber,
        one.issuedOn,
        one.dueOn,
        one.signedOffOn,
        `${origin}/supervision/${one.id}`,
      ]),
    },
    {
      name: '提请',
      columns: [
        ['编号', 18],
        ['事项', 40],
        ['提请单位', 28],
        ['任务序号', 10],
        ['提请日期', 12],
        ['需协调', 60],
        ['答复', 40],
        ['地址', 50],
      ],
      rows: escalations.map((one) => [
        one.number,
        one.title,
        one.raisedBy,
        one.taskNumber,
        one.raisedOn,
        one.matter,
        one.answer,
        `${origin}/escalations/${one.id}`,
      ]),
    },
  ]
}

function number(value: string | null): Cell {
  return value === null ? null : Number(value)
}

/** Texts stay texts: a cell is never a formula. */
export async function workbookOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook()
  for (const { name, columns, rows } of sheets) {
    const sheet = workbook.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: 1 }],
      pageSetup: PRINTED_TABLE,
    })
    sheet.columns = columns.map(([header, width]) => ({
      header,
      width,
      style: { alignment: { vertical: 'top', wrapText: true } },
    }))
    sheet.getRow(1).font = { bold: true }
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } }
    for (const row of rows) sheet.addRow(row.map(clean))
  }
  return Buffer.from(await workbook.xlsx.writeBuffer())
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot carry
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

function clean(cell: Cell): Cell {
  return typeof cell === 'string' ? cell.toWellFormed().replace(NOT_XML, '').slice(0, 32_767) : cell
}
