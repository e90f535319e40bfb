import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { checkSize, columnsOf, headedTables, LIMITS } from '../../../plan/reading/index.ts'
import { refusals as readingRefusals } from '../../../plan/reading/refusals.ts'
import { planRefusals } from '../../../plan/refusals.ts'
import { takeForm } from '../../../platform/http/index.ts'
import { catalogueRefusals as refusals } from '../refusals.ts'
import { MOST_RESOURCES, MOST_ROWS } from '../rules/limits.ts'
import type { ImportPreview } from '../schemas.ts'
import { type ReadEntry, readEntries } from './entries.ts'
import type { ImportFault } from './faults.ts'
import { HEADINGS } from './headings.ts'
import { readSheets } from './readSheets.ts'

/** An inventory as a form brings it, read as far as that goes without the database. */
export interface Inventory {
  file: string
  sha256: string
  sheets: ImportPreview['sheets']
  entries: ReadEntry[]
  faults: ImportFault[]
  /** Of the file that was looked at, when one was. */
  expected: string | undefined
  /** Whether what it brings is published at once. */
  publish: boolean
}

/**
 * Takes the one file of a form and reads every sheet of it that has headings we know.
 * @throws Refusal no_file, file_too_large, field_invalid, resource_import_without_table, resource_import_without_name,
 * resource_import_too_many, resource_import_unreadable and what reading a workbook refuses
 */
export async function takeInventory(request: FastifyRequest): Promise<Inventory> {
  const tooLarge = (name: string) => readingRefusals.fileTooLarge(name, LIMITS.fileBytes + 1, LIMITS.fileBytes)
  const { fields, file } = await takeForm(request, LIMITS.fileBytes, tooLarge)
  if (!file) throw planRefusals.noFile()
  const name = file.name || 'inventory.xlsx'
  checkSize(file.bytes.length, name)
  const publish = fields.get('publish') || 'no'
  if (publish !== 'yes' && publish !== 'no') throw planRefusals.fieldInvalid('publish', 'yes or no')
  const { sheets, faults } = await readSheets(file.bytes, name)
  const tables = headedTables(sheets, HEADINGS)
  if (tables.reduce((sum, { rows }) => sum + rows.length, 0) > MOST_ROWS) throw refusals.importTooMany(name)
  if (tables.length === 0) throw refusals.importWithoutTable(name)
  const read = tables.map((table) => {
    const columns = columnsOf(table.headings.cells, HEADINGS)
    if (columns.name === undefined) throw refusals.importWithoutName(name, table.sheet)
    const used = new Set(Object.values(columns))
    const unread = table.headings.cells.filter((heading, column) => heading !== '' && !used.has(column))
    return { sheet: { sheet: table.sheet, rows: table.rows.length, unread }, ...readEntries(table) }
  })
  const entries = read.flatMap((table) => table.entries)
  if (entries.length > MOST_RESOURCES) throw refusals.importTooMany(name)
  return {
    ...{ file: name, sha256: createHash('sha256').update(file.bytes).digest('hex') },
    ...{ sheets: read.map(({ sheet }) => sheet), entries },
    faults: [
      ...faults.filter(({ sheet }) => tables.some((table) => table.sheet === sheet)),
      ...read.flatMap((table) => table.faults),
    ],
    ...{ expected: fields.get('sha256') || undefined, publish: publish === 'yes' },
  }
}
