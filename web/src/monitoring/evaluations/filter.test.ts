import { expect, test } from 'vitest'
import { askedOf, nameOfMonths, readEvaluationSearch } from './filter.ts'

test('an address is read as far as it makes sense', () => {
  expect(readEvaluationSearch({ river: ['九洲江', 7, ''], month: '2026-13', span: 'quarter', place: 450900 })).toEqual({
    ...{ river: ['九洲江'], span: 'quarter', place: '450900' },
  })
  expect(readEvaluationSearch({ river: '九洲江', view: 'x', span: 'month' })).toEqual({ river: ['九洲江'] })
})

test('a span of months ends with the month, the quarter or the year that holds it', () => {
  const today = '2026-01-15'
  expect(askedOf({}, today)).toEqual({ month: '2025-12-01', months: 1 })
  expect(askedOf({ month: '2026-05', span: 'quarter' }, today)).toEqual({ month: '2026-06-01', months: 3 })
  expect(askedOf({ month: '2026-05', span: 'toDate' }, today)).toEqual({ month: '2026-05-01', months: 5 })
  expect(askedOf({ month: '2026-05', span: 'year' }, today)).toEqual({ month: '2026-12-01', months: 12 })
})

test('a period is named where it has a name', () => {
  const name = (first: string, last: string, months: number) => nameOfMonths({ first, last, months })
  expect([
    name('2026-05-01', '2026-05-01', 1),
    name('2026-04-01', '2026-06-01', 3),
    name('2026-07-01', '2026-12-01', 6),
    name('2026-01-01', '2026-12-01', 12),
    name('2026-01-01', '2026-05-01', 5),
  ]).toEqual(['2026-05', '2026Q2', '2026H2', '2026', null])
})
