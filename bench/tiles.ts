// Vector tiles of one layer of parcels with shared borders, at all zooms, on a PostgreSQL of the run's own.
//   node_modules/.bin/node bench/tiles.ts [FEATURES]   200,000 by default
// Beside ours: ST_AsMVT as pg_tileserv asks for it (with and without its limit of 10,000 features), and one index of the
// whole layer in memory (geojson-vt). All tiles are compressed as they are sent.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { GeoJSONVT } from '@maplibre/geojson-vt'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Feature } from 'geojson'
import pg from 'pg'
import { startPostgres } from '../scripts/postgres.mjs'
import { boxOf, type TileAddress } from '../src/blueprint/tiles/grid.ts'
import { Tiles } from '../src/blueprint/tiles/tiles.ts'
import { loadGazetteer } from '../src/gazetteer/index.ts'
import { migrate, openDatabase } from '../src/platform/database/index.ts'
import { addPeople, PEOPLE } from '../test/support/people.ts'
import { randomFrom } from './alignmentData.ts'
import { printTable } from './report.ts'
import { fillLayer, parcels, REGION } from './tilesData.ts'

const COUNT = Number(process.argv[2] ?? 200_000)
const ZOOMS = Array.from({ length: 12 }, (_, step) => step + 5)
const EACH_ZOOM = 40
const AT_ONCE = 4

