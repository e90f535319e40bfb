import { sql } from 'kysely'
import { firstDueInTime, firstLateDay } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import type { ScoreCounts, ScoredTask } from './rules/score.ts'
import type { ExplainedScore, ScoreQuery } from './schemas.ts'
import type {} from './tables.ts'

/** Programmes whose scores the actor may see: those of the cluster, and its organization's own. */
export async function findScoredProgrammes(trx: Trx, programme?: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from programme
    where (visibility = 'cluster' or owner_organization_id = actor_organization_id())
      and (${programme ?? null}::uuid is null or id = ${programme ?? null}::uuid)`.execute(trx)
  return rows.map(({ id }) => id)
}

/** The offices that keep these programmes. */
export async function findKeepers(trx: Trx, programmes: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct owner_organization_id as id from programme where id = any(${sql.val(programmes)}::uuid[])`.execute(
    trx,
  )
  return rows.map(({ id }) => id)
}

/** Periods that have begun: cycles, and the years that they lie in. */
export async function findPeriods(trx: Trx, programmes: readonly string[], today: string): Promise<string[]> {
  const { rows } = await sql<{ period: string }>`
    select distinct one.period from cycle c, lateral (values (c.period), (left(c.period, 4))) one (period)
    where c.programme_id = any(${sql.val(programmes)}::uuid[]) and c.opens_on <= ${today} order by 1 desc`.execute(trx)
  return rows.map(({ period }) => period)
}

/** One unit, or all units of the places whose codes begin so; without either everybody. */
export interface Scope {
  unit?: string
  codes?: string
}

/**
 * Facts of each unit's tasks in the period, as the system sees them: programmes are those that the actor may see. A
 * report counts once its day has passed, sent or not; it is in time when what stood first was not late on its day in China.
 */
async function factsOf(trx: Trx, programmes: readonly string[], period: string, today: string, scope: Scope = {}) {
  const { unit = null, codes = null } = scope
  const inScope = sql`(${unit}::uuid is null or o.organization_id = ${unit}::uuid)
    and (${codes}::text is null or o.organization_id in (
      select u.id from organization u where u.jurisdiction_code like ${codes}::text || '%'))`
  const due = sql`o.due_on < ${firstDueInTime(today)}`
  const late = sql`(o.submitted_at at time zone 'Asia/Shanghai')::date >= coalesce(d.first_late, o.due_on + 1)`
  const days = await sql<{ due_on: string }>`
    select distinct due_on from cycle where programme_id = any(${sql.val(programmes)}::uuid[])`.execute(trx)
  const deadlines = days.rows.map(({ due_on }) => ({ due_on, first_late: firstLateDay(due_on) }))
  return sql`
    scored_cycle as materialized (
      select id, programme_id, starts_on, ends_on, closed_at from cycle
      where programme_id = any(${sql.val(programmes)}::uuid[])
        and (period = ${period} or (length(${period}) = 4 and left(period, 4) = ${period}))
    ), span as materialized (
      select programme_id, min(starts_on) as starts_on, max(ends_on) as ends_on,
        coalesce(case when bool_and(closed_at is not null) then max(closed_at) end,
          (select min(n.opened_at) from cycle n where n.programme_id = c.programme_id and n.starts_on > max(c.ends_on))) as closed_at
      from scored_cycle c group by programme_id
    ), unexplained as materialized (
      select report_id, count(*) as n from contradiction where settled_at is null group by report_id
    ), deadline as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb) as one (due_on date, first_late date)
    ), verified_since as materialized (
      select distinct x.report_id from evidence_verification v join report_evidence x on x.evidence_id = v.evidence_id
    ), owed as (
      select o.organization_id, o.task_id, min(o.role) as role,
        count(*) filter (where ${due}) as owed,
        count(*) filter (where ${due} and o.state in ('submitted', 'accepted') and not ${late}) as on_time,
        sum(o.returns) as returned, coalesce(sum(u.n), 0) as contradicted,
        count(*) filter (where g.grade = 'statement') as statement, count(*) filter (where g.grade = 'document') as document,
        count(*) filter (where g.grade = 'measured') as measured, count(*) filter (where g.grade = 'verified') as verified
      from report_obligation o join scored_cycle c on c.id = o.cycle_id
        left join report r on o.state = 'accepted' and r.id = o.latest_report_id
        left join deadline d on d.due_on = o.due_on
        left join verified_since v on v.report_id = r.id
        cross join lateral (select case when v.report_id is null then r.grade else report_grade(r.id) end as grade) g
        left join unexplained u on u.report_id = o.latest_report_id and o.state in ('submitted', 'accepted')
      where o.state <> 'waived' and ${inScope}
      group by o.organization_id, o.task_id
    ), lit as materialized (
      select t.id, t.title, h.light,
        coalesce(t.state = 'closed' and (t.closed_at at time zone 'Asia/Shanghai')::date between s.starts_on and t.due_on - 1
          and (t.closed_at at time zone 'Asia/Shanghai')::date <= coalesce((s.closed_at at time zone 'Asia/Shanghai')::date, ${today}::date),
          false) as closed_early
      from task t join span s on s.programme_id = t.programme_id
        left join lateral (select light from light_change h where h.task_id = t.id and h.at <= coalesce(s.closed_at, clock_now())
          order by h.at desc, h.seq desc limit 1) h on true
      where t.state <> 'retired' and (${unit}::uuid is null or t.assigned @> array[${unit}::uuid])
    ), facts as (
      select o.*, l.title, case when o.role <> 'participant' and l.light in ('green', 'yellow', 'red', 'closed') then l.light end as light,
        o.role <> 'participant' and l.closed_early as closed_early
      from owed o join lit l on l.id = o.task_id
    )`
}

