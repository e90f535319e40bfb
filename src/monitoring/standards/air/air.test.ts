import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Exact } from '../../../platform/exact.ts'
import { sharedFacts } from '../shared.testing.ts'
import { airIndex, levelOf } from './airIndex.ts'
import { type AirColumn, type AirInput, BREAKPOINTS_2012, BREAKPOINTS_2026, INDEX_POINTS } from './breakpoints.ts'
import { individualIndex } from './individualIndex.ts'
import { airCompliance, airLimit } from './limits.ts'
import { dailyMaximum8h, dayMean, eightHourMean, hourIsValid, yearValidity } from './validity.ts'
import { type AirQualityVersion, airQualityVersionOf, type IndexVersion, indexVersionOf } from './versions.ts'
import { cityDay, compositeIndex, goodDaysPercent, percentile, yearOfItem } from './year.ts'

const VERSIONS = [
  ['HJ 633-2012', BREAKPOINTS_2012],
  ['HJ 633-2026', BREAKPOINTS_2026],
] as const
const index = (version: IndexVersion, input: AirInput, concentration: number | string) =>
  individualIndex(version, input, concentration).index

describe('[MON-13] the version follows the day of the datum', () => {
  test.each([
    ['2016-01-01', 'HJ 633-2012', 'GB 3095-2012'],
    ['2026-02-28', 'HJ 633-2012', 'GB 3095-2012'],
    ['2026-03-01', 'HJ 633-2026', 'GB 3095-2026 transition'],
    ['2030-12-31', 'HJ 633-2026', 'GB 3095-2026 transition'],
    ['2031-01-01', 'HJ 633-2026', 'GB 3095-2026 final'],
  ])('%s: %s and %s', (date, indexVersion, quality) =>
    expect([indexVersionOf(date), airQualityVersionOf(date)]).toEqual([indexVersion, quality]),
  )

  test.each(['2015-12-31', '2026-2-1', '2026-13-01', 'yesterday', ''])('"%s" is refused', (date) =>
    expect(() => indexVersionOf(date)).toThrow(),
  )

  test('75 µg/m³ of PM2.5 are 100 in February 2026 and 114 in March', () => {
    expect(index(indexVersionOf('2026-02-28'), 'pm25_24h', 75)).toBe(100)
    expect(index(indexVersionOf('2026-03-01'), 'pm25_24h', 75)).toBe(114)
  })
})

