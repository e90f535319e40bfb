import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import type { FileStore } from '../platform/files/index.ts'
import { todayInChina } from '../platform/time.ts'
import { insertCommitments, insertExtractions } from './commitmentStore.ts'
import { findDocument, findDocuments } from './documentStore.ts'
import { newCommitmentId } from './ids.ts'
import { imageOf, Labels } from './images.ts'
import { type NewEdition, replaceEdition } from './newVersion.ts'
import { parseApart } from './parseApart.ts'
import type { ParsedPlan } from './parsedPlan.ts'
import { readSource } from './reading/index.ts'
import type { SourceText } from './reading/types.ts'
import { planRefusals } from './refusals.ts'
import { findLikeDocuments, type LikeDocument, recordRelations, textInCommon } from './relations.ts'
import type { Document, Relation, Visibility } from './schemas.ts'
import { resolveUnits } from './units.ts'
import { insertDocument, insertVersion, statedIn, textHashOf } from './versionStore.ts'

/** Where plans are kept. */
export interface PlanHouse {
  database: DatabaseHandle
  files: FileStore
}

export interface Upload {
  bytes: Uint8Array
  fileName: string
  /** Who may read it; by default the office shares what it ingests, everyone else keeps it to the own organization. */
  visibility?: Visibility | undefined
  /** The document that this file corrects. Without it one of the same title or number, or nearly the same text, is found. */
  versionOf?: string | null | undefined
  sample?: boolean
}

export type Ingested =
  | { outcome: 'known'; document: Document; sameText?: true; restore?: { href: string; revision: number } }
  | {
      outcome: 'accepted'
      document: Document
      newVersionOf?: { previous: number; number: number }
      relations: Relation[]
    }

/**
 * Takes a plan into the register: reads, parses, stores the bytes, and then writes everything in one transaction, so
 * that a document is there as a whole or not at all. The same bytes twice are recognized; a corrected file becomes a
 * new version of its document, with the work that people did carried over. Bytes of a document that the actor's own
 * organization withdrew are recognized too, with the way to restore it.
 * @throws Refusal whatever reading and parsing refuse; document_not_found, document_not_yours for `versionOf`
 */
export async function ingestDocument(house: PlanHouse, actor: Actor, upload: Upload): Promise<Ingested> {
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
  const { versionOf, fileName } = upload
  const known = await house.database.asActor(actor, (trx) => findKnown(trx, actor, { sha256, versionOf }))
  if (known) return known

  const source = await readText(upload.bytes, fileName)
  const text = { sha256: textHashOf(source.text), format: source.format }
  const asked = { sha256, versionOf, text }
  const sameText = await house.database.asActor(actor, (trx) => findKnown(trx, actor, asked))
  if (sameText) return sameText
  const plan = await parseApart(source, sha256, fileName)
  // Bytes first: a row never names a file that is not there. Bytes without a row, after a crash, harm nobody.
  await house.files.put(upload.bytes)

  return house.database.asActor(actor, async (trx) => {
    // Two uploads of the same text at the same moment: the second finds the first.
    const same = `plan ${actor.organizationId} ${text.sha256}`
    await sql`select pg_advisory_xact_lock(hashtextextended(${same}, 0))`.execute(trx)
    const meanwhile = await findKnown(trx, actor, asked)
    if (meanwhile) return meanwhile

    const like = await findLikeDocuments(trx, plan)
    const previous = await previousEdition(trx, actor, plan, upload, like)
    const ingested = previous
      ? await addVersion(trx, actor, previous, { ...upload, sha256, plan, cause: 'correction' })
      : await addDocument(trx, actor, { ...upload, sha256, plan })
    const relations = await recordRelations(trx, ingested.documentId, plan, like)
    const document = await findDocument(trx, ingested.documentId)
    await announce(trx, 'plan.document_ingested', {
      documentId: document.id,
      version: document.version,
      title: document.title,
      visibility: document.visibility,
    })
    await appendAudit(trx, {
      action: 'plan.ingest',
      subjectKind: 'document',
      subjectId: document.id,
      after: { title: document.title, version: document.version, sha256, fileName: upload.fileName },
    })
    return { outcome: 'accepted', document, relations, ...ingested.newVersion }
  })
}

/**
 * Parses a stored document again, with what the parser has learnt since, as a new version of the same bytes.
 * @throws Refusal document_not_found, document_not_yours
 */
