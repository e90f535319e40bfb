import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { checkSize, LIMITS, readSource, type SourceText } from '../../plan/reading/index.ts'
import { planRefusals } from '../../plan/refusals.ts'
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
 * @throws Refusal no_file, field_invalid, file_too_large and whatever reading refuses
 */
export async function takeLedger(request: FastifyRequest): Promise<UploadedLedger> {
  const fields = new Map<string, string>()
  let file: { name: string; bytes: Uint8Array } | null = null
  const limits = { files: 1, fields: 5, fileSize: LIMITS.fileBytes + 1 }
  for await (const part of request.parts({ throwFileSizeLimit: false, limits } as object)) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value))
    else file = { name: part.filename || 'ledger.xlsx', bytes: await part.toBuffer() }
  }
  if (!file) throw planRefusals.noFile()
  checkSize(file.bytes.length, file.name)
  return {
    fileName: file.name,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    source: await readSource(file.bytes, file.name),
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
