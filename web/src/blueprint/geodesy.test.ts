import { describe, expect, test } from 'vitest'
import { areaOf, distance, lengthOf, type Position } from './geodesy.ts'

// To one part in a million (it is 6e-8): what ST_Length and ST_Area of PostGIS 3.3 (PROJ 9.1) say of them over geography(…, 4490).
const LINE: Position[] = [
  [108.3, 22.8],
  [109.1, 21.5],
  [110.4, 21.2],
]
const SQUARE: Position[] = [
  [108, 21],
  [109, 21],
  [109, 22],
  [108, 22],
]
const SMALL: Position[] = [
  [108.5, 21.5],
  [108.501, 21.5],
  [108.5012, 21.5009],
  [108.4995, 21.501],
]

describe('[BLU-58] lengths and areas are measured on the ellipsoid', () => {
  test('as PostGIS measures them', () => {
    expect(lengthOf(LINE)).toBeCloseTo(304_801.0597, 3)
    expect(areaOf(SQUARE) / 11_473_232_813.897).toBeCloseTo(1, 6)
    expect(areaOf(SMALL) / 14_628.294_089).toBeCloseTo(1, 6)
  })

  test('a degree at the equator, and nothing where nothing is', () => {
    expect(distance([108, 0], [109, 0])).toBeCloseTo(111319.4908, 3)
    expect(distance([108, 21], [108, 21])).toBe(0)
    expect(
      areaOf([
        [108, 21],
        [109, 21],
      ]),
    ).toBe(0)
  })

  test('whichever way round, and wherever it begins', () => {
    expect(areaOf([...SQUARE].reverse())).toBeCloseTo(areaOf(SQUARE), 3)
    expect(areaOf([...SQUARE.slice(1), [108, 21]])).toBeCloseTo(areaOf(SQUARE), 3)
  })
})