describe('[MON-14] the index of one item', () => {
  const cases = VERSIONS.flatMap(([version, table]) =>
    (Object.keys(table) as AirColumn[]).flatMap((column) =>
      table[column].flatMap((limit, row) => (limit === null ? [] : [{ version, column, limit, row }])),
    ),
  )
  test.each(cases)(
    '$version $column: $limit is a breakpoint: at, just under, just over',
    ({ version, column, limit, row }) => {
      const step = column.startsWith('co') ? 0.1 : 1
      expect(index(version, column, limit)).toBe(INDEX_POINTS[row])
      if (row === 0) return
      const before = index(version, column, (limit * 10 - step * 10) / 10)
      expect(before).toBeLessThanOrEqual(INDEX_POINTS[row] ?? 0)
      expect(before).toBeGreaterThan(INDEX_POINTS[row - 1] ?? 0)
      const table = VERSIONS.find(([name]) => name === version)?.[1][column] ?? []
      const after = index(version, column, (limit * 10 + step * 10) / 10)
      if (table[row + 1] != null) expect(after).toBeGreaterThan(INDEX_POINTS[row] ?? 0)
      else if (row === 7) expect(after).toBe(500)
      else expect(after).toBe(version === 'HJ 633-2012' ? null : INDEX_POINTS[row])
    },
  )

  test('is rounded up, and an exact whole stays what it is', () => {
    expect(index('HJ 633-2012', 'o3_8h', 101)).toBe(51)
    expect(index('HJ 633-2012', 'pm10_24h', 51)).toBe(51)
    expect(index('HJ 633-2012', 'co_24h', '0.4')).toBe(10)
    expect(index('HJ 633-2012', 'co_24h', '0.41')).toBe(11)
    expect(index('HJ 633-2012', 'so2_24h', '50.01')).toBe(51)
    expect(index('HJ 633-2012', 'no2_24h', '40.8')).toBe(51)
  })

  test('2026 rounds concentrations half to even before use, 2012 does not', () => {
    expect(individualIndex('HJ 633-2026', 'pm25_24h', '35.5')).toMatchObject({ used: '36', index: 52 })
    expect(individualIndex('HJ 633-2026', 'pm25_24h', '34.5')).toMatchObject({ used: '34', index: 49 })
    expect(individualIndex('HJ 633-2026', 'co_24h', '2.05')).toMatchObject({ used: '2', index: 50 })
    expect(individualIndex('HJ 633-2012', 'pm25_24h', '35.5')).toMatchObject({ used: '35.5', index: 51 })
  })

  test('above the table: 500 with a remark; SO2 1 h and O3 8 h as their version says', () => {
    expect(individualIndex('HJ 633-2012', 'pm10_24h', 601)).toMatchObject({
      index: 500,
      remarks: ['beyondIndex'],
      provenance: { confidence: 'own' },
    })
    expect(individualIndex('HJ 633-2026', 'pm10_24h', 601)).toMatchObject({
      index: 500,
      provenance: { confidence: 'official' },
    })
    expect(individualIndex('HJ 633-2012', 'so2_1h', 801)).toMatchObject({
      index: null,
      remarks: ['notComputedAbove800'],
    })
    expect(individualIndex('HJ 633-2026', 'so2_1h', 801)).toMatchObject({ index: 200, remarks: ['heldAt800'] })
    expect(individualIndex('HJ 633-2026', 'o3_8h', 900)).toMatchObject({ index: 300, remarks: ['heldAt800'] })
  })

  test('says between which rows it lies', () =>
    expect(individualIndex('HJ 633-2026', 'no2_1h', 350)).toMatchObject({
      index: 115,
      exactIndex: '115',
      between: { low: 200, high: 700, indexLow: 100, indexHigh: 150 },
    }))

  test.each([-1, Number.NaN, 'high', Number.POSITIVE_INFINITY])('%s is refused', (value) =>
    expect(() => index('HJ 633-2026', 'pm25_24h', value)).toThrow('pm25_24h'),
  )

  test('a higher concentration never has a lower index', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...VERSIONS),
        fc.constantFrom(...(Object.keys(BREAKPOINTS_2012) as AirColumn[])),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 0, max: 5000, noNaN: true }),
        ([version], column, one, other) => {
          const [low, high] = [
            index(version, column, Math.min(one, other)),
            index(version, column, Math.max(one, other)),
          ]
          if (low !== null && high !== null) expect(low).toBeLessThanOrEqual(high)
        },
      ),
    )
  })

  const old = sharedFacts<{ breakpoints: unknown }>('hj633-2012.json')
  const now = sharedFacts<{ breakpoints: unknown }>('hj633-2026.json')
  test.skipIf(!old || !now)('the tables are those of the fact files', () => {
    expect(BREAKPOINTS_2012).toEqual(old?.breakpoints)
    expect(BREAKPOINTS_2026).toEqual(now?.breakpoints)
  })
})

