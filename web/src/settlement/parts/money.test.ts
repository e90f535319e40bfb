import { describe, expect, test } from 'vitest'
import { grouped, isLarge, shortened, tenThousandYuanOf, yuanOf } from './money.ts'

describe('amounts of whole fen', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-123, '−1.23'],
    [123_456_789, '1,234,567.89'],
    [10_000_000_000, '100,000,000.00'],
    [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91'],
  ])('%s fen are %s yuan', (fen, yuan) => expect(yuanOf(fen)).toBe(yuan))

  test.each([
    [10_000_000_000, '10,000'],
    [2_550_000, '2.55'],
    [1, '0.000001'],
    [-1_000_000, '−1'],
  ])('%s fen are %s in ten thousand yuan', (fen, text) => expect(tenThousandYuanOf(fen)).toBe(text))

  test('decimals stay as they are, and what is cut is told', () => {
    expect(grouped('-1234567.8901')).toBe('-1,234,567.8901')
    expect(shortened('0.75')).toBe('0.75')
    expect(shortened('0.833333333333')).toBe('≈ 0.833333')
    expect([isLarge(999_999), isLarge(-1_000_000)]).toEqual([false, true])
  })
})
