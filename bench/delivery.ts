// Four years of delivery on real PostgreSQL: the cockpit's figures beside an independent recount, and how long cockpit and
// desk take for many users at once, beside the bare SQL of the cockpit.
//   node_modules/.bin/node bench/delivery.ts [TASKS] [CYCLES] [SECONDS]

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import autocannon from 'autocannon'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import type { Cockpit } from '../src/delivery/cockpit/schemas.ts'
import { loadCockpit } from '../src/delivery/cockpit/store.ts'
import { loadGazetteer } from '../src/gazetteer/index.ts'
import { type Database, migrate, openDatabase, type Trx } from '../src/platform/database/index.ts'
import { simulate } from './deliveryData.ts'
import { printTable } from './report.ts'

const TASKS = Number(process.argv[2] ?? 20_000)
const CYCLES = Number(process.argv[3] ?? 8)
const SECONDS = Number(process.argv[4] ?? 10)
const AT_ONCE = 20
/** Of the issue: p95 in ms at 20 users on 2 cores. */
const LIMITS = { cockpit: 150, desk: 60 }
/** What others write meanwhile: an answer stands until something was committed. With 200 nearly each is worked out anew. */
const COMMITS = [0, 2, 200]

const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-delivery-'))
const postgres = await startPostgres({ durable: true })
let server: ReturnType<typeof spawn> | undefined
try {
  const database = await openDatabase({ url: postgres.url, dataFolder: folder })
  await migrate(database.kysely)
  await loadGazetteer(database)
  const started = performance.now()
  const simulation = await simulate(database, postgres.url, { tasks: TASKS, cycles: CYCLES }, (step) =>
    console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(4)} s  ${step}`),
  )
  const pool = new pg.Pool({ connectionString: postgres.url, max: AT_ONCE })
  const sizes = await pool.query(`select (select count(*) from organization where source = 'bench/delivery') as units,
    (select count(*) from task) as tasks, (select count(*) from cycle) as cycles, (select count(*) from report_obligation) as obligations,
    (select count(*) from report) as reports, (select count(*) from light_change) as changes,
    (select count(*) from light_count) as cells`)
  console.log(sizes.rows[0], `generated in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  const most = simulation.refreshes.filter(({ judged }) => judged >= TASKS)
  const rate = most.reduce((sum, one) => sum + one.judged, 0) / most.reduce((sum, one) => sum + one.seconds, 0)
  console.log(
    `lights: ${rate.toFixed(0)} tasks/s; a refresh of all ${TASKS}: ${(TASKS / rate).toFixed(1)} s on average of ${most.length}`,
  )

  server = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('./deliveryServer.ts', import.meta.url)),
      folder,
      postgres.url,
      simulation.today,
      simulation.office,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const { address, cookies } = await announced(server)
  const answer = await fetch(`${address}/api/v1/cockpit`, { headers: { cookie: cookies.office } })
  const cockpit = (await answer.json()) as Cockpit
  const recounted = await recount(pool)
  const told = figuresOf(cockpit)
  if (!isDeepStrictEqual(told, recounted)) {
    console.error(JSON.stringify(told), JSON.stringify(recounted))
    throw new Error('The cockpit does not say what a recount says.')
  }
  console.log(
    `cockpit = recount in plain SQL: ${Object.keys(told).length} figures, e.g. ${JSON.stringify(cockpit.lights)}; trend ${JSON.stringify(cockpit.trend?.before)}`,
  )

  const place = cockpit.places.find(({ level }) => level === 'city')?.code ?? '450100'
  const programme = cockpit.programmes[0]?.id ?? ''
  const rows = [['', 'requests/s', 'p50', 'p95', 'p99', 'limit (p95)']]
  for (const { label, query } of [
    { label: 'cockpit', query: {} },
    { label: 'cockpit of a city', query: { place } },
    { label: 'cockpit of a programme', query: { programme } },
  ]) {
    const statement = await statementOf(pool, query)
    rows.push(rowOf(`${label}, bare SQL`, await bareRun(pool, statement), ''))
    const search = new URLSearchParams(query as Record<string, string>)
    for (const writes of COMMITS)
      rows.push(
        rowOf(
          `${label}, GET, ${writes} commits/s`,
          await whileWriting(pool, writes, () => serverRun(`${address}/api/v1/cockpit?${search}`, cookies.others)),
          `${LIMITS.cockpit} ms`,
        ),
      )
  }
  for (const writes of COMMITS)
    rows.push(
      rowOf(
        `desk, GET, ${writes} commits/s`,
        await whileWriting(pool, writes, () => serverRun(`${address}/api/v1/desk`, cookies.others)),
        `${LIMITS.desk} ms`,
      ),
    )
  console.log(
    `${AT_ONCE} units at once, ${SECONDS} s each, ${availableParallelism()} cores for the load, the server and PostgreSQL together`,
  )
  printTable(rows)
  await pool.end()
  await database.close()
} finally {
  server?.kill('SIGKILL')
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** All figures of the cockpit by name. */
function figuresOf({ lights, grades, places, chapters, trend }: Cockpit): Record<string, number> {
  const figures: [string, number][] = []
  for (const [light, n] of Object.entries(lights)) figures.push([`all ${light}`, n])
  for (const [grade, n] of Object.entries(grades)) figures.push([`grade ${grade}`, n])
  for (const one of places)
    for (const [light, n] of Object.entries(one.lights)) figures.push([`place ${one.code} ${light}`, n])
  for (const one of chapters)
    for (const [light, n] of Object.entries(one.lights))
      figures.push([`chapter ${one.programmeId} ${one.chapter} ${light}`, n])
  for (const [light, n] of Object.entries(trend?.before ?? {})) figures.push([`before ${light}`, n])
  return Object.fromEntries(figures.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** The same figures from tasks, assignments, lights and their changes; no kept count is looked at. */
async function recount(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ figure: string; n: string }>(`
    with lit as (select t.id, t.programme_id, t.chapter, l.light, l.grade from task t join task_light l on l.task_id = t.id),
    placed as (
      select distinct a.task_id, p.code from task_assignment a join organization o on o.id = a.organization_id,
        lateral (values (left(o.jurisdiction_code, 2) || '0000'), (left(o.jurisdiction_code, 4) || '00')) p (code)
      where a.ended_on is null
    ), last_close as (
      select programme_id, max(closed_at) as closed_at from cycle where closed_at is not null group by programme_id
    ), before as (
      select distinct on (t.id) t.id, h.light from task t join last_close c on c.programme_id = t.programme_id
        join light_change h on h.task_id = t.id and h.at <= c.closed_at order by t.id, h.at desc, h.seq desc
    )
    select 'all ' || light as figure, count(*) as n from lit group by light
    union all select 'grade ' || grade, count(*) from lit group by grade
    union all select 'place ' || code || ' ' || light, count(*) from lit join placed on placed.task_id = lit.id group by code, light
    union all select 'chapter ' || programme_id || ' ' || chapter || ' ' || light, count(*) from lit group by programme_id, chapter, light
    union all select 'before ' || light, count(*) from before group by light`)
  return Object.fromEntries(
    rows.map(({ figure, n }): [string, number] => [figure, Number(n)]).sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}

/** The very statement that the cockpit sends. */
async function statementOf(pool: pg.Pool, query: object): Promise<{ text: string; parameters: readonly unknown[] }> {
  const statements: { text: string; parameters: readonly unknown[] }[] = []
  const kysely = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql: text, parameters } }) => void statements.push({ text, parameters }),
  })
  // Without an actor the statement refuses; what it was is all that is wanted here.
  await loadCockpit(kysely as Trx, query).catch(() => {})
  const [statement] = statements
  if (!statement) throw new Error('The cockpit sent no statement.')
  return { ...statement, text: statement.text.replace(/where \(select actor_must\([^)]*\)\) is not null/, '') }
}

