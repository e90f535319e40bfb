import { sql } from 'kysely'
import type { AlertSpec } from './rules/spec.ts'

/** A rule as an alert is raised by it. */
export interface Rule {
  id: string
  kind: string
  spec: AlertSpec
  hours: number | null
  days: number | null
  name: string
}

/** SQL: the rule `r` as such. */
export const RULE = sql`json_build_object('id', r.id, 'kind', r.kind, 'spec', r.spec, 'hours', r.receipt_hours,
  'days', r.receipt_days, 'name', r.name)`
