import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Browser, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import type { RowFault } from '../observations/refusals.ts'
import { addedSection, addedStation, datastreamOf, formOf, placePeople } from '../stage.testing.ts'
import type { StationDetail } from '../stations/schemas.ts'
import type { Uploaded, UploadPreview } from './schemas.ts'

const server = withServer({
  clock: () => new Date('2026-11-22T12:00:00+08:00'),
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const PARAMETERS = ['ammoniaNitrogen', 'totalPhosphorus', 'ph', 'permanganateIndex'].map((parameter) => ({ parameter }))
const send = (
  browser: Browser,
  table: Buffer | string,
  fields: Record<string, string> = {},
  name = '九洲江.csv',
  path = '',
) =>
  browser.request({
    method: 'POST',
    url: `/api/v1/observations/uploads${path}`,
    ...formOf(Buffer.from(table as string), name, fields),
  })

const stationOf = async (facts = {}) =>
  addedStation(await server.as('department'), { datastreams: PARAMETERS, ...facts })
const valuesOf = async (station: StationDetail, parameter = 'ammoniaNitrogen') => {
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ value: number | null; qualifier: number }>`select value, qualifier from observation
      where datastream_id = ${datastreamOf(station, parameter)} order by time`.execute(trx),
  )
  return rows.map(({ value, qualifier }) => [value, qualifier])
}
/** Everything that is summed up, as one text: a refused upload leaves it as it was. */
const totals = async () => {
  const { rows } = await server.handle.asSystem((trx) =>
    sql`select (select count(*) from observation) as rows, (select sum(value) from observation) as values,
      (select sum(sum) from observation_months) as months, (select count(*) from observation_batch) as batches,
      (select sum(observations) from observation_latest) as latest, (select count(*) from assessment_due) as due`.execute(
      trx,
    ),
  )
  return JSON.stringify(rows)
}

test('[MON-68] a year of monthly sheets, long or wide, in UTF-8 or GBK, as CSV or workbook, is written with its marks', async () => {
  const department = await server.as('department')
  const [long, , book] = [await stationOf({ name: '甲站' }), await stationOf({ name: '乙站' }), await stationOf()]
  const months = Array.from({ length: 12 }, (_, month) => `2025-${String(month + 1).padStart(2, '0')}-05`)
  const rows = months.flatMap((day, month) => [
    `${long.code},${day},氨氮,${month === 3 ? '<0.025L' : month === 5 ? '断流' : (month / 10).toFixed(1)},mg/L`,
    `${long.code},${day},总磷,${month * 10},µg/L`,
    `"${long.code}",${day},pH,"7.${month}",`,
    `${long.code},${day},高锰酸盐指数,-,mg/L`,
  ])
  const table = ['﻿九洲江手工监测,,,,', '站点编码,采样日期,监测项目,监测值,单位', ...rows].join('\r\n')
  const done = await send(department, table)
  expect([done.statusCode, done.json<Uploaded>()]).toMatchObject([
    201,
    { rows: 48, received: 36, added: 36, same: 0, unmeasured: 12 },
  ])
  const values = await valuesOf(long)
  expect(values.slice(2, 6)).toEqual([
    [0.2, 0],
    [0.025, 1],
    [0.4, 0],
    [null, 3],
  ])
  expect((await valuesOf(long, 'totalPhosphorus')).slice(0, 3)).toEqual([
    [0, 0],
    [0.01, 0],
    [0.02, 0],
  ])
  expect((await send(department, table)).json()).toMatchObject({ added: 0, same: 36 })

  const sheet = [
    '断面名称\t监测时间\t氨氮(mg/L)\t总磷(mg/L)',
    ...months.map((day) => `乙站\t${day} 08:00:00\t0.5\t未监测`),
  ]
  const gbk = await send(department, iconv.encode(sheet.join('\n'), 'gbk'))
  expect(gbk.json()).toMatchObject({ added: 12, unmeasured: 12 })

  const workbook = new ExcelJS.Workbook()
  const page = workbook.addWorksheet('监测')
  page.addRow(['站点编码', '监测日期', '氨氮', 'pH值'])
  page.addRow([book.code, new Date(Date.UTC(2025, 0, 5)), 0.52, 7.1])
  page.addRow([book.code, '2025-02-05', '0.02L', ''])
  const xlsx = await send(department, Buffer.from(await workbook.xlsx.writeBuffer()), {}, '监测.xlsx')
  expect(xlsx.json()).toMatchObject({ rows: 2, added: 3, unmeasured: 1 })
  expect(await valuesOf(book)).toEqual([
    [0.52, 0],
    [0.02, 1],
  ])
})

