import { expect, test } from 'vitest'
import { mayStayAt } from './rooms.ts'

test('a page stays open only to those who may enter its room', () => {
  expect(mayStayAt('/users', ['plan.read'])).toBe(false)
  expect(mayStayAt('/documents/1/versions', ['access.manage'])).toBe(false)
  expect(mayStayAt('/documents/1/versions', ['plan.read'])).toBe(true)
})

test('the home page and one’s own account are open to all who act', () => {
  expect(mayStayAt('/', [])).toBe(true)
  expect(mayStayAt('/account', [])).toBe(true)
})
