import pg from 'pg'
import { refreshLights } from '../src/delivery/lights/index.ts'
import { addDays, addWorkingDays, workingDayUpTo } from '../src/platform/calendar/index.ts'
import type { DatabaseHandle } from '../src/platform/database/index.ts'

/** 15 cities of four years ago and today; each has 40 units. */
const CITIES =
  '450100 450200 450300 450400 450500 450600 450700 450800 450900 451400 440800 440900 441700 460100 460400'
export const SEED = 'qunce-2026'
const PROGRAMMES = 8
const UNITS_IN_CITY = 40
const FIRST_YEAR = 2023

export interface SimulationSize {
  tasks: number
  /** Half-year cycles from 2023H1 on; the last one is open. */
  cycles: number
}

export interface Simulation {
  /** The day on which it stands. */
  today: string
  office: string
  refreshes: { day: string; judged: number; changed: number; seconds: number }[]
}

/** A number in [0, 1) that is the same for the same words in every run. */
const FUNCTIONS = `
  create or replace function pg_temp.rnd(words text) returns double precision language sql immutable
    as $$ select ('x' || substr(md5('${SEED}' || words), 1, 7))::bit(28)::int / 268435456.0 $$;
  create or replace function pg_temp.named(words text) returns uuid language sql immutable
    as $$ select md5('${SEED}' || words)::uuid $$;
  create or replace function pg_temp.claim(words text) returns text language sql immutable as $$
    select case when r < 0.72 then 'on_track' when r < 0.87 then 'behind' when r < 0.90 then 'blocked'
      when r < 0.94 then 'not_started' else 'done' end from (select pg_temp.rnd(words) as r) one $$;
  create or replace function pg_temp.graded(words text) returns text language sql immutable as $$
    select case when r < 0.35 then 'statement' when r < 0.8 then 'document' when r < 0.95 then 'measured' else 'verified' end
      from (select pg_temp.rnd(words) as r) one $$;`

/**
 * Plays some years of delivery: every half-year each unit owes a report for each of its tasks; most come in time, some
 * late, some after a return, some never; tasks are closed and milestones missed. Rows are written by plain SQL without
 * their triggers, the lights by the real rules, on the days on which they would have been judged.
 */
export async function simulate(
  database: DatabaseHandle,
  url: string,
  { tasks, cycles }: SimulationSize,
  onProgress: (step: string) => void = () => {},
): Promise<Simulation> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const refreshes: Simulation['refreshes'] = []
  const refresh = async (day: string) => {
    const started = performance.now()
    const { judged, changed } = await refreshLights(database, new Date(`${day}T02:00:00Z`))
    refreshes.push({ day, judged, changed, seconds: (performance.now() - started) / 1000 })
    onProgress(`lights of ${day}: ${judged} judged, ${changed} changed, ${refreshes.at(-1)?.seconds.toFixed(1)} s`)
  }
  try {
    await client.query(FUNCTIONS)
    await client.query('set synchronous_commit = off')
    const office = await writeUnits(client)
    await writeTasks(client, office, tasks)
    onProgress(`${tasks} tasks written`)
    await client.query("set session_replication_role = 'replica'")
    let today = `${FIRST_YEAR}-01-20`
    await refresh(today)
    for (let number = 0; number < cycles; number++) {
      const year = FIRST_YEAR + Math.floor(number / 2)
      const half = 1 + (number % 2)
      const ends = half === 1 ? `${year}-06-30` : `${year}-12-31`
      const cycle = {
        period: `${year}H${half}`,
        starts: half === 1 ? `${year}-01-01` : `${year}-07-01`,
        ends,
        due: workingDayUpTo(ends),
        last: number === cycles - 1,
        office,
      }
      await writeCycle(client, cycle)
      today = cycle.last ? addDays(cycle.due, -10) : addWorkingDays(cycle.due, 1)
      await touchAll(client)
      await refresh(today)
      if (!cycle.last) {
        today = addDays(cycle.due, 25)
        await reportLate(client, cycle.period)
        await touchAll(client)
        await refresh(today)
        await client.query('update cycle set closed_at = $1 where period = $2', [`${today}T08:00:00Z`, cycle.period])
        await closeTasks(client, cycle.period, today)
        await touchAll(client)
        await refresh(addDays(today, 1))
      }
    }
    onProgress('vacuum, analyze')
    await client.query('vacuum analyze')
    return {
      today,
      office,
      refreshes,
    }
  } finally {
    await client.end()
  }
}

