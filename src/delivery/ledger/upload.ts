import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { checkSize, LIMITS, readSource, type SourceText } from '../../plan/reading/index.ts'
import { refusals as readingRefusals } from '../../plan/reading/refusals.ts'
import { planRefusals } from '../../plan/refusals.ts'
import { takeForm } from '../../platform/http/index.ts'
import { ledgerRefusals } from './refusals.ts'
import { FIELDS } from './rules/fields.ts'
import type { Mapping } from './rules/mapping.ts'

/** A ledger as a form brings it. */
export interface UploadedLedger {
  fileName: string
  sha256: string
  source: SourceText
  sheet: string | undefined
  mapping: Mapping | undefined
  /** Of the file that was looked at, when one was. */
  expected: string | undefined
}

/**
 * Takes the one file of a form with its mapping, and reads it under the limits of every document.
 * @throws Refusal no_file, field_invalid, file_too_large, text_unclean, ledger_not_spreadsheet and whatever reading refuses
 */
export async function takeLedger(request: FastifyRequest): Promise<UploadedLedger> {
  const tooLarge = (name: string) => readingRefusals.fileTooLarge(name, LIMITS.fileBytes + 1, LIMITS.fileBytes)
  const { fields, file } = await takeForm(request, LIMITS.fileBytes, tooLarge)
  if (!file) throw planRefusals.noFile()
  const fileName = file.name || 'ledger.xlsx'
  checkSize(file.bytes.length, fileName)
  const source = await readSource(file.bytes, fileName)
  // What it is, is decided by its content: text under the name of a workbook has no table to look for.
  if (source.format === 'txt' && /\.(?:xlsx|docx)$/i.test(fileName)) throw ledgerRefusals.notSpreadsheet(fileName)
  return {
    fileName,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    source,
    sheet: fields.get('sheet') || undefined,
    mapping: mappingOf(fields.get('mapping')),
    expected: fields.get('sha256') || undefined,
  }
}

function mappingOf(text: string | undefined): Mapping | undefined {
  if (!text) return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw planRefusals.fieldInvalid('mapping', 'JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw planRefusals.fieldInvalid('mapping', 'an object')
  const mapping: Mapping = {}
  for (const [field, column] of Object.entries(value)) {
    const known = FIELDS.find((one) => one === field)
    if (!known) throw planRefusals.fieldInvalid('mapping', `an object of ${FIELDS.join(', ')}`)
    if (!Number.isInteger(column) || Number(column) < 0) throw ledgerRefusals.mappingUnfit(known, 'outside')
    mapping[known] = Number(column)
  }
  return mapping
}
