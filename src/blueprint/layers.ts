import { sql } from 'kysely'
import { expectPlace } from '../gazetteer/index.ts'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { awaitTurn, expectVersion, httpRefusals, idOfKey, isMade } from '../platform/http/index.ts'
import { findLayer, keptLayer } from './layerStore.ts'
import { blueprintRefusals as refusals } from './refusals.ts'
import type { Layer, LayerEdit, NewLayer } from './schemas/layers.ts'

/** What a layer rests on, as it is stored: the provision's label and sentence are looked up, not believed. */
interface Ground {
  documentId: string | null
  provision: string | null
  provisionLabel: string
  quote: string
  basis: string
}

/**
 * Adds an empty layer.
 * @param key of the request: the same request again with it adds nothing
 * @throws Refusal blueprint_basis_missing, blueprint_document_unknown, blueprint_provision_unknown, jurisdiction_unknown,
 *   blueprint_place_not_yours
 */
export async function addLayer(trx: Trx, actor: Actor, layer: NewLayer, key?: string): Promise<string> {
  const id = idOfKey(key, actor, 'blueprint_layer', layer)
  if (await isMade(trx, 'blueprint_layer', key, id)) return id
  await expectPlace(trx, layer.jurisdiction)
  const owner = layer.organizationId ?? actor.organizationId
  await expectOwnPlace(trx, actor, owner, layer.jurisdiction)
  const ground = await groundOf(trx, layer)
  await trx
    .insertInto('blueprint_layer')
    .values({
      id,
      kind: layer.kind,
      name: layer.name,
      jurisdiction_code: layer.jurisdiction,
      organization_id: owner,
      document_id: ground.documentId,
      provision: ground.provision,
      provision_label: ground.provisionLabel,
      quote: ground.quote,
      basis: ground.basis,
      audience: layer.audience,
      withdrawn_at: null,
      withdrawn_reason: null,
    })
    .execute()
  await appendAudit(trx, { action: 'blueprint.add_layer', subjectKind: 'blueprint_layer', subjectId: id, after: layer })
  return id
}

/**
 * Corrects what is said of a layer; what it holds changes by revisions only.
 * @throws Refusal version_needed, version_outdated, overtaken and those of `addLayer` and `keptLayer`
 */
