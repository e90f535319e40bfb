import { areaOf } from '../ellipsoid.ts'
import { reasonFacts } from '../faults.ts'
import { countVertices, type Geometry } from '../geometry/geojson.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import type { ReadWkb } from './anyWkb.ts'
import { chooseCrs } from './chooseCrs.ts'
import { type RawFacts, rawFacts, textOf } from './facts.ts'
import { type Gdal, GdalFailure } from './gdal.ts'
import { IMPORT_LIMITS } from './limits.ts'
import { proposeCoordinates, proposeMapping, readCoordinate } from './mapping.ts'
import { Problems } from './problems.ts'
import { rawRows } from './rows.ts'
import { simplify } from './simplify.ts'
import { chooseSource, listSources, type Source, writeRaw, writeReprojected } from './source.ts'
import { Stager } from './stage.ts'
import type { ImportSettings, Reading } from './types.ts'
import { unpack } from './unpack.ts'
import { findInvalid, type Invalid, LineWriter, stagedLines } from './validity.ts'

export interface ReadRequest {
  work: 'read'
  /** The upload as it came. */
  path: string
  fileName: string
  /** A folder of the request's own, within the one that GDAL sees; what it leaves there the caller removes. */
  folder: string
  settings: ImportSettings
  /** Longitude about which the data is expected, for proposals. */
  about?: number
}

/** Where the features that can be applied lie, one a line, cures included. */
export const featuresIn = (folder: string) => `${folder}/features.geojsonl`

type Tell = (progress: { step: string; done: number; of: number }) => void

/**
 * Reads one layer of an upload: what is in it, what is wrong with it and how that would be cured, and the features as
 * they would be applied, left as lines in the request's folder.
 * @throws Refusal where the file as a whole cannot be read
 */
export async function readUpload(gdal: Gdal, request: ReadRequest, tell: Tell): Promise<Reading> {
  const { folder, fileName, settings } = request
  tell({ step: 'unpack', done: 0, of: 1 })
  const sets = await unpack(request.path, fileName, folder, settings.encoding)
  const sources = await listSources(gdal, sets)
  const source = chooseSource(sources, settings.source, fileName)
  tell({ step: 'read', done: 0, of: source.features })
  const raw = await writeRaw(gdal, source, `${folder}/raw`)
  const problems = new Problems()
  for (const complaint of raw.complaints.slice(0, 20))
    problems.add({ feature: null, key: null, field: 'file', code: 'reading_error', facts: { said: complaint } })
  const facts = rawFacts(raw.path, source.fields)
  const columns = columnsOf(source, settings, facts)
  const extent = columns ? columnExtent(raw.path, columns) : facts.extent
  const { crs, proposals } = await chooseCrs(gdal, {
    source,
    settings,
    extent,
    ...(request.about ? { about: request.about } : {}),
  })
  if (!crs && extent) problems.add({ feature: null, key: null, field: 'crs', code: 'crs_missing' })
  const mapping = proposeMapping(facts.fields, settings.mapping, settings.kind)
  const stager = new Stager(mapping, settings.kind, problems, /^(geojson|kml)$/.test(source.set.format))
  const staged = `${folder}/staged.geojsonl`
  let invalid: Invalid[] = []
  if (crs || !extent) {
    const path = await inDegrees(gdal, raw.path, crs, columns, folder, problems)
    if (path) {
      await stageRows(path, raw.path, stager, staged, {
        ...{ columns, problems, tell, of: source.features, crs, folder, fileName },
      })
      tell({ step: 'check', done: 0, of: source.features })
      invalid = await findInvalid(gdal, staged, folder)
      await finish(staged, featuresIn(folder), invalid, problems)
    }
  }
  const { totals } = stager
  const hasFeatures = totals.areas + totals.lines + totals.points > 0
  return {
    format: source.set.format,
    layers: sources.map(({ name, features }) => ({ name, features })),
    source: source.name,
    encoding: source.set.encoding,
    crs,
    proposals,
    extent,
    fields: facts.fields,
    coordinateFields: columns,
    mapping,
    features: source.features,
    vertices: totals.vertices,
    shapes: { areas: totals.areas, lines: totals.lines, points: totals.points },
    areaM2: totals.areaM2,
    lengthM: totals.lengthM,
    bbox: totals.bbox,
    problems: { fatal: problems.fatal, curable: problems.curable, items: problems.items },
    samples: facts.rows,
    preview: hasFeatures ? await previewOf(featuresIn(folder), totals) : { type: 'FeatureCollection', features: [] },
  }
}

