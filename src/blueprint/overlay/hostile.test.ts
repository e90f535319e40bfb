import { describe, expect, test } from 'vitest'
import { measureRing } from './ellipsoid.ts'
import { multiPolygonOf, widthOf } from './overlaps.ts'
import { overlay } from './overlay.ts'
import { countOf, type MultiPolygon, polygonsOf, UNITS } from './polygons.ts'
import { planeArea } from './shapes.testing.ts'

const X = 108.3
const Y = 22.8

/** A ring of points in units of 1e-6 degree from a corner; `[x, y]` pairs in one list. */
function ring(...numbers: number[]): number[][] {
  const points: number[][] = []
  for (let at = 0; at < numbers.length; at += 2)
    points.push([X + (numbers[at] as number) * 1e-6, Y + (numbers[at + 1] as number) * 1e-6])
  return [...points, points[0] as number[]]
}
const square = (x: number, y: number, size: number) => ring(x, y, x + size, y, x + size, y + size, x, y + size)

/** Plane area in common, in units; null where there is no pair. */
function common(one: MultiPolygon, other: MultiPolygon): number | null {
  const forth = overlay(polygonsOf([one]), polygonsOf([other]))
  const back = overlay(polygonsOf([other]), polygonsOf([one]))
  expect([forth.coarser, forth.unsure, back.count]).toEqual([[], [], forth.count])
  if (forth.count === 0) return null
  const areas = [forth, back].map((found) => planeArea(multiPolygonOf(found, 0)) * 1e12)
  expect(areas[0]).toBeCloseTo(areas[1] as number, 4)
  return areas[0] as number
}

describe('neighbours', () => {
  test('[BLU-31] that only touch are no pair: a shared edge, a part of one, a corner, a hole that is filled', () => {
    const one = [[square(0, 0, 100)]]
    for (const other of [
      [[square(100, 0, 100)]],
      [[square(100, 50, 100)]],
      [[square(100, 100, 100)]],
      [[ring(100, 20, 200, 20, 200, 40, 100, 40)]],
      [[ring(100, 50, 200, 0, 200, 100)]],
    ])
      expect(common(one, other)).toBeNull()
    const withHole = [[square(0, 0, 100), square(20, 20, 30)]]
    expect(common(withHole, [[square(20, 20, 30)]])).toBeNull()
    expect(common(withHole, [[square(25, 25, 10)]])).toBeNull()
    // Many collinear pieces against one long edge.
    const steps = Array.from({ length: 99 }, (_, step) => [100, 99 - step]).flat()
    expect(common([[square(0, 0, 100)]], [[ring(200, 0, 200, 100, 100, 100, ...steps, 100, 0)]])).toBeNull()
  })
})

describe('two features that are hard to tell apart', () => {
  test('[BLU-32] are the same, one in the other, in its hole, or on its edge', () => {
    const one = [[square(0, 0, 100), square(20, 20, 30)]]
    expect(common(one, one)).toBeCloseTo(9100, 6)
    expect(common(one, [[square(0, 0, 100)]])).toBeCloseTo(9100, 6)
    expect(common(one, [[square(60, 60, 20)]])).toBeCloseTo(400, 6)
    expect(common(one, [[square(60, 60, 40)]])).toBeCloseTo(1600, 6)
    expect(common(one, [[square(10, 10, 50)]])).toBeCloseTo(2500 - 900, 6)
    expect(common(one, [[square(-10, -10, 200)]])).toBeCloseTo(9100, 6)
    expect(common(one, [[square(10, 10, 50), square(20, 20, 30)]])).toBeCloseTo(1600, 6)
  })

  test('[BLU-32] meet only at vertices on edges and along collinear pieces', () => {
    const one = [[ring(0, 0, 50, 0, 100, 0, 100, 50, 100, 100, 0, 100)]]
    expect(common(one, [[ring(25, 0, 75, 0, 75, 100, 25, 100)]])).toBeCloseTo(5000, 6)
    expect(common(one, [[ring(50, 0, 100, 50, 50, 100, 0, 50)]])).toBeCloseTo(5000, 6)
    expect(common(one, [[ring(0, 0, 100, 100, 0, 200)]])).toBeCloseTo(5000, 6)
  })

  test('[BLU-33] give rings that are valid: no point twice, each hole with its outline', () => {
    // A hole whose corners are on two edges of the other: what is left are two parts, not one with a hole.
    const holed = [[square(-10, -10, 120), ring(50, 0, 75, 50, 50, 100, 25, 50), square(5, 45, 10)]]
    const found = overlay(polygonsOf([[[square(0, 0, 100)]]]), polygonsOf([holed]))
    const shape = multiPolygonOf(found, 0)
    expect(shape.map((polygon) => polygon.length).sort()).toEqual([1, 2])
    for (const points of shape.flat()) expect(new Set(points.slice(1).map(String)).size).toBe(points.length - 1)
    expect(planeArea(shape) * 1e12).toBeCloseTo(10_000 - 2500 - 100, 6)
  })

  test('[BLU-32] of a million to one: a strip one unit of the grid wide, ten degrees long', () => {
    const strip = (south: number): MultiPolygon => [
      [
        [
          [100, south],
          [110, south],
          [110, south + 3 / UNITS],
          [100, south + 3 / UNITS],
          [100, south],
        ],
      ],
    ]
    const found = overlay(polygonsOf([strip(22)]), polygonsOf([strip(22 + 2 / UNITS)]))
    expect(found.count).toBe(1)
    expect(found.areaM2[0]).toBeGreaterThan(0)
    expect(widthOf(found.areaM2[0] as number, found.perimeterM[0] as number)).toBeCloseTo(1.1e-4, 5)
    // Nearly parallel lines, whose crossing is told only by numbers of more than 53 bits.
    const wedge = (tilt: number): MultiPolygon => [
      [
        [
          [100, 22],
          [110, 22 + tilt / UNITS],
          [110, 21],
          [100, 22],
        ],
      ],
    ]
    const other: MultiPolygon = [
      [
        [
          [100, 22 + 1 / UNITS],
          [105, 22 - 1 / UNITS],
          [110, 23],
          [100, 22 + 1 / UNITS],
        ],
      ],
    ]
    const wedges = overlay(polygonsOf([wedge(1)]), polygonsOf([other]))
    expect([wedges.coarser, wedges.unsure]).toEqual([[], []])
    expect(wedges.count).toBe(1)
  })

  test('[BLU-32] at the end of the world: near the pole and around the date line’s neighbours', () => {
    const polar = (west: number): MultiPolygon => [
      [
        [
          [west, -89.9],
          [west + 20, -89.9],
          [west + 20, -89.5],
          [west, -89.5],
          [west, -89.9],
        ],
      ],
    ]
    const found = overlay(polygonsOf([polar(100)]), polygonsOf([polar(110)]))
    expect(planeArea(multiPolygonOf(found, 0))).toBeCloseTo(4, 9)
    const east: MultiPolygon = [
      [
        [
          [179, 0],
          [180, 0],
          [180, 1],
          [179, 1],
          [179, 0],
        ],
      ],
    ]
    expect(overlay(polygonsOf([east]), polygonsOf([east])).count).toBe(1)
  })
})

