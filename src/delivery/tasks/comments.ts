import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { idOfKey, isMade } from '../../platform/http/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { loadTask } from './acts.ts'

/**
 * Says something on a task, in the open; the units mentioned (@单位) are told. The same again with one key is one comment.
 * @throws Refusal task_not_found
 */
export async function addComment(
  trx: Trx,
  actor: Actor,
  taskId: string,
  { text, mentions = [] }: { text: string; mentions?: readonly string[] },
  key?: string,
): Promise<string> {
  const task = await loadTask(trx, taskId)
  const id = idOfKey(key, actor, 'comment', taskId, text, mentions)
  if (await isMade(trx, 'task_comment', key, id)) return id
  const told = [...new Set(mentions)].filter((organizationId) => organizationId !== actor.organizationId)
  await trx
    .insertInto('task_comment')
    .values({
      id,
      task_id: taskId,
      text,
      mentions: told,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .execute()
  await appendAudit(trx, {
    action: 'delivery.comment',
    subjectKind: 'task',
    subjectId: taskId,
    after: { commentId: id },
  })
  // Only who sees the task may be told what it is called.
  const seeing = new Set([task.ownerId, ...task.units.map(({ organizationId }) => organizationId)])
  const { visibility } = await trx
    .selectFrom('task')
    .select('visibility')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  await notify(
    trx,
    told
      .filter((organizationId) => visibility === 'cluster' || seeing.has(organizationId))
      .map((organizationId) => ({
        organizationId,
        kind: 'delivery.mentioned',
        title: `${actor.organizationName}在任务中提到贵单位：${task.title}`,
        titleEn: `${actor.organizationName} mentioned you: ${task.title}`,
        link: `/tasks/${taskId}`,
        key: `comment:${id}`,
      })),
  )
  return id
}
