import { gunzipSync } from 'node:zlib'
import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import { describe, expect, test } from 'vitest'
import { encodeTile, TILE_LAYER } from './encode.ts'
import { boxOf, isTile, pixelOf } from './grid.ts'
import { type Crumbs, mergeCrumbs } from './merge.ts'
import { readWkb } from './wkb.ts'

const METRES = 111_319.49

describe('[BLU-53] what is too small to be seen apart is drawn together', () => {
  const side = 0.01
  const full = (side * METRES) ** 2
  const cell = (column: number, part: number, name = 'core', row = 0): Crumbs => ({
    ...{ class: name, column, row, area: full * part, count: 3 },
  })
  const drawn = (crumbs: Crumbs[]) =>
    mergeCrumbs(crumbs, side).map(({ geometry, properties }) => {
      const [ring = []] = geometry.type === 'Polygon' ? geometry.coordinates : []
      return [Math.round((ring[0]?.[0] ?? 0) / side), Math.round((ring[1]?.[0] ?? 0) / side), properties?.class]
    })

  test('cells side by side become one rectangle, classes stay apart', () => {
    expect(drawn([cell(4, 1), cell(3, 1), cell(5, 1), cell(9, 1), cell(3, 1, 'general')])).toEqual([
      [3, 6, 'core'],
      [9, 10, 'core'],
      [3, 4, 'general'],
    ])
  })

  test('the area drawn is the area there is: what is too little for a cell counts in the next', () => {
    expect(drawn([cell(0, 0.3), cell(1, 0.3), cell(2, 0.3), cell(3, 0.3)])).toEqual([[1, 2, 'core']])
    const thin = Array.from({ length: 1000 }, (_, column) => cell(column, 0.37))
    const cells = drawn(thin).reduce((sum, [from, to]) => sum + Number(to) - Number(from), 0)
    expect(cells / 1000).toBeCloseTo(0.37, 2)
  })

  test('cells that are filled many times over fill no more than their neighbour', () => {
    expect(drawn([cell(0, 40), cell(1, 0.01), cell(2, 0.01), cell(3, 0.01)])).toEqual([[0, 2, 'core']])
  })
})

describe('[BLU-56] the lattice of tiles', () => {
  test('a tile lies within its zoom', () => {
    expect([isTile({ z: 0, x: 0, y: 0 }), isTile({ z: 3, x: 7, y: 7 })]).toEqual([true, true])
    expect([isTile({ z: 3, x: 8, y: 0 }), isTile({ z: 17, x: 0, y: 0 }), isTile({ z: 2, x: 0, y: -1 })]).toEqual([
      false,
      false,
      false,
    ])
  })

  test('its box has a margin, its pixel is as large as on the ground', () => {
    const [west, south, east, north] = boxOf({ z: 1, x: 1, y: 0 })
    expect([west, east]).toEqual([-180 / 64, 180 + 180 / 64])
    expect(south).toBeLessThan(0)
    expect(north).toBeGreaterThan(85)
    expect(pixelOf({ z: 0, x: 0, y: 0 }).metres).toBeCloseTo(78271.5, 0)
    expect(pixelOf({ z: 10, x: 820, y: 448 }).metres).toBeCloseTo(76.44 * Math.cos((21.8 * Math.PI) / 180), 0)
  })
})

test('[BLU-54] well-known binary is read; what is cut off or of another kind is refused', () => {
  const line = (points: [number, number][]) => {
    const bytes = Buffer.alloc(9 + points.length * 16)
    bytes.writeUInt8(1, 0)
    bytes.writeUInt32LE(2, 1)
    bytes.writeUInt32LE(points.length, 5)
    for (const [place, [x, y]] of points.entries()) {
      bytes.writeDoubleLE(x, 9 + place * 16)
      bytes.writeDoubleLE(y, 17 + place * 16)
    }
    return bytes
  }
  const points: [number, number][] = Array.from({ length: 9 }, (_, step) => [108 + step / 1000, 21])
  expect(readWkb(line(points))).toEqual({ type: 'LineString', coordinates: points })
  const simpler = readWkb(line(points), 0.0015)
  expect(simpler?.type === 'LineString' && simpler.coordinates).toEqual(points.filter((_, step) => step % 2 === 0))
  expect(() => readWkb(line(points).subarray(0, 60))).toThrow('cut off')
  expect(() => readWkb(Buffer.from([1, 9, 0, 0, 0]))).toThrow('type 9')
})

test('[BLU-54] a tile is a Mapbox Vector Tile with ids, classes and names', () => {
  const square = Buffer.alloc(93)
  square.writeUInt8(1, 0)
  square.writeUInt32LE(3, 1)
  square.writeUInt32LE(1, 5)
  square.writeUInt32LE(5, 9)
  const ring = [108, 21, 109, 21, 109, 22, 108, 22, 108, 21]
  for (const [place, value] of ring.entries()) square.writeDoubleLE(value, 13 + place * 8)
  const bytes = encodeTile({
    ...{ z: 7, x: 102, y: 56, cell: 0.01 },
    features: [{ id: 12, class: 'core', name: '红树林', count: 1, wkb: square }],
    crumbs: [],
  })
  const layer = new VectorTile(new PbfReader(gunzipSync(bytes ?? Buffer.alloc(0)))).layers[TILE_LAYER]
  expect([layer?.version, layer?.extent, layer?.length]).toEqual([2, 4096, 1])
  expect(layer?.feature(0).properties).toEqual({ f: 12, class: 'core', name: '红树林' })
  expect(encodeTile({ z: 7, x: 1, y: 1, cell: 1, features: [], crumbs: [] })).toBeNull()
})
