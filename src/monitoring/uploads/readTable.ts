import { readFile } from 'node:fs/promises'
import { readSourceHere } from '../../plan/reading/index.ts'
import { readCsv } from '../../platform/csv.ts'
import { type Layout, layoutOf } from './headings.ts'
import { type ReadTable, TableReader } from './reader.ts'
import { uploadRefusals as refusals } from './refusals.ts'

export interface ReadRequest {
  path: string
  name: string
  /** ms */
  now: number
}

/** Within how many rows the headings are looked for: a title, a unit line may stand above. */
const LOOK_WITHIN = 12
export const MOST_ROWS = 5_000_000

/**
 * Reads a table of observations, CSV or workbook, as far as that goes without the database: every fault by row and field.
 * @throws Refusal upload_without_table, upload_heading_twice, upload_no_table, upload_rows_too_many, and what reading a
 * workbook refuses
 */
export async function readTable({ path, name, now }: ReadRequest): Promise<ReadTable> {
  const table = new Table(now)
  if (/\.(?:xlsx|xlsm|xls|ods)$/i.test(name)) {
    const source = await readSourceHere(await readFile(path), name)
    const place = /^(.*)!\$?[A-Z]+(\d+)/
    let sheet: string | undefined
    for (const [index, { kind, cells, source: at }] of source.blocks.entries()) {
      if (kind !== 'table_row' || !cells) continue
      const [, own = '', number = String(index + 1)] = place.exec(at) ?? []
      if (table.isFound && own !== sheet) break // the first sheet that is such a table
      sheet = own
      table.take(
        cells.map(([start, end]) => source.text.slice(start, end).trim()),
        Number(number),
      )
    }
    if (source.format !== 'xlsx') throw refusals.noTable(name)
  } else {
    const isText = await readCsv(
      path,
      (cells, row) => table.take(cells, row),
      (row, code, expected) => table.fail(row, code, expected),
    )
    if (!isText) throw refusals.noTable(name)
  }
  return table.end()
}

/** Looks for the row that heads the columns, and reads what follows by it. */
class Table {
  readonly #now: number
  #reader: TableReader | undefined
  #looked = 0
  #early: { row: number; code: string; expected: string }[] = []
  #rows = 0

  constructor(now: number) {
    this.#now = now
  }

  get isFound(): boolean {
    return this.#reader !== undefined
  }

  take(cells: string[], row: number): void {
    if (this.#reader) {
      if (++this.#rows > MOST_ROWS) throw refusals.tooManyRows(MOST_ROWS)
      this.#reader.take(cells, row)
      return
    }
    if (++this.#looked > LOOK_WITHIN) throw refusals.withoutTable()
    const found = layoutOf(cells)
    if (!found) return
    if ('twice' in found) throw refusals.headingTwice(found.twice)
    this.#begin(found.layout)
  }

  #begin(layout: Layout): void {
    this.#reader = new TableReader(layout, this.#now)
    for (const { row, code, expected } of this.#early) this.#reader.fail(row, '', code, '', expected)
  }

  fail(row: number, code: string, expected: string): void {
    if (this.#reader) this.#reader.fail(row, '', code, '', expected)
    else this.#early.push({ row, code, expected })
  }

  end(): ReadTable {
    if (!this.#reader) throw refusals.withoutTable()
    return this.#reader.end()
  }
}
