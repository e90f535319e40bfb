import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { contains } from './jurisdictionStore.ts'
import { jurisdictionIndex } from './jurisdictions.ts'
import { searchKeyOf, tidy } from './names.ts'
import { refOf } from './paperUnits.ts'
import { gazetteerRefusals as refusals } from './refusals.ts'
import { findSuccessions } from './resolve.ts'
import type {
  Neighbour,
  OrganizationDetail,
  OrganizationList,
  OrganizationQuery,
  OrganizationSummary,
  Relation,
} from './schemas.ts'
import { ORGANIZATION_PLACE } from './schemas.ts'

const SUMMARY = sql`o.id, o.name, o.short_name as "shortName", o.kind, o.valid_from as "validFrom",
  o.valid_to as "validTo", o.state, o.origin, o.confidence,
  case when j.code is null then null
    else json_build_object('code', j.code, 'name', j.name, 'shortName', j.short_name) end as jurisdiction`

/** Members of the clusters we hold and their provinces come first: theirs are the units that people look for. */
const NEARNESS = sql`case
  when o.jurisdiction_code is null then 0
  when o.jurisdiction_code = '000000' then 3
  when o.jurisdiction_code in (select left(jurisdiction_code, 2) || '0000' from cluster_member) then 1
  when o.jurisdiction_code in (select jurisdiction_code from cluster_member) then 2
  else 4 end`

/**
 * Organizations, found by any name they bear or bore or a part of one. Exact names first, then those of our own
 * clusters; what only a machine vouches for comes after what is known. One that has ended on the day `today` says who holds
 * its work. Merged provisional ones are left out unless asked for by state.
 */
