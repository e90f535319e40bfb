import { ringArea } from '../ellipsoid.ts'
import { boxOf, type Geometry, linesOf, type Position, type Ring } from './geojson.ts'

/** Codes of what can be wrong with a geometry; `GEOMETRY_FAULTS` says whether it can be cured. */
export type GeometryFaultCode =
  | 'missing'
  | 'empty'
  | 'mixed'
  | 'unknown_type'
  | 'not_a_number'
  | 'axes_swapped'
  | 'projected'
  | 'outside'
  | 'too_few_points'
  | 'three_d'
  | 'ring_open'
  | 'ring_order'
  | 'repeated_points'
  | 'invalid'

/** Whether the reader can put it right (a person agrees to that first), or the source has to be corrected. */
export const GEOMETRY_FAULTS: Readonly<Record<GeometryFaultCode, 'curable' | 'fatal'>> = {
  missing: 'fatal',
  empty: 'fatal',
  mixed: 'fatal',
  unknown_type: 'fatal',
  not_a_number: 'fatal',
  axes_swapped: 'fatal',
  projected: 'fatal',
  outside: 'fatal',
  too_few_points: 'fatal',
  three_d: 'curable',
  ring_open: 'curable',
  ring_order: 'curable',
  repeated_points: 'curable',
  invalid: 'curable',
}

/** What the words for a fault need to know: numbers, names, codes; never a sentence, for readers have their own language. */
export type FaultFacts = Readonly<Record<string, string | number | readonly string[]>>

export interface GeometryFault {
  code: GeometryFaultCode
  /** Where, in degrees, as far as it can be told. */
  place: Position | null
  /** What was found there. */
  facts: FaultFacts
}

export interface Normalized {
  /** As the blueprint keeps it, faults that can be cured being so; null where it cannot be. */
  geometry: Geometry | null
  faults: GeometryFault[]
}

/** Where anything in China lies, in degrees: as the database holds. */
const CHINA = { west: 73, south: 3, east: 136, north: 54 } as const

/** Positions are kept to a billionth of a degree, a tenth of a millimetre: no two computers then disagree about one. */
const snap = (degrees: number) => Math.round(degrees * 1e9) / 1e9

/**
 * Brings a GeoJSON geometry into the form that the blueprint keeps: areas and lines as sets, 2-D, rings closed and
 * counter-clockwise outside, snapped. Everything that it had to change, or cannot take, is a fault. Whether the areas
 * are valid (no ring crosses itself or another) is not looked at here: GEOS says so.
 * @param options hasRingOrder: the format says which way rings run (GeoJSON, KML), so that another way is a fault
 */
export function normalizeGeometry(given: unknown, { hasRingOrder = true } = {}): Normalized {
  const faults: GeometryFault[] = []
  const seen = new Set<GeometryFaultCode>()
  const fault = (code: GeometryFaultCode, facts: FaultFacts = {}, place: Position | null = null) => {
    if (seen.has(code) || (code === 'ring_order' && !hasRingOrder)) return
    seen.add(code)
    faults.push({ code, place, facts })
  }
  const geometry = shaped(given, fault)
  if (geometry) checkPlace(geometry, fault)
  const isFatal = faults.some(({ code }) => GEOMETRY_FAULTS[code] === 'fatal')
  return { geometry: isFatal ? null : geometry, faults }
}

type Tell = (code: GeometryFaultCode, facts?: FaultFacts, place?: Position | null) => void

function shaped(given: unknown, fault: Tell): Geometry | null {
  if (given === null || given === undefined) {
    fault('missing')
    return null
  }
  const { type, coordinates } = given as { type?: unknown; coordinates?: unknown }
  if (type === 'GeometryCollection') {
    fault('mixed')
    return null
  }
  if (!Array.isArray(coordinates)) {
    fault('unknown_type', { type: typeof type === 'string' ? type : typeof given })
    return null
  }
  const reader = new Reader(fault)
  switch (type) {
    case 'Point': {
      const point = coordinates.length === 0 ? null : reader.position(coordinates)
      if (coordinates.length === 0) fault('empty', { type })
      return point && { type: 'Point', coordinates: point }
    }
    case 'MultiPoint': {
      const points = reader.line(coordinates)
      const [first] = points
      if (!first) fault('empty', { type })
      if (!first) return null
      return points.length === 1 ? { type: 'Point', coordinates: first } : { type: 'MultiPoint', coordinates: points }
    }
    case 'LineString':
      return linesGeometry([reader.path(coordinates)], fault)
    case 'MultiLineString':
      return linesGeometry(
        coordinates.map((line) => reader.path(line)),
        fault,
      )
    case 'Polygon':
      return areasGeometry([reader.polygon(coordinates)], fault)
    case 'MultiPolygon':
      return areasGeometry(
        coordinates.map((polygon) => reader.polygon(polygon)),
        fault,
      )
    default:
      fault('unknown_type', { type: String(type) })
      return null
  }
}

