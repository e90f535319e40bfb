import { measureRing } from './ellipsoid.ts'
import { UNITS } from './polygons.ts'
import type { Rings } from './rings.ts'

/** Overlaps in a few flat arrays, as one thread gives them to another. */
export interface Overlaps {
  readonly count: number
  /** Numbers of the two features of each. */
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly areaM2: Float64Array
  readonly perimeterM: Float64Array
  /** x, y of all rings in degrees, longitude first; a ring ends with its first point. An outline comes before its holes. */
  readonly coordinates: Float64Array
  readonly rings: Uint32Array
  readonly isHole: Uint8Array
  /** First ring of each overlap, and behind the last one where it ends. */
  readonly ringsOf: Uint32Array
  /** Pairs (left, right, …) that were right only on a coarser grid, and those that no way was found for. */
  readonly coarser: readonly number[]
  readonly unsure: readonly number[]
}

/** Gathers overlaps. */
export class OverlapsBuilder {
  readonly #left: number[] = []
  readonly #right: number[] = []
  readonly #areas: number[] = []
  readonly #perimeters: number[] = []
  #coordinates = new Float64Array(1024)
  #used = 0
  readonly #rings: number[] = [0]
  readonly #isHole: number[] = []
  readonly #ringsOf: number[] = [0]
  readonly coarser: number[] = []
  readonly unsure: number[] = []

  /**
   * Adds the overlap of two features. False, with nothing added, where the rings have no area or a hole is in no outline.
   * Each hole goes behind the outline that it is in.
   */
  add(left: number, right: number, rings: Rings, leastAreaM2: number): boolean {
    const { points, from, count } = rings
    let area = 0
    let perimeter = 0
    const outlines: number[] = []
    const holes: number[] = []
    for (let ring = 0; ring < count; ring++) {
      const measure = measureRing(points, from[ring] as number, from[ring + 1] as number)
      area += measure.area
      perimeter += measure.length
      if (measure.area > 0) outlines.push(ring)
      else if (measure.area < 0) holes.push(ring)
    }
    if (!(area > 0)) return false
    const homes = holes.map((hole) =>
      outlines.length === 1 ? (outlines[0] as number) : outlineAround(rings, hole, outlines),
    )
    if (homes.includes(-1)) return false
    if (area < leastAreaM2) return true
    this.#left.push(left)
    this.#right.push(right)
    this.#areas.push(area)
    this.#perimeters.push(perimeter)
    for (const outline of outlines) {
      this.#addRing(rings, outline, 0)
      for (const [place, home] of homes.entries()) if (home === outline) this.#addRing(rings, holes[place] as number, 1)
    }
    this.#ringsOf.push(this.#isHole.length)
    return true
  }

  #addRing({ points, from }: Rings, ring: number, isHole: 0 | 1): void {
    const start = from[ring] as number
    const end = from[ring + 1] as number
    while (this.#used + end - start > this.#coordinates.length) {
      const larger = new Float64Array(this.#coordinates.length * 2)
      larger.set(this.#coordinates)
      this.#coordinates = larger
    }
    for (let at = start; at < end; at++) this.#coordinates[this.#used++] = (points[at] as number) / UNITS
    this.#rings.push(this.#used / 2)
    this.#isHole.push(isHole)
  }

  build(): Overlaps {
    return {
      count: this.#left.length,
      left: Uint32Array.from(this.#left),
      right: Uint32Array.from(this.#right),
      areaM2: Float64Array.from(this.#areas),
      perimeterM: Float64Array.from(this.#perimeters),
      coordinates: this.#coordinates.slice(0, this.#used),
      rings: Uint32Array.from(this.#rings),
      isHole: Uint8Array.from(this.#isHole),
      ringsOf: Uint32Array.from(this.#ringsOf),
      coarser: this.coarser,
      unsure: this.unsure,
    }
  }
}

/** The coordinates of an overlap as a GeoJSON MultiPolygon has them. */
export function multiPolygonOf(overlaps: Overlaps, overlap: number): number[][][][] {
  const polygons: number[][][][] = []
  const end = overlaps.ringsOf[overlap + 1] as number
  for (let ring = overlaps.ringsOf[overlap] as number; ring < end; ring++) {
    const points: number[][] = []
    const last = overlaps.rings[ring + 1] as number
    for (let point = overlaps.rings[ring] as number; point < last; point++)
      points.push([overlaps.coordinates[point * 2] as number, overlaps.coordinates[point * 2 + 1] as number])
    if (overlaps.isHole[ring]) polygons.at(-1)?.push(points)
    else polygons.push([points])
  }
  return polygons
}

/** How wide an overlap is as a strip: twice its area over its perimeter, in metres. */
export function widthOf(areaM2: number, perimeterM: number): number {
  return perimeterM > 0 ? (2 * areaM2) / perimeterM : 0
}

/** The outline that the hole is in: the smallest one around the middle of its first edge; -1 where there is none. */
function outlineAround({ points, from }: Rings, hole: number, outlines: readonly number[]): number {
  const start = from[hole] as number
  const x = ((points[start] as number) + (points[start + 2] as number)) / 2
  const y = ((points[start + 1] as number) + (points[start + 3] as number)) / 2
  let found = -1
  let smallest = Infinity
  for (const outline of outlines) {
    let inside = false
    let doubled = 0
    for (let at = from[outline] as number; at + 2 < (from[outline + 1] as number); at += 2) {
      const ax = (points[at] as number) - x
      const ay = (points[at + 1] as number) - y
      const bx = (points[at + 2] as number) - x
      const by = (points[at + 3] as number) - y
      const turn = ax * by - bx * ay
      doubled += turn
      if (ay > 0 !== by > 0 && turn > 0 === by > ay) inside = !inside
    }
    if (inside && doubled < smallest) {
      found = outline
      smallest = doubled
    }
  }
  return found
}
