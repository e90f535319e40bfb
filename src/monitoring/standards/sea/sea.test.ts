import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../../platform/exact.ts'
import { sharedFacts } from '../shared.testing.ts'
import { nearShoreGrade, type SeaGrade, seaSharesOf } from './nearShore.ts'
import { assessSeaPoint, classifySeaItem, seaClassNumber } from './point.ts'
import { SEA_CLASSES, SEA_LIMITS, seaLimitOf } from './table.ts'

describe('[MON-19] the limits of GB 3097-1997', () => {
  const cases = SEA_LIMITS.flatMap((limit) =>
    limit.limits.flatMap((bound, index) => (bound === null ? [] : [{ limit, code: limit.code, bound, index }])),
  )
  test.each(cases)('$code: $bound of class number $index, at, just under, just over', ({ limit, bound, index }) => {
    const same = (at: number) => limit.limits[at] === bound && limit.lowerLimits?.[at] === limit.lowerLimits?.[index]
    const best = [0, 1, 2, 3].find(same) ?? 9
    const next = [0, 1, 2, 3].find((at) => at > index && !same(at)) ?? 4
    const classOf = (value: Exact) => classifySeaItem(limit, { value })?.class
    const hair = Exact.of('0.000000001').times(limit.rule === 'above' ? -1 : 1)
    expect(classOf(Exact.of(bound).minus(hair))).toBe(SEA_CLASSES[best])
    expect(classOf(Exact.of(bound).plus(hair))).toBe(SEA_CLASSES[next])
    expect(classOf(Exact.of(bound))).toBe(SEA_CLASSES[limit.rule === 'above' ? next : best])
  })

  test.each([
    ['ph', '7.8', 'I'],
    ['ph', '7.79', 'III'],
    ['ph', '8.51', 'III'],
    ['ph', '6.79', '劣四类'],
    ['dissolvedOxygen', '6', 'II'],
    ['dissolvedOxygen', '6.01', 'I'],
    ['dissolvedOxygen', '3', '劣四类'],
    ['reactivePhosphate', '0.03', 'II'],
    ['inorganicNitrogen', '0.51', '劣四类'],
    ['coliform', 1_000_000, 'IV'],
  ])('%s %s is %s', (code, value, expected) =>
    expect(assessSeaPoint({ values: { [code]: { value } } }).class).toBe(expected),
  )

  const facts = sharedFacts<{ parameters: { code: string; limits: unknown; no: number }[] }>('gb3097-1997.json')
  test.skipIf(!facts)('are those of the fact file', () => {
    expect(facts?.parameters).toHaveLength(SEA_LIMITS.length)
    for (const { code, limits, no } of facts?.parameters ?? []) {
      const limit = seaLimitOf(code)
      const number = (bound: string | null) => (bound === null ? null : Number(bound))
      const ours = limit?.limits.map((bound, at) =>
        limit.lowerLimits ? [Number(limit.lowerLimits[at]), Number(bound)] : number(bound),
      )
      expect([no, ours]).toEqual([limit?.row, limits])
    }
  })
})

describe('[MON-20] a point in the sea', () => {
  test('has the class of its worst item, with the multiple against its target and the doubt of its limits', () => {
    const found = assessSeaPoint({
      values: {
        ph: { value: '8.1' },
        inorganicNitrogen: { value: '0.45' },
        lead: { value: '0.0005' },
        turbidity: { value: 3 },
      },
      targetClass: 'II',
    })
    expect(found).toMatchObject({
      class: 'IV',
      decidedBy: ['inorganicNitrogen'],
      leftOut: ['turbidity'],
      confidence: 'one',
    })
    expect(found.target).toEqual({
      class: 'II',
      meets: false,
      exceeding: [{ code: 'inorganicNitrogen', multiple: '0.5' }],
    })
    expect(assessSeaPoint({ values: {} })).toMatchObject({ class: null, target: null })
  })

  test('is held to the natural range of pH, to its warming, and to what shellfish bears', () => {
    expect(assessSeaPoint({ values: { ph: { value: 8 } }, phShift: '-0.3' })).toMatchObject({
      class: 'III',
      decidedBy: ['phShift'],
    })
    const summer = { by: '1.5', season: 'summer' } as const
    expect(assessSeaPoint({ values: {}, temperatureRise: summer }).class).toBe('III')
    expect(assessSeaPoint({ values: {}, temperatureRise: { ...summer, season: 'otherSeasons' } }).class).toBe('I')
    expect(assessSeaPoint({ values: {}, temperatureRise: { ...summer, by: '4.1' } }).class).toBe('劣四类')
    const colonies = { values: { coliform: { value: 701 }, faecalColiform: { value: 140 } } }
    expect(assessSeaPoint({ ...colonies, rawShellfish: true }).rawShellfishBrokenBy).toEqual(['coliform'])
    expect(assessSeaPoint(colonies).rawShellfishBrokenBy).toBeNull()
  })

  test('a worse value never makes a better class', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SEA_LIMITS.filter(({ rule }) => rule !== 'range')),
        fc.double({ min: 0, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 50, noNaN: true }),
        (limit, one, other) => {
          const numbers = [one, other].map((value) =>
            seaClassNumber(assessSeaPoint({ values: { [limit.code]: { value } } }).class ?? 'I'),
          )
          const [first = 0, second = 0] = limit.rule === 'above' ? numbers.toReversed() : numbers
          if (one !== other) expect(one < other ? first <= second : first >= second).toBe(true)
        },
      ),
    )
  })
})

describe('[MON-21] near-shore grades', () => {
  test.each([
    [60, 90, 0, '优'],
    ['59.9', 90, 0, '良好'],
    [null, 80, 20, '良好'],
    [null, '79.9', 0, '一般'],
    [null, 60, 30, '一般'],
    [null, 60, '30.1', '差'],
    [null, '59.9', 30, '差'],
    [null, 50, 40, '差'],
    [null, 50, '40.1', '极差'],
  ])('class I %s, I+II %s, 劣四类 %s: %s', (classI, good, worst, grade) =>
    expect(nearShoreGrade({ by: 'area', classI, good, worst }).grade).toBe(grade),
  )

  test('without the share of class I it is not said whether 90 % are 优', () =>
    expect(nearShoreGrade({ by: 'area', classI: null, good: 95, worst: 0 }).grade).toBeNull())

  test('shares that cannot be are refused, and shares come from areas', () => {
    expect(() => nearShoreGrade({ by: 'area', classI: 50, good: 40, worst: 0 })).toThrow('I+II')
    expect(() => nearShoreGrade({ by: 'points', classI: null, good: 80, worst: 40 })).toThrow('percent')
    const amounts = { I: 3, II: 1, III: 0, IV: 0, 劣四类: 0 }
    expect(nearShoreGrade(seaSharesOf('area', amounts))).toMatchObject({ grade: '优', goodPercent: '100', by: 'area' })
    expect(() => seaSharesOf('area', { I: 0, II: 0, III: 0, IV: 0, 劣四类: 0 })).toThrow('assessed')
  })

  test('more good water never makes a worse grade', () => {
    const order: (SeaGrade | null)[] = ['优', '良好', '一般', '差', '极差']
    const share = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(share, share, share, (one, other, worst) => {
        const [more, less] = [Math.max(one, other), Math.min(one, other)]
        fc.pre(more + worst <= 100)
        const rank = (good: number) => order.indexOf(nearShoreGrade({ by: 'area', classI: 0, good, worst }).grade)
        expect(rank(more)).toBeLessThanOrEqual(rank(less))
      }),
    )
  })
})
