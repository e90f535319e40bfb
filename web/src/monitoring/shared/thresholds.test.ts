import { expect, test } from 'vitest'
import { thresholdsOf } from './thresholds.ts'

const row = { standard: 'GB 3838-2002', place: '', inClass: true, lower: null, lake: null }
const ammonia = { ...row, rule: 'max', river: ['0.15', '0.5', '1', '1.5', '2'] } as const
const drawn = (...args: Parameters<typeof thresholdsOf>) => thresholdsOf(...args).map(({ value }) => value)

test('limits are drawn up to the next one above the values, and that of the target', () => {
  expect(drawn(ammonia as never, 'river', [0.3], 'III')).toEqual([0.15, 0.5, 1])
  expect(drawn(ammonia as never, 'river', [0.3], null)).toEqual([0.15, 0.5])
  expect(drawn(ammonia as never, 'river', [9], null)).toEqual([0.15, 0.5, 1, 1.5, 2])
})

test('classes of one limit share a line; what has no limits has none', () => {
  const zinc = { ...row, rule: 'max', river: ['0.05', '1', '1', '2', '2'] } as never
  expect(thresholdsOf(zinc, 'river', [0.2], null)).toEqual([
    { value: 0.05, classes: ['I'] },
    { value: 1, classes: ['II', 'III'] },
  ])
  expect(thresholdsOf(null, 'river', [1], 'III')).toEqual([])
  expect(thresholdsOf(zinc, 'lake', [1], 'III')).toEqual([])
})

test('of a range both ends are drawn, of oxygen all limits', () => {
  const ph = { ...row, rule: 'range', river: ['9', '9', '9', '9', '9'], lower: ['6', '6', '6', '6', '6'] } as never
  expect(drawn(ph, 'river', [7], 'III')).toEqual([9, 6])
  const oxygen = { ...row, rule: 'min', river: ['7.5', '6', '5', '3', '2'] } as never
  expect(drawn(oxygen, 'river', [7], 'III')).toEqual([7.5, 6, 5, 3, 2])
})
