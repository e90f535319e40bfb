import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../../platform/exact.ts'
import type { Measured } from '../measured.ts'
import { sharedFacts } from '../shared.testing.ts'
import { classifyItem, classNumber } from './item.ts'
import { assessSection } from './section.ts'
import { limitsFor, WATER_CLASSES, WATER_LIMITS, type WaterBody, waterLimitOf } from './table.ts'

const river = (values: Record<string, string | number | Measured>, more = {}) =>
  assessSection({
    waterBody: 'river',
    values: Object.fromEntries(
      Object.entries(values).map(([code, value]) => [code, typeof value === 'object' ? value : { value }]),
    ),
    ...more,
  })
const A_HAIR = '0.0000001'

describe('[MON-4] the limits of GB 3838-2002', () => {
  const bodies: WaterBody[] = ['river', 'lake']
  const cases = WATER_LIMITS.flatMap((limit) =>
    bodies.flatMap((body) =>
      (limitsFor(limit, body) ?? []).map((bound, index) => ({
        limit,
        body,
        bound,
        index,
        name: `${body} ${limit.code}`,
      })),
    ),
  )

  test.each(cases)(
    '$name: $bound of class number $index, at, just under, just over',
    ({ limit, body, bound, index }) => {
      const bounds = limitsFor(limit, body) ?? []
      const best = (bounds as readonly string[]).indexOf(bound)
      const next = bounds.findIndex((other, at) => at > index && other !== bound)
      const worse = next === -1 ? 5 : next
      const classOf = (value: Exact) => classifyItem(limit, body, { value })?.class
      const [within, beyond] = limit.rule === 'min' ? [1, -1] : [-1, 1]
      expect(classOf(Exact.of(bound))).toBe(WATER_CLASSES[best])
      expect(classOf(Exact.of(bound).plus(Exact.of(A_HAIR).times(within)))).toBe(WATER_CLASSES[best])
      expect(classOf(Exact.of(bound).plus(Exact.of(A_HAIR).times(beyond)))).toBe(WATER_CLASSES[worse])
    },
  )

  test.each([
    ['6', 'I'],
    ['9', 'I'],
    ['5.99', '劣V'],
    ['9.01', '劣V'],
  ])('pH %s is %s', (value, expected) => expect(river({ ph: value }).class).toBe(expected))

  test.each([
    ['ammoniaNitrogen', '0.15', 'I', '0.16', 'II'],
    ['ammoniaNitrogen', '2', 'V', '2.01', '劣V'],
    ['dissolvedOxygen', '7.5', 'I', '7.4', 'II'],
    ['dissolvedOxygen', '2', 'V', '1.9', '劣V'],
    ['copper', '0.01', 'I', '0.02', 'II'],
    ['cyanide', '0.2', 'III', '0.21', '劣V'],
    ['arsenic', '0.05', 'I', '0.051', 'IV'],
    ['petroleum', '0.05', 'I', '0.06', 'IV'],
  ])('%s: %s is %s, %s is %s', (code, one, first, other, second) => {
    expect(river({ [code]: one }).class).toBe(first)
    expect(river({ [code]: other }).class).toBe(second)
  })

  test('90 % of saturation stands for class I of dissolved oxygen', () => {
    expect(river({ dissolvedOxygen: 7 }, { saturationPercent: '89.9' }).class).toBe('II')
    expect(river({ dissolvedOxygen: 7 }, { saturationPercent: 90 }).items[0]).toMatchObject({
      class: 'I',
      bySaturation: '90',
    })
  })

  const facts = sharedFacts<{ parameters: { code: string; limits: unknown; lakeLimits?: number[]; no: number }[] }>(
    'gb3838-2002.json',
  )
  test.skipIf(!facts)('are those of the fact file', () => {
    for (const { code, limits, lakeLimits, no } of facts?.parameters ?? []) {
      if (code === 'waterTemperature') continue
      const limit = waterLimitOf(code)
      const ours = limit?.limits.map((bound, at) =>
        limit.lowerLimits ? [Number(limit.lowerLimits[at]), Number(bound)] : Number(bound),
      )
      expect([no, ours, limit?.lakeLimits?.map(Number)]).toEqual([limit?.row, limits, lakeLimits])
    }
  })
})

