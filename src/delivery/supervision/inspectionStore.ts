import { type RawBuilder, sql } from 'kysely'
import { type Actor, roleMay } from '../../platform/access/index.ts'
import { firstDueInTime } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { FILE, unitJson } from './noticeStore.ts'
import { supervisionRefusals as refusals } from './refusals.ts'
import { findDuplicates, OBJECT_MACHINE, type PlannedInspection } from './rules/inspection.ts'
import type {
  Candidates,
  InspectedUnit,
  Inspection,
  InspectionDetail,
  InspectionList,
  InspectionQuery,
  TaskFilter,
} from './schemas.ts'
import { INSPECTION_PLACE } from './schemas.ts'
import type {} from './tables.ts'

const NUMBER = sql`'督查〔' || i.year || '〕' || i.serial || '号'`

const ROW = sql`i.id, i.revision, ${NUMBER} as number, i.form, i.title, i.state, ${unitJson('w')} as owner,
  i.starts_on as "startsOn", i.ends_on as "endsOn",
  (select count(*) from inspection_task t where t.inspection_id = i.id) as tasks,
  (select count(*) from inspection_object o where o.inspection_id = i.id) as objects,
  (select count(*) from inspection_object o where o.inspection_id = i.id and o.state <> 'closed') as open`
const FROM = sql`from inspection i join organization w on w.id = i.owner_organization_id`

export async function listInspections(trx: Trx, query: InspectionQuery): Promise<InspectionList> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (query.state) conditions.push(sql`i.state = ${query.state}`)
  if (query.task)
    conditions.push(
      sql`exists (select from inspection_task t where t.inspection_id = i.id and t.task_id = ${query.task}::uuid)`,
    )
  const where = sql.join(conditions, sql` and `)
  const after = INSPECTION_PLACE.read(query.cursor)
  const { rows } = await sql<Inspection>`select ${ROW} ${FROM} where ${where}
    ${after ? sql`and (i.starts_on, i.id) < (${after[0]}::date, ${after[1]}::uuid)` : sql``}
    order by i.starts_on desc, i.id desc limit ${query.limit + 1}`.execute(trx)
  const { rows: counted } = await sql<{ total: number }>`select count(*) as total ${FROM} where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted[0]?.total ?? 0,
    next: last ? INSPECTION_PLACE.write(last.startsOn, last.id) : null,
  }
}

/** @throws Refusal inspection_not_found */
export async function findInspection(trx: Trx, id: string, actor: Actor): Promise<InspectionDetail> {
  const { rows } = await sql<Omit<InspectionDetail, 'units' | 'may'>>`
    select ${ROW}, i.basis, i.content, i.scope, i.ways, i.inspectors, i.inspector_ids as "inspectorIds",
      (select coalesce(json_agg(json_build_object('id', k.id, 'number', k.number, 'title', k.title,
          'programmeId', k.programme_id) order by k.programme_id, k.sort_key), '[]')
        from inspection_task t join task k on k.id = t.task_id where t.inspection_id = i.id) as "taskList",
      (select coalesce(json_agg(json_build_object('id', v.id, 'objectId', v.object_id, 'kind', v.kind, 'text', v.text,
          'at', v.at, 'userName', v.user_name, 'organizationName', v.organization_name) order by v.at, v.entry), '[]')
        from inspection_event v where v.inspection_id = i.id) as steps
    ${FROM} where i.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.inspectionNotFound(id)
  const owns = roleMay(actor.role, 'delivery.supervise') && found.owner.id === actor.organizationId
  const may: InspectionDetail['may'] = []
  if (owns && found.state === 'planned') may.push('edit', 'start', 'cancel')
  return { ...found, inspectorIds: owns ? found.inspectorIds : [], units: await unitsOf(trx, id, owns, actor), may }
}

async function unitsOf(trx: Trx, id: string, owns: boolean, actor: Actor): Promise<InspectedUnit[]> {
  const { rows } = await sql<Omit<InspectedUnit, 'may'>>`
    select o.id, o.revision, ${unitJson('u')} as unit, o.state, o.verdict, o.conclusion, o.rectify_by as "rectifyBy",
      o.received_on as "receivedOn", o.object_until as "objectUntil", o.decide_until as "decideUntil", o.objected,
      (select coalesce(json_agg(${FILE} order by f.at), '[]') from supervision_file f
        where f.inspection_object_id = o.id and f.event_id is not null) as files,
      (select coalesce(json_agg(${FILE} order by f.at), '[]') from supervision_file f
        where f.inspection_object_id = o.id and f.event_id is null) as waiting
    from inspection_object o join organization u on u.id = o.organization_id
    where o.inspection_id = ${id}::uuid order by u.jurisdiction_code, u.short_name, o.id`.execute(trx)
  return rows.map((row) => ({ ...row, may: mayDo(row, owns, actor) }))
}

