import type { ColumnType, Generated } from 'kysely'

/** One import of a ledger: which file, by whom, what it made of the tasks. Added, never changed. */
export interface LedgerImportTable {
  id: string
  programme_id: string
  file_name: string
  sha256: string
  mapping: ColumnType<unknown, string, never>
  added: number
  changed: number
  unchanged: number
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    ledger_import: LedgerImportTable
  }
}
