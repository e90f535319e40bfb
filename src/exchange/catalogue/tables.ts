import type { ColumnType, Generated } from 'kysely'
import type { ResourceContent } from './rules/content.ts'
import type { ResourceState } from './schemas.ts'

// migrations/0021_catalogue.sql says what each column means. Dates are ISO days as text.

type Once<T> = ColumnType<T, T, never>
type Kept<T> = ColumnType<T, never, never>

interface Signed {
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface ResourceTable {
  id: Once<string>
  organization_id: Once<string>
  code: Kept<string | null>
  own_code: string | null
  refreshed_on: Kept<string | null>
  due_on: Kept<string | null>
  created_at: Kept<Date>
}

export interface ResourceVersionTable extends Signed {
  resource_id: Once<string>
  number: Once<number>
  content: ColumnType<ResourceContent, string, string>
  state: Generated<ResourceState>
  revision: Generated<number>
  name: Kept<string>
  words: Kept<string>
  published_at: Kept<Date | null>
  withdrawn_at: Kept<Date | null>
  withdrawn_reason: string | null
}

export interface ResourceRefreshTable extends Signed {
  id: Once<string>
  resource_id: Once<string>
  refreshed_on: Once<string>
  note: Once<string>
}

export interface ResourceProviderTable {
  organization_id: Kept<string>
  place: Kept<string>
  number: Kept<number>
  credit_code: string | null
}
