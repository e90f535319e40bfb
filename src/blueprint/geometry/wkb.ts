import type { Geometry, Position, Ring } from './geojson.ts'

const CODES = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 } as const
const HEAD = 5
const COUNT = 4
const POSITION = 16

/** The geometry as well-known binary (OGC 06-103r4, little-endian), as PostGIS and the overlay read it. */
export function wkbOf(geometry: Geometry): Buffer {
  const writer = new Writer(sizeOf(geometry))
  writer.head(CODES[geometry.type])
  if (geometry.type === 'Point') writer.position(geometry.coordinates)
  else {
    writer.count(geometry.coordinates.length)
    if (geometry.type === 'MultiPoint')
      for (const position of geometry.coordinates) {
        writer.head(CODES.Point)
        writer.position(position)
      }
    else if (geometry.type === 'MultiLineString')
      for (const line of geometry.coordinates) {
        writer.head(CODES.LineString)
        writer.line(line)
      }
    else
      for (const polygon of geometry.coordinates) {
        writer.head(CODES.Polygon)
        writer.count(polygon.length)
        for (const ring of polygon) writer.line(ring)
      }
  }
  return writer.bytes
}

function sizeOf(geometry: Geometry): number {
  const lineSize = (line: readonly Position[]) => COUNT + line.length * POSITION
  switch (geometry.type) {
    case 'Point':
      return HEAD + POSITION
    case 'MultiPoint':
      return HEAD + COUNT + geometry.coordinates.length * (HEAD + POSITION)
    case 'MultiLineString':
      return HEAD + COUNT + geometry.coordinates.reduce((sum, line) => sum + HEAD + lineSize(line), 0)
    case 'MultiPolygon':
      return (
        HEAD +
        COUNT +
        geometry.coordinates.reduce(
          (sum, polygon) => sum + HEAD + COUNT + polygon.reduce((inner, ring) => inner + lineSize(ring), 0),
          0,
        )
      )
  }
}

class Writer {
  readonly bytes: Buffer
  #at = 0

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size)
  }

  head(code: number): void {
    this.bytes[this.#at] = 1
    this.bytes.writeUInt32LE(code, this.#at + 1)
    this.#at += HEAD
  }

  count(value: number): void {
    this.#at = this.bytes.writeUInt32LE(value, this.#at)
  }

  position([lng, lat]: Position): void {
    this.#at = this.bytes.writeDoubleLE(lng, this.#at)
    this.#at = this.bytes.writeDoubleLE(lat, this.#at)
  }

  line(line: readonly Position[]): void {
    this.count(line.length)
    for (const position of line) this.position(position)
  }
}

/**
 * Reads well-known binary back: what `wkbOf` writes, and what PostGIS's `st_asbinary` answers for the blueprint's
 * geometries.
 * @throws Error where it is another type: a mistake of ours
 */
export function geometryOf(wkb: Uint8Array): Geometry {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  let at = 0
  let little = true
  const head = () => {
    little = view.getUint8(at) === 1
    const code = view.getUint32(at + 1, little)
    at += HEAD
    return code
  }
  const count = () => {
    const value = view.getUint32(at, little)
    at += COUNT
    return value
  }
  const position = (): Position => {
    const read: Position = [view.getFloat64(at, little), view.getFloat64(at + 8, little)]
    at += POSITION
    return read
  }
  const many = <T>(read: () => T): T[] => Array.from({ length: count() }, read)
  const line = (): Ring => many(position)
  const headed =
    <T>(read: () => T) =>
    (): T => {
      head()
      return read()
    }
  const code = head()
  if (code === CODES.Point) return { type: 'Point', coordinates: position() }
  if (code === CODES.MultiPoint) return { type: 'MultiPoint', coordinates: many(headed(position)) }
  if (code === CODES.MultiLineString) return { type: 'MultiLineString', coordinates: many(headed(line)) }
  if (code === CODES.MultiPolygon) return { type: 'MultiPolygon', coordinates: many(headed(() => many(line))) }
  throw new Error(`The blueprint keeps no geometry of WKB type ${code}.`)
}
