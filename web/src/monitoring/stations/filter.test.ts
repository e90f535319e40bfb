import { expect, test } from 'vitest'
import { ageOf, readStationSearch, readStationsSearch, spanOf, stepFor, withGaps } from './filter.ts'

test('a step without a mean is an empty point, which breaks the line', () => {
  const hour = (begin: string, mean: number) => [begin, mean, 1, mean, mean, 0, 0, 0]
  const points = withGaps(
    [hour('2026-01-01T00:00Z', 0.5), hour('2026-01-01T01:00Z', 0.6), hour('2026-01-01T05:00Z', 1)],
    'hour',
  )
  expect(points.map(({ mean }) => mean)).toEqual([0.5, 0.6, null, 1])
  const months = withGaps([hour('2025-11-01', 1), hour('2025-12-01', 2), hour('2026-02-01', 3)], 'month')
  expect(months.map(({ mean }) => mean)).toEqual([1, 2, null, 3])
})

test('the span is never longer than means are given for', () => {
  expect(spanOf({}, 'hour', '2026-03-31')).toEqual({ from: '2026-03-18', to: '2026-03-31' })
  expect(spanOf({ from: '2020-01-01', to: '2026-03-31' }, 'hour', '2026-03-31').from).toBe('2026-03-01')
  expect(spanOf({ from: '2026-05-01', to: '2026-03-31' }, 'month', '').from < '2026-03-31').toBe(true)
})

test('monthly sheets are shown by month, a station of every hour by day', () => {
  const size = (observations: number, lastTime: string) => ({
    observations,
    firstTime: '2026-01-01T00:00:00Z',
    lastTime,
  })
  expect(stepFor(size(12, '2026-12-05T00:00:00Z'))).toBe('month')
  expect(stepFor(size(8760, '2026-12-31T00:00:00Z'))).toBe('day')
  expect(stepFor(size(240, '2026-01-10T00:00:00Z'))).toBe('hour')
  expect(stepFor({ observations: 0, firstTime: null, lastTime: null })).toBe('month')
})

test('how old a value is, in the unit one would say', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')
  expect(ageOf('2026-11-22T11:30:00Z', now)).toEqual({ unit: 'minutes', count: 30 })
  expect(ageOf('2026-11-21T12:00:00Z', now)).toEqual({ unit: 'hours', count: 24 })
  expect(ageOf('2026-11-12T12:00:00Z', now)).toEqual({ unit: 'days', count: 10 })
  expect(ageOf('2026-01-22T12:00:00Z', now)).toEqual({ unit: 'months', count: 9 })
})

test('what does not fit into the address is as if it were not there', () => {
  expect(readStationsSearch({ kind: 'fire', place: '1', q: '石角' })).toEqual({ q: '石角' })
  expect(readStationSearch({ stream: '12', step: 'week', from: 'x', to: '2026-01-01' })).toEqual({
    stream: 12,
    to: '2026-01-01',
  })
})
