import type { ColumnType } from 'kysely'
import type { ScoreParts } from './rules/score.ts'

export interface ScoreRuleTable {
  version: ColumnType<number, number, never>
  title: ColumnType<string, string, never>
  parts: ColumnType<ScoreParts, string, never>
  note: ColumnType<string, string, never>
  published_at: ColumnType<Date, never, never>
  user_id: ColumnType<string | null, string, never>
  user_name: ColumnType<string | null, string, never>
  organization_id: ColumnType<string | null, string, never>
  organization_name: ColumnType<string | null, string, never>
}

declare module '../../platform/database/tables.ts' {
  interface Database {
    score_rule: ScoreRuleTable
  }
}
