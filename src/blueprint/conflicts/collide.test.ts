import { expect, test } from 'vitest'
import { wkbOf } from '../geometry/wkb.ts'
import { type CollideRequest, collide, type Ground } from './collide.ts'
import { collideApart } from './collideApart.ts'

/** A round zone of so many corners. */
function round(key: string, kind: Ground['kind'], lng: number, corners: number): Ground {
  const ring = Array.from({ length: corners + 1 }, (_, place): [number, number] => {
    const angle = ((place % corners) / corners) * 2 * Math.PI
    return [lng + 0.01 * Math.cos(angle), 22 + 0.01 * Math.sin(angle)]
  })
  const wkb = wkbOf({ type: 'MultiPolygon', coordinates: [[ring]] })
  return { layerId: kind, kind, key, class: null, wkb }
}

const request = (corners: number): CollideRequest => ({
  changed: [round('R', 'ecological_red_line', 108, corners)],
  around: [
    round('U1', 'urban_boundary', 108.01, corners),
    round('U2', 'urban_boundary', 108.03, corners),
    round('R2', 'ecological_red_line', 108.01, corners),
  ],
})

test('[BLU-43] what is large is looked through in a thread of its own, with the same result', async () => {
  const large = request(6000)
  const found = await collideApart(large)
  expect(found).toMatchObject([{ rule: 'red_line_urban', left: { key: 'R' }, right: { key: 'U1' }, coarser: false }])
  const [here] = collide(large)
  expect(found[0]?.areaM2).toBe(here?.areaM2)
  // Two circles of radius 1 whose centres are 1 apart share 2π/3 − √3/2 of the square of it.
  const share = (2 * Math.PI) / 3 - Math.sqrt(3) / 2
  const radius = [0.01 * 111_320 * Math.cos((22 * Math.PI) / 180), 0.01 * 110_740] as const
  expect((found[0]?.areaM2 ?? 0) / (share * radius[0] * radius[1])).toBeCloseTo(1, 2)
  expect(await collideApart(request(100))).toHaveLength(1)
}, 60_000)

test('[BLU-35] a pair that the overlay is not sure of is handed on without ground', () => {
  const bowTie = wkbOf({
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [107.99, 21.99],
          [108.01, 22.01],
          [108.012, 21.99],
          [107.99, 22.013],
          [107.99, 21.99],
        ],
      ],
    ],
  })
  const found = collide({ ...request(50), changed: [{ ...round('R', 'ecological_red_line', 108, 4), wkb: bowTie }] })
  expect(found.every(({ wkb, areaM2 }) => (wkb === null) === (areaM2 === 0))).toBe(true)
})
