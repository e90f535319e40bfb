import { sql } from 'kysely'
import { ladderFor, raiseMatter } from '../../delivery/index.ts'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, idOfKey, isMade } from '../../platform/http/index.ts'
import { findResource } from '../catalogue/index.ts'
import type { ResourceDetail } from '../catalogue/schemas.ts'
import { type ShareTerms, type TermsItem, termsFaults, tidiedTerms } from '../terms/index.ts'
import { answerKind, periodFor } from './periods.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { dueOnAfter, usedUntil } from './rules/clock.ts'
import { isNarrowed, narrowingOf, widenedParts } from './rules/narrowing.ts'
import type { Decision, NewRequest, Reply, RequestDetail, Resubmission } from './schemas.ts'
import { auditRequest, expectWords, takeStep } from './steps.ts'
import { findRequest } from './store.ts'
import { tell } from './tell.ts'

/** The terms in the form that is kept. @throws Refusal share_terms_unfit */
function soundTerms(terms: ShareTerms, items: readonly TermsItem[]): ShareTerms {
  const tidy = tidiedTerms(terms, items)
  const faults = termsFaults(tidy, items)
  if (faults.length > 0) throw refusals.termsUnfit(faults)
  return tidy
}

/** @throws Refusal share_until_past */
function expectToCome(day: string, today: string): void {
  if (day <= today) throw refusals.untilPast(day)
}

/**
 * Asks for a published resource. Where its provider so chose, what is shared without condition is granted in the same moment.
 * What is withheld can be asked for as well: it begins the negotiation (协商) without which it cannot be brought forward.
 * @throws Refusal share_own_resource, share_resource_unpublished, share_terms_unfit, share_until_past
 */
export async function askForResource(
  trx: Trx,
  actor: Actor,
  asked: NewRequest,
  today: string,
  once?: string,
): Promise<string> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'share_request', once, id)) return id
  await makeRequest(trx, id, actor, await findResource(trx, asked.resourceId, today), asked, today)
  return id
}

/** Who asks, as it is signed: a person of this node, or of another (outside.ts). */
export type Asker = Pick<Actor, 'userId' | 'userName' | 'organizationId' | 'organizationName'>
/** Of a resource what asking for it asks about. */
export type Asked = Pick<ResourceDetail, 'id' | 'number' | 'name' | 'state' | 'sharingType'> & {
  provider: { id: string }
  content: { items: readonly TermsItem[] }
}

/**
 * Makes the request, which from then on runs by its clock.
 * @param from where it came from, for the audit log
 */
export async function makeRequest(
  trx: Trx,
  id: string,
  asker: Asker,
  resource: Asked,
  asked: NewRequest,
  today: string,
  from: { node?: string } = {},
): Promise<void> {
  if (resource.provider.id === asker.organizationId) throw refusals.ownResource()
  const { sharingType } = resource
  if (resource.state !== 'published' || sharingType === null) throw refusals.unpublished(resource.state)
  const terms = soundTerms(asked.terms, resource.content.items)
  expectToCome(asked.validUntil, today)
  const { workingDays } = await periodFor(trx, answerKind(sharingType), resource.provider.id)
  const dueOn = dueOnAfter(today, workingDays)
  await trx
    .insertInto('share_request')
    .values({
      ...{ id, resource_id: resource.id, version: resource.number, provider_id: resource.provider.id },
      ...{ recipient_id: asker.organizationId, sharing_type: sharingType, ...columnsOf({ ...asked, terms }) },
      ...{ renews_id: asked.renewsId ?? null, due_on: dueOn },
      ...{ user_id: asker.userId, user_name: asker.userName, organization_name: asker.organizationName },
    })
    .execute()
  const request = await findRequest(trx, id, today)
  await announce(trx, 'exchange.request_submitted', {
    ...{ requestId: id, resourceId: resource.id, state: 'submitted' },
    ...{ providerId: resource.provider.id, recipientId: asker.organizationId },
  })
  await auditRequest(trx, 'ask_for_resource', id, undefined, { ...asked, terms, ...from })
  if (sharingType === 'unconditional' && (await grantsAtOnce(trx, resource.id)))
    await takeStep(trx, request, 'granted_at_once', '', 'ask_for_resource', {
      provide_by: await provideBy(trx, request, today),
    })
  else
    await tell(trx, [
      {
        ...{ to: [resource.provider.id], kind: 'exchange.request_submitted', link: `/share-requests/${id}` },
        title: `${asker.organizationName}申请共享，请于${dueOn}前答复：${resource.name}`,
        titleEn: `${asker.organizationName} asks for ${resource.name}: answer by ${dueOn}`,
        key: `share_request:${id}:1`,
      },
    ])
}