const folder = mkdtempSync(join(tmpdir(), 'qunce-tiles-'))
const server = await startPostgres()
try {
  const database = await openDatabase({ url: server.url, dataFolder: folder })
  await migrate(database.kysely)
  await loadGazetteer(database)
  await database.asSystem(addPeople)
  const before = performance.now()
  const id = await fillLayer(database, COUNT, PEOPLE.office.organizationId)
  console.log(`${COUNT} features stored in ${((performance.now() - before) / 1000).toFixed(0)} s`)
  const revision = (
    await database.asSystem((trx) => trx.selectFrom('blueprint_revision').select('id').executeTakeFirstOrThrow())
  ).id
  const layer = { id, revision: String(revision) }
  const wanted = addresses()
  const rows = [['engine', 'zooms', 'tiles', 'tiles/s', 'p50 ms', 'p99 ms', 'longest', 'kB mean', 'kB largest']]
  const note = (engine: string, outcome: Outcome[]) => {
    for (const [from, to] of [
      [5, 8],
      [9, 12],
      [13, 16],
      [5, 16],
    ] as const)
      rows.push([engine, `${from}–${to}`, ...figures(outcome.filter(({ z }) => z >= from && z <= to))])
  }

  const tiles = new Tiles(database)
  await tiles.tile(layer, '2024-01-01', { z: 1, x: 0, y: 0 }) // threads are up, days are known
  const ours = (address: TileAddress) => tiles.tile(layer, '2024-01-01', address)
  note('ours, cold', await measure(wanted, ours))
  note('ours, warm', await measure(wanted, ours))
  console.log(`cache: ${tiles.cache.tiles} tiles, ${(tiles.cache.bytes / 1e6).toFixed(1)} MB; ${memory()}`)

  const pool = new pg.Pool({ connectionString: server.url, max: AT_ONCE })
  note('ST_AsMVT', await measure(wanted, (address) => asMvt(pool, address, null)))
  note('ST_AsMVT, 10,000', await measure(wanted, (address) => asMvt(pool, address, 10_000)))
  await pool.end()

  const started = performance.now()
  const features = [...parcels(COUNT)].map<Feature>(({ key, class: name, ring }) => ({
    type: 'Feature',
    properties: { f: key, class: name },
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]]] },
  }))
  const index = new GeoJSONVT(
    { type: 'FeatureCollection', features },
    { maxZoom: 16, indexMaxZoom: 5, extent: 4096, buffer: 64 },
  )
  console.log(`geojson-vt index: ${((performance.now() - started) / 1000).toFixed(1)} s; ${memory()}`)
  const fromIndex = async ({ z, x, y }: TileAddress) => {
    const tile = index.getTile(z, x, y)
    return tile ? gzipSync(fromGeojsonVt({ features: tile }, { version: 2, extent: 4096 }), { level: 5 }) : null
  }
  note('geojson-vt index', await measure(wanted, fromIndex))
  console.log(memory())
  printTable(rows)
  await database.close()
} finally {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

interface Outcome {
  z: number
  milliseconds: number
  bytes: number
  /** Of the whole run, shared among its tiles. */
  wall: number
}

/** Tiles over the region, at each zoom as many as there are, or some of them. */
function addresses(): TileAddress[] {
  const random = randomFrom(5)
  return ZOOMS.flatMap((z) => {
    const all = new Map<string, TileAddress>()
    for (let tries = 0; tries < EACH_ZOOM * 20 && all.size < EACH_ZOOM; tries++) {
      const [west, south, east, north] = REGION
      const x = Math.floor(((west + random() * (east - west) + 180) / 360) * 2 ** z)
      const latitude = ((south + random() * (north - south)) * Math.PI) / 180
      const y = Math.floor(((1 - Math.asinh(Math.tan(latitude)) / Math.PI) / 2) * 2 ** z)
      all.set(`${x} ${y}`, { z, x, y })
    }
    return [...all.values()]
  })
}

async function measure(
  wanted: readonly TileAddress[],
  make: (address: TileAddress) => Promise<Uint8Array | null>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const z of ZOOMS) {
    const queue = wanted.filter((address) => address.z === z)
    const count = queue.length
    const begun = performance.now()
    const ofZoom: Outcome[] = []
    const work = async () => {
      for (let address = queue.pop(); address; address = queue.pop()) {
        const started = performance.now()
        const bytes = await make(address)
        ofZoom.push({ z, milliseconds: performance.now() - started, bytes: bytes?.byteLength ?? 0, wall: 0 })
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    const wall = (performance.now() - begun) / count
    outcomes.push(...ofZoom.map((one) => ({ ...one, wall })))
  }
  return outcomes
}

/** As pg_tileserv asks for a tile of a table: its envelope in the table's system, its geometry in the tile's. */
async function asMvt(pool: pg.Pool, { z, x, y }: TileAddress, limit: number | null): Promise<Uint8Array> {
  const { rows } = await pool.query(
    `select ST_AsMVT(tile, 'features', 4096, 'geom') as mvt from (
      select ST_AsMVTGeom(ST_Transform(f.geometry, 3857), ST_TileEnvelope($1, $2, $3), 4096, 64, true) as geom,
        f.id::text as f, f.class, f.name
      from blueprint_feature f
      where f.geometry && ST_MakeEnvelope($4, $5, $6, $7, 4490) and f.removed_in is null
      ${limit === null ? '' : `limit ${limit}`}) tile`,
    [z, x, y, ...boxOf({ z, x, y })],
  )
  return gzipSync(rows[0].mvt, { level: 5 })
}

function figures(outcomes: readonly Outcome[]): string[] {
  const times = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN
  const wall = outcomes.reduce((sum, one) => sum + one.wall, 0)
  const sizes = outcomes.map(({ bytes }) => bytes)
  return [
    String(outcomes.length),
    ((outcomes.length / wall) * 1000).toFixed(0),
    at(0.5).toFixed(1),
    at(0.99).toFixed(1),
    at(1).toFixed(1),
    (sizes.reduce((one, other) => one + other, 0) / sizes.length / 1000).toFixed(1),
    (Math.max(...sizes) / 1000).toFixed(1),
  ]
}

function memory(): string {
  const { rss, heapUsed } = process.memoryUsage()
  return `memory ${(rss / 1e6).toFixed(0)} MB, of it heap ${(heapUsed / 1e6).toFixed(0)} MB`
}
