import { expect, test } from 'vitest'
import type { Overlaps } from './overlaps.ts'
import { LayerOverlay, overlay } from './overlay.ts'
import { overlayApart } from './overlayApart.ts'
import { type Polygons, PolygonsBuilder, UNITS } from './polygons.ts'

/** Squares side by side, moved by a share of their size: each overlaps four of the other layer; and one of all. */
function squares(count: number, shift: number): Polygons {
  const builder = new PolygonsBuilder()
  const size = 0.01
  const add = (x: number, y: number, width: number) =>
    builder.add([
      [
        [
          [x, y],
          [x + width, y],
          [x + width, y + width],
          [x, y + width],
          [x, y],
        ],
      ],
    ])
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) add(108 + (column + shift) * size, 22 + (row + shift) * size, size)
  add(108, 22, count * size)
  return builder.build(true)
}

const pairs = ({ count, left, right, areaM2 }: Overlaps) =>
  Array.from({ length: count }, (_, n) => `${left[n]} ${right[n]} ${areaM2[n]?.toFixed(3)}`)

test('[BLU-49] in threads and in parts of the map each pair is found, and once', async () => {
  const [left, right] = [squares(60, 0), squares(60, 0.3)]
  const whole = pairs(overlay(left, right)).sort()
  expect(whole.length).toBeGreaterThan(4 * 59 * 59)
  expect(new Set(whole).size).toBe(whole.length)

  const apart: string[] = []
  await overlayApart(left, right, (found) => void apart.push(...pairs(found)), { threads: 2 })
  expect(apart.sort()).toEqual(whole)

  // Any cut of the map will do: through the squares, along their edges.
  const layers = new LayerOverlay(left, right)
  const middle = [108.3 * UNITS, 22.2037 * UNITS] as const
  const parts = [
    [-Infinity, -Infinity, middle[0], middle[1]],
    [middle[0], -Infinity, Infinity, middle[1]],
    [-Infinity, middle[1], middle[0], Infinity],
    [middle[0], middle[1], Infinity, Infinity],
  ] as const
  expect(parts.flatMap((part) => pairs(layers.run({ part }))).sort()).toEqual(whole)
}, 60_000)
