// Search in all documents as one types, over generated provisions (alignmentData.ts).
//   node_modules/.bin/node bench/search.ts [PROVISIONS]          through a server on real PostgreSQL, 1,000,000 by default
//   node_modules/.bin/node bench/search.ts growth [PROVISIONS …] the index alone at 10,000, 100,000 and 1,000,000
//   node_modules/.bin/node bench/search.ts renewal [PROVISIONS]  searches while the index is made anew, 100,000 by default
//   node_modules/.bin/node bench/search.ts postgres [PROVISIONS] beside PostgreSQL's GIN index of pairs, 100,000 by default
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { termsOf } from '../src/plan/search.ts'
import { openDatabase } from '../src/platform/database/index.ts'
import { fold } from '../src/platform/words.ts'
import type { SearchAnswer } from '../src/search/schemas.ts'
import { SearchIndex } from '../src/search/searchIndex.ts'
import { SearchThread } from '../src/search/searchThread.ts'
import type { IndexedDocument, IndexQuery } from '../src/search/types.ts'
import { announced, signInAsOffice } from './client.ts'
import { printTable } from './report.ts'
import { fillDocuments, keystrokes, phrases, searchedDocuments } from './searchData.ts'

/** Phrases that are typed, each a character at a time, and compared with a scan of everything. */
const PHRASES = 200
const PAGE = 10
const TIMES = ['p50', 'p95', 'p99', 'longest']

const [first, ...rest] = process.argv.slice(2)
if (first === 'one') process.stdout.write(JSON.stringify(await alone(Number(rest[0]))))
else if (first === 'growth') growth(rest.length > 0 ? rest.map(Number) : [10_000, 100_000, 1_000_000])
else if (first === 'renewal') await renewal(Number(rest[0] ?? 100_000))
else if (first === 'postgres') await besidePostgres(Number(rest[0] ?? 100_000))
else await throughServer(Number(first ?? 1_000_000))

interface Outcome {
  provisions: number
  characters: number
  perSecond: number
  /** Of the last tenth: what is there does not slow down what comes. */
  lastPerSecond: number
  bytes: number
  asked: number
  times: number[]
  /** Of the processor: what others do on the machine is not in it. */
  ownTimes: number[]
  recall: number
  exact: number
}

function growth(sizes: readonly number[]): void {
  const rows = [
    [
      'provisions',
      'characters each',
      'indexed/s',
      'of the last tenth',
      'bytes each',
      'asked',
      ...TIMES,
      'recall',
      'exact',
    ],
  ]
  for (const size of sizes) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--max-old-space-size=4000', fileURLToPath(import.meta.url), 'one', String(size)],
      { encoding: 'utf8', maxBuffer: 1 << 26 },
    )
    if (status !== 0) throw new Error(stderr)
    const one = JSON.parse(stdout) as Outcome
    rows.push([
      String(one.provisions),
      (one.characters / one.provisions).toFixed(0),
      one.perSecond.toFixed(0),
      one.lastPerSecond.toFixed(0),
      (one.bytes / one.provisions).toFixed(0),
      String(one.asked),
      ...timesOf(one.times),
      ...timesOf(one.ownTimes).slice(0, 2),
      one.recall.toFixed(3),
      one.exact.toFixed(3),
    ])
  }
  printTable(rows)
}

function queryOf(typed: string, limit: number): IndexQuery {
  return { groups: termsOf(typed).map((term) => [term]), organizationId: 'bench', limit }
}

