// Indexing and aligning generated provisions beside full-text engines: the same words, the same questions, one process
// for each engine.
//   node_modules/.bin/node bench/alignment.ts [PROVISIONS] [ENGINE …]      100,000 of all engines by default
//   QUNCE_BENCH_QUESTIONS, _SECONDS (of aligning), _LIMIT (seconds for one engine) make it shorter
//   node_modules/.bin/node bench/alignment.ts growth                       ours alone at 10,000, 100,000 and 1,000,000
// The peers are looked for in QUNCE_PEERS (default /tmp/peers); one that is not there is left out with a message.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ProvisionIndex } from '../src/alignment/provisionIndex.ts'
import { type Entry, generatedDocuments, haystack, type Question } from './alignmentData.ts'
import { ENGINES, type Engine } from './alignmentEngines.ts'
import { printTable } from './report.ts'

/** Searching stops after so many seconds; the rate is that of what was asked by then. */
const SECONDS = Number(process.env.QUNCE_BENCH_SECONDS ?? 20)
/** Questions with known answers of each kind: the same for every engine, however long it takes. */
const QUESTIONS = Number(process.env.QUNCE_BENCH_QUESTIONS ?? 50)
/** Milliseconds of searching that are not measured. */
const WARM_UP = 2000
const MEMORY_MB = 9000
/** Seconds after which an engine is left out, whatever it is doing. */
const LIMIT = Number(process.env.QUNCE_BENCH_LIMIT ?? 900)
/** Provisions of the new document that is aligned at each size. */
const NEW = 100

interface Outcome {
  provisions: number
  indexedPerSecond: number
  alignedPerSecond: number
  asked: number
  bytesPerProvision: number
  annotated: { first: number; ten: number; pairs: number } | null
  rewritten: { first: number; ten: number }
}

const [first, ...rest] = process.argv.slice(2)
if (first === 'one') {
  const [name = '', size = '0'] = rest
  process.stdout.write(JSON.stringify(await measure(name, Number(size))))
} else if (first === 'growth') {
  await growth()
} else {
  const size = Number(first ?? 100_000)
  const names = rest.length > 0 ? rest : Object.keys(ENGINES)
  const rows = [HEADING()]
  for (const name of names) {
    const outcome = apart(name, size)
    if (outcome) rows.push(rowOf(name, outcome))
  }
  console.log(
    `${size} generated provisions, ${QUESTIONS} questions of each kind; memory above that of the words themselves`,
  )
  printTable(rows)
}

/** One index that grows: at each size the cost of what is added next, and of aligning a new document's provisions. */
async function growth(): Promise<void> {
  const sizes = [10_000, 100_000, 1_000_000]
  const index = new ProvisionIndex()
  const rows = [
    ['provisions', 'added/s', 'of the last 5,000', 'aligned: p50', 'p95', 'in the province: p50', 'p95', 'bytes each'],
  ]
  let spent = 0
  const recent: { took: number; added: number }[] = []
  for (const document of await generatedDocuments(Math.max(...sizes) + NEW)) {
    if (sizes.includes(index.size)) {
      const [everywhere, there] = [false, true].map((inProvince) =>
        document.slice(0, NEW).map(({ provision, key }) => {
          const started = performance.now()
          index.search(provision, 10, inProvince ? (one) => one.jurisdiction === key.jurisdiction : undefined)
          return performance.now() - started
        }),
      ) as [number[], number[]]
      const added = recent.slice(-50)
      const last = added.reduce((sum, one) => sum + one.added, 0) / added.reduce((sum, one) => sum + one.took, 0)
      rows.push([
        String(index.size),
        ((index.size / spent) * 1000).toFixed(0),
        (last * 1000).toFixed(0),
        ...[everywhere, there].flatMap((times) =>
          [0.5, 0.95].map((share) => `${quantile(times, share).toFixed(1)} ms`),
        ),
        (index.bytes / index.size).toFixed(0),
      ])
      process.stderr.write(`${rows.at(-1)?.join('  ')}\n`)
    }
    const started = performance.now()
    for (const { provision, key } of document) index.add(provision, key)
    const took = performance.now() - started
    spent += took
    recent.push({ took, added: document.length })
  }
  printTable(rows)
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN
}

