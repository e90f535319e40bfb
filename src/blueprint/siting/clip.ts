import { distance } from '../ellipsoid.ts'
import { boxOf, type Geometry, type Position, type Ring } from '../geometry/geojson.ts'

/** Whether a place lies in an area, by how often a ray from it meets its rings. */
export function isInside([x, y]: Position, area: readonly (readonly Ring[])[]): boolean {
  let inside = false
  for (const polygon of area)
    for (const ring of polygon) for (const [a, b] of edgesOf(ring)) if (meetsRay(x, y, a, b)) inside = !inside
  return inside
}

function meetsRay(x: number, y: number, a: Position, b: Position): boolean {
  return a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]
}

/** The length (m, on the ellipsoid) of the parts of lines that run inside of an area. */
export function lengthInside(lines: readonly (readonly Position[])[], area: readonly (readonly Ring[])[]): number {
  const [west, south, east, north] = boxOf({ type: 'MultiPolygon', coordinates: area as Ring[][] })
  const edges = area.flatMap((polygon) => polygon.flatMap((ring) => [...edgesOf(ring)]))
  let length = 0
  for (const line of lines)
    for (const [from, to] of edgesOf(line)) {
      if (Math.max(from[0], to[0]) < west || Math.min(from[0], to[0]) > east) continue
      if (Math.max(from[1], to[1]) < south || Math.min(from[1], to[1]) > north) continue
      length += insideOf(from, to, edges, area)
    }
  return length
}

function insideOf(
  from: Position,
  to: Position,
  edges: readonly (readonly [Position, Position])[],
  area: readonly (readonly Ring[])[],
): number {
  const cuts = [0, 1]
  for (const [a, b] of edges) {
    const at = crossingOf(from, to, a, b)
    if (at !== null) cuts.push(at)
  }
  cuts.sort((one, other) => one - other)
  const along = (share: number): Position => [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
  let length = 0
  for (let cut = 1; cut < cuts.length; cut++) {
    const [start, end] = [cuts[cut - 1] as number, cuts[cut] as number]
    if (end > start && isInside(along((start + end) / 2), area)) length += distance(along(start), along(end))
  }
  return length
}

/** Where on an edge (0 at its begin, 1 at its end) another one crosses it; null where none does. Parallels never do. */
function crossingOf(from: Position, to: Position, a: Position, b: Position): number | null {
  if (Math.max(from[0], to[0]) < Math.min(a[0], b[0]) || Math.min(from[0], to[0]) > Math.max(a[0], b[0])) return null
  if (Math.max(from[1], to[1]) < Math.min(a[1], b[1]) || Math.min(from[1], to[1]) > Math.max(a[1], b[1])) return null
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const [ex, ey] = [b[0] - a[0], b[1] - a[1]]
  const turn = dx * ey - dy * ex
  if (turn === 0) return null
  const [fx, fy] = [a[0] - from[0], a[1] - from[1]]
  const along = (fx * ey - fy * ex) / turn
  const across = (fx * dy - fy * dx) / turn
  return along >= 0 && along <= 1 && across >= 0 && across < 1 ? along : null
}

function* edgesOf(line: readonly Position[]): Generator<readonly [Position, Position]> {
  for (let at = 1; at < line.length; at++) yield [line[at - 1] as Position, line[at] as Position]
}

/** The places of a geometry that consists of points. */
export function pointsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates]
  return geometry.type === 'MultiPoint' ? geometry.coordinates : []
}
