import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { PreparedQuery } from '../../platform/database/session.ts'
import { ALL_CHAPTERS, LIGHT_GRADES, LIGHTS } from '../lights/types.ts'
import type {} from '../tables.ts'
import type { Cockpit, CockpitQuery, TaskLights } from './schemas.ts'

/** How many tasks the first page names; the others are one click away. */
const WORST = 12
const EVERYWHERE = '000000'
/** Periods of the trend's line. */
const PERIODS = 8

const sums = (counts: readonly string[], prefix: string) =>
  sql.raw(
    `json_strip_nulls(json_build_object(${counts.map((one) => `'${one}', nullif(sum(${prefix}${one}), 0)`).join(', ')}))`,
  )
/** Of each light or grade how many; none is left out. */
const TALLY = sums(LIGHTS, '')
const GRADES = sums(LIGHT_GRADES, 'grade_')

const LIGHTS_OF_ONE = sql.raw(
  `json_strip_nulls(json_build_object(${LIGHTS.map((one) => `'${one}', nullif(c.${one}, 0)`).join(', ')}))`,
)

/**
 * Of a programme that others do not see nothing is counted for them (light_count); of its tasks, a unit sees those that it
 * answers for: they are few, and are counted here.
 */
const ANSWERED_FOR = sql.raw(`select l.programme_id, within.chapter, place,
    max(case when within.chapter = l.chapter then t.chapter_label else '' end) as chapter_label,
    ${LIGHTS.map((one) => `count(*) filter (where l.light = '${one}')::integer as ${one}`).join(', ')},
    ${LIGHT_GRADES.map((one) => `count(*) filter (where l.grade = '${one}')::integer as grade_${one}`).join(', ')}
  from task_light l join task t on t.id = l.task_id
    cross join lateral unnest(l.places) place cross join lateral (values (l.chapter), ('${ALL_CHAPTERS}')) within (chapter)
  where l.visibility = 'organization' and l.owner_organization_id <> (select actor_organization_id())
  group by l.programme_id, within.chapter, place`)
const COUNTED = sql.raw(
  `programme_id, chapter, place, chapter_label, ${[...LIGHTS, ...LIGHT_GRADES.map((one) => `grade_${one}`)].join(', ')}`,
)

interface Row {
  cockpit: Omit<Cockpit, 'asOf'>
}