export async function listOrganizations(trx: Trx, query: OrganizationQuery, today: string): Promise<OrganizationList> {
  const q = query.q === undefined ? undefined : tidy(query.q)
  const where = conditionsOf(query, q)
  const after = ORGANIZATION_PLACE.read(query.cursor)
  const near = sql`${NEARNESS} + case when o.state = 'provisional' then 5 else 0 end`
  const rank = q
    ? sql`case when exists (select from organization_name n where n.organization_id = o.id and n.name = ${q}) then 0
        else 10 end + ${near}`
    : near
  const matched = q
    ? sql`(select n.name from organization_name n where n.organization_id = o.id and n.name like ${contains(q)}
        and n.name not in (o.name, o.short_name) and o.name not like ${contains(q)} and o.short_name not like ${contains(q)}
        order by n.id limit 1)`
    : sql`null::text`
  const { rows } = await sql<OrganizationSummary & { rank: number; place: string }>`
    select * from (
      select ${SUMMARY}, ${matched} as "matchedName", (${rank})::int as rank, coalesce(o.jurisdiction_code, '') as place
      from organization o left join jurisdiction j on j.code = o.jurisdiction_code
      where ${where}
    ) as found
    ${
      after
        ? sql`where (rank, place, "shortName", id) > (${after[0]}::int, ${after[1]}::text, ${after[2]}::text, ${after[3]}::uuid)`
        : sql``
    }
    order by rank, place, "shortName", id limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from organization o where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  const items = rows.slice(0, query.limit).map(({ rank: _, place: __, ...item }) => item)
  const ended = items.filter(({ validTo }) => validTo !== null && validTo < today)
  const holders = await holdersOf(trx, ended, today)
  return {
    items: items.map((item) => ({ ...item, holders: holders.get(item.id) ?? [] })),
    total: counted.rows[0]?.total ?? 0,
    next: last ? ORGANIZATION_PLACE.write(last.rank, last.place, last.shortName, last.id) : null,
  }
}

async function holdersOf(trx: Trx, ended: readonly OrganizationSummary[], today: string) {
  const questions = ended.map(({ id }) => ({ organizationId: id, since: null }))
  const successions = questions.length > 0 ? await findSuccessions(trx, questions, today) : []
  return new Map(
    ended.map(({ id }, at) => [id, (successions[at]?.holders ?? []).map((holder) => refOf(holder.organization))]),
  )
}

function conditionsOf(query: OrganizationQuery, q: string | undefined) {
  const { jurisdiction, within, cluster, kind, state, on } = query
  const conditions = [state ? sql`o.state = ${state}` : sql`o.state <> 'merged'`]
  if (q) {
    const { scope, key } = searchKeyOf(q, jurisdictionIndex())
    const meant = sql`or n.name_key like ${contains(key)} and n.scope_code like ${scope}
      and (n.scope_code <> '000000' or ${scope === '%'})`
    conditions.push(sql`exists (select from organization_name n where n.organization_id = o.id
      and (n.name like ${contains(q)} ${key === '' ? sql`` : meant}))`)
  }
  if (jurisdiction) conditions.push(sql`o.jurisdiction_code = ${jurisdiction}`)
  if (within) conditions.push(sql`o.jurisdiction_code like ${`${within.replace(/(?:0000|00)$/, '')}%`}`)
  if (cluster)
    conditions.push(sql`exists (select from cluster_member m where m.cluster_id = ${cluster} and (
      o.jurisdiction_code in (m.jurisdiction_code, left(m.jurisdiction_code, 2) || '0000')
      or (right(m.jurisdiction_code, 2) = '00' and left(o.jurisdiction_code, 4) = left(m.jurisdiction_code, 4))))`)
  if (kind) conditions.push(sql`o.kind = ${kind}`)
  if (on)
    conditions.push(
      sql`coalesce(o.valid_from, '-infinity') <= ${on}::date and coalesce(o.valid_to, 'infinity') >= ${on}::date`,
    )
  return sql.join(conditions, sql` and `)
}

/**
 * One organization with every name it bore, who came before and after it, and who holds its work on the day `today`.
 * @throws Refusal organization_not_found
 */
export async function findOrganization(trx: Trx, id: string, today: string): Promise<OrganizationDetail> {
  const { rows } = await sql<Omit<OrganizationDetail, 'predecessors' | 'successors' | 'history' | 'today'>>`
    select ${SUMMARY}, o.source, o.note, o.version,
      case when m.id is null then null
        else json_build_object('id', m.id, 'name', m.name, 'shortName', m.short_name) end as "mergedInto",
      (select coalesce(json_agg(json_build_object('name', n.name, 'kind', n.kind, 'validFrom', n.valid_from,
          'validTo', n.valid_to, 'source', n.source)
          order by array_position(array['full', 'short', 'alias', 'printed'], n.kind), n.id), '[]')
        from organization_name n where n.organization_id = o.id) as names
    from organization o
    left join jurisdiction j on j.code = o.jurisdiction_code
    left join organization m on m.id = o.merged_into_id
    where o.id = ${id}::uuid`.execute(trx)
  const [organization] = rows
  if (!organization) throw refusals.organizationNotFound(id)
  const history = await findHistory(trx, id)
  const [succession] = await findSuccessions(trx, [{ organizationId: id, since: null }], today)
  return {
    ...organization,
    predecessors: history.filter((step) => step.to?.id === id).map((step) => neighbourOf(step, step.from)),
    successors: history.filter((step) => step.from.id === id).map((step) => neighbourOf(step, step.to)),
    history,
    today: {
      decision: succession?.decision ?? 'none',
      holders: succession?.holders.map((holder) => refOf(holder.organization)) ?? [],
    },
  }
}

/** Every step that led to the unit and every step from it on, oldest first. */
async function findHistory(trx: Trx, id: string): Promise<Relation[]> {
  const { rows } = await sql<Relation>`
    with recursive later (id) as (
      select ${id}::uuid
      union select r.to_id from organization_relation r join later on r.from_id = later.id where r.to_id is not null
    ), earlier (id) as (
      select ${id}::uuid
      union select r.from_id from organization_relation r join earlier on r.to_id = earlier.id
    )
    select json_build_object('id', f.id, 'name', f.name, 'shortName', f.short_name) as from,
      case when t.id is null then null
        else json_build_object('id', t.id, 'name', t.name, 'shortName', t.short_name) end as to,
      r.kind, r.duty, r.happened_on as date, r.date_precision as precision, r.source, r.confidence, r.note
    from organization_relation r
    join organization f on f.id = r.from_id
    left join organization t on t.id = r.to_id
    where r.from_id in (select id from later) or r.to_id in (select id from earlier)
    order by r.happened_on, r.id`.execute(trx)
  return rows
}

function neighbourOf(step: Relation, organization: Relation['to']): Neighbour {
  const { from: _, to: __, ...facts } = step
  return { organization, ...facts }
}
