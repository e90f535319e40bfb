import { expect, test } from 'vitest'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import { faultOfTime, faultOfValue } from './check.ts'
import { ColumnsBuilder, inOrder } from './columns.ts'
import { binaryRows } from './copyRows.ts'
import { type Habit, OUTLIER_RULE, standsOut } from './outliers.ts'
import { SumsOfStream } from './sums.ts'
import { dayOf, dayOfText, decimalsOf, monthOfDay, startOfDay, textOfDay } from './values.ts'

const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-22T12:00:00+08:00')

test('[MON-40] a value has at most 15 digits, lies where its parameter can, and has a moment between 2000 and now', () => {
  const ammonia = parameterOf('ammoniaNitrogen')
  expect([0.52, 0, 123456.789012345, 1.5e-7].map((value) => faultOfValue(value, ammonia))).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect(faultOfValue(1e308, ammonia)).toMatchObject({ code: 'value_impossible', found: '1e+308' })
  expect(faultOfValue(-0.1, ammonia)).toMatchObject({ code: 'value_impossible' })
  expect(faultOfValue(Number.NaN, ammonia)).toMatchObject({ code: 'value_unreadable' })
  expect(faultOfValue(0.1 + 0.2, ammonia)).toMatchObject({ code: 'value_digits', expected: 'at most 15 digits' })
  expect(faultOfTime(at('2026-11-22T12:09:00+08:00'), NOW)).toBeNull()
  expect(faultOfTime(at('2026-11-22T12:11:00+08:00'), NOW)).toMatchObject({ code: 'time_future' })
  expect(faultOfTime(at('1999-12-31T23:59:59+08:00'), NOW)).toMatchObject({ code: 'time_early' })
  expect(faultOfTime(Number.NaN, NOW)).toMatchObject({ code: 'time_unreadable' })
})

test('[MON-40] decimals are those of the printed number', () => {
  expect([0, 7, 0.5, 0.05, 1.25, 0.0000001, 123456789012.345].map((value) => decimalsOf(value))).toEqual([
    0, 0, 1, 2, 2, 7, 3,
  ])
  expect(decimalsOf(0.5, 2)).toBe(2)
  expect(decimalsOf(1 / 3)).toBe(-1)
})

test('[MON-41] a day and a month are those of China', () => {
  expect(textOfDay(dayOf(at('2025-12-31T16:00:00Z')))).toBe('2026-01-01')
  expect(textOfDay(dayOf(at('2025-12-31T15:59:59Z')))).toBe('2025-12-31')
  expect(textOfDay(monthOfDay(dayOfText('2024-02-29')))).toBe('2024-02-01')
  expect(new Date(startOfDay(dayOfText('2026-01-01'))).toISOString()).toBe('2025-12-31T16:00:00.000Z')
})

test('[MON-42] sums are exact: half of a detection limit takes part, of pH the activity', () => {
  const add = (sums: SumsOfStream, time: number, value: number, qualifier: number, flag: number) =>
    sums.add(dayOf(time), monthOfDay(dayOf(time)), value, qualifier, flag)
  const sums = new SumsOfStream('ammoniaNitrogen')
  const day = at('2026-01-31T00:00:00+08:00')
  for (let minute = 0; minute < 1440; minute++) add(sums, day + minute * 60_000, 0.1, 0, 0)
  add(sums, day + 86_400_000, 0.025, 1, 0)
  add(sums, day + 86_400_001, Number.NaN, 3, 0)
  add(sums, day + 86_400_002, 99, 0, 1)
  sums.end()
  expect(sums.days.map(({ sum, count }) => [sum, count])).toEqual([
    ['144.0', 1440],
    ['99.0125', 2],
  ])
  expect(sums.days[1]).toMatchObject({ without: 1, below: 1, flagged: 1, lowest: 0.025, highest: 99 })
  expect(sums.months.map(({ day: first, sum }) => [textOfDay(first), sum])).toEqual([
    ['2026-01-01', '144.0'],
    ['2026-02-01', '99.0125'],
  ])
  const ph = new SumsOfStream('ph')
  for (const value of [6, 8]) add(ph, day, value, 0, 0)
  ph.end()
  expect(-Math.log10(Number(ph.days[0]?.sum) / 2)).toBeCloseTo(6.2967, 4)
})

test('[MON-43] rows are put in order by datastream and time, those of one moment as they came', () => {
  const columns = new ColumnsBuilder(1)
  for (const [datastream, time] of [
    [9, 30],
    [2, 20],
    [9, 10],
    [2, 20],
    [2, 10],
    [9, 20],
  ] as const)
    columns.add(datastream, time, 0, 0)
  const { order, slices } = inOrder(columns)
  expect([...order]).toEqual([4, 1, 3, 2, 5, 0])
  expect(slices).toEqual([
    { datastream: 2, from: 0, to: 3 },
    { datastream: 9, from: 3, to: 6 },
  ])
})

test('[MON-43] a row of binary COPY has its six fields, before and after 2000', () => {
  const columns = new ColumnsBuilder()
  columns.add(7, Date.UTC(2000, 0, 1) + 1, 0.5, 0)
  columns.add(7, Date.UTC(2000, 0, 1) - 1, Number.NaN, 3)
  const bytes = Buffer.concat([...binaryRows(columns, Int32Array.of(0, 1), Uint8Array.of(1, 0), 42)])
  expect(bytes.length).toBe(19 + 54 + 46 + 2)
  expect(bytes.readBigInt64BE(19 + 6)).toBe(1000n)
  expect(bytes.readDoubleBE(19 + 18)).toBe(0.5)
  const second = 19 + 54
  expect([bytes.readBigInt64BE(second + 6), bytes.readInt32BE(second + 14)]).toEqual([-1000n, -1])
})

test('[MON-44] a value far from what its datastream did before stands out; a new level becomes typical', () => {
  const habit: Habit = { seen: 0, typical: 0, spread: 0 }
  const usual = Array.from({ length: 60 }, (_, index) => standsOut(habit, 0.5 + 0.05 * Math.sin(index)))
  expect(usual.some(Boolean)).toBe(false)
  expect(standsOut(habit, 5)).toBe(true)
  expect(standsOut(habit, 0.55)).toBe(false)
  const level = Array.from({ length: 200 }, () => standsOut(habit, 2))
  expect([level[0], level.at(-1)]).toEqual([true, false])
  const few: Habit = { seen: 0, typical: 0, spread: 0 }
  expect(Array.from({ length: OUTLIER_RULE.seen }, (_, index) => standsOut(few, index % 2 ? 1 : 1000))).not.toContain(
    true,
  )
})