describe('[MON-5] a section has the class of its worst item', () => {
  test('and says by which limit, and what took no part and why', () => {
    const found = river({
      cod: '18',
      ammoniaNitrogen: '1.2',
      totalNitrogen: '9',
      waterTemperature: '20',
      turbidity: '3',
      ph: { value: null },
    })
    expect(found).toMatchObject({ class: 'IV', decidedBy: ['ammoniaNitrogen'], grade: { zh: '轻度污染' } })
    expect(found.items.find(({ code }) => code === 'ammoniaNitrogen')).toMatchObject({
      meets: { class: 'IV', limit: '≤ 1.5' },
      fails: { class: 'III', limit: '≤ 1' },
      compared: { measured: '1.2', value: '1.2', treatment: [] },
      provenance: { standard: 'GB 3838-2002', place: '表1 第7项', confidence: 'official' },
    })
    expect(Object.fromEntries(found.leftOut.map(({ code, why }) => [code, why]))).toEqual({
      totalNitrogen: 'notAnItem',
      waterTemperature: 'notAnItem',
      turbidity: 'notInStandard',
      ph: 'noValue',
    })
    expect(found.missing).toHaveLength(19)
  })

  test('where nothing was measured there is no class', () => {
    expect(river({})).toMatchObject({ class: null, grade: null, target: null, decidedBy: [] })
    expect(river({ totalNitrogen: 9, faecalColiform: 1 }).class).toBeNull()
  })

  test('there are 21 items; total nitrogen of a lake and coliforms stand apart', () => {
    expect(WATER_LIMITS.filter(({ inClass }) => inClass)).toHaveLength(21)
    const lake = assessSection({
      waterBody: 'lake',
      values: { totalNitrogen: { value: 3 }, totalPhosphorus: { value: '0.05' }, faecalColiform: { value: 300 } },
    })
    expect(lake.class).toBe('III')
    expect(lake.apart.map(({ code, class: of }) => [code, of])).toEqual([
      ['totalNitrogen', '劣V'],
      ['faecalColiform', 'II'],
    ])
  })

  test('what cannot be is refused', () => {
    for (const value of [-1, '1e308', 'many', Number.NaN]) expect(() => river({ cod: value })).toThrow('cod')
    expect(() => river({}, { items: ['gold'] })).toThrow('gold')
  })

  test('a worse value of any item never makes a better class', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WATER_LIMITS.filter(({ code, inClass }) => inClass && code !== 'ph')),
        fc.constantFrom<WaterBody>('river', 'lake'),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.constantFrom<'datum' | 'mean'>('datum', 'mean'),
        (limit, waterBody, one, other, of) => {
          const [better, worse] =
            limit.rule === 'min'
              ? [Math.max(one, other), Math.min(one, other)]
              : [Math.min(one, other), Math.max(one, other)]
          const classOf = (value: number) =>
            assessSection({ waterBody, values: { [limit.code]: { value, of }, cod: { value: 16 } } }).class ?? 'I'
          if (limit.code !== 'cod')
            expect(classNumber(classOf(better))).toBeLessThanOrEqual(classNumber(classOf(worse)))
        },
      ),
    )
  })
})

describe('[MON-6] what is done to a value before it is compared', () => {
  test('below detection half of the limit takes part', () => {
    const found = river({ mercury: { value: '0.0002', belowDetection: true } })
    expect(found).toMatchObject({
      class: 'III',
      items: [{ compared: { value: '0.0001', treatment: ['halfDetectionLimit'] } }],
    })
  })

  test('below a limit that nobody told nothing takes part', () =>
    expect(river({ mercury: { value: null, belowDetection: true } })).toMatchObject({
      class: null,
      leftOut: [{ code: 'mercury', why: 'detectionLimitUnknown' }],
    }))

  test.each([
    ['ammoniaNitrogen', '1.005', 'III', 'IV'],
    ['ammoniaNitrogen', '1.015', 'IV', 'IV'],
    ['cod', '20.05', 'III', 'IV'],
    ['dissolvedOxygen', '4.95', 'III', 'IV'],
    ['volatilePhenol', '0.0051', 'IV', 'IV'],
  ])('a mean of %s of %s is rounded half to even: %s; a datum is taken in full: %s', (code, value, mean, datum) => {
    expect(river({ [code]: { value, of: 'mean' } }).class).toBe(mean)
    expect(river({ [code]: { value, of: 'datum' } }).class).toBe(datum)
  })
})

describe('[MON-7] against a target and beyond III', () => {
  test('the multiple is (C − Cs)/Cs of the target, with two decimals', () => {
    const found = river(
      { ammoniaNitrogen: '1.8', totalPhosphorus: '0.22', dissolvedOxygen: '5.5' },
      { targetClass: 'II' },
    )
    expect(found.target).toEqual({
      class: 'II',
      meets: false,
      wording: '劣于',
      exceeding: [
        { code: 'ammoniaNitrogen', class: 'V', multiple: '2.6' },
        { code: 'totalPhosphorus', class: 'IV', multiple: '1.2' },
        { code: 'dissolvedOxygen', class: 'III', multiple: null },
      ],
    })
    expect(river({ cod: 20 }, { targetClass: 'III' }).target).toMatchObject({
      meets: true,
      wording: '符合',
      exceeding: [],
    })
  })

  test('main pollutants are named by class, then by multiple, three of them, none in I to III', () => {
    const found = river({ cod: 41, ammoniaNitrogen: '1.4', totalPhosphorus: '0.29', bod5: '4.1', permanganateIndex: 9 })
    expect(found.mainPollutants.map(({ code, multiple }) => [code, multiple])).toEqual([
      ['cod', '1.05'],
      ['permanganateIndex', '0.5'],
      ['totalPhosphorus', '0.45'],
    ])
    expect(found.exceedingIII).toHaveLength(5)
    expect(river({ cod: 20 }).mainPollutants).toEqual([])
  })

  test('cyanide and heavy metals that exceed come first', () => {
    const found = river({ cod: 41, ammoniaNitrogen: 3, totalPhosphorus: 1, lead: '0.06' })
    expect(found.mainPollutants.map(({ code }) => code)).toEqual(['lead', 'totalPhosphorus', 'ammoniaNitrogen'])
  })

  test('pH and oxygen are named without a multiple, behind those that have one', () => {
    const found = river({ ph: 5, dissolvedOxygen: 1, ammoniaNitrogen: 3 })
    expect(found.mainPollutants).toEqual([
      { code: 'ammoniaNitrogen', class: '劣V', multiple: '2' },
      { code: 'ph', class: '劣V', multiple: null },
      { code: 'dissolvedOxygen', class: '劣V', multiple: null },
    ])
  })
})
