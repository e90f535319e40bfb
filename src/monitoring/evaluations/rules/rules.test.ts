import { expect, test } from 'vitest'
import type { KeptValue } from '../../assessments/rules/month.ts'
import { judgeCity, type StationDay } from './air.ts'
import { cityIndexOf, compareCities } from './cities.ts'
import { formerOf, lastDayOf, monthsUntil } from './period.ts'
import { judgeSea } from './sea.ts'
import { changesBetween, judgeWater, type MeasuredSection } from './water.ts'

const kept = (value: string): KeptValue => ({
  ...{ value, belowDetection: false, of: 'datum', from: 'manual' },
  ...{ count: 1, below: 0, flagged: 0, without: 0 },
})
const section = (id: string, months: readonly Record<string, string>[], facts: Partial<MeasuredSection> = {}) => ({
  ...{ id, code: id, name: id, river: '江', place: '450900', water: 'river' as const, targetClass: null },
  months: months.map((values, at) => ({
    ...{ id: at, class: 'III' as const, decidedBy: [], targetClass: null, exceeding: [], trophic: null },
    values: Object.fromEntries(Object.entries(values).map(([code, value]) => [code, kept(value)])),
  })),
  ...facts,
})

test('[MON-171] months and what they are compared with, over the end of a year too', () => {
  expect(monthsUntil('2026-02-17', 3)).toEqual({ first: '2025-12-01', last: '2026-02-01', months: 3 })
  expect(formerOf(monthsUntil('2026-02-17', 3))).toEqual({
    before: { first: '2025-09-01', last: '2025-11-01', months: 3 },
    lastYear: { first: '2024-12-01', last: '2025-02-01', months: 3 },
  })
  expect([lastDayOf('2024-02-01'), lastDayOf('2026-12-01')]).toEqual(['2024-02-29', '2026-12-31'])
})

test('[MON-170] one month says what its assessment says; two speak by their mean, which is rounded', () => {
  const { sections } = judgeWater(
    [section('one', [{ cod: '45' }]), section('two', [{ cod: '20.04' }, { cod: '20.05' }])],
    2,
  )
  // The assessment of a month stands, whatever its values: it may rest on an attested one. 20.045 is rounded to 20.0.
  expect(sections.map(({ class: found }) => found)).toEqual(['III', 'III'])
})

test('[MON-170] a quarter needs two months, anything longer every month; who has fewer is named', () => {
  const over = (count: number) =>
    section(
      `of ${count}`,
      Array.from({ length: count }, () => ({ cod: '10' })),
    )
  const short = (months: number, ...counts: number[]) => judgeWater(counts.map(over), months).short
  expect(short(1, 1)).toEqual([])
  expect(short(3, 1, 2)).toEqual(['of 1'])
  expect(short(12, 1, 11, 12)).toEqual(['of 1', 'of 11'])
  // What nobody measured takes no part, and is not short.
  expect(short(12, 0)).toEqual([])
})

test('[MON-170] one judged month or two: the target of the last day holds', () => {
  const month = section('one', [{ cod: '25' }]).months[0]
  if (!month) throw new Error('The section has a month.')
  const former = { ...month, class: 'IV' as const, targetClass: 'IV' as const }
  for (const months of [[former], [former, former]]) {
    const [found] = judgeWater([section('one', [], { months, targetClass: 'III' })], 3).sections
    expect(found).toMatchObject({ class: 'IV', meets: false, exceeding: [{ code: 'cod', multiple: '0.25' }] })
    expect(found?.section.targetClass).toBe('III')
  }
})

test('[MON-171] what was judged by shares is not compared with what was judged by means', () => {
  const five = (ammonia: string) =>
    Array.from({ length: 5 }, (_, at) => section(String(at), [{ ammoniaNitrogen: ammonia }]))
  const [now, few] = [judgeWater(five('0.9'), 1), judgeWater(five('0.9').slice(0, 2), 1)]
  expect(changesBetween(few, now).group).toBeNull()
  expect(changesBetween(now, now).group).toMatchObject({ zh: '无明显变化' })
  expect(changesBetween(few, now).sections.size).toBe(2)
})

test('[MON-172] rivers and lakes are weighed by their numbers', () => {
  const lake = { water: 'lake' as const }
  const { sections } = judgeWater(
    [section('a', [{ cod: '10' }]), section('b', [{ cod: '30' }]), section('c', [{ totalPhosphorus: '0.1' }], lake)],
    1,
  )
  // Rivers 20/20, the lake 0.1/0.05: (2·1 + 1·2)/3.
  expect(cityIndexOf(sections)).toMatchObject({ index: '1.3333', rivers: { index: '1' }, lakes: { index: '2' } })
  expect(cityIndexOf([])).toBeNull()
  // COD is missing of the lake, phosphorus of the rivers, and 19 of both.
  expect(cityIndexOf(sections)?.missing).toHaveLength(21)
  expect(cityIndexOf(sections.slice(0, 2))?.missing).toHaveLength(20)
})

