import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { kindCountsOf } from './documentStore.ts'
import { planRefusals } from './refusals.ts'
import type { OrganizationRef, Role, UnitSummary } from './schemas.ts'
import { organizationRefs } from './units.ts'

interface SummaryRow {
  id: string
  title: string
  number: string | null
  date: string | null
  role: Role
  total: number
  confirmed: number
  next_deadline: string | null
  predecessors: string[] | null
}

/**
 * Everything one organization owes, from every plan the actor may read, by document and role, with what bodies before
 * it were named for.
 * @param today ISO date: deadlines before it are past
 * @throws Refusal organization_unknown
 */
export async function summarizeUnit(trx: Trx, organizationId: string, today: string): Promise<UnitSummary> {
  const known = await organizationRefs(trx, [organizationId])
  if (!known.has(organizationId)) throw planRefusals.organizationMissing(organizationId)
  const { rows } = await sql<SummaryRow>`
    select d.id, d.title, d.number, d.issued_on as date, r.role, count(distinct c.id) as total,
      count(distinct c.id) filter (where c.state = 'confirmed') as confirmed,
      min(c.deadline_on) filter (where c.deadline_on >= ${today}::date)::text as next_deadline,
      array_agg(distinct r.printed) filter (where r.organization_id <> ${organizationId}) as predecessors
    from register_unit e
      join commitment c on c.id = e.commitment_id
      join responsibility r on r.commitment_id = c.id
        and (r.organization_id = ${organizationId} or ${organizationId} = any (r.today))
      join document d on d.id = c.document_id
    where e.organization_id = ${organizationId} and e.standing
    group by d.id, d.ordinal, d.title, d.number, d.issued_on, r.role
    order by d.ordinal desc, r.role`.execute(trx)
  const counted = await sql<{ kind: string; state: string; n: number }>`
    select kind, state, count(*) as n from register_unit where organization_id = ${organizationId}
    group by kind, state`.execute(trx)
  const before = await sql<OrganizationRef & { count: number }>`
    select o.id, o.name, o.short_name as "shortName", count(distinct r.commitment_id) as count
    from register_unit e
      join responsibility r on r.commitment_id = e.commitment_id
        and ${organizationId} = any (r.today) and r.organization_id <> ${organizationId}
      join organization o on o.id = r.organization_id
    where e.organization_id = ${organizationId} and e.standing
    group by o.id order by count desc, o.name`.execute(trx)
  const standing = counted.rows.filter(({ state }) => state !== 'rejected')
  return {
    organizationId,
    total: standing.reduce((sum, { n }) => sum + n, 0),
    kinds: kindCountsOf(Object.fromEntries(counted.rows.map(({ kind, state, n }) => [`${kind} ${state}`, n]))),
    documents: [...Map.groupBy(rows, ({ id }) => id).values()].map((group) => documentOf(group)),
    predecessors: before.rows.map(({ count, ...organization }) => ({ organization, count })),
  }
}

const ROLES: readonly Role[] = ['lead', 'responsible', 'participant']

function documentOf(rows: readonly SummaryRow[]): UnitSummary['documents'][number] {
  const [{ id, title, number, date }] = rows as [SummaryRow]
  return {
    document: { id, title, number, date },
    roles: rows
      .map(({ role, total, confirmed, next_deadline }) => ({ role, total, confirmed, nextDeadline: next_deadline }))
      .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
    asPredecessor: [...new Set(rows.flatMap(({ predecessors }) => predecessors ?? []))].sort(),
  }
}
