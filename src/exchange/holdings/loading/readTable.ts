import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { foldHeading, linesBelow, readSource, sheetsOf, type TableRow } from '../../../plan/reading/index.ts'
import { readCsv } from '../../../platform/csv.ts'
import { MOST_ROWS } from '../limits.ts'
import { holdingRefusals as refusals } from '../refusals.ts'
import type { Item, SentRow } from './checkRows.ts'
import type { RowFault } from './faults.ts'

/** Within how many rows the headings are looked for: a title and a date may stand above. */
const LOOK_WITHIN = 12
const WORKBOOK = /\.(?:xlsx|xlsm|xls|et|ods)$/i
const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b

/** A table as it was sent: its rows in the order of the items, and what is wrong with its form. */
export interface ReadTable {
  rows: SentRow[]
  faults: RowFault[]
  sheets: { sheet: string; rows: number; unread: string[] }[]
}

/**
 * Reads the rows of a workbook (every sheet that is headed so) or of CSV text. Columns are headed by the names of the
 * items; what a file is, its content says.
 * @throws Refusal holding_file_unreadable, holding_headings_missing, holding_too_many_rows, holding_no_rows and what reading
 * a workbook refuses
 */
export async function readTable(bytes: Buffer, name: string, items: readonly Item[]): Promise<ReadTable> {
  const { sheets, faults } = isZip(bytes) ? await workbookOf(bytes, name) : await csvTable(bytes, name)
  const itemsOf = headingsOf(items)
  const tables = [...sheets].flatMap(([sheet, rows]) => {
    const head = headAt(rows, items, itemsOf)
    return head === -1 ? [] : [tableOf(sheet, rows, head, items, itemsOf)]
  })
  if (tables.length === 0)
    throw refusals.headingsMissing(
      name,
      items.map((item) => item.name),
    )
  const rows = tables.flatMap((table) => table.rows)
  if (rows.length > MOST_ROWS) throw refusals.tooManyRows()
  if (rows.length === 0) throw refusals.noRows(name)
  return {
    rows,
    faults: [
      ...faults.filter(({ sheet }) => tables.some((table) => table.sheet === sheet)),
      ...tables.flatMap((table) => table.faults),
    ],
    sheets: tables.map(({ sheet, rows: own, unread }) => ({ sheet, rows: own.length, unread })),
  }
}

type Sheets = { sheets: ReadonlyMap<string, TableRow[]>; faults: RowFault[] }

async function workbookOf(bytes: Buffer, name: string): Promise<Sheets> {
  const source = await readSource(bytes, name)
  if (source.format !== 'xlsx') throw refusals.fileUnreadable(name)
  // A row of which one cell alone is filled in is read as a note: none is left out unsaid.
  const faults = [...linesBelow(source)].flatMap(([sheet, lines]) =>
    lines.map(({ number, cells: [text = ''] }) => faultAt(sheet, number, 'row_alone', text, '')),
  )
  return { sheets: sheetsOf(source), faults }
}

async function csvTable(bytes: Buffer, name: string): Promise<Sheets> {
  if (WORKBOOK.test(name)) throw refusals.fileUnreadable(name)
  const rows: TableRow[] = []
  const faults: RowFault[] = []
  const folder = await mkdtemp(join(tmpdir(), 'qunce-holding-'))
  try {
    const path = join(folder, 'table')
    await writeFile(path, bytes)
    const isText = await readCsv(
      path,
      (cells, number) => {
        if (rows.length > MOST_ROWS + LOOK_WITHIN) throw refusals.tooManyRows()
        rows.push({ number, cells: cells.map((cell) => cell.trim()) })
      },
      (row, _, expected) => faults.push(faultAt('', row, 'row_broken', '', expected)),
    )
    if (!isText) throw refusals.fileUnreadable(name)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { sheets: new Map([['', rows]]), faults }
}

const faultAt = (
  sheet: string,
  row: number,
  code: RowFault['code'],
  found: string,
  expected: string,
  column = '',
): RowFault => ({ sheet, row, column, code, found: found.slice(0, 200), expected })

/** Which items a heading may be of: the one that is called so; else the one that differs in width and marks alone. */
type ItemsOf = (heading: string) => readonly number[]

/** Looks names up: a row has tens of thousands of cells where somebody would have it so. */
function headingsOf(items: readonly Item[]): ItemsOf {
  const exact = new Map(items.map(({ name }, at) => [name, [at]]))
  const folded = new Map<string, number[]>()
  for (const [at, { name }] of items.entries())
    folded.set(foldHeading(name), [...(folded.get(foldHeading(name)) ?? []), at])
  folded.delete('')
  return (heading) => exact.get(heading) ?? folded.get(foldHeading(heading)) ?? []
}

/** The row with the most headings: half of the items at least, so that no row of data is taken for it. */
function headAt(rows: readonly TableRow[], items: readonly Item[], itemsOf: ItemsOf): number {
  let best = -1
  let most = Math.max(1, Math.ceil(items.length / 2)) - 1
  for (const [index, { cells }] of rows.slice(0, LOOK_WITHIN).entries()) {
    const found = new Set(cells.flatMap((cell) => itemsOf(cell))).size
    if (found > most) {
      best = index
      most = found
    }
  }
  return best
}

function tableOf(sheet: string, rows: readonly TableRow[], head: number, items: readonly Item[], itemsOf: ItemsOf) {
  const faults: RowFault[] = []
  const { cells: headings = [], number = 1 } = rows[head] ?? {}
  const columns = items.map(() => -1)
  const unread: string[] = []
  for (const [column, heading] of headings.entries()) {
    const [at, ...others] = itemsOf(heading)
    if (at === undefined || others.length > 0) {
      if (heading !== '') unread.push(heading)
    } else if (columns[at] !== -1) faults.push(faultAt(sheet, number, 'column_twice', heading, '1', items[at]?.name))
    else columns[at] = column
  }
  for (const [at, column] of columns.entries()) {
    const { name = '' } = items[at] ?? {}
    if (column === -1) faults.push(faultAt(sheet, number, 'column_missing', '', name, name))
  }
  const sent: SentRow[] = []
  for (const { cells, number: row } of rows.slice(head + 1)) {
    if (cells.every((cell) => cell === '')) continue
    const beyond = cells.findIndex((cell, at) => at >= headings.length && cell !== '')
    if (beyond !== -1) faults.push(faultAt(sheet, row, 'cells_too_many', cells[beyond] ?? '', `≤ ${headings.length}`))
    sent.push({ sheet, row, values: columns.map((column) => cells[column] || null) })
  }
  return { sheet, rows: sent, faults, unread }
}
