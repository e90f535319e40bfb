/** A geometry as GeoJSON has it, unchecked: any dimension, numbers that are none, collections; null: nothing there. */
export type ReadWkb = { type: string; coordinates?: unknown; geometries?: unknown } | null

const TYPES = [
  '',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const

/** Reads well-known binary of any kind, ISO or extended, as a file may hold it. Curves are named and not read. */
export function readWkb(bytes: Uint8Array): ReadWkb {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const geometry = (): NonNullable<ReadWkb> => {
    const little = view.getUint8(at) === 1
    let code = view.getUint32(at + 1, little)
    at += 5
    const isExtended = (code & 0xe0000000) !== 0
    let size = 2 + (isExtended ? Number((code & 0x80000000) !== 0) + Number((code & 0x40000000) !== 0) : 0)
    if ((code & 0x20000000) !== 0) at += 4
    code &= 0x0fffffff
    const iso = Math.floor(code / 1000)
    if (iso > 0) size = iso === 3 ? 4 : 3
    const type = TYPES[code % 1000] ?? ''
    const count = () => {
      const value = view.getUint32(at, little)
      at += 4
      return value
    }
    const position = () => {
      const read = Array.from({ length: size }, (_, index) => view.getFloat64(at + index * 8, little))
      at += size * 8
      return read
    }
    const line = () => Array.from({ length: count() }, position)
    if (type === 'Point') {
      const read = position()
      return { type, coordinates: read.every(Number.isNaN) ? [] : read }
    }
    if (type === 'LineString') return { type, coordinates: line() }
    if (type === 'Polygon') return { type, coordinates: Array.from({ length: count() }, line) }
    if (type === '') return { type: `curve (${code})`, coordinates: null }
    const parts = Array.from({ length: count() }, geometry)
    if (type === 'GeometryCollection') return { type, geometries: parts }
    return { type, coordinates: parts.map(({ coordinates }) => coordinates) }
  }
  return geometry()
}
