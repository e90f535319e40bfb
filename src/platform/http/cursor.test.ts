import { expect, test } from 'vitest'
import { cursorOf } from './cursor.ts'

const ID = 'b7e23ec2-9af2-4b0f-8b1a-0c5f6a1d2e3f'
const MATTERS = cursorOf('matters', 'moment', 'uuid')
const packed = (values: unknown, list = 'matters') =>
  `${list}.${Buffer.from(JSON.stringify(values)).toString('base64url')}`

test('[PLAT-54] a cursor comes back as it was given', () => {
  expect(MATTERS.read(MATTERS.write('2026-11-22T04:00:00.123Z', ID))).toEqual(['2026-11-22T04:00:00.123Z', ID])
  const all = cursorOf('all', ['text', 'due'], 'day', 'text', 'textOrNull', 'integer', 'number', 'boolean', 'moment')
  const values = ['due', '2028-02-29', '南宁', null, 3, 0.25, false, '2026-11-22 04:00:00.123456+00'] as const
  expect(all.read(all.write(...values))).toEqual(values)
  expect(all.read(undefined)).toBeUndefined()
})

test.each([
  '',
  'x',
  'matters.',
  'matters.x',
  packed({ 0: '2026-11-22T04:00:00Z', 1: ID, length: 2 }),
  packed(['2026-11-22T04:00:00Z', ID], 'meetings'),
  packed(['2026-11-22T04:00:00Z', ID], ''),
  ...[
    [],
    [ID],
    ['now', ID],
    ['Infinity', ID],
    ['NaN', ID],
    [null, null],
    ['2026-99-99', 'x'],
    ['2026-02-30T00:00:00Z', ID],
  ].map((values) => packed(values)),
  packed(['2026-11-22T25:00:00Z', ID]),
  packed(['2026-11-22T04:00:00+99:00', ID]),
  packed(['2026-11-22T04:00:00Z', ID, 1]),
  packed(['2026-11-22T04:00:00Z', `${ID}\0`]),
  packed([1, ID]),
])('[PLAT-54] one that the list did not give is refused: "%s"', (cursor) => {
  expect(() => MATTERS.read(cursor)).toThrow(expect.objectContaining({ code: 'cursor_invalid' }))
})

test.each([
  [cursorOf('one', 'integer'), ['1', 1.5, 1e300, null, true]],
  [cursorOf('one', 'number'), ['1.5', null, true]],
  [cursorOf('one', 'boolean'), ['true', 0, null]],
  [cursorOf('one', 'day'), ['2026-02-30', '-infinity', '2026-1-1', 20260101]],
  [cursorOf('one', 'text'), ['a\0', '\ud800', null, 1]],
  [cursorOf('one', ['text', 'due']), ['worst', 'toString', 0]],
])('[PLAT-54] each part is of its type: %#', (cursor, values) => {
  for (const value of values)
    expect(() => cursor.read(packed([value], 'one'))).toThrow(expect.objectContaining({ code: 'cursor_invalid' }))
})