describe('[MON-15] the index of a day or an hour', () => {
  const day = { so2_24h: 10, no2_24h: 20, pm10_24h: 40, co_24h: '0.5', o3_8h: 80, pm25_24h: 20 }

  test('is the largest; the primary pollutants stand side by side, above 50 alone', () => {
    expect(airIndex('HJ 633-2026', 'daily', day)).toMatchObject({
      index: 40,
      primary: [],
      exceeding: null,
      missing: [],
    })
    const high = airIndex('HJ 633-2012', 'daily', { ...day, pm10_24h: 250, pm25_24h: 115, o3_8h: 200 })
    expect(high).toMatchObject({ index: 150, primary: ['pm10_24h', 'pm25_24h'], level: { zh: '轻度污染' } })
    expect(high.exceeding).toEqual(['pm10_24h', 'o3_8h', 'pm25_24h'])
    expect(airIndex('HJ 633-2012', 'daily', { pm25_24h: 35 })).toMatchObject({
      index: 50,
      primary: [],
      level: { zh: '优' },
    })
  })

  test('2012 takes ozone of one hour into the day, 2026 does not', () => {
    expect(airIndex('HJ 633-2012', 'daily', { ...day, o3_1h: 400 }).index).toBe(200)
    expect(airIndex('HJ 633-2026', 'daily', { ...day, o3_1h: 400 })).toMatchObject({
      index: 40,
      notInReport: ['o3_1h'],
    })
  })

  test('with an item missing 2026 publishes only what passes 100, but for items that never led', () => {
    const { no2_24h: _left, ...five } = day
    expect(airIndex('HJ 633-2026', 'daily', five)).toMatchObject({
      index: null,
      why: 'itemsMissingAndNotAbove100',
      missing: ['no2_24h'],
    })
    expect(airIndex('HJ 633-2026', 'daily', { ...five, pm25_24h: 60 }).index).toBeNull()
    expect(airIndex('HJ 633-2026', 'daily', { ...five, pm25_24h: 61 }).index).toBe(101)
    expect(airIndex('HJ 633-2026', 'daily', five, { mayBeMissing: ['no2_24h'] }).index).toBe(40)
    expect(airIndex('HJ 633-2012', 'daily', five)).toMatchObject({ index: 40, missing: ['no2_24h', 'o3_1h'] })
  })

  test('nothing measured has no index, and 2026 begins at 1', () => {
    expect(airIndex('HJ 633-2012', 'daily', { so2_24h: null })).toMatchObject({
      index: null,
      level: null,
      why: 'nothingMeasured',
    })
    const still = { so2_24h: 0, no2_24h: 0, pm10_24h: 0, co_24h: 0, o3_8h: 0, pm25_24h: 0 }
    expect([airIndex('HJ 633-2012', 'daily', still).index, airIndex('HJ 633-2026', 'daily', still).index]).toEqual([
      0, 1,
    ])
  })

  test('an hour of SO2 above 800 leaves its place to the mean of 24 hours in 2012', () => {
    const hour = { so2_1h: 801, so2_24h: 700, no2_1h: 10 }
    expect(airIndex('HJ 633-2012', 'realTime', hour)).toMatchObject({
      index: 185,
      primary: ['so2_24h'],
      notInReport: [],
    })
    expect(airIndex('HJ 633-2012', 'realTime', { ...hour, so2_1h: 800 })).toMatchObject({
      index: 200,
      notInReport: ['so2_24h'],
    })
    expect(airIndex('HJ 633-2012', 'realTime', { so2_1h: 801, no2_1h: 10 }).index).toBe(5)
    expect(airIndex('HJ 633-2026', 'realTime', { ...hour, pm25_1h: 10 })).toMatchObject({
      index: 200,
      notInReport: ['so2_24h'],
    })
  })

  test('hours of particles are read on the breakpoints of the day, marked in 2012', () => {
    const hour = { so2_1h: 16, no2_1h: 79, pm10_1h: 89, co_1h: '1.35', o3_1h: 3, pm25_1h: 46 }
    expect(airIndex('HJ 633-2012', 'realTime', hour)).toMatchObject({
      index: 70,
      primary: ['pm10_1h'],
      confidence: 'own',
    })
    expect(airIndex('HJ 633-2026', 'realTime', hour)).toMatchObject({
      index: 78,
      primary: ['pm10_1h'],
      confidence: 'official',
    })
  })

  test.each([
    [0, '优'],
    [50, '优'],
    [51, '良'],
    [100, '良'],
    [101, '轻度污染'],
    [150, '轻度污染'],
    [151, '中度污染'],
    [200, '中度污染'],
    [201, '重度污染'],
    [300, '重度污染'],
    [301, '严重污染'],
    [500, '严重污染'],
  ])('%i is %s', (value, zh) => expect(levelOf(value).zh).toBe(zh))

  test('a level needs a whole number', () => expect(() => levelOf(50.5)).toThrow('whole'))
})

describe('[MON-16] GB 3095', () => {
  const facts = sharedFacts<{ versions: { id: AirQualityVersion; limits: object; other: object }[] }>('gb3095.json')
  const versions: AirQualityVersion[] = ['GB 3095-2012', 'GB 3095-2026 transition', 'GB 3095-2026 final']

  test.each(versions)('%s: a value at the limit meets it, one just over does not', (version) => {
    for (const item of ['so2', 'no2', 'co', 'o3', 'pm10', 'pm25', 'tsp', 'nox', 'pb', 'bap'])
      for (const mean of ['year', 'season', 'day', 'max8h', 'hour'] as const)
        for (const zone of ['I', 'II'] as const) {
          const limit = airLimit(version, item, mean, zone)
          if (limit === null) continue
          expect(airCompliance(item, mean, zone, limit, { version })).toMatchObject({ meets: true, multiple: null })
          expect(airCompliance(item, mean, zone, limit * 0.999, { version }).meets).toBe(true)
          expect(airCompliance(item, mean, zone, limit * 1.1, { version })).toMatchObject({
            meets: false,
            multiple: '0.1',
          })
        }
  })

  test.each([
    ['pm25', '2026-02-28', 70, true],
    ['pm25', '2026-03-01', 70, false],
    ['so2', '2030-12-31', 100, true],
    ['so2', '2031-01-01', 100, false],
    ['no2', '2031-01-01', 51, false],
  ])('%s of %s: a day of %i meets grade II: %s', (item, date, value, meets) =>
    expect(airCompliance(item, 'day', 'II', value, { date }).meets).toBe(meets),
  )

  test('a limit that the standard does not set is refused', () => {
    expect(() => airCompliance('o3', 'year', 'II', 1, { date: '2026-06-01' })).toThrow('o3')
    expect(() => airCompliance('constructor', 'year', 'II', 1, { date: '2026-06-01' })).toThrow()
  })

  test.skipIf(!facts)('the limits are those of the fact file', () => {
    for (const { id, limits, other } of facts?.versions ?? [])
      for (const [item, means] of Object.entries({ ...limits, ...other }))
        for (const [mean, [first, second]] of Object.entries(means as Record<string, [number, number]>))
          expect([airLimit(id, item, mean as 'day', 'I'), airLimit(id, item, mean as 'day', 'II')]).toEqual([
            first,
            second,
          ])
  })
})