describe('what comes damaged', () => {
  test('[BLU-34] spikes, repeated points, wrong turns and empty rings are put right before', () => {
    const spiked = [
      [
        ring(0, 0, 0, 100, 100, 100, 100, 300, 100, 100, 100, 100, 100, 0, 50, 0, 50, -70, 50, 0),
        ring(5, 5, 10, 10, 20, 20),
      ],
    ]
    const [one] = [polygonsOf([spiked])]
    expect(one?.rings).toHaveLength(2)
    expect(common(spiked, [[square(50, 50, 100)]])).toBeCloseTo(2500, 6)
    expect(countOf(polygonsOf([[], [[[[1, 1]]] as never], [[square(0, 0, 0)]]]))).toBe(3)
    expect(overlay(polygonsOf([[]]), polygonsOf([[]])).count).toBe(0)
  })

  test('[BLU-35] a boundary that contradicts itself is tried on a coarser grid, and said to be', () => {
    // Two parts of one feature that overlap by one unit of the grid.
    const torn: MultiPolygon = [
      [square(0, 0, 100)],
      [
        [
          [X + 100e-6 - 1e-9, Y],
          [X + 200e-6, Y],
          [X + 200e-6, Y + 100e-6],
          [X + 100e-6 - 1e-9, Y + 100e-6],
          [X + 100e-6 - 1e-9, Y],
        ],
      ],
    ]
    const found = overlay(polygonsOf([torn]), polygonsOf([[[square(50, 50, 100)]]]))
    expect([found.coarser, found.unsure, found.count]).toEqual([[0, 0], [], 1])
    expect((found.areaM2[0] as number) / 5000 / (111_000 * 102_700 * 1e-12)).toBeCloseTo(1, 1)
  })

  test('[BLU-35] one that no grid helps is named, never guessed', () => {
    const bowTie: MultiPolygon = [[ring(0, 0, 100, 100, 120, 0, 0, 130)]]
    const found = overlay(polygonsOf([bowTie]), polygonsOf([[[square(30, 30, 60)]]]))
    expect(found.count === 0 ? found.unsure : [0, 0]).toEqual([0, 0])
  })
})

test('[BLU-36] area and length are the ellipsoid’s: a whole band around the Earth, and a metre', () => {
  const band: number[] = []
  for (let step = 0; step <= 3600; step++) band.push((step / 10) * UNITS, 0)
  for (let step = 3600; step >= 0; step--) band.push((step / 10) * UNITS, 90 * UNITS)
  const hemisphere = measureRing(Float64Array.from([...band, band[0] as number, band[1] as number]), 0, band.length + 2)
  // Half of the surface of CGCS2000's ellipsoid.
  expect(hemisphere.area / 2.550328_1e14).toBeCloseTo(1, 5)
})
