import { expect, test } from 'vitest'
import type { Assessment } from '../../../../src/monitoring/schemas.ts'
import { changesBetween, orderedItems, placeText } from './derivation.ts'
import { type MonthPoint, monthLine, yearCells, yearsOf } from './year.ts'

const month = (begins: string) => ({ begins }) as Assessment
const kept = (value: string | null, belowDetection = false) => ({ value, belowDetection }) as never

test('a month that is over without an assessment is a gap, one to come is none', () => {
  const cells = yearCells([month('2026-01-01'), month('2026-03-01')], 2026, '2026-04-10')
  expect(cells.map(({ assessment, isFuture }) => (assessment ? '有' : isFuture ? '·' : '缺')).join('')).toBe(
    '有缺有·········',
  )
  expect(yearsOf([month('2026-01-01'), month('2024-03-01')])).toEqual([2024, 2026])
})

test('the line of a parameter has a place for every month, and nothing where nothing is known', () => {
  const points = ['2025-11-01', '2026-02-01'].map((begins) => ({ begins }) as MonthPoint)
  expect(monthLine(points).map((one) => [one.month, one.point !== null])).toEqual([
    ['2025-11', true],
    ['2025-12', false],
    ['2026-01', false],
    ['2026-02', true],
  ])
  expect(monthLine([])).toEqual([])
})

test('items that decide the class come first, then the worse before the better', () => {
  const items = ['ph:I', 'cod:III', 'totalPhosphorus:IV'].map((one) => {
    const [code, found] = one.split(':')
    return { code, class: found }
  })
  const order = orderedItems({ items: items as never, decidedBy: ['totalPhosphorus'] })
  expect(order.map(({ code }) => code)).toEqual(['totalPhosphorus', 'cod', 'ph'])
})

test('what late data changed is told value by value', () => {
  const before = { cod: kept('14'), ph: kept('7.2'), zinc: kept('0.02', true) }
  const after = { cod: kept('14'), ph: kept('7.4'), lead: kept('0.01') }
  expect(changesBetween(before, after)).toEqual([
    { code: 'lead', before: '—', after: '0.01' },
    { code: 'ph', before: '7.2', after: '7.4' },
    { code: 'zinc', before: '<0.02', after: '—' },
  ])
})

test('the row of a table is named in both languages', () => {
  expect([placeText('表1 第7项', 'en'), placeText('表1 第7项', 'zh-CN'), placeText('别处', 'en')]).toEqual([
    'Table 1, item 7',
    '表1 第7项',
    '别处',
  ])
})
