import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanValue } from '../measured.ts'
import { cityWaterIndex } from './cityIndex.ts'
import { assessGroup, gradeOfShares, sharesOf } from './group.ts'
import { assessLake } from './lake.ts'
import { originOf, periodMean } from './period.ts'
import { changeOfGroup, changeOfSection, changeOfShares, spearman } from './trend.ts'
import { trophicGrade, trophicState } from './trophic.ts'

const section = (name: string, values: Record<string, string | number>) => ({
  name,
  values: Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value }])),
})

describe('[MON-8] a river, basin or city', () => {
  test.each([
    [90, 0, '优'],
    ['89.9', 0, '良好'],
    [75, 25, '良好'],
    ['74.9', 0, '轻度污染'],
    ['74.9', '19.9', '轻度污染'],
    [60, 20, '中度污染'],
    [60, '39.9', '中度污染'],
    [60, 40, '重度污染'],
    [0, 100, '重度污染'],
  ])('%s %% of I–III and %s %% of 劣V are %s', (good, worst, grade) =>
    expect(gradeOfShares(good, worst).zh).toBe(grade),
  )

  test.each([
    [-1, 0],
    [101, 0],
    [60, 60],
    ['x', 0],
  ])('%s and %s cannot be', (good, worst) => expect(() => gradeOfShares(good, worst)).toThrow('expected'))

  test('shares come from counts with one decimal; none give no grade', () => {
    expect(sharesOf({ II: 1, III: 11, IV: 1 })).toMatchObject({
      goodPercent: '92.3',
      grade: { zh: '优' },
      shares: { II: { percent: '7.7' }, III: { percent: '84.6' }, IV: { percent: '7.7' }, 劣V: { count: 0 } },
    })
    expect(sharesOf({}).grade).toBeNull()
    expect(() => sharesOf({ I: -1 })).toThrow('sections')
  })

  test('with fewer than five sections the means are judged, and no share is', () => {
    const four = [1, 2, 3, 4].map((number) => section(`s${number}`, { ammoniaNitrogen: number, cod: 10 }))
    const found = assessGroup(four)
    expect(found).toMatchObject({
      method: 'meanOfSections',
      sections: 4,
      means: { class: '劣V' },
      grade: { zh: '重度污染' },
    })
    expect(found.mainPollutants).toEqual([{ code: 'ammoniaNitrogen', multiple: '1.5', exceedPercent: null }])
  })

  test('with five the shares are, and items are named by the share of sections that exceed', () => {
    const five = [
      section('a', { ammoniaNitrogen: 3, cod: 45 }),
      section('b', { ammoniaNitrogen: 1, cod: 45 }),
      section('c', { ammoniaNitrogen: 1, cod: 10 }),
      section('d', { ammoniaNitrogen: 1 }),
      section('e', { cod: 10 }),
      section('dry', {}),
    ]
    const found = assessGroup(five)
    expect(found).toMatchObject({
      method: 'sharesOfClasses',
      sections: 5,
      notAssessed: ['dry'],
      means: null,
      goodPercent: '60',
      worstPercent: '40',
    })
    expect(found.grade?.zh).toBe('重度污染')
    expect(found.mainPollutants).toEqual([
      { code: 'cod', multiple: null, exceedPercent: '50' },
      { code: 'ammoniaNitrogen', multiple: null, exceedPercent: '25' },
    ])
    expect(assessGroup([])).toMatchObject({ sections: 0, grade: null, means: null })
  })

  test('more good and less bad sections never make a worse grade', () => {
    const order = ['优', '良好', '轻度污染', '中度污染', '重度污染']
    const share = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(share, share, share, (one, other, worst) => {
        const [more, less] = [Math.max(one, other), Math.min(one, other)]
        fc.pre(more + worst <= 100)
        expect(order.indexOf(gradeOfShares(more, worst).zh)).toBeLessThanOrEqual(
          order.indexOf(gradeOfShares(less, worst).zh),
        )
      }),
    )
  })
})

describe('[MON-9] means and periods', () => {
  test('pH is averaged as hydrogen-ion activity, other items arithmetically', () => {
    expect(Number(meanValue('ph', [{ value: 6 }, { value: 8 }])?.value)).toBeCloseTo(6.2967, 4)
    expect(meanValue('cod', [{ value: '10' }, { value: '5', belowDetection: true }])).toMatchObject({ of: 'mean' })
    expect(String(meanValue('cod', [{ value: '10' }, { value: '5', belowDetection: true }])?.value)).toBeDefined()
    expect(meanValue('cod', [{ value: 7 }, { value: null }])?.of).toBe('datum')
    expect(meanValue('cod', [{ value: null }])).toBeNull()
  })

  test('a quarter needs two data, a year twelve, eight where the river freezes', () => {
    const data = (count: number) => Array.from({ length: count }, () => ({ value: 1 }))
    expect(periodMean('cod', 'month', data(1)).valid).toBe(true)
    expect(periodMean('cod', 'month', data(0))).toMatchObject({ valid: false, mean: null })
    expect([periodMean('cod', 'quarter', data(1)).valid, periodMean('cod', 'quarter', data(2)).valid]).toEqual([
      false,
      true,
    ])
    expect([periodMean('cod', 'year', data(11)).valid, periodMean('cod', 'year', data(12)).valid]).toEqual([
      false,
      true,
    ])
    expect([periodMean('cod', 'year', data(7), true).valid, periodMean('cod', 'year', data(8), true).valid]).toEqual([
      false,
      true,
    ])
  })

  test('six items come from the automatic station where there is one', () => {
    expect(originOf('ph', ['manual', 'automatic'])).toBe('automatic')
    expect(originOf('cod', ['manual', 'automatic'])).toBe('manual')
    expect(originOf('cod', [])).toBeNull()
  })
})

