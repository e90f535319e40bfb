import { expect, test } from 'vitest'
import { earliestDay, firstDayOf, ruleFor } from './applies.ts'

test.each([
  ['2026', '2026-01-01'],
  ['2026H1', '2026-01-01'],
  ['2026H2', '2026-07-01'],
  ['2026Q4', '2026-10-01'],
  ['2026-05', '2026-05-01'],
])('[DEL-413] %s begins on %s', (period, day) => expect(firstDayOf(period)).toBe(day))

test('[DEL-413] a rule counts for periods that begin on its day or later; the last version published goes first', () => {
  const rules = [
    { version: 1, appliesFrom: '1900-01-01', organizationId: null },
    { version: 2, appliesFrom: '2026-07-01', organizationId: 'a' },
    { version: 3, appliesFrom: '2027-01-01', organizationId: 'a' },
    { version: 4, appliesFrom: '2027-01-01', organizationId: 'a' },
  ]
  const version = (period: string) => ruleFor(rules, period, ['a'])?.version
  expect(['2026', '2026H1', '2026H2', '2026-06', '2026Q3', '2027'].map(version)).toEqual([1, 1, 2, 1, 2, 4])
  expect(ruleFor([], '2026', ['a'])).toBeUndefined()
})

test('[DEL-418] an office’s rule counts for its own programmes, and over those of several for none', () => {
  const rules = [
    { version: 1, appliesFrom: '1900-01-01', organizationId: null },
    { version: 2, appliesFrom: '2026-01-01', organizationId: 'a' },
    { version: 3, appliesFrom: '2026-01-01', organizationId: 'b' },
  ]
  expect([['a'], ['b'], ['c'], ['a', 'b'], []].map((offices) => ruleFor(rules, '2026', offices)?.version)).toEqual([
    2, 3, 1, 1, 1,
  ])
})

test('[DEL-414] a rule counts from today on; the first of one’s own from the start of the year', () => {
  expect([earliestDay('2026-11-22', false), earliestDay('2026-11-22', true)]).toEqual(['2026-11-22', '2026-01-01'])
})