async function writeUnits(client: pg.Client): Promise<string> {
  await client.query(
    `insert into organization (id, jurisdiction_code, kind, name, short_name, origin, source)
     select pg_temp.named('unit' || city || n), city, case when n = 1 then 'government' else 'department' end,
       j.name || '模拟单位' || n, '模拟单位' || n, 'sample', 'bench/delivery'
     from unnest(string_to_array($1, ' ')) city join jurisdiction j on j.code = city, generate_series(1, ${UNITS_IN_CITY}) n`,
    [CITIES],
  )
  const { rows } = await client.query<{ id: string }>(
    `insert into organization (id, jurisdiction_code, kind, name, short_name, origin, source)
     values (pg_temp.named('office'), '450000', 'coordination_body', '模拟协调办公室', '模拟协调办公室', 'sample', 'bench/delivery')
     returning id`,
  )
  return rows[0]?.id as string
}

/** Tasks of eight programmes of twelve chapters; 3 to 10 units each, of up to three cities, about a tenth with two leads. */
async function writeTasks(client: pg.Client, office: string, tasks: number): Promise<void> {
  await client.query(
    `insert into programme (id, home_jurisdiction, title, owner_organization_id, visibility, frequency, starts_on, sample)
     select pg_temp.named('programme' || n), '450000', '模拟规划' || n, $1, 'cluster', 'half_year', '${FIRST_YEAR}-01-01', true
     from generate_series(1, ${PROGRAMMES}) n`,
    [office],
  )
  await client.query(
    `insert into task (home_jurisdiction, id, programme_id, number, origin, chapter, chapter_label, title, text, pace, state,
       owner_organization_id, visibility, due_on, dispatched_at, sort_key, external_key)
     select '450000', pg_temp.named('task' || n), pg_temp.named('programme' || 1 + n % ${PROGRAMMES}), 1 + n / ${PROGRAMMES}, 'import',
       lpad((1 + (n / ${PROGRAMMES}) % 12)::text, 2, '0'), '第' || 1 + (n / ${PROGRAMMES}) % 12 || '章', '模拟任务' || n,
       '推进模拟任务' || n || ',完善跨省合作机制。', 'finite', 'underway', $1, 'cluster',
       case when pg_temp.rnd('term' || n) < 0.4 then date '2025-06-30' + (pg_temp.rnd('due' || n) * 1500)::int end,
       '${FIRST_YEAR}-01-05', n, 'k' || n
     from generate_series(0, $2::int - 1) n`,
    [office, tasks],
  )
  await client.query(
    `insert into task_assignment (task_id, seq, organization_id, role, receipt_due_on, received_at, received_by, begun_on)
     select task_id, row_number() over (partition by task_id order by m), organization_id,
       case when m = 1 or (m = 2 and pg_temp.rnd('two' || n) < 0.1) then 'lead' else 'participant' end,
       '${FIRST_YEAR}-01-12', '${FIRST_YEAR}-01-06', '模拟', '${FIRST_YEAR}-01-05'
     from (
       select distinct on (n, unit) n, m, pg_temp.named('task' || n) as task_id, pg_temp.named('unit' || unit) as organization_id
       from generate_series(0, $1::int - 1) n, generate_series(1, 10) m,
         lateral (select (string_to_array($2, ' '))[1 + ((n + m % (1 + n % 3) * 7) % 15)]
           || 1 + floor(pg_temp.rnd(n || 'unit' || m) * ${UNITS_IN_CITY})::int as unit) one
       where m <= 3 + floor(pg_temp.rnd('width' || n) * 7.8)
       order by n, unit, m
     ) one`,
    [tasks, CITIES],
  )
  await client.query(
    `insert into milestone (id, task_id, organization_id, position, title, due_on, done_on)
     select pg_temp.named('milestone' || n || '-' || m), pg_temp.named('task' || n),
       (select organization_id from task_assignment a where a.task_id = pg_temp.named('task' || n) and a.seq = 1), m, '节点' || m,
       day, case when pg_temp.rnd('done' || n || m) < 0.97 then day end
     from generate_series(0, $1::int - 1) n, generate_series(1, 2) m,
       lateral (select date '2023-09-01' + (pg_temp.rnd('day' || n || m) * 1700)::int as day) one`,
    [tasks],
  )
  await client.query('analyze')
}

interface SimulatedCycle {
  period: string
  starts: string
  ends: string
  due: string
  last: boolean
  office: string
}