export async function editLayer(trx: Trx, id: string, edit: LayerEdit, ifMatch: string | undefined): Promise<void> {
  await awaitTurn(trx, 'blueprint_layer', id)
  const layer = await keptLayer(trx, id)
  expectVersion(ifMatch, layer.version, layer)
  const ground = await groundOf(trx, {
    documentId: edit.documentId === undefined ? (layer.document?.id ?? null) : edit.documentId,
    provision: edit.provision === undefined ? layer.provision : edit.provision,
    basis: edit.basis ?? layer.basis,
  })
  const changed = await trx
    .updateTable('blueprint_layer')
    .set({
      name: edit.name ?? layer.name,
      audience: edit.audience ?? layer.audience,
      document_id: ground.documentId,
      provision: ground.provision,
      provision_label: ground.provisionLabel,
      quote: ground.quote,
      basis: ground.basis,
      version: layer.version + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('version', '=', layer.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await layerUnwritten(trx, layer)
  const said = { ...layer, documentId: layer.document?.id }
  const before = Object.fromEntries(Object.keys(edit).map((field) => [field, said[field as keyof LayerEdit] ?? null]))
  await appendAudit(trx, {
    action: 'blueprint.edit_layer',
    subjectKind: 'blueprint_layer',
    subjectId: id,
    before,
    after: edit,
  })
}

/**
 * Takes a layer off the blueprint: it stays on record, and no list, map or check uses it.
 * @throws Refusal blueprint_layer_withdrawn and those of `keptLayer`
 */
export async function withdrawLayer(trx: Trx, actor: Actor, id: string, reason: string): Promise<void> {
  await awaitTurn(trx, 'blueprint_layer', id)
  const layer = await keptLayer(trx, id)
  if (layer.withdrawnAt) throw refusals.layerWithdrawn(layer.name, layer.withdrawnReason ?? '')
  await setWithdrawn(trx, actor, layer, reason, true)
}

/** Puts it back. @throws Refusal blueprint_layer_not_withdrawn and those of `keptLayer` */
export async function restoreLayer(trx: Trx, actor: Actor, id: string, reason: string): Promise<void> {
  await awaitTurn(trx, 'blueprint_layer', id)
  const layer = await keptLayer(trx, id)
  if (!layer.withdrawnAt) throw refusals.layerNotWithdrawn(layer.name)
  await setWithdrawn(trx, actor, layer, reason, false)
}

async function setWithdrawn(trx: Trx, actor: Actor, layer: Layer, reason: string, withdrawn: boolean): Promise<void> {
  const changed = await trx
    .updateTable('blueprint_layer')
    .set({
      withdrawn_at: withdrawn ? CLOCK_NOW : null,
      withdrawn_reason: withdrawn ? reason : null,
      version: layer.version + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', layer.id)
    .where('version', '=', layer.version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await layerUnwritten(trx, layer)
  const { features: total, areaM2, lengthM, bbox } = layer
  const counts = { added: 0, changed: 0, removed: 0, unchanged: total, total, areaM2, lengthM, bbox }
  const { id: revisionId } = await trx
    .insertInto('blueprint_revision')
    .values({
      layer_id: layer.id,
      cause: withdrawn ? 'withdrawal' : 'restoration',
      reason,
      counts: JSON.stringify(counts),
      file_name: null,
      sha256: null,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await announce(trx, 'blueprint.layer_changed', { layerId: layer.id, revisionId })
  await appendAudit(trx, {
    action: withdrawn ? 'blueprint.withdraw_layer' : 'blueprint.restore_layer',
    subjectKind: 'blueprint_layer',
    subjectId: layer.id,
    after: { reason },
  })
}

/**
 * A layer speaks for ground of its organization's: nobody draws another government's. Whose layer it may be at all, the
 * row policy says.
 * @throws Refusal blueprint_place_not_yours
 */
async function expectOwnPlace(trx: Trx, actor: Actor, owner: string, place: string): Promise<void> {
  const { rows } = await sql<{ fits: boolean; coordinates: boolean }>`
    select may_be_of_place(${owner}::uuid, ${place}) as fits,
      ${place} like any (actor_coordinated_places()) as coordinates`.execute(trx)
  const [{ fits = false, coordinates = false } = {}] = rows
  if (!fits && (coordinates || owner === actor.organizationId)) throw refusals.placeNotYours(place)
}

/** Why a write met no row: somebody else was faster, or the database does not let the actor. */
async function layerUnwritten(trx: Trx, { id, version }: Layer): Promise<Error> {
  const now = await findLayer(trx, id)
  return now.version === version ? httpRefusals.permissionMissing() : httpRefusals.overtaken()
}

async function groundOf(
  trx: Trx,
  said: { documentId?: string | null; provision?: string | null; basis?: string },
): Promise<Ground> {
  const { documentId = null, provision = null, basis = '' } = said
  if (!documentId && !basis.trim()) throw refusals.basisMissing()
  if (!documentId) return { documentId, provision: null, provisionLabel: '', quote: '', basis }
  const { rows } = await sql<{ label: string | null; quote: string | null; found: boolean }>`
    select p.address is not null as found, nullif(concat_ws(' ', nullif(p.marker, ''), nullif(p.title, '')), '') as label,
      left(substring(t.text from p.span_start + 1 for p.span_end - p.span_start), 500) as quote
    from document d
      left join provision p on p.document_id = d.id and p.version = d.newest_version and p.address = ${provision}::text
      left join document_text t on t.document_id = d.id and t.version = d.newest_version and p.address is not null
    where d.id = ${documentId}::uuid`.execute(trx)
  const [row] = rows
  if (!row) throw refusals.documentUnknown(documentId)
  if (provision && !row.found) throw refusals.provisionUnknown(provision)
  return { documentId, provision, provisionLabel: row.label ?? '', quote: row.quote ?? '', basis }
}
