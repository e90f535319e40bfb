import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import type { Attachment } from '../joint/index.ts'
import { supervisionRefusals as refusals } from './refusals.ts'

/** Keeps a paper for an answer that is still being written: the unit's own until it is handed in. */
export async function addFile(
  trx: Trx,
  actor: Actor,
  subject: { noticeId: string } | { objectId: string },
  paper: Attachment,
): Promise<void> {
  const id = randomUUID()
  await trx
    .insertInto('supervision_file')
    .values({
      id,
      notice_id: 'noticeId' in subject ? subject.noticeId : null,
      inspection_object_id: 'objectId' in subject ? subject.objectId : null,
      event_id: null,
      file_name: paper.fileName,
      media_type: paper.mediaType,
      bytes: paper.bytes,
      sha256: paper.sha256,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
    })
    .execute()
  await appendAudit(trx, {
    action: 'delivery.supervision_file_add',
    subjectKind: 'supervision_file',
    subjectId: id,
    after: { ...subject, fileName: paper.fileName, sha256: paper.sha256 },
  })
}

export async function findFile(trx: Trx, id: string) {
  const file = await trx
    .selectFrom('supervision_file')
    .select(['id', 'sha256', 'file_name', 'event_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!file) throw refusals.fileNotFound(id)
  return file
}

/** Takes a paper back that was not handed in yet. */
export async function removeFile(trx: Trx, id: string): Promise<void> {
  const file = await findFile(trx, id)
  if (file.event_id !== null) throw refusals.fileUnknown()
  const removed = await trx.deleteFrom('supervision_file').where('id', '=', id).executeTakeFirst()
  if (removed.numDeletedRows === 0n) throw httpRefusals.permissionMissing()
  await appendAudit(trx, {
    action: 'delivery.supervision_file_remove',
    subjectKind: 'supervision_file',
    subjectId: id,
    before: { fileName: file.file_name, sha256: file.sha256 },
  })
}
