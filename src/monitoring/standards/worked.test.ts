import { expect, test } from 'vitest'
import {
  airIndex,
  assessGroup,
  assessSeaPoint,
  assessSection,
  changeOfShares,
  cityWaterIndex,
  compositeIndex,
  type Measured,
  nearShoreGrade,
  percentile,
  seaSharesOf,
  trophicState,
  yearOfItem,
} from '../index.ts'

// Examples worked out by hand from the tables of ../shared/standards, one for each turn that a published one may take.

const means = (values: Record<string, number>): Record<string, Measured> =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value, of: 'mean' }]))

test('[MON-22] a lake: phosphorus has limits of its own, nitrogen stands apart, below detection counts half', () => {
  const values: Record<string, Measured> = {
    totalPhosphorus: { value: '0.06' },
    totalNitrogen: { value: '2.4' },
    mercury: { value: '0.00012', belowDetection: true },
    dissolvedOxygen: { value: '6' },
  }
  const found = assessSection({ waterBody: 'lake', values, targetClass: 'III' })
  expect(found).toMatchObject({
    class: 'IV',
    decidedBy: ['totalPhosphorus'],
    apart: [{ code: 'totalNitrogen', class: '劣V' }],
    target: { meets: false, exceeding: [{ code: 'totalPhosphorus', class: 'IV', multiple: '0.2' }] },
  })
  expect(found.items.find(({ code }) => code === 'mercury')).toMatchObject({
    class: 'III',
    compared: { value: '0.00006' },
  })
})

test('[MON-22] a river: means are rounded half to even, pH to a whole number, and cyanide stands before worse items', () => {
  const found = assessSection({
    waterBody: 'river',
    values: means({ ph: 9.4, dissolvedOxygen: 7.45, ammoniaNitrogen: 0.155, cyanide: 0.3, cod: 45, bod5: 12 }),
  })
  const classes = Object.fromEntries(found.items.map(({ code, class: one }) => [code, one]))
  // 9.4 → 9; 7.45 → 7.4; 0.155 → 0.16; cyanide above 0.2 is worse than V.
  expect(classes).toEqual({
    ph: 'I',
    dissolvedOxygen: 'II',
    ammoniaNitrogen: 'II',
    cyanide: '劣V',
    cod: '劣V',
    bod5: '劣V',
  })
  expect(found.mainPollutants).toEqual([
    { code: 'cyanide', class: '劣V', multiple: '0.5' },
    { code: 'bod5', class: '劣V', multiple: '2' },
    { code: 'cod', class: '劣V', multiple: '1.25' },
  ])
})

test('[MON-22] five sections by shares, four by their means', () => {
  const river = (values: number[]) =>
    assessGroup(values.map((value, at) => ({ name: String(at), values: means({ cod: value }) })))
  // III, III, IV, V, 劣V: 40 % good, 20 % worst.
  expect(river([20, 18, 30, 40, 41])).toMatchObject({
    goodPercent: '40',
    worstPercent: '20',
    grade: { zh: '中度污染' },
    mainPollutants: [{ code: 'cod', exceedPercent: '60' }],
  })
  // Mean 27.25, rounded to 27.2: class IV, (27.2 − 20)/20.
  expect(river([20, 18, 30, 41])).toMatchObject({
    grade: { zh: '轻度污染' },
    means: { class: 'IV' },
    mainPollutants: [{ code: 'cod', multiple: '0.36' }],
  })
  expect(changeOfShares({ goodPercent: 60, worstPercent: 20 }, { goodPercent: 70, worstPercent: 9 }).zh).toBe(
    '明显好转',
  )
})

test('[MON-22] indices of lakes and cities', () => {
  // x = 1 everywhere: (25 + 0.7056·94.36 + 0.6724·54.53 + 0.6889·51.18 + 0.6889·1.09) / 3.7558.
  const ones = means({
    ...{ chlorophyllA: 1, totalPhosphorus: 1, totalNitrogen: 1, secchiDepth: 1, permanganateIndex: 1 },
  })
  expect(trophicState(ones)).toMatchObject({ index: 43.73, grade: '中营养' })
  // 0.5/1 + 5/8 + (8.2 − 7)/2 + 15/20 = 2.475.
  expect(cityWaterIndex(means({ ammoniaNitrogen: 0.5, dissolvedOxygen: 8, ph: 8.2, cod: 15 })).index).toBe('2.475')
})

test('[MON-22] air: 2026 rounds first and begins at 1; weights of 2026; a year by mean and percentile', () => {
  const none = { so2_24h: 0, no2_24h: 0, pm10_24h: 0, pm25_24h: 0, co_24h: 0, o3_8h: 0 }
  expect(airIndex('HJ 633-2026', 'daily', none)).toMatchObject({ index: 1, level: { zh: '优' }, primary: [] })
  expect(airIndex('HJ 633-2012', 'daily', { ...none, o3_1h: 0 }).index).toBe(0)
  // 35.5 → 36: 50 + 2; CO 2.05 → 2.0: 50. In 2012: 50 + 0.5·50/40 → 51, and 50 + 0.05·25 → 52.
  const day = { ...none, pm25_24h: 35.5, co_24h: 2.05 }
  expect(airIndex('HJ 633-2026', 'daily', day)).toMatchObject({ index: 52, primary: ['pm25_24h'] })
  expect(airIndex('HJ 633-2012', 'daily', day)).toMatchObject({ index: 52, primary: ['co_24h'] })
  const year = { so2: 12, no2: 20, pm10: 60, pm25: 30, co: 1.2, o3: 152 }
  // 0.2 + 0.5 + 0.857142… + 0.857142… + 0.3 + 0.95.
  expect(compositeIndex(year).index).toBe('3.66')
  // 0.2 + 2·0.5 + 60/60 + 3·30/30 + 0.3 + 2·0.95.
  expect(compositeIndex(year, 'HJ 663-2026')).toMatchObject({ index: '7.4', confidence: 'one' })
  const days = Array.from({ length: 11 }, (_, index) => 10 * index)
  expect(percentile(days, 95).toText()).toBe('95')
  expect(yearOfItem('pm25', days, 'II', 'GB 3095-2012')).toMatchObject({
    mean: '50',
    meets: false,
    against: [
      { limit: '35', meets: false, multiple: '0.43' },
      { limit: '75', meets: false, multiple: '0.27' },
    ],
  })
})

test('[MON-22] the sea: a class without a limit, oxygen above its limit, and the grade of shares', () => {
  const values: Record<string, Measured> = {
    ...{ dissolvedOxygen: { value: 5 }, inorganicNitrogen: { value: '0.3' }, reactivePhosphate: { value: '0.03' } },
    coliform: { value: 20_000 },
  }
  expect(assessSeaPoint({ values, targetClass: 'II' })).toMatchObject({
    class: 'IV',
    decidedBy: ['coliform'],
    target: {
      meets: false,
      exceeding: [
        { code: 'coliform', multiple: '1' },
        { code: 'dissolvedOxygen', multiple: null },
      ],
    },
  })
  const shares = seaSharesOf('area', { I: 55, II: 15, III: 10, IV: 5, 劣四类: 15 })
  expect(nearShoreGrade(shares)).toMatchObject({ goodPercent: '70', grade: '一般' })
  expect(nearShoreGrade({ by: 'points', classI: 59.9, good: 92, worst: 1 }).grade).toBe('良好')
  expect(nearShoreGrade({ by: 'points', classI: 20, good: 50, worst: 30 }).grade).toBe('差')
  expect(nearShoreGrade({ by: 'points', classI: 5, good: 20, worst: 40.1 }).grade).toBe('极差')
})
