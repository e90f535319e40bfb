import type { ColumnType, Generated } from 'kysely'
import type { Derivation } from '../rules/formula.ts'
import type { Settled } from '../rules/settle.ts'
import type { Given } from './rules/inputs.ts'
import type { SectionYear } from './sectionYears.ts'

// migrations/0019_agreements.sql says what each column means.

export type StatementState = 'open' | 'posted' | 'withdrawn'
export type LineState = 'open' | 'frozen' | 'posted' | 'struck'
export type ObjectionState = 'open' | 'withdrawn' | 'dismissed' | 'upheld'

type Once<T> = ColumnType<T, T, never>

interface Signed {
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

/** What a statement rests on. */
export interface StoredEvidence {
  sections: readonly SectionYear[]
  given: readonly Given[]
  /** What each party received for the years before, where the agreement asks. */
  settledBefore: Readonly<Record<string, number>>
}

export interface StatementTable extends Signed {
  id: Once<string>
  agreement_id: Once<string>
  version: Once<number>
  year: Once<number>
  serial: ColumnType<number, never, never>
  state: Generated<StatementState>
  sha256: Once<string>
  evidence: ColumnType<StoredEvidence, string, never>
  result: ColumnType<Settled, string, never>
  reason: Once<string>
  posted_at: ColumnType<Date | null, never, never>
  withdrawn_at: Date | null
  withdrawn_reason: string | null
}

export interface StatementLineTable {
  statement_id: Once<string>
  number: Once<number>
  part: Once<string>
  from_party: Once<string>
  to_party: Once<string>
  amount_fen: Once<number>
  derivation: ColumnType<Derivation, string, never>
  state: ColumnType<LineState, never, never>
  transfer_id: ColumnType<number | null, never, never>
}

/** Signed by a party: here, or at another node (migrations/0029_statements_told.sql), which says when. */
interface PartySigned extends Omit<Signed, 'at'> {
  at: ColumnType<Date, Date | undefined, never>
  /** At whose node it was given; null: here. */
  node_code: ColumnType<string | null, string | undefined, never>
}

export interface StatementSignatureTable extends PartySigned {
  statement_id: Once<string>
  party: Once<string>
  sha256: Once<string>
}

/** What an objection names: an observation, an assessment, a document, a file of `statement_file`, or words alone. */
export interface ObjectionEvidence {
  kind: 'observation' | 'assessment' | 'document' | 'file' | 'words'
  id?: string
  words: string
}

export interface StatementObjectionTable extends PartySigned {
  id: Once<string>
  statement_id: Once<string>
  line: Once<number>
  party: Once<string>
  grounds: Once<string>
  evidence: ColumnType<readonly ObjectionEvidence[], string, never>
  state: Generated<ObjectionState>
  answer: string | null
  answered_at: Date | null
  answered_by: string | null
}

export interface StatementFileTable extends Signed {
  id: Once<string>
  statement_id: Once<string>
  sha256: Once<string>
  name: Once<string>
  media_type: Once<string>
  bytes: Once<number>
}
