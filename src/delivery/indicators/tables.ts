import type { ColumnType, Generated } from 'kysely'

// migrations/0005_indicators_projects.sql says what each column means. Figures are decimal text.

export type Accumulation = 'level' | 'cumulative' | 'interval' | 'keep' | 'growth' | 'reduction' | 'graded'
export type Nature = 'binding' | 'expected'
export type Grade = 'statement' | 'document' | 'measured' | 'verified'
export type Measure = 'ecological_space_share' | 'natural_shoreline_rate'
export type RollUp = 'sum' | 'weighted' | 'each'

export interface IndicatorTable {
  home_jurisdiction: string
  id: string
  revision: Generated<number>
  document_id: string | null
  commitment_id: string | null
  provision: string | null
  provision_label: Generated<string>
  quote: Generated<string>
  sort_key: Generated<number>
  name: string
  unit: Generated<string>
  nature: Nature | null
  accumulation: Accumulation
  direction: 'up' | 'down'
  base_value: string | null
  base_year: number | null
  target_value: string | null
  target_upper: string | null
  limit_lower: string | null
  limit_upper: string | null
  target_year: number | null
  jurisdiction_code: string | null
  data_organization_id: string | null
  owner_organization_id: string
  visibility: 'cluster' | 'organization'
  roll_up: RollUp | null
  expected_places: Generated<string[]>
  retired_at: Date | null
  retired_reason: string | null
  sample: Generated<boolean>
  measured_by: Measure | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

type Once<T> = ColumnType<T, T, never>

export interface IndicatorObservationTable {
  home_jurisdiction: Once<string>
  id: Once<string>
  indicator_id: Once<string>
  period: Once<string>
  year: Once<number>
  version: Once<number>
  value: Once<string>
  grade: Once<Grade>
  source: Once<string>
  published_on: Once<string | null>
  reason: Once<string | null>
  report_id: ColumnType<string | null, string | null | undefined, never>
  at: ColumnType<Date, Date | undefined, never>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
}

export interface IndicatorPartTable {
  higher_id: string
  lower_id: string
  weight: string | null
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    indicator: IndicatorTable
    indicator_observation: IndicatorObservationTable
    indicator_part: IndicatorPartTable
    indicator_task: { indicator_id: string; task_id: string }
    indicator_of_task: { indicator_id: string; task_id: string }
  }
}
