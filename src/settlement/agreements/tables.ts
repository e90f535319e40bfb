import type { ColumnType, Generated } from 'kysely'
import type { AgreementContent } from './rules/content.ts'

// migrations/0019_agreements.sql says what each column means.

export type VersionState = 'draft' | 'offered' | 'signed' | 'declined'

type Once<T> = ColumnType<T, T, never>

export interface AgreementTable {
  id: Once<string>
  organization_id: Once<string>
  created_at: ColumnType<Date, never, never>
}

interface Signed {
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface AgreementVersionTable extends Signed {
  agreement_id: Once<string>
  number: Once<number>
  name: string
  content: ColumnType<AgreementContent, string, string>
  sha256: string
  first_year: number | null
  last_year: number | null
  state: Generated<VersionState>
  revision: Generated<number>
  offered_at: Date | null
  signed_at: ColumnType<Date | null, never, never>
  declined_by: string | null
  declined_reason: string | null
}

export interface AgreementPartyTable {
  agreement_id: Once<string>
  number: Once<number>
  name: Once<string>
  jurisdiction_code: string
  organization_id: string
}

export interface AgreementSignatureTable extends Signed {
  agreement_id: Once<string>
  number: Once<number>
  party: Once<string>
  sha256: Once<string>
}