const columnsOf = ({
  purpose,
  matter,
  legalBasis,
  terms,
  access,
  validUntil,
  contact,
}: Omit<Resubmission, 'words'>) => ({
  ...{ purpose: purpose.trim(), matter: matter.trim(), legal_basis: legalBasis.trim(), terms: JSON.stringify(terms) },
  ...{ access, valid_until: validUntil, contact: contact.trim() },
})

async function grantsAtOnce(trx: Trx, resourceId: string): Promise<boolean> {
  const { rows } =
    await sql`select from share_choice where resource_id = ${resourceId}::uuid and grants_at_once`.execute(trx)
  return rows.length > 0
}

/** By when what is granted today has to be there. */
async function provideBy(trx: Trx, { provider }: Pick<RequestDetail, 'provider'>, today: string): Promise<string> {
  const { workingDays } = await periodFor(trx, 'provide', provider.id)
  return dueOnAfter(today, workingDays)
}

/** The request as it stands, once it is the actor's turn. @throws Refusal share_not_party, version_outdated */
async function turnAt(
  trx: Trx,
  id: string,
  side: 'provider' | 'recipient',
  ifMatch: string | undefined,
  today: string,
): Promise<RequestDetail> {
  await awaitTurn(trx, 'share_request', id)
  const request = await findRequest(trx, id, today)
  if (!(side === 'provider' ? request.mayDecide : request.mayReply)) throw refusals.notParty(side)
  expectVersion(ifMatch, request.revision)
  return request
}

/** What who asked says better: the clock of the answer runs on from where it was stopped. */
export async function resubmit(
  trx: Trx,
  id: string,
  edit: Resubmission,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  await supplement(trx, await turnAt(trx, id, 'recipient', ifMatch, today), edit, today)
}

/** @throws Refusal share_step_unfit, share_terms_unfit, share_until_past */
export async function supplement(trx: Trx, request: RequestDetail, edit: Resubmission, today: string): Promise<void> {
  const terms = soundTerms(edit.terms, request.items)
  expectToCome(edit.validUntil, today)
  await takeStep(trx, request, 'resubmitted', (edit.words ?? '').trim(), 'mend_share_request', {
    ...columnsOf({ ...edit, terms }),
    due_on: dueOnAfter(today, request.periodDays, request.usedDays),
  })
}

/**
 * The provider decides: asks for more, grants (all of it or less), or refuses with the reason.
 * @throws Refusal share_step_unfit, share_words_missing, share_widened, share_withheld, share_terms_unfit, share_until_past
 */
export async function decideRequest(
  trx: Trx,
  id: string,
  decision: Decision,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const request = await turnAt(trx, id, 'provider', ifMatch, today)
  const words = (decision.words ?? '').trim()
  const action = 'decide_share_request'
  if (decision.step === 'granted') return grant(trx, request, decision, words, today)
  expectWords(decision.step, words)
  if (decision.step === 'refused') await takeStep(trx, request, 'refused', words, action)
  else
    await takeStep(trx, request, 'asked_more', words, action, {
      used_days: usedUntil(request.usedDays, request.waiting?.sinceOn ?? today, today),
      due_on: null,
    })
}

