// Conflicts of two layers of seeded, realistic polygons: what was planted is found and nothing else, and how long that takes
// beside naive PostGIS, GEOS prepared geometry, turf and jsts, all in one run on as many cores.
//   node_modules/.bin/node bench/blueprint.ts [POLYGONS A LAYER …]     (20000 200000 1000000)
// QUNCE_PEERS names the folder of the peers; QUNCE_BENCH_PEERS=0 leaves them out, QUNCE_BENCH_RECHECKS=0 the
// check of stored layers; QUNCE_BENCH_MOST says how many features the peers do at most.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { countOf, overlayApart, type Polygons } from '../src/blueprint/overlay/index.ts'
import { bands, type Layers, tessellation } from './blueprintData.ts'
import { candidatePairs, loadPostgis, type Run, runGeos, runPostgis, runScripts, writeCopy } from './blueprintPeers.ts'
import { benchRechecks } from './blueprintRecheck.ts'
import { printTable } from './report.ts'

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [20_000, 200_000, 1_000_000]
const CORES = 2
/** Peers do so many features of a layer at most; their time is scaled to all of them, and said to be. */
const MOST_FOR_PEERS = Number(process.env.QUNCE_BENCH_MOST ?? 200_000)
const MOST_PAIRS_FOR_SCRIPTS = 3000
const WITH_PEERS = process.env.QUNCE_BENCH_PEERS !== '0'
const WITH_RECHECKS = process.env.QUNCE_BENCH_RECHECKS !== '0'

const folder = mkdtempSync(join(tmpdir(), 'qunce-bench-blueprint-'))
chmodSync(folder, 0o755)
const postgres = await startPostgres()
const client = new pg.Client({ connectionString: postgres.url })
await client.connect()
await client.query('create extension if not exists postgis')
try {
  const rows = [
    ['polygons a layer', 'engine', 'seconds', 'core seconds', 'beside ours', 'in core seconds', 'pairs', 'of the work'],
  ]
  for (const size of SIZES) {
    const layers = made(`${size} a layer`, () => tessellation(size))
    const ours = await runOurs(layers)
    const line = (engine: string, run: Run) => {
      console.error(`${engine}: ${run.seconds.toFixed(2)} s`)
      rows.push([
        String(size),
        engine,
        run.seconds.toFixed(2),
        run.cpu === null ? '' : run.cpu.toFixed(2),
        `${(run.seconds / ours.seconds).toFixed(1)} ×`,
        run.cpu !== null && ours.cpu !== null ? `${(run.cpu / ours.cpu).toFixed(1)} ×` : '',
        String(run.pairs),
        run.share === 1 ? 'all' : `${(run.share * 100).toFixed(1)} %, scaled`,
      ])
    }
    line('qunce', ours)
    if (WITH_PEERS) for (const [engine, run] of await runPeers(layers)) line(engine, run)
  }
  printTable(rows)

  const giants = [['vertices a border', 'bands', 'vertices', 'seconds', 'pairs']]
  for (const [count, vertices] of [
    [40, 10_000],
    [8, 100_000],
    [4, 1_000_000],
  ] as const) {
    const layers = made(`${count} bands of ${vertices}`, () => bands(count, vertices))
    const { seconds, pairs } = await runOurs(layers)
    const all = (layers.left.coordinates.length + layers.right.coordinates.length) / 2
    giants.push([String(vertices), String(count), String(all), seconds.toFixed(2), String(pairs)])
  }
  printTable(giants)
  if (WITH_RECHECKS) await benchRechecks(postgres.url, Math.max(...SIZES), folder)
} finally {
  await client.end()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

function made(what: string, make: () => Layers): Layers {
  const started = performance.now()
  const layers = make()
  const { left, right, planted } = layers
  const slivers = planted.filter(({ sliver }) => sliver).length
  console.error(
    `${what}: ${countOf(left)} and ${countOf(right)} polygons, ${(left.coordinates.length + right.coordinates.length) / 2} vertices, ` +
      `${planted.length} conflicts planted, ${slivers} of them slivers, made in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  return layers
}

/** Ours, held against what was planted: every one found, none invented, the area right to a thousandth. */
async function runOurs({ left, right, planted }: Layers): Promise<Run> {
  const found = new Map<string, number>()
  let unsure = 0
  const started = performance.now()
  const cpu = process.cpuUsage()
  await overlayApart(
    left,
    right,
    (overlaps) => {
      unsure += overlaps.unsure.length + overlaps.coarser.length
      for (let one = 0; one < overlaps.count; one++)
        found.set(`${overlaps.left[one]} ${overlaps.right[one]}`, overlaps.areaM2[one] as number)
    },
    { threads: CORES },
  )
  const seconds = (performance.now() - started) / 1000
  const used = process.cpuUsage(cpu)
  let missing = 0
  let worst = 0
  for (const one of planted) {
    const area = found.get(`${one.left} ${one.right}`)
    if (area === undefined) missing++
    else worst = Math.max(worst, Math.abs(area / one.areaM2 - 1))
  }
  const invented = found.size - (planted.length - missing)
  console.log(
    `found ${found.size} of ${planted.length} planted: ${missing} missing, ${invented} invented, ${unsure} unsure; ` +
      `largest error of an area ${(worst * 100).toFixed(4)} %; peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
  )
  if (missing + invented + unsure > 0 || worst > 0.001) throw new Error('What was found is not what was planted.')
  return { seconds, cpu: (used.user + used.system) / 1e6, pairs: found.size, share: 1 }
}

async function runPeers({ left, right }: Layers): Promise<[string, Run][]> {
  const runs: [string, Run][] = []
  const some = numbersUpTo(left, MOST_FOR_PEERS)
  const others = numbersUpTo(right, MOST_FOR_PEERS)
  const share = some.length / countOf(left)
  const paths = [join(folder, 'left'), join(folder, 'right')] as const
  await writeCopy(paths[0], left, some)
  await writeCopy(paths[1], right, others)
  await loadPostgis(client, ...paths)
  runs.push(['naive PostGIS', await runPostgis(client, CORES, share)])
  const geos = await runGeos(...paths, CORES, share)
  if (geos) runs.push(['GEOS prepared', geos])
  const all = candidatePairs(left, right, numbersUpTo(left, countOf(left))).length
  const pairs = candidatePairs(left, right, numbersUpTo(left, 2000)).slice(0, MOST_PAIRS_FOR_SCRIPTS)
  runs.push(...(await runScripts(left, right, pairs, all, CORES)))
  return runs
}

/** The first so many features: those of the south, since they were made row by row. */
function numbersUpTo(polygons: Polygons, most: number): Uint32Array {
  return Uint32Array.from({ length: Math.min(most, countOf(polygons)) }, (_, feature) => feature)
}
