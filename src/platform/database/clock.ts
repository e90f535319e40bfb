import { sql } from 'kysely'

/** What time it is for the transaction: the server's clock where it tells one, else the database's own. */
export const CLOCK_NOW = sql<Date>`clock_now()`
