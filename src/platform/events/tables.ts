import type { ColumnType, Generated } from 'kysely'

/** What happened, written in the transaction in which it happened. */
export interface OutboxEventTable {
  id: Generated<number>
  kind: string
  payload: ColumnType<unknown, string, never>
  announced_at: ColumnType<Date, never, never>
  user_id: string | null
  organization_id: string | null
  delivered_at: Date | null
}