export interface CountedUnit extends ScoreCounts {
  id: string
  name: string
  place: string | null
}

/** The counts of every unit, city or province; of places, all of their units' together. A province's own units are no city's. */
export async function countScores(
  trx: Trx,
  programmes: readonly string[],
  { period, by = 'unit' }: Pick<ScoreQuery, 'period' | 'by'>,
  today: string,
): Promise<CountedUnit[]> {
  const digits = by === 'province' ? 2 : 4
  const key = by === 'unit' ? sql`o.id::text` : sql`rpad(left(o.jurisdiction_code, ${sql.lit(digits)}), 6, '0')`
  const facts = await factsOf(trx, programmes, period, today)
  const { rows } = await sql<CountedUnit>`
    with ${facts}, counted as (
      select ${key} as id, sum(owed)::int as owed, sum(on_time)::int as "onTime",
        (count(*) filter (where light = 'green'))::int as green, (count(*) filter (where light = 'yellow'))::int as yellow,
        (count(*) filter (where light = 'red'))::int as red, (count(*) filter (where light = 'closed'))::int as closed,
        sum(statement)::int as statement, sum(document)::int as document, sum(measured)::int as measured,
        sum(verified)::int as verified, sum(returned)::int as returned, sum(contradicted)::int as contradicted,
        (count(*) filter (where closed_early))::int as "closedEarly"
      from facts f join organization o on o.id = f.organization_id
      where ${by === 'unit' ? sql`true` : by === 'city' ? sql`o.jurisdiction_code not like '__0000'` : sql`o.jurisdiction_code is not null`}
      group by 1
    )
    select counted.*, ${by === 'unit' ? sql`o.name, j.short_name` : sql`j.name, null`} as place
    from counted ${
      by === 'unit'
        ? sql`join organization o on o.id::text = counted.id left join jurisdiction j on j.code = o.jurisdiction_code`
        : sql`join jurisdiction j on j.code = counted.id`
    }`.execute(trx)
  return rows
}

export interface ScoredTaskOfUnit extends ScoredTask {
  organization: { id: string; name: string }
}

/** Each task of one unit, or of each unit of a place, in the period. */
export async function loadScoredTasks(
  trx: Trx,
  programmes: readonly string[],
  period: string,
  scope: Scope,
  today: string,
): Promise<ScoredTaskOfUnit[]> {
  const facts = await factsOf(trx, programmes, period, today, scope)
  const { rows } = await sql<
    Omit<ScoredTaskOfUnit, 'grades'> & { statement: number; document: number; measured: number; verified: number }
  >`
    with ${facts}
    select task_id as "taskId", f.title, role, owed::int, on_time::int as "onTime", returned::int, contradicted::int, light,
      statement::int, document::int, measured::int, verified::int, closed_early as "closedEarly",
      json_build_object('id', u.id, 'name', u.name) as organization
    from facts f join organization u on u.id = f.organization_id order by f.title, task_id, u.name`.execute(trx)
  return rows.map(({ statement, document, measured, verified, ...task }) => ({
    ...task,
    grades: { statement, document, measured, verified },
  }))
}

type ReportLine = ExplainedScore['tasks'][number]['reports'][number]

/** What these units reported of these tasks in the period, by task and unit: the ground of their points. */
export async function loadReportLines(
  trx: Trx,
  period: string,
  wanted: readonly { taskId: string; organization: { id: string } }[],
): Promise<Map<string, ReportLine[]>> {
  const { rows } = await sql<ReportLine & { key: string }>`
    select o.task_id || ' ' || o.organization_id as key, o.id as "obligationId", o.latest_report_id as "reportId", c.period,
      o.due_on as "dueOn", to_char(o.submitted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "submittedOn", o.state,
      report_grade(r.id) as grade, o.returns
    from unnest(${sql.val(wanted.map(({ taskId }) => taskId))}::uuid[],
        ${sql.val(wanted.map(({ organization }) => organization.id))}::uuid[]) as w (task_id, organization_id)
      join report_obligation o on o.task_id = w.task_id and o.organization_id = w.organization_id
      join cycle c on c.id = o.cycle_id left join report r on r.id = o.latest_report_id
    where o.state <> 'waived' and (c.period = ${period} or (length(${period}) = 4 and left(c.period, 4) = ${period}))
    order by c.period, o.due_on`.execute(trx)
  const lines = new Map<string, ReportLine[]>()
  for (const { key, ...line } of rows) lines.set(key, [...(lines.get(key) ?? []), line])
  return lines
}
