import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { multiPolygonOf } from './overlaps.ts'
import { overlay } from './overlay.ts'
import { type MultiPolygon, polygonsOf } from './polygons.ts'
import { anyLattice, commonArea, groundOf, latticeShape, planeArea, type Triangle } from './shapes.testing.ts'

const RUNS = { numRuns: 1000 }

/** The plane area that the engine finds two shapes to have in common. */
function found(one: MultiPolygon, other: MultiPolygon): number {
  const overlaps = overlay(polygonsOf([one]), polygonsOf([other]))
  expect([overlaps.coarser, overlaps.unsure]).toEqual([[], []])
  expect(overlaps.count).toBeLessThanOrEqual(1)
  return overlaps.count === 1 ? planeArea(multiPolygonOf(overlaps, 0)) : 0
}

function expectSame(ones: readonly Triangle[], others: readonly Triangle[]): void {
  const wanted = commonArea(ones, others)
  const [one, other] = [groundOf(ones), groundOf(others)]
  const smaller = Math.min(planeArea(one), planeArea(other))
  // What a crossing in degrees is rounded by, along the whole boundary.
  const rounding = 1.5e-14 * Math.min(boundaryOf(one), boundaryOf(other))
  expect(Math.abs(found(one, other) - wanted)).toBeLessThanOrEqual(1e-9 * smaller + rounding)
}

/** Length of the boundary in degrees. */
function boundaryOf(shape: MultiPolygon): number {
  let sum = 0
  for (const ring of shape.flat())
    for (let at = 0; at + 1 < ring.length; at++) {
      const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = ring.slice(at, at + 2)
      sum += Math.hypot(bx - ax, by - ay)
    }
  return sum
}

describe('two features', () => {
  test('[BLU-30] on one lattice have the triangles in common that both have', () =>
    fc.assert(
      fc.property(
        anyLattice(108e9, 22e9, 1).chain((lattice) => fc.tuple(latticeShape(lattice), latticeShape(lattice))),
        ([ones, others]) => expectSame(ones, others),
      ),
      RUNS,
    ))

  test('[BLU-30] on any two lattices have in common what their triangles have, cut one by one', () =>
    fc.assert(
      fc.property(
        fc
          .integer({ min: 0, max: 7 })
          .chain((power) =>
            fc.tuple(
              anyLattice(108e9, 22e9, 10 ** power).chain(latticeShape),
              anyLattice(108e9, 22e9, 10 ** power).chain(latticeShape),
            ),
          ),
        ([ones, others]) => expectSame(ones, others),
      ),
      RUNS,
    ))
})
