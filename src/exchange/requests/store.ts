import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type { ShareTerms } from '../terms/index.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { lateBefore, waitingOfRequest } from './rules/clock.ts'
import { narrowingOf } from './rules/narrowing.ts'
import {
  REQUEST_PLACE,
  type RequestDetail,
  type RequestFilter,
  type RequestList,
  type RequestListed,
  type RequestQuery,
} from './schemas.ts'
import { eventsOf, everyWordIn, MAY_DECIDE, MAY_REPLY, outsideOf, PARTIES, PARTY_TABLES } from './sqlParts.ts'

type Listed = Omit<RequestListed, 'waiting'> & { sinceOn: string; dueOn: string | null }

const LISTED = sql`r.id, ${PARTIES}, r.sharing_type as "sharingType", r.purpose, r.matter, r.access,
  r.valid_until as "validUntil", r.state, r.since_on as "sinceOn", r.due_on as "dueOn", a.id as "agreementId",
  ${momentText('r.at')} as at`
const FROM = sql`share_request r ${PARTY_TABLES}
  join resource_version v on v.resource_id = r.resource_id and v.number = r.version
  left join share_agreement a on a.request_id = r.id`

const listedOf = ({ sinceOn, dueOn, ...row }: Listed, today: string): RequestListed => ({
  ...row,
  waiting: waitingOfRequest({ state: row.state, sinceOn, dueOn }, today),
})

function conditionsOf({ view, state, late, resource, organization, q }: RequestFilter, today: string) {
  const conditions: RawBuilder<unknown>[] = [
    sql`true`,
    ...everyWordIn(q, sql`v.name, s.code, p.name, c.name, r.purpose, r.matter`),
  ]
  if (view === 'review')
    conditions.push(sql`r.provider_id = actor_organization_id() and r.state in ('submitted', 'brought_forward')`)
  if (view === 'mine') conditions.push(sql`r.recipient_id = actor_organization_id()`)
  if (state) conditions.push(sql`r.state = ${state}`)
  if (late !== undefined)
    conditions.push(sql`(r.state = 'submitted' and r.due_on < ${lateBefore(today)}::date) = ${late}`)
  if (resource) conditions.push(sql`r.resource_id = ${resource}::uuid`)
  if (organization) conditions.push(sql`${organization}::uuid in (r.provider_id, r.recipient_id)`)
  return sql.join(conditions, sql` and `)
}

/** What is to be reviewed comes by its last day, else the newest first. The place of a page is that day or moment as text. */
const orderOf = (view: RequestFilter['view']) =>
  view === 'review'
    ? {
        by: sql`coalesce(r.due_on, '9999-12-31')`,
        key: sql`coalesce(r.due_on, '9999-12-31')::text`,
        type: sql`date`,
        after: sql`>`,
        direction: sql`asc`,
      }
    : { by: sql`r.at`, key: momentText('r.at'), type: sql`timestamptz`, after: sql`<`, direction: sql`desc` }

/** Requests that the actor sees. */
export async function listRequests(trx: Trx, query: RequestQuery, today: string): Promise<RequestList> {
  const { limit, cursor, ...filter } = query
  const where = conditionsOf(filter, today)
  const rows = await pageOf(trx, filter, today, limit + 1, REQUEST_PLACE.read(cursor))
  const counted = await sql<{ total: number }>`select count(*) as total from ${FROM} where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(({ key: _, ...row }) => listedOf(row, today)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? REQUEST_PLACE.write(last.key, last.id) : null,
  }
}

async function pageOf(
  trx: Trx,
  filter: RequestFilter,
  today: string,
  limit: number,
  place: readonly [string, string] | undefined,
): Promise<(Listed & { key: string })[]> {
  const { by, key, type, after, direction } = orderOf(filter.view)
  const { rows } = await sql<Listed & { key: string }>`select ${LISTED}, ${key} as key from ${FROM}
    where ${conditionsOf(filter, today)} ${place ? sql`and (${by}, r.id) ${after} (${place[0]}::${type}, ${place[1]}::uuid)` : sql``}
    order by ${by} ${direction}, r.id ${direction} limit ${limit}`.execute(trx)
  return rows
}

const PAGE = 200

/** All of them, page by page: for what is taken away. */
export async function* everyRequest(trx: Trx, filter: RequestFilter, today: string): AsyncGenerator<RequestListed> {
  for (let place: readonly [string, string] | undefined; ; ) {
    const rows = await pageOf(trx, filter, today, PAGE, place)
    for (const { key: _, ...row } of rows) yield listedOf(row, today)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    place = [last.key, last.id]
  }
}

type Stored = Omit<RequestDetail, 'waiting' | 'offer' | 'narrowing'> & {
  sinceOn: string
  offeredTerms: ShareTerms | null
  offeredValidUntil: string | null
}

/** One request with all that stands around it. @throws Refusal share_request_not_found */
export async function findRequest(trx: Trx, id: string, today: string): Promise<RequestDetail> {
  const { rows } = await sql<Stored>`select ${LISTED}, r.revision, r.legal_basis as "legalBasis", r.terms, r.contact,
      r.offered_terms as "offeredTerms", r.offered_valid_until as "offeredValidUntil", r.words,
      r.period_days as "periodDays", r.period_basis as "periodBasis", r.used_days as "usedDays",
      r.answered_on as "answeredOn", r.decided_by as "decidedBy", r.provide_by as "provideBy", r.user_name as "askedBy",
      v.content -> 'items' as items, v.content ->> 'sharingCondition' as "sharingCondition",
      (select n.content ->> 'sharingType' from resource_version n where n.resource_id = r.resource_id
        and n.state = 'published') as "sharingNow",
      r.renews_id as "renewsId",
      ${outsideOf(sql`r.id`)},
      (select json_build_object('id', m.id, 'title', m.title, 'state', m.state) from escalation m
        where m.id = r.escalation_id) as "matterRaised",
      exists (select from share_event e where e.request_id = r.id and e.kind = 'brought_forward') as "broughtForward",
      ${eventsOf(sql`r.id`)}, ${MAY_DECIDE}, ${MAY_REPLY}
    from ${FROM} where r.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound('request', id)
  const { sinceOn, offeredTerms, offeredValidUntil, ...row } = found
  const offer = offeredTerms && offeredValidUntil ? { terms: offeredTerms, validUntil: offeredValidUntil } : null
  return {
    ...row,
    offer,
    narrowing: offer && narrowingOf({ terms: row.terms, validUntil: row.validUntil }, offer),
    waiting: waitingOfRequest({ state: row.state, sinceOn, dueOn: row.dueOn }, today),
  }
}
