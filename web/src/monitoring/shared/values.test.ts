import { expect, test } from 'vitest'
import { dayOf, measuredText, shortNumber, withUnit } from './values.ts'

test('a mean is shown as short as it can be read, and never in a notation nobody prints', () => {
  expect([shortNumber('0.614999999999'), shortNumber('0.00004'), shortNumber('1234567', 6)]).toEqual([
    '0.615',
    '0.00004',
    '1234570',
  ])
  expect([
    measuredText('0.025', true),
    measuredText(null, false),
    withUnit('7.2', ''),
    withUnit('0.5', 'mg/L'),
  ]).toEqual(['<0.025', '—', '7.2', '0.5 mg/L'])
})

test('a moment belongs to the day of China', () => {
  expect(dayOf('2025-12-31T17:00:00Z')).toBe('2026-01-01')
})
