import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { areaOf } from '../ellipsoid.ts'
import type { Geometry, Position } from '../geometry/geojson.ts'
import { normalizeGeometry } from '../geometry/normalize.ts'
import type { Gdal } from './gdal.ts'
import type { StagedLine } from './types.ts'

/** An area that GEOS does not hold for valid, and what MakeValid makes of it (null: nothing that is an area). */
export interface Invalid {
  n: number
  reason: string
  place: Position | null
  before: Geometry
  after: Geometry | null
}

/** Lines of a file that staging left behind. */
export async function* stagedLines(path: string): AsyncGenerator<StagedLine> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) if (line) yield JSON.parse(line) as StagedLine
}

/** Writes lines to a file, waiting where the disk is slower. One that cannot be written says so to who writes next. */
export class LineWriter {
  readonly #stream
  #failure: Error | undefined
  constructor(path: string) {
    this.#stream = createWriteStream(path, 'utf8')
    // From the first: a full disk is told whenever it likes, and what nobody listens to ends the process.
    this.#stream.on('error', (error) => {
      this.#failure ??= error
    })
  }

  async write(line: object): Promise<void> {
    if (this.#failure) throw this.#failure
    if (!this.#stream.write(`${JSON.stringify(line)}\n`)) await once(this.#stream, 'drain')
  }

  async end(): Promise<void> {
    if (this.#failure) throw this.#failure
    this.#stream.end()
    await finished(this.#stream)
  }

  /** Lets go of a file that nobody wants any more. */
  abandon(): void {
    this.#stream.destroy()
  }
}

const bare = (n: number, geometry: Geometry) => ({ type: 'Feature', properties: { n }, geometry })

/**
 * Areas of a staged file that are not valid: a ring that crosses itself or another, a hole outside. Each with the place
 * where it is so, and as MakeValid would have it.
 */
export async function findInvalid(gdal: Gdal, staged: string, folder: string): Promise<Invalid[]> {
  const areas = `${folder}/areas.geojsonl`
  const writer = new LineWriter(areas)
  let count = 0
  for await (const { properties, geometry } of stagedLines(staged)) {
    if (geometry.type !== 'MultiPolygon') continue
    count++
    await writer.write(bare(properties.n, geometry))
  }
  await writer.end()
  if (count === 0) return []
  const reasons = await reasonsOf(gdal, areas, `${folder}/reasons`)
  if (reasons.size === 0) return []

  const bad = `${folder}/bad.geojsonl`
  const badWriter = new LineWriter(bad)
  const before = new Map<number, Geometry>()
  for await (const { properties, geometry } of stagedLines(areas)) {
    if (!reasons.has(properties.n)) continue
    before.set(properties.n, geometry)
    await badWriter.write(bare(properties.n, geometry))
  }
  await badWriter.end()
  const after = await curedOf(gdal, bad, folder)
  return [...reasons].flatMap(([n, { reason, place }]) => {
    const geometry = before.get(n)
    return geometry ? [{ n, reason, place, before: geometry, after: after.get(n) ?? null }] : []
  })
}

/** Why areas of a file are not valid, by number. */
async function reasonsOf(gdal: Gdal, path: string, target: string) {
  const opened = await gdal.open(path)
  const layer = opened.info.layers[0]?.name ?? ''
  const query = `select n, ST_IsValidReason(geometry) as reason, ST_AsText(ST_IsValidDetail(geometry)) as place
    from "${layer}" where ST_IsValid(geometry) <> 1`
  const written = await gdal.translate(opened, ['-f', 'CSV', '-dialect', 'SQLite', '-sql', query], target)
  await gdal.close(opened)
  const reasons = new Map<number, { reason: string; place: Position | null }>()
  for (const line of (await readFile(written, 'utf8')).split('\n').slice(1)) {
    const parts = /^"?(\d+)"?,"?([^"[]*)(?:\[[^\]]*\])?"?,(?:"?POINT\(([-\d.]+) ([-\d.]+)\)"?)?/.exec(line)
    if (!parts) continue
    const [, n, reason = '', lng, lat] = parts
    reasons.set(Number(n), { reason: reason.trim() || 'invalid', place: lng ? [Number(lng), Number(lat)] : null })
  }
  return reasons
}

/** What MakeValid makes of the areas of a file: areas only, and only those that then are valid. */
async function curedOf(gdal: Gdal, bad: string, folder: string): Promise<Map<number, Geometry>> {
  const opened = await gdal.open(bad)
  const options = ['-f', 'GeoJSON', '-makevalid', '-lco', 'RFC7946=NO', '-lco', 'COORDINATE_PRECISION=9']
  const written = await gdal.translate(opened, options, `${folder}/cured`)
  await gdal.close(opened)
  const { features } = JSON.parse(await readFile(written, 'utf8')) as {
    features: { properties: { n: number }; geometry: unknown }[]
  }
  const cured = new Map<number, Geometry>()
  const writer = new LineWriter(`${folder}/cures.geojsonl`)
  for (const { properties, geometry } of features) {
    const { geometry: after } = normalizeGeometry(areasOnly(geometry))
    if (!after || !(areaOf(after) ?? 0)) continue
    cured.set(properties.n, after)
    await writer.write(bare(properties.n, after))
  }
  await writer.end()
  if (cured.size === 0) return cured
  for (const n of (await reasonsOf(gdal, `${folder}/cures.geojsonl`, `${folder}/still`)).keys()) cured.delete(n)
  return cured
}

/** Lines and points that MakeValid leaves of an area are dropped: they cover nothing. */
function areasOnly(geometry: unknown): unknown {
  const { type, geometries } = (geometry ?? {}) as { type?: string; geometries?: unknown[] }
  if (type !== 'GeometryCollection') return geometry
  const coordinates = (geometries ?? []).flatMap((part) => {
    const { type: kind, coordinates: own } = part as { type: string; coordinates: unknown[] }
    return kind === 'Polygon' ? [own] : kind === 'MultiPolygon' ? own : []
  })
  return { type: 'MultiPolygon', coordinates }
}
