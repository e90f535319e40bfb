import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { cutList } from '../../platform/http/index.ts'
import { projectRefusals as refusals } from './refusals.ts'
import { readCode } from './rules/code.ts'
import { movesFrom } from './rules/moves.ts'
import { type ListedProject, yearFigures } from './rules/yearFigures.ts'
import type {
  Listed,
  Project,
  ProjectCandidate,
  ProjectDetail,
  ProjectFilter,
  ProjectList,
  ProjectProgress,
  ProjectQuery,
  Request,
  RequestList,
  RequestQuery,
  Summary,
} from './schemas.ts'
import { PROJECT_PLACE, REQUEST_PLACE } from './schemas.ts'

const organizationOf = (column: string) => sql`(
  select json_build_object('id', u.id, 'name', u.name, 'shortName', u.short_name)
  from organization u where u.id = ${sql.ref(column)})`

/** SQL: a row of a year's list with the newest figures of that year. */
const LISTED = sql`json_build_object('year', y.year, 'class', y.class, 'plannedWan', y.planned_wan,
  'removedOn', y.removed_on, 'removedReason', y.removed_reason, 'investedWan', g.invested_wan,
  'inPlaceWan', g.in_place_wan, 'month', g.month)`
const NEWEST_OF_YEAR = sql`left join lateral (
  select n.invested_wan, n.in_place_wan, n.month from project_progress n
  where n.project_id = y.project_id and left(n.month, 4) = y.year::text
  order by n.month desc, n.version desc limit 1) g on true`

/** @param year of the list that is shown; null: the newest that the project is on; @param task whose projects are asked for */
const columnsOf = (year: number | null, task: string | null = null) => sql`
  p.id, p.revision, p.name, p.code, p.industry, p.content, p.builder,
  (select json_build_object('code', j.code, 'name', j.name, 'shortName', j.short_name)
    from jurisdiction j where j.code = p.jurisdiction_code) as place,
  ${organizationOf('p.organization_id')} as organization, ${organizationOf('p.owner_organization_id')} as owner,
  p.visibility, (select json_build_object('id', d.id, 'title', d.title) from document d where d.id = p.document_id) as document,
  p.commitment_id as "commitmentId", p.provision, p.provision_label as "provisionLabel", p.quote, p.class,
  p.class_since as "classSince", p.start_planned as "startPlanned", p.finish_planned as "finishPlanned",
  p.started_on as "startedOn", p.finished_on as "finishedOn", p.investment_total_wan as "investmentTotalWan",
  (select coalesce(json_agg(json_build_object('kind', e.kind, 'needed', e.needed::text, 'granted', e.granted::text)
    order by e.kind), '[]') from project_element e where e.project_id = p.id) as elements,
  st_asgeojson(p.geometry, 6)::json as geometry, p.sample,
  (select ${LISTED} from project_year y ${NEWEST_OF_YEAR} where y.project_id = p.id
    ${year === null ? sql`` : sql`and y.year = ${year}`} order by y.year desc limit 1) as listed,
  (select count(*) from project_request r where r.project_id = p.id and r.state = 'proposed') as waiting,
  exists (select from project_task l where l.project_id = p.id and l.task_id = ${task}::uuid) as linked,
  (actor_may('project.propose') and actor_organization_id() in (p.organization_id, p.owner_organization_id)) as "mayEdit",
  (actor_may('project.approve') and actor_organization_id() = p.owner_organization_id) as "mayDecide"`

