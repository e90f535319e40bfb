import type { ColumnType, Generated } from 'kysely'

// migrations/0005_indicators_projects.sql says what each column means. Money is whole 万元: …_wan.

/** Classes of the pool (储备 前期 新开工 续建 竣工), what is only proposed, and the two exits (停建 调出). */
export type ProjectClass =
  | 'proposed'
  | 'reserve'
  | 'preparing'
  | 'starting'
  | 'continuing'
  | 'finished'
  | 'stopped'
  | 'transferred'
export type ListClass = Exclude<ProjectClass, 'proposed' | 'stopped' | 'transferred'>
export type RequestKind = 'enter_pool' | 'enter_year' | 'move' | 'leave_year'
export type RequestState = 'proposed' | 'approved' | 'refused' | 'withdrawn'
export type ElementKind = 'capital_wan' | 'land_ha' | 'sea_ha' | 'forest_ha'
type Grade = 'statement' | 'document' | 'measured' | 'verified'

export interface ProjectTable {
  home_jurisdiction: string
  id: string
  revision: Generated<number>
  document_id: string | null
  commitment_id: string | null
  provision: string | null
  provision_label: Generated<string>
  quote: Generated<string>
  name: string
  code: string | null
  industry: Generated<string>
  content: Generated<string>
  builder: Generated<string>
  jurisdiction_code: string | null
  organization_id: string
  owner_organization_id: string
  visibility: 'cluster' | 'organization'
  class: ProjectClass
  class_since: string
  start_planned: string | null
  finish_planned: string | null
  started_on: string | null
  finished_on: string | null
  investment_total_wan: number | null
  geometry: string | null
  sample: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

type Once<T> = ColumnType<T, T, never>

export interface ProjectElementTable {
  project_id: string
  kind: ElementKind
  needed: string | null
  granted: string | null
}

export interface ProjectYearTable {
  project_id: string
  year: number
  class: ListClass
  planned_wan: number | null
  removed_on: string | null
  removed_reason: string | null
}

export interface ProjectRequestTable {
  id: Once<string>
  revision: Generated<number>
  project_id: Once<string>
  kind: Once<RequestKind>
  year: Once<number | null>
  to_class: Once<ProjectClass | null>
  planned_wan: Once<number | null>
  happened_on: Once<string | null>
  reason: Once<string>
  evidence: Once<string>
  state: Generated<RequestState>
  decided_at: Date | null
  decided_by: string | null
  decision_reason: string | null
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface ProjectMoveTable {
  project_id: Once<string>
  seq: Once<number>
  from_class: Once<ProjectClass>
  to_class: Once<ProjectClass>
  moved_on: Once<string>
  reason: Once<string>
  evidence: Once<string>
  request_id: Once<string | null>
  at: ColumnType<Date, never, never>
  user_name: Once<string | null>
}

export interface ProjectProgressTable {
  project_id: Once<string>
  month: Once<string>
  version: Once<number>
  invested_wan: Once<number>
  in_place_wan: Once<number | null>
  stage: Once<string>
  grade: Once<Grade>
  source: Once<string>
  reason: Once<string | null>
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    project: ProjectTable
    project_element: ProjectElementTable
    project_year: ProjectYearTable
    project_request: ProjectRequestTable
    project_move: ProjectMoveTable
    project_progress: ProjectProgressTable
    project_task: { project_id: string; task_id: string }
    project_of_task: { project_id: string; task_id: string }
  }
}
