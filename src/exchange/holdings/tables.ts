import type { ColumnType } from 'kysely'
import type { RowCondition, ShareRow } from '../terms/index.ts'
import type { Manner } from './schemas.ts'

// migrations/0023_holdings.sql says what each column means. What is written here is written by its functions alone.

type Kept<T> = ColumnType<T, never, never>

export interface ResourceHoldingTable {
  resource_id: Kept<string>
  organization_id: Kept<string>
  key_items: Kept<string[]>
  row_count: Kept<number>
  revision: Kept<number>
  loaded_at: Kept<Date | null>
}

export interface ResourceRowTable {
  resource_id: Kept<string>
  key: Kept<string>
  number: Kept<number>
  content: Kept<ShareRow>
  revision: Kept<number>
  removed: Kept<boolean>
}

interface Signed {
  at: Kept<Date>
  user_id: Kept<string>
  user_name: Kept<string>
  organization_id: Kept<string>
  organization_name: Kept<string>
}

export interface HoldingRevisionTable extends Signed {
  resource_id: Kept<string>
  revision: Kept<number>
  id: Kept<string>
  manner: Kept<Manner>
  file: Kept<string>
  sha256: Kept<string>
  reason: Kept<string>
  added: Kept<number>
  changed: Kept<number>
  removed: Kept<number>
  same: Kept<number>
  row_count: Kept<number>
}

type Once<T> = ColumnType<T, T, never>

export interface ShareUseTable {
  number: Kept<number>
  agreement_id: Once<string>
  resource_id: Once<string>
  provider_id: Once<string>
  recipient_id: Once<string>
  purpose: Once<string>
  matter: Once<string>
  manner: Once<'rows' | 'changes' | 'download'>
  filters: ColumnType<RowCondition[], string, never>
  row_count: Once<number>
  bytes: Once<number>
  first_revision: Once<number | null>
  last_revision: Once<number | null>
  digest: Once<string | null>
  refused: Once<string | null>
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
  key_name: Once<string | null>
}
