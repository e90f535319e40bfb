import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, expectVersion, httpRefusals } from '../../platform/http/index.ts'
import { findAgreement } from './agreementStore.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { type AgreementState, type AgreementStep, type EndKind, expectAgreementStep } from './rules/machine.ts'
import type { AgreementDetail, ProviderStep, RecipientStep } from './schemas.ts'
import { expectWords } from './steps.ts'
import { tell } from './tell.ts'

const WORDS: Readonly<Record<AgreementStep, { to: 'provider' | 'recipient'; zh: string; en: string }>> = {
  provided: { to: 'recipient', zh: '数据已提供', en: 'The data are there' },
  suspended: { to: 'recipient', zh: '数据使用已暂停', en: 'Your use of data is suspended' },
  resumed: { to: 'recipient', zh: '数据使用已恢复', en: 'Your use of data is resumed' },
  withdrawn: {
    to: 'recipient',
    zh: '提供方撤回共享，已取得的数据须删除',
    en: 'The data are withdrawn: what you have of them has to be deleted',
  },
  given_up: { to: 'provider', zh: '使用方已终止使用', en: 'The use of your data was ended by who used them' },
  deletion_confirmed: { to: 'provider', zh: '使用方已确认删除数据', en: 'The deletion of your data is confirmed' },
}

interface AgreementFacts {
  provided_at?: Date
  withdrawn_from?: string
  withdrawn_reason?: string
  end_kind?: EndKind
  deletion_words?: string
}

async function takeStep(
  trx: Trx,
  agreement: AgreementDetail,
  step: AgreementStep,
  state: AgreementState,
  words: string,
  facts: AgreementFacts = {},
): Promise<void> {
  const { id, revision, resource, provider, recipient } = agreement
  const moved = await trx
    .updateTable('share_agreement')
    .set({ ...facts, state, step, words, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  const { to, zh, en } = WORDS[step]
  await tell(trx, [
    {
      ...{ to: [agreement[to].id], kind: `exchange.agreement_${step}`, link: `/share-agreements/${id}` },
      ...{ title: `${zh}：${resource.name}`, titleEn: `${en}: ${resource.name}` },
      key: `share_agreement:${id}:${revision + 1}`,
    },
  ])
  await announce(trx, `exchange.agreement_${step}`, {
    ...{ agreementId: id, resourceId: resource.id, state, providerId: provider.id, recipientId: recipient.id },
  })
  await appendAudit(trx, {
    ...{ action: 'exchange.change_share_agreement', subjectKind: 'share_agreement', subjectId: id },
    ...{ before: { state: agreement.state }, after: { state, step, ...(words ? { words } : {}) } },
  })
}

async function turnAt(
  trx: Trx,
  id: string,
  side: 'provider' | 'recipient',
  step: AgreementStep,
  ifMatch: string | undefined,
  today: string,
): Promise<AgreementDetail> {
  await awaitTurn(trx, 'share_agreement', id)
  const agreement = await findAgreement(trx, id, today)
  if (!(side === 'provider' ? agreement.mayDecide : agreement.mayReply)) throw refusals.notParty(side)
  expectVersion(ifMatch, agreement.revision)
  expectAgreementStep(agreement.state, step)
  return agreement
}

/**
 * What the provider does with an agreement: provides the data, suspends and resumes their use, withdraws from a day on.
 * @throws Refusal share_step_unfit, share_words_missing, share_from_past, share_provided_already, share_withdrawn_already
 */
export async function stepOfProvider(
  trx: Trx,
  id: string,
  { step, words: said = '', from }: ProviderStep,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const agreement = await turnAt(trx, id, 'provider', step, ifMatch, today)
  const words = said.trim()
  if (step === 'suspended' || step === 'withdrawn') expectWords(step, words)
  if (step === 'provided') {
    if (agreement.providedAt !== null) throw refusals.alreadyProvided()
    // The moment is the database's: it only asks that one is named.
    return takeStep(trx, agreement, step, agreement.state, words, { provided_at: new Date(0) })
  }
  if (step === 'suspended') return takeStep(trx, agreement, step, 'suspended', words)
  if (step === 'resumed') return takeStep(trx, agreement, step, 'active', words)
  const day = from ?? today
  if (day < today) throw refusals.fromPast(day)
  const standing = agreement.withdrawnFrom
  if (standing !== null && standing <= day) throw refusals.alreadyWithdrawn(standing)
  const facts = { withdrawn_from: day, withdrawn_reason: words }
  return day === today
    ? takeStep(trx, agreement, step, 'ended', words, { ...facts, end_kind: 'withdrawn' })
    : takeStep(trx, agreement, step, agreement.state, words, facts)
}

/**
 * What the recipient does with an agreement: gives the use up, or confirms that it deleted what it had.
 * @throws Refusal share_step_unfit, share_words_missing, share_deletion_confirmed
 */
export async function stepOfRecipient(
  trx: Trx,
  id: string,
  { step, words: said = '' }: RecipientStep,
  ifMatch: string | undefined,
  today: string,
): Promise<void> {
  const agreement = await turnAt(trx, id, 'recipient', step, ifMatch, today)
  const words = said.trim()
  if (step === 'given_up') return takeStep(trx, agreement, step, 'ended', words, { end_kind: 'given_up' })
  return confirmDeletion(trx, agreement, words)
}

/**
 * What its recipient had of an agreement that is over is deleted, as it says how.
 * @throws Refusal share_step_unfit, share_words_missing, share_deletion_confirmed
 */
export async function confirmDeletion(trx: Trx, agreement: AgreementDetail, words: string): Promise<void> {
  expectAgreementStep(agreement.state, 'deletion_confirmed')
  if (agreement.deletionConfirmedAt !== null) throw refusals.deletionConfirmed()
  expectWords('deletion_confirmed', words)
  return takeStep(trx, agreement, 'deletion_confirmed', 'ended', words, { deletion_words: words })
}
