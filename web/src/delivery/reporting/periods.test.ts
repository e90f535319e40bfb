import { expect, test } from 'vitest'
import { periodOn, periodsAround } from './periods.ts'

test.each([
  ['month', '2026-11'],
  ['quarter', '2026Q4'],
  ['half_year', '2026H2'],
  ['year', '2026'],
] as const)('the period of a day by %s is %s', (frequency, name) => {
  expect(periodOn(frequency, '2026-11-22')).toBe(name)
})

test('periods of three years, the newest first, each once', () => {
  expect(periodsAround('half_year', '2026-11-22')).toEqual(['2027H2', '2027H1', '2026H2', '2026H1', '2025H2', '2025H1'])
  expect(periodsAround('month', '2026-11-22')).toHaveLength(36)
})