function mayDo(row: Omit<InspectedUnit, 'may'>, owns: boolean, actor: Actor): InspectedUnit['may'] {
  const possible = OBJECT_MACHINE[row.state]
  const mine = roleMay(actor.role, 'delivery.report') && row.unit.id === actor.organizationId
  const may: InspectedUnit['may'] = []
  if (owns && possible.conclude) may.push('conclude')
  if (mine && possible.receive) may.push('receive')
  if (mine && possible.object && !row.objected) may.push('object')
  if (mine && possible.rectify && row.verdict === 'rectify') may.push('rectify')
  if (owns && possible.uphold) may.push('decide')
  if (owns && possible.check_failed) may.push('check')
  if (owns && row.state === 'received' && row.verdict === 'met') may.push('close')
  if (owns && ['concluded', 'received', 'objected', 'rectified'].includes(row.state) && row.verdict === 'rectify')
    may.push('issue_notice')
  return may
}

/**
 * 严禁重复督查, also of what another office plans that one does not see. Two that plan the same at once: the second waits,
 * and sees the first.
 * @throws Refusal inspection_duplicate
 */
export async function expectNoDuplicate(
  trx: Trx,
  plan: Omit<PlannedInspection, 'id' | 'number'>,
  except: string | null,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('inspections', 0))`.execute(trx)
  const { rows } = await sql<PlannedInspection>`
    select * from inspections_in_the_way(${[...plan.taskIds]}::uuid[], ${[...plan.organizationIds]}::uuid[],
      ${plan.startsOn}::date, ${plan.endsOn}::date, ${except}::uuid)`.execute(trx)
  const duplicates = findDuplicates(plan, rows)
  if (duplicates.length === 0) return
  throw refusals.inspectionDuplicate(
    duplicates.map(({ inspection }) => inspection.number).join('、'),
    new Set(duplicates.flatMap(({ taskIds }) => taskIds)).size,
  )
}

/** How many tasks are shown to choose from at once. */
const MOST = 500

/** Tasks in work that a filter finds, with the units that answer for them and what inspects them already. */
export async function findCandidates(trx: Trx, filter: TaskFilter, today: string): Promise<Candidates> {
  await sql`select actor_must('delivery.supervise')`.execute(trx)
  const conditions: RawBuilder<unknown>[] = [sql`k.state in ('dispatched', 'underway', 'closing')`]
  if (filter.programme) conditions.push(sql`k.programme_id = ${filter.programme}::uuid`)
  if (filter.unit)
    conditions.push(sql`exists (select from task_assignment a where a.task_id = k.id and a.ended_on is null
      and a.organization_id = ${filter.unit}::uuid)`)
  if (filter.light) conditions.push(sql`l.light = ${filter.light}`)
  if (filter.place) conditions.push(sql`k.places @> array[${filter.place}]::char(6)[]`)
  if (filter.overdue) conditions.push(sql`k.due_on < ${firstDueInTime(today)}::date`)
  if (filter.q) {
    const like = `%${filter.q.trim().replaceAll(/[%_\\]/g, '\\$&')}%`
    conditions.push(sql`(k.title like ${like} or k.text like ${like})`)
  }
  const where = sql.join(conditions, sql` and `)
  const { rows } = await sql<Candidates['items'][number]>`
    select k.id, k.number, k.title, l.light, k.due_on as "dueOn",
      (select coalesce(json_agg(${unitJson('u')} order by array_position(array['lead', 'responsible', 'participant'], a.role),
          a.seq), '[]') from task_assignment a join organization u on u.id = a.organization_id
        where a.task_id = k.id and a.ended_on is null) as units,
      (select coalesce(array_agg(${NUMBER} order by i.starts_on), '{}') from inspection_task t
        join inspection i on i.id = t.inspection_id
        where t.task_id = k.id and i.state in ('planned', 'underway')) as inspections
    from task k left join task_light l on l.task_id = k.id where ${where}
    order by array_position(array['red', 'yellow', 'grey', 'green'], l.light), k.due_on, k.id limit ${MOST}`.execute(
    trx,
  )
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from task k left join task_light l on l.task_id = k.id where ${where}`.execute(trx)
  return { items: rows, total: counted[0]?.total ?? 0 }
}
