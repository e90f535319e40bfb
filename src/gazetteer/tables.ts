import type { ColumnType, Generated } from 'kysely'
import type { Confidence, JurisdictionLevel } from './jurisdictions.ts'
import type { NameKind, OrganizationKind, OrganizationState, RelationKind } from './organizations.ts'

// Dates are ISO days as text, on both engines.

export interface JurisdictionTable {
  code: string
  level: JurisdictionLevel
  parent_code: string | null
  name: string
  short_name: string
  abbreviation: string | null
  abbreviations: string[]
  valid_from: string | null
  valid_to: string | null
  successor_code: string | null
  source: string
  confidence: Confidence
}

export interface JurisdictionBoundaryTable {
  id: Generated<number>
  jurisdiction_code: string
  geometry: string
  official: boolean
  source: string
  licence: string
  note: string | null
  recorded_at: ColumnType<Date, never, never>
  superseded_at: Date | null
}

export interface OrganizationTable {
  id: Generated<string>
  jurisdiction_code: string | null
  kind: OrganizationKind
  name: string
  short_name: string
  valid_from: string | null
  valid_to: string | null
  state: Generated<OrganizationState>
  merged_into_id: string | null
  origin: 'gazetteer' | 'sample' | 'document' | 'person'
  source: string
  confidence: Generated<Confidence>
  note: string | null
  version: Generated<number>
  created_at: ColumnType<Date, never, never>
  updated_at: ColumnType<Date, never, Date>
}

export interface OrganizationNameTable {
  id: Generated<number>
  organization_id: string
  name: string
  kind: NameKind
  scope_code: string
  name_key: string
  own_papers_only: Generated<boolean>
  valid_from: string | null
  valid_to: string | null
  source: string
}

export interface OrganizationRelationTable {
  id: Generated<number>
  from_id: string
  to_id: string | null
  kind: RelationKind
  duty: string | null
  happened_on: string
  date_precision: 'day' | 'month' | 'year'
  source: string
  confidence: Confidence
  note: string | null
}

export interface ClusterTable {
  id: string
  name: string
  english_name: string
  coordinating_organization_id: string | null
  sample: boolean
  source: string
  note: string | null
}

export interface ClusterMemberTable {
  cluster_id: string
  jurisdiction_code: string
  position: number
  part: string | null
  valid_from: string | null
  valid_to: string | null
}

declare module '../platform/database/tables.ts' {
  interface Database {
    jurisdiction: JurisdictionTable
    jurisdiction_boundary: JurisdictionBoundaryTable
    organization: OrganizationTable
    organization_name: OrganizationNameTable
    organization_relation: OrganizationRelationTable
    cluster: ClusterTable
    cluster_member: ClusterMemberTable
  }
}
