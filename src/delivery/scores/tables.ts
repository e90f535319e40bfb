import type { ColumnType } from 'kysely'
import type { ScoreParts } from './rules/score.ts'

export interface ScoreRuleTable {
  version: ColumnType<number, number, never>
  title: ColumnType<string, string, never>
  parts: ColumnType<ScoreParts, string, never>
  note: ColumnType<string, string, never>
  applies_from: ColumnType<string, string, never>
  published_at: ColumnType<Date, never, never>
  user_id: ColumnType<string | null, string, never>
  user_name: ColumnType<string | null, string, never>
  organization_id: ColumnType<string | null, string, never>
  organization_name: ColumnType<string | null, string, never>
}

export interface ScoreDraftTable {
  organization_id: ColumnType<string, string, never>
  revision: ColumnType<number, number | undefined, number>
  title: string
  parts: ColumnType<ScoreParts, string, string>
  note: string
  applies_from: string
  updated_at: ColumnType<Date, never, Date>
  user_id: string
  user_name: string
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    score_rule: ScoreRuleTable
    score_draft: ScoreDraftTable
  }
}
