import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { deflateRawSync } from 'node:zlib'
import type { Settings } from '../schemas/imports.ts'
import { ccw, geoJson, geoPackage, polygon, ring, shapefile, zip, zippedShapefile } from './fixtures.testing.ts'

// Damaged files of every kind that people send, and what is said of each.

export const good = { properties: { id: 'good' }, geometry: polygon(ccw(109, 21, 0.01)) }
const bad = (geometry: unknown, properties: Record<string, unknown> = { id: 'bad' }) =>
  geoJson([good, { properties, geometry }])
const text = (features: string) => Buffer.from(`{"type":"FeatureCollection","features":[${features}]}`)
const feature = (geometry: string) => `{"type":"Feature","properties":{"id":"1"},"geometry":${geometry}}`
const rows = [{ rings: [ring(36_603_000, 2_323_000, 1000)], values: { BSM: '1' } }]
const parts = shapefile(rows)
const packed = (...names: ('shp' | 'shx' | 'dbf')[]) =>
  zip(names.map((name) => ({ name: `a.${name}`, bytes: parts[name] })))
const gpkg = (change: (bytes: Buffer) => Buffer, statements: readonly string[] = []) => {
  const folder = mkdtempSync(join(tmpdir(), 'qunce-damaged-'))
  try {
    const path = join(folder, 'g.gpkg')
    geoPackage(path, { 红线: [ccw(109, 21, 0.01)] })
    const database = new DatabaseSync(path)
    for (const statement of statements) database.exec(statement)
    database.close()
    return change(readFileSync(path))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
/** A small archive that says nothing of how large it is inside. */
function bomb(): Buffer {
  const archive = zip([{ name: 'a.geojson', bytes: Buffer.alloc(1) }])
  const inner = deflateRawSync(Buffer.alloc(128 * 1024 * 1024, 0x20))
  const local = Buffer.from(archive.subarray(0, 30 + 9))
  local.writeUInt32LE(inner.length, 18)
  const central = Buffer.from(archive.subarray(archive.indexOf('PK\x01\x02'), archive.indexOf('PK\x05\x06')))
  central.writeUInt32LE(inner.length, 20)
  const end = Buffer.from(archive.subarray(archive.indexOf('PK\x05\x06')))
  end.writeUInt32LE(local.length + inner.length, 16)
  return Buffer.concat([local, inner, central, end])
}

/** The file as a whole cannot be read: its refusal's code, and words that its message must hold. */
export const REFUSED: [name: string, bytes: () => Uint8Array, file: string, code: string, ...words: string[]][] = [
  ['an empty file', () => Buffer.alloc(0), '空.geojson', 'import_empty', '空.geojson'],
  ['no features', () => geoJson([]), '空集.geojson', 'import_empty', '空集.geojson'],
  ['JSON that was cut off', () => bad(good.geometry).subarray(0, 150), '断.geojson', 'import_unreadable', '断'],
  ['JSON of something else', () => Buffer.from('{"a":1}'), '别的.json', 'import_unreadable', '别的'],
  [
    'a picture',
    () => Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'),
    '图.png',
    'import_format_unknown',
    '图.png',
    'GeoPackage',
  ],
  [
    'a picture that is called a table',
    () => Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'),
    '图.csv',
    'import_format_unknown',
    '图.csv',
  ],
  ['a .shp alone', () => parts.shp, '单.shp', 'import_parts_missing', '单.shp', '.shx', '.dbf'],
  ['a shapefile without .dbf', () => packed('shp', 'shx'), '缺.zip', 'import_parts_missing', '.dbf'],
  ['a shapefile without .shx', () => packed('shp', 'dbf'), '缺.zip', 'import_parts_missing', '.shx'],
  [
    'a .shp that was cut off',
    () =>
      zip([
        { name: 'a.shp', bytes: parts.shp.subarray(0, 180) },
        { name: 'a.shx', bytes: parts.shx },
        { name: 'a.dbf', bytes: parts.dbf },
      ]),
    '断.zip',
    'import_truncated',
    'a.shp',
    '180',
  ],
  [
    'a .dbf that was cut off',
    () =>
      zip([
        { name: 'a.shp', bytes: parts.shp },
        { name: 'a.shx', bytes: parts.shx },
        { name: 'a.dbf', bytes: parts.dbf.subarray(0, 90) },
      ]),
    '断.zip',
    'import_truncated',
    'a.dbf',
  ],
  [
    'a table with fewer rows than there are shapes',
    () => {
      const two = shapefile([...rows, { rings: [ring(36_603_000, 2_333_000, 1000)], values: { BSM: '2' } }])
      return zip([
        { name: 'a.shp', bytes: two.shp },
        { name: 'a.shx', bytes: two.shx },
        { name: 'a.dbf', bytes: parts.dbf },
      ])
    },
    '少行.zip',
    'import_damaged',
    '2 shapes',
    '1 rows',
  ],
  [
    'a GeoPackage whose layer is a view without an end',
    () =>
      gpkg(
        (bytes) => bytes,
        [
          'alter table 红线 rename to 底表',
          'create view 红线 as with recursive r (fid) as (select 1 union all select fid + 1 from r) select r.fid, 底表.geom from r, 底表',
        ],
      ),
    '视图.gpkg',
    'import_unreadable',
    '红线',
    'view',
  ],
  [
    'a .shp with another head',
    () =>
      zip([
        { name: 'a.shp', bytes: Buffer.alloc(200) },
        { name: 'a.shx', bytes: parts.shx },
        { name: 'a.dbf', bytes: parts.dbf },
      ]),
    '坏.zip',
    'import_damaged',
    'a.shp',
  ],
  [
    'a table in no encoding',
    () =>
      zippedShapefile([
        { rings: [ring(36_603_000, 2_323_000, 1000)], values: { BSM: Buffer.from([0xff, 0xff, 0x80]) } },
      ]),
    '乱码.zip',
    'import_encoding_unknown',
    'UTF-8',
  ],
  ['an archive that was cut off', () => zippedShapefile(rows).subarray(0, 400), '断.zip', 'file_damaged', '断.zip'],
  [
    'an archive within an archive',
    () => zip([{ name: 'b.zip', bytes: zippedShapefile(rows) }]),
    '套.zip',
    'import_nested',
    'b.zip',
  ],
  ['an archive of nothing', () => zip([]), '空.zip', 'import_empty', '空.zip'],
  [
    'an archive of a letter',
    () => zip([{ name: '说明.docx', bytes: Buffer.from('x') }]),
    '信.zip',
    'import_format_unknown',
    '说明.docx',
  ],
  ['a zip bomb', bomb, '炸弹.zip', 'container_too_large', '炸弹.zip', 'a.geojson'],
  [
    'an archive of very many files',
    () => zip(Array.from({ length: 600 }, (_, n) => ({ name: `${n}.txt`, bytes: Buffer.alloc(1) }))),
    '多.zip',
    'archive_too_many_entries',
    '600',
  ],
  [
    'a GeoPackage that was cut off',
    () => gpkg((bytes) => bytes.subarray(0, 5000)),
    '断.gpkg',
    'import_unreadable',
    '断',
  ],
  [
    'a GeoPackage that is no database',
    () => gpkg((bytes) => Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(4000)])),
    '坏.gpkg',
    'import_unreadable',
    '坏',
  ],
  [
    'KML that was cut off',
    () =>
      Buffer.from('<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><Point><coor'),
    '断.kml',
    'import_',
    '断',
  ],
  [
    'a table without coordinates',
    () => Buffer.from('编号,名称\n1,甲\n'),
    '表.csv',
    'import_no_coordinates',
    '编号, 名称',
  ],
  [
    'infinity',
    () => text(feature('{"type":"Polygon","coordinates":[[[109,21],[109.1,1e999],[109.1,21.1],[109,21]]]}')),
    '无穷.geojson',
    'import_unreadable',
    '无穷',
    'infinite',
  ],
  ['an unknown layer of the file', () => geoJson([good]), '层.geojson', 'import_source_unknown', '没有的图层'],
]

