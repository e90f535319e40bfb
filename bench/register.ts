// The register's list endpoint at 100,000 commitments beside the bare SQL that it runs, on real PostgreSQL in one run.
//   node_modules/.bin/node bench/register.ts [COMMITMENTS] [SECONDS]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import autocannon from 'autocannon'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { listCommitments } from '../src/plan/registerStore.ts'
import type { RegisterQuery } from '../src/plan/schemas.ts'
import type { Database, Trx } from '../src/platform/database/index.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { announced, signInAsOffice } from './client.ts'
import { growRegister } from './registerData.ts'
import { printTable } from './report.ts'

const COMMITMENTS = Number(process.argv[2] ?? 100_000)
const SECONDS = Number(process.argv[3] ?? 10)
const AT_ONCE = 10

const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-'))
const postgres = await startPostgres({ durable: true })
const server = spawn(
  process.execPath,
  [fileURLToPath(new URL('../test/faults/victim.ts', import.meta.url)), folder, postgres.url],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
try {
  const { address, signInUrl } = await announced(server.stdout)
  const cookie = await signInAsOffice(address, signInUrl)
  const database = await openDatabase({ url: postgres.url, dataFolder: folder })
  const started = performance.now()
  const units = await growRegister(database, COMMITMENTS)
  console.log(`${COMMITMENTS} commitments written in ${((performance.now() - started) / 1000).toFixed(0)} s`)
  await database.close()

  const rows = [['filter', 'total', '', 'requests/s', 'p50', 'p99', 'of the bare SQL']]
  for (const { label, query } of [
    { label: 'the unit named most', query: { unit: units.most } },
    { label: 'a unit in the middle', query: { unit: units.middle } },
    { label: 'no filter', query: {} },
  ]) {
    const { text, parameters } = await statementOf(query)
    const bare = await bareRun(text, parameters)
    const through = await serverRun(address, cookie, query)
    const share = through.perSecond / bare.perSecond
    const milliseconds = (value: number) => `${value.toFixed(1)} ms`
    rows.push([
      label,
      String(bare.total),
      'bare SQL',
      bare.perSecond.toFixed(0),
      milliseconds(bare.p50),
      milliseconds(bare.p99),
      '',
    ])
    rows.push([
      '',
      '',
      'GET',
      through.perSecond.toFixed(0),
      milliseconds(through.p50),
      milliseconds(through.p99),
      `${(share * 100).toFixed(0)} %`,
    ])
  }
  console.log(`${AT_ONCE} at once, ${SECONDS} s each, page of 50 with total, sorted by the order of the text`)
  printTable(rows)
} finally {
  server.kill('SIGKILL')
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

/** The very statement that the list endpoint sends for a query. */
async function statementOf(query: RegisterQuery): Promise<{ text: string; parameters: readonly unknown[] }> {
  const statements: { text: string; parameters: readonly unknown[] }[] = []
  const pool = new pg.Pool({ connectionString: postgres.url, max: 1 })
  const kysely = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql: text, parameters } }) => void statements.push({ text, parameters }),
  })
  await listCommitments(kysely as Trx, { ...query, limit: 50 })
  await kysely.destroy()
  const [statement] = statements
  if (!statement) throw new Error('The list endpoint sent no statement.')
  return statement
}

/** The statement through `pg` alone: no transaction, no policies, no HTTP, no JSON of the answer. */
async function bareRun(text: string, parameters: readonly unknown[]) {
  const pool = new pg.Pool({ connectionString: postgres.url, max: AT_ONCE })
  const latencies: number[] = []
  const ask = async () => {
    const asked = performance.now()
    const { rows } = await pool.query(text, [...parameters])
    latencies.push(performance.now() - asked)
    return Number(rows[0]?.total ?? 0)
  }
  const total = await ask()
  for (const until of [performance.now() + 1500, performance.now() + 1500 + SECONDS * 1000]) {
    latencies.length = 0
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        while (performance.now() < until) await ask()
      }),
    )
  }
  await pool.end()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN
  return { total, perSecond: latencies.length / SECONDS, p50: at(0.5), p99: at(0.99) }
}

async function serverRun(address: string, cookie: string, query: RegisterQuery) {
  const url = `${address}/api/v1/commitments?${new URLSearchParams({ ...(query as Record<string, string>), limit: '50' })}`
  const options = { url, connections: AT_ONCE, headers: { cookie } }
  await autocannon({ ...options, duration: 2 })
  const result = await autocannon({ ...options, duration: SECONDS })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were no success`)
  return { perSecond: result['2xx'] / result.duration, p50: result.latency.p50, p99: result.latency.p99 }
}
