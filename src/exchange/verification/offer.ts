import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { expectVersion, holdKey, idOfKey, isMade } from '../../platform/http/index.ts'
import { findHolding } from '../holdings/index.ts'
import { tidiedTerms } from '../terms/index.ts'
import { verificationRefusals as refusals } from './refusals.ts'
import { type QuestionContent, questionFaults } from './rules/question.ts'
import type { NewQuestion, Question } from './schemas.ts'
import { findQuestion } from './store.ts'

const audit = (trx: Trx, action: string, id: string, after: object) =>
  appendAudit(trx, { action: `exchange.${action}`, subjectKind: 'verification_question', subjectId: id, after })

/** @throws Refusal resource_not_found, verification_not_provider, verification_not_loaded, verification_question_unfit */
async function expectFit(trx: Trx, resourceId: string, content: QuestionContent): Promise<QuestionContent> {
  await sql`select actor_must('verification.offer')`.execute(trx)
  const { items, mayLoad, isLoaded } = await findHolding(trx, resourceId)
  if (!mayLoad) throw refusals.notProvider()
  if (!isLoaded) throw refusals.notLoaded()
  const { rows } = tidiedTerms({ items: [], masks: {}, rows: content.rows }, items)
  const faults = questionFaults({ ...content, rows }, items)
  if (faults.length > 0) throw refusals.questionUnfit(faults)
  return { ...content, rows }
}

/** Offers a question on data that one holds. The same request again adds nothing. */
export async function offerQuestion(
  trx: Trx,
  actor: Actor,
  { resourceId, content }: NewQuestion,
  once?: string,
): Promise<string> {
  const id = idOfKey(once, actor, resourceId, content)
  if (await isMade(trx, 'verification_question', once, id)) return id
  const fit = await expectFit(trx, resourceId, content)
  await trx
    .insertInto('verification_question')
    .values({ id, resource_id: resourceId, organization_id: actor.organizationId })
    .execute()
  await writeVersion(trx, actor, id, 1, fit)
  await audit(trx, 'offer_question', id, { resourceId, name: content.name })
  return id
}

async function ownQuestion(trx: Trx, id: string): Promise<Question> {
  await holdKey(trx, `verification question ${id}`)
  const question = await findQuestion(trx, id)
  if (!question.mayOffer) throw refusals.notProvider()
  if (question.state === 'withdrawn') throw refusals.questionChanged()
  return question
}

/** A further wording of a question: what was asked before stays with the one before. @throws Refusal version_outdated */
export async function changeQuestion(
  trx: Trx,
  actor: Actor,
  id: string,
  content: QuestionContent,
  ifMatch: string | undefined,
): Promise<void> {
  const { version, resource } = await ownQuestion(trx, id)
  expectVersion(ifMatch, version)
  await writeVersion(trx, actor, id, version + 1, await expectFit(trx, resource.id, content))
  await audit(trx, 'change_question', id, { version: version + 1 })
}

/** Offers a question no more; what was answered stays, with its receipts. */
export async function withdrawQuestion(trx: Trx, id: string, reason: string): Promise<void> {
  await ownQuestion(trx, id)
  await trx
    .updateTable('verification_question')
    .set({ state: 'withdrawn', withdrawn_reason: reason })
    .where('id', '=', id)
    .execute()
  await audit(trx, 'withdraw_question', id, { reason })
}

async function writeVersion(
  trx: Trx,
  actor: Actor,
  id: string,
  number: number,
  content: QuestionContent,
): Promise<void> {
  await trx
    .insertInto('verification_question_version')
    .values({
      ...{ question_id: id, number, content: JSON.stringify(content) },
      ...{ user_id: actor.userId, user_name: actor.userName },
      ...{ organization_id: actor.organizationId, organization_name: actor.organizationName },
    })
    .execute()
}
