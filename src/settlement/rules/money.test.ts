import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fundContributions, negotiatedContributions } from './fund.ts'
import { divideFen, fen, fenOfYuan, sumFen, yuanText } from './money.ts'
import { type SharingRule, shareAfterMerger, shareRevenue } from './sharedRevenue.ts'
import { deduct, grownPool, rewardFor } from './tiers.ts'

const amounts = (parts: readonly { key: string; amountFen: number }[]) =>
  Object.fromEntries(parts.map(({ key, amountFen }) => [key, amountFen]))

describe('[SET-7] money is whole fen', () => {
  test.each([
    ['0.005', 1],
    ['-0.005', -1],
    ['0.0049', 0],
    [0.1, 10],
    ['1.005', 101],
    ['100000000', 10_000_000_000],
  ])('%s yuan are %i fen', (yuan, expected) => expect(fenOfYuan(yuan)).toBe(expected))

  test('what is no whole amount, or too large to be exact, is refused', () => {
    for (const amount of [0.5, Number.NaN, 2 ** 53]) expect(() => fen(amount)).toThrow('whole fen')
    expect(() => sumFen([Number.MAX_SAFE_INTEGER, 1])).toThrow('whole fen')
    expect(() => fenOfYuan('1,000')).toThrow('decimal')
    expect([123, -5, 0, 99_999, -123_456_789, Number.MAX_SAFE_INTEGER].map(yuanText)).toEqual([
      ...['1.23', '-0.05', '0.00', '999.99', '-1,234,567.89', '90,071,992,547,409.91'],
    ])
  })
})

describe('[SET-8] parts sum to the whole', () => {
  test('largest remainders, then the larger weight, then the name', () => {
    expect(amounts(divideFen(100, { a: 1, b: 1, c: 1 }))).toEqual({ a: 34, b: 33, c: 33 })
    expect(amounts(divideFen(101, { a: 1, b: 2 }))).toEqual({ a: 34, b: 67 })
    expect(amounts(divideFen(1, { b: 1, a: 1 }))).toEqual({ a: 1, b: 0 })
    expect(amounts(divideFen(-100, { a: 1, b: 1, c: 1 }))).toEqual({ a: -34, b: -33, c: -33 })
    for (const weights of [{}, { a: 0 }, { a: 2, b: -1 }] as Record<string, number>[])
      expect(() => divideFen(1, weights)).toThrow('weights')
  })

  test('whatever the weights, to the fen, whatever their order, and turned with the sign', () => {
    const weights = fc.dictionary(fc.string({ minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 1000 }), {
      minKeys: 1,
    })
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), weights, (amount, of) => {
        fc.pre(Object.values(of).some((weight) => weight > 0))
        const parts = divideFen(amount, of)
        expect(sumFen(parts.map(({ amountFen }) => amountFen))).toBe(amount === 0 ? 0 : amount)
        for (const { exactFen, amountFen } of parts)
          expect(Math.abs(amountFen - Number(exactFen))).toBeLessThanOrEqual(1)
        expect(divideFen(-amount, of).map(({ amountFen }) => amountFen)).toEqual(
          parts.map(({ amountFen }) => (amountFen === 0 ? 0 : -amountFen)),
        )
        const reversed = Object.fromEntries(Object.entries(of).toReversed())
        expect(amounts(divideFen(amount, reversed))).toEqual(amounts(parts))
      }),
    )
  })
})

describe('[SET-9] contributions to the fund', () => {
  const members = [
    { name: '南宁', gdp: '5995.37', population: '896', negotiated: 3 },
    { name: '湛江', gdp: '3839.49', population: '707', negotiated: 2 },
    { name: '海口', gdp: '2478.76', population: '300', negotiated: 1 },
  ]

  test('by GDP, population, in equal parts, as negotiated, and of several', () => {
    const by = (criteria: Parameters<typeof fundContributions>[2]) =>
      amounts(fundContributions(1_000_000_01, members, criteria))
    expect(by({ equal: 1 })).toEqual({ 南宁: 33333334, 湛江: 33333333, 海口: 33333334 })
    expect(by({ negotiated: 1 })).toEqual({ 南宁: 50000000, 湛江: 33333334, 海口: 16666667 })
    expect(
      Object.values(by({ gdp: '0.5', population: '0.3', equal: '0.2' })).reduce((sum, part) => sum + part, 0),
    ).toBe(100_000_001)
    expect(by({ gdp: 2 })).toEqual(by({ gdp: 1 }))
  })

  test('a figure that is missing is asked for, and negotiated amounts must come to the total', () => {
    expect(() => fundContributions(1, [{ name: 'a' }], { gdp: 1 })).toThrow('gdp of a')
    expect(() =>
      fundContributions(1, [members[0] ?? { name: 'a' }, members[0] ?? { name: 'a' }], { equal: 1 }),
    ).toThrow('twice')
    expect(() => fundContributions(1, members, {})).toThrow('weights')
    expect(negotiatedContributions(3, { a: 1, b: 2 })).toEqual({ a: 1, b: 2 })
    expect(() => negotiatedContributions(4, { a: 1, b: 2 })).toThrow('sum to 4')
  })
})

