import { type RawBuilder, sql } from 'kysely'
import type { DatabaseHandle } from '../platform/database/index.ts'

/** What failed is tried again after so many seconds, and after twice as long each time, up to an hour. */
const FIRST_DELAY = 5
const LONGEST_DELAY = 3600

/** SQL: whether a work (named by text) does not wait after a failure. */
export const isDue = (work: RawBuilder<string>): RawBuilder<boolean> => sql<boolean>`
  not exists (select from blueprint_delay d where d.work = ${work} and d.again_at > clock_now())`

/** Does a work of some names; where it fails, they wait longer each time before they are due again. */
export async function delaying<T>(
  database: DatabaseHandle,
  works: readonly string[],
  task: () => Promise<T>,
): Promise<T> {
  try {
    const done = await task()
    await database.asSystem((trx) =>
      sql`delete from blueprint_delay where work = any(${[...works]}::text[])`.execute(trx),
    )
    return done
  } catch (error) {
    const reason = String((error as Error)?.message ?? error).slice(0, 1000)
    await database.asSystem((trx) =>
      sql`insert into blueprint_delay as d (work, attempts, again_at, reason)
        select work, 1, clock_now() + make_interval(secs => ${FIRST_DELAY}), ${reason} from unnest(${[...works]}::text[]) w (work)
        on conflict (work) do update set attempts = d.attempts + 1, reason = excluded.reason,
          again_at = clock_now() + make_interval(secs => least(${LONGEST_DELAY}, ${FIRST_DELAY} * 2 ^ least(d.attempts, 20)))`.execute(
        trx,
      ),
    )
    throw error
  }
}

/** Lets the next statements of a transaction take as long as a whole jurisdiction may: nobody waits for their answer. */
export const allowLong = (trx: Parameters<Parameters<DatabaseHandle['asSystem']>[0]>[0]) =>
  sql`select set_config('statement_timeout', '900000', true)`.execute(trx)
