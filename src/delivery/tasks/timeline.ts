import type { Trx } from '../../platform/database/index.ts'

/** The timeline, newest last. */
export async function timelineOf(trx: Trx, taskId: string) {
  return trx
    .selectFrom('task_event')
    .select(['id', 'kind', 'at', 'user_name as userName', 'organization_name as organizationName', 'facts'])
    .where('task_id', '=', taskId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}
