import type { ColumnType, Generated } from 'kysely'
import type { EscalationEvent, EscalationState } from './rules/escalation.ts'
import type { MeetingState } from './rules/meeting.ts'

// Dates are ISO days as text. migrations/0006_joint_supervision.sql says what each column means.

export interface LadderTable {
  id: string
  revision: Generated<number>
  cluster_id: string
  owner_organization_id: string
  name: string
  source: Generated<string>
  retired_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface LadderTierTable {
  id: string
  ladder_id: string
  position: number
  name: string
  answer_days: number | null
  rotation: 'none' | 'meeting' | 'year'
  hosts: string[]
  members: Generated<string[]>
  dropped_at: Date | null
}

export interface EscalationTable {
  id: string
  revision: Generated<number>
  year: number
  serial: number
  ladder_id: string
  tier_id: string
  task_id: string | null
  /** The alert whose receipt was missed, where the matter is about one. */
  alert_id: ColumnType<string | null, string | null | undefined, never>
  /** The objection to a line of a statement, where the matter is about one. */
  objection_id: ColumnType<string | null, string | null | undefined, never>
  title: string
  matter: string
  tried: string
  wanted: string
  state: EscalationState
  raised_by: string
  raised_by_name: string
  raised_by_user: string
  owner_organization_id: string
  hosts: string[]
  since_on: string
  rises_after: string | null
  answer: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface EscalationEventTable {
  escalation_id: string
  seq: number
  kind: EscalationEvent
  text: string | null
  tier_id: string
  at: Generated<Date>
  user_name: string | null
  organization_id: string | null
  organization_name: string | null
}

export interface MeetingTable {
  id: string
  revision: Generated<number>
  ladder_id: string
  tier_id: string
  owner_organization_id: string
  session: number
  title: string
  host_organization_id: string
  held_on: string
  held_at: Generated<string>
  place: Generated<string>
  minutes: Generated<string>
  state: MeetingState
  cancelled_reason: string | null
  minuted_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface MeetingAttendeeTable {
  meeting_id: string
  organization_id: string
  position: number
  capacity: 'member' | 'observer'
  attendance: 'present' | 'represented' | 'absent' | null
  person: Generated<string>
}

export interface MeetingReplyTable {
  meeting_id: string
  organization_id: string
  number: number
  reply: 'attend' | 'deputy' | 'absent'
  person: string
  note: string
  at: Generated<Date>
  user_id: string
  user_name: string
}

export interface AgendaItemTable {
  id: string
  revision: Generated<number>
  meeting_id: string
  position: number
  title: string
  escalation_id: string | null
  presenter_id: string | null
  minutes_wanted: number | null
  discussion: Generated<string>
  outcome: 'resolved' | 'deferred' | 'raised' | null
  updated_at: Generated<Date>
}

export interface MeetingMaterialTable {
  id: string
  meeting_id: string
  agenda_item_id: string | null
  title: string
  file_name: string
  media_type: string
  bytes: number
  sha256: string
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
  removed_at: Date | null
}

export interface ResolutionTable {
  id: string
  revision: Generated<number>
  meeting_id: string
  agenda_item_id: string
  number: number
  title: string
  text: string
  measure: Generated<string>
  pace: 'finite' | 'ongoing'
  due_on: string | null
  task_id: string | null
  updated_at: Generated<Date>
}

export interface ResolutionUnitTable {
  resolution_id: string
  organization_id: string
  role: 'lead' | 'participant'
  position: number
}

export interface ResolutionObjectionTable {
  id: string
  resolution_id: string
  text: string
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
  withdrawn_at: Date | null
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    ladder: LadderTable
    ladder_tier: LadderTierTable
    escalation: EscalationTable
    escalation_event: EscalationEventTable
    meeting: MeetingTable
    meeting_attendee: MeetingAttendeeTable
    meeting_reply: MeetingReplyTable
    agenda_item: AgendaItemTable
    meeting_material: MeetingMaterialTable
    resolution: ResolutionTable
    resolution_unit: ResolutionUnitTable
    resolution_objection: ResolutionObjectionTable
  }
}
