import type { ColumnType, Generated } from 'kysely'
import type { Light, LightGrade, LightReason } from './lights/types.ts'

// Dates are ISO days as text, on both engines. migrations/0004_delivery.sql says what each column means.

export interface ProgrammeTable {
  id: string
  home_jurisdiction: string
  revision: Generated<number>
  title: string
  document_id: string | null
  owner_organization_id: string
  visibility: 'cluster' | 'organization'
  frequency: 'month' | 'quarter' | 'half_year' | 'year'
  opens_days_before: Generated<number>
  due_day: Generated<string>
  receipt_days: Generated<number>
  starts_on: string
  ends_on: string | null
  retired_at: Date | null
  retired_reason: string | null
  sample: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface TaskTable {
  home_jurisdiction: string
  id: string
  revision: Generated<number>
  programme_id: string
  number: number
  external_key: string | null
  origin: 'commitment' | 'resolution' | 'import'
  commitment_id: string | null
  document_id: string | null
  provision: string | null
  provision_label: Generated<string>
  chapter: Generated<string>
  chapter_label: Generated<string>
  resolution_id: string | null
  title: string
  text: string
  measure: Generated<string>
  pace: 'finite' | 'ongoing'
  state: 'dispatched' | 'underway' | 'closing' | 'closed' | 'retired'
  owner_organization_id: string
  visibility: 'cluster' | 'organization'
  assigned: Generated<string[]>
  places: Generated<string[]>
  due_on: string | null
  dispatched_at: Date | null
  closed_at: Date | null
  retired_reason: string | null
  sort_key: number
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface TaskAssignmentTable {
  task_id: string
  seq: number
  organization_id: string
  role: 'lead' | 'participant' | 'responsible'
  printed: Generated<string>
  receipt_due_on: string | null
  received_at: Date | null
  received_by: string | null
  begun_on: string
  ended_on: string | null
  ended_cause: 'succeeded' | 'amended' | null
  closing_requested_at: Date | null
}

export interface TaskEventTable {
  home_jurisdiction: ColumnType<string, string, never>
  id: ColumnType<string, string, never>
  task_id: ColumnType<string, string, never>
  kind: ColumnType<string, string, never>
  at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string | null, string | null | undefined, never>
  user_name: ColumnType<string | null, string | null | undefined, never>
  organization_id: ColumnType<string | null, string | null | undefined, never>
  organization_name: ColumnType<string | null, string | null | undefined, never>
  facts: ColumnType<unknown, string | undefined, string>
}

export interface TaskCommentTable {
  id: ColumnType<string, string, never>
  task_id: ColumnType<string, string, never>
  text: ColumnType<string, string, never>
  mentions: ColumnType<string[], string[] | undefined, never>
  at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string, string, never>
  user_name: ColumnType<string, string, never>
  organization_id: ColumnType<string, string, never>
  organization_name: ColumnType<string, string, never>
}

export interface WorkPlanTable {
  task_id: ColumnType<string, string, never>
  organization_id: ColumnType<string, string, never>
  number: ColumnType<number, number, never>
  text: ColumnType<string, string, never>
  filed_at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string, string, never>
  user_name: ColumnType<string, string, never>
  organization_name: ColumnType<string, string, never>
}

export interface MilestoneTable {
  id: string
  revision: Generated<number>
  task_id: string
  organization_id: string
  position: number
  title: string
  due_on: string
  done_on: string | null
  dropped_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface CycleTable {
  id: string
  programme_id: string
  period: string
  starts_on: string
  ends_on: string
  opens_on: string
  due_on: string
  owner_organization_id: string
  visibility: string
  opened_at: Date | null
  closed_at: Date | null
  lights_kept_at: Generated<Date | null>
}

export interface ReportObligationTable {
  home_jurisdiction: string
  id: string
  revision: Generated<number>
  cycle_id: string
  programme_id: string
  task_id: string
  organization_id: string
  role: 'lead' | 'participant' | 'responsible'
  reports_to: string
  owner_organization_id: string
  visibility: string
  opens_on: string
  due_on: string
  state: 'due' | 'submitted' | 'returned' | 'accepted' | 'waived'
  submitted_at: Date | null
  accepted_at: Date | null
  waived_reason: string | null
  waived_cause: Generated<'unit_left' | 'task_ended' | 'succeeded' | null>
  succeeded_by_id: Generated<string | null>
  latest_report_id: string | null
  returns: Generated<number>
}

export interface ReportDraftTable {
  obligation_id: string
  organization_id: string
  revision: Generated<number>
  content: ColumnType<unknown, string, string>
  updated_at: Generated<Date>
  user_id: string
  user_name: string
}

export interface ReportTable {
  home_jurisdiction: ColumnType<string, string, never>
  id: ColumnType<string, string, never>
  obligation_id: ColumnType<string, string, never>
  number: ColumnType<number, number, never>
  task_id: ColumnType<string, string, never>
  cycle_id: ColumnType<string, string, never>
  organization_id: ColumnType<string, string, never>
  reports_to: ColumnType<string, string, never>
  owner_organization_id: ColumnType<string, string, never>
  content: ColumnType<unknown, string, string>
  claim: ColumnType<
    'not_started' | 'on_track' | 'behind' | 'blocked' | 'done',
    'not_started' | 'on_track' | 'behind' | 'blocked' | 'done',
    never
  >
  grade: ColumnType<
    'statement' | 'document' | 'measured' | 'verified',
    'statement' | 'document' | 'measured' | 'verified',
    never
  >
  at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string, string, never>
  user_name: ColumnType<string, string, never>
  organization_name: ColumnType<string, string, never>
}

export interface ReportReviewTable {
  id: ColumnType<string, string, never>
  report_id: ColumnType<string, string, never>
  obligation_id: ColumnType<string, string, never>
  decision: ColumnType<'accepted' | 'returned', 'accepted' | 'returned', never>
  reason: ColumnType<string | null, string | null | undefined, never>
  at: ColumnType<Date, Date | undefined, never>
  user_id: ColumnType<string, string, never>
  user_name: ColumnType<string, string, never>
  organization_id: ColumnType<string, string, never>
  organization_name: ColumnType<string, string, never>
}

export interface EvidenceTable {
  id: string
  task_id: string
  title: string
  grade: 'statement' | 'document' | 'measured' | 'verified'
  sha256: string | null
  file_name: string | null
  media_type: string | null
  bytes: number | null
  source: string | null
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
  succeeded_by_id: Generated<string | null>
}

export interface ReportEvidenceTable {
  report_id: ColumnType<string, string, never>
  evidence_id: ColumnType<string, string, never>
}

export interface ContradictionTable {
  id: string
  task_id: string
  report_id: string
  kind: string
  claimed: ColumnType<unknown, string, string>
  known: ColumnType<unknown, string, string>
  found_at: Generated<Date>
  settled_at: Date | null
  settled_by: string | null
  settlement: string | null
}

export interface TaskLightTable {
  task_id: string
  light: Light
  reasons: ColumnType<LightReason[], string, string>
  severity: number
  grade: LightGrade
  rules_version: number
  since: string
  computed_at: Generated<Date>
  check_on: string | null
  programme_id: string
  chapter: string
  places: string[]
  visibility: 'cluster' | 'organization'
  owner_organization_id: string
  assigned: string[]
}

export interface LightChangeTable {
  task_id: ColumnType<string, string, never>
  seq: ColumnType<number, never, never>
  at: ColumnType<Date, Date | undefined, never>
  light: ColumnType<Light | 'none', Light | 'none', never>
  reasons: ColumnType<LightReason[], string, never>
  rules_version: ColumnType<number, number, never>
}

export interface LightDueTable {
  seq: ColumnType<number, never, never>
  task_id: ColumnType<string, string, never>
}

export interface LightCountTable extends Record<Light, Generated<number>> {
  programme_id: string
  chapter: string
  place: string
  chapter_label: string
  grade_none: Generated<number>
  grade_statement: Generated<number>
  grade_document: Generated<number>
  grade_measured: Generated<number>
  grade_verified: Generated<number>
}

export interface LightSnapshotTable extends Record<Light, number> {
  cycle_id: string
  programme_id: string
  chapter: string
  place: string
}

declare module '../platform/database/tables.ts' {
  interface Database {
    programme: ProgrammeTable
    task: TaskTable
    task_assignment: TaskAssignmentTable
    task_event: TaskEventTable
    task_comment: TaskCommentTable
    work_plan: WorkPlanTable
    milestone: MilestoneTable
    cycle: CycleTable
    report_obligation: ReportObligationTable
    report_draft: ReportDraftTable
    report: ReportTable
    report_review: ReportReviewTable
    evidence: EvidenceTable
    report_evidence: ReportEvidenceTable
    contradiction: ContradictionTable
    task_light: TaskLightTable
    light_change: LightChangeTable
    light_due: LightDueTable
    light_count: LightCountTable
    light_snapshot: LightSnapshotTable
  }
}
