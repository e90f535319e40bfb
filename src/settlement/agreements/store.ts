import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import { agreementRefusals as refusals } from './refusals.ts'
import { type AgreementContent, inputsGiven, openTerms } from './rules/content.ts'
import {
  AGREEMENT_PLACE,
  type AgreementDetail,
  type AgreementFilter,
  type AgreementItem,
  type AgreementList,
  type AgreementQuery,
  type Party,
} from './schemas.ts'
import type { VersionState } from './tables.ts'

const PARTIES = sql`(select coalesce(json_agg(json_build_object('name', r.name, 'role', r.role,
    'jurisdiction', (select json_build_object('code', j.code, 'name', j.name) from jurisdiction j where j.code = p.jurisdiction_code),
    'organization', (select json_build_object('id', o.id, 'name', o.name) from organization o where o.id = p.organization_id),
    'signature', (select json_build_object('userName', s.user_name, 'organizationName', s.organization_name,
        'at', ${momentText('s.at')}) from agreement_signature s
      where s.agreement_id = v.agreement_id and s.number = v.number and s.party = r.name)) order by r.role desc, r.name), '[]')
  from jsonb_each_text(v.content -> 'agreement' -> 'parties') r (name, role)
  left join agreement_party p on p.agreement_id = v.agreement_id and p.number = v.number and p.name = r.name)`

const LISTED = sql`v.agreement_id as id, v.number, v.name, v.state, v.first_year as "firstYear", v.last_year as "lastYear",
  ${PARTIES} as parties,
  json_build_object('id', v.organization_id, 'name', v.organization_name) as drafter, ${momentText('v.at')} as at,
  ${momentText('v.signed_at')} as "signedAt"`

/** The newest version of each agreement that the actor sees. */
export async function listAgreements(trx: Trx, { limit, cursor, state, q }: AgreementQuery): Promise<AgreementList> {
  const conditions = [
    sql`not exists (select from agreement_version newer where newer.agreement_id = v.agreement_id and newer.number > v.number)`,
  ]
  if (state) conditions.push(sql`v.state = ${state}`)
  if (q) conditions.push(sql`v.name ilike ${`%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  const where = sql.join(conditions, sql` and `)
  const after = AGREEMENT_PLACE.read(cursor)
  const { rows } = await sql<AgreementItem>`select ${LISTED} from agreement_version v where ${where}
    ${after ? sql`and (v.at, v.agreement_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by v.at desc, v.agreement_id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{
    total: number
  }>`select count(*) as total from agreement_version v where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? AGREEMENT_PLACE.write(last.at, last.id) : null,
  }
}

/** All of them, page by page: a table that is taken away is nowhere cut. */
export async function everyAgreement(trx: Trx, filter: AgreementFilter): Promise<AgreementItem[]> {
  const items: AgreementItem[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: AgreementList = await listAgreements(trx, { ...filter, limit: 200, ...(cursor ? { cursor } : {}) })
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

/** A version of an agreement, the newest that the actor sees where none is named. @throws Refusal agreement_not_found */
export async function findAgreement(trx: Trx, id: string, version?: number): Promise<AgreementDetail> {
  const { rows } = await sql<Omit<AgreementDetail, 'given' | 'openTerms'> & { content: AgreementContent }>`
    select ${LISTED}, v.revision, v.content, v.sha256, ${momentText('v.offered_at')} as "offeredAt", v.declined_by as "declinedBy",
      v.declined_reason as "declinedReason",
      (select json_agg(json_build_object('number', o.number, 'state', o.state, 'name', o.name, 'at', ${momentText('o.at')})
        order by o.number desc) from agreement_version o where o.agreement_id = v.agreement_id) as versions,
      (v.state = 'draft' and actor_may('agreement.draft') and v.organization_id = actor_organization_id()) as "mayEdit",
      (select min(p.name) from agreement_party p where v.state = 'offered' and actor_may('agreement.sign')
        and p.agreement_id = v.agreement_id and p.number = v.number and p.organization_id = actor_organization_id()
        and not exists (select from agreement_signature s where s.agreement_id = p.agreement_id and s.number = p.number
          and s.party = p.name)) as "maySignFor"
    from agreement_version v where v.agreement_id = ${id}::uuid
      ${version === undefined ? sql`` : sql`and v.number = ${version}`} order by v.number desc limit 1`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  return { ...found, given: inputsGiven(found.content), openTerms: openTerms(found.content) }
}

/** A version as statements need it. */
export interface StandingVersion {
  id: string
  number: number
  name: string
  state: VersionState
  sha256: string
  content: AgreementContent
  parties: Party[]
}

/** The newest signed version that holds in a year. @throws Refusal agreement_not_found, agreement_state_unfit */
export async function standingVersion(trx: Trx, id: string, year: number): Promise<StandingVersion> {
  const { rows } = await sql<StandingVersion>`
    select v.agreement_id as id, v.number, v.name, v.state, v.sha256, v.content, ${PARTIES} as parties
    from agreement_version v where v.agreement_id = ${id}::uuid
    order by (v.state = 'signed' and ${year} between coalesce(v.first_year, 2000) and coalesce(v.last_year, 2199)) desc,
      (v.state = 'signed') desc, v.number desc limit 1`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  if (found.state !== 'signed') throw refusals.stateUnfit(found.state, 'signed')
  return found
}