describe('[MON-10] change and trend', () => {
  test.each([
    [70, 0, 80, 0, '无明显变化'],
    [70, 0, '80.1', 0, '有所好转'],
    [70, 10, 80, 0, '有所好转'],
    [70, 10, '80.1', 0, '明显好转'],
    [80, 0, 65, 0, '有所下降'],
    [80, 0, 70, 11, '明显下降'],
  ])('from %s/%s to %s/%s is %s', (good, worst, laterGood, laterWorst, zh) =>
    expect(
      changeOfShares({ goodPercent: good, worstPercent: worst }, { goodPercent: laterGood, worstPercent: laterWorst })
        .zh,
    ).toBe(zh),
  )

  test('of a group by its shares as they are; of few sections by the grades of their means; of both nothing is said', () => {
    const group = (...ammonia: number[]) =>
      assessGroup(ammonia.map((value, index) => section(`s${index}`, { ammoniaNitrogen: value })))
    // 4 of 7 and 5 of 7: 14.285… points.
    expect(changeOfGroup(group(1, 1, 1, 1, 3, 3, 3), group(1, 1, 1, 1, 1, 1.4, 1.4))).toMatchObject({ zh: '明显好转' })
    expect(changeOfGroup(group(1, 1, 1, 1, 1.4), group(1, 1, 1, 1, 1))).toMatchObject({ zh: '有所好转', by: '20' })
    expect(changeOfGroup(group(1), group(1.4, 1.4))).toMatchObject({ zh: '有所下降', by: '-1' })
    expect(changeOfGroup(group(1, 1, 1, 1, 1), group(1, 1))).toBeNull()
    expect(changeOfGroup(group(0.1), group(3, 3))).toMatchObject({ zh: '明显下降', by: '-4' })
    expect(changeOfGroup(group(), group(1))).toBeNull()
  })

  test('of one section by grades: I and II are one', () => {
    expect(changeOfSection('I', 'II').zh).toBe('无明显变化')
    expect(changeOfSection('II', 'III').zh).toBe('有所下降')
    expect(changeOfSection('V', 'III').zh).toBe('明显好转')
  })

  test('rank correlation over at least five years', () => {
    expect(spearman([1, 2, 3, 4, 5]).rs).toBe('1')
    expect(spearman([5, 4, 3, 2, 1]).rs).toBe('-1')
    expect(spearman([3, 1, 2, 5, 4]).rs).toBe('0.6')
    expect(() => spearman([1, 2, 3, 4])).toThrow('at least 5')
  })
})

describe('[MON-11] lakes', () => {
  const turbid = {
    chlorophyllA: { value: 60 },
    totalPhosphorus: { value: '0.18' },
    totalNitrogen: { value: '2.4' },
    secchiDepth: { value: '0.4' },
    permanganateIndex: { value: 8 },
  }

  test.each([
    [29.99, '贫营养'],
    [30, '中营养'],
    [50, '中营养'],
    [50.01, '轻度富营养'],
    [60, '轻度富营养'],
    [60.01, '中度富营养'],
    [70, '中度富营养'],
    [70.01, '重度富营养'],
  ])('TLI %s is %s', (index, grade) => expect(trophicGrade(index)).toBe(grade))

  test('the index needs its five items and says which are missing', () => {
    expect(trophicState(turbid)).toMatchObject({ grade: '中度富营养', missing: [] })
    expect(trophicState(turbid).index).toBeCloseTo(66.41, 1)
    expect(trophicState({ ...turbid, secchiDepth: { value: 0 } })).toMatchObject({
      index: null,
      grade: null,
      missing: ['secchiDepth'],
    })
  })

  test('points are averaged, phosphorus has the limits of lakes, nitrogen stands apart', () => {
    const found = assessLake([
      { name: 'north', values: { totalPhosphorus: { value: '0.04' }, totalNitrogen: { value: '1' } } },
      { name: 'south', values: { totalPhosphorus: { value: '0.08' }, totalNitrogen: { value: '3' } } },
    ])
    expect(found.quality).toMatchObject({ class: 'IV', apart: [{ code: 'totalNitrogen', class: 'V' }] })
    expect(found.points).toBe(2)
  })

  test('the mean of the only point is rounded as every mean is', () => {
    const values = { totalPhosphorus: { value: '0.0502', of: 'mean' as const } }
    expect(assessLake([{ name: 'only', values }]).quality).toMatchObject({
      class: 'III',
      items: [{ compared: { value: '0.05', treatment: ['roundedHalfEven'] } }],
    })
    expect(assessGroup([{ name: 'only', values }], 'lake').means?.class).toBe('III')
  })
})

test('[MON-12] the city index sums C over the limit of III, with its own form for oxygen and pH', () => {
  const found = cityWaterIndex({
    cod: { value: 10 },
    dissolvedOxygen: { value: 10 },
    ph: { value: 8 },
    ammoniaNitrogen: { value: '0.5' },
  })
  expect(found.index).toBe('2')
  expect(found.missing).toHaveLength(17)
  expect(cityWaterIndex({}).index).toBeNull()
})