/** What stands on the first day after it is due (of the last, open cycle: ten days before): most have reported. */
async function writeCycle(
  client: pg.Client,
  { period, starts, ends, due, last, office }: SimulatedCycle,
): Promise<void> {
  const opens = addDays(due, -60)
  await client.query(
    `update report_obligation set state = 'waived', waived_reason = '本期未报,转入下期' where state in ('due', 'returned')`,
  )
  await client.query(
    `insert into cycle (id, programme_id, period, starts_on, ends_on, opens_on, due_on, owner_organization_id, visibility, opened_at)
     select pg_temp.named('cycle' || $1 || p.id), p.id, $1, $2, $3, $4, $5, $6, 'cluster', $4::date from programme p`,
    [period, starts, ends, opens, due, office],
  )
  const inTime = last ? 0.5 : 0.88
  await client.query(
    `insert into report_obligation (home_jurisdiction, id, cycle_id, programme_id, task_id, organization_id, role, reports_to,
       owner_organization_id, visibility, opens_on, due_on, state, submitted_at, accepted_at, latest_report_id, returns)
     select '450000', id, pg_temp.named('cycle' || $1 || programme_id), programme_id, task_id, organization_id, role,
       case when role = 'participant' then lead else $2::uuid end, $2, 'cluster', $3, $4, state,
       case when state <> 'due' then ($4::date - 5)::timestamptz end, case when state = 'accepted' then ($4::date - 2)::timestamptz end,
       case when state <> 'due' then pg_temp.named('report' || id) end, (state = 'returned')::int
     from (
       select pg_temp.named('obligation' || $1 || t.id || a.organization_id) as id, t.programme_id, t.id as task_id,
         a.organization_id, a.role,
         first_value(a.organization_id) over (partition by t.id order by a.seq) as lead,
         case when r < $5 then 'accepted' when r < $5 + 0.02 then 'returned' when r < $5 + 0.04 then 'submitted' else 'due' end as state
       from task t join task_assignment a on a.task_id = t.id,
         lateral (select pg_temp.rnd('state' || $1 || t.id || a.organization_id) as r) one
       where t.state not in ('closed', 'retired')
     ) owed`,
    [period, office, opens, due, inTime],
  )
  await client.query('analyze report_obligation')
  await writeReports(client, period, `o.state <> 'due'`)
  // Some of the claims contradict what is known otherwise.
  await client.query(
    `insert into contradiction (id, task_id, report_id, kind, claimed, known)
     select gen_random_uuid(), r.task_id, r.id, 'figure_differs', '{}', '{}'
     from report r join report_obligation o on o.latest_report_id = r.id join cycle c on c.id = o.cycle_id
     where c.period = $1 and o.role = 'lead' and pg_temp.rnd('contradicted' || r.id) < 0.01`,
    [period],
  )
  await client.query('analyze report_obligation, report, contradiction')
}

async function writeReports(client: pg.Client, period: string, which: string): Promise<void> {
  await client.query(
    `insert into report (home_jurisdiction, id, obligation_id, number, task_id, cycle_id, organization_id, reports_to,
       owner_organization_id, content, claim, grade, at, user_id, user_name, organization_name)
     select '450000', o.latest_report_id, o.id, 1, o.task_id, o.cycle_id, o.organization_id, o.reports_to, o.owner_organization_id,
       jsonb_build_object('progress', '已按方案推进,完成阶段性工作。', 'next', '继续推进。', 'problems', ''),
       pg_temp.claim('claim' || o.id), pg_temp.graded('grade' || o.id), o.submitted_at, 'simulated', '模拟', '模拟单位'
     from report_obligation o join cycle c on c.id = o.cycle_id
     where c.period = $1 and ${which}`,
    [period],
  )
}

/** What came until the cycle was closed: four in five of the late ones, and those that were returned. */
async function reportLate(client: pg.Client, period: string): Promise<void> {
  await client.query(
    `update report_obligation o set state = 'accepted', submitted_at = o.due_on + 10, accepted_at = o.due_on + 12,
       latest_report_id = coalesce(o.latest_report_id, pg_temp.named('report' || o.id)),
       returns = o.returns + (o.latest_report_id is null)::int * 100
     from cycle c where c.id = o.cycle_id and c.period = $1 and o.state <> 'accepted' and pg_temp.rnd('late' || o.id) < 0.8`,
    [period],
  )
  await writeReports(client, period, 'o.returns = 100') // those that had none yet
  await client.query('update report_obligation set returns = 0 where returns = 100')
}

async function closeTasks(client: pg.Client, period: string, today: string): Promise<void> {
  await client.query(
    `update task set state = 'closed', closed_at = $2 where state = 'underway' and pg_temp.rnd('close' || $1 || id) < 0.03`,
    [period, `${today}T09:00:00Z`],
  )
}

/** The triggers were off: every task is to be judged. */
async function touchAll(client: pg.Client): Promise<void> {
  await client.query('insert into light_due (task_id) select id from task')
}
