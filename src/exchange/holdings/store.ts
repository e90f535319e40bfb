import { sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { catalogueRefusals } from '../catalogue/index.ts'
import type {} from '../tables.ts'
import type { Item } from './loading/checkRows.ts'
import { holdingRefusals as refusals } from './refusals.ts'
import {
  type HoldingDetail,
  type HoldingRevision,
  type HoldingRow,
  REVISION_PLACE,
  type RevisionList,
  ROW_PLACE,
  type RowList,
  type RowQuery,
} from './schemas.ts'

/** What is known of the data of a resource, with what loading asks of the resource itself. */
export interface Holding extends Omit<HoldingDetail, 'agreements'> {
  isPublished: boolean
  items: Item[]
}

/** The data of a resource that the actor sees in the catalogue. @throws Refusal resource_not_found */
export async function findHolding(trx: Trx, resourceId: string): Promise<Holding> {
  const { rows } = await sql<Holding>`
    select r.id as "resourceId", h.resource_id is not null as "isLoaded", coalesce(h.key_items, '{}') as "keyItems",
      coalesce(v.content -> 'items', '[]') as items, coalesce(h.row_count, 0) as "rowCount",
      coalesce(h.revision, 0) as revision, ${momentText('h.loaded_at')} as "loadedAt",
      actor_may('holding.load') and r.organization_id = actor_organization_id() as "mayLoad",
      coalesce(v.state = 'published', false) as "isPublished"
    from resource r left join resource_holding h on h.resource_id = r.id
      left join lateral (select v.content, v.state from resource_version v where v.resource_id = r.id
        order by (v.state = 'published') desc, v.number desc limit 1) v on true
    where r.id = ${resourceId}::uuid`.execute(trx)
  const [holding] = rows
  if (!holding) throw catalogueRefusals.notFound(resourceId)
  return holding
}

/** The same with the agreements under which the actor's unit uses them. */
export async function holdingDetail(trx: Trx, resourceId: string): Promise<HoldingDetail> {
  const { isPublished: _, ...holding } = await findHolding(trx, resourceId)
  const { rows } = await sql<HoldingDetail['agreements'][number]>`
    select a.id, a.purpose, a.access, a.state, a.valid_from as "validFrom", a.valid_until as "validUntil",
      share_in_force(a, day_in_china()) as "isInForce"
    from share_agreement a
    where a.resource_id = ${resourceId}::uuid and a.recipient_id = actor_organization_id()
    order by share_in_force(a, day_in_china()) desc, a.at desc limit 20`.execute(trx)
  return { ...holding, agreements: rows }
}

const REVISION = sql`h.revision as revision, h.manner, h.file, h.sha256, h.reason, h.added, h.changed, h.removed, h.same,
  h.row_count as "rowCount", ${momentText('h.at')} as at, h.user_name as "userName", h.organization_name as "organizationName"`

/** A revision by the id that it was made under. */
export async function findRevision(trx: Trx, id: string): Promise<HoldingRevision> {
  const { rows } = await sql<HoldingRevision>`
    select ${REVISION} from holding_revision h where h.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.notProvider()
  return found
}

/** What became of the data so far, the newest revision first. */
export async function listRevisions(
  trx: Trx,
  resourceId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<RevisionList> {
  const [before] = REVISION_PLACE.read(cursor) ?? []
  const { rows } = await sql<HoldingRevision>`
    select ${REVISION} from holding_revision h where h.resource_id = ${resourceId}::uuid
      ${before === undefined ? sql`` : sql`and h.revision < ${before}`}
    order by h.revision desc limit ${limit + 1}`.execute(trx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from holding_revision h where h.resource_id = ${resourceId}::uuid`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted[0]?.total ?? 0,
    next: last ? REVISION_PLACE.write(last.revision) : null,
  }
}

const ROW = sql`r.number, r.key, r.content as values, r.revision as revision, r.removed as "isRemoved"`
const startOf = (text: string) => `${text.replaceAll(/[\\%_]/g, '\\$&')}%`

/**
 * Rows as they stand, in the order in which they came; removed ones where a revision is asked for.
 * @param number of the row that a reference is of, where one is asked for
 */
export async function listRows(
  trx: Trx,
  resourceId: string,
  { limit, cursor, q, revision }: RowQuery,
  number?: number | null,
): Promise<RowList> {
  const [after] = ROW_PLACE.read(cursor) ?? []
  const conditions = sql.join(
    [
      sql`r.resource_id = ${resourceId}::uuid`,
      revision === undefined ? sql`not r.removed` : sql`r.revision = ${revision}`,
      ...(q ? [sql`r.key like ${startOf(q)}`] : []),
      ...(number === undefined ? [] : [sql`r.number = ${number ?? 0}`]),
    ],
    sql` and `,
  )
  const { rows } = await sql<HoldingRow>`
    select ${ROW} from resource_row r where ${conditions} ${after === undefined ? sql`` : sql`and r.number > ${after}`}
    order by r.number limit ${limit + 1}`.execute(trx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from resource_row r where ${conditions}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted[0]?.total ?? 0,
    next: last ? ROW_PLACE.write(last.number) : null,
  }
}

/** A row that stands. @throws Refusal holding_row_unknown */
export async function findRow(trx: Trx, resourceId: string, number: number): Promise<HoldingRow> {
  const { rows } = await sql<HoldingRow>`
    select ${ROW} from resource_row r
    where r.resource_id = ${resourceId}::uuid and r.number = ${number} and not r.removed`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.rowUnknown(number)
  return found
}

const PORTION = 5000

/** All rows that stand, for a download. */
export async function* everyRow(trx: Trx, resourceId: string): AsyncGenerator<HoldingRow> {
  for (let after = 0; ; ) {
    const { rows } = await sql<HoldingRow>`
      select ${ROW} from resource_row r
      where r.resource_id = ${resourceId}::uuid and not r.removed and r.number > ${after}
      order by r.number limit ${PORTION}`.execute(trx)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < PORTION) return
    after = last.number
  }
}
