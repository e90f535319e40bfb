import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import { verificationRefusals as refusals } from './refusals.ts'
import type { Receipt } from './rules/receipt.ts'
import {
  type Question,
  VERIFICATION_PLACE,
  type VerificationDetail,
  type VerificationList,
  type VerificationListed,
  type VerificationQuery,
} from './schemas.ts'

const QUESTIONS = sql`select q.id, q.version, q.state, q.withdrawn_reason as "withdrawnReason",
    json_build_object('id', r.id, 'name', coalesce(named.name, ''), 'code', r.code) as resource,
    json_build_object('id', o.id, 'name', o.name) as provider, v.content,
    (select count(*) from verification a where a.question_id = q.id) as asked, ${momentText('v.at')} as at,
    actor_may('verification.offer') and q.organization_id = actor_organization_id() as "mayOffer"
  from verification_question q join verification_question_version v on v.question_id = q.id and v.number = q.version
    join resource r on r.id = q.resource_id join organization o on o.id = q.organization_id
    left join lateral (select n.name from resource_version n where n.resource_id = r.id and n.state <> 'draft'
      order by (n.state = 'published') desc, n.number desc limit 1) named on true`

/** What can be asked, and what one's own organization offered before. */
export async function listQuestions(trx: Trx): Promise<{ items: Question[] }> {
  const { rows } = await sql<Question>`${QUESTIONS}
    where q.state = 'offered' or q.organization_id = (select actor_organization_id())
    order by q.state, v.content ->> 'name', q.id`.execute(trx)
  return { items: rows }
}

/** @throws Refusal verification_question_not_found */
export async function findQuestion(trx: Trx, id: string): Promise<Question> {
  const { rows } = await sql<Question>`${QUESTIONS} where q.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.questionNotFound(id)
  return found
}

const LISTED = sql`v.id, json_build_object('id', v.question_id, 'version', v.question_version, 'name', c.content ->> 'name',
    'nameEn', c.content ->> 'nameEn') as question, json_build_object('id', p.id, 'name', p.name) as provider,
  json_build_object('id', v.organization_id, 'name', v.organization_name) as asker, v.user_name as "askedBy",
  cardinality(v.subjects) as persons, c.content ->> 'comparison' as comparison, trim_scale(v.asked_limit)::text as "limit",
  c.content #>> '{limit,unit}' as unit, v.answer, v.purpose, v.matter, ${momentText('v.at')} as at`
const FROM = sql`verification v join organization p on p.id = v.provider_id
  join verification_question_version c on c.question_id = v.question_id and c.number = v.question_version`

/** What one's own organization asked, or what it was asked; the newest first. */
export async function listVerifications(
  trx: Trx,
  { limit, cursor, side }: VerificationQuery,
): Promise<VerificationList> {
  const where =
    side === 'asked' ? sql`v.organization_id = actor_organization_id()` : sql`v.provider_id = actor_organization_id()`
  const after = VERIFICATION_PLACE.read(cursor)
  const { rows } = await sql<VerificationListed>`select ${LISTED} from ${FROM} where ${where}
    ${after ? sql`and (v.at, v.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by v.at desc, v.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from verification v where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? VERIFICATION_PLACE.write(last.at, last.id) : null,
  }
}

/** One, with its receipt. @throws Refusal verification_not_found */
export async function findVerification(trx: Trx, id: string): Promise<VerificationDetail> {
  type Row = VerificationListed &
    Pick<VerificationDetail, 'consents'> &
    Record<'text' | 'signature' | 'publicKey', string>
  const { rows } =
    await sql<Row>`select ${LISTED}, v.consents, t.receipt as text, t.signature, t.public_key as "publicKey"
    from ${FROM} join verification_receipt t on t.verification_id = v.id where v.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  const { text, signature, publicKey, ...facts } = found
  return { ...facts, receipt: { receipt: JSON.parse(text) as Receipt, publicKey, signature } }
}
