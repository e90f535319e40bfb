import { expect, test } from 'vitest'
import { ageOf, isOld } from './age.ts'

const NOW = '2026-06-15T02:00:00.000Z'

test.each([
  ['2026-06-15T01:59:01Z', null],
  ['2026-06-15T02:00:30Z', null], // another clock is a little ahead
  ['2026-06-15T01:59:00Z', { unit: 'minute', count: 1 }],
  ['2026-06-15T01:00:01Z', { unit: 'minute', count: 59 }],
  ['2026-06-15T01:00:00Z', { unit: 'hour', count: 1 }],
  ['2026-06-14T02:00:01Z', { unit: 'hour', count: 23 }],
  ['2026-06-12T02:00:00Z', { unit: 'day', count: 3 }],
])('the age of %s', (moment, age) => expect(ageOf(moment, NOW)).toEqual(age))

test('[EXC-181] figures are old past the limit, and where a node was never heard', () => {
  expect(isOld('2026-06-15T01:45:00Z', NOW, 15)).toBe(false)
  expect(isOld('2026-06-15T01:44:59Z', NOW, 15)).toBe(true)
  expect(isOld(null, NOW, 15)).toBe(true)
})
