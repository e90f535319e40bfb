import { type Static, Type } from 'typebox'
import { Uuid } from '../../platform/http/index.ts'
import { FIELDS } from './rules/fields.ts'

const Field = Type.Unsafe<(typeof FIELDS)[number]>({ type: 'string', enum: [...FIELDS] })
const Count = Type.Integer({ minimum: 0 })

export const LedgerError = Type.Object({
  row: Type.Integer({ description: 'as the spreadsheet numbers it' }),
  column: Type.String({ description: 'its heading in the file' }),
  field: Field,
  code: Type.String(),
  found: Type.String({ description: 'what stands there' }),
})
export type LedgerError = Static<typeof LedgerError>

/** What an import would do: for a person to look at before anything is changed. */
export const LedgerPreview = Type.Object({
  sha256: Type.String({
    description: 'of the file; the import names it, so that what was looked at is what is imported',
  }),
  sheets: Type.Array(Type.String()),
  sheet: Type.String(),
  headings: Type.Array(Type.String()),
  samples: Type.Array(Type.Array(Type.String()), { description: 'the first rows' }),
  mapping: Type.Record(Type.String(), Type.Integer({ minimum: 0 }), {
    description: 'column (from 0) of each field',
  }),
  complete: Type.Boolean({ description: 'false: a task column or a unit column is still to be chosen' }),
  rows: Count,
  added: Count,
  changed: Count,
  unchanged: Count,
  errorCount: Count,
  errors: Type.Array(LedgerError, { description: 'the first 1,000, by row' }),
  changes: Type.Array(Type.Object({ row: Type.Integer(), title: Type.String(), fields: Type.Array(Type.String()) }), {
    description: 'the first 200 rows that change a known task',
  }),
})
export type LedgerPreview = Static<typeof LedgerPreview>

export const LedgerImported = Type.Object({ id: Uuid, added: Count, changed: Count, unchanged: Count })
export type LedgerImported = Static<typeof LedgerImported>