export async function reparseDocument(house: PlanHouse, actor: Actor, documentId: string): Promise<Ingested> {
  const before = await house.database.asActor(actor, (trx) => editionOf(trx, actor, documentId))
  const bytes = await house.files.get(before.sha256)
  const plan = await parseApart(await readText(bytes, before.fileName), before.sha256, before.fileName)
  return house.database.asActor(actor, async (trx) => {
    const previous = await editionOf(trx, actor, documentId)
    if (previous.sha256 !== before.sha256) throw planRefusals.versionArrived(documentId)
    const { fileName, sha256 } = previous
    const ingested = await addVersion(trx, actor, previous, { bytes, fileName, sha256, plan, cause: 'reparse' })
    const relations = await recordRelations(trx, documentId, plan, await findLikeDocuments(trx, plan))
    const document = await findDocument(trx, documentId)
    await announce(trx, 'plan.document_reparsed', { documentId, version: document.version })
    await appendAudit(trx, {
      action: 'plan.reparse',
      subjectKind: 'document',
      subjectId: documentId,
      after: { version: document.version, sha256 },
    })
    return { outcome: 'accepted', document, relations, ...ingested.newVersion }
  })
}

async function readText(bytes: Uint8Array, fileName: string): Promise<SourceText> {
  const source = await readSource(bytes, fileName)
  if (source.text.trim() === '') throw planRefusals.noText(fileName)
  return source
}

interface Asked {
  sha256: string
  versionOf: string | null | undefined
  /** Once it is read. */
  text?: { sha256: string; format: string }
}

/**
 * The document that has these bytes as one of its versions, if the actor sees one that stands; else one that the actor's
 * own organization withdrew. What others withdrew is no reason to send anybody away. Of the own ones also one whose
 * newest version has the same text in a file of the same format, but for blanks at the ends of lines.
 */
async function findKnown(
  trx: Trx,
  actor: Actor,
  { sha256, versionOf, text }: Asked,
): Promise<Extract<Ingested, { outcome: 'known' }> | null> {
  const { rows } = await sql<{ id: string; bytes: boolean }>`
    select d.id, v.sha256 = ${sha256} as bytes from document_version v join document d on d.id = v.document_id
    where (v.sha256 = ${sha256} or (v.text_sha256 = ${text?.sha256 ?? null} and v.format = ${text?.format ?? null}
        and v.number = d.newest_version and d.owner_organization_id = ${actor.organizationId}))
      and (not d.withdrawn or d.owner_organization_id = ${actor.organizationId})
      and (${versionOf ?? null}::uuid is null or d.id = ${versionOf ?? null})
    order by v.sha256 <> ${sha256}, d.withdrawn, v.ingested_at limit 1`.execute(trx)
  const [found] = rows
  const [document] = found ? await findDocuments(trx, [found.id]) : []
  if (!found || !document) return null
  const { id, revision, withdrawn } = document
  const restore = { href: `/api/v1/documents/${id}/restore`, revision }
  return { outcome: 'known', document, ...(found.bytes ? {} : { sameText: true }), ...(withdrawn ? { restore } : {}) }
}

interface Edition {
  documentId: string
  ordinal: number
  home: string
  owner: string
  ownerName: string
  visibility: Visibility
  newest: number
  title: string
  fileName: string
  sha256: string
  withdrawnFor: string | null
}

/**
 * The newest version of a document of the actor's own that stands, locked against another new version.
 * @throws Refusal document_not_found, document_not_yours, document_withdrawn
 */
async function editionOf(trx: Trx, actor: Actor, documentId: string): Promise<Edition> {
  await sql`select from document where id = ${documentId} for update`.execute(trx)
  const { rows } = await sql<Edition>`
    select d.id as "documentId", d.ordinal, d.home_jurisdiction as home, d.owner_organization_id as owner,
      o.name as "ownerName", d.visibility, d.newest_version as newest, d.title, v.file_name as "fileName", v.sha256,
      d.withdrawn_reason as "withdrawnFor"
    from document d
      join organization o on o.id = d.owner_organization_id
      join document_version v on v.document_id = d.id and v.number = d.newest_version
    where d.id = ${documentId}`.execute(trx)
  const [edition] = rows
  if (!edition) throw planRefusals.documentNotFound(documentId)
  if (edition.owner !== actor.organizationId) throw planRefusals.notYours(edition.ownerName)
  if (edition.withdrawnFor !== null) throw planRefusals.documentWithdrawn(edition.title, edition.withdrawnFor)
  return edition
}

