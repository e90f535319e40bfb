import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { Trx } from '../platform/database/index.ts'

/** Something that happened to a task. */
export interface TaskHappening {
  taskId: string
  kind: string
  facts?: Readonly<Record<string, unknown>>
}

/**
 * Puts what happened on the tasks' timelines, signed by the actor (null: by Qunce itself), at the moment of the database's
 * clock. The timeline is in the open: no report's content goes there. Any number in one statement.
 */
export async function recordEvents(trx: Trx, actor: Actor | null, happenings: readonly TaskHappening[]): Promise<void> {
  if (happenings.length === 0) return
  const rows = happenings.map(({ taskId, kind, facts = {} }) => ({ id: randomUUID(), taskId, kind, facts }))
  await sql`
    insert into task_event (home_jurisdiction, id, task_id, kind, user_id, user_name, organization_id, organization_name, facts)
    select t.home_jurisdiction, happened.id, t.id, happened.kind, ${actor?.userId ?? null}::text,
      ${actor?.userName ?? null}::text, ${actor?.organizationId ?? null}::uuid, ${actor?.organizationName ?? null}::text,
      happened.facts
    from json_to_recordset(${JSON.stringify(rows)}::json) as happened (id uuid, "taskId" uuid, kind text, facts jsonb)
      join task t on t.id = happened."taskId"`.execute(trx)
}

/** Puts one happening on one timeline; see `recordEvents`. */
export function recordEvent(
  trx: Trx,
  actor: Actor | null,
  taskId: string,
  kind: string,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return recordEvents(trx, actor, [{ taskId, kind, facts }])
}
