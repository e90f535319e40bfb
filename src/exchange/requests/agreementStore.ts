import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { listDisputesOf } from './disputeStore.ts'
import { requestRefusals as refusals } from './refusals.ts'
import { waitingOfAgreement } from './rules/clock.ts'
import {
  AGREEMENT_PLACE,
  type AgreementDetail,
  type AgreementFilter,
  type AgreementList,
  type AgreementListed,
  type AgreementQuery,
} from './schemas.ts'
import { eventsOf, everyWordIn, MAY_DECIDE, MAY_REPLY, outsideOf, PARTIES, PARTY_TABLES } from './sqlParts.ts'

type Stored = Omit<AgreementListed, 'waiting'> &
  Pick<AgreementDetail, 'provideBy' | 'providedAt' | 'endedOn' | 'deletionConfirmedAt'>

const LISTED = sql`r.id, r.request_id as "requestId", ${PARTIES}, r.purpose, r.access, r.valid_from as "validFrom",
  r.valid_until as "validUntil", r.withdrawn_from as "withdrawnFrom", r.state, r.end_kind as "endKind",
  r.provide_by as "provideBy", ${momentText('there.since')} as "providedAt", r.ended_on as "endedOn",
  ${momentText('r.deletion_confirmed_at')} as "deletionConfirmedAt",
  (select count(*)::int from share_dispute d where d.agreement_id = r.id and d.state = 'open') as "openDisputes",
  ${momentText('r.at')} as at`
const FROM = sql`share_agreement r ${PARTY_TABLES}
  join resource_version v on v.resource_id = r.resource_id and v.number = r.version
  cross join lateral (select share_provided_at(r.id) as since) there`

function listedOf(row: Stored, today: string): AgreementListed {
  const { provideBy, providedAt, endedOn, deletionConfirmedAt, ...listed } = row
  const waiting = waitingOfAgreement({ ...listed, provideBy, providedAt, endedOn, deletionConfirmedAt }, today)
  return { ...listed, waiting }
}

function conditionsOf({ view, state, resource, q }: AgreementFilter) {
  const conditions: RawBuilder<unknown>[] = [
    sql`true`,
    ...everyWordIn(q, sql`v.name, s.code, p.name, c.name, r.purpose, r.matter`),
  ]
  if (view === 'provided') conditions.push(sql`r.provider_id = actor_organization_id()`)
  if (view === 'used') conditions.push(sql`r.recipient_id = actor_organization_id()`)
  if (state) conditions.push(sql`r.state = ${state}`)
  if (resource) conditions.push(sql`r.resource_id = ${resource}::uuid`)
  return sql.join(conditions, sql` and `)
}

async function pageOf(
  trx: Trx,
  filter: AgreementFilter,
  limit: number,
  place: readonly [string, string] | undefined,
): Promise<Stored[]> {
  const { rows } = await sql<Stored>`select ${LISTED} from ${FROM} where ${conditionsOf(filter)}
    ${place ? sql`and (r.at, r.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
    order by r.at desc, r.id desc limit ${limit}`.execute(trx)
  return rows
}

/** Agreements that the actor sees, the newest first. */
export async function listAgreements(trx: Trx, query: AgreementQuery, today: string): Promise<AgreementList> {
  const { limit, cursor, ...filter } = query
  const rows = await pageOf(trx, filter, limit + 1, AGREEMENT_PLACE.read(cursor))
  const counted = await sql<{ total: number }>`
    select count(*) as total from ${FROM} where ${conditionsOf(filter)}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => listedOf(row, today)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? AGREEMENT_PLACE.write(last.at, last.id) : null,
  }
}

const PAGE = 200

/** All of them, page by page: for what is taken away. */
export async function* everyAgreement(
  trx: Trx,
  filter: AgreementFilter,
  today: string,
): AsyncGenerator<AgreementListed> {
  for (let place: readonly [string, string] | undefined; ; ) {
    const rows = await pageOf(trx, filter, PAGE, place)
    for (const row of rows) yield listedOf(row, today)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    place = [last.at, last.id]
  }
}

/** One agreement with its terms and all that was done with it. @throws Refusal share_agreement_not_found */
export async function findAgreement(trx: Trx, id: string, today: string): Promise<AgreementDetail> {
  const { rows } = await sql<Stored & Omit<AgreementDetail, keyof AgreementListed | 'disputes'>>`
    select ${LISTED}, r.revision, r.matter, r.legal_basis as "legalBasis", r.terms, v.content -> 'items' as items,
      r.granted_by as "grantedBy", r.accepted_by as "acceptedBy", r.words,
      r.withdrawn_reason as "withdrawnReason", r.deletion_confirmed_by as "deletionConfirmedBy",
      r.deletion_words as "deletionWords", ${outsideOf(sql`r.request_id`)},
      ${eventsOf(sql`r.request_id`)}, ${MAY_DECIDE}, ${MAY_REPLY}
    from ${FROM} where r.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound('agreement', id)
  const { waiting } = listedOf(found, today)
  return { ...found, waiting, disputes: await listDisputesOf(trx, id, today) }
}
