import { describe, expect, test } from 'vitest'
import { judgeAirDay } from './airDay.ts'
import { judgeMonth, type KeptValue, type Source } from './month.ts'
import { judgeYear, type MonthOfYear, trendOf } from './year.ts'

let datastreams = 0
const source = (parameter: string, values: readonly number[], facts: Partial<Source> = {}): Source => ({
  datastream: ++datastreams,
  station: 'A',
  parameter,
  origin: 'manual',
  count: values.length,
  below: 0,
  flagged: 0,
  without: 0,
  sum: values.reduce((sum, value) => sum + (parameter === 'ph' ? 10 ** -value : value), 0).toFixed(12),
  lowest: values.length === 0 ? null : Math.min(...values),
  ...facts,
})
const judged = (sources: readonly Source[], rest: Partial<Parameters<typeof judgeMonth>[0]> = {}) =>
  judgeMonth({ water: 'river', targetClass: 'III', attested: [], sources, ...rest })

describe('[MON-80] the value of a parameter in a month', () => {
  const cases: [string, readonly Source[], Partial<KeptValue>][] = [
    ['one datum stands in full', [source('ammoniaNitrogen', [1.004])], { value: '1.004', of: 'datum', count: 1 }],
    ['several as their mean', [source('ammoniaNitrogen', [0.2, 0.4, 0.6])], { value: '0.4', of: 'mean', count: 3 }],
    [
      'two laboratories alike',
      [source('ammoniaNitrogen', [0.2]), source('ammoniaNitrogen', [0.4])],
      { value: '0.3', of: 'mean', count: 2 },
    ],
    [
      'one datum below detection as its limit, marked',
      [source('lead', [], { count: 1, below: 1, sum: '0.0005', lowest: 0.001 })],
      { value: '0.001', belowDetection: true, of: 'datum', below: 1 },
    ],
    [
      'several with halves of limits in their sum',
      [source('lead', [], { count: 2, below: 1, sum: '0.0025', lowest: 0.001 })],
      { value: '0.00125', belowDetection: false, of: 'mean', below: 1 },
    ],
    ['pH by activity', [source('ph', [6, 8])], { value: '6.2967086219', of: 'mean' }],
    [
      'of no number there is none',
      [source('ammoniaNitrogen', [], { without: 3 })],
      { value: null, without: 3, count: 0 },
    ],
    [
      'six items come from the automatic station',
      [source('ammoniaNitrogen', [0.9]), source('ammoniaNitrogen', [0.1, 0.3], { origin: 'automatic' })],
      { value: '0.2', from: 'automatic', count: 2 },
    ],
    [
      'the others from the laboratory',
      [source('cod', [12]), source('cod', [30, 30], { origin: 'automatic' })],
      { value: '12', from: 'manual' },
    ],
  ]
  test.each(cases)('%s', (_, sources, expected) => {
    expect(Object.values(judged(sources).values)).toMatchObject([expected])
  })

  test('what takes no part is named with the reason', () => {
    const [manual, automatic] = [
      source('ammoniaNitrogen', [0.9]),
      source('ammoniaNitrogen', [0.1], { origin: 'automatic' }),
    ]
    const frozen = source('cod', [], { without: 1 })
    expect(judged([manual, automatic, frozen]).aside).toEqual([
      { parameter: 'ammoniaNitrogen', datastreams: [manual.datastream], why: 'otherOriginFirst' },
      { parameter: 'cod', datastreams: [frozen.datastream], why: 'noNumber' },
    ])
  })
})

describe('[MON-81] the month of a section', () => {
  test.each([
    [[source('ammoniaNitrogen', [1])], 'III', true, ['ammoniaNitrogen']],
    [[source('ammoniaNitrogen', [1.01])], 'IV', false, ['ammoniaNitrogen']],
    [[source('ammoniaNitrogen', [1.001, 1.005])], 'III', true, ['ammoniaNitrogen']],
    [[source('ammoniaNitrogen', [0.1]), source('dissolvedOxygen', [4])], 'IV', false, ['dissolvedOxygen']],
    [[source('totalNitrogen', [9])], null, null, []],
    [[], null, null, []],
  ])('%# has its class, its target and what decided', (sources, found, meets, decidedBy) => {
    const { assessment } = judged(sources)
    expect([assessment.class, assessment.target?.meets ?? null, assessment.decidedBy]).toEqual([
      found,
      meets,
      decidedBy,
    ])
  })

  test('a lake is judged by the mean of its stations, with its own limits', () => {
    const two = [source('totalPhosphorus', [0.02, 0.02, 0.02]), source('totalPhosphorus', [0.08], { station: 'B' })]
    expect(judged(two, { water: 'lake' }).assessment.class).toBe('III')
    expect(judged([source('totalPhosphorus', [0.05])]).assessment.class).toBe('II')
  })
})

