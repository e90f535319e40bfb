import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { expectVersion, httpRefusals } from '../platform/http/index.ts'
import { documentDetail, findDocument } from './documentStore.ts'
import { planRefusals } from './refusals.ts'
import { jsonOf } from './rows.ts'
import type { Document, DocumentDetail } from './schemas.ts'

/**
 * Takes a document and its commitments out of the register's lists, counts and search. All of it stays on record and
 * readable by its address.
 * @throws Refusal document_not_found, document_not_yours, version_needed, version_outdated, document_withdrawn
 */
export async function withdrawDocument(
  trx: Trx,
  actor: Actor,
  id: string,
  ifMatch: string | undefined,
  reason: string,
): Promise<DocumentDetail> {
  const { title, withdrawn } = await ownDocument(trx, actor, id, ifMatch)
  if (withdrawn) throw planRefusals.documentWithdrawn(title, withdrawn.reason)
  const { userId, userName, organizationId, organizationName } = actor
  await setWithdrawn(trx, id, { reason, by: { userId, userName, organizationId, organizationName } })
  await announce(trx, 'plan.document_withdrawn', { documentId: id, reason })
  const after = await documentDetail(trx, actor, id)
  await appendAudit(trx, {
    action: 'plan.withdraw',
    subjectKind: 'document',
    subjectId: id,
    after: { title, reason },
  })
  return after
}

/**
 * Brings a withdrawn document back, with everything as it was left.
 * @throws Refusal document_not_found, document_not_yours, version_needed, version_outdated, document_not_withdrawn
 */
export async function restoreDocument(
  trx: Trx,
  actor: Actor,
  id: string,
  ifMatch: string | undefined,
  reason: string | undefined,
): Promise<DocumentDetail> {
  const { title, withdrawn } = await ownDocument(trx, actor, id, ifMatch)
  if (!withdrawn) throw planRefusals.documentNotWithdrawn(title)
  await setWithdrawn(trx, id, null)
  await announce(trx, 'plan.document_restored', { documentId: id, ...(reason === undefined ? {} : { reason }) })
  const after = await documentDetail(trx, actor, id)
  await appendAudit(trx, {
    action: 'plan.restore',
    subjectKind: 'document',
    subjectId: id,
    before: { withdrawn },
    after: { title, ...(reason === undefined ? {} : { reason }) },
  })
  return after
}

async function ownDocument(trx: Trx, actor: Actor, id: string, ifMatch: string | undefined): Promise<Document> {
  await sql`select from document where id = ${id} for update`.execute(trx)
  const document = await findDocument(trx, id)
  if (document.owner.id !== actor.organizationId) throw planRefusals.notYours(document.owner.name)
  expectVersion(ifMatch, document.revision)
  return document
}

async function setWithdrawn(trx: Trx, id: string, withdrawal: { reason: string; by: object } | null): Promise<void> {
  const written = await trx
    .updateTable('document')
    .set((eb) => ({
      withdrawn_at: withdrawal ? sql<Date>`now()` : null,
      withdrawn_reason: withdrawal?.reason ?? null,
      withdrawn_by: withdrawal ? jsonOf(withdrawal.by) : null,
      revision: eb('revision', '+', 1),
      updated_at: sql<Date>`now()`,
    }))
    .where('id', '=', id)
    .executeTakeFirst()
  if (written.numUpdatedRows !== 1n) throw httpRefusals.permissionMissing('plan.ingest')
  await trx
    .updateTable('commitment')
    .set({ withdrawn: withdrawal !== null })
    .where('document_id', '=', id)
    .execute()
}