/** The index in this process: adding, asking, and each answer beside a scan of all texts. */
async function alone(size: number): Promise<Outcome> {
  const asked = await phrases(PHRASES)
  const index = new SearchIndex()
  const numbers = new Map<string, number>()
  let [spent, last, count, lastCount, characters] = [0, 0, 0, 0, 0]
  const terms = asked.map(termsOf)
  const expected = asked.map((): number[] => [])
  for await (const document of searchedDocuments(size)) {
    numbers.set(document.id, count)
    const started = performance.now()
    index.put(document)
    const took = performance.now() - started
    spent += took
    // Beside the index, every text is read for every phrase.
    for (const [position, { text }] of document.provisions.entries()) {
      const folded = fold(text)
      for (const [at, all] of terms.entries())
        if (all.every((term) => folded.includes(term))) expected[at]?.push(count + position)
    }
    count += document.provisions.length
    characters += document.provisions.reduce((sum, { text }) => sum + text.length, 0)
    if (count > size * 0.9) {
      last += took
      lastCount += document.provisions.length
    }
  }
  const typed = asked.flatMap(keystrokes)
  for (const one of typed.slice(0, 200)) index.search(queryOf(one, PAGE))
  const ownTimes: number[] = []
  const times = typed.map((one) => {
    const [started, own] = [performance.now(), process.cpuUsage()]
    index.search(queryOf(one, PAGE))
    const { user, system } = process.cpuUsage(own)
    ownTimes.push((user + system) / 1000)
    return performance.now() - started
  })
  let [recall, exact] = [0, 0]
  for (const [at, phrase] of asked.entries()) {
    const all = index.search(queryOf(phrase, size))
    const found = new Set(all.hits.map(({ documentId, position }) => (numbers.get(documentId) ?? 0) + position))
    const wanted = expected[at] ?? []
    const held = wanted.filter((number) => found.has(number)).length
    recall += wanted.length === 0 ? 1 : held / wanted.length
    if (held === wanted.length && found.size === wanted.length) exact++
  }
  return {
    provisions: count,
    characters,
    perSecond: (count / spent) * 1000,
    lastPerSecond: (lastCount / last) * 1000,
    bytes: index.bytes,
    asked: typed.length,
    times,
    ownTimes,
    recall: recall / asked.length,
    exact: exact / asked.length,
  }
}