test('[MON-69] everything that is wrong is told by row, column, what was found and what was expected; nothing is written', async () => {
  const department = await server.as('department')
  const station = await stationOf()
  const foreign = await addedStation(await server.as('city'))
  const line = (...cells: string[]) => cells.join(',')
  const table = [
    '站点编码,监测时间,监测项目,监测值,单位',
    line(station.code, '2025-01-05', '氨氮', '0.5', 'mg/L'),
    line(station.code, '2025-02-30', '氨氮', '0.5', 'mg/L'),
    line(station.code, '2027-01-05', '氨氮', '0.5', 'mg/L'),
    line(station.code, '1999-01-05', '氨氮', '0.5', 'mg/L'),
    line(station.code, '2025-01-06', '仙气', '0.5', 'mg/L'),
    line(station.code, '2025-01-07', '氨氮', '1e308', 'mg/L'),
    line(station.code, '2025-01-08', '氨氮', '0.5', 'NTU'),
    line(station.code, '2025-01-09', '氨氮', '很多', 'mg/L'),
    line(station.code, '2025-01-10', 'pH', '14.5', ''),
    line(station.code, '2025-01-11', '氨氮', '0.12345678901234567', 'mg/L'),
    line('没有的站', '2025-01-12', '氨氮', '0.5', 'mg/L'),
    line(foreign.code, '2025-01-13', '氨氮', '0.5', 'mg/L'),
    line(station.code, '2025-01-14', '镉', '0.5', 'mg/L'),
    line('', '2025-01-15', '氨氮', '0.5', 'mg/L'),
    line(station.code, '2025-01-16', '氨氮', '1', '234', 'mg/L'),
    line(station.code, '2025-01-17', '氨氮', 'NaN', 'mg/L'),
  ].join('\n')
  const before = await totals()
  const preview = (await send(department, table, {}, 'a.csv', '/preview')).json<UploadPreview>()
  const expected = [
    [3, '监测时间', 'time_unreadable'],
    [4, '监测时间', 'time_future'],
    [5, '监测时间', 'time_early'],
    [6, '监测项目', 'parameter_unknown'],
    [7, '监测值', 'measured_value_impossible'],
    [8, '监测值', 'unit_unfit'],
    [9, '监测值', 'measured_value_unreadable'],
    [10, '监测值', 'value_impossible'],
    [11, '监测值', 'value_digits'],
    [12, 'station', 'station_unknown'],
    [13, 'station', 'station_unknown'],
    [14, 'parameter', 'datastream_unknown'],
    [15, '站点编码', 'station_missing'],
    [16, '', 'cells_too_many'],
    [17, '监测值', 'measured_value_unreadable'],
  ]
  const told = (faults: RowFault[]) => faults.map(({ row, field, code }) => [row, field, code])
  expect(told(preview.faults)).toEqual(expected)
  expect(preview).toMatchObject({ rows: 16, faultCount: 15, stations: 3 })
  const refused = await send(department, table)
  expect([refused.statusCode, refused.json().code, refused.json().facts.count]).toEqual([
    422,
    'observation_rows_unfit',
    15,
  ])
  expect(told(refused.json().facts.faults)).toEqual(expected)
  expect(await totals()).toBe(before)
})

test('[MON-70] another value for a moment refuses the file and names both; as a correction, with its reason, it stands', async () => {
  const department = await server.as('department')
  const station = await stationOf()
  const table = (...values: string[]) =>
    ['站点编码,监测时间,氨氮', ...values.map((value, month) => `${station.code},2025-0${month + 1}-05,${value}`)].join(
      '\n',
    )
  expect((await send(department, table('0.5', '0.6'))).statusCode).toBe(201)
  const before = await totals()
  const refused = await send(department, table('0.5', '0.7', '0.8'))
  expect([refused.statusCode, refused.json()]).toMatchObject([
    409,
    { code: 'observation_conflicting', facts: { count: 1, conflicts: [{ row: 3, found: '0.7', expected: '0.6' }] } },
  ])
  const twice = await send(department, `${table('0.5')}\n${station.code},2025-04-05,1\n${station.code},2025-04-05,2`)
  expect(twice.json()).toMatchObject({ facts: { conflicts: [{ row: 4, found: '2', expected: '1' }] } })
  expect(await totals()).toBe(before)
  const blank = await send(department, table('0.5', '0.7'), { correction: '  ' })
  expect(blank.json()).toMatchObject({ code: 'upload_field_invalid' })
  const corrected = await send(department, table('0.5', '0.7', '0.8'), { correction: '实验室复核' })
  expect(corrected.json()).toMatchObject({ corrected: 1, added: 1, same: 1 })
  expect(await valuesOf(station)).toEqual([
    [0.5, 0],
    [0.7, 0],
    [0.8, 0],
  ])
})

