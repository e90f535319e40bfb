import type { Geometry, Position } from 'geojson'

/**
 * The shapes of a well-known binary, in two dimensions; what is empty has none.
 * @param least corners of lines and rings that are nearer than this to the one before are left out, but no ring vanishes
 */
export function readWkb(bytes: Uint8Array, least = 0): Geometry | null {
  return new Reader(bytes, least).geometry()
}

const [POINT, LINE, POLYGON, POINTS, LINES, POLYGONS, COLLECTION] = [1, 2, 3, 4, 5, 6, 7]

/** A closed ring has so many corners at least. */
const FEWEST = 4

class Reader {
  readonly #view: DataView
  #at = 0
  #little = true
  readonly #least: number

  constructor(bytes: Uint8Array, least: number) {
    this.#least = least
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  geometry(): Geometry | null {
    this.#little = this.#view.getUint8(this.#at) === 1
    this.#at += 1
    const type = this.#count()
    switch (type) {
      case POINT: {
        const position = this.#position()
        return Number.isNaN(position[0]) ? null : { type: 'Point', coordinates: position }
      }
      case LINE: {
        const coordinates = this.#positions()
        return coordinates.length > 1 ? { type: 'LineString', coordinates } : null
      }
      case POLYGON: {
        const coordinates = this.#list(() => this.#positions())
        return coordinates.length > 0 ? { type: 'Polygon', coordinates } : null
      }
      case POINTS:
      case LINES:
      case POLYGONS:
      case COLLECTION:
        return together(this.#list(() => this.geometry()).filter((one) => one !== null))
      default:
        throw new Error(`a geometry of type ${type} is not two-dimensional well-known binary`)
    }
  }

  #count(): number {
    const value = this.#view.getUint32(this.#at, this.#little)
    this.#at += 4
    return value
  }

  #position(): [number, number] {
    const x = this.#view.getFloat64(this.#at, this.#little)
    const y = this.#view.getFloat64(this.#at + 8, this.#little)
    this.#at += 16
    return [x, y]
  }

  /** The corners of a line or ring; both its ends stay. */
  #positions(): Position[] {
    const count = this.#expect(this.#count() * 2 * 8) / 16
    const kept: Position[] = []
    const start = this.#at
    let [x, y] = [Number.NaN, Number.NaN]
    for (let place = 0; place < count; place++) {
      const next = this.#position()
      const near = Math.abs(next[0] - x) < this.#least && Math.abs(next[1] - y) < this.#least
      if (near && place < count - 1) continue
      ;[x, y] = next
      kept.push(next)
    }
    if (kept.length >= FEWEST || kept.length === count) return kept
    this.#at = start
    return Array.from({ length: count }, () => this.#position())
  }

  #list<T>(read: () => T): T[] {
    return Array.from({ length: this.#expect(this.#count()) }, read)
  }

  /** A damaged count would ask for more than there is. */
  #expect(bytes: number): number {
    if (this.#at + bytes > this.#view.byteLength) throw new Error('well-known binary is cut off')
    return bytes
  }
}

/** Several shapes as one: of those of the highest dimension, which a clip may have left crumbs beside. */
function together(parts: readonly Geometry[]): Geometry | null {
  const polygons = parts.flatMap((part) =>
    part.type === 'Polygon' ? [part.coordinates] : part.type === 'MultiPolygon' ? part.coordinates : [],
  )
  if (polygons.length > 0) return { type: 'MultiPolygon', coordinates: polygons }
  const lines = parts.flatMap((part) =>
    part.type === 'LineString' ? [part.coordinates] : part.type === 'MultiLineString' ? part.coordinates : [],
  )
  if (lines.length > 0) return { type: 'MultiLineString', coordinates: lines }
  const points = parts.flatMap((part) =>
    part.type === 'Point' ? [part.coordinates] : part.type === 'MultiPoint' ? part.coordinates : [],
  )
  return points.length > 0 ? { type: 'MultiPoint', coordinates: points } : null
}
