import { type RawBuilder, sql } from 'kysely'

/**
 * A moment as the API and messages between nodes write it: `2026-06-22T01:00:00.000Z` (RFC 3339, UTC, milliseconds), also
 * inside of what the database puts together as JSON.
 * @param of a column (`r.at`), or an expression of type timestamptz
 */
export const momentText = (of: string | RawBuilder<unknown>): RawBuilder<string> =>
  sql`to_char(${typeof of === 'string' ? sql.ref(of) : of} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
