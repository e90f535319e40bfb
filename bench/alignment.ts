// Indexing and aligning generated provisions beside full-text engines: the same words, the same questions, one process
// for each engine.
//   node_modules/.bin/node bench/alignment.ts [PROVISIONS] [ENGINE …]      100,000 of all engines by default
//   node_modules/.bin/node bench/alignment.ts growth                       ours alone at 10,000, 100,000 and 1,000,000
// The peers are looked for in QUNCE_PEERS (default /tmp/peers); one that is not there is left out with a message.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Entry, haystack, type Question } from './alignmentData.ts'
import { ENGINES, type Engine } from './alignmentEngines.ts'
import { printTable } from './report.ts'

/** Searching stops after so many seconds; the rate is that of what was asked by then. */
const SECONDS = Number(process.env.QUNCE_BENCH_SECONDS ?? 20)
/** Questions with known answers of each kind: the same for every engine, however long it takes. */
const QUESTIONS = Number(process.env.QUNCE_BENCH_QUESTIONS ?? 50)
/** Milliseconds of searching that are not measured. */
const WARM_UP = 2000
const MEMORY_MB = 9000

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
  growth()
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

function growth(): void {
  const rows = [HEADING()]
  for (const size of [10_000, 100_000, 1_000_000]) {
    const outcome = apart('qunce', size)
    if (outcome) rows.push(rowOf(`qunce, ${size}`, outcome))
  }
  printTable(rows)
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
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEMORY_MB}`, '--expose-gc', fileURLToPath(import.meta.url), 'one', name, String(size)],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  if (status === 0) return JSON.parse(stdout) as Outcome
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
