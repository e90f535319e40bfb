import { sql } from 'kysely'
import { momentText, type Trx } from '../../../platform/database/index.ts'
import { contentOf, ToldResource } from '../cargo/contents.ts'
import { outsideRefusals } from '../outside/refusals.ts'
import { FACTS, WHOSE, wordsIn } from './parts.ts'
import {
  TOLD_RESOURCE_PLACE,
  type ToldResourceList,
  type ToldResourceListed,
  type ToldResourceQuery,
} from './schemas.ts'

interface StoredResource {
  owner: ToldResourceList['items'][number]['owner']
  key: string
  toldAt: string
  content: Record<string, unknown>
  at: [string, string, string]
}

const TEXTS = sql`concat_ws(' ', f.content -> 'content' ->> 'name', f.content -> 'content' ->> 'abstract',
  f.content ->> 'provider', f.content ->> 'code', f.content -> 'content' ->> 'keywords', f.content -> 'content' ->> 'items')`
const ORDER = sql`(coalesce(f.content ->> 'publishedAt', ''), f.owner, f.key)`

/** Resources of the other nodes' catalogues, what was published last first. */
export async function listToldResources(trx: Trx, query: ToldResourceQuery): Promise<ToldResourceList> {
  const { limit, cursor, owner, q } = query
  const conditions = [sql`true`, ...wordsIn(q, TEXTS)]
  if (owner) conditions.push(sql`f.owner = ${owner}`)
  const where = sql.join(conditions, sql` and `)
  const after = TOLD_RESOURCE_PLACE.read(cursor)
  const { rows } = await sql<StoredResource>`
    select ${WHOSE} as owner, f.key, ${momentText('f.told_at')} as "toldAt", f.content,
      json_build_array(coalesce(f.content ->> 'publishedAt', ''), f.owner, f.key) as at
    from ${FACTS('resource')} and ${where}
      ${after ? sql`and ${ORDER} < (${after[0]}::text, ${after[1]}::text, ${after[2]}::text)` : sql``}
    order by ${ORDER} desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from ${FACTS('resource')} and ${where}`.execute(
    trx,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).flatMap(({ content, at: _, ...whose }) => {
      const resource = contentOf(ToldResource, content)
      return resource ? [{ ...whose, ...resource }] : []
    }),
    total: counted.rows[0]?.total ?? 0,
    next: last ? TOLD_RESOURCE_PLACE.write(...last.at) : null,
  }
}

/** @throws Refusal outside_resource_untold */
export async function findToldResource(trx: Trx, owner: string, id: string): Promise<ToldResourceListed> {
  const { rows } = await sql<Omit<StoredResource, 'at'>>`
    select ${WHOSE} as owner, f.key, ${momentText('f.told_at')} as "toldAt", f.content
    from ${FACTS('resource')} and f.owner = ${owner} and f.key = ${id}`.execute(trx)
  const [found] = rows
  const resource = contentOf(ToldResource, found?.content ?? null)
  if (!found || !resource) throw outsideRefusals.resourceUntold(owner, id)
  const { content: _, ...whose } = found
  return { ...whose, ...resource }
}
