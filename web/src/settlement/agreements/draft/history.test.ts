import { expect, test } from 'vitest'
import { begun, redone, stepped, undone } from './history.ts'

test('steps are taken back and gone again; typing in one field is one step', () => {
  let steps = begun('')
  for (const text of ['a', 'ab', 'abc']) steps = stepped(steps, text, 'name')
  steps = stepped(steps, 'abc!', 'other')
  expect(undone(steps).present).toBe('abc')
  expect(undone(undone(steps)).present).toBe('')
  expect(undone(undone(undone(steps))).present).toBe('')
  expect(redone(undone(steps)).present).toBe('abc!')
  expect(redone(steps)).toBe(steps)
})

test('after a step back another way is gone', () => {
  const steps = stepped(undone(stepped(begun(1), 2)), 3)
  expect([steps.present, redone(steps).present, undone(steps).present]).toEqual([3, 3, 1])
})
