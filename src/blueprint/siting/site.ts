import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { areaOf, lengthOf } from '../ellipsoid.ts'
import { detailOf, reasonFacts } from '../faults.ts'
import { type Box, boxOf, countVertices, type Geometry, type Position } from '../geometry/geojson.ts'
import { GEOMETRY_FAULTS, normalizeGeometry } from '../geometry/normalize.ts'
import { geometryOf, wkbOf } from '../geometry/wkb.ts'
import { sitingRefusals as refusals } from './refusals.ts'
import { isTangled } from './tangle.ts'

/** How many positions a site may have: one of more is a data set. */
export const MOST_VERTICES = 5000
/** How often a line may cross itself: each crossing is ground to measure. */
const MOST_CROSSINGS = 1000

/** The ground that is asked about. */
export interface Site {
  geometry: Geometry
  wkb: Buffer
  areaM2: number | null
  lengthM: number | null
  bbox: Box
}

/** SQL: a geometry of ours in the blueprint's system. */
export const shapeOfWkb = (wkb: Buffer) => sql`st_setsrid(st_geomfromwkb(${wkb}), 4490)`

/**
 * The site in the form that the blueprint keeps, a point or line widened where that is asked.
 * @throws Refusal siting_site_invalid, siting_area_buffered, siting_too_large
 */
export async function siteOf(trx: Trx, given: unknown, bufferM: number | undefined): Promise<Site> {
  const { geometry, faults } = normalizeGeometry(given, { hasRingOrder: false })
  const fatal = faults.find(({ code }) => GEOMETRY_FAULTS[code] === 'fatal')
  if (!geometry) {
    const { code = 'missing', facts = {}, place = null } = fatal ?? {}
    throw refusals.siteInvalid(code, detailOf(code, facts), place)
  }
  const vertices = countVertices(geometry)
  if (vertices > MOST_VERTICES) throw refusals.tooLarge('positions', MOST_VERTICES)
  if (geometry.type === 'MultiLineString' && isTangled(geometry.coordinates, MOST_CROSSINGS))
    throw refusals.tooLarge('crossings of its lines', MOST_CROSSINGS)
  const wkb = wkbOf(geometry)
  await expectValid(trx, wkb)
  if (bufferM === undefined) return measured(geometry, wkb)
  if (geometry.type === 'MultiPolygon') throw refusals.areaBuffered()
  const widened = await widen(trx, wkb, geometry, bufferM)
  return measured(geometryOf(widened), widened)
}

/** A geometry with what it measures. */
export function measured(geometry: Geometry, wkb: Buffer = wkbOf(geometry)): Site {
  return { geometry, wkb, areaM2: areaOf(geometry), lengthM: lengthOf(geometry), bbox: boxOf(geometry) }
}

/** What a geometry is on the ground. */
export function shapeOfSite({ type }: Geometry): 'area' | 'line' | 'point' {
  return type === 'MultiPolygon' ? 'area' : type === 'MultiLineString' ? 'line' : 'point'
}

async function expectValid(trx: Trx, wkb: Buffer): Promise<void> {
  const { rows } = await sql<{ valid: boolean; reason: string; place: Position | null }>`
    select d.valid, coalesce(d.reason, '') as reason, case when d.location is not null
      then json_build_array(st_x(d.location), st_y(d.location)) end as place
    from st_isvaliddetail(${shapeOfWkb(wkb)}) d`.execute(trx)
  const [found] = rows
  if (found && !found.valid)
    throw refusals.siteInvalid('invalid', detailOf('invalid', reasonFacts(found.reason)), found.place)
}

/** Metres in a degree of latitude and of longitude there, near enough for a width that somebody typed. */
function metresAt(latitude: number): { up: number; across: number } {
  const radians = (latitude * Math.PI) / 180
  const sine = Math.sin(radians)
  const w = 1 - 0.00669438 * sine * sine
  const degree = Math.PI / 180
  return {
    up: ((6378137 * (1 - 0.00669438)) / (w * Math.sqrt(w))) * degree,
    across: (6378137 / Math.sqrt(w)) * Math.cos(radians) * degree,
  }
}

/** The ground within so many metres, drawn in metres around the geometry's middle and brought back to degrees. */
async function widen(trx: Trx, wkb: Buffer, geometry: Geometry, metres: number): Promise<Buffer> {
  const [west, south, east, north] = boxOf(geometry)
  const { up, across } = metresAt((south + north) / 2)
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const { rows } = await sql<{ wkb: Buffer }>`
    select st_asbinary(st_multi(st_snaptogrid(st_translate(st_scale(
      st_buffer(st_scale(st_translate(${shapeOfWkb(wkb)}, ${-x}::float8, ${-y}::float8), ${across}::float8, ${up}::float8),
        ${metres}::float8, 'quad_segs=16'),
      ${1 / across}::float8, ${1 / up}::float8), ${x}::float8, ${y}::float8), 1e-9)), 'NDR') as wkb`.execute(trx)
  const [row] = rows
  if (!row) throw refusals.unmeasured('no ground around it')
  return row.wkb
}
