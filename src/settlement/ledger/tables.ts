import type { ColumnType } from 'kysely'

// migrations/0018_settlement.sql says what each column means. Amounts are whole fen. SQL functions alone write these.

export type AccountKind = 'jurisdiction' | 'pool' | 'fund' | 'project' | 'outside'
export type TransferKind =
  | 'settlement'
  | 'payment'
  | 'sharing'
  | 'contribution'
  | 'allocation'
  | 'disbursement'
  | 'return'
  | 'adjustment'
  | 'reversal'

type Read<T> = ColumnType<T, never, never>

export interface LedgerAccountTable {
  id: Read<number>
  book: Read<string>
  key: Read<string>
  kind: Read<AccountKind>
  name: Read<string>
  jurisdiction_code: Read<string | null>
  organization_id: Read<string>
  may_fall_below_zero: Read<boolean>
  balance_fen: Read<number>
  posting_count: Read<number>
  opened_at: Read<Date>
  closed_at: Read<Date | null>
}

export interface LedgerTransferTable {
  id: Read<number>
  key: Read<string>
  from_account_id: Read<number>
  to_account_id: Read<number>
  amount_fen: Read<number>
  kind: Read<TransferKind>
  reference: Read<string>
  memo: Read<string>
  reverses_id: Read<number | null>
  at: Read<Date>
  user_id: Read<string | null>
  user_name: Read<string | null>
  organization_id: Read<string | null>
  organization_name: Read<string | null>
}

export interface LedgerPostingTable {
  transfer_id: Read<number>
  leg: Read<0 | 1>
  account_id: Read<number>
  number: Read<number>
  amount_fen: Read<number>
  balance_fen: Read<number>
}

export interface LedgerPairTable {
  low_account_id: Read<number>
  high_account_id: Read<number>
  net_fen: Read<number>
  transfer_count: Read<number>
}
