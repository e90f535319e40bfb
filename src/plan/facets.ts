import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { baseOf, compileFilter, type Filter, withHits } from './registerFilter.ts'
import { countCommitments } from './registerStore.ts'
import type { Facets, RegisterFilter } from './schemas.ts'
import { termsIn, wordsOf } from './search.ts'

interface FacetRow {
  facet: keyof Facets
  value: string
  label: string
  count: number
}

/** How many commitments each choice of each filter would show, the others staying as they are. */
export async function countFacets(trx: Trx, { q, ...rest }: RegisterFilter): Promise<Facets> {
  let filter: Filter = { ...rest, terms: q === undefined ? [] : await termsIn(trx, q) }
  let total = await countCommitments(trx, filter)
  if (total === 0 && q !== undefined && filter.terms?.length) {
    filter = { ...rest, terms: (await wordsOf(q)).map((word) => [word]) }
    total = await countCommitments(trx, filter)
  }
  const parts = [byKind(filter), byState(filter), byRole(filter), byDocument(filter), byUnit(filter), byPlace(filter)]
  if (filter.document !== undefined) parts.push(byChapter(filter))
  const { rows } = await sql<FacetRow>`${withHits(filter)} ${sql.join(parts, sql` union all `)}`.execute(trx)
  const of = (facet: keyof Facets) =>
    rows.filter((row) => row.facet === facet).map(({ value, label, count }) => ({ value, label, count }))
  return {
    kind: of('kind'),
    state: of('state'),
    role: of('role'),
    document: of('document'),
    chapter: of('chapter'),
    unit: of('unit'),
    jurisdiction: of('jurisdiction'),
    total,
  }
}

function without(filter: Filter, ...keys: (keyof Filter)[]): Filter {
  const rest = { ...filter }
  for (const key of keys) delete rest[key]
  return rest
}

function byColumn(facet: 'kind' | 'state', filter: Filter, condition?: RawBuilder<unknown>): RawBuilder<unknown> {
  const { from, where, alias } = compileFilter(filter, baseOf(filter), false)
  const column = sql.ref(`${alias}.${facet}`)
  return sql`(select ${sql.lit(facet)}::text as facet, ${column}::text as value, ${column}::text as label, count(*) as count
    from ${from} where ${condition ?? where} group by ${column} order by count(*) desc)`
}

const byKind = (filter: Filter) => byColumn('kind', without(filter, 'kind'))

/** Three lists that differ by state alone: what is rejected is counted too, so that it can be found. */
function byState(filter: Filter): RawBuilder<unknown> {
  const states = (['extracted', 'confirmed', 'rejected'] as const).map((state) =>
    byColumn('state', { ...filter, state }),
  )
  return sql.join(states, sql` union all `)
}

function byRole(filter: Filter): RawBuilder<unknown> {
  const roles = (['lead', 'participant', 'responsible'] as const).map((role) => {
    const { from, where } = compileFilter({ ...filter, role }, baseOf(filter), false)
    return sql`(select 'role', ${sql.lit(role)}, ${sql.lit(role)}, count(*) from ${from} where ${where})`
  })
  return sql.join(roles, sql` union all `)
}

function byDocument(filter: Filter): RawBuilder<unknown> {
  const rest = without(filter, 'document', 'chapter')
  const { from, where } = compileFilter(rest, baseOf(rest), true)
  // Two documents of one title are told apart by the names of their files.
  return sql`(select 'document', d.id::text,
      case when count(*) over (partition by d.title) > 1 then d.title || ' · ' || v.file_name else d.title end, n.count
    from (select c.document_id, count(*) as count from ${from} where ${where} group by 1 order by 2 desc limit 100) n
      join document d on d.id = n.document_id
      join document_version v on v.document_id = d.id and v.number = d.newest_version
    order by n.count desc)`
}

function byChapter(filter: Filter): RawBuilder<unknown> {
  const rest = without(filter, 'chapter')
  const { from, where } = compileFilter(rest, baseOf(rest), true)
  return sql`(select 'chapter', c.chapter, min(c.chapter_label), count(*)
    from ${from} where ${where} group by c.chapter order by min(c.sort_key))`
}

function byUnit(filter: Filter): RawBuilder<unknown> {
  const { from, where } = compileFilter(without(filter, 'unit'), 'unit', false)
  return sql`(select 'unit', o.id::text, o.name, n.count
    from (select e.organization_id, count(*) as count from ${from} where ${where} group by 1 order by 2 desc limit 50) n
      join organization o on o.id = n.organization_id order by n.count desc)`
}

function byPlace(filter: Filter): RawBuilder<unknown> {
  const { from, where } = compileFilter(without(filter, 'jurisdiction'), 'place', false)
  return sql`(select 'jurisdiction', j.code::text, j.name, n.count
    from (select e.jurisdiction_code, count(*) as count from ${from} where ${where} group by 1) n
      join jurisdiction j on j.code = n.jurisdiction_code order by n.count desc, j.code)`
}
