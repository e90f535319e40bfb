import type { Block, SourceText } from '../../../plan/reading/index.ts'
import { FIELDS, foldHeading, HEADINGS } from './fields.ts'

/** One row as the file shows it, merged cells repeated where they govern. */
export interface LedgerRow {
  /** As the spreadsheet numbers it, from 1. */
  number: number
  cells: readonly string[]
}

export interface LedgerTable {
  /** Name of the sheet; empty where the format has none. */
  sheet: string
  /** The row that heads the columns. */
  headings: LedgerRow
  rows: readonly LedgerRow[]
}

const KNOWN = new Set(FIELDS.flatMap((field) => HEADINGS[field].map(foldHeading)))

/** Within how many rows of a sheet its headings are looked for: a title, a unit line, a date line may stand above. */
const LOOK_WITHIN = 12

/**
 * The tables of a workbook, each under the row that has the most headings we know (at least two). A sheet without such a
 * row is left out: nobody could say what its columns mean.
 */
export function ledgerTables(source: SourceText): LedgerTable[] {
  const sheets = Map.groupBy(
    source.blocks.filter(({ kind, cells }) => kind === 'table_row' && cells !== undefined),
    sheetOf,
  )
  return [...sheets].flatMap(([sheet, blocks]) => {
    const rows = blocks.map((block, index) => rowOf(source.text, block, index))
    const head = headingsAt(rows)
    const headings = rows[head]
    return headings ? [{ sheet, headings, rows: rows.slice(head + 1).filter(hasWords) }] : []
  })
}

const PLACE = /^(.*)!\$?[A-Z]+(\d+)/

function sheetOf({ source }: Block): string {
  return PLACE.exec(source)?.[1] ?? ''
}

function rowOf(text: string, { source, cells = [] }: Block, index: number): LedgerRow {
  return {
    number: Number(PLACE.exec(source)?.[2] ?? index + 1),
    cells: cells.map(([start, end]) => text.slice(start, end).trim()),
  }
}

const hasWords = ({ cells }: LedgerRow) => cells.some((cell) => cell !== '')

function headingsAt(rows: readonly LedgerRow[]): number {
  let best = -1
  let most = 1
  for (const [index, { cells }] of rows.slice(0, LOOK_WITHIN).entries()) {
    const known = cells.filter((cell) => KNOWN.has(foldHeading(cell))).length
    if (known > most) {
      best = index
      most = known
    }
  }
  return best
}