test('[MON-71] what is written is the file that was looked at, by who writes the station', async () => {
  const department = await server.as('department')
  const station = await stationOf()
  const table = `站点编码,监测时间,氨氮\n${station.code},2025-01-05,0.5`
  const { sha256 } = (await send(department, table, {}, 'a.csv', '/preview')).json<UploadPreview>()
  const other = await send(department, `${table}1`, { sha256 })
  expect([other.statusCode, other.json().code]).toEqual([409, 'upload_file_changed'])
  expect((await send(department, table, { sha256 })).statusCode).toBe(201)
  expect((await send(await server.as('leader'), table)).statusCode).toBe(403)
  expect((await send(await server.as('city'), table)).json()).toMatchObject({ code: 'observation_rows_unfit' })
  // A station that moved in mid-year is one station: its old data stay with its old place.
  const move = { longitude: 110, latitude: 21.5, jurisdiction: '440800', validFrom: '2025-07-01' }
  await department.post(`/api/v1/stations/${station.id}/places`, move)
  const year = `站点编码,监测时间,氨氮\n${station.code},2025-06-05,0.6\n${station.code},2025-08-05,0.8`
  expect((await send(department, year)).statusCode).toBe(201)
  const features = await department.get(
    `/sensorthings/v1.1/Datastreams(${datastreamOf(station)})/Observations?$select=result&$expand=FeatureOfInterest($select=description)&$orderby=phenomenonTime`,
  )
  const places = features
    .json()
    .value.map((one: { FeatureOfInterest: { description: string } }) => one.FeatureOfInterest.description)
  expect(places).toEqual(['450900', '450900', '440800'])
})

test('[MON-76] a preview says what is meant for each station, an upload which months of which sections come next', async () => {
  const department = await server.as('department')
  const section = await addedSection(department)
  const station = await stationOf({ sectionId: section.id })
  const rows = ['2025-01-05,0.5,0.1', '2026-09-05,0.5,0.1'].map((row) => `${station.code},${row}`)
  const table = ['站点编码,监测时间,氨氮,总磷', ...rows].join('\n')
  const { parts } = (await send(department, table, {}, 'a.csv', '/preview')).json<UploadPreview>()
  expect(parts).toEqual([
    {
      ...{ station: station.code, parameters: ['ammoniaNitrogen', 'totalPhosphorus'], values: 4 },
      ...{ first: '2025-01-05', last: '2026-09-05' },
    },
  ])
  expect((await send(department, table)).json()).toMatchObject({
    months: ['2025-01', '2026-09'],
    monthsWithoutAlert: ['2025-01'],
    sections: [{ id: section.id }],
    stations: [{ id: station.id }],
  })
  expect((await send(department, table)).json()).toMatchObject({ months: [], sections: [] })
})

test('[MON-77] the template, filled in, is an upload', async () => {
  const department = await server.as('department')
  const station = await stationOf({ name: '模板站' })
  const reply = await department.get('/api/v1/observations/uploads/template.csv')
  const [headings = '', ...rows] = reply.body.replace('\ufeff', '').trim().split('\r\n')
  const columns = headings.split(',')
  expect(columns).toEqual(expect.arrayContaining(['站点编码', '采样日期', 'pH值', '氨氮(mg/L)']))
  const cells = rows.find((row) => row.startsWith(station.code))?.split(',') ?? []
  cells[columns.indexOf('采样日期')] = '2025-01-05'
  cells[columns.indexOf('氨氮(mg/L)')] = '0.5'
  expect((await send(department, `${headings}\n${cells.join(',')}`)).json()).toMatchObject({ added: 1 })
  expect((await department.get('/api/v1/observations/uploads/template.xlsx')).statusCode).toBe(200)
})

