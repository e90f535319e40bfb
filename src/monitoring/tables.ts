import type { ColumnType, Generated } from 'kysely'
import type { Origin } from './standards/surfaceWater/period.ts'
import type { WaterClass } from './standards/surfaceWater/table.ts'

// migrations/0016_monitoring.sql says what each column means. Days are ISO text; geometry is EPSG:4490, longitude first.

export type SectionWater = 'river' | 'lake' | 'sea'
export type TargetClass = Exclude<WaterClass, '劣V'>
export type StationKind = 'surface_water' | 'ground_water' | 'air' | 'sea' | 'other'
export type BatchSource = 'upload' | 'sensor_things' | 'mqtt' | 'correction' | 'sample'
export type ConflictState = 'open' | 'taken' | 'left'

type Once<T> = ColumnType<T, T, never>
type Never<T> = ColumnType<T, never, never>

export interface SectionTable {
  id: Once<string>
  code: Once<string>
  name: string
  water: SectionWater
  jurisdiction_code: Once<string>
  organization_id: Once<string>
  location: string | null
  description: Generated<string>
  is_sample: ColumnType<boolean, boolean | undefined, never>
  version: Generated<number>
  created_at: Never<Date>
  updated_at: Generated<Date>
  closed_on: ColumnType<string | null, string | null | undefined, string | null>
}

export interface SectionTermTable {
  id: Never<number>
  section_id: Once<string>
  river: Once<string>
  upstream_code: Once<string | null>
  downstream_code: Once<string | null>
  target_class: Once<TargetClass | null>
  basis: Once<string>
  valid_from: Once<string>
  valid_to: Once<string | null>
  created_at: Never<Date>
}

export interface StationTable {
  id: Once<string>
  code: Once<string>
  name: string
  kind: Once<StationKind>
  jurisdiction_code: string
  organization_id: Once<string>
  description: Generated<string>
  properties: ColumnType<Record<string, unknown>, string | undefined, string>
  is_sample: ColumnType<boolean, boolean | undefined, never>
  version: Generated<number>
  created_at: Never<Date>
  updated_at: Generated<Date>
  closed_on: ColumnType<string | null, string | null | undefined, string | null>
}

export interface StationPlaceTable {
  id: Never<number>
  station_id: Once<string>
  location: Once<string>
  jurisdiction_code: Once<string>
  section_id: Once<string | null>
  name: Once<string>
  valid_from: Once<string>
  valid_to: Once<string | null>
  created_at: Never<Date>
}

export interface SensorTable {
  id: Once<string>
  name: string
  description: Generated<string>
  encoding_type: Generated<string>
  metadata: Generated<string>
  organization_id: Once<string>
  version: Generated<number>
  created_at: Never<Date>
}

export interface DatastreamTable {
  id: Never<number>
  station_id: Once<string>
  /** Code of the catalogue of parameters; values are in its unit. */
  parameter: Once<string>
  origin: Once<Origin>
  method: Once<string>
  detection_limit: number | null
  sensor_id: string | null
  organization_id: Once<string>
  name: Generated<string>
  description: Generated<string>
  properties: ColumnType<Record<string, unknown>, string | undefined, string>
  version: Generated<number>
  created_at: Never<Date>
  closed_on: ColumnType<string | null, string | null | undefined, string | null>
}

export interface ObservationBatchTable {
  id: Never<number>
  source: Once<BatchSource>
  name: Once<string>
  sha256: Once<string | null>
  reason: Once<string>
  received: Generated<number>
  added: Generated<number>
  same: Generated<number>
  corrected: Generated<number>
  conflicting: Generated<number>
  flagged: Generated<number>
  first_time: Date | null
  last_time: Date | null
  at: Never<Date>
  user_id: Once<string>
  user_name: Once<string>
  organization_id: Once<string>
  organization_name: Once<string>
  jurisdiction_code: Never<string | null>
}

export interface ObservationTable {
  time: Date
  value: number | null
  datastream_id: number
  batch_id: number
  /** `QUALIFIERS` of observations/values.ts, by number. */
  qualifier: number
  /** A sum of `FLAGS` of observations/values.ts. */
  flag: number
}

/** What is known of a day or a month of one datastream. */
interface Sums {
  datastream_id: number
  count: number
  without: number
  below: number
  flagged: number
  /** Exact, as text; `observation_mean(sum, count, parameter)` is the mean. */
  sum: string
  lowest: number | null
  highest: number | null
}
export interface DaySums extends Sums {
  day: string
}
export interface MonthSums extends Sums {
  /** Its first day. */
  month: string
}

export interface ObservationLatestTable {
  datastream_id: number
  time: Date | null
  value: number | null
  batch_id: number | null
  qualifier: number | null
  flag: number | null
  first_time: Date | null
  observations: number
  seen: number
  typical: number
  spread: number
  day: string | null
  month: string | null
}

export interface AssessmentDueTable {
  station_id: string
  month: string
  changes: number
  late: boolean
  since: Never<Date>
}

export interface ObservationConflictTable {
  id: Never<number>
  datastream_id: Once<number>
  time: Once<Date>
  value: Once<number | null>
  qualifier: Once<number>
  batch_id: Once<number>
  state: Generated<ConflictState>
  decided_in: number | null
}

export interface ObservationCorrectionTable {
  id: Never<number>
  datastream_id: Once<number>
  time: Once<Date>
  value: Once<number | null>
  qualifier: Once<number>
  flag: Once<number>
  batch_id: Once<number>
  new_value: Once<number | null>
  new_qualifier: Once<number>
  corrected_in: Once<number>
  at: Never<Date>
}

declare module '../platform/database/tables.ts' {
  interface Database {
    section: SectionTable
    section_term: SectionTermTable
    station: StationTable
    station_place: StationPlaceTable
    sensor: SensorTable
    datastream: DatastreamTable
    observation_batch: ObservationBatchTable
    observation: ObservationTable
    /** Views: closed and open days and months together. Write to neither. */
    observation_days: DaySums
    observation_months: MonthSums
    observation_latest: ObservationLatestTable
    assessment_due: AssessmentDueTable
    observation_conflict: ObservationConflictTable
    observation_correction: ObservationCorrectionTable
    /** Views of what the actor keeps, and writes into. */
    kept_section: { id: string }
    kept_station: { id: string }
    written_datastream: Pick<
      DatastreamTable,
      'id' | 'station_id' | 'parameter' | 'origin' | 'method' | 'detection_limit' | 'organization_id'
    >
  }
}
