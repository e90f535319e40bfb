import type { ColumnType, Generated } from 'kysely'
import type { AlertAct, AlertState } from './rules/machine.ts'

// migrations/0017_assessments.sql says what each column means. Rules, pairs and receivers are written as SQL in store.ts.

type Once<T> = ColumnType<T, T, never>
type Never<T> = ColumnType<T, never, never>

export interface AlertTable {
  id: Once<string>
  rule_id: Once<string>
  kind: Once<string>
  section_id: Once<string>
  key: Once<string>
  title: Once<string>
  title_en: Once<string>
  parameter: Once<string | null>
  observed_at: Once<Date>
  expected_at: Once<Date | null>
  evidence: ColumnType<unknown, string, never>
  state: Generated<AlertState>
  version: Generated<number>
  raised_at: Never<Date>
  closed_at: ColumnType<Date | null, never, Date | null>
}

export interface AlertPartyTable {
  alert_id: Once<string>
  organization_id: Once<string>
  side: Once<'upstream' | 'downstream' | 'own'>
  receive_by: Once<Date>
  received_at: ColumnType<Date | null, never, Date>
  received_by: ColumnType<string | null, never, string>
  missed_at: ColumnType<Date | null, never, Date>
}

export interface AlertEventTable {
  id: Never<number>
  alert_id: Once<string>
  kind: Once<AlertAct | 'raised' | 'missed' | 'revised'>
  text: Generated<string>
  facts: ColumnType<unknown, string | undefined, never>
  at: Never<Date>
  user_id: Once<string | null>
  user_name: Once<string | null>
  organization_id: Once<string | null>
  organization_name: Once<string | null>
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    alert: AlertTable
    alert_party: AlertPartyTable
    alert_event: AlertEventTable
  }
}
