import { expect, test } from 'vitest'
import type { Position } from '../geometry/geojson.ts'
import { isTangled } from './tangle.ts'

const zigzag = (corners: number): Position[] =>
  Array.from({ length: corners }, (_, n) => [109 + n * 1e-4, n % 2 === 0 ? 21 : 22])
/** Corners of a star, each joined with one almost opposite: every line crosses nearly every other. */
const star = (corners: number): Position[] =>
  Array.from({ length: corners }, (_, n) => {
    const turn = n * Math.PI * (1 - 1 / corners)
    return [109 + Math.cos(turn), 22 + Math.sin(turn)]
  })

test('[BLU-74] a line may cross itself so often; one without an end of crossings is known at once', () => {
  expect(isTangled([zigzag(5000)], 0)).toBe(false)
  expect(isTangled([[...zigzag(3)], [...zigzag(3)].reverse()], 0)).toBe(false)
  const across: Position[][] = [
    [
      [109, 21],
      [110, 22],
    ],
    [
      [109, 22],
      [110, 21],
    ],
  ]
  expect([isTangled(across, 0), isTangled(across, 1)]).toEqual([true, false])
  expect(isTangled([star(101)], 1000)).toBe(true)
  expect(isTangled([star(5001)], 1000)).toBe(true)
})
