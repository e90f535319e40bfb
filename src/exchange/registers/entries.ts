import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion, holdKey, idOfKey, isMade } from '../../platform/http/index.ts'
import { findEntry } from './entryStore.ts'
import { registryRefusals as refusals } from './refusals.ts'
import { findRegistry } from './registryStore.ts'
import { type ContentFault, checkerOf, draftFaults } from './rules/checkContent.ts'
import { LARGEST_CONTENT } from './rules/limits.ts'
import { type EntryContent, filled, keyOf, parted } from './rules/schema.ts'
import type { EntryDetail, RegistryDetail } from './schemas.ts'

const audit = (trx: Trx, action: string, subjectId: string, after: object) =>
  appendAudit(trx, { action: `exchange.${action}`, subjectKind: 'registry_entry', subjectId, after })

/** @throws Refusal registry_entry_too_large, registry_entry_unfit */
function expectFit(content: EntryContent, faults: readonly ContentFault[]): void {
  if (Buffer.byteLength(JSON.stringify(content)) > LARGEST_CONTENT) throw refusals.entryTooLarge()
  if (faults.length > 0) throw refusals.entryUnfit(faults)
}

/**
 * Drafts an entry of one's own organization: it may say as much as is known, but has its name and key.
 * @throws Refusal registry_not_found, registry_entry_unfit, registry_entry_twice, registry_entry_too_large
 */
export async function draftEntry(
  trx: Trx,
  actor: Actor,
  code: string,
  content: EntryContent,
  once?: string,
): Promise<string> {
  const id = idOfKey(once, actor, code, content)
  if (await isMade(trx, 'registry_entry', once, id)) return id
  const registry = await findRegistry(trx, code)
  expectFit(content, draftFaults(registry.schema, content))
  await addEntry(trx, actor, registry, id, content)
  await audit(trx, 'draft_registry_entry', id, { registry: code, version: 1 })
  return id
}

/** Writes an entry with its first draft, of content that was checked. */
export async function addEntry(
  trx: Trx,
  actor: Actor,
  registry: RegistryDetail,
  id: string,
  content: EntryContent,
): Promise<void> {
  await trx
    .insertInto('registry_entry')
    .values({ id, registry_code: registry.code, organization_id: actor.organizationId })
    .execute()
  await addVersion(trx, actor, registry, id, 1, content)
}

