import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'

export interface Noted {
  taskId: string
  kind: string
  facts: Readonly<Record<string, unknown>>
}

/**
 * Puts what happened on the tasks' timelines, signed (null: by Qunce itself), at the moment that the app's clock says.
 * No report's content goes there: the timeline is in the open.
 */
export async function noteAll(trx: Trx, actor: Actor | null, noted: readonly Noted[], now: Date): Promise<void> {
  if (noted.length === 0) return
  const rows = noted.map((one) => ({ id: randomUUID(), ...one }))
  await sql`
    insert into task_event (home_jurisdiction, id, task_id, kind, at, user_id, user_name, organization_id,
      organization_name, facts)
    select t.home_jurisdiction, n.id, t.id, n.kind, ${now}::timestamptz, ${actor?.userId ?? null}::text,
      ${actor?.userName ?? null}::text, ${actor?.organizationId ?? null}::uuid, ${actor?.organizationName ?? null}::text,
      n.facts
    from json_to_recordset(${JSON.stringify(rows)}::json) as n (id uuid, "taskId" uuid, kind text, facts jsonb)
      join task t on t.id = n."taskId"`.execute(trx)
}

export function note(
  trx: Trx,
  actor: Actor | null,
  taskId: string,
  kind: string,
  facts: Noted['facts'],
  now: Date,
): Promise<void> {
  return noteAll(trx, actor, [{ taskId, kind, facts }], now)
}
