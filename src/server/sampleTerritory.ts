import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'

type Position = readonly [longitude: number, latitude: number]

/** A piece of ground as GeoJSON text, with its middle and its size (degrees, square degrees: only compared). */
export interface Cell {
  shape: string
  x: number
  y: number
  size: number
}

/** A number from 0 to 1 that belongs to two whole numbers, the same every time. */
export function chance(x: number, y: number, seed: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263) + Math.imul(seed, 974634541)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296
}

/** A soft landscape from 0 to 1: near places have near heights. `scale` is how many degrees a hill is wide. */
export function height([x, y]: Position, scale: number, seed: number): number {
  const [u, v] = [x / scale, y / scale]
  const [left, bottom] = [Math.floor(u), Math.floor(v)]
  const soft = (part: number) => part * part * (3 - 2 * part)
  const [p, q] = [soft(u - left), soft(v - bottom)]
  const at = (dx: number, dy: number) => chance(left + dx, bottom + dy, seed)
  const [low, high] = [at(0, 0) * (1 - p) + at(1, 0) * p, at(0, 1) * (1 - p) + at(1, 1) * p]
  return low * (1 - q) + high * q
}

/** Points all over a box, about `step` degrees apart, none in line with another. */
function scattered([west, south, east, north]: readonly number[], step: number, seed: number): Position[] {
  const points: Position[] = []
  for (let row = Math.floor((south ?? 0) / step); row * step < (north ?? 0); row++)
    for (let column = Math.floor((west ?? 0) / step); column * step < (east ?? 0); column++)
      points.push([
        (column + 0.1 + 0.8 * chance(column, row, seed)) * step,
        (row + 0.1 + 0.8 * chance(column, row, seed + 1)) * step,
      ])
  return points
}

const current = sql`superseded_at is null`

/** Cuts the ground of some jurisdictions into irregular cells that cover it once. */
export async function landCells(trx: Trx, codes: readonly string[], step: number): Promise<Cell[]> {
  return cellsOf(
    trx,
    sql`select ST_Union(geometry) as ground from jurisdiction_boundary
    where ${current} and jurisdiction_code = any(${[...codes]}::text[])`,
    step,
    11,
  )
}

/**
 * The same for the sea within a box: what none of the outlines covers, widened by so much that no gap is left between
 * them. Widened first and joined then: the embedded engine answers the union of the bare outlines with no row.
 */
export async function seaCells(
  trx: Trx,
  box: readonly [number, number, number, number],
  step: number,
): Promise<Cell[]> {
  const [west, south, east, north] = box
  const frame = sql`ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4490)`
  return cellsOf(
    trx,
    sql`select ST_Difference(${frame}, (select ST_Union(ST_Buffer(geometry, 0.004, 2)) from jurisdiction_boundary
      where ${current} and geometry && ${frame})) as ground`,
    step,
    23,
  )
}

async function cellsOf(trx: Trx, ground: ReturnType<typeof sql>, step: number, seed: number): Promise<Cell[]> {
  const { rows: frames } = await sql<{ west: number; south: number; east: number; north: number }>`
    select ST_XMin(ground) as west, ST_YMin(ground) as south, ST_XMax(ground) as east, ST_YMax(ground) as north
    from (${ground}) g`.execute(trx)
  const [frame] = frames
  if (!frame) return []
  const points = scattered([frame.west, frame.south, frame.east, frame.north], step, seed)
  const text = `MULTIPOINT(${points.map(([x, y]) => `${x} ${y}`).join(',')})`
  const { rows } = await sql<Cell>`
    with ground as materialized (${ground}),
    cells as (
      select (ST_Dump(ST_VoronoiPolygons(ST_GeomFromText(${text}, 4490), 0, ST_Envelope(ground)))).geom as cell from ground),
    cut as (
      select (ST_Dump(ST_CollectionExtract(ST_Intersection(cell, ground), 3))).geom as cell from cells, ground
      where ST_Intersects(cell, ground))
    select ST_AsGeoJSON(cell, 9) as shape, ST_X(ST_Centroid(cell)) as x, ST_Y(ST_Centroid(cell)) as y, ST_Area(cell) as size
    from cut where ST_Area(cell) > 0 order by 2, 3`.execute(trx)
  return rows
}

