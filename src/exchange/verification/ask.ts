import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { idOfKey, isMade } from '../../platform/http/index.ts'
import { isCreditCode } from '../catalogue/rules/creditCode.ts'
import type { Identity } from '../identity/index.ts'
import { verificationRefusals as refusals } from './refusals.ts'
import { isIdentityNumber } from './rules/identityNumber.ts'
import type { QuestionContent } from './rules/question.ts'
import {
  digestOf,
  isReceiptSigned,
  maskedName,
  questionDigest,
  RECEIPT_TYPE,
  type Receipt,
  receiptText,
  signReceipt,
  subjectDigest,
  subjectSecret,
} from './rules/receipt.ts'
import type { NewVerification, Question, ReceiptCheck, ReceiptChecked } from './schemas.ts'
import { findQuestion } from './store.ts'

/** A number as it is compared and kept: no blanks, one width, capitals. */
const tidied = (subject: string) => subject.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase()

const FITS: Readonly<Record<QuestionContent['subjectKind'], (subject: string) => boolean>> = {
  identityNumber: isIdentityNumber,
  creditCode: isCreditCode,
  other: (subject) => subject !== '',
}

const REFUSED: Readonly<Record<string, (content: QuestionContent) => Error>> = {
  verification_question_changed: () => refusals.questionChanged(),
  verification_subjects_unfit: ({ mostSubjects }) => refusals.subjectsUnfit(mostSubjects),
  verification_consent_unfit: () => refusals.consentUnfit(),
  verification_limit_unfit: ({ limit }) =>
    limit ? refusals.limitUnfit(limit.least, limit.most, limit.step) : refusals.limitUnfit('—', '—', '—'),
  verification_unit_asked_enough: () => refusals.unitAskedEnough(),
  verification_asked_enough: ({ perDay, perYear }) => refusals.askedEnough(perDay, perYear),
}

/**
 * Asks a question of persons who have agreed, and signs the answer. Who they are is kept as digests alone: not in the
 * answer, the log, a refusal, or the id that stands for a repeated request.
 * @throws Refusal verification_question_not_found, verification_question_changed, verification_subject_unfit,
 * verification_subjects_unfit, verification_subject_in_text, verification_limit_unfit, verification_consent_unfit,
 * verification_asked_enough, verification_unit_asked_enough
 */
export async function ask(
  trx: Trx,
  actor: Actor,
  identity: Identity,
  asked: NewVerification,
  once?: string,
): Promise<string> {
  await sql`select actor_must('verification.ask')`.execute(trx)
  const question = await findQuestion(trx, asked.questionId)
  const { content } = question
  const subjects = asked.persons.map(({ subject }) => tidied(subject))
  for (const [at, subject] of subjects.entries())
    if (!FITS[content.subjectKind](subject)) throw refusals.subjectUnfit(at + 1)
  expectUnnamed(asked, subjects)
  const digests = digestsOf(identity, content, subjects)
  const consents = asked.persons.map(({ consent }) => ({ ...consent, name: maskedName(consent.name) }))
  const { limit, purpose, matter } = asked
  const id = idOfKey(once, actor, question.id, asked.version, digests, limit, purpose, matter)
  if (await isMade(trx, 'verification', once, id)) return id
  const { rows } = await sql<{ answer: Receipt['answer']; revision: number; at: string; name: string }>`
    select v.answer, v.revision, v.organization_name as name,
      ${momentText('v.at')} as at
    from ask_verification(${id}::uuid, ${question.id}::uuid, ${asked.version}, ${subjects}::text[], ${digests}::text[],
      ${limit}::numeric, ${purpose}, ${matter}, ${JSON.stringify(consents)}::jsonb) v`
    .execute(trx)
    .catch((error: { constraint?: string }) => {
      const refused = REFUSED[error.constraint ?? '']
      throw refused ? refused(content) : error
    })
  const [answered] = rows
  if (!answered) throw new Error('ask_verification answered nothing.')
  const { answer, revision, at, name } = answered
  const signed = signReceipt(
    {
      ...{ type: RECEIPT_TYPE, id, ...partsOf(question, asked.version) },
      asker: { id: actor.organizationId, name },
      ...{ subjects: digests, limit, answer, revision, at, purpose, matter, consent: digestOf(consents) },
    },
    identity,
  )
  await trx
    .insertInto('verification_receipt')
    .values({
      ...{ verification_id: id, receipt: receiptText(signed.receipt) },
      ...{ signature: signed.signature, public_key: signed.publicKey },
    })
    .execute()
  await appendAudit(trx, {
    ...{ action: 'exchange.ask_verification', subjectKind: 'verification', subjectId: id },
    after: { question: question.id, version: asked.version, answer, matter },
  })
  return id
}

/** What a receipt says of the question. */
function partsOf({ id, content, resource, provider }: Question, version: number) {
  const { name, measure, comparison, limit } = content
  return {
    question: { id, version, name, digest: questionDigest(content) },
    resource: { id: resource.id, code: resource.code ?? '', name: resource.name },
    ...{ provider, measure, comparison, unit: limit?.unit ?? null },
  }
}

const digestsOf = (identity: Identity, { subjectKind }: QuestionContent, subjects: readonly string[]) => {
  const secret = subjectSecret(identity)
  return subjects.map((subject) => subjectDigest(secret, subjectKind, subject))
}

/** Letters and digits alone: a number is recognized however it is written apart. */
const bare = (text: string) => tidied(text).replaceAll(/[^\p{L}\p{N}]/gu, '')

/** What is kept names nobody: neither the purpose nor a reference is the place for a number. */
function expectUnnamed({ purpose, matter, persons }: NewVerification, subjects: readonly string[]): void {
  const texts = [
    ['purpose', purpose],
    ['matter', matter],
    ...persons.map(({ consent }) => ['consent.reference', consent.reference]),
  ] as [string, string][]
  for (const [field, text] of texts)
    if (subjects.some((subject) => subject.length >= 6 && bare(text).includes(bare(subject))))
      throw refusals.subjectInText(field)
}

/** Whether a receipt holds, and, for who took part in it, whether it is of these persons. */
export async function checkReceipt(
  trx: Trx,
  identity: Identity,
  { receipt: said, subjects }: ReceiptCheck,
): Promise<ReceiptChecked> {
  if (!isReceiptSigned(said)) return { isSigned: false, isOurs: false, publicKey: null, isOfSubjects: null }
  const { receipt, publicKey } = said
  const isOurs = publicKey === identity.publicKey
  const known = { isSigned: true, isOurs, publicKey, isOfSubjects: null }
  if (!subjects || !isOurs) return known
  // A digest is no secret to be tried: only the parties, who know of whom it is, are told.
  const { rows } = await sql<{ content: QuestionContent }>`select q.content from verification v
    join verification_question_version q on q.question_id = v.question_id and q.number = v.question_version
    where v.id = ${receipt.id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) return known
  const digests = digestsOf(identity, found.content, subjects.map(tidied))
  const [asked, named] = [new Set(receipt.subjects), new Set(digests)]
  const isOfSubjects = named.size === digests.length && asked.symmetricDifference(named).size === 0
  return { ...known, isOfSubjects }
}
