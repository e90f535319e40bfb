import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import type { ExportColumn } from '../platform/http/index.ts'
import { listCommitments } from './registerStore.ts'
import type { Commitment, RegisterQuery, Role } from './schemas.ts'

const PORTION = 500

/** A line of an export; `key` is the line of stable English keys below the headings. */
type Line = { key: true } | { key: false; number: number; item: Commitment }

/**
 * The register's lines for an export, with the same filter and sort as the list. Read in portions, each in a transaction
 * of its own: a slow download holds neither memory nor a connection.
 */
export async function* registerLines(
  database: DatabaseHandle,
  actor: Actor,
  { keys, ...query }: RegisterQuery & { keys?: boolean | undefined },
): AsyncGenerator<Line> {
  if (keys) yield { key: true }
  let number = 0
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listCommitments(trx, { ...query, limit: PORTION, ...(cursor ? { cursor } : {}) }, PORTION),
    )
    for (const item of page.items) yield { key: false, number: ++number, item }
    cursor = page.next ?? undefined
  } while (cursor)
}

/** The words and signs of the screen (web/src/messages/zh-CN.ts, a test compares them). */
export const EXPORT_WORDS = {
  kinds: { task: '任务', target: '指标', project: '项目', zone: '空间管制', mechanism: '机制' },
  states: { extracted: '待确认', confirmed: '已确认', rejected: '已驳回', replaced: '已拆分或合并' },
  recurs: { year: '每年', half_year: '每半年', quarter: '每季度', month: '每月' },
  damaged: '原文残缺',
} as const
const SIGNS = { '=': '', '>=': '≥ ', '<=': '≤ ', '>': '> ', '<': '< ', '~': '≈ ' } as const

const COLUMNS: readonly { key: string; title: string; width: number; value: (item: Commitment) => string | number }[] =
  [
    { key: 'kind', title: '类别', width: 10, value: ({ kind }) => EXPORT_WORDS.kinds[kind] },
    { key: 'title', title: '事项', width: 36, value: ({ title }) => title },
    { key: 'text', title: '原文', width: 60, value: ({ text }) => text },
    { key: 'lead', title: '牵头单位', width: 24, value: (item) => unitsOf(item, 'lead') },
    { key: 'participant', title: '配合单位', width: 32, value: (item) => unitsOf(item, 'participant') },
    { key: 'responsible', title: '责任单位', width: 32, value: (item) => unitsOf(item, 'responsible') },
    { key: 'today', title: '现职责单位', width: 32, value: successorsOf },
    { key: 'deadline', title: '时限', width: 14, value: deadlineOf },
    { key: 'target', title: '指标', width: 16, value: targetOf },
    { key: 'state', title: '状态', width: 16, value: ({ state }) => EXPORT_WORDS.states[state] },
    { key: 'document', title: '文件', width: 32, value: ({ document }) => document.title },
    { key: 'number', title: '文号', width: 20, value: ({ document }) => document.number ?? '' },
    { key: 'chapter', title: '章节', width: 20, value: ({ chapter }) => chapter.label },
    { key: 'provision', title: '出处', width: 28, value: ({ provision }) => provision.label },
    { key: 'address', title: '条款地址', width: 24, value: ({ provision }) => provision.address },
    { key: 'confirmed_by', title: '确认人', width: 14, value: ({ confirmed }) => confirmed?.userName ?? '' },
    {
      key: 'confirmed_at',
      title: '确认时间',
      width: 18,
      value: ({ confirmed }) => (confirmed ? inChina(confirmed.at) : ''),
    },
    { key: 'id', title: '编号', width: 38, value: ({ id }) => id },
  ]

/** Columns as officials keep them in their own task lists. */
export const EXPORT_COLUMNS: readonly ExportColumn<Line>[] = [
  { title: '序号', width: 6, value: (line) => (line.key ? 'row' : line.number) },
  ...COLUMNS.map(({ key, title, width, value }) => ({
    title,
    width,
    value: (line: Line) => (line.key ? key : value(line.item)),
  })),
]

function unitsOf({ responsibilities, open }: Commitment, role: Role): string {
  const names = responsibilities.filter((one) => one.role === role).map(({ printed }) => printed)
  return names.length === 0 ? '' : `${names.join('、')}${open ? '等' : ''}`
}

/** Who holds the duty now, where it is not the one that the plan names. */
function successorsOf({ responsibilities }: Commitment): string {
  const names = responsibilities.flatMap(({ organization, today }) =>
    today.filter(({ id }) => id !== organization?.id).map(({ name }) => name),
  )
  return [...new Set(names)].join('、')
}

function deadlineOf({ deadline }: Commitment): string {
  if (!deadline) return ''
  return deadline.date ?? (deadline.recurs ? EXPORT_WORDS.recurs[deadline.recurs] : deadline.quote)
}

function targetOf({ target }: Commitment): string {
  if (!target) return ''
  const { comparator, value, unit, damaged } = target
  // Grades (三类, 全覆盖) carry their unit in the value.
  const figure = `${SIGNS[comparator]}${value}${unit === 'grade' ? '' : unit}`
  return damaged ? `${figure} (${EXPORT_WORDS.damaged})` : figure
}

/** Local time, as the page shows it. */
function inChina(moment: string): string {
  return new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