interface Columns {
  lng: string
  lat: string
}

/** @throws Refusal import_no_coordinates */
function columnsOf(source: Source, { lngField, latField }: ImportSettings, facts: RawFacts): Columns | null {
  if (source.hasGeometry && (source.set.format !== 'csv' || facts.extent)) return null
  const names = source.fields.map(({ name }) => name)
  const proposed = proposeCoordinates(names)
  const [lng, lat] = [lngField ?? proposed?.lng, latField ?? proposed?.lat]
  if (!lng || !lat || !names.includes(lng) || !names.includes(lat))
    throw refusals.importNoCoordinates(source.name, names.join(', ').slice(0, 300))
  return { lng, lat }
}

function columnExtent(path: string, { lng, lat }: Columns): Reading['extent'] {
  let extent: Reading['extent'] = null
  for (const { values } of rawRows(path)) {
    const [x, y] = [readCoordinate(textOf(values[lng]) ?? ''), readCoordinate(textOf(values[lat]) ?? '')]
    if (x === null || y === null) continue
    extent = extent
      ? [Math.min(extent[0], x), Math.min(extent[1], y), Math.max(extent[2], x), Math.max(extent[3], y)]
      : [x, y, x, y]
  }
  return extent
}

/** Where the rows lie in degrees, longitude first: the raw file, or one that GDAL brought there. */
async function inDegrees(
  gdal: Gdal,
  raw: string,
  crs: Reading['crs'],
  columns: Columns | null,
  folder: string,
  problems: Problems,
): Promise<string | null> {
  if (!crs || crs.code === SAME) return raw
  try {
    const ready = columns || crs.swapAxes ? await writePrepared(gdal, raw, columns, crs.swapAxes, folder) : raw
    return await writeReprojected(gdal, ready, crs.code, `${folder}/degrees`)
  } catch (error) {
    if (!(error instanceof GdalFailure)) throw error
    problems.add({
      feature: null,
      key: null,
      field: 'crs',
      code: 'crs_unknown',
      facts: { crs: crs.code, said: error.message },
    })
    return null
  }
}

/** What `chooseCrs` calls the systems whose numbers are taken as they are. */
const SAME = 'EPSG:4490'

/** Rows whose positions GDAL cannot take as they are (from columns, or with their axes swapped), as a file that it can. */
async function writePrepared(
  gdal: Gdal,
  raw: string,
  columns: Columns | null,
  swap: boolean,
  folder: string,
): Promise<string> {
  const path = `${folder}/prepared.geojsonl`
  const writer = new LineWriter(path)
  for (const { n, values, geometry } of rawRows(raw)) {
    const given = columns ? pointOf(values, columns) : geometry
    await writer.write({ type: 'Feature', id: n, properties: {}, geometry: swap ? swapped(given) : given })
  }
  await writer.end()
  const opened = await gdal.open(path)
  const options = ['-f', 'GPKG', '-nln', 'raw', '-lco', 'FID=q_fid', '-lco', 'GEOMETRY_NAME=q_geom', '-nlt', 'GEOMETRY']
  const written = await gdal.translate(
    opened,
    [...options, '-preserve_fid', '-lco', 'SPATIAL_INDEX=NO'],
    `${folder}/prepared`,
  )
  await gdal.close(opened)
  return written
}

function pointOf(values: Record<string, unknown>, { lng, lat }: Columns): ReadWkb {
  const [x, y] = [readCoordinate(textOf(values[lng]) ?? ''), readCoordinate(textOf(values[lat]) ?? '')]
  return x === null || y === null ? null : { type: 'Point', coordinates: [x, y] }
}

/** The geometry with the first two numbers of each position swapped. */
export function swapped(geometry: ReadWkb): ReadWkb {
  const visit = (coordinates: unknown): unknown => {
    if (!Array.isArray(coordinates)) return coordinates
    const [x, y, ...rest] = coordinates
    return typeof x === 'number' ? [y, x, ...rest] : coordinates.map(visit)
  }
  if (!geometry) return null
  const { geometries } = geometry
  return Array.isArray(geometries)
    ? { ...geometry, geometries: geometries.map((one) => swapped(one as ReadWkb)) }
    : { ...geometry, coordinates: visit(geometry.coordinates) }
}

interface StageContext {
  fileName: string
  columns: Columns | null
  problems: Problems
  tell: Tell
  of: number
  crs: Reading['crs']
  folder: string
}

