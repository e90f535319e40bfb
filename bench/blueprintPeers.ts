import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type pg from 'pg'
import { LayerOverlay, type Polygons, UNITS } from '../src/blueprint/overlay/index.ts'

/** Where the peers are installed: `npm i @turf/turf jsts` in a folder of its own. */
const PEERS = process.env.QUNCE_PEERS ?? '/tmp/peers'
const load = (name: string) => createRequire(join(PEERS, 'package.json'))(name)
const loadModule = (path: string) => import(pathToFileURL(join(PEERS, 'node_modules', path)).href)

export interface Run {
  readonly seconds: number
  /** Seconds of all cores together; null where it cannot be told. */
  readonly cpu: number | null
  readonly pairs: number
  /** What share of the work was done; the seconds are scaled to all of it. */
  readonly share: number
}

/** A polygon of one ring as well-known binary. */
export function wkbOf({ coordinates, rings, features }: Polygons, feature: number): Buffer {
  const ring = features[feature] as number
  const from = rings[ring] as number
  const to = rings[ring + 1] as number
  const wkb = Buffer.alloc(13 + (to - from) * 16)
  wkb.writeUInt8(1, 0)
  wkb.writeUInt32LE(3, 1)
  wkb.writeUInt32LE(1, 5)
  wkb.writeUInt32LE(to - from, 9)
  for (let at = from * 2, place = 13; at < to * 2; at++, place += 8)
    wkb.writeDoubleLE((coordinates[at] as number) / UNITS, place)
  return wkb
}

/** Writes features as PostgreSQL's binary COPY format: number, geometry. */
export async function writeCopy(path: string, polygons: Polygons, features: ArrayLike<number>): Promise<void> {
  const file = createWriteStream(path, { mode: 0o644 })
  file.write(Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]))
  for (let place = 0; place < features.length; place++) {
    const feature = features[place] as number
    const wkb = wkbOf(polygons, feature)
    const head = Buffer.alloc(14)
    head.writeInt16BE(2, 0)
    head.writeInt32BE(4, 2)
    head.writeInt32BE(feature, 6)
    head.writeInt32BE(wkb.length, 10)
    if (!file.write(Buffer.concat([head, wkb]))) await once(file, 'drain')
  }
  file.end(Buffer.from([0xff, 0xff]))
  await finished(file)
}

/** GEOS prepared geometry alone, in so many processes; null where there is no shapely. */
export async function runGeos(left: string, right: string, cores: number, share: number): Promise<Run | null> {
  const script = fileURLToPath(new URL('./geosPrepared.py', import.meta.url))
  try {
    const { stdout } = await promisify(execFile)('/usr/bin/python3', [script, left, right, String(cores)])
    const { seconds, cpu, found } = JSON.parse(stdout) as { seconds: number; cpu: number; found: number }
    return { seconds: seconds / share, cpu: cpu / share, pairs: found, share }
  } catch (error) {
    console.error(`GEOS: ${String(error).slice(0, 300)}`)
    return null
  }
}

/** Loads both layers into PostGIS, with an index. */
export async function loadPostgis(client: pg.Client, left: string, right: string): Promise<void> {
  for (const [table, path] of [
    ['naive_left', left],
    ['naive_right', right],
  ] as const) {
    await client.query(`drop table if exists ${table}; create unlogged table ${table} (id integer, g geometry)`)
    await client.query(`copy ${table} from '${path}' (format binary)`)
    await client.query(`create index on ${table} using gist (g); analyze ${table}`)
  }
}

/** What everybody writes first: join by ST_Intersects, ST_Intersection over everything. */
export async function runPostgis(client: pg.Client, cores: number, share: number): Promise<Run> {
  await client.query(`set max_parallel_workers_per_gather = ${cores - 1}; set min_parallel_table_scan_size = 0;
    set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set jit = off; set work_mem = '256MB'`)
  const backend = Number((await client.query('select pg_backend_pid() as pid')).rows[0].pid)
  const used = coreSeconds(backend)
  const started = performance.now()
  const { rows } = await client.query(`
    select count(*) filter (where area > 0) as pairs, sum(area) as area from (
      select st_area(st_intersection(l.g, r.g)) as area
      from naive_left l join naive_right r on st_intersects(l.g, r.g)) x`)
  const seconds = (performance.now() - started) / 1000
  const cpu = coreSeconds(backend) - used
  return { seconds: seconds / share, cpu: cpu / share, pairs: Number(rows[0].pairs), share }
}

/** Seconds of cores that a backend used so far, with those of all workers of its server that have ended. */
function coreSeconds(backend: number): number {
  const statOf = (pid: number) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const own = statOf(backend)
  const server = statOf(Number(own[1]))
  // Fields 14 and 15 of proc(5) are of the process itself, 16 and 17 of its children that have ended; in hundredths.
  const ticks = [own[11], own[12], server[13], server[14]].reduce((sum, one) => sum + Number(one), 0)
  return ticks / 100
}

type Shape = { type: 'Polygon'; coordinates: number[][][] }

/** JavaScript peers on the pairs whose boxes meet of some features; each alone on one core, scaled to all pairs and cores. */
export async function runScripts(
  left: Polygons,
  right: Polygons,
  pairs: readonly [number, number][],
  all: number,
  cores: number,
) {
  const turf = load('@turf/turf')
  const { default: OverlayOp } = await loadModule('jsts/org/locationtech/jts/operation/overlay/OverlayOp.js')
  const { default: GeoJSONReader } = await loadModule('jsts/org/locationtech/jts/io/GeoJSONReader.js')
  const reader = new GeoJSONReader()
  const shape = ({ coordinates, rings, features }: Polygons, feature: number): Shape => {
    const ring = features[feature] as number
    const points: number[][] = []
    for (let at = rings[ring] as number; at < (rings[ring + 1] as number); at++)
      points.push([(coordinates[at * 2] as number) / UNITS, (coordinates[at * 2 + 1] as number) / UNITS])
    return { type: 'Polygon', coordinates: [points] }
  }
  const shapes = pairs.map(([one, other]) => [shape(left, one), shape(right, other)] as const)
  const ground = ([one, other]: (typeof shapes)[number]): number => {
    const common = turf.intersect(turf.featureCollection([turf.feature(one), turf.feature(other)]))
    return common ? turf.area(common) : 0
  }
  const ways: Record<string, (pair: (typeof shapes)[number], place: number) => number> = { turf: ground }
  const read = shapes.map(([one, other]) => [reader.read(one), reader.read(other)] as const)
  ways.jsts = (_, place) => {
    const [one, other] = read[place] as (typeof read)[number]
    return OverlayOp.intersection(one, other).getArea()
  }
  const share = pairs.length / all
  return Object.entries(ways).map(([name, way]): [string, Run] => {
    shapes.slice(0, 200).forEach((pair, place) => void way(pair, place))
    const started = performance.now()
    const used = process.cpuUsage()
    const found = shapes.filter((pair, place) => way(pair, place) > 0).length
    const { user, system } = process.cpuUsage(used)
    const seconds = (performance.now() - started) / 1000 / share / cores
    return [name, { seconds, cpu: (user + system) / 1e6 / share, pairs: found, share }]
  })
}

/** Pairs whose boxes meet of the first features, and how many there are of all. */
export function candidatePairs(left: Polygons, right: Polygons, lefts: ArrayLike<number>): [number, number][] {
  const pairs: [number, number][] = []
  new LayerOverlay(left, right).run({ lefts, isAsked: (one, other) => pairs.push([one, other]) < 0 })
  return pairs
}
