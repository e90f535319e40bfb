import type { Block, SourceText } from './types.ts'

/** One row as the file shows it, merged cells repeated where they govern. */
export interface TableRow {
  /** As the spreadsheet numbers it, from 1. */
  number: number
  cells: readonly string[]
}

/** A table under the row that heads its columns. */
export interface HeadedTable {
  /** Name of the sheet; empty where the format has none. */
  sheet: string
  headings: TableRow
  rows: readonly TableRow[]
}

/** What the columns of each field may be headed. */
export type HeadingWords<Field extends string> = Readonly<Record<Field, readonly string[]>>

/** Within how many rows of a sheet its headings are looked for: a title, a unit line, a date line may stand above. */
const LOOK_WITHIN = 12

/** One width and case, no blanks and no marks: 责任（配合）单位 and 责任(配合) 单位 are one heading. */
export function foldHeading(words: string): string {
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s()[\]【】:*.、/_-]+/g, '')
}

/** Rows of the tables of a source, sheet by sheet. */
export function sheetsOf(source: SourceText): Map<string, TableRow[]> {
  const sheets = Map.groupBy(
    source.blocks.filter(({ kind, cells }) => kind === 'table_row' && cells !== undefined),
    sheetOf,
  )
  return new Map(
    [...sheets].map(([sheet, blocks]) => [sheet, blocks.map((block, at) => rowOf(source.text, block, at))]),
  )
}

/**
 * Lines below the tables of a source, by sheet: rows in which one cell alone is filled in, which reading takes for notes.
 * Whoever imports a table tells of those that are none.
 */
export function linesBelow(source: SourceText): Map<string, TableRow[]> {
  const last = new Map<string, number>()
  const below = new Map<string, TableRow[]>()
  for (const { kind, source: at } of source.blocks) {
    const [, sheet, row] = PLACE.exec(at) ?? []
    if (kind === 'table_row' && sheet !== undefined) last.set(sheet, Number(row))
  }
  for (const { kind, span, source: at } of source.blocks) {
    const [, sheet = '', row] = PLACE.exec(at) ?? []
    if (kind !== 'paragraph' || Number(row) <= (last.get(sheet) ?? Number.POSITIVE_INFINITY) || row === undefined)
      continue
    const lines = below.get(sheet) ?? []
    lines.push({ number: Number(row), cells: [source.text.slice(span[0], span[1])] })
    below.set(sheet, lines)
  }
  return below
}

/**
 * The tables of sheets, each under the row that has the most headings we know (at least two). A sheet without such a row
 * is left out: nobody could say what its columns mean.
 */
export function headedTables<Field extends string>(
  sheets: ReadonlyMap<string, readonly TableRow[]>,
  words: HeadingWords<Field>,
): HeadedTable[] {
  const known = new Set(Object.values<readonly string[]>(words).flatMap((some) => some.map(foldHeading)))
  return [...sheets].flatMap(([sheet, rows]) => {
    const head = headingsAt(rows, known)
    const headings = rows[head]
    return headings ? [{ sheet, headings, rows: rows.slice(head + 1).filter(hasWords) }] : []
  })
}

/**
 * Which column (from 0) each field is read from, as the headings suggest: the exact heading first, then one that holds a
 * known one. No column serves two fields; a field without a column is not in the table.
 */
export function columnsOf<Field extends string>(
  headings: readonly string[],
  words: HeadingWords<Field>,
): Partial<Record<Field, number>> {
  const folded = headings.map(foldHeading)
  const taken = new Set<number>()
  const columns: Partial<Record<Field, number>> = {}
  const fields = Object.keys(words) as Field[]
  const take = (field: Field, fits: (heading: string, known: string) => boolean) => {
    if (columns[field] !== undefined) return
    for (const known of words[field].map(foldHeading)) {
      const column = folded.findIndex((heading, index) => !taken.has(index) && heading !== '' && fits(heading, known))
      if (column === -1) continue
      columns[field] = column
      taken.add(column)
      return
    }
  }
  for (const field of fields) take(field, (heading, known) => heading === known)
  for (const field of fields) take(field, (heading, known) => known.length > 1 && heading.includes(known))
  return columns
}

const PLACE = /^(.*)!\$?[A-Z]+(\d+)/

function sheetOf({ source }: Block): string {
  return PLACE.exec(source)?.[1] ?? ''
}

function rowOf(text: string, { source, cells = [] }: Block, index: number): TableRow {
  return {
    number: Number(PLACE.exec(source)?.[2] ?? index + 1),
    cells: cells.map(([start, end]) => text.slice(start, end).trim()),
  }
}

const hasWords = ({ cells }: TableRow) => cells.some((cell) => cell !== '')

function headingsAt(rows: readonly TableRow[], known: ReadonlySet<string>): number {
  let best = -1
  let most = 1
  for (const [index, { cells }] of rows.slice(0, LOOK_WITHIN).entries()) {
    const found = cells.filter((cell) => known.has(foldHeading(cell))).length
    if (found > most) {
      best = index
      most = found
    }
  }
  return best
}