async function stageRows(
  path: string,
  raw: string,
  stager: Stager,
  staged: string,
  context: StageContext,
): Promise<void> {
  const { columns, problems, tell, of, crs } = context
  const isRaw = path === raw
  const degrees = isRaw ? null : rawRows(path)
  let moved = degrees?.next()
  const writer = new LineWriter(staged)
  for (const { n, values, geometry } of rawRows(raw)) {
    while (moved && !moved.done && moved.value.n < n) moved = degrees?.next()
    const place = moved && !moved.done && moved.value.n === n ? moved.value.geometry : null
    const own = columns ? pointOf(values, columns) : geometry
    if (columns && !own) tellColumns(n, values, columns, problems)
    const taken = isRaw ? (crs?.swapAxes ? swapped(own) : own) : allNumbers(own) ? place : own
    const line = columns && !own ? null : stager.take(n, values, taken, !isRaw && own !== null && allNumbers(own))
    if (line) await writer.write(line)
    if (stager.totals.vertices > IMPORT_LIMITS.vertices)
      throw refusals.importTooLarge(
        context.fileName,
        `${stager.totals.vertices} positions`,
        `${IMPORT_LIMITS.vertices} positions`,
      )
    if (n % 5000 === 0) tell({ step: 'stage', done: n, of })
  }
  await writer.end()
}

function tellColumns(n: number, values: Record<string, unknown>, { lng, lat }: Columns, problems: Problems): void {
  for (const field of [lng, lat]) {
    const text = textOf(values[field])
    if (text !== null && readCoordinate(text) !== null) continue
    if (text === null) problems.add({ feature: n, key: null, field, code: 'coordinate_missing' })
    else
      problems.add({ feature: n, key: null, field, code: 'coordinate_unreadable', facts: { value: text.slice(0, 60) } })
  }
}

/** Whether every number of a geometry is one: what is none keeps its fault and is not looked for in the other system. */
function allNumbers(geometry: ReadWkb): boolean {
  const visit = (coordinates: unknown): boolean =>
    Array.isArray(coordinates)
      ? coordinates.every(visit)
      : typeof coordinates === 'number' && Number.isFinite(coordinates)
  if (!geometry) return false
  return Array.isArray(geometry.geometries) ? true : visit(geometry.coordinates)
}

/** Puts the cures into their places, and tells what was invalid. */
async function finish(staged: string, final: string, invalid: readonly Invalid[], problems: Problems): Promise<void> {
  const byNumber = new Map(invalid.map((one) => [one.n, one]))
  const writer = new LineWriter(final)
  for await (const line of stagedLines(staged)) {
    const { n, key } = line.properties
    const fault = byNumber.get(n)
    if (!fault) {
      await writer.write(line)
      continue
    }
    const { after, before, reason, place } = fault
    problems.add({
      feature: n,
      key,
      field: 'geometry',
      code: 'invalid',
      severity: after ? 'curable' : 'fatal',
      place,
      facts: reasonFacts(reason),
      ...(after && problems.items.length < MOST_CURES_SHOWN
        ? {
            cure: {
              before: forShow(before),
              after: forShow(after),
              areaBeforeM2: areaOf(before),
              areaAfterM2: areaOf(after),
            },
          }
        : {}),
    })
    if (after) await writer.write({ ...line, geometry: after })
  }
  await writer.end()
}

/** Cures are shown before and after; of thousands nobody looks at each. */
const MOST_CURES_SHOWN = 100

/** A geometry of many positions, thinned out for looking at: some ten metres. */
const forShow = (geometry: Geometry) => (countVertices(geometry) > 2000 ? simplify(geometry, 1e-4) : geometry)

async function previewOf(path: string, totals: Stager['totals']): Promise<Reading['preview']> {
  const { bbox } = totals
  const count = totals.areas + totals.lines + totals.points
  const each = Math.max(1, Math.ceil(count / IMPORT_LIMITS.previewFeatures))
  const tolerance = bbox ? Math.hypot(bbox[2] - bbox[0], bbox[3] - bbox[1]) / 1500 : 0
  const features: unknown[] = []
  let vertices = 0
  let index = 0
  for await (const { properties, geometry } of stagedLines(path)) {
    if (index++ % each !== 0) continue
    const shown = simplify(geometry, tolerance)
    vertices += countVertices(shown)
    if (vertices > IMPORT_LIMITS.previewVertices && features.length > 0) break
    const { n, key, name, class: given } = properties
    features.push({ type: 'Feature', properties: { n, key, name, class: given }, geometry: shown })
  }
  return { type: 'FeatureCollection', features }
}
