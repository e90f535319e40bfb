import { expect, test } from 'vitest'
import { bornLate, isPast, leadFirst, withoutFuture } from './pastDays.ts'

const today = '2026-11-22'

test('a deadline passes with its own day', () => {
  expect(isPast('2026-11-21', today)).toBe(true)
  expect(isPast('2026-11-22', today)).toBe(false)
  expect(isPast(null, today)).toBe(false)
})

test('what is dispatched without a deadline that can be met is told apart: none, or one gone by', () => {
  const items = [{ due: null }, { due: '2018-12-31' }, { due: '2027-06-30' }]
  expect(withoutFuture(items, ({ due }) => due, today)).toEqual({ undated: [items[0]], past: [items[1]] })
})

test('a milestone that this filing dates into the past is asked about; one that was so already, or is done, is not', () => {
  const known = [
    { id: 'a', dueOn: '2020-12-31', doneOn: null },
    { id: 'b', dueOn: '2027-01-01', doneOn: '2026-10-01' },
    { id: 'c', dueOn: '2027-01-01', doneOn: null },
  ]
  const rows = [
    { id: 'a', title: '甲', dueOn: '2020-12-31' },
    { id: 'b', title: '乙', dueOn: '2026-01-01' },
    { id: 'c', title: '丙', dueOn: '2026-01-01' },
    { title: '丁', dueOn: '2020-12-31' },
    { title: '戊', dueOn: '2027-12-31' },
  ]
  expect(bornLate(rows, known, today).map(({ title }) => title)).toEqual(['丙', '丁'])
})

test('who leads stands first, the others as the plan has them', () => {
  const units = [
    { name: '甲', role: 'participant' as const },
    { name: '乙', role: 'lead' as const },
    { name: '丙', role: 'participant' as const },
  ]
  expect(leadFirst(units).map(({ name }) => name)).toEqual(['乙', '甲', '丙'])
})
