import { describe, expect, test } from 'vitest'
import { add, compare, divide, multiply, subtract } from './decimal.ts'
import {
  cumulativeRate,
  growthNeeded,
  growthTarget,
  intervalScore,
  kept,
  linearPath,
  reductionDone,
  reductionExpected,
  staticAttainment,
} from './formulas.ts'
import { proposalOf } from './fromTarget.ts'
import { endOfPeriod, yearOwed } from './period.ts'
import { type Figure, progressOf, type Target } from './progress.ts'
import { type PartTarget, type PlannedTarget, rollUp } from './rollUp.ts'
import VECTORS from './vectors.testing.json' with { type: 'json' }

describe('[DEL-510] the formulas reproduce every published case', () => {
  test.each([
    ['linear_path', VECTORS.linear_path],
    ['reverse', VECTORS.reverse],
  ] as const)('%s', (_name, one) => {
    const path = { base: one.B, target: one.T, baseYear: one.t0, targetYear: one.t1 }
    const told = linearPath(path, one.t, one.actual)
    if ('expected' in one) expect(told.expected).toBeCloseTo(one.expected as number, 10)
    expect([told.progress.toFixed(4), told.elapsed, told.ratio.toFixed(4)]).toEqual([
      one.progress.toFixed(4),
      one.elapsed,
      one.ratio.toFixed(4),
    ])
  })

  test('cumulative', () => {
    const { target, years, done, rate, elapsed, ratio } = VECTORS.cumulative
    const told = cumulativeRate(target, done, years)
    expect(told.rate).toBeCloseTo(rate, 10)
    expect(told.elapsed).toBeCloseTo(elapsed, 10)
    expect(told.ratio).toBeCloseTo(ratio, 10)
  })

  test('growth_rate', () => {
    const { B, g, N, target_level, after_2_years_at, needed_for_rest } = VECTORS.growth_rate
    const level = growthTarget(B, g, N)
    expect(level.toFixed(2)).toBe(target_level.toFixed(2))
    expect(growthNeeded(level, growthTarget(B, after_2_years_at, 2), N - 2)).toBeCloseTo(needed_for_rest, 6)
  })

  test('cumulative_reduction', () => {
    const { target, N, yearly, done, expected_geometric, rate } = VECTORS.cumulative_reduction
    expect(reductionDone(yearly)).toBeCloseTo(done, 6)
    expect(reductionExpected(target, N, yearly.length)).toBeCloseTo(expected_geometric, 6)
    expect(reductionDone(yearly) / target).toBeCloseTo(rate, 6)
  })

  test('interval, keep_at_least, static', () => {
    const { cases, ...interval } = VECTORS.interval
    for (const { x, score } of cases) expect(intervalScore(interval, x)).toBe(score)
    const { floor, yearly, met } = VECTORS.keep_at_least
    expect(yearly.map((value) => kept(value, floor, 'up'))).toEqual(met)
    const { positive, reverse } = VECTORS.static
    expect(staticAttainment(positive.x, positive.target, 'up')).toBe(positive.score)
    expect(staticAttainment(reverse.x, reverse.target, 'down').toFixed(4)).toBe(String(reverse.score))
  })
})

const level: Target = {
  accumulation: 'level',
  direction: 'up',
  base: 43,
  baseYear: 2015,
  target: 60,
  upper: null,
  limitLower: null,
  limitUpper: null,
  targetYear: 2020,
}
const figures = (...pairs: [string, number][]): Figure[] => pairs.map(([period, value]) => ({ period, value }))

