import type { ColumnType } from 'kysely'
import type { QuestionContent } from './rules/question.ts'

// migrations/0025_verification.sql says what each column means.

type Once<T> = ColumnType<T, T, never>
type Kept<T> = ColumnType<T, never, never>

export interface VerificationQuestionTable {
  id: Once<string>
  resource_id: Once<string>
  organization_id: Once<string>
  version: Kept<number>
  state: ColumnType<'offered' | 'withdrawn', never, 'withdrawn'>
  withdrawn_at: Kept<Date | null>
  withdrawn_reason: ColumnType<string | null, never, string>
  created_at: Kept<Date>
}

export interface VerificationQuestionVersionTable {
  question_id: Once<string>
  number: Once<number>
  content: ColumnType<QuestionContent, string, never>
  at: Kept<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface VerificationReceiptTable {
  verification_id: Once<string>
  receipt: Once<string>
  signature: Once<string>
  public_key: Once<string>
}