interface Run {
  perSecond: number
  p50: number
  p95: number
  p99: number
}

/** The statement through `pg` alone: no transaction, no policies, no HTTP. */
async function bareRun(
  pool: pg.Pool,
  { text, parameters }: { text: string; parameters: readonly unknown[] },
): Promise<Run> {
  const latencies: number[] = []
  for (const seconds of [1.5, SECONDS]) {
    latencies.length = 0
    const until = performance.now() + seconds * 1000
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (performance.now() < until) {
          const asked = performance.now()
          await pool.query({ name: 'cockpit', text, values: [...parameters] })
          latencies.push(performance.now() - asked)
        }
      }),
    )
  }
  return runOf(latencies)
}

/** The run while others commit, at most so many times a second. */
async function whileWriting(pool: pg.Pool, perSecond: number, run: () => Promise<Run>): Promise<Run> {
  if (perSecond === 0) return run()
  const commits = setInterval(() => void pool.query('select pg_current_xact_id()'), 1000 / perSecond)
  try {
    return await run()
  } finally {
    clearInterval(commits)
  }
}

/** As many connections as users; each signs in as the next of these. */
async function serverRun(url: string, cookies: readonly string[]): Promise<Run> {
  const latencies: number[] = []
  for (const duration of [2, SECONDS]) {
    latencies.length = 0
    await new Promise<void>((done, fail) => {
      let clients = 0
      const setupClient = (client: autocannon.Client) =>
        client.setHeaders({ cookie: cookies[clients++ % cookies.length] ?? '' })
      const run = autocannon({ url, connections: AT_ONCE, setupClient, duration }, (error) =>
        error ? fail(error) : done(),
      )
      run.on('response', (_client, status, _bytes, milliseconds) => {
        if (status === 200) latencies.push(milliseconds)
        else fail(new Error(`${url} answered ${status}`))
      })
    })
  }
  return runOf(latencies)
}

function runOf(latencies: number[]): Run {
  latencies.sort((one, other) => one - other)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { perSecond: latencies.length / SECONDS, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function rowOf(label: string, { perSecond, p50, p95, p99 }: Run, limit: string): string[] {
  const milliseconds = (value: number) => `${value.toFixed(1)} ms`
  return [label, perSecond.toFixed(0), milliseconds(p50), milliseconds(p95), milliseconds(p99), limit]
}

async function announced(child: ReturnType<typeof spawn>) {
  if (!child.stdout) throw new Error('The server has no output.')
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('{"address"'))
      return JSON.parse(line) as { address: string; cookies: { office: string; others: string[] } }
  throw new Error('The server did not start.')
}
