import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { checkSize, headedTables, LIMITS } from '../../../plan/reading/index.ts'
import { refusals as readingRefusals } from '../../../plan/reading/refusals.ts'
import { planRefusals } from '../../../plan/refusals.ts'
import { takeForm } from '../../../platform/http/index.ts'
import { readSheets } from '../../catalogue/index.ts'
import { registryRefusals as refusals } from '../refusals.ts'
import { MOST_IMPORTED, MOST_IMPORTED_ROWS } from '../rules/limits.ts'
import type { RegistrySchema } from '../rules/schema.ts'
import type { RegistryImportPreview } from '../schemas.ts'
import { columnsOf, OWNER_HEADING } from './columns.ts'
import type { RegistryImportFault } from './faults.ts'
import { headedBy, headingsOf, type ReadEntry, readEntries } from './read.ts'

/** The table that a form brings. */
export interface TakenTable {
  file: string
  sha256: string
  bytes: Buffer
  /** Of the file that was looked at, when one was. */
  expected: string | undefined
  /** Whether what it brings is published at once. */
  publish: boolean
}

/** @throws Refusal no_file, file_too_large, field_invalid */
export async function takeTable(request: FastifyRequest): Promise<TakenTable> {
  const tooLarge = (name: string) => readingRefusals.fileTooLarge(name, LIMITS.fileBytes + 1, LIMITS.fileBytes)
  const { fields, file } = await takeForm(request, LIMITS.fileBytes, tooLarge)
  if (!file) throw planRefusals.noFile()
  const name = file.name || 'table.xlsx'
  checkSize(file.bytes.length, name)
  const publish = fields.get('publish') || 'no'
  if (publish !== 'yes' && publish !== 'no') throw planRefusals.fieldInvalid('publish', 'yes or no')
  return {
    ...{ file: name, sha256: createHash('sha256').update(file.bytes).digest('hex'), bytes: file.bytes },
    ...{ expected: fields.get('sha256') || undefined, publish: publish === 'yes' },
  }
}

/** A table as it was read, with all that is wrong in its cells. */
export interface ReadTable {
  sheets: RegistryImportPreview['sheets']
  entries: ReadEntry[]
  faults: RegistryImportFault[]
}

/** @throws Refusal registry_import_without_table, registry_import_too_many and what reading a workbook refuses */
export async function readTable(schema: RegistrySchema, { file, bytes }: TakenTable): Promise<ReadTable> {
  const { sheets, faults } = await readSheets(bytes, file)
  const headings = headingsOf(schema)
  const words = Object.fromEntries(headings.map((one, at) => [String(at), one.words]))
  const tables = headedTables(sheets, { ...words, owner: [OWNER_HEADING] })
  const wanted = columnsOf(schema).filter(({ isRequired }) => isRequired)
  if (tables.length === 0) throw refusals.importWithoutTable(file, wanted.map(({ heading }) => heading).join('、'))
  if (tables.reduce((sum, { rows }) => sum + rows.length, 0) > MOST_IMPORTED_ROWS) throw refusals.importTooMany(file)
  const read = tables.map((table) => {
    const headed = headedBy(schema, table)
    const sheet = { sheet: table.sheet, rows: table.rows.length, unread: headed.unread }
    const { entries, faults: ofRows } = readEntries(schema, table, headed)
    return { sheet, entries, faults: [...headed.faults, ...ofRows] }
  })
  const entries = read.flatMap((table) => table.entries)
  if (entries.length > MOST_IMPORTED) throw refusals.importTooMany(file)
  return {
    ...{ sheets: read.map(({ sheet }) => sheet), entries },
    faults: [
      ...faults
        .filter(({ sheet }) => tables.some((table) => table.sheet === sheet))
        .map(({ sheet, row, column, code, found, expected }) => ({
          ...{ sheet, row, column, found, expected },
          code: code === 'row_alone' ? ('row_alone' as const) : ('row_broken' as const),
        })),
      ...read.flatMap((table) => table.faults),
    ],
  }
}