/** Of one feature something is wrong: number, field, code, whether it can be cured; `place` where it can be told. */
export type Fault = [
  feature: number | null,
  field: string,
  code: string,
  severity: 'fatal' | 'curable',
  found: string | RegExp,
  place?: [number, number],
]
export const FAULTY: [name: string, bytes: () => Uint8Array, file: string, fault: Fault, settings?: Settings][] = [
  [
    'a coordinate beyond all numbers',
    () => Buffer.from('BSM,lng,lat\n1,109,21\n2,1e400,21\n'),
    'a.csv',
    [2, 'lng', 'coordinate_unreadable', 'fatal', '1e400'],
    { kind: 'station' },
  ],
  [
    'a ring that crosses itself',
    () =>
      bad(
        polygon([
          [109, 21],
          [110, 22],
          [110, 21],
          [109, 22],
          [109, 21],
        ]),
      ),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', 'Self-intersection', [109.5, 21.5]],
  ],
  [
    'a hole outside',
    () => bad(polygon(ccw(109, 21, 0.1), ring(110, 21, 0.01))),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', 'Hole lies outside shell', [110, 21]],
  ],
  [
    'a hole that crosses the shell',
    () => bad(polygon(ccw(109, 21, 0.1), ring(109.05, 21.05, 0.1))),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', /intersection/i],
  ],
  [
    'a hole within a hole',
    () => bad(polygon(ccw(109, 21, 0.3), ring(109.1, 21.1, 0.1), ring(109.12, 21.12, 0.02))),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', /hole/i],
  ],
  [
    'parts on top of each other',
    () => bad({ type: 'MultiPolygon', coordinates: [[ccw(109, 21, 0.1)], [ccw(109.05, 21.05, 0.1)]] }),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', /intersection|nested/i],
  ],
  [
    'the same part twice',
    () => bad({ type: 'MultiPolygon', coordinates: [[ccw(109, 21, 0.1)], [ccw(109, 21, 0.1)]] }),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', /intersection|duplicate|nested/i],
  ],
  [
    'a spike',
    () =>
      bad(
        polygon([
          [109, 21],
          [109.1, 21],
          [109.1, 21.1],
          [109.1, 21.3],
          [109.1, 21.1],
          [109, 21.1],
          [109, 21],
        ]),
      ),
    'a.geojson',
    [2, 'geometry', 'invalid', 'curable', /Self-intersection/],
  ],
  [
    'a ring of no area',
    () =>
      bad(
        polygon([
          [109, 21],
          [109.1, 21],
          [109.2, 21],
          [109, 21],
        ]),
      ),
    'a.geojson',
    [2, 'geometry', 'invalid', 'fatal', /intersection|few|collapse/i],
  ],
  [
    'rings that run the wrong way',
    () => bad(polygon(ring(109, 21, 0.1))),
    'a.geojson',
    [2, 'geometry', 'ring_order', 'curable', /clockwise/, [109, 21]],
  ],
  [
    'a ring that is open',
    () =>
      bad(
        polygon([
          [109, 21],
          [109.1, 21],
          [109.1, 21.1],
          [109, 21.1],
        ]),
      ),
    'a.geojson',
    [2, 'geometry', 'ring_open', 'curable', /do not meet/],
  ],
  [
    'a position twice in a row',
    () =>
      bad(
        polygon([
          [109, 21],
          [109.1, 21],
          [109.1, 21],
          [109.1, 21.1],
          [109, 21.1],
          [109, 21],
        ]),
      ),
    'a.geojson',
    [2, 'geometry', 'repeated_points', 'curable', /same position/, [109.1, 21]],
  ],
  [
    'heights',
    () => bad({ type: 'Polygon', coordinates: [ccw(109, 21, 0.01).map(([x, y]) => [x, y, 12])] }),
    'a.geojson',
    [2, 'geometry', 'three_d', 'curable', '3 numbers'],
  ],
  [
    'a ring of three positions',
    () =>
      bad(
        polygon([
          [109, 21],
          [109.1, 21],
          [109, 21],
        ]),
      ),
    'a.geojson',
    [2, 'geometry', 'too_few_points', 'fatal', 'a ring of 3'],
  ],
  [
    'an area without rings',
    () => bad({ type: 'Polygon', coordinates: [] }),
    'a.geojson',
    [2, 'geometry', 'missing', 'fatal', 'no geometry'],
  ],
  ['no geometry', () => bad(null), 'a.geojson', [2, 'geometry', 'missing', 'fatal', 'no geometry']],
  [
    'NaN',
    () => text(feature('{"type":"Polygon","coordinates":[[[109,21],[109.1,NaN],[109.1,21.1],[109,21]]]}')),
    'a.geojson',
    [1, 'geometry', 'not_a_number', 'fatal', /\[109\.1,NaN\]/],
  ],
  [
    'a collection',
    () =>
      bad({
        type: 'GeometryCollection',
        geometries: [polygon(ccw(109, 21, 0.01)), { type: 'Point', coordinates: [109, 21] }],
      }),
    'a.geojson',
    [2, 'geometry', 'mixed', 'fatal', /collection/],
  ],
  [
    'a point among areas',
    () => bad({ type: 'Point', coordinates: [109, 21] }),
    'a.geojson',
    [2, 'geometry', 'shape_unfit', 'fatal', 'found point'],
  ],
  [
    'latitude first',
    () => bad(polygon(ring(21, 109, 0.01))),
    'a.geojson',
    [2, 'geometry', 'axes_swapped', 'fatal', '21'],
  ],
  [
    'a place abroad',
    () => bad(polygon(ccw(2, 48, 0.01))),
    'a.geojson',
    [2, 'geometry', 'outside', 'fatal', '2, 48', [2, 48]],
  ],
  [
    'metres that say they are degrees',
    () => bad(polygon(ccw(603_000, 2_323_000, 1000))),
    'a.geojson',
    [null, 'crs', 'crs_missing', 'fatal', 'none'],
  ],
  ['no .prj', () => zippedShapefile(rows, { prj: null }), 'a.zip', [null, 'crs', 'crs_missing', 'fatal', 'none']],
  [
    'the wrong zone',
    () => zippedShapefile(rows),
    'a.zip',
    [1, 'geometry', 'not_reprojectable', 'fatal', /outside/],
    { crs: 'EPSG:2326' },
  ],
  [
    'northing first in a grid',
    () => zippedShapefile([{ rings: [ring(2_323_000, 36_603_000, 1000)], values: { BSM: '1' } }]),
    'a.zip',
    [1, 'geometry', 'not_reprojectable', 'fatal', /outside/],
  ],
  [
    'a system that nobody knows',
    () => zippedShapefile(rows),
    'a.zip',
    [null, 'crs', 'crs_unknown', 'fatal', 'EPSG:999999'],
    { crs: 'EPSG:999999' },
  ],
  [
    'a key twice',
    () => geoJson([good, good]),
    'a.geojson',
    [2, 'id', 'key_twice', 'fatal', 'feature 1'],
    { mapping: { key: 'id' } },
  ],
  [
    'no key',
    () => bad(good.geometry, { id: null }),
    'a.geojson',
    [2, 'id', 'key_missing', 'fatal', 'nothing'],
    { mapping: { key: 'id' } },
  ],
  [
    'a class of another kind',
    () => bad(good.geometry, { id: 'b', dj: '四级' }),
    'a.geojson',
    [2, 'dj', 'class_unknown', 'fatal', '四级'],
    { mapping: { class: 'dj' } },
  ],
  [
    'a day that is none',
    () => bad(good.geometry, { id: 'b', pfrq: '2020-02-30' }),
    'a.geojson',
    [2, 'pfrq', 'day_unreadable', 'fatal', '2020-02-30'],
  ],
  [
    'an end before the beginning',
    () => bad(good.geometry, { id: 'b', pfrq: '2020-02-01', end_date: '2019-01-01' }),
    'a.geojson',
    [2, 'end_date', 'days_reversed', 'fatal', '2019-01-01'],
  ],
  [
    'a text with a hidden character',
    () => bad(good.geometry, { id: 'b', note: '甲\u202e乙' }),
    'a.geojson',
    [2, 'note', 'text_unclean', 'fatal', '甲'],
  ],
  [
    'a coordinate in words',
    () => Buffer.from('id,lng,lat\n1,109,21\n2,东边,21\n'),
    'a.csv',
    [2, 'lng', 'coordinate_unreadable', 'fatal', '东边'],
    { kind: 'station' },
  ],
  [
    'an empty coordinate',
    () => Buffer.from('id,lng,lat\n1,109,21\n2,109,\n'),
    'a.csv',
    [2, 'lat', 'coordinate_missing', 'fatal', 'nothing'],
    { kind: 'station' },
  ],
]