describe('[MON-82] what was attested', () => {
  const labs = [source('ammoniaNitrogen', [0.9]), source('ammoniaNitrogen', [1.3])]
  test('stands for the month, and what was measured stands aside', () => {
    const attested = [{ id: 1, parameter: 'ammoniaNitrogen', value: '1.3', belowDetection: false }]
    const { assessment, aside, values } = judged(labs, { attested })
    expect([assessment.class, values.ammoniaNitrogen]).toMatchObject(['IV', { value: '1.3', from: 'attested' }])
    expect(aside).toMatchObject([{ why: 'attested', datastreams: labs.map(({ datastream }) => datastream) }])
  })
  test('as the mean of both is rounded before it is compared, as one laboratory’s value it is not', () => {
    const attested = { id: 1, parameter: 'ammoniaNitrogen', value: '1.005', belowDetection: false }
    const classOf = (isMean: boolean) => judged(labs, { attested: [{ ...attested, isMean }] }).assessment.class
    expect([classOf(true), classOf(false)]).toEqual(['III', 'IV'])
  })
  test('while a third laboratory is awaited the mean stands, and is marked', () => {
    const { values, pending } = judged(labs, {
      attested: [{ id: 1, parameter: 'ammoniaNitrogen', value: null, belowDetection: false }],
    })
    expect([values.ammoniaNitrogen?.value, pending]).toEqual(['1.1', ['ammoniaNitrogen']])
  })
})

const month = (
  number: number,
  value: string | null,
  meets: boolean | null,
  found: MonthOfYear['class'] = 'II',
): MonthOfYear => ({
  id: number,
  month: number,
  class: value === null ? null : found,
  meets,
  values:
    value === null
      ? {}
      : {
          ammoniaNitrogen: {
            ...{ value, belowDetection: false, of: 'mean', from: 'manual' },
            ...{ count: 1, below: 0, flagged: 0, without: 0 },
          },
        },
})
const twelve = (values: readonly (string | null)[], meets = true) =>
  values.map((value, index) => month(index + 1, value, value === null ? null : meets))

describe('[MON-83] the year of a section', () => {
  test('has the class of the annual means and the rate of months that met the target of their time', () => {
    const months = twelve(Array.from({ length: 12 }, () => '0.5')).map((one) =>
      one.month > 9 ? { ...one, meets: false } : one,
    )
    expect(judgeYear('river', 'III', months)).toMatchObject({
      assessment: { class: 'II', target: { meets: true } },
      ...{ measured: 12, withTarget: 12, met: 9, passRate: '75', valid: true, short: [] },
    })
  })
  test.each([
    ['months without a class do not count', twelve(['0.5', '0.5', null]), [2, 2, 2, '100', false]],
    ['without a target there is no rate', [month(1, '0.5', null)], [1, 0, 0, null, false]],
    ['of nothing nothing is said', [], [0, 0, 0, null, false]],
  ] as const)('%s', (_, months, expected) => {
    const { measured, withTarget, met, passRate, valid } = judgeYear('river', 'III', months)
    expect([measured, withTarget, met, passRate, valid]).toEqual(expected)
  })
  test('what has fewer than twelve months is named', () => {
    const { short } = judgeYear('river', null, twelve(['0.5', '0.6']))
    expect(short).toEqual([{ parameter: 'ammoniaNitrogen', months: 2, needed: 12 }])
  })
})

test('[MON-84] years compare with the year before, and five in a row are ranked', () => {
  const years = (['IV', 'III', null, 'II', 'II', 'II', 'II', 'II'] as const).map((found, index) => ({
    ...{ year: 2018 + index, class: found },
    values: { ammoniaNitrogen: { value: found === null ? null : String(2 - index / 10) } },
  }))
  const { changes, correlations } = trendOf(years)
  expect(changes.slice(0, 2)).toMatchObject([
    { year: 2019, against: 2018, zh: '有所好转' },
    { year: 2021, against: 2019, zh: '有所好转' },
  ])
  expect(correlations).toEqual([{ parameter: 'ammoniaNitrogen', rs: '-1', years: 5 }])
  expect(trendOf([])).toEqual({ changes: [], correlations: [] })
})

describe('[MON-85] a day of air', () => {
  const all = (value: string) => Array.from({ length: 24 }, () => value)
  test.each([
    ['2026-02-28', 'HJ 633-2012', 100],
    ['2026-03-01', 'HJ 633-2026', 114],
  ])('of %s is judged by %s', (day, version, index) => {
    const others = { so2: all('10'), no2: all('10'), co: all('0.5'), o3: all('50'), pm10: all('40') }
    expect(judgeAirDay(day, { ...others, pm25: all('75') }).index).toMatchObject({ version, index })
  })
  test('an index rounds up what the mean really is: no decimal is cut before', () => {
    const pm25 = [...all('35').slice(1), '35.000000000001']
    expect(judgeAirDay('2025-06-01', { pm25 }).index.index).toBe(51)
    const o3 = [...all('100').slice(1), '100.000000000001']
    expect(judgeAirDay('2025-06-01', { o3 }).index.index).toBe(51)
  })
  test('with fewer than twenty hours an item takes no part', () => {
    const short = Array.from({ length: 24 }, (_, hour) => (hour < 19 ? '80' : null))
    expect(judgeAirDay('2025-06-01', { pm25: short, pm10: all('60') })).toMatchObject({
      index: { index: 55 },
      means: { pm25_24h: { valid: false, data: 19, needed: 20 } },
    })
  })
})
