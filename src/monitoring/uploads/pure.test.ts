import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCsv } from '../../platform/csv.ts'
import { layoutOf, parameterNamed } from './headings.ts'
import { momentIn, serialDay } from './moments.ts'
import { plainNumber, TableReader } from './reader.ts'

test.each([
  ['2026-01-31 08:00:00', '2026-01-31T00:00:00.000Z'],
  ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.000Z'],
  ['2026-01-31T08:00:00.250+08:00', '2026-01-31T00:00:00.250Z'],
  ['2026/1/31 8:05', '2026-01-31T00:05:00.000Z'],
  ['2026-01-31', '2026-01-30T16:00:00.000Z'],
  ['2026年1月31日8时', '2026-01-31T00:00:00.000Z'],
  ['2026年1月', '2025-12-31T16:00:00.000Z'],
  ['2026-01', '2025-12-31T16:00:00.000Z'],
  ['２０２６．１．３１', '2026-01-30T16:00:00.000Z'],
  ['2024-02-29', '2024-02-28T16:00:00.000Z'],
])('[MON-66] %s is a moment, of China where it says no zone', (text, moment) =>
  expect(new Date(momentIn(text)).toISOString()).toBe(moment),
)

test.each([
  '',
  '昨天',
  '2026-02-30',
  '2025-02-29 08:00:00',
  '2026-13-01',
  '2026-01-31 25:00:00',
  '31/01/2026',
  '2026',
  '2026-01-31 08:00:00 PST',
])('[MON-66] %s is none', (text) => expect(momentIn(text)).toBeNaN())

test('[MON-66] a day that lost its form in a spreadsheet is known by its number', () => {
  expect(new Date(serialDay('46053')).toISOString()).toBe('2026-01-30T16:00:00.000Z')
  expect(serialDay('1')).toBeNaN()
})

test('[MON-67] headings say which column holds what, one row a value or one column a parameter', () => {
  const long = layoutOf(['站点编码', '站点名称', '监测时间', '监测项目', '监测值', '单位'])
  expect(long).toMatchObject({ layout: { station: 0, time: 2, long: { parameter: 3, value: 4, unit: 5 } } })
  const wide = layoutOf(['断面名称', '采样日期', '氨氮(mg/L)', '总磷（µg/L）', 'pH', '备注'])
  expect(wide).toMatchObject({
    layout: {
      station: 0,
      time: 1,
      long: null,
      wide: [
        { column: 2, parameter: { code: 'ammoniaNitrogen' }, unit: 'mg/L' },
        { column: 3, parameter: { code: 'totalPhosphorus' }, unit: 'µg/L' },
        { column: 4, parameter: { code: 'ph' } },
      ],
    },
  })
  expect(layoutOf(['甲', '乙'])).toBeNull()
  expect(layoutOf(['站点', '备注', '氨氮'])).toBeNull()
  expect(layoutOf(['站点', '日期', '氨氮', '氨氮(mg/L)'])).toEqual({ twice: '氨氮(mg/L)' })
  expect(layoutOf(['站点', '日期', '时间', '氨氮'])).toEqual({ twice: '时间' })
  expect(['NH3-N', 'CODMn', 'w21003', '氨氮', 'Ammonia Nitrogen'].map((name) => parameterNamed(name)?.code)).toEqual([
    'ammoniaNitrogen',
    'permanganateIndex',
    'ammoniaNitrogen',
    'ammoniaNitrogen',
    'ammoniaNitrogen',
  ])
})

test('[MON-67] a plain number is read as JavaScript reads it, and nothing else is', () => {
  for (const text of ['0', '0.52', '12.345678901234', '100', '0.000001', '007', '99999999999999.9'])
    expect(plainNumber(text)).toBe(Number(text))
  for (const text of ['', '-1', '1e3', '.5', '5.', '1.2.3', '1,5', ' 1', '0.1234567890123456', '１'])
    expect([text, plainNumber(text)]).toEqual([text, Number.NaN])
})

test('[MON-72] quotation marks that are never closed cost no more than the file is long', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'qunce-csv-'))
  const path = join(folder, 'open.csv')
  await writeFile(path, `"${'\n'.repeat(65_535)}`.repeat(20))
  const faults: [number, string][] = []
  const began = performance.now()
  await readCsv(
    path,
    () => {},
    (row, code) => faults.push([row, code]),
  )
  expect(faults[0]).toEqual([1, 'quote_open'])
  expect(performance.now() - began).toBeLessThan(2000)
  await rm(folder, { recursive: true })
})

test('[MON-72] a table of more stations than there are is refused before anything is looked up', () => {
  const found = layoutOf(['站点', '时间', '氨氮(mg/L)'])
  if (!found || 'twice' in found) throw new Error('no layout')
  const reader = new TableReader(found.layout, Date.parse('2026-11-22T00:00:00Z'))
  const take = () => {
    for (let row = 0; row <= 20_000; row++) reader.take([`S${row}`, '2026-01-05', '1'], row + 2)
  }
  expect(take).toThrow(expect.objectContaining({ code: 'upload_stations_too_many' }))
})
