import { randomUUID } from 'node:crypto'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import type { Attachment } from './attachments.ts'
import { itemRow, openMeeting } from './meetings.ts'
import { jointRefusals as refusals } from './refusals.ts'

/** Lays a paper on the table: for the whole meeting, or for one item of its agenda. */
export async function addMaterial(trx: Trx, actor: Actor, meetingId: string, paper: Attachment): Promise<string> {
  await openMeeting(trx, meetingId)
  const itemId = paper.fields.get('agendaItemId') || null
  if (itemId && !/^[0-9a-f-]{36}$/i.test(itemId)) throw refusals.itemNotFound(itemId)
  if (itemId && (await itemRow(trx, itemId)).meeting_id !== meetingId) throw refusals.itemNotFound(itemId)
  const id = randomUUID()
  await trx
    .insertInto('meeting_material')
    .values({
      id,
      meeting_id: meetingId,
      agenda_item_id: itemId,
      title: (paper.fields.get('title')?.trim() || paper.fileName).slice(0, 300),
      file_name: paper.fileName,
      media_type: paper.mediaType,
      bytes: paper.bytes,
      sha256: paper.sha256,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
      removed_at: null,
    })
    .execute()
  await appendAudit(trx, {
    action: 'delivery.material_add',
    subjectKind: 'meeting',
    subjectId: meetingId,
    after: { material: id, fileName: paper.fileName, sha256: paper.sha256, agendaItemId: itemId },
  })
  return id
}

export async function findMaterial(trx: Trx, id: string) {
  const material = await trx
    .selectFrom('meeting_material')
    .select(['id', 'meeting_id', 'file_name', 'media_type', 'sha256'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!material) throw refusals.materialNotFound(id)
  return material
}

export async function removeMaterial(trx: Trx, id: string): Promise<string> {
  const material = await findMaterial(trx, id)
  await openMeeting(trx, material.meeting_id)
  const removed = await trx
    .updateTable('meeting_material')
    .set({ removed_at: CLOCK_NOW })
    .where('id', '=', id)
    .executeTakeFirst()
  if (removed.numUpdatedRows === 0n) throw httpRefusals.permissionMissing()
  await appendAudit(trx, {
    action: 'delivery.material_remove',
    subjectKind: 'meeting',
    subjectId: material.meeting_id,
    before: { material: id, fileName: material.file_name, sha256: material.sha256 },
  })
  return material.meeting_id
}
