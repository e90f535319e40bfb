import type { ColumnType, Generated } from 'kysely'
import type { ShareTerms } from '../terms/index.ts'
import type { PeriodKind } from './rules/clock.ts'
import type { AgreementState, EndKind, RequestState } from './rules/machine.ts'

// migrations/0022_requests.sql says what each column means. Dates are ISO days as text.

type Once<T> = ColumnType<T, T, never>
type Kept<T> = ColumnType<T, never, never>
type Json<T> = ColumnType<T, string, string>
export type Access = 'interface' | 'subscription'

export interface SharePeriodTable {
  id: Once<string>
  kind: Once<PeriodKind>
  place: Once<string>
  working_days: Once<number>
  basis: Once<string>
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface ShareChoiceTable {
  resource_id: Once<string>
  grants_at_once: boolean
  organization_id: Once<string>
  revision: Generated<number>
}

export interface ShareRequestTable {
  id: Once<string>
  resource_id: Once<string>
  version: Once<number>
  provider_id: Once<string>
  recipient_id: Once<string>
  sharing_type: Once<'unconditional' | 'conditional' | 'none'>
  purpose: string
  matter: string
  legal_basis: string
  terms: Json<ShareTerms>
  access: Access
  valid_until: string
  contact: string
  renews_id: Once<string | null>
  offered_terms: Json<ShareTerms> | null
  offered_valid_until: string | null
  state: Generated<RequestState>
  step: Generated<string>
  words: Generated<string>
  since_on: Kept<string>
  period_days: Kept<number>
  period_basis: Kept<string>
  used_days: Generated<number>
  due_on: string | null
  answered_on: Kept<string | null>
  decided_by: Kept<string | null>
  provide_by: string | null
  escalation_id: string | null
  revision: Generated<number>
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_name: Once<string>
}

export interface ShareAgreementTable {
  id: Kept<string>
  request_id: Kept<string>
  resource_id: Kept<string>
  version: Kept<number>
  provider_id: Kept<string>
  recipient_id: Kept<string>
  purpose: Kept<string>
  matter: Kept<string>
  legal_basis: Kept<string>
  terms: Kept<ShareTerms>
  access: Kept<Access>
  valid_from: Kept<string>
  valid_until: Kept<string>
  granted_by: Kept<string | null>
  accepted_by: Kept<string | null>
  state: ColumnType<AgreementState, never, AgreementState>
  step: ColumnType<string, never, string>
  words: ColumnType<string, never, string>
  since_on: Kept<string>
  provide_by: Kept<string>
  provided_at: ColumnType<Date | null, never, Date>
  withdrawn_from: ColumnType<string | null, never, string>
  withdrawn_reason: ColumnType<string | null, never, string>
  end_kind: ColumnType<EndKind | null, never, EndKind>
  ended_on: Kept<string | null>
  deletion_confirmed_at: Kept<Date | null>
  deletion_confirmed_by: Kept<string | null>
  deletion_words: ColumnType<string | null, never, string>
  revision: ColumnType<number, never, number>
  at: Kept<Date>
}

export interface ShareDisputeTable {
  id: Once<string>
  agreement_id: Once<string>
  resource_id: Once<string>
  provider_id: Once<string>
  recipient_id: Once<string>
  row_key: Once<string>
  item: Once<string>
  says: Once<string>
  should_say: Once<string>
  evidence: Once<string>
  state: Generated<'open' | 'corrected' | 'not_wrong' | 'taken_back'>
  since_on: Kept<string>
  period_days: Kept<number>
  due_on: Once<string>
  answer: string | null
  holding_revision: number | null
  answered_at: Kept<Date | null>
  answered_by: Kept<string | null>
  revision: Generated<number>
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_name: Once<string>
}