test('[MON-72] sixty malformed uploads: each has a clear answer, and nothing has changed', async () => {
  const department = await server.as('department')
  const station = await stationOf()
  const good = `${station.code},2025-01-05,氨氮,0.5,mg/L`
  const head = '站点编码,监测时间,监测项目,监测值,单位'
  const cell = (value: string) => `${head}\n${good}\n${station.code},2025-02-05,氨氮,${value},mg/L`
  const time = (value: string) => `${head}\n${good}\n${station.code},${value},氨氮,0.5,mg/L`
  const unit = (value: string) => `${head}\n${good}\n${station.code},2025-02-05,氨氮,0.5,${value}`
  const tables: (string | Buffer)[] = [
    '',
    ' ',
    '\n\n\n',
    head,
    head.replace('监测值', '备注'),
    head.replace('站点编码', '备注'),
    head.replace('监测时间', '备注'),
    `${head},监测值\n${good},1`,
    good,
    Array(20).fill('随便,什么').join('\n'),
    Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]),
    Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x0a, 0x00]),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]),
    Buffer.concat([Buffer.from(`${head}\n`), Buffer.alloc(100)]),
    Buffer.alloc(70_000, 0xe4),
    '{"not": "a table"}',
    '<html><table><tr><td>站点</td></tr></table></html>',
    `${head}\n${'x'.repeat(200_000)}`,
    `${head}\n"${station.code},2025-01-05,氨氮,0.5,mg/L`,
    `${head}\n${station.code},2025-01-05,氨氮,"0.5,mg/L\n${good}`,
    `${head}\n${good},1,2,3`,
    `${head}\n${station.code}`,
    `${head}\n,,,,\n,2025-01-05,氨氮,0.5,mg/L`,
    `${head}\n${station.code},2025-01-05,,0.5,mg/L`,
    `${head}\n${station.code},2025-01-05,氨氮；总磷,0.5,mg/L`,
    `${head}\n没有,2025-01-05,氨氮,0.5,mg/L`,
    `${head}\n${station.code}';drop table observation;--,2025-01-05,氨氮,0.5,mg/L`,
    `${head}\n${station.code},2025-01-05,镉,0.5,mg/L`,
    `${good}\n`.repeat(13),
    `站点编码,监测时间,氨氮(NTU)\n${station.code},2025-01-05,0.5`,
    `站点编码,监测时间,氨氮,氨氮(mg/L)\n${station.code},2025-01-05,0.5,0.6`,
    `${head}\n${good}\n${station.code},2025-01-05,氨氮,0.6,mg/L`,
    ...[
      '1e308',
      '-1',
      'NaN',
      'Infinity',
      '-Infinity',
      '0x10',
      '1,5',
      '1 000',
      '０．５．５',
      '0.5mg',
      '<',
      '<0',
      '<-1',
      'L',
      '=1+1',
      '0.1234567890123456',
      '9'.repeat(400),
      '0.5\u200b',
      'null',
    ].map(cell),
    ...[
      '昨天',
      '2025-02-30',
      '2025-13-01',
      '2099-01-01',
      '1899-12-31',
      '0',
      '99999999',
      '2025-01-05 24:00:00',
      '05/01/2025',
      '2025-01-05T08:00:00+99:00',
    ].map(time),
    ...['NTU', 'mg/kg', 'μg', 'ppm', 'mg/L（以P计）'].map(unit),
  ]
  expect(tables.length).toBeGreaterThanOrEqual(60)
  const before = await totals()
  for (const [index, table] of tables.entries()) {
    const reply = await send(department, table)
    const { code, facts } = reply.json()
    const clear =
      code === 'observation_rows_unfit' || code === 'observation_conflicting'
        ? [...(facts.faults ?? facts.conflicts)]
        : []
    const rowsTold = clear.every((one: RowFault) => one.row > 0 && one.code !== '' && one.expected !== '')
    const shown = String(table).slice(0, 60)
    if (code === undefined) expect([index, shown, reply.json().added]).toEqual([index, shown, 0])
    else
      expect([index, shown, reply.statusCode >= 400 && reply.statusCode < 500, rowsTold, code]).toEqual([
        index,
        shown,
        true,
        true,
        expect.stringMatching(/^(?:observation|upload)_/),
      ])
  }
  const bare = await department.request({
    method: 'POST',
    url: '/api/v1/observations/uploads',
    ...formOf(null, '', {}),
  })
  expect(bare.json()).toMatchObject({ code: 'upload_file_missing' })
  const fake = await send(department, 'not a workbook', {}, 'a.xlsx')
  expect([fake.statusCode, fake.json().code]).toEqual([422, 'upload_no_table'])
  const after = await totals()
  expect(after.replace(/"batches":\d+,/, '')).toBe(before.replace(/"batches":\d+,/, ''))
}, 120_000)
