import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, httpRefusals, idOfKey, isMade } from '../../platform/http/index.ts'
import { findAgreement } from './agreementStore.ts'
import { findDispute } from './disputeStore.ts'
import { periodFor } from './periods.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { dueOnAfter } from './rules/clock.ts'
import type { DisputeAnswer, DisputeDetail, NewDispute } from './schemas.ts'
import { type Telling, tell } from './tell.ts'

const audit = (trx: Trx, action: string, subjectId: string, after: object) =>
  appendAudit(trx, { action: `exchange.${action}`, subjectKind: 'share_dispute', subjectId, after })

const tellingOf = (
  { id, resource, item }: Pick<DisputeDetail, 'id' | 'resource' | 'item'>,
  what: string,
  zh: string,
  en: string,
): Omit<Telling, 'to'> => ({
  ...{ kind: `exchange.dispute_${what}`, link: `/share-disputes/${id}`, key: `share_dispute:${id}:${what}` },
  ...{ title: `${zh}：${resource.name}（${item}）`, titleEn: `${en}: ${resource.name} (${item})` },
})

/**
 * Says that a value of data one uses is wrong (疑义): the provider verifies it within the term.
 * @throws Refusal share_not_party, share_step_unfit, share_item_not_agreed
 */
export async function raiseDispute(
  trx: Trx,
  actor: Actor,
  asked: NewDispute,
  today: string,
  once?: string,
): Promise<string> {
  const id = idOfKey(once, actor, asked)
  if (await isMade(trx, 'share_dispute', once, id)) return id
  await awaitTurn(trx, 'share_agreement', asked.agreementId)
  const agreement = await findAgreement(trx, asked.agreementId, today)
  if (!agreement.mayReply) throw refusals.notParty('recipient')
  if (agreement.state === 'ended') throw refusals.stepUnfit('ended', 'disputed')
  if (!agreement.terms.items.includes(asked.item)) throw refusals.itemNotAgreed(asked.item)
  const { resource, provider, recipient } = agreement
  const { workingDays } = await periodFor(trx, 'verify', provider.id)
  await trx
    .insertInto('share_dispute')
    .values({
      ...{ id, agreement_id: agreement.id, resource_id: resource.id, provider_id: provider.id },
      ...{ recipient_id: recipient.id, row_key: asked.rowKey.trim(), item: asked.item },
      ...{ says: asked.says, should_say: asked.shouldSay, evidence: asked.evidence.trim() },
      due_on: dueOnAfter(today, workingDays),
      ...{ user_id: actor.userId, user_name: actor.userName, organization_name: actor.organizationName },
    })
    .execute()
  const dispute = await findDispute(trx, id, today)
  const telling = tellingOf(
    dispute,
    'raised',
    `收到数据疑义，请于${dispute.dueOn}前核实`,
    `A value is disputed: verify it by ${dispute.dueOn}`,
  )
  await tell(trx, [{ ...telling, to: [provider.id] }])
  await announce(trx, 'exchange.dispute_raised', { disputeId: id, agreementId: agreement.id, resourceId: resource.id })
  await audit(trx, 'raise_share_dispute', id, asked)
  return id
}

/**
 * The provider answers: it is corrected, or was not wrong. Of a correction everybody is told who uses the resource; where
 * its data are here, it is a revision of them since the dispute, the newest unless it is said which.
 * @throws Refusal share_not_party, share_step_unfit, share_not_corrected
 */
export async function answerDispute(
  trx: Trx,
  id: string,
  { state, answer, holdingRevision }: DisputeAnswer,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const dispute = await openDispute(trx, id, 'provider', ifMatch, today)
  await settle(trx, dispute, {
    ...{ state, answer: answer.trim() },
    holding_revision: state === 'corrected' ? (holdingRevision ?? null) : null,
  })
  const isCorrected = state === 'corrected'
  const telling = tellingOf(
    dispute,
    state,
    isCorrected ? '数据疑义已更正' : '数据疑义经核实无误',
    isCorrected ? 'A disputed value was corrected' : 'A disputed value is right, as verified',
  )
  await tell(trx, [{ ...telling, to: [dispute.recipient.id] }])
  if (isCorrected) await tellUsers(trx, dispute)
  await audit(trx, 'answer_share_dispute', id, { state, answer, holdingRevision: holdingRevision ?? null })
}

/** Who else has an agreement on the resource that has not ended: what they have of it may be wrong as well. */
async function tellUsers(trx: Trx, dispute: DisputeDetail): Promise<void> {
  const { rows } = await sql<{ id: string; agreementId: string }>`
    select distinct on (recipient_id) recipient_id as id, id as "agreementId" from share_agreement
    where resource_id = ${dispute.resource.id}::uuid and recipient_id <> ${dispute.recipient.id}::uuid and state <> 'ended'
    order by recipient_id, at desc`.execute(trx)
  const telling = tellingOf(dispute, 'corrected', '所用数据有更正', 'Data that you use were corrected')
  await tell(
    trx,
    rows.map((user) => ({ ...telling, to: [user.id], link: `/share-agreements/${user.agreementId}` })),
  )
}

/** Who raised it does not dispute it any more. @throws Refusal share_not_party, share_step_unfit */
export async function takeDisputeBack(trx: Trx, id: string, ifMatch: string | undefined, today: string): Promise<void> {
  const dispute = await openDispute(trx, id, 'recipient', ifMatch, today)
  await settle(trx, dispute, { state: 'taken_back' })
  const telling = tellingOf(dispute, 'taken_back', '数据疑义已撤回', 'A dispute was taken back')
  await tell(trx, [{ ...telling, to: [dispute.provider.id] }])
  await audit(trx, 'take_back_share_dispute', id, { state: 'taken_back' })
}

async function openDispute(
  trx: Trx,
  id: string,
  side: 'provider' | 'recipient',
  ifMatch: string | undefined,
  today: string,
): Promise<DisputeDetail> {
  await awaitTurn(trx, 'share_dispute', id)
  const dispute = await findDispute(trx, id, today)
  if (dispute.state === 'open' && !(side === 'provider' ? dispute.mayAnswer : dispute.mayTakeBack))
    throw refusals.notParty(side)
  expectVersion(ifMatch, dispute.revision)
  if (dispute.state !== 'open') throw refusals.stepUnfit(dispute.state, side === 'provider' ? 'answered' : 'taken_back')
  return dispute
}

async function settle(
  trx: Trx,
  { id, revision, agreementId, resource }: DisputeDetail,
  facts: { state: 'corrected' | 'not_wrong' | 'taken_back'; answer?: string; holding_revision?: number | null },
): Promise<void> {
  const moved = await trx
    .updateTable('share_dispute')
    .set({ ...facts, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
    .catch((error: { constraint?: string }) => {
      throw error.constraint === 'share_not_corrected' ? refusals.notCorrected() : error
    })
  if (moved.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  await announce(trx, `exchange.dispute_${facts.state}`, { disputeId: id, agreementId, resourceId: resource.id })
}
