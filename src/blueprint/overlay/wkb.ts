import type { Overlaps } from './overlaps.ts'
import type { PolygonsBuilder } from './polygons.ts'

const POLYGON = 3
const MULTI_POLYGON = 6

/** Adds the polygons of a well-known binary (2-D, either byte order) as one feature; other geometries as one without ground. */
export function addWkb(builder: PolygonsBuilder, wkb: Uint8Array): void {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength)
  const little = view.getUint8(0) === 1
  const type = view.getUint32(1, little)
  if (type === POLYGON) addPolygon(builder, view, 0)
  else if (type === MULTI_POLYGON) {
    let at = 9
    for (let left = view.getUint32(5, little); left > 0; left--) at = addPolygon(builder, view, at)
  }
  builder.closeFeature()
}

/** Adds the polygon that begins at `start`. Returns where it ends. */
function addPolygon(builder: PolygonsBuilder, view: DataView, start: number): number {
  const little = view.getUint8(start) === 1
  let at = start + 9
  const rings = view.getUint32(start + 5, little)
  for (let ring = 0; ring < rings; ring++) {
    const points = view.getUint32(at, little)
    at += 4
    builder.openRing(points)
    for (let point = 0; point < points; point++, at += 16)
      builder.point(view.getFloat64(at, little), view.getFloat64(at + 8, little))
    builder.closeRing(ring > 0)
  }
  return at
}

/** An overlap as a well-known binary MultiPolygon. */
export function wkbOfOverlap(overlaps: Overlaps, overlap: number): Buffer {
  const { coordinates, rings, isHole, ringsOf } = overlaps
  const first = ringsOf[overlap] as number
  const end = ringsOf[overlap + 1] as number
  const parts: { from: number; to: number }[] = []
  for (let ring = first; ring < end; ring++) {
    const last = parts.at(-1)
    if (isHole[ring] && last) last.to = ring + 1
    else parts.push({ from: ring, to: ring + 1 })
  }
  const points = (rings[end] as number) - (rings[first] as number)
  const wkb = Buffer.alloc(9 + parts.length * 9 + (end - first) * 4 + points * 16)
  let at = header(wkb, 0, MULTI_POLYGON, parts.length)
  for (const { from, to } of parts) {
    at = header(wkb, at, POLYGON, to - from)
    for (let ring = from; ring < to; ring++) {
      const start = rings[ring] as number
      const stop = rings[ring + 1] as number
      at = wkb.writeUInt32LE(stop - start, at)
      for (let place = start * 2; place < stop * 2; place++) at = wkb.writeDoubleLE(coordinates[place] as number, at)
    }
  }
  return wkb
}

function header(wkb: Buffer, at: number, type: number, count: number): number {
  wkb.writeUInt8(1, at)
  wkb.writeUInt32LE(type, at + 1)
  return wkb.writeUInt32LE(count, at + 5)
}
