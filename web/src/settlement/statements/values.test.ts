import { expect, test } from 'vitest'
import { behindOf, monthAddress, printedValue } from './values.ts'

test('a value is printed as laboratories print it, and what is missing is no zero', () => {
  expect(printedValue({ value: '0.02', belowDetection: true })).toBe('<0.02')
  expect(printedValue({ value: '1.40' })).toBe('1.40')
  expect([printedValue(undefined), printedValue({ value: null })]).toEqual(['—', '—'])
  expect(monthAddress(2018, 3)).toBe('2018-03')
})

test('what stands behind a month is told apart by its kind', () => {
  expect(
    behindOf([
      'assessments/12',
      'attestations/3',
      'observations/7_1767225600000',
      'datastreams/9/2018-03-01/2018-03-31',
      'x-1',
    ]),
  ).toEqual({
    assessment: '12',
    attestations: ['3'],
    observations: ['7_1767225600000', 'x-1'],
    series: [{ datastream: '9', first: '2018-03-01', last: '2018-03-31' }],
  })
})
