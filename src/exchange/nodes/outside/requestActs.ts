import { sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { appendAudit } from '../../../platform/audit/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { awaitTurn, expectVersion, idOfKey, isMade, whyUnwritten } from '../../../platform/http/index.ts'
import { requestRefusals } from '../../requests/index.ts'
import { termsFaults, tidiedTerms } from '../../terms/index.ts'
import { findToldResource } from '../views/resourceStore.ts'
import { outsideRefusals as refusals } from './refusals.ts'
import { findOutsideRequest } from './requestStore.ts'
import type { NewOutsideRequest, OutsideReply, OutsideResubmission } from './schemas.ts'

/** A unit asks at the node that speaks for it. */
async function expectOwnNode(trx: Trx): Promise<void> {
  const { rows } = await sql<{ speaks: boolean }>`select actor_speaks_here() as speaks`.execute(trx)
  if (!rows[0]?.speaks) throw refusals.unitElsewhere()
}

/**
 * What is asked for in the form that is kept.
 * @throws Refusal outside_resource_untold, outside_owner_cut_off, share_terms_unfit, share_until_past
 */
async function soundWish(
  trx: Trx,
  owner: string,
  resourceId: string,
  asked: Omit<OutsideResubmission, 'words'>,
  today: string,
) {
  const { content, provider, owner: whose } = await findToldResource(trx, owner, resourceId)
  if (whose.revokedAt !== null) throw refusals.ownerCutOff(whose.name)
  const terms = tidiedTerms(asked.terms, content.items)
  const faults = termsFaults(terms, content.items)
  if (faults.length > 0) throw requestRefusals.termsUnfit(faults)
  if (asked.validUntil <= today) throw requestRefusals.untilPast(asked.validUntil)
  return {
    ...{ name: content.name, provider, terms, validUntil: asked.validUntil },
    ...{ purpose: asked.purpose.trim(), matter: asked.matter.trim() },
    ...{ legalBasis: asked.legalBasis.trim(), contact: asked.contact.trim() },
  }
}

/**
 * Asks for a resource that another node told of. It goes to that node by itself, where its provider answers as it answers
 * its neighbours: within the same term.
 * @throws Refusal outside_unit_elsewhere, outside_resource_untold, outside_owner_cut_off, share_terms_unfit,
 * share_until_past
 */
export async function askOutside(
  trx: Trx,
  actor: Actor,
  asked: NewOutsideRequest,
  today: string,
  once?: string,
): Promise<string> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'outside_request', once, id)) return id
  await expectOwnNode(trx)
  const { owner, resourceId } = asked
  const wish = await soundWish(trx, owner, resourceId, asked, today)
  const { name, provider, purpose, matter, legalBasis, terms, validUntil, contact } = wish
  await sql`
    insert into outside_request (id, owner, resource_id, resource_name, provider_name, purpose, matter, legal_basis, terms,
      valid_until, contact, user_id, user_name, organization_id, organization_name)
    values (${id}::uuid, ${owner}, ${resourceId}::uuid, ${name}, ${provider}, ${purpose}, ${matter}, ${legalBasis},
      ${JSON.stringify(terms)}::jsonb, ${validUntil}::date, ${contact}, ${actor.userId}, ${actor.userName},
      ${actor.organizationId}::uuid, ${actor.organizationName})`.execute(trx)
  await appendAudit(trx, {
    action: 'exchange.ask_outside',
    ...{ subjectKind: 'outside_request', subjectId: id, after: { ...asked, terms } },
  })
  return id
}

/**
 * Accepts what was granted narrower, takes the request back, or confirms that what was given is deleted, of which nothing is
 * kept here from then on. Once: it goes to the owner's node by itself, and what that says afterwards counts.
 * @throws Refusal outside_request_not_found, outside_reply_unfit, share_words_missing, version_outdated
 */
export async function replyOutside(
  trx: Trx,
  actor: Actor,
  id: string,
  { step, words: said = '' }: OutsideReply,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  await awaitTurn(trx, 'outside_request', id)
  const request = await findOutsideRequest(trx, actor, id, today)
  expectVersion(ifMatch, request.revision)
  const { mayAccept, mayTakeBack, mayConfirmDeletion } = request
  if (!{ accepted: mayAccept, taken_back: mayTakeBack, deletion_confirmed: mayConfirmDeletion }[step])
    throw refusals.replyUnfit(request.reply?.step ?? request.answer?.state ?? 'submitted')
  const words = said.trim()
  if (step === 'deletion_confirmed' && words === '') throw requestRefusals.wordsMissing(step)
  const { numAffectedRows } = await sql`
    update outside_request set reply = ${step}, reply_words = ${words}, revision = ${request.revision + 1}
    where id = ${id}::uuid and revision = ${request.revision}`.execute(trx)
  if (!numAffectedRows) throw await whyUnwritten(trx, 'outside_request', id, request.revision)
  await appendAudit(trx, {
    action: 'exchange.reply_outside',
    ...{ subjectKind: 'outside_request', subjectId: id, after: { step, ...(words ? { words } : {}) } },
  })
}

/**
 * Says better what is asked for, where the owner's last answer asks for more: the request goes to its node anew with what was
 * supplemented, where the clock of the answer runs on.
 * @throws Refusal outside_request_not_found, outside_reply_unfit, outside_resource_untold, share_terms_unfit,
 *   share_until_past, version_outdated
 */
export async function mendOutside(
  trx: Trx,
  actor: Actor,
  id: string,
  { words: said = '', ...edit }: OutsideResubmission,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  await awaitTurn(trx, 'outside_request', id)
  const request = await findOutsideRequest(trx, actor, id, today)
  expectVersion(ifMatch, request.revision)
  if (!request.mayMend) throw refusals.replyUnfit(request.reply?.step ?? request.answer?.state ?? 'submitted')
  const wish = await soundWish(trx, request.owner.code, request.resource.id, edit, today)
  const { purpose, matter, legalBasis, terms, validUntil, contact } = wish
  const words = said.trim()
  const { numAffectedRows } = await sql`
    update outside_request set purpose = ${purpose}, matter = ${matter}, legal_basis = ${legalBasis},
      terms = ${JSON.stringify(terms)}::jsonb, valid_until = ${validUntil}::date, contact = ${contact},
      supplement = ${(request.supplement?.number ?? 0) + 1}, supplement_words = ${words},
      revision = ${request.revision + 1}
    where id = ${id}::uuid and revision = ${request.revision}`.execute(trx)
  if (!numAffectedRows) throw await whyUnwritten(trx, 'outside_request', id, request.revision)
  const { purpose: was, matter: wasFor, legalBasis: wasBasedOn } = request
  await appendAudit(trx, {
    ...{ action: 'exchange.mend_outside', subjectKind: 'outside_request', subjectId: id },
    before: {
      purpose: was,
      matter: wasFor,
      legalBasis: wasBasedOn,
      terms: request.terms,
      validUntil: request.validUntil,
    },
    after: { ...edit, terms, ...(words ? { words } : {}) },
  })
}