function conditionsOf(filter: ProjectFilter): RawBuilder<unknown> {
  const { q, class: kind, place, organization, document, task, year } = filter
  const conditions = [sql`true`]
  if (q) {
    const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(p.name ilike ${like} or p.code ilike ${like} or p.builder ilike ${like})`)
  }
  if (kind) conditions.push(sql`p.class = ${kind}`)
  if (place) conditions.push(sql`p.jurisdiction_code like ${`${place.replace(/(?:0000|00)$/, '')}%`}`)
  if (organization) conditions.push(sql`p.organization_id = ${organization}`)
  if (document) conditions.push(sql`p.document_id = ${document}`)
  if (task)
    conditions.push(sql`exists (select from project_of_task o where o.project_id = p.id and o.task_id = ${task})`)
  if (year)
    conditions.push(sql`exists (select from project_year y where y.project_id = p.id and y.year = ${year}
      and y.removed_on is null)`)
  return sql.join(conditions, sql` and `)
}

export async function listProjects(trx: Trx, query: ProjectQuery): Promise<ProjectList> {
  const where = conditionsOf(query)
  const after = PROJECT_PLACE.read(query.cursor)
  const { rows } =
    await sql<Project>`select ${columnsOf(query.year ?? null, query.task ?? null)} from project p where ${where}
    ${after ? sql`and (p.name, p.id) > (${after[0]}::text, ${after[1]}::uuid)` : sql``}
    order by p.name, p.id limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from project p where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? PROJECT_PLACE.write(last.name, last.id) : null,
  }
}

/** @throws Refusal project_not_found */
export async function findProject(trx: Trx, id: string): Promise<Project> {
  const { rows } = await sql<Project>`select ${columnsOf(null)} from project p where p.id = ${id}::uuid`.execute(trx)
  const [project] = rows
  if (!project) throw refusals.projectNotFound(id)
  return project
}

/** A project of the pool as others name it; null where the actor sees none, or it is only proposed. */
export async function poolProject(trx: Trx, id: string): Promise<{ id: string; name: string } | null> {
  const found = await trx
    .selectFrom('project')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('class', '<>', 'proposed')
    .executeTakeFirst()
  return found ?? null
}

const requestColumns = sql`r.id, r.revision, json_build_object('id', p.id, 'name', p.name, 'class', p.class) as project,
  r.kind, r.year, r.to_class as "toClass", r.planned_wan as "plannedWan", r.happened_on as "happenedOn", r.reason,
  r.evidence, r.state, r.decided_by as "decidedBy", ${momentText('r.decided_at')} as "decidedAt",
  r.decision_reason as "decisionReason", ${momentText('r.at')} as at, r.user_name as "userName",
  r.organization_name as "organizationName",
  (r.state = 'proposed' and actor_may('project.approve') and p.owner_organization_id = actor_organization_id()) as "mayDecide",
  (r.state = 'proposed' and actor_may('project.propose') and r.organization_id = actor_organization_id()) as "mayWithdraw"`

