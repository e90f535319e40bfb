import { skipSpace, trimEnd } from './chars.ts'
import type { Span } from './types.ts'
import type { Line, View } from './view.ts'

/** What a column of a task or indicator table says, whatever its heading is called. */
export type ColumnMeaning =
  | 'number'
  | 'task'
  | 'detail'
  | 'lead'
  | 'participant'
  | 'responsible'
  | 'deadline'
  | 'indicator'
  | 'unit'
  | 'baseline'
  | 'target'
  | 'nature'
  | 'project'
  | 'place'
  | 'other'

export interface Column {
  meaning: ColumnMeaning
  heading: string
  /** For baseline and target columns: the year the heading names. */
  year: number | null
}

export interface Row {
  /** Index into `view.lines`. */
  line: number
  /** Cells without the blanks around them, as spans of the view. */
  cells: readonly Span[]
  /** One merged cell over the whole width: a heading inside the table, not a row of it. */
  merged: boolean
}

/** A table of the document whose header was recognized; rows and cells are spans of the view. */
export interface Table {
  /** Index into `view.lines` of the header row (the last one, when the header has two). */
  header: number
  columns: readonly Column[]
  rows: readonly Row[]
}

/** Words of a column heading and what the column says; the first that fits decides. */
const MEANINGS: readonly (readonly [RegExp, ColumnMeaning])[] = [
  [/^(序号|编号|项次|№|No\.?)$/i, 'number'],
  [/责任人|负责人|联系人|领导|备注|进展|完成情况|电话/, 'other'],
  [/时限|期限|完成时间|时间节点|时间安排|时间要求|完成日期|年限|截止|起止|^(完成)?时间$|整改时间/, 'deadline'],
  [/牵头|主办|主责|主管(单位|部门)/, 'lead'],
  [/配合|协办|协同|参与|参加|协作|会同/, 'participant'],
  [
    /(责任|负责|承办|落实|实施|承担|完成|报送|执行)(单位|部门|主体|机构|处室)|^(任务|责任|职责)?分工$|责任(地区|区域)|^责任$|^部门$/,
    'responsible',
  ],
  [/^(指标|指标名称|主要指标|目标指标|考核指标|预期指标|.{0,6}指标名称?)$/, 'indicator'],
  [/^(计量)?单位$|^单位名?$/, 'unit'],
  [/属性|指标性质|^性质$|类型$/, 'nature'],
  [/基期|基准|现状|基数|实际值|实现值|规划基年/, 'baseline'],
  [/目标值|规划目标|^目标$|预期值|年目标/, 'target'],
  [/项目名称|工程名称|^(重点|重大)?(项目|工程)$/, 'project'],
  [/地点|所在地|^地区$|位置|^范围$|建设范围/, 'place'],
  [/内容|措施|举措|要求|目标任务|规模|做法|说明|成果|目标/, 'detail'],
  [/任务|事项|工作|问题|行动|政策|条款|项目|要点/, 'task'],
]

const MOST_COLUMNS = 60
const LONGEST_HEADING = 24
/** Headings that make a row the header of a table of the register. */
const TELLING: ReadonlySet<ColumnMeaning> = new Set([
  'lead',
  'participant',
  'responsible',
  'deadline',
  'indicator',
  'target',
  'project',
  'task',
])

/** Recognizes the tables of a view: rows of the source's own tables, and lines whose cells are joined by TAB. */
export function findTables(view: View): Table[] {
  const tables: Table[] = []
  const tabs = view.plain.includes('\t')
  let header: { line: number; columns: Column[] } | null = null
  let rows: Row[] = []
  let last: Line | null = null
  const close = () => {
    if (header) tables.push({ header: header.line, columns: header.columns, rows })
    header = null
    rows = []
  }
  for (let i = 0; i < view.lines.length; i++) {
    const line = view.lines[i] as Line
    const cells = tabs || line.cells || line.kind === 'table_row' ? cellsOf(view, line) : null
    if (!cells) {
      close()
      last = null
      continue
    }
    if (last && last.table !== line.table) close()
    last = line
    const columns = headerOf(view, cells)
    if (columns && rows.length === 0) {
      header = { line: i, columns: header ? mergeHeaders(header.columns, columns) : columns }
    } else if (columns && header && sameMeanings(header.columns, columns)) {
      // The header is printed again on the next page.
    } else if (columns) {
      close()
      header = { line: i, columns }
    } else if (header) rows.push({ line: i, cells, merged: isMerged(view, cells) })
  }
  close()
  return tables
}