test('[MON-172] who measured more is not ranked behind who measured less', () => {
  const of = (...own: MeasuredSection[]) => judgeWater(own, 1).sections
  const cod = of(section('a', [{ cod: '30' }]))
  const both = of(section('b', [{ cod: '20', ammoniaNitrogen: '0.9' }]))
  const nothing = of(section('c', []))
  const { items, indices } = compareCities(
    new Map([
      ['cod', cod],
      ['both', both],
      ['nothing', nothing],
    ]),
  )
  expect([items, [...indices]]).toEqual([
    ['cod'],
    [
      ['cod', '1.5'],
      ['both', '1'],
      ['nothing', null],
    ],
  ])
  // No item is common to all: nobody has a rank.
  const other = of(section('d', [{ totalPhosphorus: '0.1' }]))
  const apart = compareCities(
    new Map([
      ['cod', cod],
      ['other', other],
    ]),
  )
  expect([apart.items, [...apart.indices.values()]]).toEqual([[], [null, null]])
  // Rivers and lakes of one city count each for themselves.
  const lake = section('e', [{ totalPhosphorus: '0.1' }], { water: 'lake' })
  expect(
    compareCities(
      new Map([
        ['cod', [...cod, ...of(lake)]],
        ['both', both],
      ]),
    ).items,
  ).toEqual([])
})

test('[MON-173] a sea without data has no grade; a target of another water is none', () => {
  const point = { id: 'p', code: 'p', name: 'p', place: '450500' }
  expect(judgeSea([{ ...point, targetClass: null, months: [] }]).grade).toBeNull()
  const [one] = judgeSea([
    { ...point, targetClass: 'V', months: [{ values: { reactivePhosphate: kept('0.02') } }] },
  ]).points
  expect(one?.assessment).toMatchObject({ class: 'II', target: null })
})

const whole = { so2_24h: '6', no2_24h: '20', co_24h: '0.4', o3_8h: '80', pm10_24h: '40', pm25_24h: '20' }
const day = (station: string, on: string, values: StationDay['values'] = whole): StationDay => ({
  station,
  day: on,
  values,
})

test('[MON-174] a day of a city needs three quarters of its stations; a month of 27 days is enough', () => {
  const days = Array.from({ length: 27 }, (_, at) => `2026-03-${String(at + 1).padStart(2, '0')}`)
  const four = ['a', 'b', 'c', 'd']
  const all = days.flatMap((on) => four.map((name) => day(name, on)))
  const found = judgeCity(all, '2026-03-01', '2026-03-31')
  expect(found).toMatchObject({ stations: 4, days: 27, goodDays: 27, goodDaysPercent: '100' })
  expect(found.items.every(({ valid }) => valid)).toBe(true)
  // 0.1 + 0.5 + 0.1 + 0.5 + 0.571… + 0.571…; from March 2026 on the newer one beside it, in doubt.
  expect(found.composite?.index).toBe('2.34')
  expect(found.composite2026).toMatchObject({ index: '4.87', doubt: expect.stringContaining('HJ 663-2026') })
  const gap = all.filter(({ station, day: on }) => on !== '2026-03-05' || station === 'a' || station === 'b')
  expect(judgeCity(gap, '2026-03-01', '2026-03-31').days).toBe(26)
  expect(judgeCity(gap, '2026-03-01', '2026-03-31').items[0]?.valid).toBe(false)
})

test('[MON-174] a year is held against GB 3095, an item without data leaves no composite index', () => {
  const { pm25_24h: _, ...others } = whole
  const found = judgeCity([day('a', '2025-06-01', others)], '2025-01-01', '2025-12-31')
  expect(found).toMatchObject({ missing: ['pm25'], composite: null })
  expect(found.items[0]).toMatchObject({ item: 'so2', valid: false, year: { meets: true } })
  expect(judgeCity([], '2025-01-01', '2025-12-31')).toMatchObject({ days: 0, goodDaysPercent: null, composite: null })
})

const yearOfDays = (year: number) =>
  Array.from({ length: 365 }, (_, at) => new Date(Date.UTC(year, 0, 1 + at)).toISOString().slice(0, 10))

test('[MON-174] a station that came late or moved away is missed on no day on which it did not stand in the city', () => {
  const two = yearOfDays(2025).flatMap((on) => [day('a', on), day('b', on)])
  const late = yearOfDays(2025).filter((on) => on >= '2025-12-15')
  const found = judgeCity([...two, ...late.map((on) => day('c', on))], '2025-01-01', '2025-12-31')
  expect(found).toMatchObject({ stations: 3, days: 365 })
  const gone = yearOfDays(2025).filter((on) => on < '2025-01-20')
  const moved = [...two, ...gone.map((on) => day('c', on))]
  expect(judgeCity(moved, '2025-01-01', '2025-12-31').days).toBe(365)
  // Between its first and its last day it is missed: two of three are less than three quarters.
  const silent = moved.filter(({ station, day: on }) => station !== 'c' || on < '2025-01-05' || on > '2025-01-08')
  expect(judgeCity(silent, '2025-01-01', '2025-12-31').days).toBe(361)
})

test('[MON-174] from 2031 on the newer index divides by the final limits', () => {
  const january = (year: number) =>
    judgeCity(
      yearOfDays(year)
        .slice(0, 31)
        .map((on) => day('a', on)),
      `${year}-01-01`,
      `${year}-01-31`,
    ).composite2026?.index
  expect(Number(january(2031))).toBeGreaterThan(Number(january(2030)))
})

test('[MON-174] an item of too few days leaves no composite index', () => {
  const month = yearOfDays(2025).filter((on) => on.startsWith('2025-04'))
  const without = ({ pm25_24h: _, ...others }: StationDay['values']) => others
  const short = month.map((on, at) => day('a', on, at < 26 ? whole : without(whole)))
  expect(judgeCity(short, '2025-04-01', '2025-04-30')).toMatchObject({ missing: [], composite: null })
  const enough = month.map((on, at) => day('a', on, at < 27 ? whole : without(whole)))
  expect(judgeCity(enough, '2025-04-01', '2025-04-30').composite?.index).toBe('2.34')
})
