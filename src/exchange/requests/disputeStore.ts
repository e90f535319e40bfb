import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { daysLeft } from './rules/clock.ts'
import {
  DISPUTE_PLACE,
  type DisputeDetail,
  type DisputeList,
  type DisputeListed,
  type DisputeQuery,
} from './schemas.ts'
import { MAY_DECIDE, MAY_REPLY, PARTIES, PARTY_TABLES } from './sqlParts.ts'

type Stored = Omit<DisputeListed, 'waiting'> & { sinceOn: string; dueOn: string }

const LISTED = sql`r.id, r.agreement_id as "agreementId", ${PARTIES}, r.row_key as "rowKey", r.item, r.says,
  r.should_say as "shouldSay", r.state, r.since_on as "sinceOn", r.due_on as "dueOn", ${momentText('r.at')} as at`
const FROM = sql`share_dispute r ${PARTY_TABLES} join share_agreement a on a.id = r.agreement_id
  join resource_version v on v.resource_id = a.resource_id and v.number = a.version`

/** While it is open it waits for its provider, who verifies it. */
const waitingOf = ({ state, sinceOn, dueOn }: Stored, today: string): DisputeListed['waiting'] =>
  state === 'open' ? { side: 'provider', for: 'verification', sinceOn, dueOn, daysLeft: daysLeft(dueOn, today) } : null

function listedOf(row: Stored, today: string): DisputeListed {
  const { sinceOn: _, dueOn: __, ...listed } = row
  return { ...listed, waiting: waitingOf(row, today) }
}

/** Disputes that the actor sees, the newest first. */
export async function listDisputes(trx: Trx, query: DisputeQuery, today: string): Promise<DisputeList> {
  const { limit, cursor, view, state, agreement } = query
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (view === 'verify') conditions.push(sql`r.provider_id = actor_organization_id()`)
  if (view === 'mine') conditions.push(sql`r.recipient_id = actor_organization_id()`)
  if (state) conditions.push(sql`r.state = ${state}`)
  if (agreement) conditions.push(sql`r.agreement_id = ${agreement}::uuid`)
  const where = sql.join(conditions, sql` and `)
  const place = DISPUTE_PLACE.read(cursor)
  const { rows } = await sql<Stored>`select ${LISTED} from ${FROM} where ${where}
    ${place ? sql`and (r.at, r.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
    order by r.at desc, r.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${FROM} where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => listedOf(row, today)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? DISPUTE_PLACE.write(last.at, last.id) : null,
  }
}

/** The newest 200 of an agreement. */
export async function listDisputesOf(trx: Trx, agreementId: string, today: string): Promise<DisputeListed[]> {
  const { rows } = await sql<Stored>`select ${LISTED} from ${FROM} where r.agreement_id = ${agreementId}::uuid
    order by r.at desc, r.id desc limit 200`.execute(trx)
  return rows.map((row) => listedOf(row, today))
}

/** @throws Refusal share_dispute_not_found */
export async function findDispute(trx: Trx, id: string, today: string): Promise<DisputeDetail> {
  type Found = Stored &
    Omit<DisputeDetail, keyof DisputeListed | 'mayAnswer' | 'mayTakeBack'> & { mayDecide: boolean; mayReply: boolean }
  const { rows } = await sql<Found>`select ${LISTED}, r.revision, r.evidence, r.period_days as "periodDays", r.answer,
      r.holding_revision as "holdingRevision", ${momentText('r.answered_at')} as "answeredAt", r.answered_by as "answeredBy",
      r.user_name as "raisedBy", ${MAY_DECIDE}, ${MAY_REPLY}
    from ${FROM} where r.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound('dispute', id)
  const { mayDecide, mayReply, sinceOn: _, ...dispute } = found
  const isOpen = found.state === 'open'
  return {
    ...dispute,
    waiting: waitingOf(found, today),
    mayAnswer: isOpen && mayDecide,
    mayTakeBack: isOpen && mayReply,
  }
}
