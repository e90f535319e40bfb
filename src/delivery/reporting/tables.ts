import type { ColumnType } from 'kysely'
import type {} from '../tables.ts'

export interface EvidenceVerificationTable {
  id: ColumnType<string, string, never>
  evidence_id: ColumnType<string, string, never>
  note: ColumnType<string, string | undefined, never>
  at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string, string, never>
  user_name: ColumnType<string, string, never>
  organization_id: ColumnType<string, string, never>
  organization_name: ColumnType<string, string, never>
}

export interface CycleReminderTable {
  id: ColumnType<string, string, never>
  cycle_id: ColumnType<string, string, never>
  organization_id: ColumnType<string, string, never>
  obligations: ColumnType<number, number, never>
  at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string, string, never>
  user_name: ColumnType<string, string, never>
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    evidence_verification: EvidenceVerificationTable
    cycle_reminder: CycleReminderTable
  }
}
