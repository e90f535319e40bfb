import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'

/** One at a time changes which tasks a programme has, and what is owed on them: adding, opening a cycle. */
export async function holdProgramme(trx: Trx, programmeId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('programme ' || ${programmeId}::text, 0))`.execute(trx)
}

/** Many at once may change single tasks of these programmes, but not while one of them is held. */
export async function shareProgrammesOf(trx: Trx, taskIds: readonly string[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock_shared(hashtextextended('programme ' || held.id::text, 0)) from (
      select distinct programme_id as id from task where id = any(${sql.val(taskIds)}::uuid[]) order by 1) held`.execute(
    trx,
  )
}
