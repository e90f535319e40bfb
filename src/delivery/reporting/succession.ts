import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { joinDrafts } from './rules/joinDrafts.ts'
import type { DraftContent } from './schemas.ts'

export interface Passing {
  taskId: string
  /** The unit that is no more, and who holds its duty today. */
  from: { id: string; name: string }
  to: string
}

interface Owed {
  id: string
  heirOwes: string | null
}

/**
 * Passes what a unit still owes on a task to its successor, with what it was writing and the evidence that it had
 * gathered. Where the successor owes a report of its own in the same cycle, it goes on in that one. What was reported
 * stays under the unit that reported it; should it come back, it comes back to the successor. Runs as the system, after
 * the assignments have passed; `followTasks` does the rest.
 * @returns how many owed reports passed on
 */
export async function passReports(trx: Trx, { taskId, from, to }: Passing, now: Date): Promise<number> {
  const { rows: owed } = await sql<Owed>`
    select o.id, (select h.id from report_obligation h where h.task_id = o.task_id and h.cycle_id = o.cycle_id
      and h.organization_id = ${to}::uuid) as "heirOwes"
    from report_obligation o join cycle c on c.id = o.cycle_id
    where o.task_id = ${taskId}::uuid and o.organization_id = ${from.id}::uuid and o.state in ('due', 'returned')
      and c.closed_at is null
    order by o.id for update of o`.execute(trx)
  for (const { id, heirOwes } of owed) {
    if (heirOwes) await passDraft(trx, id, heirOwes, { to, name: from.name }, now)
    else {
      await sql`update report_obligation set organization_id = ${to}::uuid, revision = revision + 1
        where id = ${id}::uuid`.execute(trx)
      await sql`update report_draft set organization_id = ${to}::uuid where obligation_id = ${id}::uuid`.execute(trx)
    }
  }
  await sql`update report_obligation set succeeded_by_id = ${to}::uuid
    where task_id = ${taskId}::uuid and ${from.id}::uuid in (organization_id, succeeded_by_id)
      and organization_id <> ${to}::uuid`.execute(trx)
  await sql`update evidence set succeeded_by_id = ${to}::uuid
    where task_id = ${taskId}::uuid and ${from.id}::uuid in (organization_id, succeeded_by_id)`.execute(trx)
  return owed.length
}

/** What the unit was writing goes on in the report that its successor owes; both texts stand there. */
async function passDraft(
  trx: Trx,
  fromObligation: string,
  toObligation: string,
  { to, name }: { to: string; name: string },
  now: Date,
): Promise<void> {
  const drafts = await trx
    .selectFrom('report_draft')
    .innerJoin('report_obligation', 'report_obligation.id', 'report_draft.obligation_id')
    .selectAll('report_draft')
    .where('obligation_id', 'in', [fromObligation, toObligation])
    .forUpdate('report_draft')
    .execute()
  const taken = drafts.find(({ obligation_id }) => obligation_id === fromObligation)
  if (!taken) return
  const heir = await trx
    .selectFrom('report_obligation')
    .select('state')
    .where('id', '=', toObligation)
    .executeTakeFirstOrThrow()
  if (heir.state === 'accepted' || heir.state === 'waived') return // it stays where it is: nothing is being written
  const own = drafts.find(({ obligation_id }) => obligation_id === toObligation)
  const content = own
    ? joinDrafts(own.content as DraftContent, taken.content as DraftContent, name)
    : (taken.content as DraftContent)
  const { user_id, user_name } = own ?? taken
  const values = { content: JSON.stringify(content), updated_at: now, user_id, user_name }
  await trx
    .insertInto('report_draft')
    .values({ obligation_id: toObligation, organization_id: to, revision: randomInt(1, 1_000_000_000), ...values })
    .onConflict((conflict) =>
      conflict
        .column('obligation_id')
        .doUpdateSet((row) => ({ ...values, revision: row('report_draft.revision', '+', 1) })),
    )
    .execute()
  await trx.deleteFrom('report_draft').where('obligation_id', '=', fromObligation).execute()
}

/** Tasks on which a unit that is no more owes a report again: what it had sent came back. */
export async function tasksOfFormerUnits(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct o.task_id as id from report_obligation o join cycle c on c.id = o.cycle_id
    where o.succeeded_by_id is not null and o.state in ('due', 'returned') and c.closed_at is null`.execute(trx)
  return rows.map(({ id }) => id)
}
