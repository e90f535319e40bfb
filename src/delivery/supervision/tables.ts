import type { ColumnType, Generated } from 'kysely'
import type { ObjectState } from './rules/inspection.ts'
import type { NoticeEvent, NoticeState } from './rules/notice.ts'

// Dates are ISO days as text. migrations/0006_joint_supervision.sql says what each column means.

export interface SupervisionNoticeTable {
  id: string
  revision: Generated<number>
  year: number
  serial: number
  title: string
  basis: string
  text: string
  task_id: string | null
  inspection_id: string | null
  organization_id: string
  owner_organization_id: string
  state: NoticeState
  due_on: string
  issued_on: string | null
  receive_by: string | null
  signed_off_on: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface SupervisionEventTable {
  id: string
  notice_id: string
  seq: number
  kind: NoticeEvent
  text: string | null
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
}

export interface SupervisionFileTable {
  id: string
  notice_id: string | null
  inspection_object_id: string | null
  event_id: string | null
  file_name: string
  media_type: string
  bytes: number
  sha256: string
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
}

export interface InspectionTable {
  id: string
  revision: Generated<number>
  year: number
  serial: number
  form: 'special' | 'general' | 'incident' | 'daily' | 'clue'
  title: string
  basis: string
  content: string
  scope: Generated<string>
  ways: Generated<string[]>
  inspectors: Generated<string[]>
  inspector_ids: Generated<string[]>
  starts_on: string
  ends_on: string
  owner_organization_id: string
  state: 'planned' | 'underway' | 'concluded' | 'cancelled'
  filter: ColumnType<unknown, string | undefined, string>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface InspectionTaskTable {
  inspection_id: string
  task_id: string
}

export interface InspectionObjectTable {
  id: string
  revision: Generated<number>
  inspection_id: string
  organization_id: string
  state: ObjectState
  verdict: 'met' | 'rectify' | null
  conclusion: string | null
  rectify_by: string | null
  received_on: string | null
  object_until: string | null
  decide_until: string | null
  objected: Generated<boolean>
  updated_at: Generated<Date>
}

export interface InspectionEventTable {
  id: string
  inspection_id: string
  object_id: string | null
  kind: string
  text: string | null
  at: Generated<Date>
  user_id: string
  user_name: string
  organization_id: string
  organization_name: string
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    supervision_notice: SupervisionNoticeTable
    supervision_event: SupervisionEventTable
    supervision_file: SupervisionFileTable
    inspection: InspectionTable
    inspection_task: InspectionTaskTable
    inspection_object: InspectionObjectTable
    inspection_event: InspectionEventTable
  }
}
