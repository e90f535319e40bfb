import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { DatabaseHandle } from '../src/platform/database/index.ts'
import { randomFrom } from './alignmentData.ts'

/** West, south, east, north: about the cluster. */
export const REGION = [107.5, 20, 111.5, 23] as const
/** Corners between two crossings of borders. */
const CORNERS = 11
const CLASSES = ['core', 'general'] as const

type Point = [number, number]

/** Parcels that cover the region once, of very different sizes, with borders that neighbours share to the last digit. */
export function* parcels(count: number): Generator<{ key: string; class: string; ring: Point[] }> {
  const [west, south, east, north] = REGION
  const columns = Math.round(Math.sqrt((count * (east - west)) / (north - south)))
  const rows = Math.ceil(count / columns)
  const xs = uneven(columns, west, east, 3)
  const ys = uneven(rows, south, north, 4)
  const crossing = (column: number, row: number): Point => {
    const [x = 0, y = 0] = [xs[column], ys[row]]
    const random = randomFrom(1 + column * 100_003 + row)
    const free = (values: number[], at: number) =>
      Math.min((values[at] ?? 0) - (values[at - 1] ?? -90), (values[at + 1] ?? 90) - (values[at] ?? 0)) * 0.3
    const edge = column === 0 || row === 0 || column === columns || row === rows
    return edge ? [x, y] : [x + (random() * 2 - 1) * free(xs, column), y + (random() * 2 - 1) * free(ys, row)]
  }
  const border = (from: Point, to: Point, seed: number): Point[] => {
    const random = randomFrom(seed)
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    return Array.from({ length: CORNERS }, (_, step) => {
      const part = (step + 1) / (CORNERS + 1)
      const off = (random() * 2 - 1) * 0.06
      return [from[0] + dx * part - dy * off, from[1] + dy * part + dx * off]
    })
  }
  let made = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns && made < count; column++) {
      const [a, b] = [crossing(column, row), crossing(column + 1, row)]
      const [c, d] = [crossing(column + 1, row + 1), crossing(column, row + 1)]
      const across = (r: number, from: Point, to: Point) => border(from, to, 7 + (r * (columns + 1) + column) * 2)
      const up = (at: number, from: Point, to: Point) => border(from, to, 8 + (row * (columns + 1) + at) * 2)
      const ring = [
        ...[a, ...across(row, a, b), b, ...up(column + 1, b, c), c],
        ...[...across(row + 1, d, c).reverse(), d, ...up(column, a, d).reverse(), a],
      ]
      made += 1
      yield { key: `P${made}`, class: CLASSES[(column * 7 + row * 3) % 5 === 0 ? 0 : 1], ring }
    }
  }
}

/** Places between two ends, at distances that differ up to tenfold. */
function uneven(count: number, from: number, to: number, seed: number): number[] {
  const random = randomFrom(seed)
  const widths = Array.from({ length: count }, () => 10 ** random())
  const sum = widths.reduce((one, other) => one + other, 0)
  let at = from
  return [from, ...widths.map((width) => (at += (width / sum) * (to - from)))]
}

function wkbOf(ring: readonly Point[]): Buffer {
  const bytes = Buffer.alloc(22 + ring.length * 16)
  bytes.writeUInt8(1, 0)
  bytes.writeUInt32LE(6, 1)
  bytes.writeUInt32LE(1, 5)
  bytes.writeUInt8(1, 9)
  bytes.writeUInt32LE(3, 10)
  bytes.writeUInt32LE(1, 14)
  bytes.writeUInt32LE(ring.length, 18)
  for (const [place, [x, y]] of ring.entries()) {
    bytes.writeDoubleLE(x, 22 + place * 16)
    bytes.writeDoubleLE(y, 30 + place * 16)
  }
  return bytes
}

/** A layer of parcels in the database, as one import leaves it. @returns its id */
export async function fillLayer(database: DatabaseHandle, count: number, organizationId: string): Promise<string> {
  const id = randomUUID()
  await database.asSystem(async (trx) => {
    await sql`
      insert into blueprint_layer (id, kind, name, jurisdiction_code, organization_id, basis, audience)
      values (${id}::uuid, 'ecological_red_line', 'bench', '450000', ${organizationId}::uuid, 'bench', 'cluster')`.execute(
      trx,
    )
    const { rows } = await sql<{ id: string }>`
      insert into blueprint_revision (layer_id, cause, reason, counts, user_id, user_name, organization_id, organization_name)
      values (${id}::uuid, 'edit', 'bench', '{}', 'bench', 'bench', ${organizationId}::uuid, 'bench') returning id`.execute(
      trx,
    )
    const revision = rows[0]?.id ?? '0'
    let portion: { key: string; class: string; ring: Point[] }[] = []
    const write = async () => {
      const shapes = portion.map(({ ring }) => wkbOf(ring).toString('hex'))
      await sql`
        insert into blueprint_feature (layer_id, key, name, class, geometry, area_m2, vertices, valid_from, added_in)
        select ${id}::uuid, key, '地块' || key, class, g, ST_Area(g::geography), ST_NPoints(g), '2020-01-01', ${revision}::bigint
        from (select key, class, ST_SnapToGrid(ST_SetSRID(ST_GeomFromWKB(decode(shape, 'hex')), 4490), 1e-9) as g
          from unnest(${portion.map(({ key }) => key)}::text[], ${portion.map((one) => one.class)}::text[], ${shapes}::text[])
            as row (key, class, shape)) rows where ST_IsValid(g)`.execute(trx)
      portion = []
    }
    for (const parcel of parcels(count)) {
      portion.push(parcel)
      if (portion.length === 5000) await write()
    }
    if (portion.length > 0) await write()
  })
  await sql`vacuum analyze blueprint_feature`.execute(database.kysely)
  return id
}
