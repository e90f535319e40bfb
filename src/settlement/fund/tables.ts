import type { ColumnType } from 'kysely'

// migrations/0020_fund.sql says what each column means. Rows are added; what was paid is written by SQL functions alone.

type Once<T> = ColumnType<T, T, never>

interface Signed {
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface FundTable extends Signed {
  id: Once<string>
  name: Once<string>
}

export interface FundMemberTable {
  fund_id: Once<string>
  name: Once<string>
  jurisdiction_code: Once<string>
  organization_id: Once<string>
}

export interface FundRoundTable extends Signed {
  fund_id: Once<string>
  year: Once<number>
  serial: Once<number>
  reason: Once<string>
  total_fen: Once<number>
  criteria: ColumnType<object, string, never>
  figures: ColumnType<object, string, never>
}

export interface FundDueTable {
  fund_id: Once<string>
  year: Once<number>
  jurisdiction_code: Once<string>
  serial: ColumnType<number, number | undefined, never>
  amount_fen: Once<number>
  shares: ColumnType<object, string, never>
  transfer_id: ColumnType<number | null, never, never>
}

export interface FundAllocationTable extends Signed {
  id: Once<string>
  fund_id: Once<string>
  project_id: Once<string>
  project_name: Once<string>
  reason: Once<string>
  transfer_id: ColumnType<number | null, never, never>
  given_up_at: ColumnType<Date | null, never, never>
  given_up_by: ColumnType<string | null, never, never>
  given_up_reason: ColumnType<string | null, never, never>
  refund_transfer_id: ColumnType<number | null, never, never>
}

export interface FundMilestoneTable {
  allocation_id: Once<string>
  number: Once<number>
  title: Once<string>
  amount_fen: Once<number>
  evidence: ColumnType<string | null, never, never>
  transfer_id: ColumnType<number | null, never, never>
  paid_at: ColumnType<Date | null, never, never>
  paid_by: ColumnType<string | null, never, never>
}