/** Joins cells that touch: each ground that hangs together is one shape, the largest first. */
export async function joined(trx: Trx, cells: readonly Cell[]): Promise<string[]> {
  const { rows } = await sql<{ shape: string }>`
    select ST_AsGeoJSON(part, 9) as shape from (
      select (ST_Dump(ST_UnaryUnion(ST_Collect(ST_GeomFromGeoJSON(shape))))).geom as part
      from unnest(${cells.map(({ shape }) => shape)}::text[]) as cell (shape)) parts
    order by ST_Area(part) desc, ST_XMin(part)`.execute(trx)
  return rows.map(({ shape }) => shape)
}

/** Cells of the highest value, until they make this part of the ground. */
export function highest(cells: readonly Cell[], value: (cell: Cell) => number, part: number): [Cell[], Cell[]] {
  const ordered = [...cells].sort((one, other) => value(other) - value(one) || one.x - other.x)
  const wanted = cells.reduce((sum, { size }) => sum + size, 0) * part
  let [count, taken] = [0, 0]
  for (const { size } of ordered) {
    if (taken + size > wanted) break
    taken += size
    count += 1
  }
  return [ordered.slice(0, count), ordered.slice(count)]
}

/** The coast of some jurisdictions within a box, in pieces of about so many degrees: where no other outline lies beside it. */
export async function coastPieces(
  trx: Trx,
  codes: readonly string[],
  box: readonly [number, number, number, number],
  length: number,
): Promise<string[]> {
  const [west, south, east, north] = box
  const { rows } = await sql<{ shape: string }>`
    with own as (select ST_Union(geometry) as ground from jurisdiction_boundary
      where ${current} and jurisdiction_code = any(${[...codes]}::text[])),
    others as (select ST_Buffer(ST_Union(b.geometry), 0.02, 2) as ground from jurisdiction_boundary b, own
      where ${current} and not jurisdiction_code = any(${[...codes]}::text[]) and jurisdiction_code not like '%0000'
        and b.geometry && ST_Expand(own.ground, 0.1)),
    lines as (
      select (ST_Dump(ST_LineMerge(ST_CollectionExtract(ST_Difference(
        ST_Intersection(ST_Boundary(own.ground), ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4490)),
        coalesce(others.ground, 'SRID=4490;POLYGON EMPTY'::geometry)), 2)))).geom as line
      from own left join others on true),
    counted as (select line, greatest(1, round(ST_Length(line) / ${length}::float8))::int as pieces from lines
      where ST_Length(line) > ${length / 4}::float8)
    select ST_AsGeoJSON(ST_LineSubstring(line, (n - 1)::float8 / pieces, n::float8 / pieces), 9) as shape
    from counted, generate_series(1, pieces) as n order by ST_XMin(line), ST_YMin(line), n`.execute(trx)
  return rows.map(({ shape }) => shape)
}

/** A place within a shape, well away from its border. */
export async function insideOf(trx: Trx, shape: string): Promise<Position> {
  const { rows } = await sql<{ x: number; y: number }>`
    select ST_X(at) as x, ST_Y(at) as y
    from (select (ST_MaximumInscribedCircle(ST_GeomFromGeoJSON(${shape}))).center as at) place`.execute(trx)
  return [rows[0]?.x ?? 0, rows[0]?.y ?? 0]
}

/** A ring of uneven radius around a place: a lake, a reserve. */
export function blob([x, y]: Position, radius: number, seed: number): Position[] {
  const corners = Array.from({ length: 36 }, (_, step): Position => {
    const angle = (step * Math.PI) / 18
    const wide = radius * (0.7 + 0.6 * height([Math.cos(angle) * 2 + 50, Math.sin(angle) * 2 + 50], 1, seed))
    return [round(x + Math.cos(angle) * wide), round(y + Math.sin(angle) * wide)]
  })
  return [...corners, corners[0] ?? [x, y]]
}

const round = (value: number) => Number(value.toFixed(9))

/** A rectangle by its middle. */
export function block([x, y]: Position, wide: number, high: number): Position[] {
  const [west, east] = [round(x - wide / 2), round(x + wide / 2)]
  const [south, north] = [round(y - high / 2), round(y + high / 2)]
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}
