import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { Refusal } from '../platform/refusal.ts'

const MINUTE = 60_000
/** Time to the second attempt; each further one comes after twice the time, at last once a day. */
const FIRST_PAUSE = MINUTE
const LONGEST_PAUSE = 24 * 60 * MINUTE

/** When to try again what was tried so many times. Pure. */
export function nextAttempt(tries: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)))
}

/** An alignment of which a document has a newer version. */
export interface Outdated {
  id: string
  upper: string
  lower: string
  upperVersion: number
  lowerVersion: number
  /** How often these versions were tried in vain. */
  tries: number
}

/** What is to be aligned anew now: what failed waits its time, unless there is a version that was not tried. */
export async function outdatedAlignments(trx: Trx, now: Date): Promise<Outdated[]> {
  const { rows } = await sql<Outdated>`
    select a.id, a.upper_id as upper, a.lower_id as lower, u.newest_version as "upperVersion",
      l.newest_version as "lowerVersion", coalesce(t.tries, 0) as tries
    from alignment a
      join alignment_run r on r.alignment_id = a.id and r.number = a.run
      join document u on u.id = a.upper_id and not u.withdrawn
      join document l on l.id = a.lower_id and not l.withdrawn
      left join alignment_attempt t on t.alignment_id = a.id
        and t.upper_version = u.newest_version and t.lower_version = l.newest_version
    where (r.upper_version < u.newest_version or r.lower_version < l.newest_version)
      and coalesce(t.next_at <= ${now.toISOString()}::timestamptz, true)
    order by a.ordinal`.execute(trx)
  return rows
}

/** Before an attempt: should it end the process, it was one. */
export async function beginAttempt(trx: Trx, { id, upperVersion, lowerVersion, tries }: Outdated, now: Date) {
  await sql`
    insert into alignment_attempt (alignment_id, upper_version, lower_version, tries, at, next_at)
    values (${id}, ${upperVersion}, ${lowerVersion}, ${tries + 1}, ${now.toISOString()},
      ${nextAttempt(tries + 1, now).toISOString()})
    on conflict (alignment_id) do update set upper_version = excluded.upper_version,
      lower_version = excluded.lower_version, tries = excluded.tries, at = excluded.at, next_at = excluded.next_at,
      code = case when excluded.tries > 1 then alignment_attempt.code end,
      reason = case when excluded.tries > 1 then alignment_attempt.reason end`.execute(trx)
}

/** Keeps why an attempt failed, for people to read; what only the log may tell is not repeated here. */
export async function noteFailure(trx: Trx, id: string, error: unknown) {
  const isRefusal = error instanceof Refusal
  const code = isRefusal ? error.code : 'unexpected'
  const reason = isRefusal ? String(error.facts.reason ?? error.message) : 'an unexpected error; the log has it'
  await sql`update alignment_attempt set code = ${code}, reason = ${reason} where alignment_id = ${id}`.execute(trx)
}

/** What succeeded is not waited for any more. */
export async function forgetAttempts(trx: Trx, id: string) {
  await sql`delete from alignment_attempt where alignment_id = ${id}`.execute(trx)
}