/** Writes a further draft behind the last version. @throws Refusal registry_entry_twice */
export async function addVersion(
  trx: Trx,
  actor: Actor,
  { schema, version }: RegistryDetail,
  id: string,
  number: number,
  content: EntryContent,
): Promise<void> {
  const { shown, kept } = parted(schema, content)
  await trx
    .insertInto('registry_entry_version')
    .values({
      ...{ entry_id: id, number, schema_version: version, content: JSON.stringify(shown) },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
    .catch(throwWhyTwice(keyOf(schema, content)))
  await trx
    .insertInto('registry_entry_private')
    .values({ entry_id: id, number, organization_id: actor.organizationId, content: JSON.stringify(kept) })
    .execute()
}

const throwWhyTwice =
  (key: string) =>
  (error: { constraint?: string }): never => {
    throw error.constraint === 'registry_entry_registry_code_organization_id_key_key' ? refusals.entryTwice(key) : error
  }

/** Writes what a draft says now, under the register as it is now. */
export async function saveDraft(
  trx: Trx,
  { schema, version }: RegistryDetail,
  id: string,
  number: number,
  content: EntryContent,
): Promise<void> {
  const { shown, kept } = parted(schema, content)
  await trx
    .updateTable('registry_entry_version')
    .set((eb) => ({ content: JSON.stringify(shown), schema_version: version, revision: eb('revision', '+', 1) }))
    .where('entry_id', '=', id)
    .where('number', '=', number)
    .execute()
    .catch(throwWhyTwice(keyOf(schema, content)))
  await trx
    .updateTable('registry_entry_private')
    .set({ content: JSON.stringify(kept) })
    .where('entry_id', '=', id)
    .where('number', '=', number)
    .execute()
}

/** Waits for who is at the same entry. @throws Refusal registry_entry_not_found, registry_entry_not_owner */
async function ownEntry(trx: Trx, code: string, id: string): Promise<EntryDetail> {
  await holdKey(trx, `registry entry ${id}`)
  const standing = await findEntry(trx, code, id)
  if (!standing.mayWrite) throw refusals.notOwner()
  return standing
}

/** @throws Refusal registry_entry_state_unfit, registry_entry_not_owner */
async function ownDraft(trx: Trx, code: string, id: string): Promise<EntryDetail> {
  const standing = await ownEntry(trx, code, id)
  const draft = standing.versions.find(({ state }) => state === 'draft')
  if (!draft) throw refusals.stateUnfit(standing.state, 'draft')
  return draft.number === standing.number ? standing : findEntry(trx, code, id, draft.number)
}

/** Changes a draft. @returns its number. @throws Refusal version_outdated, registry_entry_unfit, registry_entry_twice */
export async function editEntry(
  trx: Trx,
  code: string,
  id: string,
  content: EntryContent,
  ifMatch: string | undefined,
): Promise<number> {
  const draft = await ownDraft(trx, code, id)
  expectVersion(ifMatch, draft.revision)
  const registry = await findRegistry(trx, code)
  expectFit(content, draftFaults(registry.schema, content))
  await saveDraft(trx, registry, id, draft.number, content)
  await audit(trx, 'edit_registry_entry', id, { registry: code, version: draft.number })
  return draft.number
}

/** A further version of an entry, as a draft of what stands. @throws Refusal registry_entry_draft_open */
export async function draftEntryVersion(trx: Trx, actor: Actor, code: string, id: string): Promise<number> {
  const standing = await ownEntry(trx, code, id)
  const open = standing.versions.find(({ state }) => state === 'draft')
  if (open) throw refusals.draftOpen(open.number)
  const registry = await findRegistry(trx, code)
  // What the register has no field for any more is left behind.
  const known = Object.entries(filled(registry.schema, standing.content)).filter(([name]) =>
    Object.hasOwn(registry.schema.properties, name),
  )
  const number = (standing.versions[0]?.number ?? 0) + 1
  await addVersion(trx, actor, registry, id, number, Object.fromEntries(known))
  await audit(trx, 'draft_registry_entry', id, { registry: code, version: number })
  return number
}

/** Throws a draft away; an entry that was never published goes with it. @throws Refusal registry_entry_state_unfit */
export async function discardEntryDraft(
  trx: Trx,
  code: string,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  const draft = await ownDraft(trx, code, id)
  expectVersion(ifMatch, draft.revision)
  await trx.deleteFrom('registry_entry_version').where('entry_id', '=', id).where('number', '=', draft.number).execute()
  if (draft.number === 1) await trx.deleteFrom('registry_entry').where('id', '=', id).execute()
  await audit(trx, 'discard_registry_entry', id, { registry: code, version: draft.number })
}

/**
 * Publishes a draft to all members: it stays word for word from now on.
 * @throws Refusal registry_entry_unfit, registry_entry_state_unfit, version_outdated
 */
export async function publishEntry(trx: Trx, code: string, id: string, ifMatch: string | undefined): Promise<void> {
  const draft = await ownDraft(trx, code, id)
  expectVersion(ifMatch, draft.revision)
  const registry = await findRegistry(trx, code)
  await publishDraft(trx, registry, id, draft.number, draft.content)
  await audit(trx, 'publish_registry_entry', id, { registry: code, version: draft.number })
}

/** Publishes a draft that says this. @throws Refusal registry_entry_unfit */
export async function publishDraft(
  trx: Trx,
  registry: RegistryDetail,
  id: string,
  number: number,
  content: EntryContent,
): Promise<void> {
  expectFit(content, checkerOf(registry.schema)(content))
  await saveDraft(trx, registry, id, number, content)
  await trx
    .updateTable('registry_entry_version')
    .set((eb) => ({ state: 'published', revision: eb('revision', '+', 1) }))
    .where('entry_id', '=', id)
    .where('number', '=', number)
    .execute()
  await announce(trx, 'exchange.entry_published', { registry: registry.code, entryId: id, version: number })
}

/** Takes an entry out of the register; it stays to be read, with the reason. @throws Refusal registry_entry_state_unfit */
export async function withdrawEntry(trx: Trx, code: string, id: string, reason: string): Promise<void> {
  const standing = await ownEntry(trx, code, id)
  if (standing.state !== 'published') throw refusals.stateUnfit(standing.state, 'published')
  await trx
    .updateTable('registry_entry_version')
    .set((eb) => ({ state: 'withdrawn', withdrawn_reason: reason, revision: eb('revision', '+', 1) }))
    .where('entry_id', '=', id)
    .where('number', '=', standing.number)
    .execute()
  await announce(trx, 'exchange.entry_withdrawn', { registry: code, entryId: id })
  await audit(trx, 'withdraw_registry_entry', id, { registry: code, version: standing.number, reason })
}