/** The document that this upload is a new version of: the one that was named, or one that is plainly the same plan. */
async function previousEdition(
  trx: Trx,
  actor: Actor,
  plan: ParsedPlan,
  upload: Upload,
  like: readonly LikeDocument[],
): Promise<Edition | null> {
  if (upload.versionOf) return editionOf(trx, actor, upload.versionOf)
  const stated = statedIn(plan, upload.fileName)
  for (const other of like) {
    if (other.owner !== actor.organizationId || other.withdrawn) continue
    if (await isSamePlan(trx, plan, stated, other)) return editionOf(trx, actor, other.id)
  }
  return null
}

/** Same number, or same title and no other number, over text that agrees in good part; or all but the same text. */
async function isSamePlan(
  trx: Trx,
  plan: ParsedPlan,
  stated: { title: string; number: string | null },
  other: LikeDocument,
): Promise<boolean> {
  if (stated.number !== null && other.number !== null && stated.number !== other.number) return false
  const sameName = (stated.number !== null && stated.number === other.number) || stated.title === other.title
  const alike = Math.min(other.shareOfThis, other.shareOfOther)
  if (sameName) return alike >= SAME_NAME_SHARE
  return alike >= SAME_TEXT_SHARE && (await textInCommon(trx, plan, other.id)) >= SAME_TEXT_SHARE
}

const SAME_NAME_SHARE = 0.3
const SAME_TEXT_SHARE = 0.9

interface Written {
  documentId: string
  newVersion: { newVersionOf?: { previous: number; number: number } }
}

async function addDocument(
  trx: Trx,
  actor: Actor,
  upload: Upload & { sha256: string; plan: ParsedPlan },
): Promise<Written> {
  const { plan, fileName } = upload
  const stated = statedIn(plan, fileName)
  const documentId = randomUUID()
  const home = await homeOf(trx, actor.organizationId)
  const visibility = upload.visibility ?? (actor.role === 'office' ? 'cluster' : 'organization')
  const ordinal = await insertDocument(trx, {
    id: documentId,
    home,
    title: stated.title,
    number: stated.number,
    issuer: stated.issuer,
    issuedOn: stated.date,
    visibility,
    owner: actor.organizationId,
    sample: upload.sample ?? false,
  })
  const units = await resolveUnits(trx, stated, plan.commitments, todayInChina())
  const { sha256, bytes } = upload
  await insertVersion(trx, actor, {
    ...{ documentId, number: 1, cause: 'upload', fileName, sha256, bytes: bytes.length, plan, units },
  })
  const labels = new Labels(plan.parsed.outline)
  const commitments = plan.commitments.map((derived) => ({
    id: newCommitmentId(),
    image: imageOf(derived, 1, labels, units),
  }))
  await insertCommitments(trx, { documentId, ordinal, home, owner: actor.organizationId, visibility }, commitments)
  const found = commitments.map(({ id, image }) => ({ commitmentId: id, image }))
  await insertExtractions(trx, documentId, 1, found)
  return { documentId, newVersion: {} }
}

async function addVersion(
  trx: Trx,
  actor: Actor,
  previous: Edition,
  upload: Pick<Upload, 'bytes' | 'fileName'> & { sha256: string; plan: ParsedPlan; cause: 'correction' | 'reparse' },
): Promise<Written> {
  const { plan, fileName, sha256, bytes, cause } = upload
  const number = previous.newest + 1
  const stated = statedIn(plan, fileName)
  const units = await resolveUnits(trx, stated, plan.commitments, todayInChina())
  const { documentId } = previous
  await insertVersion(trx, actor, { documentId, number, cause, fileName, sha256, bytes: bytes.length, plan, units })
  await trx
    .updateTable('document')
    .set((eb) => ({ newest_version: number, revision: eb('revision', '+', 1), updated_at: sql<Date>`now()` }))
    .where('id', '=', documentId)
    .execute()
  const edition: NewEdition = { ...previous, number, plan, units }
  await replaceEdition(trx, actor, edition)
  return { documentId, newVersion: { newVersionOf: { previous: previous.newest, number } } }
}

/** The jurisdiction whose government keeps the rows: the owner's. */
async function homeOf(trx: Trx, organizationId: string): Promise<string> {
  const { rows } = await sql<{ code: string | null }>`
    select jurisdiction_code as code from organization where id = ${organizationId}`.execute(trx)
  return rows[0]?.code ?? '000000'
}
