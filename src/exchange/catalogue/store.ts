import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import { catalogueRefusals as refusals } from './refusals.ts'
import type { ResourceContent } from './rules/content.ts'
import { freshnessOf, lateBefore } from './rules/freshness.ts'
import { completenessOf, gapsForPublishing } from './rules/gaps.ts'
import {
  type CatalogueFigures,
  RESOURCE_PLACE,
  type ResourceDetail,
  type ResourceFilter,
  type ResourceList,
  type ResourceListed,
  type ResourceQuery,
} from './schemas.ts'

const FROM = sql`resource_version v join resource r on r.id = v.resource_id
  join organization o on o.id = r.organization_id
  left join resource_provider p on p.organization_id = r.organization_id`

/** A version as it is stored, before it is judged. */
export interface StoredVersion {
  id: string
  number: number
  state: ResourceListed['state']
  code: string | null
  ownCode: string | null
  provider: { id: string; name: string }
  creditCode: string | null
  content: ResourceContent
  publishedAt: string | null
  /** When it came into the catalogue: with its first version, whatever followed. */
  issuedAt: string | null
  refreshedOn: string | null
  dueOn: string | null
  hasDraft: boolean
  at: string
}

const STORED = sql`v.resource_id as id, v.number, v.state, r.code, r.own_code as "ownCode",
  json_build_object('id', o.id, 'name', o.name) as provider, p.credit_code as "creditCode", v.content,
  ${momentText('v.published_at')} as "publishedAt",
  (select ${momentText('f.published_at')} from resource_version f where f.resource_id = v.resource_id
    and f.published_at is not null order by f.number limit 1) as "issuedAt", r.refreshed_on as "refreshedOn", r.due_on as "dueOn",
  (v.state <> 'draft' and exists (select from resource_version d where d.resource_id = v.resource_id and d.state = 'draft'))
    as "hasDraft", ${momentText('v.at')} as at`

/** What stands of a resource: its published version, or, while there is none, its draft. */
const STANDING = sql`(v.state = 'published' or v.state = 'draft' and not exists (
  select from resource_version s where s.resource_id = v.resource_id and s.state = 'published'))`
/** The last word on a resource that is not in the catalogue any more. */
const WITHDRAWN = sql`v.state = 'withdrawn' and not exists (
  select from resource_version s where s.resource_id = v.resource_id and s.number > v.number and s.state <> 'draft')`

const pattern = (word: string) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`

/** Conditions of a list. Every word of a search has to be found: in the texts, the items, the provider's name, the codes. */
function conditionsOf(filter: ResourceFilter, today: string) {
  const { q, organization, division, sharing, period, open, freshness, state } = filter
  const conditions = [
    state === 'withdrawn' ? WITHDRAWN : state === undefined ? STANDING : sql`v.state = ${state}`,
    ...(q ?? '')
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '')
      .map(pattern)
      .map(
        (word) => sql`(v.words like ${word} or lower(o.name) like ${word} or r.code like ${word}
          or lower(r.own_code) like ${word})`,
      ),
  ]
  if (organization) conditions.push(sql`r.organization_id = ${organization}::uuid`)
  if (division) conditions.push(sql`v.content ->> 'classCode' like ${`${division}%`}`)
  if (sharing) conditions.push(sql`v.content ->> 'sharingType' = ${sharing}`)
  if (period) conditions.push(sql`v.content ->> 'updatePeriod' = ${period}`)
  if (open !== undefined) conditions.push(sql`v.content ->> 'isOpen' = ${String(open)}`)
  if (freshness) {
    const dueOn = { late: sql`< ${lateBefore(today)}`, fresh: sql`>= ${lateBefore(today)}`, unpromised: sql`is null` }
    conditions.push(sql`v.state = 'published' and r.due_on ${dueOn[freshness]}`)
  }
  return sql.join(conditions, sql` and `)
}

/** A stored version as lists show it, with how new and how well described it is. */
export function listedOf(stored: StoredVersion, today: string): ResourceListed {
  const { content, creditCode, ownCode: _, issuedAt: __, ...facts } = stored
  const { name, classCode, abstract, format, sharingType, isOpen, updatePeriod, items } = content
  return {
    ...facts,
    ...{ name, classCode, abstract, format, sharingType, isOpen, updatePeriod, itemCount: items.length },
    freshness: stored.state === 'published' ? freshnessOf(stored.dueOn, today) : null,
    completeness: completenessOf(content, creditCode).percent,
  }
}

/** Resources that the actor sees, the newest version first. */
export async function listResources(trx: Trx, query: ResourceQuery, today: string): Promise<ResourceList> {
  const { limit, cursor, ...filter } = query
  const where = conditionsOf(filter, today)
  const rows = await storedPage(trx, where, limit + 1, RESOURCE_PLACE.read(cursor))
  const counted = await sql<{ total: number }>`select count(*) as total from ${FROM} where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map((row) => listedOf(row, today)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? RESOURCE_PLACE.write(last.at, last.id) : null,
  }
}

