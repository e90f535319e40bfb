import type { ColumnType, Generated } from 'kysely'
import type { Kind } from './kinds.ts'

// migrations/0013_blueprint.sql says what each column means. Days are ISO text; geometry is EPSG:4490, longitude first.

export type Audience = 'jurisdiction' | 'cluster'
export type RevisionCause = 'import' | 'edit' | 'withdrawal' | 'restoration'
export type ConflictState = 'open' | 'accepted' | 'resolved'
export type ConflictEntryKind = 'found' | 'changed' | 'accepted' | 'restored' | 'reopened' | 'resolved'
export type ImportState = 'reading' | 'ready' | 'refused' | 'applied'

/** How a revision changed its layer, and what the layer holds since. */
export interface RevisionCounts {
  added: number
  changed: number
  removed: number
  unchanged: number
  total: number
  /** m²; null where nothing is an area. */
  areaM2: number | null
  /** m; null where nothing is a line. */
  lengthM: number | null
  /** West, south, east, north; at least what the layer covers. */
  bbox: [number, number, number, number] | null
}

type Once<T> = ColumnType<T, T, never>

export interface BlueprintLayerTable {
  id: Once<string>
  kind: Once<Kind>
  name: string
  jurisdiction_code: Once<string>
  organization_id: Once<string>
  document_id: string | null
  provision: string | null
  provision_label: Generated<string>
  quote: Generated<string>
  basis: Generated<string>
  audience: Audience
  is_sample: ColumnType<boolean, boolean | undefined, never>
  version: Generated<number>
  revision: ColumnType<number, never, never>
  created_at: ColumnType<Date, never, never>
  updated_at: Generated<Date>
  withdrawn_at: Date | null
  withdrawn_reason: string | null
}

export interface BlueprintRevisionTable {
  id: ColumnType<number, never, never>
  layer_id: Once<string>
  number: ColumnType<number, never, never>
  cause: Once<RevisionCause>
  reason: Once<string>
  counts: ColumnType<RevisionCounts, string, never>
  file_name: Once<string | null>
  sha256: Once<string | null>
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface BlueprintFeatureTable {
  layer_id: Once<string>
  id: ColumnType<number, never, never>
  key: Once<string>
  name: Once<string>
  class: Once<string | null>
  attributes: ColumnType<Record<string, unknown>, string, never>
  geometry: Once<string>
  area_m2: Once<number | null>
  length_m: Once<number | null>
  vertices: Once<number>
  valid_from: Once<string>
  valid_to: Once<string | null>
  added_in: Once<number>
  removed_in: ColumnType<number | null, never, number>
}

export interface BlueprintConflictTable {
  id: Generated<string>
  rule: Once<string>
  left_layer_id: Once<string>
  left_key: Once<string>
  right_layer_id: Once<string | null>
  right_key: Once<string>
  geometry: string | null
  area_m2: number
  width_m: number
  facts: ColumnType<Record<string, unknown>, string | undefined, string>
  sliver: boolean
  state: Generated<ConflictState>
  accepted_area_m2: number | null
  revision: Generated<number>
  found_in: Once<number | null>
  last_seen_in: number | null
  found_at: ColumnType<Date, never, never>
  updated_at: Generated<Date>
}

export interface BlueprintConflictEntryTable {
  id: ColumnType<number, never, never>
  conflict_id: Once<string>
  kind: Once<ConflictEntryKind>
  reason: Once<string>
  area_m2: Once<number>
  revision_id: Once<number | null>
  at: ColumnType<Date, never, never>
  user_id: Once<string | null>
  user_name: Once<string | null>
  organization_id: Once<string | null>
  organization_name: Once<string | null>
}

export interface BlueprintImportTable {
  id: Once<string>
  file_name: Once<string>
  sha256: Once<string>
  bytes: Once<number>
  state: Generated<ImportState>
  settings: ColumnType<Record<string, unknown>, string | undefined, string>
  progress: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>
  found: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>
  problem: ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>
  layer_id: string | null
  revision_id: number | null
  reading: Generated<number>
  at: ColumnType<Date, never, never>
  updated_at: Generated<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface BlueprintSitingTable {
  id: Once<string>
  year: Once<number>
  serial: ColumnType<number, never, never>
  name: Once<string>
  purpose: Once<string>
  audience: Once<Audience>
  jurisdiction_code: ColumnType<string | null, never, never>
  geometry: Once<string>
  area_m2: Once<number | null>
  length_m: Once<number | null>
  as_of: Once<string>
  verdict: Once<string>
  has_sample: Once<boolean>
  layer_ids: Once<string[]>
  result: ColumnType<Record<string, unknown>, string, never>
  at: ColumnType<Date, never, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

declare module '../platform/database/tables.ts' {
  interface Database {
    blueprint_layer: BlueprintLayerTable
    blueprint_revision: BlueprintRevisionTable
    blueprint_feature: BlueprintFeatureTable
    blueprint_conflict: BlueprintConflictTable
    blueprint_conflict_entry: BlueprintConflictEntryTable
    blueprint_import: BlueprintImportTable
    blueprint_siting: BlueprintSitingTable
  }
}
