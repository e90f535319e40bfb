import { cleanRing } from './cleanRing.ts'

/** Grid units in a degree: coordinates are whole numbers of 1e-9 degree, so that every comparison can be exact. */
export const UNITS = 1e9

/**
 * The polygons of a layer in a few flat arrays, which threads share. A feature is a set of rings with the ground that it
 * covers on their left; which ring is whose hole follows from that.
 */
export interface Polygons {
  /** x, y of every vertex in grid units, longitude first; a ring ends with its first vertex again. */
  readonly coordinates: Float64Array
  /** First vertex of each ring, and behind the last one where it ends. */
  readonly rings: Uint32Array
  /** First ring of each feature, and behind the last one where it ends. */
  readonly features: Uint32Array
  /** West, south, east, north of each feature in grid units. */
  readonly boxes: Float64Array
}

/** A ring as it comes: longitude, latitude in degrees. */
export type Position = readonly number[]
/** The coordinates of a GeoJSON MultiPolygon. */
export type MultiPolygon = readonly (readonly (readonly Position[])[])[]

/** How many features there are. */
export const countOf = (polygons: Polygons): number => polygons.features.length - 1

/** Gathers polygons into the flat arrays: snaps them to the grid, drops repeated points and spikes, turns the rings. */
export class PolygonsBuilder {
  #coordinates = new Float64Array(1024)
  #used = 0
  readonly #rings: number[] = [0]
  readonly #features: number[] = [0]
  readonly #boxes: number[] = []
  #box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]

  /** How many vertices there are so far. */
  get vertices(): number {
    return this.#used / 2
  }

  /** Adds one feature; the first ring of each of its polygons is its outline, the others are holes. */
  add(multiPolygon: MultiPolygon): void {
    for (const polygon of multiPolygon)
      polygon.forEach((ring, place) => {
        this.openRing(ring.length)
        for (const [longitude = 0, latitude = 0] of ring) this.point(longitude, latitude)
        this.closeRing(place > 0)
      })
    this.closeFeature()
  }

  /** Makes room for so many points of a ring. */
  openRing(points: number): void {
    const wanted = this.#used + points * 2 + 2
    if (wanted <= this.#coordinates.length) return
    const grown = new Float64Array(Math.max(wanted, this.#coordinates.length * 2))
    grown.set(this.#coordinates.subarray(0, this.#used))
    this.#coordinates = grown
  }

  /** The next point of the ring, in degrees. */
  point(longitude: number, latitude: number): void {
    this.#coordinates[this.#used++] = Math.round(longitude * UNITS)
    this.#coordinates[this.#used++] = Math.round(latitude * UNITS)
  }

  /** Ends the ring. One that has no area on the grid is left out, with all that is in it. */
  closeRing(hole: boolean): void {
    const from = (this.#rings.at(-1) as number) * 2
    this.#used = cleanRing(this.#coordinates, from, this.#used, hole)
    if (this.#used === from) return
    this.#rings.push(this.#used / 2)
    const box = this.#box
    for (let at = from; at < this.#used; at += 2) {
      const x = this.#coordinates[at] as number
      const y = this.#coordinates[at + 1] as number
      if (x < box[0]) box[0] = x
      if (y < box[1]) box[1] = y
      if (x > box[2]) box[2] = x
      if (y > box[3]) box[3] = y
    }
  }

  /** Ends the feature: the rings since the last one are its rings. */
  closeFeature(): void {
    this.#features.push(this.#rings.length - 1)
    this.#boxes.push(...this.#box)
    this.#box = [Infinity, Infinity, -Infinity, -Infinity]
  }

  /** The arrays; `shared` ones can be given to other threads without copying them. */
  build(shared = false): Polygons {
    const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes))
    const coordinates = new Float64Array(room(this.#used * 8))
    coordinates.set(this.#coordinates.subarray(0, this.#used))
    const rings = new Uint32Array(room(this.#rings.length * 4))
    rings.set(this.#rings)
    const features = new Uint32Array(room(this.#features.length * 4))
    features.set(this.#features)
    const boxes = new Float64Array(room(this.#boxes.length * 8))
    boxes.set(this.#boxes)
    return { coordinates, rings, features, boxes }
  }
}

/** Polygons from the coordinates of GeoJSON MultiPolygons. */
export function polygonsOf(features: Iterable<MultiPolygon>): Polygons {
  const builder = new PolygonsBuilder()
  for (const feature of features) builder.add(feature)
  return builder.build()
}
