import { expect, test } from 'vitest'
import { tellSinceWhen } from './reasons.ts'

test('a reason that counts its days tells since when; one that does not leaves it to the day of the light', () => {
  expect(tellSinceWhen([{ rule: 'task_overdue', subjects: [{ dueOn: '2018-12-31', daysLate: 99 }] }])).toBe(true)
  expect(tellSinceWhen([{ rule: 'report_missing', subjects: [{ organization: '北海市', daysLate: 3 }] }])).toBe(true)
  expect(tellSinceWhen([{ rule: 'blocked', subjects: [{ organization: '北海市', daysLate: 0 }] }])).toBe(false)
  expect(tellSinceWhen([{ rule: 'nothing_yet', subjects: [] }])).toBe(false)
})
