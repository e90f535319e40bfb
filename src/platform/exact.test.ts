import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact, meanOf } from './exact.ts'

describe('[PLAT-91] exact numbers', () => {
  test.each([
    ['0.1', '0.2', '0.3'],
    ['-1.5', '.5', '-1'],
    ['1e-7', '2e-7', '0.0000003'],
  ])('%s and %s make %s', (one, other, sum) => expect(Exact.of(one).plus(other).toText()).toBe(sum))

  test.each([
    ['2.5', 0, '2', '3'],
    ['3.5', 0, '4', '4'],
    ['-2.5', 0, '-2', '-3'],
    ['0.125', 2, '0.12', '0.13'],
    ['0.1250001', 2, '0.13', '0.13'],
    ['92.05479', 1, '92.1', '92.1'],
  ] as const)('%s at %i decimals is %s to even and %s away from zero', (value, decimals, even, up) => {
    expect(Exact.of(value).roundedHalfEven(decimals).toText()).toBe(even)
    expect(Exact.of(value).roundedHalfUp(decimals).toText()).toBe(up)
  })

  test.each(['NaN', 'Infinity', '', '1,000', '0x10', '1e9999', '１', '1.2.3', '--1'])('"%s" is no number', (text) =>
    expect(() => Exact.of(text)).toThrow(RangeError),
  )

  test('a mean of nothing, and a quotient by zero, are no numbers', () => {
    expect(() => meanOf([])).toThrow(RangeError)
    expect(() => Exact.of(1).over('0.0')).toThrow(RangeError)
    expect(meanOf(['0.1', '0.2', '0.6']).toText()).toBe('0.3')
  })

  test('floor and ceiling hold the number between them, and every number survives its text', () => {
    const anExact = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
      .map(([above, under]) => Exact.of(above).over(under))
    fc.assert(
      fc.property(anExact, (value) => {
        expect(value.compare(value.floor())).toBeGreaterThanOrEqual(0)
        expect(value.compare(value.ceil())).toBeLessThanOrEqual(0)
        expect(value.ceil() - value.floor()).toBeLessThanOrEqual(1n)
        expect(Exact.of(value.toText(6)).compare(value.roundedHalfEven(6))).toBe(0)
      }),
    )
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
        expect(Number(Exact.of(value).toText(400))).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})
