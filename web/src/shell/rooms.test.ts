import { expect, test } from 'vitest'
import { isIn, mayStayAt } from './rooms.ts'

test('a page stays open only to those who may enter its room', () => {
  expect(mayStayAt('/users', ['plan.read'])).toBe(false)
  expect(mayStayAt('/documents/1/versions', ['access.manage'])).toBe(false)
  expect(mayStayAt('/documents/1/versions', ['plan.read'])).toBe(true)
})

test('the home page and one’s own account are open to all who act', () => {
  expect(mayStayAt('/', [])).toBe(true)
  expect(mayStayAt('/account', [])).toBe(true)
})

test('a page stands in its room also where its address is another one', () => {
  expect([isIn('/alignments', '/alignments/1'), isIn('/alignments', '/alignment-matrix')]).toEqual([true, true])
  expect([isIn('/supervision', '/inspections/1'), isIn('/escalations', '/ladders')]).toEqual([true, true])
  expect([isIn('/', '/desk'), isIn('/', '/'), isIn('/tasks', '/tasks-of')]).toEqual([false, true, false])
})
