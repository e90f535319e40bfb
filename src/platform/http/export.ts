import { PassThrough, type Readable } from 'node:stream'
import ExcelJS from 'exceljs'

export type Cell = string | number | boolean | Date | null | undefined

/** One column of an export: its heading, and what it shows of a row. */
export interface ExportColumn<Row> {
  title: string
  /** In characters, for XLSX. */
  width?: number
  value: (row: Row) => Cell
}

type Rows<Row> = Iterable<Row> | AsyncIterable<Row>

export const CSV_TYPE = 'text/csv; charset=utf-8'
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The value of Content-Disposition for a download with a Chinese name. */
export function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\w.-]+/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(fileName).replaceAll("'", '%27')}`
}

/** CSV (RFC 4180) in portions, with the BOM by which Excel recognizes UTF-8. */
export async function* csvOf<Row>(columns: readonly ExportColumn<Row>[], rows: Rows<Row>): AsyncGenerator<string> {
  let portion = `\ufeff${columns.map(({ title }) => csvCell(title)).join(',')}\r\n`
  for await (const row of rows) {
    portion += `${columns.map(({ value }) => csvCell(value(row))).join(',')}\r\n`
    if (portion.length > 64_000) {
      yield portion
      portion = ''
    }
  }
  if (portion) yield portion
}

/**
 * A text that a spreadsheet would run as a formula is set behind an apostrophe (OWASP: CSV injection); Excel reads the
 * full-width signs as formulas too.
 */
function csvCell(cell: Cell): string {
  const text = textOf(cell)
  const harmless = typeof cell === 'string' && /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) || harmless !== harmless.trim() ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString() : String(cell)
}

/** Longest text that Excel takes in a cell. */
const XLSX_CELL_LIMIT = 32_767

/** How a table is printed: A4 across, its columns on one page, its headings on each. */
export const PRINTED_TABLE: Partial<ExcelJS.PageSetup> = {
  paperSize: 9,
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
  printTitlesRow: '1:1',
}

/** An XLSX workbook of one sheet, streamed while its rows arrive: headings frozen, filterable, and on each printed page. */
export function xlsxOf<Row>(sheetName: string, columns: readonly ExportColumn<Row>[], rows: Rows<Row>): Readable {
  const stream = new PassThrough()
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const sheet = workbook.addWorksheet(sheetName.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: PRINTED_TABLE,
  })
  sheet.columns = columns.map(({ title, width }) => ({
    header: title,
    width: width ?? Math.max(10, title.length * 2 + 2),
  }))
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: Math.max(1, columns.length) } }
  sheet.getRow(1).font = { bold: true }
  const write = async () => {
    for await (const row of rows) {
      sheet.addRow(columns.map(({ value }) => xlsxCell(value(row)))).commit()
      if (stream.writableNeedDrain) await new Promise((done) => stream.once('drain', done))
    }
    sheet.commit()
    await workbook.commit()
  }
  write().catch((error: Error) => stream.destroy(error))
  return stream
}

/** A text stays a text (never a formula), without what XML cannot carry. */
function xlsxCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
  const clean = cell.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return clean.length > XLSX_CELL_LIMIT ? `${clean.slice(0, XLSX_CELL_LIMIT - 1)}…` : clean
}