describe('where an indicator stands', () => {
  test('[DEL-511] a missing year is no data: nothing is carried forward', () => {
    const told = progressOf(level, figures(['2016', 46], ['2017', 49.8]), '2019-08-01')
    expect(told).toMatchObject({ status: 'no_data', period: '2017', missingYears: [2018], belowPath: false })
    expect(progressOf(level, figures(['2016', 46], ['2017', 49.8]), '2019-06-30').status).toBe('on')
  })

  test('[DEL-511] a gap inside of a sum is no data; the sum is not made of what is left', () => {
    const sum: Target = { ...level, accumulation: 'cumulative', target: 500 }
    expect(progressOf(sum, figures(['2016', 90], ['2018', 130]), '2019-08-01')).toMatchObject({
      status: 'no_data',
      ratio: null,
      missingYears: [2017],
    })
    expect(progressOf(sum, figures(['2016', 90], ['2017', 110], ['2018', 130]), '2019-08-01').status).toBe('ahead')
  })

  test('[DEL-512] a target that lacks a fact says which', () => {
    expect(progressOf({ ...level, base: null, targetYear: null }, figures(['2017', 48]), '2018-08-01')).toMatchObject({
      status: 'incomplete',
      missing: ['base', 'targetYear'],
    })
  })

  test.each([
    ['2018-08-01', figures(['2017', 48]), 'behind'],
    ['2018-08-01', figures(['2017', 49.3]), 'slightly_behind'],
    ['2018-08-01', figures(['2017', 49.8]), 'on'],
    ['2018-08-01', figures(['2017', 52]), 'ahead'],
    ['2021-08-01', figures(['2020', 60]), 'reached'],
    ['2021-08-01', figures(['2020', 59.9]), 'missed'],
    ['2026-08-01', figures(['2020', 59.9]), 'missed'],
  ] as const)(
    '[DEL-513] on %s with %j it is %s; the final word is said of the target year only',
    (today, found, status) => {
      expect(progressOf(level, found, today).status).toBe(status)
    },
  )

  test('[DEL-514] a target equal to its base is kept, not moved; a better class is the smaller number', () => {
    expect(progressOf({ ...level, target: 43 }, figures(['2017', 42.9]), '2018-08-01')).toMatchObject({
      status: 'behind',
      ratio: null,
      belowPath: true,
    })
    const water: Target = { ...level, accumulation: 'graded', direction: 'down', base: null, target: 2 }
    expect(progressOf(water, figures(['2017', 1]), '2018-08-01').status).toBe('on')
    expect(progressOf(water, figures(['2017', 3]), '2018-08-01').status).toBe('behind')
  })

  test('[DEL-515] goes on to the target year as it went so far', () => {
    expect(progressOf(level, figures(['2017', 48]), '2018-08-01').projected).toBeCloseTo(55.5, 10)
    const growth: Target = { ...level, accumulation: 'growth', base: 16295, target: 6.5 }
    const told = progressOf(growth, figures(['2017', 16295 * 1.05 ** 2]), '2018-08-01')
    expect(told.projected).toBeCloseTo(16295 * 1.05 ** 5, 6)
    expect(told.neededGrowth).toBeCloseTo(0.075119, 6)
    expect(told.status).toBe('behind')
    const energy: Target = { ...level, accumulation: 'reduction', direction: 'down', target: 13.5 }
    const saved = progressOf(energy, figures(['2016', 3.2], ['2017', 2.9]), '2018-08-01')
    expect(saved.ratio).toBeCloseTo(0.060072 / 0.05636, 4)
    expect(saved.status).toBe('ahead')
  })

  test('[DEL-516] half-years, quarters and months are parts of their year; a figure of June is owed nobody', () => {
    expect(['2026', '2026H1', '2026Q3', '2026-03'].map(endOfPeriod)).toEqual([2026, 2025.5, 2025.75, 2025.25])
    expect([yearOwed('2026-06-30'), yearOwed('2026-07-01')]).toEqual([2024, 2025])
  })
})

describe('[DEL-520] decimal text', () => {
  test('is added, compared and divided exactly', () => {
    expect([
      add('0.1', '0.2'),
      subtract('1', '0.9'),
      multiply('-1.5', '0.02'),
      divide('2', '3'),
      divide('-1', '8', 2),
    ]).toEqual(['0.3', '0.1', '-0.03', '0.6667', '-0.13'])
    expect([compare('1.0', '1'), compare('-0.1', '0'), compare('10', '9.99')]).toEqual([0, -1, 1])
  })
})

