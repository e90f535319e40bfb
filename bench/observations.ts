// Observations a second by CSV upload and by SensorThings data arrays, beside COPY of the same rows into the same table, on
// real PostgreSQL in one run; then the reads that users of SensorThings servers ask for, while the table grows.
//   node_modules/.bin/node bench/observations.ts [ROWS …]            (1000000; 1000000 10000000 100000000 for the curve)
// QUNCE_BENCH_STREAMS says over how many datastreams the rows spread (1000), QUNCE_BENCH_BATCH how many rows a request of
// SensorThings has (5000), QUNCE_BENCH_HTTP_ROWS how many rows are sent that way at most (1000000), QUNCE_BENCH_SHAPES in
// which orders rows come (stations,hours).

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, openAsBlob, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { startPostgres } from '../scripts/postgres.mjs'
import { announced, signInAsOffice } from './client.ts'
import { type Grid, gridOf, rowsOf, type Shape, tellStations } from './observationsData.ts'
import { printTable } from './report.ts'

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000_000]
const STREAMS = Number(process.env.QUNCE_BENCH_STREAMS ?? 1000)
const BATCH = Number(process.env.QUNCE_BENCH_BATCH ?? 5000)
const HTTP_ROWS = Number(process.env.QUNCE_BENCH_HTTP_ROWS ?? 1_000_000)
const SHAPES = (process.env.QUNCE_BENCH_SHAPES ?? 'stations,hours').split(',') as Shape[]
const ROWS_A_FILE = 2_000_000
const SENDERS = 2

