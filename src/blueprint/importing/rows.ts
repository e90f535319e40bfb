import { DatabaseSync } from 'node:sqlite'
import { type ReadWkb, readWkb } from './anyWkb.ts'

/** A row of a GeoPackage that GDAL wrote for us: its place in the source, its values, its geometry as GeoJSON. */
export interface RawRow {
  /** From 1, in the order of the source. */
  n: number
  values: Record<string, unknown>
  geometry: ReadWkb
}

const FID = 'q_fid'
const GEOMETRY = 'q_geom'
/** Options with which GDAL writes such a GeoPackage. */
export const RAW_OPTIONS = [
  ...[
    '-f',
    'GPKG',
    '-nln',
    'raw',
    '-lco',
    'SPATIAL_INDEX=NO',
    '-lco',
    `FID=${FID}`,
    '-lco',
    `GEOMETRY_NAME=${GEOMETRY}`,
  ],
  ...['-nlt', 'GEOMETRY', '--config', 'OGR_SQLITE_SYNCHRONOUS', 'OFF'],
]

/** Rows of a GeoPackage of `RAW_OPTIONS`, one after the other. */
export function* rawRows(path: string): Generator<RawRow> {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const columns = database.prepare('select name from pragma_table_info(?)').all('raw') as { name: string }[]
    const hasGeometry = columns.some(({ name }) => name === GEOMETRY)
    const rows = database.prepare(`select * from raw order by ${FID}`)
    rows.setReadBigInts(true)
    for (const row of rows.iterate()) {
      const { [FID]: fid, [GEOMETRY]: blob, ...values } = row as Record<string, unknown>
      for (const [name, value] of Object.entries(values)) if (typeof value === 'bigint') values[name] = wholeOf(value)
      yield { n: Number(fid), values, geometry: hasGeometry ? readGeometry(blob) : null }
    }
  } finally {
    database.close()
  }
}

/** A number where it is one without loss; a longer one, as identifiers are (标识码 of 18 digits), is text. */
const wholeOf = (value: bigint) => (Number.isSafeInteger(Number(value)) ? Number(value) : String(value))

/** A GeoPackage geometry is WKB behind a head (OGC 12-128r19, 2.1.3). */
function readGeometry(blob: unknown): ReadWkb {
  if (!(blob instanceof Uint8Array) || blob.length < 8) return null
  const flags = blob[3] ?? 0
  const envelope = [0, 32, 48, 48, 64][(flags >> 1) & 7] ?? 0
  return readWkb(blob.subarray(8 + envelope))
}
