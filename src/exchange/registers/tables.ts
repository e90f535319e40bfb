import type { ColumnType, Generated } from 'kysely'
import type { EntryContent } from './rules/schema.ts'
import type { EntryState } from './schemas.ts'

// migrations/0024_registers.sql says what each column means.

type Once<T> = ColumnType<T, T, never>
type Kept<T> = ColumnType<T, never, never>

export interface RegistryTable {
  code: Once<string>
  version: Kept<number>
  entry_count: Kept<number>
  created_at: Kept<Date>
}

export interface RegistryVersionTable {
  registry_code: Once<string>
  number: Once<number>
  name: Once<string>
  name_en: Once<string>
  description: Once<string>
  description_en: Once<string>
  schema: ColumnType<unknown, string, never>
  at: Kept<Date>
  user_id: Once<string | null>
  user_name: Once<string | null>
  organization_id: Once<string | null>
  organization_name: Once<string | null>
}

export interface RegistryEntryTable {
  id: Once<string>
  registry_code: Once<string>
  organization_id: Once<string>
  key: Kept<string | null>
  published_at: Kept<Date | null>
  created_at: Kept<Date>
}

export interface RegistryEntryVersionTable {
  entry_id: Once<string>
  number: Once<number>
  schema_version: number
  content: ColumnType<EntryContent, string, string>
  state: Generated<EntryState>
  revision: Generated<number>
  published_at: Kept<Date | null>
  withdrawn_at: Kept<Date | null>
  withdrawn_reason: string | null
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface RegistryEntryPrivateTable {
  entry_id: Once<string>
  number: Once<number>
  organization_id: Once<string>
  content: ColumnType<EntryContent, string, string>
}
