import type { LightGrade, LightSubject } from '../types.ts'

/** What a unit said of a task in a report that was accepted. */
export type Claim = 'not_started' | 'on_track' | 'behind' | 'blocked' | 'done'

/** A report that a unit owes or owed: the open ones, and the last one that was accepted. */
export interface ObligationEvidence {
  organizationId: string
  organization: string
  /** A participant (配合单位) reports to its lead; leads and sole responsibles answer for the task. */
  role: 'lead' | 'participant' | 'responsible'
  state: 'due' | 'submitted' | 'returned' | 'accepted'
  dueOn: string
  /** Only of an accepted report: what one that was not accepted says is nobody else's to see. */
  claim: Claim | null
  grade: LightGrade
}

/** What other parts know of the task: supervision notices, indicators, projects. Each kind is judged by one rule. */
export type FindingKind =
  | 'supervision_open'
  | 'supervision_overdue'
  | 'indicator_behind'
  | 'indicator_far_behind'
  | 'project_behind'
export interface Finding extends LightSubject {
  /** `nothing`: no rule holds for it now, but time alone may bring one. */
  kind: FindingKind | 'nothing'
  /** The next day on which time alone may change it. */
  turnsOn?: string
}

/** All that the lights of one task are judged by. Days are ISO dates in China. */
export interface TaskEvidence {
  state: 'dispatched' | 'underway' | 'closing' | 'closed'
  pace: 'finite' | 'ongoing'
  dueOn: string | null
  /** Units that answer for it now. */
  assignments: readonly {
    organizationId: string
    organization: string
    role: 'lead' | 'participant' | 'responsible'
    receiptDueOn: string | null
    received: boolean
  }[]
  /** Of the work plan as it stands. */
  milestones: readonly { title: string; dueOn: string; done: boolean; organizationId: string; organization: string }[]
  obligations: readonly ObligationEvidence[]
  /** Claims of reports that other knowledge contradicts, not yet explained. */
  contradictions: readonly { kind: string; organizationId: string; organization: string }[]
  findings: readonly Finding[]
}