describe('[SET-10] shared revenue', () => {
  const rule: SharingRule = {
    host: '迁入地',
    periods: [
      { fromYear: 2021, toYear: 2023, weights: { 迁出地: 5, 迁入地: 5 } },
      { fromYear: 2024, toYear: 2025, weights: { 迁出地: 3, 迁入地: 7 } },
    ],
    ceilings: { 迁出地: { perYearFen: 400, totalFen: 1000 } },
  }
  const revenue = [2020, 2021, 2022, 2023, 2024, 2026].map((year) => ({ year, revenueFen: 1001 }))

  test('by period, under the ceilings, the rest to the host, each year to the fen', () => {
    const years = shareRevenue(rule, revenue)
    expect(years.map(({ year, amountsFen }) => [year, amountsFen.迁出地 ?? 0])).toEqual([
      [2020, 0],
      [2021, 400],
      [2022, 400],
      [2023, 200],
      [2024, 0],
      [2026, 0],
    ])
    for (const { amountsFen, revenueFen } of years) expect(sumFen(Object.values(amountsFen))).toBe(revenueFen)
  })

  test('a year twice, a loss, or a ceiling of the host is refused', () => {
    expect(() => shareRevenue(rule, [...revenue, { year: 2020, revenueFen: 1 }])).toThrow('twice')
    expect(() => shareRevenue(rule, [{ year: 2021, revenueFen: -1 }])).toThrow('0 or more')
    expect(() => shareRevenue({ ...rule, ceilings: { 迁入地: {} } }, revenue)).toThrow('host')
  })

  test('after a merger by assets and profits; a loss counts as nothing', () => {
    const sides = { 甲: { assets: 300, profits: 10 }, 乙: { assets: 100, profits: 30 } }
    expect(amounts(shareAfterMerger(1000, sides, '0.5'))).toEqual({ 甲: 500, 乙: 500 })
    expect(amounts(shareAfterMerger(1000, sides, 1))).toEqual({ 甲: 750, 乙: 250 })
    expect(amounts(shareAfterMerger(1000, { ...sides, 乙: { assets: 100, profits: -5 } }, 0))).toEqual({
      甲: 1000,
      乙: 0,
    })
    expect(() => shareAfterMerger(1, { 甲: { assets: 1, profits: -1 } }, 0)).toThrow('profits')
    expect(() => shareAfterMerger(1, sides, 2)).toThrow('0 to 1')
  })
})

describe('[SET-11] deductions for what exceeds', () => {
  test.each([
    ['hebei-cod', '55', 40, 600_000],
    ['hebei-cod', '48', 40, 300_000],
    ['hebei-cod', '48.01', 40, 600_000],
    ['hebei-cod', '40', 40, 0],
    ['hebei-cod', '30', 40, 0],
    ['hefei-new', '3', '1.5', 1_000_000],
    ['hefei-new', '99', '1.5', 3_000_000],
    ['hefei-old', '99', '1.5', 2_000_000],
    ['handan-cod', '60', 40, 100_000],
    ['handan-cod', '60.01', 40, 500_000],
    ['handan-cod', '80', 40, 500_000],
    ['handan-cod', '120', 40, 1_000_000],
    ['handan-cod', '121', 40, 1_500_000],
    ['zhoukou', '44', 40, 0],
    // The amount of the tier times 1 + multiple: 100,000 · 1.5, 250,000 · 1.75, 500,000 · 2.5, 1,000,000 · 3, 2,000,000 · 3.025.
    ['zhoukou', '60', 40, 150_000],
    ['zhoukou', '70', 40, 437_500],
    ['zhoukou', '100', 40, 1_250_000],
    ['zhoukou', '120', 40, 3_000_000],
    ['zhoukou', '121', 40, 6_050_000],
    // 晋城 2022-11: 郑庄 and 寺底南桥, as published.
    ['jincheng', '2.12', '1', 1_000_000],
    ['jincheng', '3.17', '2', 500_000],
    ['hefei-new', '1.51', '1.5', 500_000],
    ['hefei-new', '2.25', '1.5', 500_000],
    ['hefei-new', '2.26', '1.5', 1_000_000],
    ['hefei-old', '4.5', '1.5', 1_200_000],
    ['handan-cod', '40.01', 40, 100_000],
    ['handan-cod', '80.01', 40, 1_000_000],
    ['handan-cod', '120.01', 40, 1_500_000],
    ['zhoukou', '40', 40, 0],
  ])('%s: %s against %s costs %i yuan', (rule, concentration, limit, yuan) =>
    expect(deduct(rule, { concentration, limit }).amountFen).toBe(yuan * 100),
  )

  test('a dry or frozen river has no value; what flowed in and did not rise costs nothing in Hebei', () => {
    expect(deduct('hebei-cod', { concentration: 0, limit: 40, noValue: 'dry' })).toMatchObject({
      amountFen: 0,
      spared: 'noValue',
      multiple: null,
    })
    const inflow = { concentration: 60, limit: 40 }
    expect(deduct('hebei-cod', { concentration: 60, limit: 40, inflow })).toMatchObject({
      amountFen: 0,
      spared: 'flowedIn',
    })
    expect(deduct('hebei-cod', { concentration: 61, limit: 40, inflow }).amountFen).toBe(90_000_000)
    expect(
      deduct('hebei-cod', { concentration: 60, limit: 40, inflow: { ...inflow, concentration: 40 } }).amountFen,
    ).toBe(90_000_000)
    expect(deduct('handan-cod', { concentration: 60, limit: 40, inflow }).amountFen).toBe(10_000_000)
    expect(() => deduct('nowhere', { concentration: 1, limit: 1 })).toThrow('hebei')
  })

  test('a better class is rewarded class by class where the rule says so, and a worse one never is', () => {
    expect(rewardFor('hefei-new', 'IV', 'II')).toBe(100_000_000)
    expect(rewardFor('hefei-old', 'III', 'II')).toBe(30_000_000)
    expect([rewardFor('hefei-new', 'III', 'III'), rewardFor('hefei-new', 'III', '劣V')]).toEqual([0, 0])
    expect(rewardFor('hebei-cod', 'V', 'I')).toBe(0)
  })

  test('a pool grows year by year', () => expect(grownPool(100_000, ['0.05', '0.1'])).toBe(115_500))
})
