import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { ProjectClass } from './tables.ts'

/** A project of a task with what was last reported of it. Money is whole 万元. */
export interface TaskProject {
  taskId: string
  projectId: string
  name: string
  /** GB/T 40058. */
  code: string | null
  class: ProjectClass
  classSince: string
  startPlanned: string | null
  finishPlanned: string | null
  startedOn: string | null
  finishedOn: string | null
  investmentTotalWan: number | null
  /** Of the year's list that it is on last, and not removed from. */
  year: number | null
  plannedWan: number | null
  /** Null: nothing was reported. */
  latest: {
    month: string
    /** Since 1 January of the month's year. */
    investedWan: number
    inPlaceWan: number | null
    /** 形象进度 */
    stage: string
    grade: 'statement' | 'document' | 'measured' | 'verified'
    source: string
  } | null
}

/** The projects that belong to these tasks (by link, provision or commitment); proposed ones are left out. */
export async function projectsOf(trx: Trx, taskIds: readonly string[]): Promise<TaskProject[]> {
  if (taskIds.length === 0) return []
  const { rows } = await sql<TaskProject>`
    select o.task_id as "taskId", p.id as "projectId", p.name, p.code, p.class, p.class_since as "classSince",
      p.start_planned as "startPlanned", p.finish_planned as "finishPlanned", p.started_on as "startedOn",
      p.finished_on as "finishedOn", p.investment_total_wan as "investmentTotalWan",
      y.year, y.planned_wan as "plannedWan", g.latest
    from project_of_task o join project p on p.id = o.project_id
    left join lateral (select year, planned_wan from project_year y
      where y.project_id = p.id and y.removed_on is null order by year desc limit 1) y on true
    left join lateral (select json_build_object('month', g.month, 'investedWan', g.invested_wan,
        'inPlaceWan', g.in_place_wan, 'stage', g.stage, 'grade', g.grade, 'source', g.source) as latest
      from project_progress g where g.project_id = p.id order by month desc, version desc limit 1) g on true
    where o.task_id = any(${[...taskIds]}::uuid[]) and p.class <> 'proposed'
    order by o.task_id, p.name, p.id`.execute(trx)
  return rows
}