/** What was asked for: what waits for a decision first, then the newest. */
export async function listRequests(trx: Trx, query: Partial<RequestQuery>): Promise<RequestList> {
  const { state, cursor, limit = 50 } = query
  const where = state ? sql`r.state = ${state}` : sql`true`
  const decided = sql`(r.state <> 'proposed')`
  const after = REQUEST_PLACE.read(cursor)
  const beyond = after
    ? sql`and (${decided} > ${after[0]}::boolean or ${decided} = ${after[0]}::boolean
        and (r.at, r.id) < (${after[1]}::timestamptz, ${after[2]}::uuid))`
    : sql``
  const { rows } =
    await sql<Request>`select ${requestColumns} from project_request r join project p on p.id = r.project_id
    where ${where} ${beyond} order by ${decided}, r.at desc, r.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from project_request r
    join project p on p.id = r.project_id where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? REQUEST_PLACE.write(last.state !== 'proposed', last.at, last.id) : null,
  }
}

/** @throws Refusal project_request_not_found */
export async function findRequest(trx: Trx, id: string): Promise<Request> {
  const { rows } =
    await sql<Request>`select ${requestColumns} from project_request r join project p on p.id = r.project_id
    where r.id = ${id}::uuid`.execute(trx)
  const [request] = rows
  if (!request) throw refusals.requestNotFound(id)
  return request
}

/** Every row of a year's list that the project stood or stands on. */
export async function yearsOf(trx: Trx, id: string): Promise<Listed[]> {
  const { rows } = await sql<{ listed: Listed }>`select ${LISTED} as listed from project_year y ${NEWEST_OF_YEAR}
    where y.project_id = ${id}::uuid order by y.year desc`.execute(trx)
  return rows.map(({ listed }) => listed)
}

export async function progressOf(trx: Trx, id: string): Promise<ProjectProgress[]> {
  const { rows } = await sql<ProjectProgress>`
    select month, version, invested_wan as "investedWan", in_place_wan as "inPlaceWan", stage, grade, source, reason,
      ${momentText('at')} as at, user_name as "userName", organization_name as "organizationName"
    from project_progress where project_id = ${id}::uuid order by month desc, version desc`.execute(trx)
  return rows
}

export async function projectDetail(trx: Trx, id: string): Promise<ProjectDetail> {
  const project = await findProject(trx, id)
  const years = await yearsOf(trx, id)
  const { rows: moves } = await sql<ProjectDetail['moves'][number]>`
    select from_class as from, to_class as to, moved_on as on, reason, evidence, user_name as "userName"
    from project_move where project_id = ${id}::uuid order by seq desc`.execute(trx)
  const { rows: requests } = await sql<Request>`select ${requestColumns}
    from project_request r join project p on p.id = r.project_id
    where r.project_id = ${id}::uuid order by r.at desc, r.id`.execute(trx)
  const progress = await progressOf(trx, id)
  const { rows: tasks } = await sql<{ id: string; title: string; linked: boolean }>`
    select t.id, t.title, exists (select from project_task l where l.project_id = o.project_id
      and l.task_id = t.id) as linked from project_of_task o join task t on t.id = o.task_id
    where o.project_id = ${id}::uuid order by t.sort_key, t.id`.execute(trx)
  return {
    ...project,
    years,
    moves,
    requests,
    progress,
    tasks,
    nextClasses: project.class === 'proposed' ? [] : movesFrom(project.class),
    codeFacts: project.code ? readCode(project.code) : null,
  }
}

/** Figures of a year's list, and the pool's classes. Who may not read is refused: a year is no secret, but it is a number. */
export async function summaryOf(trx: Trx, year: number, today: string): Promise<Summary> {
  await sql`select actor_must('delivery.read')`.execute(trx)
  const { rows: listed } = await sql<ListedProject>`
    select y.class, p.investment_total_wan as "totalWan", y.planned_wan as "plannedWan",
      g.invested_wan as "investedWan", g.in_place_wan as "inPlaceWan", p.started_on as "startedOn",
      p.finished_on as "finishedOn"
    from project_year y join project p on p.id = y.project_id ${NEWEST_OF_YEAR}
    where y.year = ${year} and y.removed_on is null`.execute(trx)
  const { rows: pool } = await sql<Summary['pool'][number]>`
    select class, count(*) as count from project group by class order by class`.execute(trx)
  const { rows: years } = await sql<{ year: number }>`
    select distinct year from project_year where removed_on is null order by year desc`.execute(trx)
  const { rows: waiting } = await sql<{ count: number }>`
    select count(*) as count from project_request where state = 'proposed'`.execute(trx)
  return {
    ...yearFigures(year, listed, today),
    today,
    years: years.map((row) => row.year),
    pool,
    waiting: waiting[0]?.count ?? 0,
  }
}

/** Confirmed project commitments that are no project of the actor's pool yet: the first so many, and how many there are. */
export async function listProjectCandidates(
  trx: Trx,
  organizationId: string,
  by: { document?: string; ids?: readonly string[] },
  most = 500,
): Promise<{
  items: (ProjectCandidate & { provision: string; visibility: 'cluster' | 'organization' })[]
  total: number
}> {
  const { rows } = await sql<
    ProjectCandidate & { provision: string; visibility: 'cluster' | 'organization'; total: number }
  >`
    select count(*) over () as total, c.id as "commitmentId", c.project ->> 'name' as name, c.project ->> 'stage' as stage,
      c.project ->> 'box' as box, json_build_object('id', d.id, 'title', d.title) as document,
      c.provision, c.provision_label as "provisionLabel", c.text as quote, c.visibility
    from commitment c join document d on d.id = c.document_id
    where c.kind = 'project' and c.state = 'confirmed' and c.live and c.project is not null
      ${by.document ? sql`and c.document_id = ${by.document}::uuid` : sql``}
      ${by.ids ? sql`and c.id = any(${[...by.ids]}::uuid[])` : sql``}
      and not exists (select from project p where p.commitment_id = c.id and p.owner_organization_id = ${organizationId})
    order by c.sort_key, c.id limit ${most}`.execute(trx)
  return cutList(rows)
}
