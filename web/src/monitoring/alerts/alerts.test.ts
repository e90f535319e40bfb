import { expect, test } from 'vitest'
import { alertQueryOf, readAlertSearch } from './filter.ts'
import { receiptState, spanBetween } from './timeLeft.ts'

test('an address says what the list shows, and what does not fit is left out', () => {
  const section = '01234567-89ab-cdef-0123-456789abcdef'
  const full = { view: 'toReceive', state: 'open', kind: 'arrival', section, river: '九洲江' } as const
  expect(readAlertSearch(full)).toEqual(full)
  expect(readAlertSearch({ view: 'mine', state: 'gone', kind: 1, section: 'x', river: ' ' })).toEqual({})
  expect(alertQueryOf(full)).toEqual({ state: 'open', kind: 'arrival', section, river: '九洲江', toReceive: true })
})

test.each([
  [0, { unit: 'minutes', days: 0, hours: 0, minutes: 0 }],
  [59.9, { unit: 'minutes', days: 0, hours: 0, minutes: 59 }],
  [61, { unit: 'hours', days: 0, hours: 1, minutes: 1 }],
  [1440, { unit: 'days', days: 1, hours: 0, minutes: 0 }],
  [-(3 * 1440 + 125), { unit: 'days', days: 3, hours: 2, minutes: 5 }],
] as const)('%s minutes are told by their two largest units', (minutes, expected) => {
  expect(spanBetween(0, minutes * 60_000)).toEqual(expected)
})

test('a receipt is in time, late, waited for, missed or over', () => {
  const due = { receiveBy: '2026-03-02T02:00:00.000Z', receivedAt: null, missedAt: null }
  const at = (time: string) => Date.parse(`2026-03-02T${time}:00.000Z`)
  expect(receiptState(due, false, at('01:59'))).toBe('waiting')
  expect(receiptState(due, false, at('02:01'))).toBe('missed')
  expect(receiptState(due, true, at('02:01'))).toBe('over')
  expect(receiptState({ ...due, missedAt: due.receiveBy }, true, at('02:01'))).toBe('missed')
  expect(receiptState({ ...due, receivedAt: '2026-03-02T01:00:00.000Z' }, false, at('03:00'))).toBe('received')
  expect(receiptState({ ...due, receivedAt: '2026-03-02T02:00:01.000Z' }, false, at('03:00'))).toBe('late')
})
