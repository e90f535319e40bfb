import type { FastifyRequest } from 'fastify'
import { takeForm } from '../../../platform/http/index.ts'
import { MOST_BYTES } from '../limits.ts'
import { holdingRefusals as refusals } from '../refusals.ts'
import type { Item } from './checkRows.ts'
import { digestOf, type Load } from './load.ts'
import { readTable } from './readTable.ts'

/** A load as a form brings it, with what its sender has looked at before. */
export interface TakenLoad extends Load {
  /** Digest of the file that was looked at. */
  expected: string | undefined
  /** Revision of the data that it was held against. */
  revision: number | undefined
}

/** A form as it came: read, but not yet as a table. */
export interface TakenForm {
  name: string
  bytes: Buffer
  fields: ReadonlyMap<string, string>
}

/** @throws Refusal holding_file_missing, holding_file_too_large, text_unclean */
export async function takeFile(request: FastifyRequest): Promise<TakenForm> {
  const { fields, file } = await takeForm(request, MOST_BYTES, (name) => refusals.fileTooLarge(name, MOST_BYTES))
  if (!file) throw refusals.fileMissing()
  return { name: file.name || 'table.csv', bytes: file.bytes, fields }
}

/** The rows of a form's file. @throws Refusal holding_field_invalid and those of `readTable` */
export async function loadOf({ name, bytes, fields }: TakenForm, items: readonly Item[]): Promise<TakenLoad> {
  const manner = fields.get('manner') || 'replace'
  if (manner !== 'replace' && manner !== 'merge') throw refusals.fieldInvalid('manner', 'replace or merge')
  const revision = fields.get('revision') || undefined
  if (revision !== undefined && !/^\d{1,15}$/.test(revision)) throw refusals.fieldInvalid('revision', 'a number')
  const table = await readTable(bytes, name, items)
  return {
    ...{ file: name, sha256: digestOf(bytes), manner, keyItems: keyItemsOf(fields.get('keyItems')), ...table },
    ...{ expected: fields.get('sha256') || undefined, revision: revision === undefined ? undefined : Number(revision) },
  }
}

/** Items that identify a row, as a JSON list: their names may hold any mark. */
function keyItemsOf(field: string | undefined): string[] | undefined {
  if (!field) return undefined
  try {
    const names: unknown = JSON.parse(field)
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names
  } catch {
    // Said below.
  }
  throw refusals.fieldInvalid('keyItems', 'a JSON list of names of items')
}
