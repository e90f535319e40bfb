import { expect, test } from 'vitest'
import { earliestOf, goingOf, lastMonthToGo, type RetentionMonth, stepOf } from './steps.ts'

const NOW = Date.parse('2026-06-22T09:00:00+08:00')
const month = (facts: Partial<RetentionMonth>): RetentionMonth => ({
  ...{ month: '2021-01-01', origin: 'automatic', state: 'due', observations: 7440, plannedAt: null, doneAt: null },
  blockedBy: [],
  ...facts,
})
const planned = (plannedAt: string, facts: Partial<RetentionMonth> = {}) =>
  month({ state: 'planned', plannedAt, ...facts })

test.each([
  ['is announced first', month({}), 'announced'],
  ['waits while something blocks it', month({ blockedBy: ['not_assessed'] }), 'waits'],
  [
    'waits again where late data came in after it was announced',
    planned('2026-06-01T00:00:00Z', { blockedBy: ['assessment_due'] }),
    'waits',
  ],
  ['rests a week', planned('2026-06-15T01:00:01Z'), 'rests'],
  ['goes when the week is over', planned('2026-06-15T01:00:00Z'), 'goes'],
  ['is gone', month({ state: 'done', doneAt: '2026-06-01T00:00:00Z' }), 'gone'],
  ['is of no concern where nothing has to go', month({ observations: 0 }), null],
] as const)('a month whose time is over %s', (_, one, step) => {
  expect(stepOf(one, NOW)).toBe(step)
})

test('what the next run takes out is what goes, and nothing else', () => {
  const months = [planned('2026-06-01T00:00:00Z'), planned('2026-06-20T00:00:00Z'), month({}), month({ state: 'done' })]
  expect(goingOf(months, NOW)).toBe(7440)
  expect(earliestOf('2026-06-20T00:00:00Z')).toBe('2026-06-27T00:00:00.000Z')
})

test('a month is kept whole, and so many months after it', () => {
  // (month + 1 + kept)'s first day is today or before, as the server has it.
  expect(lastMonthToGo('2026-06-22', 36)).toBe('2023-05')
  expect(lastMonthToGo('2026-01-01', 12)).toBe('2024-12')
  expect(lastMonthToGo('2026-12-31', 24)).toBe('2024-11')
})
