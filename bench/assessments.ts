// A year of one province's sections assessed on real PostgreSQL, beside plain SQL that does only the averages: over the
// observations themselves, and over the sums of days that are kept.
//   node_modules/.bin/node bench/assessments.ts [SECTIONS] [HOURS BETWEEN DATA]      95 and 1 are ten million observations

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { startPostgres } from '../scripts/postgres.mjs'
import { loadGazetteer } from '../src/gazetteer/index.ts'
import { assessDue } from '../src/monitoring/index.ts'
import { type DatabaseHandle, migrate, openDatabase } from '../src/platform/database/index.ts'
import { printTable } from './report.ts'

const SECTIONS = Number(process.argv[2] ?? 95)
const HOURS = Number(process.argv[3] ?? 1)
/** Of the issue: a year of one province's sections, ten million observations. */
const LIMIT_SECONDS = 20
const PARAMETERS = [
  ...['dissolvedOxygen', 'permanganateIndex', 'cod', 'bod5', 'ammoniaNitrogen', 'totalPhosphorus', 'copper', 'zinc'],
  ...['fluoride', 'arsenic', 'lead', 'petroleum'],
]

const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-assessments-'))
const postgres = await startPostgres({ durable: true })
try {
  const database = await openDatabase({ url: postgres.url, dataFolder: folder })
  await migrate(database.kysely)
  await loadGazetteer(database)
  const [, generated] = await timed(() => generate(database))
  const observations = await count(database, 'observation')
  console.log(`${SECTIONS} sections, ${observations} observations, generated in ${generated.toFixed(1)} s`)

  const [, plain] = await timed(() =>
    query(
      database,
      sql`select datastream_id, date_trunc('month', time at time zone 'Asia/Shanghai'), avg(value::numeric)
      from observation group by 1, 2`,
    ),
  )
  const [, ofDays] = await timed(() =>
    query(
      database,
      sql`select datastream_id, date_trunc('month', day), sum(sum) / sum(count) from observation_days
      group by 1, 2 having sum(count) > 0`,
    ),
  )
  const [kept, first] = await timed(() => assessDue(database))
  await query(
    database,
    sql`insert into assessment_due (station_id, month)
    select s.id, m from station s, generate_series('2025-01-01'::date, '2025-12-01', '1 month') m`,
  )
  const [again, second] = await timed(() => assessDue(database))
  printTable([
    ['', 'seconds', 'assessments kept'],
    ['plain SQL: averages of the observations', plain.toFixed(2), ''],
    ['plain SQL: averages of the sums of days', ofDays.toFixed(2), ''],
    ['assessed: months, years, derivations', first.toFixed(2), String(kept)],
    ['assessed again, nothing new', second.toFixed(2), String(again)],
  ])
  // The work goes by sections and days, not by how dense the data are: the limit is that of so many sections.
  const limit = (LIMIT_SECONDS * SECTIONS) / 95
  console.log(`limit for ${SECTIONS} sections: ${limit.toFixed(2)} s — ${first <= limit ? 'met' : 'NOT met'}`)
  await database.close()
} finally {
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now()
  const result = await work()
  return [result, (performance.now() - started) / 1000]
}

function query(handle: DatabaseHandle, statement: ReturnType<typeof sql>) {
  return handle.asSystem((trx) => statement.execute(trx))
}

async function count(handle: DatabaseHandle, table: string): Promise<number> {
  const { rows } = await query(handle, sql`select count(*)::integer as count from ${sql.table(table)}`)
  return (rows[0] as { count: number }).count
}

/** Sections with one automatic station each, a year of values and the sums of days that writing them would have kept. */
async function generate(handle: DatabaseHandle): Promise<void> {
  await handle.asSystem(async (trx) => {
    await sql`insert into organization (id, kind, name, short_name, jurisdiction_code, origin, source)
      values ('0f000000-0000-4000-8000-000000000001', 'department', '测试监测中心', '监测中心', '450000', 'sample', 'bench')`.execute(
      trx,
    )
    await sql`insert into section (id, code, name, water, jurisdiction_code, organization_id)
      select gen_random_uuid(), 'B-' || n, '断面' || n, 'river', '450900', '0f000000-0000-4000-8000-000000000001'
      from generate_series(1, ${SECTIONS}::integer) n`.execute(trx)
    await sql`insert into section_term (section_id, river, target_class, valid_from)
      select id, '测试河', 'III', '2000-01-01' from section`.execute(trx)
    await sql`insert into station (id, code, name, kind, jurisdiction_code, organization_id)
      select gen_random_uuid(), code, name, 'surface_water', jurisdiction_code, organization_id from section`.execute(
      trx,
    )
    await sql`insert into station_place (station_id, location, jurisdiction_code, section_id, valid_from)
      select s.id, st_setsrid(st_makepoint(110, 22), 4490), s.jurisdiction_code, c.id, '2000-01-01'
      from station s join section c on c.code = s.code`.execute(trx)
    await sql`insert into datastream (station_id, parameter, origin, organization_id)
      select s.id, p, 'automatic', s.organization_id from station s, unnest(${PARAMETERS}::text[]) p`.execute(trx)
    await sql`select ensure_observation_month(m::date)
      from generate_series('2025-01-01'::date, '2025-12-01', '1 month') m`.execute(trx)
    await sql`insert into observation (time, value, datastream_id, batch_id)
      select t, round((case d.parameter when 'dissolvedOxygen' then 6 else 0.02 end * (1 + random()))::numeric, 4)::float8, d.id, 1
      from datastream d, generate_series('2025-01-01 00:00+08'::timestamptz, '2025-12-31 23:00+08',
        ${HOURS}::integer * interval '1 hour') t`.execute(trx)
    await sql`insert into observation_day (datastream_id, day, count, without, below, flagged, sum, lowest, highest)
      select datastream_id, (time at time zone 'Asia/Shanghai')::date, count(*), 0, 0, 0, sum(value::numeric), min(value), max(value)
      from observation group by 1, 2`.execute(trx)
    await sql`insert into assessment_due (station_id, month)
      select s.id, m from station s, generate_series('2025-01-01'::date, '2025-12-01', '1 month') m
      on conflict do nothing`.execute(trx)
  })
}
