import { expect, test } from 'vitest'
import { chance, height } from './sampleTerritory.ts'

test('[BLU-60] the sample’s layers are the same every time', () => {
  expect(chance(3, 5, 7)).toBeCloseTo(0.388532191282, 12)
  expect(height([108.5, 21.5], 0.5, 5)).toBeCloseTo(0.559532795567, 12)
})