/** Every document gets a new version, until more is gone than is left; meanwhile somebody types. */
async function renewal(size: number): Promise<void> {
  const thread = new SearchThread()
  const documents: IndexedDocument[] = []
  for await (const document of searchedDocuments(size)) documents.push(document)
  for (const document of documents) await thread.ask('put', { documents: [document] })
  const typed = (await phrases(PHRASES)).flatMap(keystrokes)
  const times: { replaced: number; took: number }[] = []
  let [replaced, next, isDone] = [0, 0, false]
  const typing = (async () => {
    while (!isDone) {
      const [started, before] = [performance.now(), replaced]
      await thread.ask('search', queryOf(typed[next++ % typed.length] ?? '', PAGE))
      times.push({ replaced: before, took: performance.now() - started })
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  const again = [...documents, ...documents.slice(0, Math.ceil(documents.length / 5))]
  for (const [at, document] of again.entries()) {
    await thread.ask('put', { documents: [{ ...document, version: at < documents.length ? 2 : 3 }] })
    replaced++
  }
  // What is still being made anew comes to its end.
  for (let quiet = 0; quiet < 200; quiet++) await new Promise((resolve) => setTimeout(resolve, 5))
  isDone = true
  await typing
  await thread.close()
  const worst = times.reduce((most, one) => (one.took > most.took ? one : most))
  console.log(
    `${size} provisions, ${again.length} documents replaced; the longest wait after ${worst.replaced} of them`,
  )
  printTable([
    ['searches meanwhile', ...TIMES],
    [String(times.length), ...timesOf(times.map(({ took }) => took))],
  ])
}

/** Everything on the way: HTTP, session, policies, the index in its thread, snippets from the database. */
async function throughServer(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-'))
  const postgres = await startPostgres()
  const server = spawn(
    process.execPath,
    [fileURLToPath(new URL('../test/faults/victim.ts', import.meta.url)), folder, postgres.url],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const { address, signInUrl } = await announced(server.stdout)
    const cookie = await signInAsOffice(address, signInUrl)
    const ask = async (typed: string): Promise<SearchAnswer> => {
      const answer = await fetch(`${address}/api/v1/search?${new URLSearchParams({ q: typed, limit: String(PAGE) })}`, {
        headers: { cookie },
      })
      if (!answer.ok) throw new Error(`Searching answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()) as SearchAnswer
    }
    const typed = (await phrases(PHRASES)).flatMap(keystrokes)
    await ask('港口')
    const before = residentOf(server.pid)
    let started = performance.now()
    const database = await openDatabase({ url: postgres.url, dataFolder: folder })
    await fillDocuments(database, size)
    await database.close()
    console.log(`${size} provisions written in ${seconds(started)}`)
    started = performance.now()
    while ((await ask('港口')).indexed !== null) await new Promise((resolve) => setTimeout(resolve, 500))
    const each = (residentOf(server.pid) - before) / size
    console.log(
      `read into the index in ${seconds(started)}; the server has grown by ${each.toFixed(0)} bytes a provision`,
    )

    for (const one of typed.slice(0, 200)) await ask(one)
    const rows = [['at once', 'keystrokes', 'requests/s', ...TIMES]]
    for (const atOnce of [1, 4]) {
      const times: number[] = []
      let next = 0
      started = performance.now()
      await Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (next < typed.length) {
            const one = typed[next++] ?? ''
            const begun = performance.now()
            await ask(one)
            times.push(performance.now() - begun)
          }
        }),
      )
      const perSecond = (typed.length / (performance.now() - started)) * 1000
      rows.push([String(atOnce), String(typed.length), perSecond.toFixed(0), ...timesOf(times)])
    }
    printTable(rows)
  } finally {
    server.kill('SIGKILL')
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The same keystrokes to the mechanism of the register's search: pairs of characters in a GIN index, then the words. */
async function besidePostgres(size: number): Promise<void> {
  const postgres = await startPostgres()
  const client = new pg.Client({ connectionString: postgres.url })
  try {
    await client.connect()
    await client.query(
      'create table searched (number serial primary key, folded text not null, pairs integer[] not null)',
    )
    const index = new SearchIndex()
    for await (const document of searchedDocuments(size)) {
      index.put(document)
      const texts = document.provisions.map(({ text }) => fold(text))
      await client.query(
        `insert into searched (folded, pairs) select one ->> 'text', array(select json_array_elements_text(one -> 'pairs')::int)
          from json_array_elements($1::json) one`,
        [JSON.stringify(texts.map((text) => ({ text, pairs: pairsOf(text) })))],
      )
    }
    await client.query('create index on searched using gin (pairs)')
    await client.query('vacuum analyze searched')
    const { rows: sizes } = await client.query(`select pg_total_relation_size('searched') as bytes`)
    const typed = (await phrases(PHRASES)).flatMap(keystrokes)
    const ofIndex: number[] = []
    const ofPostgres: number[] = []
    let same = 0
    for (const one of typed) {
      const terms = termsOf(one)
      let started = performance.now()
      const { total } = index.search(queryOf(one, PAGE))
      ofIndex.push(performance.now() - started)
      started = performance.now()
      // All of them are counted, as facets and totals ask for.
      const { rows } = await client.query(
        `select count(*)::int as total, max(number) from searched
          where pairs @> $1 and not exists (select from unnest($2::text[]) term where position(term in folded) = 0)`,
        [[...new Set(terms.flatMap(pairsOf))], terms],
      )
      ofPostgres.push(performance.now() - started)
      if (rows[0]?.total === total) same++
    }
    console.log(`${size} provisions, ${typed.length} keystrokes, the same total in ${same}`)
    printTable([
      ['', 'bytes each', ...TIMES],
      ['index in typed arrays', (index.bytes / size).toFixed(0), ...timesOf(ofIndex)],
      ['PostgreSQL, GIN of pairs', (Number(sizes[0]?.bytes) / size).toFixed(0), ...timesOf(ofPostgres)],
    ])
  } finally {
    await client.end()
    await postgres.stop()
  }
}

function pairsOf(text: string): number[] {
  const pairs = new Set<number>()
  for (let at = 1; at < text.length; at++) pairs.add((text.charCodeAt(at - 1) << 16) | text.charCodeAt(at) | 0)
  return [...pairs]
}

function timesOf(times: readonly number[]): string[] {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return [0.5, 0.95, 0.99, 1].map((share) => `${at(share).toFixed(1)} ms`)
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`
}

/** Bytes of a process that are in memory. */
function residentOf(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
}
