import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/access/index.ts'
import { roleMay } from '../../../platform/access/index.ts'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { narrowingOf, waitingOfAgreement, waitingOfRequest } from '../../requests/index.ts'
import { contentOf } from '../cargo/contents.ts'
import { WHOSE } from '../views/parts.ts'
import { ToldAnswer, type ToldReply } from './contents.ts'
import { outsideRefusals as refusals } from './refusals.ts'
import {
  OUTSIDE_REQUEST_PLACE,
  type OutsideRequest,
  type OutsideRequestList,
  type OutsideRequestListed,
  type OutsideRequestQuery,
} from './schemas.ts'

type Told = { content: Record<string, unknown>; toldAt: string } | null
type Stored = Omit<
  OutsideRequest,
  'answer' | 'isUnreadable' | 'waiting' | 'narrowing' | 'isReplied' | 'isMended' | `may${string}`
> & { told: Told }

const STORED = sql`r.id, ${WHOSE} as owner, json_build_object('id', r.resource_id, 'name', r.resource_name) as resource,
  r.provider_name as "providerName", r.purpose, r.matter, r.valid_until as "validUntil",
  case when r.reply is not null then json_build_object('number', r.reply_number, 'step', r.reply, 'words', r.reply_words, 'userName', r.replied_by,
    'at', ${momentText('r.replied_at')}) end as reply,
  case when r.supplement > 0 then json_build_object('number', r.supplement, 'words', r.supplement_words,
    'userName', r.supplemented_by, 'at', ${momentText('r.supplemented_at')}) end as supplement,
  (select json_build_object('content', f.content, 'toldAt', ${momentText('f.told_at')}) from shared_fact f
    where f.owner = r.owner and f.kind = 'answer' and f.key = r.id::text and f.content is not null) as told,
  ${momentText('r.at')} as at, r.revision, r.legal_basis as "legalBasis", r.terms, r.contact, r.user_name as "askedBy",
  r.organization_name as "organizationName"`
const FROM = sql`outside_request r join node n on n.code = r.owner left join node_channel c on c.peer = r.owner`

/** Of what is closed, only the deletion is still replied to. */
const isOpenTo = (step: ToldReply['step'], { state, agreement }: ToldAnswer): boolean =>
  step === 'deletion_confirmed'
    ? agreement?.deletionConfirmedAt === null
    : !['granted', 'refused', 'taken_back'].includes(state)

/** On whom it waits by the owner's answer, which knows nothing of what is on its way there. */
function waitingOf(answer: ToldAnswer, today: string): OutsideRequestListed['waiting'] {
  const { agreement } = answer
  if (agreement === null) return waitingOfRequest(answer, today)
  // When the data came is seen here by themselves; how they are handed over is the owner's to know.
  const { validFrom, sinceOn } = agreement
  return waitingOfAgreement({ ...agreement, provideBy: validFrom, providedAt: validFrom, endedOn: sinceOn }, today)
}

function listedOf({ told, ...row }: Stored, actor: Actor, today: string): OutsideRequestListed {
  const { legalBasis: _, terms: __, contact: ___, askedBy: ____, ...listed } = row
  const { reply, supplement } = row
  const answer = contentOf(ToldAnswer, told?.content ?? null)
  const isMended = supplement !== null && supplement.number > (answer?.supplement?.number ?? 0)
  const isReplied =
    reply !== null && answer?.reply?.number !== reply.number && (answer === null || isOpenTo(reply.step, answer))
  const isOver = answer?.agreement?.state === 'ended' && answer.agreement.deletionConfirmedAt === null
  const isFree = reply?.step === 'accepted' ? !isReplied : mayReplyTo(reply, answer)
  return {
    ...listed,
    ...{ isReplied, isMended },
    answer: answer && { ...answer, toldAt: told?.toldAt ?? '' },
    isUnreadable: told !== null && answer === null,
    waiting: answer && !isMended && !(isReplied && isOver) ? waitingOf(answer, today) : null,
    mayConfirmDeletion: isOver && isFree && roleMay(actor.role, 'sharing.request'),
  }
}

/** A reply is given once; one that could not be taken is given anew. */
const mayReplyTo = (reply: OutsideRequestListed['reply'], answer: ToldAnswer | null): boolean =>
  reply === null || (answer?.reply?.number === reply.number && answer.reply.reason !== null)

const stored = (trx: Trx, where: RawBuilder<unknown>, limit: number) =>
  sql<Stored>`select ${STORED} from ${FROM} where ${where} order by r.at desc, r.id desc limit ${limit}`.execute(trx)

/** What the actor's unit asked of other nodes, the newest first, each with the owner's last answer. */
export async function listOutsideRequests(
  trx: Trx,
  actor: Actor,
  { limit, cursor }: OutsideRequestQuery,
  today: string,
): Promise<OutsideRequestList> {
  const after = OUTSIDE_REQUEST_PLACE.read(cursor)
  const where = after ? sql`(r.at, r.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql`true`
  const { rows } = await stored(trx, where, limit + 1)
  const counted = await sql<{ total: number }>`select count(*) as total from outside_request`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => listedOf(row, actor, today)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? OUTSIDE_REQUEST_PLACE.write(last.at, last.id) : null,
  }
}

const MOST_ENDED = 100

/** Requests that were granted and under which nothing is given now. */
export async function endedRequests(trx: Trx, actor: Actor, today: string): Promise<OutsideRequestListed[]> {
  const { rows } = await stored(
    trx,
    sql`exists (select from shared_fact a where a.owner = r.owner and a.kind = 'answer' and a.key = r.id::text
      and jsonb_typeof(a.content -> 'agreement') = 'object' and not exists (select from shared_fact g
        where g.owner = r.owner and g.kind = 'grant' and g.content is not null and g.key = a.content -> 'agreement' ->> 'id'))`,
    MOST_ENDED,
  )
  return rows.map((row) => listedOf(row, actor, today))
}

/** @throws Refusal outside_request_not_found */
export async function findOutsideRequest(trx: Trx, actor: Actor, id: string, today: string): Promise<OutsideRequest> {
  const { rows } = await stored(trx, sql`r.id = ${id}::uuid`, 1)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  const listed = listedOf(found, actor, today)
  const { legalBasis, terms, contact, askedBy } = found
  const { answer, reply, validUntil, isMended } = listed
  const mayReply = mayReplyTo(reply, answer) && roleMay(actor.role, 'sharing.request')
  const isOpen = answer === null || ['submitted', 'correction', 'offered', 'brought_forward'].includes(answer.state)
  return {
    ...listed,
    ...{ legalBasis, terms, contact, askedBy },
    narrowing: answer?.offer ? narrowingOf({ terms, validUntil }, answer.offer) : null,
    mayAccept: mayReply && answer?.state === 'offered' && answer.offer !== null,
    mayTakeBack: mayReply && isOpen,
    mayMend: mayReply && answer?.state === 'correction' && !isMended,
  }
}