async function grant(
  trx: Trx,
  request: RequestDetail,
  decision: Decision,
  words: string,
  today: string,
): Promise<void> {
  if (request.sharingNow === null || request.sharingNow === 'none') throw refusals.withheld()
  const asked = { terms: request.terms, validUntil: request.validUntil }
  const granted = {
    terms: decision.terms ? soundTerms(decision.terms, request.items) : asked.terms,
    validUntil: decision.validUntil ?? asked.validUntil,
  }
  const widened = widenedParts(asked, granted)
  if (widened.length > 0) throw refusals.widened(widened)
  expectToCome(granted.validUntil, today)
  const action = 'decide_share_request'
  if (isNarrowed(narrowingOf(asked, granted)))
    await takeStep(trx, request, 'offered', words, action, {
      ...{ offered_terms: JSON.stringify(granted.terms), offered_valid_until: granted.validUntil },
    })
  else await activate(trx, request, 'granted', words, action, today)
}

/** From now on there is an agreement: the database has made it with the step. */
async function activate(
  trx: Trx,
  request: RequestDetail,
  step: 'granted' | 'accepted',
  words: string,
  action: string,
  today: string,
): Promise<void> {
  await takeStep(trx, request, step, words, action, { provide_by: await provideBy(trx, request, today) })
}

/**
 * Who asked replies: accepts what was granted narrower, brings a refusal forward, or takes the request back.
 * @throws Refusal share_step_unfit, share_words_missing, share_brought_forward_already, share_withheld, share_until_past
 */
export async function replyToRequest(
  trx: Trx,
  actor: Actor,
  id: string,
  { step, words: said = '' }: Reply,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const request = await turnAt(trx, id, 'recipient', ifMatch, today)
  const words = said.trim()
  const action = 'reply_share_request'
  if (step === 'taken_back') await takeStep(trx, request, step, words, action)
  else if (step === 'brought_forward') await bringForward(trx, actor, request, words, today)
  else await acceptOffer(trx, request, words, today)
}

/** Takes what was granted narrower. @throws Refusal share_step_unfit, share_withheld, share_until_past */
export async function acceptOffer(trx: Trx, request: RequestDetail, words: string, today: string): Promise<void> {
  if (request.sharingNow === null || request.sharingNow === 'none') throw refusals.withheld()
  if (request.offer) expectToCome(request.offer.validUntil, today)
  await activate(trx, request, 'accepted', words, 'reply_share_request', today)
}

/**
 * The way of the regulation where provider and recipient do not agree (协商, 共享主管部门, 本级政府): a matter before the
 * lowest tier of the cluster's ladder, answered, contested and raised there. Without a ladder the office is told.
 */
async function bringForward(
  trx: Trx,
  actor: Actor,
  request: RequestDetail,
  words: string,
  today: string,
): Promise<void> {
  expectWords('brought_forward', words)
  if (request.broughtForward) throw refusals.broughtForwardAlready()
  const { id, resource, provider, recipient } = request
  const ladder = await ladderFor(trx, recipient.id, [recipient.id, provider.id])
  const matter = {
    title: `申请共享“${resource.name}”未获同意`.slice(0, 200),
    matter: `${recipient.name}为“${request.matter}”申请共享${provider.name}的“${resource.name}”，使用目的：${request.purpose}。理由：${words}`,
    tried: `${provider.name}答复：${request.words || '未予共享'}`,
    wanted: `请协调${provider.name}与${recipient.name}，明确是否共享、以何种范围共享。`,
  }
  const escalationId = ladder ? await raiseMatter(trx, actor, { ladderId: ladder.id, ...matter }, today) : undefined
  await takeStep(trx, request, 'brought_forward', words, 'reply_share_request', {
    ...(escalationId ? { escalation_id: escalationId } : {}),
  })
  const { rows } = await sql<{ id: string }>`
    select office as id from unnest(sharing_coordinators(${provider.id}::uuid, ${recipient.id}::uuid)) office
    where actor_may_tell(office)`.execute(trx)
  await tell(trx, [
    {
      ...{
        to: rows.map((office) => office.id),
        kind: 'exchange.request_brought_forward',
        link: `/share-requests/${id}`,
      },
      title: `共享申请提请协调：${resource.name}`,
      titleEn: `A request for data was brought forward: ${resource.name}`,
      key: `share_request:${id}:forward`,
    },
  ])
}
