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

const KIND_WORDS = { task: '任务', target: '指标目标', project: '项目', zone: '空间管制', mechanism: '机制' }
const STATE_WORDS = { extracted: '机器提取,待确认', confirmed: '已确认', rejected: '已驳回', replaced: '已替换' }
const RECURS_WORDS = { year: '每年', half_year: '每半年', quarter: '每季度', month: '每月' }

const COLUMNS: readonly { key: string; title: string; width: number; value: (item: Commitment) => string | number }[] =
  [
    { key: 'kind', title: '类别', width: 10, value: ({ kind }) => KIND_WORDS[kind] },
    { key: 'title', title: '任务', width: 36, value: ({ title }) => title },
    { key: 'text', title: '内容', width: 60, value: ({ text }) => text },
    { key: 'lead', title: '牵头单位', width: 24, value: (item) => unitsOf(item, 'lead') },
    { key: 'participant', title: '配合单位', width: 32, value: (item) => unitsOf(item, 'participant') },
    { key: 'responsible', title: '责任单位', width: 32, value: (item) => unitsOf(item, 'responsible') },
    { key: 'today', title: '现职责单位', width: 32, value: successorsOf },
    { key: 'deadline', title: '完成时限', width: 14, value: deadlineOf },
    { key: 'target', title: '目标值', width: 16, value: targetOf },
    { key: 'state', title: '状态', width: 16, value: ({ state }) => STATE_WORDS[state] },
    { key: 'document', title: '文件', width: 32, value: ({ document }) => document.title },
    { key: 'number', title: '文号', width: 20, value: ({ document }) => document.number ?? '' },
    { key: 'chapter', title: '章', width: 20, value: ({ chapter }) => chapter.label },
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
  return deadline.date ?? (deadline.quote || (deadline.recurs ? RECURS_WORDS[deadline.recurs] : ''))
}

function targetOf({ target }: Commitment): string {
  if (!target) return ''
  const comparator = target.comparator === '=' ? '' : target.comparator === '~' ? '约' : target.comparator
  return `${comparator}${target.value}${target.unit}${target.damaged ? '(原文缺损)' : ''}`
}

/** Local time, as the page shows it. */
function inChina(moment: string): string {
  return new Date(new Date(moment).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
