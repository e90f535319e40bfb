import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'

/** What these tasks still owe is owed no more, for this reason; what was reported stays. */
export async function waiveReports(trx: Trx, taskIds: readonly string[], reason: string): Promise<void> {
  await sql`
    update report_obligation set state = 'waived', waived_reason = ${reason}, revision = revision + 1
    where task_id = any (${taskIds}::uuid[]) and state in ('due', 'returned')`.execute(trx)
}

/** What was waived for this reason is owed again, as far as its cycle is still open. */
export async function demandReports(trx: Trx, taskIds: readonly string[], reason: string): Promise<void> {
  await sql`
    update report_obligation o set state = 'due', waived_reason = null, revision = revision + 1
    where task_id = any (${taskIds}::uuid[]) and state = 'waived' and waived_reason = ${reason}
      and exists (select from cycle c where c.id = o.cycle_id and c.closed_at is null)`.execute(trx)
}