describe('[DEL-521] the targets of lower plans against the higher one', () => {
  const higher: PlannedTarget = { id: 'h', unit: '万人', direction: 'up', target: '100', targetYear: 2025, place: null }
  const part = (id: string, target: string | null, change: Partial<PartTarget> = {}): PartTarget => ({
    ...higher,
    id,
    target,
    place: id,
    weight: null,
    ...change,
  })
  test.each([
    ['agrees', [part('450500', '60.1'), part('450600', '39.9')]],
    ['short', [part('450500', '60'), part('450600', '39.9')]],
    ['over', [part('450500', '60'), part('450600', '40.1')]],
    ['other_year', [part('450500', '60'), part('450600', '40', { targetYear: 2030 })]],
    ['contradicting', [part('450500', '60'), part('450600', '40', { unit: '人' })]],
    ['contradicting', [part('450500', '60'), part('450600', '40', { direction: 'down' })]],
    ['missing', [part('450500', '60'), part('450600', null)]],
    ['missing', [part('450500', '60')]],
    ['missing', []],
  ] as const)('sum: %s', (verdict, parts) => {
    expect(rollUp('sum', higher, parts, ['450500', '450600']).verdict).toBe(verdict)
  })

  test('a total that is short says nothing while parts are missing; what is named is left out of it', () => {
    const told = rollUp('sum', higher, [part('450500', '60'), part('450600', '70', { targetYear: 2030 })], [])
    expect(told).toMatchObject({ verdict: 'other_year', total: '60', difference: '-40', complete: false })
    expect(told.findings).toEqual([{ verdict: 'other_year', reason: 'year', partId: '450600', place: '450600' }])
  })

  test('weighted: the mean by weight, compared without rounding', () => {
    const rate: PlannedTarget = { ...higher, unit: '%', target: '60' }
    const parts = [part('a', '70', { unit: '%', weight: '1' }), part('b', '55', { unit: '%', weight: '2' })]
    expect(rollUp('weighted', rate, parts, [])).toMatchObject({ verdict: 'agrees', total: '60', difference: '0' })
    const [first] = parts
    expect(rollUp('weighted', rate, first ? [first, part('c', '55', { unit: '%' })] : [], []).verdict).toBe('missing')
  })

  test('each: 近岸海域水质 worse than what each must reach contradicts', () => {
    const water: PlannedTarget = { ...higher, unit: '类', direction: 'down', target: '2' }
    const sea = (id: string, target: string) => part(id, target, { unit: '类', direction: 'down' })
    expect(rollUp('each', water, [sea('a', '2'), sea('b', '1')], []).verdict).toBe('agrees')
    expect(rollUp('each', water, [sea('a', '2'), sea('b', '3')], []).findings).toEqual([
      { verdict: 'contradicting', reason: 'bound', partId: 'b', place: 'b' },
    ])
  })
})

describe('[DEL-522] an indicator made of a target commitment', () => {
  const facts = { subject: '近岸海域水质', comparator: '>=', unit: '', year: 2020, damaged: false } as const
  test('takes what the words say and marks what they do not', () => {
    expect(proposalOf({ ...facts, value: '二类' }, '近岸海域水质整体达到二类标准以上')).toMatchObject({
      accumulation: 'graded',
      direction: 'down',
      target: '2',
      unit: '类',
      nature: null,
      doubts: [],
    })
    expect(
      proposalOf(
        { ...facts, subject: '陆地生态空间占比', value: 43, unit: '%', damaged: true },
        '陆地生态空间占比稳定在43以上',
      ),
    ).toMatchObject({ accumulation: 'keep', direction: 'up', target: null, doubts: ['damaged'] })
    expect(proposalOf({ ...facts, value: '全覆盖', year: null }, '实现全覆盖').doubts).toEqual([
      'not_a_number',
      'no_year',
    ])
    expect(proposalOf({ ...facts, value: 6.5, unit: '%' }, '地区生产总值年均增长6.5%').accumulation).toBe('growth')
    expect(proposalOf({ ...facts, value: 13.5, unit: '%' }, '单位能耗累计下降13.5%').accumulation).toBe('reduction')
  })
})