function HEADING(): string[] {
  return [
    'engine',
    'indexed/s',
    'aligned/s',
    'asked',
    'bytes each',
    'annotated: first',
    'in ten',
    'pairs in ten',
    'rewritten: first',
    'in ten',
  ]
}

function rowOf(name: string, outcome: Outcome): string[] {
  const share = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(3))
  return [
    name,
    outcome.indexedPerSecond.toFixed(0),
    outcome.alignedPerSecond.toFixed(outcome.alignedPerSecond < 100 ? 1 : 0),
    String(outcome.asked),
    outcome.bytesPerProvision.toFixed(0),
    share(outcome.annotated?.first),
    share(outcome.annotated?.ten),
    share(outcome.annotated?.pairs),
    share(outcome.rewritten.first),
    share(outcome.rewritten.ten),
  ]
}

/** Runs one engine in a process of its own; null with a message where it cannot. */
function apart(name: string, size: number): Outcome | null {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEMORY_MB}`, '--expose-gc', fileURLToPath(import.meta.url), 'one', name, String(size)],
    { encoding: 'utf8', maxBuffer: 1 << 26, timeout: LIMIT * 1000, killSignal: 'SIGKILL' },
  )
  if (status === 0) return JSON.parse(stdout) as Outcome
  if (signal) {
    console.error(`${name} is left out: it did not end within ${LIMIT} s`)
    return null
  }
  const reason = stderr.split('\n').find((line) => /error|cannot|out of memory/i.test(line)) ?? `ended with ${status}`
  console.error(`${name} is left out: ${reason.trim()}`)
  return null
}

async function measure(name: string, size: number): Promise<Outcome> {
  const make = ENGINES[name]
  if (!make) throw new Error(`There is no engine ${name}: ${Object.keys(ENGINES).join(', ')}`)
  const { entries, annotated, rewritten } = await haystack(size)
  const engine = await make()
  const before = held()
  let started = performance.now()
  await engine.index(entries)
  const indexed = (performance.now() - started) / 1000
  const bytes = (await engine.bytes()) ?? held() - before

  const warmUp = performance.now()
  for (const entry of entries.slice(0, 20)) {
    await engine.search(entry)
    if (performance.now() - warmUp > WARM_UP) break
  }
  started = performance.now()
  let asked = 0
  let seconds = 0
  // Spread over the whole, so that an engine that is stopped early was asked the same kinds of things.
  const stride = 7919
  while (asked < entries.length && seconds < SECONDS) {
    await engine.search(entries[(asked * stride) % entries.length] as Entry)
    asked++
    seconds = (performance.now() - started) / 1000
  }
  const outcome: Outcome = {
    provisions: entries.length,
    indexedPerSecond: entries.length / indexed,
    alignedPerSecond: asked / seconds,
    asked,
    bytesPerProvision: bytes / entries.length,
    annotated: annotated.length > 0 ? await answered(engine, annotated) : null,
    rewritten: await answered(engine, rewritten),
  }
  await engine.close?.()
  return outcome
}

/** Share of the questions with a right answer first and among ten, and of all right answers among ten. */
async function answered(engine: Engine, questions: readonly Question[]) {
  let [first, ten, found, pairs, asked] = [0, 0, 0, 0, 0]
  const step = Math.max(1, questions.length / QUESTIONS)
  for (let at = 0; at < questions.length; at += step) {
    const { entry, answers } = questions[Math.floor(at)] as Question
    const hits = await engine.search(entry)
    asked++
    pairs += answers.length
    if (answers.includes(hits[0] ?? -1)) first++
    const right = answers.filter((answer) => hits.includes(answer)).length
    found += right
    if (right > 0) ten++
  }
  return { first: first / asked, ten: ten / asked, pairs: found / pairs }
}

function held(): number {
  globalThis.gc?.()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