describe('[MON-17] enough data', () => {
  const hours = (count: number, value = 10) => Array.from({ length: 24 }, (_, hour) => (hour < count ? value : null))

  test('an hour needs 45 minutes, eight hours six, a day twenty', () => {
    expect([hourIsValid(44), hourIsValid(45)]).toEqual([false, true])
    expect([eightHourMean(hours(5).slice(0, 8)).valid, eightHourMean(hours(6).slice(0, 8)).valid]).toEqual([
      false,
      true,
    ])
    expect([dayMean(hours(19)).valid, dayMean(hours(20)).valid]).toEqual([false, true])
    expect(dayMean(hours(0))).toMatchObject({ value: null, valid: false })
  })

  test('the daily maximum of 8 h needs 14 windows, or a value above the limit already', () => {
    expect(dailyMaximum8h(hours(24, 90), 160)).toMatchObject({ value: Exact.of(90), data: 17, valid: true })
    expect(dailyMaximum8h(hours(18, 90), 160)).toMatchObject({ data: 13, valid: false })
    expect(dailyMaximum8h(hours(19, 90), 160)).toMatchObject({ data: 14, valid: true })
    expect(dailyMaximum8h(hours(8, 161), 160)).toMatchObject({ valid: true })
  })

  test('a year needs 324 days and enough of each month', () => {
    const months = [27, 25, 27, 27, 27, 27, 27, 27, 27, 27, 27, 29]
    expect(yearValidity(months)).toMatchObject({ days: 324, valid: true })
    expect(yearValidity(months.with(11, 28))).toMatchObject({ days: 323, valid: false, shortMonths: [] })
    expect(yearValidity(months.with(0, 31).with(1, 24))).toMatchObject({ valid: false, shortMonths: [2] })
    expect(yearValidity(Array(12).fill(5), 'pb').valid).toBe(true)
    expect(yearValidity([], 'pm25')).toMatchObject({ days: 0, valid: false })
  })
})

describe('[MON-18] a year of air', () => {
  test('percentiles run straight between two days', () => {
    expect(percentile([3, 1, 2], 50).toText()).toBe('2')
    expect(percentile([1, 2, 3, 4], 90).toText()).toBe('3.7')
    expect(percentile([7], 98).toText()).toBe('7')
    expect(percentile([1, 2], 100).toText()).toBe('2')
    expect(() => percentile([], 95)).toThrow('at least one')
  })

  test('an item meets its year by its mean and by its percentile', () => {
    const days = Array.from({ length: 365 }, (_, day) => (day < 20 ? 80 : 20))
    const year = yearOfItem('pm25', days, 'II', 'GB 3095-2012')
    expect(year.against.map(({ mean, meets }) => [mean, meets])).toEqual([
      ['year', true],
      ['day', false],
    ])
    expect(year.meets).toBe(false)
    expect(yearOfItem('o3', [100, 150], 'II', 'GB 3095-2012')).toMatchObject({
      mean: null,
      percentile: { percent: 90, value: '145' },
      meets: true,
    })
  })

  test('the composite index sums the six; the weights of 2026 are marked as doubtful', () => {
    const year = { pm25: 21, pm10: 39, so2: 9, no2: 15, o3: 192, co: '0.7' }
    expect(compositeIndex(year)).toMatchObject({ index: '3.06', confidence: 'two' })
    expect(compositeIndex(year, 'HJ 663-2026')).toMatchObject({ confidence: 'one' })
    expect(compositeIndex(year, 'HJ 663-2026').doubt).toContain('confirmed')
  })

  test('good days and the mean of a city', () => {
    expect(goodDaysPercent(336, 365)).toBe('92.1')
    expect(() => goodDaysPercent(2, 1)).toThrow('valid day')
    expect(cityDay([1, 2, 3, null])).toMatchObject({ value: Exact.of(2), valid: true })
    expect(cityDay([1, 2, null]).valid).toBe(false)
  })
})
