import { sql } from 'kysely'
import { firstDueInTime, firstLateDay } from '../../platform/calendar/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import type { ScoreCounts, ScoredTask } from './rules/score.ts'
import type { ScoreQuery, ScoreRule } from './schemas.ts'
import type {} from './tables.ts'

/** The rule of that version, or the last one published. */
export async function findRule(trx: Trx, version?: number): Promise<ScoreRule | undefined> {
  let query = trx.selectFrom('score_rule').selectAll().orderBy('version', 'desc').limit(1)
  if (version !== undefined) query = query.where('version', '=', version)
  const row = await query.executeTakeFirst()
  return row && ruleOf(row)
}

export async function listRules(trx: Trx): Promise<ScoreRule[]> {
  return (await trx.selectFrom('score_rule').selectAll().orderBy('version', 'desc').execute()).map(ruleOf)
}

function ruleOf(row: {
  version: number
  title: string
  parts: ScoreRule['parts']
  note: string
  published_at: Date
  user_name: string | null
  organization_name: string | null
}): ScoreRule {
  const { version, title, parts, note, published_at, user_name, organization_name } = row
  const publishedAt = published_at.toISOString()
  return { version, title, parts, note, publishedAt, userName: user_name, organizationName: organization_name }
}

/** Programmes whose scores the actor may see: those of the cluster, and its organization's own. */
export async function findScoredProgrammes(trx: Trx, programme?: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from programme
    where (visibility = 'cluster' or owner_organization_id = actor_organization_id())
      and (${programme ?? null}::uuid is null or id = ${programme ?? null}::uuid)`.execute(trx)
  return rows.map(({ id }) => id)
}

/** Periods that have begun: cycles, and the years that they lie in. */
export async function findPeriods(trx: Trx, programmes: readonly string[], today: string): Promise<string[]> {
  const { rows } = await sql<{ period: string }>`
    select distinct one.period from cycle c, lateral (values (c.period), (left(c.period, 4))) one (period)
    where c.programme_id = any(${sql.val(programmes)}::uuid[]) and c.opens_on <= ${today} order by 1 desc`.execute(trx)
  return rows.map(({ period }) => period)
}

/**
 * Facts of each unit's tasks in the period, as the system sees them: programmes are those that the actor may see. A
 * report is owed when it came or is late; it is in time when what stood first was not late on its day in China.
 */
async function factsOf(
  trx: Trx,
  programmes: readonly string[],
  period: string,
  today: string,
  unit: string | null = null,
) {
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
        case when bool_and(closed_at is not null) then max(closed_at) end as closed_at
      from scored_cycle group by programme_id
    ), unexplained as materialized (
      select report_id, count(*) as n from contradiction where settled_at is null group by report_id
    ), deadline as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(deadlines)}::jsonb) as one (due_on date, first_late date)
    ), verified_since as materialized (
      select distinct x.report_id from evidence_verification v join report_evidence x on x.evidence_id = v.evidence_id
    ), owed as (
      select o.organization_id, o.task_id, min(o.role) as role,
        count(*) filter (where o.submitted_at is not null or o.due_on < ${firstDueInTime(today)}) as owed,
        count(*) filter (where o.state in ('submitted', 'accepted') and not ${late}) as on_time,
        sum(o.returns) as returned, coalesce(sum(u.n), 0) as contradicted,
        count(*) filter (where g.grade = 'statement') as statement, count(*) filter (where g.grade = 'document') as document,
        count(*) filter (where g.grade = 'measured') as measured, count(*) filter (where g.grade = 'verified') as verified
      from report_obligation o join scored_cycle c on c.id = o.cycle_id
        left join report r on o.state = 'accepted' and r.id = o.latest_report_id
        left join deadline d on d.due_on = o.due_on
        left join verified_since v on v.report_id = r.id
        cross join lateral (select case when v.report_id is null then r.grade else report_grade(r.id) end as grade) g
        left join unexplained u on u.report_id = o.latest_report_id and o.state in ('submitted', 'accepted')
      where o.state <> 'waived' and (${unit}::uuid is null or o.organization_id = ${unit}::uuid)
      group by o.organization_id, o.task_id
    ), lit as materialized (
      select t.id, t.title, h.light,
        coalesce(t.state = 'closed' and (t.closed_at at time zone 'Asia/Shanghai')::date between s.starts_on and t.due_on - 1
          and (t.closed_at at time zone 'Asia/Shanghai')::date <= coalesce((s.closed_at at time zone 'Asia/Shanghai')::date, ${today}::date),
          false) as closed_early
      from task t join span s on s.programme_id = t.programme_id
        left join lateral (select light from light_change h where h.task_id = t.id and h.at <= coalesce(s.closed_at, now())
          order by h.at desc, h.seq desc limit 1) h on true
      where t.state not in ('draft', 'retired') and (${unit}::uuid is null or t.assigned @> array[${unit}::uuid])
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

/** The counts of every unit, city or province; of places, all of their units' together. */
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
      where ${by === 'unit' ? sql`true` : sql`o.jurisdiction_code is not null`}
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

/** Each task of one unit in the period. */
export async function loadScoredTasks(
  trx: Trx,
  programmes: readonly string[],
  period: string,
  unit: string,
  today: string,
): Promise<ScoredTask[]> {
  const facts = await factsOf(trx, programmes, period, today, unit)
  const { rows } = await sql<
    Omit<ScoredTask, 'grades'> & { statement: number; document: number; measured: number; verified: number }
  >`
    with ${facts}
    select task_id as "taskId", title, role, owed::int, on_time::int as "onTime", returned::int, contradicted::int, light,
      statement::int, document::int, measured::int, verified::int, closed_early as "closedEarly"
    from facts order by title, task_id`.execute(trx)
  return rows.map(({ statement, document, measured, verified, ...task }) => ({
    ...task,
    grades: { statement, document, measured, verified },
  }))
}
