import { expect, test } from 'vitest'
import { trimmedSpan } from './selecting.ts'

test('blanks at the ends of a selection are left out, those within stay', () => {
  const text = '　整治 排污口。\n\n修复'
  expect(trimmedSpan(text, [0, 10])).toEqual([1, 8])
})

test('blanks alone are no selection', () => {
  expect(trimmedSpan('甲  乙', [1, 3])).toBeNull()
})
