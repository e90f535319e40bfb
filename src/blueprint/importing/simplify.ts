import type { Geometry, Position, Ring } from '../geometry/geojson.ts'

/** A geometry with fewer positions, none further off than so many degrees (Douglas and Peucker 1973): for looking at. */
export function simplify(geometry: Geometry, tolerance: number): Geometry {
  switch (geometry.type) {
    case 'MultiPolygon':
      return {
        type: 'MultiPolygon',
        coordinates: geometry.coordinates.map((rings) => rings.map((ring) => simplifyRing(ring, tolerance))),
      }
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: geometry.coordinates.map((line) => simplifyLine(line, tolerance)) }
    default:
      return geometry
  }
}

function simplifyRing(ring: Ring, tolerance: number): Ring {
  if (ring.length <= 8) return ring
  const middle = Math.floor(ring.length / 2)
  const halves = [ring.slice(0, middle + 1), ring.slice(middle)].map((half) => simplifyLine(half, tolerance))
  const joined = [...(halves[0] as Ring), ...(halves[1] as Ring).slice(1)]
  return joined.length >= 4 ? joined : ring
}

function simplifyLine(line: Position[], tolerance: number): Position[] {
  if (line.length <= 2) return line
  const keep = new Uint8Array(line.length)
  keep[0] = keep[line.length - 1] = 1
  const waiting: [number, number][] = [[0, line.length - 1]]
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [from, to] = span
    const [furthest, off] = furthestFrom(line, from, to)
    if (off <= tolerance) continue
    keep[furthest] = 1
    waiting.push([from, furthest], [furthest, to])
  }
  return line.filter((_, index) => keep[index] === 1)
}

function furthestFrom(line: readonly Position[], from: number, to: number): [index: number, distance: number] {
  const [x1, y1] = line[from] as Position
  const [x2, y2] = line[to] as Position
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  let [furthest, most] = [from, -1]
  for (let index = from + 1; index < to; index++) {
    const [x, y] = line[index] as Position
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
    const off = Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
    if (off > most) [furthest, most] = [index, off]
  }
  return [furthest, most]
}
