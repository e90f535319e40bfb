import { DatabaseSync } from 'node:sqlite'
import { crc32, deflateRawSync } from 'node:zlib'
import { wkbOf } from '../geometry/wkb.ts'

/** Files as other programs write them, byte by byte: good ones, to be damaged by the tests. */

type Xy = readonly [number, number]

/** A closed square by its south-western corner. */
export function ring(x: number, y: number, size: number): Xy[] {
  return [
    [x, y],
    [x, y + size],
    [x + size, y + size],
    [x + size, y],
    [x, y],
  ]
}

export const ccw = (x: number, y: number, size: number) => ring(x, y, size).toReversed()

interface ZipEntry {
  name: string | Buffer
  bytes: Uint8Array
}

/** A zip archive (APPNOTE 6.3), deflated; names as given, without the flag that says UTF-8. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const { name, bytes } of entries) {
    const raw = Buffer.from(name as string)
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(raw.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, raw, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, raw]))
    locals.push(local)
    at += local.length
  }
  const central = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, central, end])
}

export interface ShapeRow {
  rings: readonly (readonly Xy[])[]
  values: Record<string, Uint8Array | string>
}

/** A polygon shapefile's three files; texts are bytes in whatever encoding. */
export function shapefile(rows: readonly ShapeRow[]): { shp: Buffer; shx: Buffer; dbf: Buffer } {
  const records = rows.map(({ rings }, index) => {
    const points = rings.flat()
    const content = Buffer.alloc(44 + rings.length * 4 + points.length * 16)
    content.writeInt32LE(5, 0)
    writeBox(content, 4, points)
    content.writeInt32LE(rings.length, 36)
    content.writeInt32LE(points.length, 40)
    let start = 0
    rings.forEach((one, part) => {
      content.writeInt32LE(start, 44 + part * 4)
      start += one.length
    })
    points.forEach(([x, y], point) => {
      content.writeDoubleLE(x, 44 + rings.length * 4 + point * 16)
      content.writeDoubleLE(y, 52 + rings.length * 4 + point * 16)
    })
    const head = Buffer.alloc(8)
    head.writeInt32BE(index + 1, 0)
    head.writeInt32BE(content.length / 2, 4)
    return Buffer.concat([head, content])
  })
  const all = rows.flatMap(({ rings }) => rings.flat())
  const header = (length: number) => {
    const head = Buffer.alloc(100)
    head.writeInt32BE(9994, 0)
    head.writeInt32BE(length / 2, 24)
    head.writeInt32LE(1000, 28)
    head.writeInt32LE(5, 32)
    writeBox(head, 36, all)
    return head
  }
  const body = Buffer.concat(records)
  const index = Buffer.alloc(records.length * 8)
  let at = 100
  records.forEach((record, number) => {
    index.writeInt32BE(at / 2, number * 8)
    index.writeInt32BE((record.length - 8) / 2, number * 8 + 4)
    at += record.length
  })
  return {
    shp: Buffer.concat([header(100 + body.length), body]),
    shx: Buffer.concat([header(100 + index.length), index]),
    dbf: dbf(rows.map(({ values }) => values)),
  }
}

function writeBox(target: Buffer, at: number, points: readonly Xy[]): void {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const box = points.length === 0 ? [0, 0, 0, 0] : [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
  box.forEach((value, index) => {
    target.writeDoubleLE(value, at + index * 8)
  })
}

/** A dBASE III table of texts. Names of fields are bytes as well: pass them as latin1 of what they are. */
function dbf(rows: readonly Record<string, Uint8Array | string>[]): Buffer {
  const names = Object.keys(rows[0] ?? { id: '' })
  const size = 60
  const recordSize = 1 + names.length * size
  const head = Buffer.alloc(32 + names.length * 32 + 1)
  head[0] = 3
  head[1] = 126
  head[2] = 1
  head[3] = 1
  head.writeUInt32LE(rows.length, 4)
  head.writeUInt16LE(head.length, 8)
  head.writeUInt16LE(recordSize, 10)
  names.forEach((name, index) => {
    Buffer.from(name, 'latin1').copy(head, 32 + index * 32, 0, 10)
    head.write('C', 43 + index * 32)
    head[48 + index * 32] = size
  })
  head[head.length - 1] = 0x0d
  const records = rows.map((row) => {
    const record = Buffer.alloc(recordSize, 0x20)
    names.forEach((name, index) => {
      Buffer.from((row[name] ?? '') as string).copy(record, 1 + index * size, 0, size)
    })
    return record
  })
  return Buffer.concat([head, ...records, Buffer.from([0x1a])])
}

/** 3-degree zone 36, easting with the zone's number. */
export const PRJ_4524 =
  'PROJCS["CGCS2000_3_Degree_GK_Zone_36",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",36500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

/** A shapefile in one archive. */
export function zippedShapefile(
  rows: readonly ShapeRow[],
  { name = '图层', prj = PRJ_4524, cpg }: { name?: string | Buffer; prj?: string | null; cpg?: string } = {},
): Buffer {
  const { shp, shx, dbf: table } = shapefile(rows)
  const called = (extension: string) => Buffer.concat([Buffer.from(name as string), Buffer.from(extension)])
  return zip([
    { name: called('.shp'), bytes: shp },
    { name: called('.shx'), bytes: shx },
    { name: called('.dbf'), bytes: table },
    ...(prj === null ? [] : [{ name: called('.prj'), bytes: Buffer.from(prj) }]),
    ...(cpg === undefined ? [] : [{ name: called('.cpg'), bytes: Buffer.from(cpg) }]),
  ])
}

/** A GeoPackage (OGC 12-128) with layers of squares. */
export function geoPackage(path: string, layers: Readonly<Record<string, readonly (readonly Xy[])[]>>): void {
  const database = new DatabaseSync(path)
  database.exec(`pragma application_id = 1196444487; pragma user_version = 10300;
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text,
      organization_coordsys_id integer, definition text, description text);
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, description text,
      last_change text, min_x double, min_y double, max_x double, max_y double, srs_id integer);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
    insert into gpkg_spatial_ref_sys values ('CGCS2000', 4490, 'EPSG', 4490, 'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4490"]]', '');`)
  for (const [name, rings] of Object.entries(layers)) {
    database.exec(`create table "${name}" (fid integer primary key, geom blob, BSM text, MC text);
      insert into gpkg_contents values ('${name}', 'features', '${name}', '', '2026-01-01T00:00:00.000Z', 0, 0, 0, 0, 4490);
      insert into gpkg_geometry_columns values ('${name}', 'geom', 'GEOMETRY', 4490, 0, 0);`)
    const insert = database.prepare(`insert into "${name}" (geom, BSM, MC) values (?, ?, ?)`)
    rings.forEach((one, index) => {
      const head = Buffer.from('GP\0\x01', 'latin1')
      const srs = Buffer.alloc(4)
      srs.writeInt32LE(4490)
      const geometry = wkbOf({ type: 'MultiPolygon', coordinates: [[one.map(([x, y]) => [x, y] as [number, number])]] })
      insert.run(Buffer.concat([head, srs, geometry]), `${name}-${index + 1}`, `第${index + 1}块`)
    })
  }
  database.close()
}

export interface JsonFeature {
  properties?: Record<string, unknown>
  geometry: unknown
}

/** A GeoJSON file. */
export const geoJson = (features: readonly JsonFeature[], more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      ...more,
      features: features.map(({ properties = {}, geometry }) => ({ type: 'Feature', properties, geometry })),
    }),
  )

export const polygon = (...rings: (readonly Xy[])[]) => ({ type: 'Polygon', coordinates: rings })