function linesGeometry(lines: Position[][], fault: Tell): Geometry | null {
  const coordinates = lines.filter((line) => line.length > 0)
  if (coordinates.length === 0) fault('empty', { type: 'LineString' })
  return coordinates.length === 0 ? null : { type: 'MultiLineString', coordinates }
}

function areasGeometry(polygons: Ring[][], fault: Tell): Geometry | null {
  const coordinates = polygons.filter((rings) => rings.length > 0)
  if (coordinates.length === 0) fault('empty', { type: 'Polygon' })
  return coordinates.length === 0 ? null : { type: 'MultiPolygon', coordinates }
}

/** What stands in the place of a position, in short; how deep it goes does not matter. */
const shown = (given: unknown): string =>
  Array.isArray(given)
    ? `[${given
        .slice(0, 4)
        .map((one) => (Array.isArray(one) ? '[…]' : String(one)))
        .join(',')}]`.slice(0, 60)
    : String(given).slice(0, 60)

/** Takes positions, lines and rings out of unchecked arrays. */
class Reader {
  readonly #fault: Tell

  constructor(fault: Tell) {
    this.#fault = fault
  }

  position(given: unknown): Position | null {
    const [lng, lat, ...rest] = Array.isArray(given) ? given : []
    if (typeof lng !== 'number' || typeof lat !== 'number' || !Number.isFinite(lng) || !Number.isFinite(lat)) {
      this.#fault('not_a_number', { value: shown(given) })
      return null
    }
    if (rest.length > 0) this.#fault('three_d', { numbers: 2 + rest.length }, [snap(lng), snap(lat)])
    return [snap(lng), snap(lat)]
  }

  line(given: unknown): Position[] {
    const positions: Position[] = []
    for (const one of Array.isArray(given) ? given : []) {
      const position = this.position(one)
      if (position) positions.push(position)
    }
    return positions
  }

  /** A line of at least two positions, none twice in a row. */
  path(given: unknown): Position[] {
    const positions = this.#unrepeated(this.line(given))
    if (positions.length < 2)
      this.#fault('too_few_points', { part: 'line', positions: positions.length }, positions[0] ?? null)
    return positions
  }

  polygon(given: unknown): Ring[] {
    const rings = (Array.isArray(given) ? given : []).map((ring) => this.#ring(ring))
    return rings.map((ring, index) => {
      const area = ringArea(ring)
      const isOuter = index === 0
      if (area === 0 || area > 0 === isOuter) return ring
      this.#fault('ring_order', { part: isOuter ? 'ring' : 'hole' }, ring[0])
      return ring.toReversed()
    })
  }

  #ring(given: unknown): Ring {
    const positions = this.#unrepeated(this.line(given))
    const [first] = positions
    const last = positions.at(-1)
    if (first && last && (first[0] !== last[0] || first[1] !== last[1])) {
      this.#fault('ring_open', {}, last)
      positions.push([...first])
    }
    if (positions.length < 4)
      this.#fault('too_few_points', { part: 'ring', positions: positions.length }, first ?? null)
    return positions
  }

  #unrepeated(positions: Position[]): Position[] {
    const kept = positions.filter((position, index) => {
      const before = positions[index - 1]
      return !before || before[0] !== position[0] || before[1] !== position[1]
    })
    const repeated = positions.find((position, index) => {
      const before = positions[index - 1]
      return before && before[0] === position[0] && before[1] === position[1]
    })
    if (repeated) this.#fault('repeated_points', {}, repeated)
    return kept
  }
}

function checkPlace(geometry: Geometry, fault: Tell): void {
  const [west, south, east, north] = boxOf(geometry)
  const { west: w, south: s, east: e, north: n } = CHINA
  if (west >= w && east <= e && south >= s && north <= n) return
  const place = outsider(geometry)
  const facts = { value: place.join(', ') }
  if (south >= w && north <= e && west >= s && east <= n) fault('axes_swapped', facts, place)
  else if (Math.max(Math.abs(west), Math.abs(south), Math.abs(east), Math.abs(north)) > 360)
    fault('projected', facts, null)
  else fault('outside', facts, place)
}

function outsider(geometry: Geometry): Position {
  for (const line of linesOf(geometry))
    for (const position of line) {
      const [lng, lat] = position
      if (lng < CHINA.west || lng > CHINA.east || lat < CHINA.south || lat > CHINA.north) return position
    }
  return [0, 0]
}
