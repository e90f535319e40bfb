import { type Polygons, PolygonsBuilder } from '../src/blueprint/overlay/index.ts'

/** South-western corner of the made-up country, and the size of a cell, in degrees: about 400 m. */
const WEST = 106
const SOUTH = 21
const CELL = 0.0036
/** Points on a border between two corners. */
const CRINKLES = 5
/** A conflict in so many cells; every fourth is a sliver. */
const CONFLICT_EVERY = 97

/** A conflict that was put in: which features, and how large it is by the surface of true area. */
export interface Planted {
  readonly left: number
  readonly right: number
  readonly areaM2: number
  readonly sliver: boolean
}

export interface Layers {
  readonly left: Polygons
  readonly right: Polygons
  readonly planted: readonly Planted[]
}

/** Any whole number between 0 and 1, always the same for the same numbers. */
function chance(...numbers: readonly number[]): number {
  let state = 0x9e3779b9
  for (const number of numbers) {
    state = Math.imul(state ^ number, 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    state ^= state >>> 16
  }
  return (state >>> 0) / 2 ** 32
}

type Point = readonly [number, number]

/** A corner of the lattice, moved about. */
function corner(column: number, row: number): Point {
  return [
    WEST + (column + 0.3 * (chance(1, column, row) - 0.5)) * CELL,
    SOUTH + (row + 0.3 * (chance(2, column, row) - 0.5)) * CELL,
  ]
}

/**
 * The points between the corners of a border, crinkled across it by heights that vanish at its ends; `bulge` (of a cell)
 * pushes them further to the left of the way from `a` to `b`.
 */
function border(
  [ax, ay]: Point,
  [bx, by]: Point,
  seed: readonly number[],
  bulge: number,
  crinkles = CRINKLES,
): Point[] {
  return Array.from({ length: crinkles }, (_, place): Point => {
    const along = (place + 1) / (crinkles + 1)
    const arch = Math.sin(Math.PI * along)
    const across = (0.08 * (chance(...seed, place) - 0.5) + bulge) * arch
    return [ax + along * (bx - ax) - across * (by - ay), ay + along * (by - ay) + across * (bx - ax)]
  })
}

/** Area of a ring in m² on the surface of true area of CGCS2000: longitude beside the authalic height. Not the engine's way. */
function trueArea(ring: readonly Point[]): number {
  const [a, f] = [6_378_137, 1 / 298.257222101]
  const e2 = f * (2 - f)
  const e = Math.sqrt(e2)
  const height = (latitude: number) => {
    const sine = Math.sin((latitude * Math.PI) / 180)
    return (1 - e2) * (sine / (1 - e2 * sine * sine) + Math.atanh(e * sine) / e)
  }
  const [[x0, y0] = [0, 0]] = ring
  let doubled = 0
  ring.forEach(([x, y], place) => {
    const [nextX, nextY] = ring[(place + 1) % ring.length] as Point
    doubled += (x - x0) * (height(nextY) - height(y0)) - (nextX - x0) * (height(y) - height(y0))
  })
  return ((doubled / 2) * (Math.PI / 180) * a * a) / 2
}

/**
 * Two layers of about so many cells each: one land, cut into cells with crinkled borders that neighbours share to the last
 * digit, each cell given to one of the layers. In some places the right layer's border runs into the left one's cell.
 */
export function tessellation(cellsPerLayer: number): Layers {
  const size = Math.ceil(Math.sqrt(2 * cellsPerLayer))
  const builders = [new PolygonsBuilder(), new PolygonsBuilder()] as const
  const planted: Planted[] = []
  const isRight = (column: number, row: number) => (chance(3, column, row) < 0.5 ? 0 : 1)
  const numbers = new Uint32Array(size * size)
  const counts = [0, 0]
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const layer = isRight(column, row)
      numbers[row * size + column] = counts[layer] as number
      counts[layer] = (counts[layer] as number) + 1
    }
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const layer = isRight(column, row)
      const builder = builders[layer] as PolygonsBuilder
      const [sw, se] = [corner(column, row), corner(column + 1, row)]
      const [nw, ne] = [corner(column, row + 1), corner(column + 1, row + 1)]
      let bulge = 0
      const here = numbers[row * size + column] as number
      if (layer === 1 && column + 1 < size && isRight(column + 1, row) === 0 && here % CONFLICT_EVERY === 5) {
        const sliver = Math.floor(here / CONFLICT_EVERY) % 4 === 0
        // To the right of the way north, into the neighbour: up to 35 m, a sliver by 0.2 m.
        bulge = sliver ? -0.0005 : -0.02 - 0.07 * chance(4, column, row)
        const own = [se, ...border(se, ne, [5, column + 1, row], 0), ne]
        const moved = border(se, ne, [5, column + 1, row], bulge)
        const areaM2 = Math.abs(trueArea([...own, ...moved.toReversed()]))
        planted.push({ left: numbers[row * size + column + 1] as number, right: here, areaM2, sliver })
      }
      const ring = [
        sw,
        ...border(sw, se, [6, column, row], 0),
        se,
        ...border(se, ne, [5, column + 1, row], bulge),
        ne,
        ...border(nw, ne, [6, column, row + 1], 0).toReversed(),
        nw,
        ...border(sw, nw, [5, column, row], 0).toReversed(),
        sw,
      ]
      builder.openRing(ring.length)
      for (const [x, y] of ring) builder.point(x, y)
      builder.closeRing(false)
      builder.closeFeature()
    }
  return { left: builders[0].build(true), right: builders[1].build(true), planted }
}

/**
 * Bands across the country, in turn of the left and of the right layer, with so many vertices on each border between
 * two: what a provincial red line and the farmland beside it look like. On each border some bulges are conflicts.
 */
export function bands(count: number, verticesPerBorder: number): Layers {
  const builders = [new PolygonsBuilder(), new PolygonsBuilder()] as const
  const planted: Planted[] = []
  const columns = Math.ceil(verticesPerBorder / (CRINKLES + 1))
  const line = (row: number, bulged: boolean): { points: Point[]; areaM2: number } => {
    const points: Point[] = []
    let areaM2 = 0
    for (let column = 0; column < columns; column++) {
      const [a, b] = [corner(column, row), corner(column + 1, row)]
      const plain = border(a, b, [7, column, row], 0)
      points.push(a)
      if (bulged && chance(8, column, row) < 0.01) {
        const moved = border(a, b, [7, column, row], 0.05)
        areaM2 += Math.abs(trueArea([a, ...plain, b, ...moved.toReversed()]))
        points.push(...moved)
      } else points.push(...plain)
    }
    points.push(corner(columns, row))
    return { points, areaM2 }
  }
  for (let band = 0; band < count; band++) {
    const right = band % 2 === 1
    const builder = builders[right ? 1 : 0]
    // The right layer's northern border is pushed into the left band north of it.
    const north = line(band + 1, right && band + 1 < count)
    const south = line(band, false)
    if (north.areaM2 > 0)
      planted.push({ left: (band + 1) / 2, right: (band - 1) / 2, areaM2: north.areaM2, sliver: false })
    const ring = [...south.points, ...north.points.toReversed()]
    builder.openRing(ring.length + 1)
    for (const [x, y] of [...ring, ring[0] as Point]) builder.point(x, y)
    builder.closeRing(false)
    builder.closeFeature()
  }
  return { left: builders[0].build(true), right: builders[1].build(true), planted }
}
