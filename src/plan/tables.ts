import type { ColumnType, Generated } from 'kysely'
import type { Block, Format } from './reading/types.ts'
import type {
  ChangeKind,
  Commitment,
  CommitmentKind,
  CommitmentState,
  Deadline,
  Found,
  Mention,
  PersonRef,
  ProjectFacts,
  ProvisionRef,
  Repair,
  Responsibility,
  Review,
  Role,
  TargetFacts,
  Version,
  Visibility,
} from './schemas.ts'

/** A column that is written as JSON text and read as its value. */
type Json<T> = ColumnType<T, string, string>
/** Set by the database, or once. */
type Fixed<T> = ColumnType<T, never, never>
type Once<T> = ColumnType<T, T, never>

interface Signature {
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface DocumentTable {
  id: Once<string>
  home_jurisdiction: Once<string>
  ordinal: Fixed<number>
  revision: Generated<number>
  title: string
  number: string | null
  issuer: string | null
  issued_on: string | null
  visibility: Visibility
  owner_organization_id: Once<string>
  sample: Generated<boolean>
  newest_version: Generated<number>
  withdrawn_at: ColumnType<Date | null, never, Date | null>
  withdrawn_reason: ColumnType<string | null, never, string | null>
  withdrawn_by: ColumnType<PersonRef | null, never, string | null>
  withdrawn: Fixed<boolean>
  created_at: Fixed<Date>
  updated_at: ColumnType<Date, never, Date>
}

export interface DocumentVersionTable extends Signature {
  document_id: Once<string>
  number: Once<number>
  cause: Once<Version['cause']>
  file_name: Once<string>
  format: Once<Format>
  sha256: Once<string>
  text_sha256: Once<string>
  bytes: Once<number>
  characters: Once<number>
  parsed: ColumnType<StatedFacts, string, never>
  counts: ColumnType<{ provisions: number; repairs: number; findings: number }, string, never>
  ingested_at: Fixed<Date>
}

/** What the text states of itself. */
export interface StatedFacts {
  title: string
  number: string | null
  issuer: string | null
  date: string | null
}

interface OfVersion {
  document_id: Once<string>
  version: Once<number>
}

export interface DocumentTextTable extends OfVersion {
  text: Once<string>
  blocks: ColumnType<Block[], string, never>
}

export interface DocumentFingerprintTable {
  document_id: Once<string>
  hash: Once<number>
}

export interface ProvisionTable extends OfVersion {
  address: Once<string>
  position: Once<number>
  parent: Once<string | null>
  level: Once<number>
  marker: Once<string>
  title: Once<string>
  span_start: Once<number>
  span_end: Once<number>
  extent_start: Once<number>
  extent_end: Once<number>
}

interface Spanned {
  span_start: Once<number>
  span_end: Once<number>
}

export interface MentionTable extends OfVersion, Spanned {
  seq: Once<number>
  kind: Once<Mention['kind']>
  label: Once<string>
  provision: Once<string>
  role: Once<Role | null>
  organization_id: Once<string | null>
}

export interface RepairTable extends OfVersion, Spanned {
  seq: Once<number>
  kind: Once<Repair['kind']>
  quote: Once<string>
  fix: Once<string | null>
  reason: Once<string>
}

export interface FindingTable extends OfVersion, Spanned {
  seq: Once<number>
  code: Once<string>
  message: Once<string>
}

export interface DocumentRelationTable {
  from_id: Once<string>
  to_id: Once<string>
  kind: Once<'contains' | 'overlaps' | 'supersedes'>
  share: Once<number>
  provisions: ColumnType<ProvisionRef[], string, never>
  recorded_at: Fixed<Date>
}

export interface CommitmentTable {
  home_jurisdiction: Once<string>
  id: Once<string>
  revision: Generated<number>
  document_id: Once<string>
  owner_organization_id: Once<string>
  visibility: Visibility
  /** As its document. */
  withdrawn: Generated<boolean>
  version: number
  kind: CommitmentKind
  state: CommitmentState
  current: Generated<boolean>
  live: Fixed<boolean>
  title: string
  text: string
  span_start: number
  span_end: number
  provision: string
  provision_label: string
  chapter: string
  chapter_label: string
  sort_key: number
  responsibilities: Json<Responsibility[]>
  roles: number
  open: boolean
  deadline_on: string | null
  deadline: Json<Deadline | null>
  target: Json<TargetFacts | null>
  project: Json<ProjectFacts | null>
  edited: boolean
  review: Review | null
  confirmed: Json<Commitment['confirmed']>
  created_at: Fixed<Date>
  updated_at: ColumnType<Date, never, Date>
}

export interface ResponsibilityTable {
  home_jurisdiction: Once<string>
  commitment_id: Once<string>
  seq: Once<number>
  kind: Once<'unit' | 'class'>
  printed: Once<string>
  role: Once<Role>
  organization_id: string | null
  today: string[]
  span_start: Once<number | null>
  span_end: Once<number | null>
  inherited_from: Once<string | null>
}

/** A live commitment under one of its units; derived by triggers. */
export interface RegisterUnitTable {
  organization_id: Fixed<string>
  commitment_id: Fixed<string>
  sort_key: Fixed<number>
  roles: Fixed<number>
  state: Fixed<CommitmentState>
  /** Not rejected. */
  standing: Fixed<boolean>
  kind: Fixed<CommitmentKind>
  /** The only organization that sees it; null: the cluster. */
  private_to: Fixed<string | null>
}

/** A live commitment under one of the jurisdictions of its units; derived by triggers. */
export interface RegisterPlaceTable {
  jurisdiction_code: Fixed<string>
  commitment_id: Fixed<string>
  sort_key: Fixed<number>
  roles: Fixed<number>
  state: Fixed<CommitmentState>
  /** Not rejected. */
  standing: Fixed<boolean>
  kind: Fixed<CommitmentKind>
  /** The only organization that sees it; null: the cluster. */
  private_to: Fixed<string | null>
}

export interface ExtractionTable extends OfVersion {
  seq: Once<number>
  commitment_id: Once<string>
  found: ColumnType<Found, string, never>
}

export interface CommitmentChangeTable extends Signature {
  id: Once<string>
  commitment_id: Once<string>
  seq: Fixed<number>
  document_id: Once<string>
  kind: Once<ChangeKind>
  at: Fixed<Date>
  reason: Once<string | null>
  before: ColumnType<Partial<CommitmentImage> | null, string | null, never>
  after: ColumnType<Partial<CommitmentImage> | null, string | null, never>
  undoes: Once<string | null>
  version: Once<number | null>
}

/** All of a commitment that a change may change: what `before` and `after` keep of it. */
export interface CommitmentImage {
  version: number
  kind: CommitmentKind
  state: CommitmentState
  current: boolean
  title: string
  text: string
  span: [start: number, end: number]
  provision: ProvisionRef
  chapter: ProvisionRef
  responsibilities: Responsibility[]
  open: boolean
  deadline: Deadline | null
  target: TargetFacts | null
  project: ProjectFacts | null
  edited: boolean
  review: Review | null
  confirmed: Commitment['confirmed']
}

export interface CommitmentReplacementTable {
  old_id: Once<string>
  new_id: Once<string>
  change_id: Once<string>
  document_id: Once<string>
}

declare module '../platform/database/tables.ts' {
  interface Database {
    document: DocumentTable
    document_version: DocumentVersionTable
    document_text: DocumentTextTable
    document_fingerprint: DocumentFingerprintTable
    provision: ProvisionTable
    mention: MentionTable
    repair: RepairTable
    finding: FindingTable
    document_relation: DocumentRelationTable
    commitment: CommitmentTable
    responsibility: ResponsibilityTable
    register_unit: RegisterUnitTable
    register_place: RegisterPlaceTable
    extraction: ExtractionTable
    commitment_change: CommitmentChangeTable
    commitment_replacement: CommitmentReplacementTable
  }
}
