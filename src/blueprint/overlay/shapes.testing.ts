import fc from 'fast-check'
import { type MultiPolygon, UNITS } from './polygons.ts'
import { joinPieces, Pieces, Rings } from './rings.ts'

/** A triangle against the clock, its corners in grid units. */
export type Triangle = readonly [ax: number, ay: number, bx: number, by: number, cx: number, cy: number]

/** A lattice of triangles: a corner and two steps, in grid units. */
export interface Lattice {
  readonly x: number
  readonly y: number
  readonly east: readonly [number, number]
  readonly north: readonly [number, number]
}

/** The triangles of a lattice that are chosen, of `width` squares a row, two triangles a square. */
export function trianglesOf(chosen: readonly boolean[], width: number, { x, y, east, north }: Lattice): Triangle[] {
  const corner = (column: number, row: number): [number, number] => [
    x + column * east[0] + row * north[0],
    y + column * east[1] + row * north[1],
  ]
  return chosen.flatMap((is, place): Triangle[] => {
    if (!is) return []
    const square = place >> 1
    const column = square % width
    const row = Math.floor(square / width)
    const [a, b] = [corner(column, row), corner(column + 1, row + 1)]
    const c = place % 2 === 0 ? corner(column + 1, row) : corner(column, row + 1)
    return [place % 2 === 0 ? [...a, ...c, ...b] : [...a, ...b, ...c]]
  })
}

/** The ground of the triangles of one lattice as a MultiPolygon: their edges but those between two of them. */
export function groundOf(triangles: readonly Triangle[]): MultiPolygon {
  const edges = new Map<string, readonly [number, number, number, number]>()
  for (const [ax, ay, bx, by, cx, cy] of triangles)
    for (const [x, y, nextX, nextY] of [
      [ax, ay, bx, by],
      [bx, by, cx, cy],
      [cx, cy, ax, ay],
    ] as const)
      if (!edges.delete(`${nextX},${nextY},${x},${y}`)) edges.set(`${x},${y},${nextX},${nextY}`, [x, y, nextX, nextY])
  const pieces = new Pieces()
  pieces.clear()
  for (const [x, y, nextX, nextY] of edges.values()) {
    pieces.point(x, y)
    pieces.point(nextX, nextY)
    pieces.end()
  }
  const rings = new Rings()
  if (!joinPieces(pieces, rings)) throw new Error('The ground of triangles does not close.')
  const all = Array.from({ length: rings.count }, (_, ring) => {
    const points: number[][] = []
    for (let at = rings.from[ring] as number; at < (rings.from[ring + 1] as number); at += 2)
      points.push([(rings.points[at] as number) / UNITS, (rings.points[at + 1] as number) / UNITS])
    return points
  })
  const holes = all.filter((ring) => ringArea(ring) < 0)
  return all
    .filter((ring) => ringArea(ring) > 0)
    .sort((one, other) => ringArea(one) - ringArea(other))
    .map((outline) => [outline, ...takeHoles(outline, holes)])
}

/** Takes the holes that are in the outline out of the list. Smaller outlines ask first. */
function takeHoles(outline: number[][], holes: number[][][]): number[][][] {
  const taken = holes.filter((hole) => {
    const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = hole
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2]
    let inside = false
    for (let at = 0; at + 1 < outline.length; at++) {
      const [[px = 0, py = 0] = [], [qx = 0, qy = 0] = []] = outline.slice(at, at + 2)
      if (py > y !== qy > y && x < px + ((y - py) / (qy - py)) * (qx - px)) inside = !inside
    }
    return inside
  })
  for (const hole of taken) holes.splice(holes.indexOf(hole), 1)
  return taken
}

/** Area of a ring in square degrees, positive against the clock. */
export function ringArea(ring: readonly (readonly number[])[]): number {
  const [[x0 = 0, y0 = 0] = []] = ring
  let doubled = 0
  for (let at = 0; at + 1 < ring.length; at++) {
    const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = ring.slice(at, at + 2)
    doubled += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
  }
  return doubled / 2
}

/** Area of a MultiPolygon in square degrees. */
export const planeArea = (shape: MultiPolygon): number => shape.flat().reduce((sum, ring) => sum + ringArea(ring), 0)

/** Area that two sets of triangles have in common, in square degrees: each with each, cut by its three edges. */
export function commonArea(ones: readonly Triangle[], others: readonly Triangle[]): number {
  let sum = 0
  for (const one of ones) for (const other of others) sum += commonOfTwo(one, other)
  return sum / UNITS / UNITS
}

function commonOfTwo([ax, ay, bx, by, cx, cy]: Triangle, clip: Triangle): number {
  let shape = [
    [ax, ay],
    [bx, by],
    [cx, cy],
  ] as [number, number][]
  for (let edge = 0; edge < 6; edge += 2) {
    const [px, py] = [clip[edge] as number, clip[edge + 1] as number]
    const [qx, qy] = [clip[(edge + 2) % 6] as number, clip[(edge + 3) % 6] as number]
    const side = ([x, y]: [number, number]) => (qx - px) * (y - py) - (qy - py) * (x - px)
    shape = shape.flatMap((point, place): [number, number][] => {
      const next = shape[(place + 1) % shape.length] as [number, number]
      const [here, there] = [side(point), side(next)]
      const kept = here >= 0 ? [point] : []
      if (here > 0 === there > 0 || here === 0 || there === 0) return kept
      const share = here / (here - there)
      return [...kept, [point[0] + share * (next[0] - point[0]), point[1] + share * (next[1] - point[1])]]
    })
  }
  let doubled = 0
  const [[x0, y0] = [0, 0]] = shape
  shape.forEach(([x, y], place) => {
    const [nextX, nextY] = shape[(place + 1) % shape.length] as [number, number]
    doubled += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0)
  })
  return doubled / 2
}

const WIDTH = 5
const chosen = fc.array(fc.boolean(), { minLength: 2, maxLength: 2 * WIDTH * WIDTH })

/** Shapes with holes and several parts on one lattice: they share vertices, edges, corners. */
export const latticeShape = (lattice: Lattice) => chosen.map((picks) => trianglesOf(picks, WIDTH, lattice))

/** Any lattice about a place: coarse or fine, straight or slanting. */
export const anyLattice = (x: number, y: number, scale: number): fc.Arbitrary<Lattice> =>
  fc
    .record({
      dx: fc.integer({ min: -3, max: 3 }),
      dy: fc.integer({ min: -3, max: 3 }),
      east: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -2, max: 2 })),
      north: fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: 1, max: 5 })),
    })
    .filter(({ east, north }) => east[0] * north[1] - east[1] * north[0] > 0)
    .map(({ dx, dy, east, north }) => ({
      x: x + dx * scale,
      y: y + dy * scale,
      east: [east[0] * scale, east[1] * scale],
      north: [north[0] * scale, north[1] * scale],
    }))
