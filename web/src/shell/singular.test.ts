import { expect, test } from 'vitest'
import { singular } from './singular.ts'

test.each([
  ['1 milestones', '1 milestone'],
  ['Claims done, but 1 milestones are open', 'Claims done, but 1 milestone is open'],
  ['1 tasks wait for your receipt', '1 task waits for your receipt'],
  ['1 entries (1 red of 11 tasks)', '1 entry (1 red of 11 tasks)'],
  ['11 tasks, 21 units, 0.1 points', '11 tasks, 21 units, 0.1 points'],
  ['1 working days', '1 working day'],
  ['2026-1 reports, 1,001 lines', '2026-1 reports, 1,001 lines'],
])('an English message of one says so: %s', (plural, said) => {
  expect(singular(plural)).toBe(said)
})
