import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { indicatorRefusals as refusals } from './refusals.ts'
import { progressOf } from './rules/progress.ts'
import type { Indicator, IndicatorList, IndicatorQuery, Observation } from './schemas.ts'
import { INDICATOR_PLACE } from './schemas.ts'
import { figuresOf, targetOf } from './stored.ts'

/** SQL: a jurisdiction as pages show it, by the code in this column. */
export const placeOf = (code: RawBuilder<unknown>) => sql`(
  select json_build_object('code', j.code, 'name', j.name, 'shortName', j.short_name)
  from jurisdiction j where j.code = ${code})`
/** SQL: an organization as pages show it. */
export const organizationOf = (id: RawBuilder<unknown>) => sql`(
  select json_build_object('id', u.id, 'name', u.name, 'shortName', u.short_name) from organization u where u.id = ${id})`
/** SQL: a document as pages show it; null where the reader may not see it. */
export const documentOf = (id: RawBuilder<unknown>) => sql`(
  select json_build_object('id', d.id, 'title', d.title) from document d where d.id = ${id})`

/** @param task whose indicators are asked for */
const columnsOf = (task: string | null) => sql`i.id, i.revision, i.name, i.unit, i.nature, i.accumulation, i.direction,
  i.base_value::text as base, i.base_year as "baseYear", i.target_value::text as target,
  i.target_upper::text as upper, i.limit_lower::text as "limitLower", i.limit_upper::text as "limitUpper",
  i.target_year as "targetYear", i.data_organization_id as "dataOrganizationId", i.measured_by as "measuredBy",
  ${placeOf(sql.ref('i.jurisdiction_code'))} as place, ${organizationOf(sql.ref('i.data_organization_id'))} as supplier,
  ${organizationOf(sql.ref('i.owner_organization_id'))} as owner, i.visibility,
  ${documentOf(sql.ref('i.document_id'))} as document, i.commitment_id as "commitmentId", i.provision,
  i.provision_label as "provisionLabel", i.quote, i.roll_up as "rollUp", i.retired_reason as "retiredReason", i.sample,
  ${figuresOf('i')} as figures, i.sort_key,
  exists (select from indicator_task l where l.indicator_id = i.id and l.task_id = ${task}::uuid) as linked,
  (actor_may('indicator.manage') and i.owner_organization_id = actor_organization_id()) as "mayManage",
  (i.retired_at is null and actor_may('indicator.observe')
    and actor_organization_id() in (i.owner_organization_id, i.data_organization_id)) is true as "mayObserve"`

type Row = Omit<Indicator, 'progress'> & { sort_key: number }

function indicatorOf({ sort_key: _, ...row }: Row, today: string): Indicator {
  const target = targetOf({
    accumulation: row.accumulation,
    direction: row.direction,
    base_value: row.base,
    base_year: row.baseYear,
    target_value: row.target,
    target_upper: row.upper,
    limit_lower: row.limitLower,
    limit_upper: row.limitUpper,
    target_year: row.targetYear,
  })
  const figures = row.figures.map(({ period, value }) => ({ period, value: Number(value) }))
  return { ...row, progress: progressOf(target, figures, today) }
}

function conditionsOf(query: Omit<IndicatorQuery, 'limit' | 'cursor'>): RawBuilder<unknown> {
  const { q, document, task, place, nature, retired } = query
  const conditions = [sql`true`]
  if (!retired) conditions.push(sql`i.retired_at is null`)
  if (q) {
    const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(i.name ilike ${like} or i.quote ilike ${like})`)
  }
  if (document) conditions.push(sql`i.document_id = ${document}`)
  if (task)
    conditions.push(sql`exists (select from indicator_of_task o where o.indicator_id = i.id and o.task_id = ${task})`)
  if (place) conditions.push(sql`i.jurisdiction_code = ${place}`)
  if (nature) conditions.push(sql`i.nature = ${nature}`)
  return sql.join(conditions, sql` and `)
}

/** Indicators in the order of their plans, each with its figures and where it stands on the day `today`. */
export async function listIndicators(trx: Trx, query: IndicatorQuery, today: string): Promise<IndicatorList> {
  const where = conditionsOf(query)
  const after = INDICATOR_PLACE.read(query.cursor)
  const { rows } = await sql<Row>`select ${columnsOf(query.task ?? null)} from indicator i where ${where}
    ${after ? sql`and (i.sort_key, i.id) > (${after[0]}::bigint, ${after[1]}::uuid)` : sql``}
    order by i.sort_key, i.id limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from indicator i where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit).map((row) => indicatorOf(row, today)),
    total: counted.rows[0]?.total ?? 0,
    next: last ? INDICATOR_PLACE.write(last.sort_key, last.id) : null,
    today,
  }
}

/** @throws Refusal indicator_not_found */
export async function findIndicator(trx: Trx, id: string, today: string): Promise<Indicator> {
  const { rows } = await sql<Row>`select ${columnsOf(null)} from indicator i where i.id = ${id}::uuid`.execute(trx)
  const [row] = rows
  if (!row) throw refusals.indicatorNotFound(id)
  return indicatorOf(row, today)
}

/** Every version of every figure, newest period first. */
export async function observationsOf(trx: Trx, id: string): Promise<Observation[]> {
  const { rows } = await sql<Observation>`
    select id, period, version, value::text as value, grade, source, published_on as "publishedOn", reason,
      to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
      user_name as "userName", organization_name as "organizationName", report_id as "reportId",
      (select r.task_id from report r where r.id = report_id) as "taskId"
    from indicator_observation where indicator_id = ${id}::uuid order by year desc, period desc, version desc`.execute(
    trx,
  )
  return rows
}

/** The tasks that it measures: those linked by hand, and those of the same provision or commitment. */
export async function tasksOf(trx: Trx, id: string) {
  const { rows } = await sql<{ id: string; title: string; linked: boolean }>`
    select t.id, t.title, exists (select from indicator_task l where l.indicator_id = o.indicator_id
      and l.task_id = t.id) as linked
    from indicator_of_task o join task t on t.id = o.task_id
    where o.indicator_id = ${id}::uuid order by t.sort_key, t.id`.execute(trx)
  return rows
}
