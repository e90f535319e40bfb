import { Assembly } from '../assembly.ts'
import type { ZipArchive } from '../container/zip.ts'
import { LIMITS } from '../limits.ts'
import { refusals } from '../refusals.ts'
import type { Remark, SourceText } from '../types.ts'
import { columnName, readSheet, type Sheet } from './sheet.ts'
import { readWorkbook } from './workbook.ts'

/**
 * Reads a workbook: each visible sheet is one table, its cells as displayed, merged cells repeated where they govern.
 * Lines above the table (its title) and below it (notes) are paragraphs.
 * @throws Refusal file_damaged, container_too_large, xml_unsafe, too_complex, document_without_text
 */
export async function readXlsx(zip: ZipArchive, file: string): Promise<SourceText> {
  const workbook = await readWorkbook(zip, file)
  const visible = workbook.sheets.filter((sheet) => !sheet.isHidden)
  const assembly = new Assembly(file)
  let withoutValue = 0
  for (const part of visible) {
    const bytes = await zip.readNamed(part.path, 'xlsx')
    if (bytes === null) throw refusals.fileDamaged(file, 'xlsx', `${part.path} is missing`)
    const sheet = readSheet(bytes, part.path, workbook, file)
    withoutValue += sheet.withoutValue
    if (sheet.rows.size === 0) continue
    // A name that says something heads its sheet; Excel's own names say nothing.
    if (visible.length > 1 && !/^(?:sheet|工作表|表)\s*\d+$/i.test(part.name))
      assembly.add('heading', part.name, part.name, { level: 1 })
    addSheet(assembly, sheet, part.name, file)
  }
  if (!assembly.hasWords) throw refusals.documentWithoutText(file, 'xlsx')
  const remarks = remarksOf(
    workbook.sheets.filter((sheet) => sheet.isHidden).map((sheet) => sheet.name),
    withoutValue,
  )
  return {
    format: 'xlsx',
    text: assembly.text,
    blocks: assembly.blocks,
    stated: {},
    ...(remarks.length > 0 && { remarks }),
  }
}

interface LaidRow {
  number: number
  cells: string[]
  repeats: number[]
  /** The only cell with words, if there is one alone (or one merged over all columns). */
  single: string | null
  isWhole: boolean
}

function addSheet(assembly: Assembly, sheet: Sheet, name: string, file: string): void {
  const { rows, columns } = layOut(sheet, file)
  const firstRow = rows.findIndex((row) => row.single === null)
  const lastRow = rows.findLastIndex((row) => row.single === null)
  const table = firstRow === -1 ? -1 : assembly.newTable()
  const left = columnName(columns[0] ?? 1)
  const right = columnName(columns.at(-1) ?? 1)
  rows.forEach((row, index) => {
    const source = `${name}!${left}${row.number}:${right}${row.number}`
    if (row.single !== null && (index < firstRow || index > lastRow || firstRow === -1))
      for (const line of row.single.split('\n')) assembly.add('paragraph', line, source)
    else if (row.isWhole && row.single !== null) assembly.addRow([row.single], source, table)
    else assembly.addRow(row.cells, source, table, row.repeats)
  })
}

/** Rows with merged cells filled in, columns without any word left out. */
function layOut(sheet: Sheet, file: string): { rows: LaidRow[]; columns: number[] } {
  const columns = [...new Set([...sheet.rows.values()].flatMap((row) => [...row.keys()]))].sort((a, b) => a - b)
  if (columns.length > LIMITS.tableColumns)
    throw refusals.tooComplex(file, `more than ${LIMITS.tableColumns} columns in use`)
  const numbers = [...sheet.rows.keys()].sort((a, b) => a - b)
  const filled = fillMerges(sheet, columns, numbers, file)
  const rows: LaidRow[] = []
  for (const number of numbers) {
    const own = sheet.rows.get(number) ?? new Map<number, string>()
    const extra = filled.get(number) ?? new Map<number, string>()
    const cells = columns.map((column) => own.get(column) ?? extra.get(column) ?? '')
    const repeats = columns.flatMap((column, index) => (!own.has(column) && extra.has(column) ? [index] : []))
    const words = [...own.values()]
    const isAlone = own.size === 1 && [...extra.keys()].every((column) => extra.get(column) === words[0])
    const isWhole = isAlone && columns.length > 1 && cells.every((cell) => cell !== '')
    const hasReachedDown = extra.size > 0 && !isWhole && repeats.some((index) => cells[index] !== words[0])
    rows.push({ number, cells, repeats, single: isAlone && !hasReachedDown ? (words[0] ?? null) : null, isWhole })
  }
  return { rows, columns }
}

/** For each row that has words of its own, the words of merged cells that reach into it. */
function fillMerges(sheet: Sheet, columns: readonly number[], numbers: readonly number[], file: string) {
  const filled = new Map<number, Map<number, string>>()
  let count = 0
  for (const merge of sheet.merges) {
    const words = sheet.rows.get(merge.top)?.get(merge.left)
    if (words === undefined) continue
    const reached = columns.slice(firstAtLeast(columns, merge.left), firstAtLeast(columns, merge.right + 1))
    for (let at = firstAtLeast(numbers, merge.top); at < numbers.length && (numbers[at] ?? 0) <= merge.bottom; at++) {
      const number = numbers[at] ?? 0
      const row = filled.get(number) ?? new Map<number, string>()
      filled.set(number, row)
      for (const column of reached) {
        if (number === merge.top && column === merge.left) continue
        row.set(column, words)
        if (++count > LIMITS.sheetCells) throw refusals.tooComplex(file, 'merged cells that cover too much')
      }
    }
  }
  return filled
}

/** Index of the first element that is at least `value` in an ascending list. */
function firstAtLeast(list: readonly number[], value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

function remarksOf(hidden: readonly string[], withoutValue: number): Remark[] {
  const remarks: Remark[] = []
  if (hidden.length > 0)
    remarks.push({
      code: 'hidden_sheets',
      message: `Hidden sheets were not read: ${hidden.join(', ')}.`,
      facts: { sheets: hidden },
    })
  if (withoutValue > 0)
    remarks.push({
      code: 'formulas_without_value',
      message: `${withoutValue} formulas were saved without their value and read as empty: open the file in Excel and save it again.`,
      facts: { formulas: withoutValue },
    })
  return remarks
}