/** The cells of a table row or of a line joined by TAB; null for any other line. */
function cellsOf(view: View, line: Line): Span[] | null {
  if (line.cells) return line.cells.map(([start, end]) => trimmed(view, start, end))
  if (line.kind !== 'table_row' && !hasTab(view.plain, line)) return null
  const cells: Span[] = []
  let start = line.start
  for (let i = line.start; i <= line.end && cells.length < MOST_COLUMNS; i++) {
    if (i < line.end && view.plain.charCodeAt(i) !== 9) continue
    cells.push(trimmed(view, start, i))
    start = i + 1
  }
  return cells.length >= 2 ? cells : null
}

/** A tab inside the first cells' reach makes a line a row; text of megabytes is not searched for one. */
function hasTab(text: string, line: Line): boolean {
  const limit = Math.min(line.end, line.start + 400)
  for (let i = line.start + 1; i < limit; i++) if (text.charCodeAt(i) === 9) return true
  return false
}

function trimmed(view: View, start: number, end: number): Span {
  const from = skipSpace(view.plain, start, end)
  return [from, trimEnd(view.plain, from, end)]
}

function headerOf(view: View, cells: readonly Span[]): Column[] | null {
  if (cells.length < 2 || cells.length > MOST_COLUMNS) return null
  let known = 0
  let telling = 0
  const columns: Column[] = []
  for (const [start, end] of cells) {
    if (end - start > LONGEST_HEADING) return null
    const column = columnOf(view.plain.slice(start, end).replace(/\s/g, ''))
    columns.push(column)
    if (column.meaning !== 'other') known++
    if (TELLING.has(column.meaning)) telling++
  }
  if (known < 2 || telling < 1 || known * 2 < cells.length) return null
  return withYears(columns)
}

function columnOf(heading: string): Column {
  const year = /(20\d\d)年?/.exec(heading)
  const named = MEANINGS.find(([pattern]) => pattern.test(heading))?.[1]
  const meaning: ColumnMeaning = named ?? (year ? 'target' : 'other')
  return { meaning, heading, year: year ? Number(year[1]) : null }
}

/** Of several columns that are years, the last is the target, the ones before it are where things stood. */
function withYears(columns: Column[]): Column[] {
  const years = columns.filter(
    (column) => column.year !== null && (column.meaning === 'target' || column.meaning === 'baseline'),
  )
  const last = Math.max(...years.map((column) => column.year as number), 0)
  if (years.length < 2) return columns
  return columns.map((column) =>
    column.meaning === 'target' && column.year !== null && column.year < last && /^20\d\d年?$/.test(column.heading)
      ? { ...column, meaning: 'baseline' }
      : column,
  )
}

/** A header of two rows: the lower one says more where it says anything else. */
function mergeHeaders(upper: readonly Column[], lower: readonly Column[]): Column[] {
  return lower.map((column, i) => {
    const above = upper[i]
    return column.meaning === 'other' && above ? { ...above } : column
  })
}

const sameMeanings = (a: readonly Column[], b: readonly Column[]) =>
  a.length === b.length && a.every((column, i) => column.heading === b[i]?.heading)

function isMerged(view: View, cells: readonly Span[]): boolean {
  const first = cells[0]
  if (!first) return true
  const text = view.plain.slice(...first)
  if (cells.length === 1) return true
  return text !== '' && cells.every(([start, end]) => end - start === text.length && view.plain.startsWith(text, start))
}
