import { expect, test } from 'vitest'
import { type Figure, progressOf, type Target } from './progress.ts'
import type { Projection } from './projection.ts'

const target = (facts: Partial<Target>): Target => ({
  accumulation: 'level',
  direction: 'up',
  base: 45,
  baseYear: 2015,
  target: 60,
  upper: null,
  limitLower: null,
  limitUpper: null,
  targetYear: 2030,
  ...facts,
})
const figures = (...all: [string, number][]): Figure[] => all.map(([period, value]) => ({ period, value }))
const none = (reason: string) => ({ kind: 'none', reason })

test.each<[string, Partial<Target>, Figure[], Projection | object]>([
  ['a level on its way', {}, figures(['2017', 48]), { kind: 'reaches', reachYear: 2025, value: 67.5 }],
  ['a level too slow', {}, figures(['2017', 46]), { kind: 'misses', reachYear: 2045, value: 52.5, gap: 7.5 }],
  ['a level that goes back', {}, figures(['2017', 44]), { kind: 'misses', reachYear: null, value: 37.5, gap: 22.5 }],
  ['a level there already', {}, figures(['2017', 61]), { kind: 'reached', value: 165 }],
  [
    'less is better',
    { base: 30, target: 15, direction: 'down' },
    figures(['2017', 26]),
    { kind: 'reaches', reachYear: 2023, value: 0 },
  ],
  [
    'growth that does',
    { accumulation: 'growth', base: 100, target: 6, targetYear: 2020 },
    figures(['2017', 120]),
    { kind: 'reaches', reachYear: 2019 },
  ],
  [
    'a sum that does not',
    { accumulation: 'cumulative', base: null, target: 150 },
    figures(['2016', 8], ['2017', 8]),
    { kind: 'misses', reachYear: 2034, value: 120, gap: 30 },
  ],
  [
    'a reduction',
    { accumulation: 'reduction', base: null, target: 15, targetYear: 2020 },
    figures(['2016', 2], ['2017', 2]),
    { kind: 'misses', reachYear: 2024 },
  ],
  ['no figure at all', {}, [], none('no_data')],
  [
    'one year of a sum',
    { accumulation: 'cumulative', base: null, target: 150 },
    figures(['2017', 8]),
    none('two_needed'),
  ],
  ['kept', { accumulation: 'keep' }, figures(['2017', 61]), none('each_year')],
  ['no target year', { targetYear: null }, figures(['2017', 48]), none('incomplete')],
  ['the target year has come', { targetYear: 2017 }, figures(['2017', 48]), none('over')],
])('[DEL-527] %s is projected in words', (_what, facts, given, expected) => {
  const told = progressOf(target(facts), given, '2018-08-01').projection
  for (const [key, value] of Object.entries(expected))
    if (typeof value === 'number') expect(told[key as keyof Projection], key).toBeCloseTo(value, 6)
    else expect(told[key as keyof Projection], key).toBe(value)
  expect(told.kind).toBe((expected as Projection).kind)
})

test('[DEL-527] while the newest figure owed is missing nothing is projected', () => {
  expect(progressOf(target({}), figures(['2017', 48]), '2021-08-01').projection).toEqual(none('no_data'))
})
