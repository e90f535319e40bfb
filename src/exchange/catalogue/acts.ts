import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, httpRefusals, idOfKey, isMade } from '../../platform/http/index.ts'
import { catalogueRefusals as refusals } from './refusals.ts'
import { emptyContent, type ResourceContent, tidied } from './rules/content.ts'
import { isCreditCode } from './rules/creditCode.ts'
import { contradictsItself, gapsForPublishing } from './rules/gaps.ts'
import { isWebAddress } from './rules/webAddress.ts'
import type { NewRefresh, NewResource, ResourceDetail, ResourceEdit } from './schemas.ts'
import { findResource, findStored } from './store.ts'

const audit = (trx: Trx, action: string, subjectId: string, after: object) =>
  appendAudit(trx, { action: `exchange.${action}`, subjectKind: 'resource', subjectId, after })

/** @throws Refusal resource_not_compiler where the actor does not keep the catalogue for the organization */
async function expectCompiler(trx: Trx, organizationId: string): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    select ${organizationId}::uuid = any (actor_compiled_units()) as may`.execute(trx)
  if (!rows[0]?.may) throw refusals.notCompiler()
}

/** What no version may say. @throws Refusal resource_item_twice, resource_withheld_open, schema_mismatch */
function expectSound(content: ResourceContent): void {
  const seen = new Set<string>()
  for (const { name } of content.items) {
    if (seen.has(name)) throw refusals.itemTwice(name)
    seen.add(name)
  }
  if (contradictsItself(content)) throw refusals.withheldOpen()
  if (content.accessUrl !== null && !isWebAddress(content.accessUrl))
    throw httpRefusals.schemaMismatch('body', 'accessUrl', 'an http or https address')
}

/** A link to a commitment is made by who sees it. @throws Refusal resource_commitment_unknown */
async function expectCommitments(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql`select from commitment where id = any (${ids}::uuid[])`.execute(trx)
  if (rows.length < ids.length) throw refusals.commitmentUnknown(ids.length - rows.length)
}

/** A draft of a new resource. @throws Refusal resource_not_compiler, resource_providers_used_up and those of its content */
export async function draftResource(trx: Trx, actor: Actor, asked: NewResource, once?: string): Promise<string> {
  const { name, organizationId = actor.organizationId } = asked
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'resource', once, id)) return id
  await expectCompiler(trx, organizationId)
  const content = { ...emptyContent(name), ...asked.content, name }
  expectSound(content)
  await expectCommitments(trx, content.commitmentIds)
  await addResource(trx, actor, { id, organizationId, ownCode: null, content })
  await audit(trx, 'draft_resource', id, { name, organizationId })
  return id
}

/** Writes a resource with its first draft: for who has asked whether the actor may. */
export async function addResource(
  trx: Trx,
  actor: Actor,
  { id, organizationId, ownCode, content }: NewRow,
): Promise<void> {
  await trx
    .insertInto('resource')
    .values({ id, organization_id: organizationId, own_code: ownCode })
    .execute()
    .catch(throwWhyUncoded)
  await addVersion(trx, actor, id, 1, content)
}

/** What the database did not give a number to, by the name of the rule that it told. */
function throwWhyUncoded(error: { constraint?: string }): never {
  if (error.constraint === 'resource_providers_used_up') throw refusals.providersUsedUp()
  throw error.constraint === 'resource_codes_used_up' ? refusals.codesUsedUp() : error
}

interface NewRow {
  id: string
  organizationId: string
  ownCode: string | null
  content: ResourceContent
}

/** Writes a further draft behind the last version. */
export async function addVersion(
  trx: Trx,
  actor: Actor,
  id: string,
  number: number,
  content: ResourceContent,
): Promise<void> {
  await trx
    .insertInto('resource_version')
    .values({
      ...{ resource_id: id, number, content: JSON.stringify(content) },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
}

/** The draft of a resource that the actor keeps. @throws Refusal resource_not_compiler, resource_state_unfit */
async function ownDraft(trx: Trx, id: string, today: string): Promise<ResourceDetail> {
  await awaitTurn(trx, 'resource', id)
  const standing = await findResource(trx, id, today)
  if (!standing.mayCompile) throw refusals.notCompiler()
  const draft = standing.versions.find(({ state }) => state === 'draft')
  if (!draft) throw refusals.stateUnfit(standing.state, 'draft')
  return draft.number === standing.number ? standing : findResource(trx, id, today, draft.number)
}

/** Changes a draft. @returns its number. @throws Refusal version_outdated, resource_state_unfit and those of its content */
export async function editDraft(
  trx: Trx,
  id: string,
  edit: ResourceEdit,
  ifMatch: string | undefined,
  today: string,
): Promise<number> {
  const draft = await ownDraft(trx, id, today)
  expectVersion(ifMatch, draft.revision)
  const content = { ...draft.content, ...edit }
  expectSound(content)
  const { commitmentIds } = draft.content
  await expectCommitments(
    trx,
    content.commitmentIds.filter((one) => !commitmentIds.includes(one)),
  )
  await saveDraft(trx, id, draft.number, content)
  await audit(trx, 'edit_resource', id, { version: draft.number, ...edit })
  return draft.number
}

/** Writes what a draft says now. */
export async function saveDraft(trx: Trx, id: string, number: number, content: ResourceContent): Promise<void> {
  await trx
    .updateTable('resource_version')
    .set((eb) => ({ content: JSON.stringify(content), revision: eb('revision', '+', 1) }))
    .where('resource_id', '=', id)
    .where('number', '=', number)
    .execute()
}

/** A further version of a resource, as a draft of what stands. @throws Refusal resource_draft_open */
export async function draftVersion(trx: Trx, actor: Actor, id: string, today: string): Promise<number> {
  await awaitTurn(trx, 'resource', id)
  const standing = await findResource(trx, id, today)
  if (!standing.mayCompile) throw refusals.notCompiler()
  const open = standing.versions.find(({ state }) => state === 'draft')
  if (open) throw refusals.draftOpen(open.number)
  const number = (standing.versions[0]?.number ?? 0) + 1
  await addVersion(trx, actor, id, number, standing.content)
  await audit(trx, 'draft_resource', id, { version: number })
  return number
}

/** Throws a draft away; a resource that was never published goes with it. @throws Refusal resource_state_unfit */
export async function discardDraft(trx: Trx, id: string, ifMatch: string | undefined, today: string): Promise<void> {
  const draft = await ownDraft(trx, id, today)
  expectVersion(ifMatch, draft.revision)
  await trx.deleteFrom('resource_version').where('resource_id', '=', id).where('number', '=', draft.number).execute()
  if (draft.number === 1) await trx.deleteFrom('resource').where('id', '=', id).execute()
  await audit(trx, 'discard_resource', id, { version: draft.number, name: draft.name })
}

/**
 * Puts a draft into the catalogue: from now on it stays word for word, and has its code.
 * @throws Refusal resource_incomplete, resource_withheld_open, resource_state_unfit, version_outdated
 */
export async function publishResource(trx: Trx, id: string, ifMatch: string | undefined, today: string): Promise<void> {
  const draft = await ownDraft(trx, id, today)
  if (!draft.mayPublish) throw refusals.notCompiler()
  expectVersion(ifMatch, draft.revision)
  const published = await publishDraft(trx, id)
  await audit(trx, 'publish_resource', id, published)
}

/**
 * Publishes the draft of a resource as it stands.
 * @throws Refusal resource_incomplete, resource_withheld_open, resource_codes_used_up
 */
export async function publishDraft(trx: Trx, id: string): Promise<{ version: number; code: string | null }> {
  const draft = await findStored(trx, id, 'draft')
  const content = tidied(draft.content)
  expectSound(content)
  const gaps = gapsForPublishing(content)
  if (gaps.length > 0) throw refusals.incomplete(gaps)
  await trx
    .updateTable('resource_version')
    .set((eb) => ({ content: JSON.stringify(content), state: 'published', revision: eb('revision', '+', 1) }))
    .where('resource_id', '=', id)
    .where('number', '=', draft.number)
    .execute()
    .catch(throwWhyUncoded)
  const { code } = await findStored(trx, id)
  await announce(trx, 'exchange.resource_published', { resourceId: id, version: draft.number, code })
  return { version: draft.number, code }
}

/** Takes a resource out of the catalogue; it stays to be read, with the reason. @throws Refusal resource_state_unfit */
export async function withdrawResource(trx: Trx, id: string, reason: string, today: string): Promise<void> {
  await awaitTurn(trx, 'resource', id)
  const standing = await findResource(trx, id, today)
  if (!standing.mayPublish) throw refusals.notCompiler()
  if (standing.state !== 'published') throw refusals.stateUnfit(standing.state, 'published')
  await trx
    .updateTable('resource_version')
    .set((eb) => ({ state: 'withdrawn', withdrawn_reason: reason, revision: eb('revision', '+', 1) }))
    .where('resource_id', '=', id)
    .where('number', '=', standing.number)
    .execute()
  await announce(trx, 'exchange.resource_withdrawn', { resourceId: id, code: standing.code, reason })
  await audit(trx, 'withdraw_resource', id, { version: standing.number, reason })
}

/**
 * Records that the data were updated on a day: the promised period counts from the latest one.
 * @throws Refusal resource_refresh_ahead, resource_state_unfit, resource_not_compiler
 */
export async function recordRefresh(
  trx: Trx,
  actor: Actor,
  id: string,
  { refreshedOn, note = '' }: NewRefresh,
  today: string,
  once?: string,
): Promise<void> {
  const refreshId = idOfKey(once, actor, id, refreshedOn, note)
  if (await isMade(trx, 'resource_refresh', once, refreshId)) return
  await awaitTurn(trx, 'resource', id)
  const standing = await findResource(trx, id, today)
  if (!standing.mayCompile) throw refusals.notCompiler()
  if (standing.state !== 'published') throw refusals.stateUnfit(standing.state, 'published')
  if (refreshedOn > today) throw refusals.refreshAhead(refreshedOn)
  await trx
    .insertInto('resource_refresh')
    .values({
      ...{ id: refreshId, resource_id: id, refreshed_on: refreshedOn, note },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
  await audit(trx, 'refresh_resource', id, { refreshedOn, note })
}

/** Enters the credit code of a provider. @throws Refusal credit_code_invalid, credit_code_taken, resource_provider_unknown */
export async function enterCreditCode(trx: Trx, organizationId: string, creditCode: string): Promise<void> {
  if (!isCreditCode(creditCode)) throw refusals.creditCodeInvalid(creditCode)
  const known = await trx
    .selectFrom('resource_provider')
    .select(['organization_id', 'credit_code'])
    .where((eb) => eb.or([eb('organization_id', '=', organizationId), eb('credit_code', '=', creditCode)]))
    .execute()
  const own = known.find(({ organization_id }) => organization_id === organizationId)
  if (!own) throw refusals.providerUnknown(organizationId)
  await expectCompiler(trx, organizationId)
  if (known.some((one) => one !== own && one.credit_code === creditCode)) throw refusals.creditCodeTaken(creditCode)
  await trx
    .updateTable('resource_provider')
    .set({ credit_code: creditCode })
    .where('organization_id', '=', organizationId)
    .execute()
  await appendAudit(trx, {
    action: 'exchange.enter_provider',
    subjectKind: 'organization',
    subjectId: organizationId,
    before: { creditCode: own.credit_code },
    after: { creditCode },
  })
}
