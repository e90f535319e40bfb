import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linesBelow, readSource, sheetsOf, type TableRow } from '../../../plan/reading/index.ts'
import { readCsv } from '../../../platform/csv.ts'
import { catalogueRefusals as refusals } from '../refusals.ts'
import { MOST_ROWS } from '../rules/limits.ts'
import type { ImportFault } from './faults.ts'

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b
const WORKBOOK = /\.(?:xlsx|xlsm|xls|et|ods)$/i

const LINES_ABOVE = 12

/** How a note below a table begins. */
const NOTE = /^(?:注|说明|备注|附注|填表|填报|制表|审核|负责人|联系|共|合计|[*＊※])/u

/** A row of which one cell alone is filled in is read as a note; one that does not say that it is a note is told. */
const aloneIn = (sheet: string, lines: readonly TableRow[]): ImportFault[] =>
  lines.flatMap(({ number, cells: [text = ''] }) =>
    NOTE.test(text)
      ? []
      : [
          {
            sheet,
            row: number,
            column: '',
            field: null,
            code: 'row_alone',
            found: text.slice(0, 200),
            expected: '注：…',
          },
        ],
  )

/**
 * The rows of a workbook, sheet by sheet, or of CSV text (one sheet without a name). What a file is, its content says.
 * @throws Refusal resource_import_unreadable, resource_import_too_many and what reading a workbook refuses
 */
export async function readSheets(
  bytes: Buffer,
  name: string,
): Promise<{ sheets: ReadonlyMap<string, TableRow[]>; faults: ImportFault[] }> {
  if (isZip(bytes)) {
    const source = await readSource(bytes, name)
    if (source.format !== 'xlsx') throw refusals.importUnreadable(name)
    return {
      sheets: sheetsOf(source),
      faults: [...linesBelow(source)].flatMap(([sheet, lines]) => aloneIn(sheet, lines)),
    }
  }
  if (WORKBOOK.test(name)) throw refusals.importUnreadable(name)
  const rows: TableRow[] = []
  const faults: ImportFault[] = []
  const folder = await mkdtemp(join(tmpdir(), 'qunce-catalogue-'))
  try {
    const path = join(folder, 'table')
    await writeFile(path, bytes)
    const isText = await readCsv(
      path,
      (cells, number) => {
        // A title and a unit line may stand above.
        if (rows.length > MOST_ROWS + LINES_ABOVE) throw refusals.importTooMany(name)
        rows.push({ number, cells: cells.map((cell) => cell.trim()) })
      },
      (row, _, expected) =>
        faults.push({ sheet: '', row, column: '', field: null, code: 'row_broken', found: '', expected }),
    )
    if (!isText) throw refusals.importUnreadable(name)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return { sheets: new Map([['', rows]]), faults }
}
