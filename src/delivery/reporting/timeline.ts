import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'

/** Puts what happened on the task's timeline, signed. No report's content goes there: the timeline is in the open. */
export async function note(
  trx: Trx,
  actor: Actor,
  task: { id: string; home: string },
  kind: string,
  facts: Readonly<Record<string, unknown>>,
): Promise<void> {
  await trx
    .insertInto('task_event')
    .values({
      home_jurisdiction: task.home,
      id: randomUUID(),
      task_id: task.id,
      kind,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
      facts: JSON.stringify(facts),
    })
    .execute()
}
