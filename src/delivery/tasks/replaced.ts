import { sql } from 'kysely'

/** Of a retired task: the one that was dispatched again from the same commitment, and stands in its place. */
export const REPLACED_BY = sql<string | null>`case when t.state = 'retired' then (select x.id from task x
  where x.programme_id = t.programme_id and x.commitment_id = t.commitment_id and x.state <> 'retired' limit 1) end`
