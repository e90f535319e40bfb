import { sql } from 'kysely'
import type { Trx } from '../../../platform/database/index.ts'
import { type ShareUse, USE_PLACE, type UseFigures, type UseFilter, type UseList, type UseQuery } from '../schemas.ts'

const USE = sql`u.number, u.agreement_id as "agreementId", json_build_object('id', u.resource_id, 'name', v.name) as resource,
  p.name as "providerName", q.name as "recipientName", u.purpose, u.matter, u.manner, u.filters, u.row_count as "rowCount",
  u.bytes, u.first_revision as "firstRevision", u.last_revision as "lastRevision", u.digest, u.refused,
  to_char(u.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, u.user_name as "userName",
  u.organization_name as "organizationName", u.key_name as "keyName",
  (select n.name from node n where n.code = u.node_code) as "nodeName"`
const FROM = sql`share_use u join organization p on p.id = u.provider_id join organization q on q.id = u.recipient_id
  join lateral (select v.name from resource_version v where v.resource_id = u.resource_id
    order by (v.state = 'published') desc, v.number desc limit 1) v on true`

/** Days of a filter are China's. */
const startOf = (day: string) => sql`(${day}::date::timestamp at time zone 'Asia/Shanghai')`

function conditionsOf({ resource, agreement, recipient, from, to, refused }: UseFilter) {
  return sql.join(
    [
      sql`true`,
      ...(resource ? [sql`u.resource_id = ${resource}::uuid`] : []),
      ...(agreement ? [sql`u.agreement_id = ${agreement}::uuid`] : []),
      ...(recipient ? [sql`u.organization_id = ${recipient}::uuid`] : []),
      ...(from ? [sql`u.at >= ${startOf(from)}`] : []),
      ...(to ? [sql`u.at < ${startOf(to)} + interval '1 day'`] : []),
      ...(refused === undefined ? [] : [sql`(u.refused is not null) = ${refused}`]),
    ],
    sql` and `,
  )
}

/** What was used, the newest first: of one's own data by others, and by oneself. */
export async function listUses(trx: Trx, { limit, cursor, ...filter }: UseQuery): Promise<UseList> {
  const where = conditionsOf(filter)
  const [before] = USE_PLACE.read(cursor) ?? []
  const { rows } = await sql<ShareUse>`select ${USE} from ${FROM} where ${where}
    ${before === undefined ? sql`` : sql`and u.number < ${before}`} order by u.number desc limit ${limit + 1}`.execute(
    trx,
  )
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from share_use u where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted[0]?.total ?? 0,
    next: last ? USE_PLACE.write(last.number) : null,
  }
}

const PORTION = 1000
/** Lines of one workbook. */
const MOST_EXPORTED = 100_000

/** All of them, for a workbook. */
export async function* everyUse(trx: Trx, filter: UseFilter): AsyncGenerator<ShareUse> {
  const where = conditionsOf(filter)
  let before: number | undefined
  for (let count = 0; count < MOST_EXPORTED; count += PORTION) {
    const { rows } = await sql<ShareUse>`select ${USE} from ${FROM} where ${where}
      ${before === undefined ? sql`` : sql`and u.number < ${before}`} order by u.number desc limit ${PORTION}`.execute(
      trx,
    )
    yield* rows
    before = rows.at(-1)?.number
    if (rows.length < PORTION) return
  }
}

/** How much was used, by month and by who asked. */
export async function figuresOfUse(trx: Trx, filter: UseFilter): Promise<UseFigures> {
  const where = conditionsOf(filter)
  const { rows: months } = await sql<UseFigures['months'][number]>`
    select to_char(u.at at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*) filter (where u.refused is null) as reads, count(*) filter (where u.refused is not null) as refused,
      sum(u.row_count)::bigint as rows, sum(u.bytes)::bigint as bytes,
      count(distinct u.organization_id) filter (where u.refused is null) as recipients
    from share_use u where ${where} group by month order by month desc limit 12`.execute(trx)
  const { rows: recipients } = await sql<UseFigures['recipients'][number]>`
    select u.organization_id as id, o.name, count(*) filter (where u.refused is null) as reads,
      sum(u.row_count)::bigint as rows,
      (max(u.at) filter (where u.refused is null) at time zone 'Asia/Shanghai')::date as "lastUsedOn"
    from share_use u join organization o on o.id = u.organization_id where ${where}
    group by u.organization_id, o.name order by reads desc, o.name limit 200`.execute(trx)
  return { months, recipients }
}