/** Everything of the cockpit in one statement: from counts that the refresh keeps, never from the tasks themselves. */
export async function loadCockpit(trx: Trx, filter: CockpitQuery): Promise<Omit<Cockpit, 'asOf'>> {
  const { programme, place = EVERYWHERE, chapter } = filter
  const here = sql`${place}::char(6)`
  // Its text depends on which filters are set, so that the plan kept for it knows as much as one made anew.
  const only = programme ? sql`programme_id = ${programme}::uuid` : sql`programme_id is not null`
  const within = sql`${chapter ?? ALL_CHAPTERS}::text`
  const worst = (light: 'red' | 'yellow') => sql`
    (select t.id, t.number, t.title, t.programme_id, t.document_id, t.commitment_id, t.provision, t.provision_label, t.due_on,
        l.light, l.since, l.grade, l.reasons, l.severity
      from (select * from task_light where light = ${sql.lit(light)} and ${only} and ${chapter === undefined ? sql`true` : sql`chapter = ${within}`}
          and ${place === EVERYWHERE ? sql`true` : sql`${here} = any (places)`}) l
        join task t on t.id = l.task_id
      order by l.severity, l.since, l.task_id limit ${sql.lit(WORST)})`
  const query = sql<Row>`
    with answered_for as materialized (
      ${ANSWERED_FOR}
    ), tally as not materialized (
      select ${COUNTED} from light_count union all select ${COUNTED} from answered_for
    ), last as materialized (
      select distinct on (c.programme_id) c.id, c.programme_id, c.period, c.closed_at
      from cycle c where c.closed_at is not null and ${only}
      order by c.programme_id, c.closed_at desc
    ), before as materialized (
      select s.* from light_snapshot s where s.chapter = ${within} and s.cycle_id = any (array(select id from last))
    ), counted as materialized (
      select * from tally where chapter = ${within} and ${only} and red + yellow + grey + green + closed > 0
    ), here as materialized (
      select * from counted where place = ${here}
    )
    select json_build_object(
      'programmes', (select coalesce(json_agg(json_build_object('id', p.id, 'title', p.title, 'sample', p.sample, 'total', c.n)
          order by p.created_at, p.id), '[]')
        from programme p join (select programme_id, red + yellow + grey + green + closed as n from tally
          where place = ${sql.lit(EVERYWHERE)} and chapter = ${sql.lit(ALL_CHAPTERS)}) c on c.programme_id = p.id where c.n > 0),
      'lights', (select ${TALLY} from here),
      'grades', (select ${GRADES} from here),
      'places', (select coalesce(json_agg(json_build_object('code', j.code, 'name', j.short_name, 'level', j.level,
            'lights', one.lights, 'redBefore', one.red_before) order by j.code), '[]')
        from (select place, ${TALLY} as lights, sum(red_before) as red_before
            from (select place, ${sql.raw(LIGHTS.join(', '))}, null::integer as red_before from counted
              union all select place, 0, 0, 0, 0, 0, red from before) both_times group by place) one
          cross join lateral (select * from jurisdiction j where j.code = one.place offset 0) j
        where one.place <> ${sql.lit(EVERYWHERE)}),
      'chapters', (select coalesce(json_agg(json_build_object('programmeId', c.programme_id, 'chapter', c.chapter,
            'label', c.chapter_label, 'lights', ${LIGHTS_OF_ONE}, 'redBefore', s.red) order by c.programme_id, c.chapter), '[]')
        from tally c left join last l on l.programme_id = c.programme_id
          left join light_snapshot s on s.cycle_id = l.id and s.chapter = c.chapter and s.place = c.place
        where c.place = ${here} and c.chapter <> ${sql.lit(ALL_CHAPTERS)} and c.${only}
          and c.red + c.yellow + c.grey + c.green + c.closed > 0),
      'worst', (select coalesce(json_agg(json_build_object('id', id, 'number', number, 'title', title,
          'programmeId', programme_id, 'documentId', document_id, 'commitmentId', commitment_id, 'provision', provision,
          'provisionLabel', provision_label, 'dueOn', due_on, 'light', light, 'since', since, 'grade', grade,
          'reasons', reasons)), '[]')
        from (select * from (${worst('red')} union all ${worst('yellow')}) both_lights
          order by light = 'yellow', severity, since, id limit ${sql.lit(WORST)}) one),
      'trend', (select case when count(*) > 0 then json_build_object(
          'before', (select ${TALLY} from before where place = ${here}),
          'now', (select ${TALLY} from here where programme_id in (select programme_id from before)),
          'cycles', json_agg(json_build_object('programmeId', programme_id, 'period', period,
            'closedAt', to_char(closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by programme_id)) end
        from last where id in (select cycle_id from before)),
      'history', (select coalesce(json_agg(json_build_object('period', period, 'closedOn', closed_on, 'programmes', programmes,
          'lights', lights) order by closed_on, period), '[]')
        from (select c.period, max((c.closed_at at time zone 'Asia/Shanghai')::date) as closed_on,
            count(distinct c.id) as programmes, ${TALLY} as lights
          from (select * from light_snapshot where place = ${here} and chapter = ${within} and ${only}) s
            join cycle c on s.cycle_id = c.id
          group by c.period order by closed_on desc limit ${sql.lit(PERIODS)}) periods)
    ) as cockpit
    where (select actor_must('delivery.read')) is not null`
  const compiled: PreparedQuery<Row> = {
    ...query.compile(trx),
    preparedAs: `cockpit ${place !== EVERYWHERE} ${!!programme} ${chapter !== undefined}`,
  }
  const { rows } = await trx.executeQuery(compiled)
  return (rows[0] as Row).cockpit
}

/** One task's light with its reasons, and how it came to be; nothing for a task that the actor does not see. */
export async function loadTaskLights(trx: Trx, taskId: string): Promise<TaskLights | null> {
  const { rows } = await sql<{ seen: boolean; light: TaskLights }>`
    select json_build_object('light', l.light, 'reasons', coalesce(l.reasons, '[]'), 'grade', coalesce(l.grade, 'none'),
      'rulesVersion', l.rules_version, 'since', l.since, 'checkOn', l.check_on,
      'changes', (select coalesce(json_agg(json_build_object(
          'at', to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'light', c.light, 'reasons', c.reasons,
          'rulesVersion', c.rules_version) order by c.seq desc), '[]')
        from (select * from light_change c where c.task_id = t.id order by seq desc limit 200) c)) as light
    from task t left join task_light l on l.task_id = t.id where t.id = ${taskId}`.execute(trx)
  return rows[0]?.light ?? null
}
