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
}

interface PredecessorRow extends OrganizationRef {
  document_id: string
  printed: string
  count: number
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
    select d.id, d.title, d.number, d.issued_on as date, role.name as role, count(*) as total,
      count(*) filter (where c.state = 'confirmed') as confirmed,
      min(c.deadline_on) filter (where c.deadline_on >= ${today}::date)::text as next_deadline
    from register_unit e
      join (values (1, 'lead'), (2, 'participant'), (4, 'responsible')) role (bit, name) on e.roles & role.bit <> 0
      join commitment c on c.id = e.commitment_id
      join document d on d.id = c.document_id
    where e.organization_id = ${organizationId} and e.standing
    group by d.id, d.ordinal, d.title, d.number, d.issued_on, role.name
    order by d.ordinal desc, role.name`.execute(trx)
  const counted = await sql<{ kind: string; state: string; n: number }>`
    select kind, state, count(*) as n from register_unit where organization_id = ${organizationId}
    group by kind, state`.execute(trx)
  // What bodies before it were named for: they are few, and each is found by its own index.
  const before = await sql<PredecessorRow>`
    with recursive predecessor (id) as (
      select from_id from organization_relation where to_id = ${organizationId}
      union
      select r.from_id from organization_relation r join predecessor p on r.to_id = p.id
    ), named as materialized (
      select r.organization_id, c.document_id, r.printed, count(distinct c.id) as count
      from responsibility r join commitment c on c.id = r.commitment_id and c.live and c.state <> 'rejected'
      where r.organization_id = any (array(select id from predecessor)) and ${organizationId} = any (r.today)
      group by 1, 2, 3
    )
    select o.id, o.name, o.short_name as "shortName", n.document_id, n.printed, n.count
    from named n join organization o on o.id = n.organization_id`.execute(trx)
  const standing = counted.rows.filter(({ state }) => state !== 'rejected')
  return {
    organizationId,
    total: standing.reduce((sum, { n }) => sum + n, 0),
    kinds: kindCountsOf(Object.fromEntries(counted.rows.map(({ kind, state, n }) => [`${kind} ${state}`, n]))),
    documents: [...Map.groupBy(rows, ({ id }) => id).values()].map((group) => documentOf(group, before.rows)),
    predecessors: predecessorsOf(before.rows),
  }
}

const ROLES: readonly Role[] = ['lead', 'responsible', 'participant']

function documentOf(rows: readonly SummaryRow[], before: readonly PredecessorRow[]): UnitSummary['documents'][number] {
  const [{ id, title, number, date }] = rows as [SummaryRow]
  const printed = before.filter(({ document_id }) => document_id === id).map((row) => row.printed)
  return {
    document: { id, title, number, date },
    roles: rows
      .map(({ role, total, confirmed, next_deadline }) => ({ role, total, confirmed, nextDeadline: next_deadline }))
      .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
    asPredecessor: [...new Set(printed)].sort(),
  }
}

/** Each body before it with how many commitments name it, most first. */
function predecessorsOf(rows: readonly PredecessorRow[]): UnitSummary['predecessors'] {
  return [...Map.groupBy(rows, ({ id }) => id).values()]
    .map((group) => {
      const [{ id, name, shortName }] = group as [PredecessorRow]
      return { organization: { id, name, shortName }, count: group.reduce((sum, { count }) => sum + count, 0) }
    })
    .sort((a, b) => b.count - a.count || a.organization.name.localeCompare(b.organization.name))
}
