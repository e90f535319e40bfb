import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { inFolder, readApart } from './apart.ts'
import {
  ccw,
  geoJson,
  geoPackage,
  PRJ_4524,
  polygon,
  ring,
  shapefile,
  zip,
  zippedShapefile,
} from './fixtures.testing.ts'
import type { ImportSettings, Reading } from './types.ts'

const folder = mkdtempSync(join(tmpdir(), 'qunce-read-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(bytes: Uint8Array, fileName: string, settings: ImportSettings = {}): Promise<Reading> {
  const path = join(folder, 'upload')
  writeFileSync(path, bytes)
  return inFolder((own) => readApart({ path, fileName, folder: own, settings }))
}
/** GBK of a text: Node reads it and does not write it. */
const GBK = new Map<string, Buffer>()
for (let high = 0x81; high <= 0xfe; high++)
  for (let low = 0x40; low <= 0xfe; low++) {
    const pair = Buffer.from([high, low])
    const text = new TextDecoder('gbk').decode(pair)
    if (text.length === 1 && !GBK.has(text)) GBK.set(text, pair)
  }
const gbk = (text: string) => Buffer.concat([...text].map((one) => GBK.get(one) ?? Buffer.from(one)))
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** A square of 1 km near 109°E in zone 36. */
const GRID = [36_603_000, 2_323_000] as const
const gridRow = (key: string, name: string | Uint8Array, offset = 0) => ({
  rings: [ring(GRID[0] + offset, GRID[1], 1000)],
  values: { BSM: key, [latin(gbk('名称'))]: name },
})

const NONE = { fatal: 0, curable: 0, items: [] }
const round = (box: readonly number[] | null) => box?.map((degrees) => Math.round(degrees * 100) / 100)

describe('[BLU-12] files of every format are read in every system', () => {
  test('a zipped Shapefile in Gauss-Krüger with its zone, GBK by its .cpg', async () => {
    const bytes = zippedShapefile([gridRow('A1', gbk('红树林')), gridRow('A2', gbk('核心区'), 2000)], { cpg: 'GBK' })
    const found = await read(bytes, '红线.zip', { kind: 'ecological_red_line' })
    expect(found.problems).toEqual(NONE)
    expect(found).toMatchObject({
      format: 'shapefile',
      features: 2,
      encoding: { name: 'GB18030', from: 'file' },
      crs: { code: 'EPSG:4524', from: 'file', otherDatum: false },
      mapping: { key: 'BSM', name: '名称' },
      shapes: { areas: 2, lines: 0, points: 0 },
    })
    expect(found.samples[0]).toMatchObject({ BSM: 'A1', 名称: '红树林' })
    expect(round(found.bbox)).toEqual([108.99, 21, 109.02, 21.01])
    // A square kilometre of the grid is, so near the middle of the zone, a square kilometre of the ground.
    expect(Math.abs((found.areaM2 ?? 0) / 2e6 - 1)).toBeLessThan(0.001)
  })

  test('GBK without a .cpg is told from UTF-8, and a file name in GBK is read', async () => {
    const rows = [gridRow('A1', gbk('红树林'))]
    const found = await read(zippedShapefile(rows, { name: gbk('图层') }), '红线.zip')
    expect([found.source, found.encoding, found.samples[0]]).toMatchObject([
      '图层',
      { name: 'GB18030', from: 'detected' },
      { 名称: '红树林' },
    ])
    const utf8 = [{ rings: [ring(...GRID, 1000)], values: { BSM: 'A1', [latin(Buffer.from('名称'))]: '红树林' } }]
    const other = await read(zippedShapefile(utf8), 'utf8.zip')
    expect([other.encoding?.name, other.samples[0]?.名称]).toEqual(['UTF-8', '红树林'])
  })

  test('an identifier longer than a number holds is a text, digit by digit', async () => {
    const feature = JSON.stringify({ type: 'Feature', properties: { BSM: 0 }, geometry: polygon(ccw(109, 21, 0.01)) })
    const bytes = Buffer.from(
      `{"type":"FeatureCollection","features":[${feature.replace('"BSM":0', '"BSM":450502000000000123')}]}`,
    )
    const found = await read(bytes, '长标识.geojson')
    expect(found.samples[0]).toMatchObject({ BSM: '450502000000000123' })
    expect(found.problems.fatal).toBe(0)
  })

  test('layers called the same in two folders stay apart, each with its own parts', async () => {
    const [first, second] = [
      shapefile([gridRow('A1', gbk('红树林'))]),
      shapefile([gridRow('B1', gbk('核心区')), gridRow('B2', gbk('一般区'), 2000)]),
    ]
    const parts = (at: string, { shp, shx, dbf }: typeof first) =>
      Object.entries({ shp, shx, dbf }).map(([extension, bytes]) => ({ name: `${at}/zones.${extension}`, bytes }))
    const bytes = zip([
      ...parts('2020', first),
      ...parts('2021', second),
      { name: '2020/zones.prj', bytes: Buffer.from(PRJ_4524) },
    ])
    const found = await read(bytes, '两年.zip', { source: '2021/zones' })
    expect(found.layers).toMatchObject([
      { name: '2020/zones', features: 1 },
      { name: '2021/zones', features: 2 },
    ])
    expect(found.crs).toBeNull() // the .prj lies with the other one
  })

  test('without a .prj a person chooses, among what the numbers make sense in', async () => {
    const bytes = zippedShapefile([gridRow('A1', '1')], { prj: null })
    const found = await read(bytes, '无坐标系.zip')
    expect(found.crs).toBeNull()
    expect(found.problems.items).toMatchObject([
      { feature: null, field: 'crs', code: 'crs_missing', severity: 'fatal' },
    ])
    expect(found.proposals[0]).toMatchObject({ crs: 'EPSG:4524', swapAxes: false, why: 'zone_in_easting' })
    expect(round(found.proposals[0]?.centre ?? null)).toEqual([109, 21])
    const chosen = await read(bytes, '无坐标系.zip', { crs: 'EPSG:4524' })
    expect([chosen.problems, chosen.crs?.from, round(chosen.bbox)]).toEqual([NONE, 'chosen', [108.99, 21, 109, 21.01]])
  })

  test.each([
    ['3 degrees, no zone', [603_000, 2_323_000], 'EPSG:4545', false],
    ['northing first', [2_323_000, 603_000], 'EPSG:4545', true],
    ['6 degrees, with its zone', [19_250_000, 2_323_000], 'EPSG:4497', false],
    ['Web Mercator', [12_133_000, 2_390_000], 'EPSG:3857', false],
    ['degrees', [109, 21], 'EPSG:4490', false],
    ['latitude first', [21, 109], 'EPSG:4490', true],
  ] as const)('the numbers tell: %s', async (_name, [x, y], crs, swapAxes) => {
    const rows = [{ rings: [ring(x, y, x < 1000 ? 0.01 : 1000)], values: { BSM: '1' } }]
    const found = await read(zippedShapefile(rows, { prj: null }), 'a.zip')
    expect(found.proposals.some((one) => one.crs === crs && one.swapAxes === swapAxes)).toBe(true)
    const chosen = await read(zippedShapefile(rows, { prj: null }), 'a.zip', { crs, swapAxes })
    expect(chosen.problems).toEqual(NONE)
    expect(round(chosen.bbox)?.map(Math.round)).toEqual([109, 21, 109, 21])
  })

  test('a GeoPackage of several layers, of which one is chosen', async () => {
    const path = join(folder, 'two.gpkg')
    geoPackage(path, { 红线: [ccw(109, 21, 0.01)], 农田: [ccw(109.1, 21, 0.01), ccw(109.2, 21, 0.01)] })
    const found = await read(readFileSync(path), '两层.gpkg', { source: '农田' })
    expect(found).toMatchObject({
      format: 'geopackage',
      layers: [
        { name: '红线', features: 1 },
        { name: '农田', features: 2 },
      ],
      source: '农田',
      crs: { code: 'EPSG:4490', from: 'file' },
      mapping: { key: 'BSM', name: 'MC' },
      problems: NONE,
    })
  })

  test('GeoJSON, KML and tables with coordinates', async () => {
    const json = await read(geoJson([{ properties: { id: 7 }, geometry: polygon(ccw(109, 21, 0.01)) }]), 'a.geojson')
    expect(json).toMatchObject({
      format: 'geojson',
      crs: { code: 'EPSG:4490' },
      mapping: { key: 'id' },
      problems: NONE,
    })
    const kml = await read(
      Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>
        <name>站点</name><Point><coordinates>109.1,21.5</coordinates></Point></Placemark></Document></kml>`),
      'a.kml',
    )
    expect(kml).toMatchObject({ format: 'kml', shapes: { points: 1 }, mapping: { name: 'Name' }, problems: NONE })
    const table = await read(
      gbk('编号,名称,经度,纬度\nS1,红树林,109.1,21.5\nS2,核心区,109°30′00″,21度30分\n'),
      '站点.csv',
    )
    expect(table).toMatchObject({
      format: 'csv',
      encoding: { name: 'GB18030' },
      coordinateFields: { lng: '经度', lat: '纬度' },
      mapping: { key: '编号', name: '名称' },
      bbox: [109.1, 21.5, 109.5, 21.5],
      problems: NONE,
    })
    const grid = await read(Buffer.from('id,x,y\n1,603000,2323000\n'), 'g.csv', { crs: 'EPSG:4545' })
    expect([round(grid.bbox), grid.problems]).toEqual([[108.99, 21, 108.99, 21], NONE])
  })
})

describe('[BLU-13] classes and days are read as the file writes them', () => {
  test('classes of a kind by their words, days in every form', async () => {
    const row = (dj: string, day: string) => ({
      properties: { id: `${dj}${day}`, 级别: dj, 批复日期: day },
      geometry: polygon(ccw(109, 21, 0.01)),
    })
    const rows = [
      row('一级', '2019-05-01'),
      row('二级', '20200601'),
      row('准保护区', '2021年7月1日'),
      row('三级', '去年'),
    ]
    const found = await read(geoJson(rows), '水源.geojson', { kind: 'water_source' })
    expect(found.mapping).toMatchObject({
      class: '级别',
      classes: { 一级: 'grade_one', 准保护区: 'quasi' },
      validFrom: '批复日期',
    })
    expect(found.problems.items.map(({ feature, field, code }) => [feature, field, code])).toEqual([
      [4, '批复日期', 'day_unreadable'],
      [4, '级别', 'class_unknown'],
    ])
  })
})