async function storedPage(
  trx: Trx,
  where: RawBuilder<unknown>,
  limit: number,
  after?: readonly [string, string],
): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`select ${STORED} from ${FROM} where ${where}
    ${after ? sql`and (v.at, v.resource_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by v.at desc, v.resource_id desc limit ${limit}`.execute(trx)
  return rows
}

const PAGE = 200

/** All of them, page by page, in whole: for what is taken away. */
export const everyResource = (trx: Trx, filter: ResourceFilter, today: string): AsyncGenerator<StoredVersion> =>
  everyStored(trx, conditionsOf(filter, today))

/** All that stands in the catalogue, in whole. */
export const everyPublished = (trx: Trx): AsyncGenerator<StoredVersion> => everyStored(trx, sql`v.state = 'published'`)

/** What everyPublished reads: while nothing of it changes, its answer does not. */
export const PUBLISHED_TABLES = ['resource', 'resource_version', 'resource_provider', 'organization'] as const

async function* everyStored(trx: Trx, where: RawBuilder<unknown>): AsyncGenerator<StoredVersion> {
  for (let after: readonly [string, string] | undefined; ; ) {
    const rows = await storedPage(trx, where, PAGE, after)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = [last.at, last.id]
  }
}

/** One version: the number that is asked for; else the published one, the draft, the one that was withdrawn last. */
export async function findStored(trx: Trx, id: string, version?: number | 'draft'): Promise<StoredVersion> {
  const { rows } = await sql<StoredVersion>`select ${STORED} from ${FROM} where v.resource_id = ${id}::uuid
    ${version === undefined ? sql`` : version === 'draft' ? sql`and v.state = 'draft'` : sql`and v.number = ${version}`}
    order by (v.state = 'published') desc, v.number desc limit 1`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notFound(id)
  return found
}

type Use = ResourceDetail['use']

/** How much resources are used, each by its id. */
async function usesOf(trx: Trx, ids: readonly string[]): Promise<Map<string, Use>> {
  const { rows } = await sql<Use & { id: string }>`
    select resource_id as id, agreements, reads, last_used_on as "lastUsedOn" from resource_use(${ids}::uuid[])`.execute(
    trx,
  )
  return new Map(rows.map(({ id, ...use }) => [id, use]))
}

const NOT_USED: Use = { agreements: 0, reads: 0, lastUsedOn: null }

/** The use of several resources taken together. */
const usedTogether = (uses: readonly Use[]): Use => ({
  agreements: uses.reduce((sum, { agreements }) => sum + agreements, 0),
  reads: uses.reduce((sum, { reads }) => sum + reads, 0),
  lastUsedOn:
    uses.map(({ lastUsedOn }) => lastUsedOn ?? '').reduce((last, day) => (day > last ? day : last), '') || null,
})

interface Further {
  revision: number
  withdrawnAt: string | null
  withdrawnReason: string | null
  writtenBy: ResourceDetail['writtenBy']
  versions: ResourceDetail['versions']
  refreshes: ResourceDetail['refreshes']
  related: ResourceDetail['related']
  commitments: ResourceDetail['commitments']
  mayCompile: boolean
  mayPublish: boolean
}

/** A version with all that stands around it. @throws Refusal resource_not_found */
export async function findResource(trx: Trx, id: string, today: string, version?: number): Promise<ResourceDetail> {
  const stored = await findStored(trx, id, version)
  const { rows } = await sql<Further>`
    select v.revision, ${momentText('v.withdrawn_at')} as "withdrawnAt", v.withdrawn_reason as "withdrawnReason",
      json_build_object('userName', v.user_name, 'organizationName', v.organization_name) as "writtenBy",
      (select json_agg(json_build_object('number', a.number, 'state', a.state, 'at', ${momentText('a.at')},
        'publishedAt', ${momentText('a.published_at')}) order by a.number desc)
        from resource_version a where a.resource_id = v.resource_id) as versions,
      (select coalesce(json_agg(json_build_object('id', f.id, 'refreshedOn', f.refreshed_on, 'note', f.note,
        'userName', f.user_name, 'organizationName', f.organization_name, 'at', ${momentText('f.at')})
        order by f.refreshed_on desc, f.at desc), '[]')
        from (select * from resource_refresh f where f.resource_id = v.resource_id
          order by f.refreshed_on desc, f.at desc limit 50) f) as refreshes,
      (select coalesce(json_agg(json_build_object('code', c.code, 'id', other.id, 'name', named.name)
        order by c.position), '[]')
        from jsonb_array_elements_text(v.content -> 'relatedCodes') with ordinality c (code, position)
        left join resource other on other.code = c.code
        left join lateral (select n.name from resource_version n where n.resource_id = other.id
          order by (n.state = 'published') desc, n.number desc limit 1) named on true) as related,
      (select coalesce(json_agg(json_build_object('id', c.id, 'title', c.title,
        'document', json_build_object('id', d.id, 'title', d.title)) order by s.position), '[]')
        from jsonb_array_elements_text(v.content -> 'commitmentIds') with ordinality s (id, position)
        join commitment c on c.id = s.id::uuid and c.live join document d on d.id = c.document_id) as commitments,
      actor_may('catalogue.compile') and r.organization_id = any (actor_compiled_units()) as "mayCompile",
      actor_may('catalogue.publish') and r.organization_id = any (actor_compiled_units()) as "mayPublish"
    from resource_version v join resource r on r.id = v.resource_id
    where v.resource_id = ${id}::uuid and v.number = ${stored.number}`.execute(trx)
  const [further] = rows
  if (!further) throw refusals.notFound(id)
  return {
    ...listedOf(stored, today),
    ...further,
    use: (await usesOf(trx, [id])).get(id) ?? NOT_USED,
    content: stored.content,
    ownCode: stored.ownCode,
    creditCode: stored.creditCode,
    gaps: completenessOf(stored.content, stored.creditCode).gaps,
    wanting: gapsForPublishing(stored.content),
  }
}

interface Judged {
  id: string
  resourceId: string | null
  name: string
  creditCode: string | null
  dueOn: string | null
  content: ResourceContent | null
  mayCompile: boolean
}

/** How the catalogue stands: what is as new as was promised, and how well it is described, by provider. */
export async function catalogueFigures(trx: Trx, today: string): Promise<CatalogueFigures> {
  await sql`select actor_must('catalogue.read')`.execute(trx)
  // Of the items only whether there are any.
  const { rows } = await sql<Judged>`
    select o.id, o.name, p.credit_code as "creditCode", s.resource_id as "resourceId", s.due_on as "dueOn",
      s.content,
      o.id = any ((select actor_compiled_units())::uuid[]) as "mayCompile"
    from resource_provider p join organization o on o.id = p.organization_id
    left join (select r.organization_id, r.id as resource_id, r.due_on,
        jsonb_set(v.content, '{items}', jsonb_path_query_array(v.content -> 'items', '$[0]')) as content
      from resource r join resource_version v on v.resource_id = r.id and v.state = 'published') s
      on s.organization_id = p.organization_id
    order by o.name, o.id`.execute(trx)
  const published = rows.flatMap(({ content, ...row }) => (content ? [{ ...row, content }] : []))
  const uses = await usesOf(
    trx,
    published.flatMap(({ resourceId }) => resourceId ?? []),
  )
  const judged = published.map(({ id, resourceId, creditCode, dueOn, content }) => ({
    ...{ id, freshness: freshnessOf(dueOn, today), percent: completenessOf(content, creditCode).percent },
    use: uses.get(resourceId ?? '') ?? NOT_USED,
  }))
  const count = (freshness: string, of = judged) => of.filter((one) => one.freshness === freshness).length
  const providers = new Map(rows.map((row) => [row.id, row]))
  return {
    ...{ published: judged.length, fresh: count('fresh'), late: count('late'), unpromised: count('unpromised') },
    completeness: mean(judged),
    use: usedTogether(judged.map(({ use }) => use)),
    providers: [...providers.values()]
      .map(({ id, name, creditCode, mayCompile }) => {
        const own = judged.filter((one) => one.id === id)
        const figures = {
          published: own.length,
          late: count('late', own),
          completeness: mean(own),
          use: usedTogether(own.map(({ use }) => use)),
        }
        return { id, name, creditCode, ...figures, mayCompile }
      })
      .filter(({ published: some, mayCompile }) => some > 0 || mayCompile),
  }
}

const mean = (of: readonly { percent: number }[]): number | null =>
  of.length === 0 ? null : Math.floor(of.reduce((sum, { percent }) => sum + percent, 0) / of.length)
