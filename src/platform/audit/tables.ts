import type { ColumnType } from 'kysely'

/** One line of the audit log. Written by the SQL function `append_audit` only. */
export interface AuditLineTable {
  seq: ColumnType<number, never, never>
  /** The line's own words, JSON, exactly as hashed: the columns below repeat parts of it for search. */
  content: ColumnType<string, never, never>
  previous_hash: ColumnType<string, never, never>
  /** sha256, in hexadecimal, of previous_hash, a line feed, and content. */
  hash: ColumnType<string, never, never>
  at: ColumnType<Date, never, never>
  user_id: ColumnType<string | null, never, never>
  organization_id: ColumnType<string | null, never, never>
  action: ColumnType<string, never, never>
  subject_kind: ColumnType<string, never, never>
  subject_id: ColumnType<string, never, never>
}

/** What a line's change was, JSON: visible to the organization that made it. The line holds its sha256. */
export interface AuditDetailTable {
  seq: ColumnType<number, never, never>
  organization_id: ColumnType<string | null, never, never>
  details: ColumnType<string, never, never>
}

/** How far the chain reaches: one row. A log cut at its end no longer agrees with it. */
export interface AuditHeadTable {
  one: ColumnType<boolean, never, never>
  seq: ColumnType<number, never, never>
  hash: ColumnType<string, never, never>
}