const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-observations-'))
const postgres = await startPostgres({ durable: true })
const server = spawn(
  process.execPath,
  [fileURLToPath(new URL('../test/faults/victim.ts', import.meta.url)), folder, postgres.url],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const client = new pg.Client({ connectionString: postgres.url })
try {
  const { address, signInUrl } = await announced(server.stdout)
  const cookie = await signInAsOffice(address, signInUrl)
  await client.connect()
  const organizationId = await organizationOf(address, cookie)
  const headers = { cookie, origin: address }

  const writes = [['rows', 'in the order of', 'way in', 'seconds', 'rows/s', 'of COPY']]
  const reads = [
    ['rows', 'newest of all', 'means by month of all', 'means by day of one', 'means by hour of one', 'while loading'],
  ]
  for (const rows of SIZES) {
    for (const shape of SHAPES) {
      const grid = gridOf(rows, STREAMS)
      const ids = await tellStations(client, organizationId, grid)
      const copied = await timed(() => copyAll(grid, shape, ids), grid)
      const line = (way: string, { seconds, count }: Run) =>
        writes.push([
          String(grid.rows),
          shape,
          way,
          seconds.toFixed(2),
          (count / seconds).toFixed(0),
          `${((100 * (count / seconds)) / (copied.count / copied.seconds)).toFixed(0)} %`,
        ])
      line('COPY', copied)
      line('CSV upload', await timed(() => uploadAll(address, headers, grid, shape), grid))
      if (shape === SHAPES[0]) reads.push([String(grid.rows), ...(await readAll(address, headers, ids))])
      const few = gridOf(Math.min(rows, HTTP_ROWS), STREAMS)
      line('SensorThings', await timed(() => sendAll(address, headers, few, shape, ids), few))
    }
  }
  printTable(writes)
  printTable(reads)
} finally {
  await client.end()
  server.kill('SIGTERM')
  await once(server, 'exit')
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

interface Run {
  seconds: number
  count: number
}

/** Empties the tables, writes what lies in memory to disk, and takes the time. */
async function timed(work: () => Promise<number>, { months }: Grid): Promise<Run> {
  await client.query('truncate observation, observation_day, observation_month, assessment_due')
  await client.query('delete from observation_conflict')
  await client.query(`update observation_latest set time = null, value = null, batch_id = null, qualifier = null, flag = null,
    first_time = null, observations = 0, seen = 0, typical = 0, spread = 0, day = null, day_count = 0, day_without = 0,
    day_below = 0, day_flagged = 0, day_sum = 0, day_lowest = null, day_highest = null, month = null, month_count = 0,
    month_without = 0, month_below = 0, month_flagged = 0, month_sum = 0, month_lowest = null, month_highest = null`)
  await client.query('vacuum analyze observation_latest')
  for (const month of months) await client.query('select ensure_observation_month($1)', [month])
  await client.query('checkpoint')
  const started = performance.now()
  const seconds = await work()
  const count = Number((await client.query('select count(*) as n from observation')).rows[0]?.n)
  return { seconds: seconds > 0 ? seconds : (performance.now() - started) / 1000, count }
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}

/** The peer: COPY as its manual has it, of rows that are ready, in a transaction for each file of ours. */
async function copyAll(grid: Grid, shape: Shape, ids: readonly number[]): Promise<number> {
  let seconds = 0
  for (let begin = 0; begin < grid.rows; begin += ROWS_A_FILE) {
    const portions: Buffer[] = []
    let text = ''
    for (const { stream, time, value } of rowsOf(grid, shape, begin, begin + ROWS_A_FILE)) {
      text += `${time}+08\t${value}\t${ids[stream]}\t1\t0\t0\n`
      if (text.length < 1_000_000) continue
      portions.push(Buffer.from(text))
      text = ''
    }
    portions.push(Buffer.from(text))
    const started = performance.now()
    const stream = client.query(
      from('copy observation (time, value, datastream_id, batch_id, qualifier, flag) from stdin'),
    )
    const done = once(stream, 'finish')
    for (const portion of portions) if (!stream.write(portion)) await once(stream, 'drain')
    stream.end()
    await done
    seconds += secondsSince(started)
  }
  return seconds
}

/** Ours: files of CSV that lie on disk, uploaded by a form, until the answer says that all of it is committed. */
async function uploadAll(address: string, headers: Record<string, string>, grid: Grid, shape: Shape): Promise<number> {
  let seconds = 0
  for (let begin = 0; begin < grid.rows; begin += ROWS_A_FILE) {
    const path = join(folder, 'table.csv')
    const file = createWriteStream(path)
    file.write('站点编码,监测时间,监测项目,监测值,单位\n')
    let text = ''
    for (const { code, parameter, time, value } of rowsOf(grid, shape, begin, begin + ROWS_A_FILE)) {
      text += `${code},${time},${parameter},${value},mg/L\n`
      if (text.length < 1_000_000) continue
      if (!file.write(text)) await once(file, 'drain')
      text = ''
    }
    file.end(text)
    await once(file, 'finish')
    const form = new FormData()
    form.set('origin', 'automatic')
    form.set('file', await openAsBlob(path), 'table.csv')
    const started = performance.now()
    const answer = await fetch(`${address}/api/v1/observations/uploads`, { method: 'POST', headers, body: form })
    if (!answer.ok) throw new Error(`The upload answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
    await answer.json()
    seconds += secondsSince(started)
  }
  return seconds
}

/** Ours: data arrays, by two senders at once that share the datastreams between them. */
async function sendAll(
  address: string,
  headers: Record<string, string>,
  grid: Grid,
  shape: Shape,
  ids: readonly number[],
): Promise<number> {
  const bodies: string[][] = Array.from({ length: SENDERS }, () => [])
  const waiting = Array.from({ length: SENDERS }, () => new Map<number, [string, number][]>())
  const held = new Array<number>(SENDERS).fill(0)
  const flush = (sender: number) => {
    const groups = [...(waiting[sender] ?? [])].map(([stream, dataArray]) => ({
      Datastream: { '@iot.id': ids[stream] },
      components: ['phenomenonTime', 'result'],
      dataArray,
    }))
    if (groups.length > 0) bodies[sender]?.push(JSON.stringify(groups))
    waiting[sender]?.clear()
    held[sender] = 0
  }
  for (const { stream, time, value } of rowsOf(grid, shape, 0, grid.rows)) {
    const sender = stream % SENDERS
    const rows = waiting[sender]?.get(stream) ?? []
    rows.push([`${time.replace(' ', 'T')}+08:00`, Number(value)])
    waiting[sender]?.set(stream, rows)
    held[sender] = (held[sender] ?? 0) + 1
    if (held[sender] >= BATCH) flush(sender)
  }
  for (let sender = 0; sender < SENDERS; sender++) flush(sender)
  const started = performance.now()
  await Promise.all(
    bodies.map(async (own) => {
      for (const body of own) {
        const answer = await fetch(`${address}/sensorthings/v1.1/CreateObservations`, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body,
        })
        const links = await answer.text()
        if (!answer.ok || links.includes('"error')) throw new Error(`CreateObservations: ${links.slice(0, 500)}`)
      }
    }),
  )
  return secondsSince(started)
}

/** Milliseconds of each read at its second call, and of the newest values while a file is being loaded. */
async function readAll(address: string, headers: Record<string, string>, ids: readonly number[]): Promise<string[]> {
  const times: string[] = []
  const get = async (path: string) => {
    const started = performance.now()
    const answer = await fetch(`${address}/api/v1/observations${path}`, { headers })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
    await answer.arrayBuffer()
    return performance.now() - started
  }
  for (const path of [
    '/latest',
    '/means?by=month&from=2024-01-01&to=2025-12-31',
    `/means?by=day&from=2024-01-01&to=2024-12-31&datastream=${ids[0]}`,
    `/means?by=hour&from=2024-01-01&to=2024-01-31&datastream=${ids[0]}`,
  ]) {
    await get(path)
    times.push(`${(await get(path)).toFixed(0)} ms`)
  }
  const again = gridOf(500_000, STREAMS, '2023-01-01')
  const loading = uploadAll(address, headers, again, 'stations')
  const slow: number[] = []
  let isLoading = true
  void loading.finally(() => {
    isLoading = false
  })
  while (isLoading) slow.push(await get(`/means?by=day&from=2024-01-01&to=2024-12-31&datastream=${ids[0]}`))
  await loading
  return [...times, `${Math.max(...slow).toFixed(0)} ms at most`]
}

async function organizationOf(address: string, cookie: string): Promise<string> {
  const session = await fetch(`${address}/api/v1/session`, { headers: { cookie } })
  const { actor } = (await session.json()) as { actor: { organizationId: string } }
  return actor.organizationId
}
