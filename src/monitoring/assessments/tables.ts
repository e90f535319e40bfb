import type { ColumnType, Generated } from 'kysely'
import type { WaterClass } from '../standards/surfaceWater/table.ts'
import type { TargetClass } from '../tables.ts'

// migrations/0017_assessments.sql says what each column means.

type Once<T> = ColumnType<T, T, never>
type Never<T> = ColumnType<T, never, never>
type Json = ColumnType<unknown, string, never>

export interface SectionAssessmentTable {
  id: Never<number>
  section_id: Once<string>
  period: Once<'month' | 'year'>
  begins: Once<string>
  class: Once<WaterClass | null>
  target_class: Once<TargetClass | null>
  meets: Once<boolean | null>
  decided_by: Once<string[]>
  measured: Once<number>
  met: Once<number | null>
  with_target: Once<number | null>
  valid: Once<boolean>
  river: Once<string>
  jurisdiction_code: Once<string>
  upstream_code: Once<string | null>
  downstream_code: Once<string | null>
  late: Once<boolean>
  values: Json
  derivation: Json
  behind: Json
  digest: Once<string>
  made_at: Never<Date>
  superseded_at: Generated<Date | null>
}

export interface AirAssessmentTable {
  id: Never<number>
  station_id: Once<string>
  day: Once<string>
  version: Once<string>
  index: Once<number | null>
  level: Once<string | null>
  primary: Once<string[]>
  derivation: Json
  digest: Once<string>
  made_at: Never<Date>
  superseded_at: Generated<Date | null>
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    section_assessment: SectionAssessmentTable
    air_assessment: AirAssessmentTable
  }
}
