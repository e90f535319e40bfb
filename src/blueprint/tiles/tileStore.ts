import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import type { TileContent, TileFeature } from './encode.ts'
import { boxOf, pixelOf, type TileAddress } from './grid.ts'
import type { Crumbs } from './merge.ts'

/** A tile draws so many features apart at most, the largest; the others are drawn together. */
export const MOST_APART = 20_000
/** A polygon that covers less than this many square pixels is drawn together with others. */
const CRUMB_PIXELS = 4
/** Cells that crumbs are counted into are this many pixels wide, or a power of two more where crumbs are larger. */
const CELL_PIXELS = 4
/** A name is drawn only in a feature that covers so many square pixels. */
const NAMED_PIXELS = 1200
/** Shapes with more corners than this are cut and made simpler where they lie; others are cheaper sent as they are. */
const MANY_CORNERS = 64

const MOST_TURNS = 2000

/** One layer as it was known in one revision (the revision's id). */
export interface TiledLayer {
  id: string
  revision: string
}

/**
 * What a tile of the layer shows: what was known in that revision and is in force on the day. Large features with their
 * shape; small polygons counted into cells of a lattice that neighbouring tiles share; small lines joined end to end;
 * points, where they are too many, one for each cell.
 */
export async function tileContent(
  trx: Trx,
  layer: TiledLayer,
  day: string,
  address: TileAddress,
): Promise<TileContent> {
  const pixel = pixelOf(address)
  const square = pixel.metres ** 2
  const box = sql`ST_MakeEnvelope(${sql.join(boxOf(address).map((edge) => sql`${edge}::float8`))}, 4490)`
  const shape = sql`case when f.vertices > ${MANY_CORNERS}
    then ST_Simplify(ST_ClipByBox2D(f.geometry, ${box}), ${pixel.degrees / 4}::float8, true) else f.geometry end`
  const query = sql<Row>`
    with inside as materialized (
      select f.id, f.class, f.area_m2, f.length_m, coalesce(f.area_m2, f.length_m * ${pixel.metres}::float8) as size,
        m.at[0] as x, m.at[1] as y
      from (${knownAt(layer)}) f cross join lateral (select center(box(f.geometry)) as at) m
      where f.geometry && ${box} and ${inForce(day)}
    ), rank as materialized (
      select coalesce((select size from inside where size is not null order by size desc offset ${MOST_APART} limit 1), 0) as size,
        (select count(*) from inside where size is null) > ${MOST_APART} as crowded
    ), bar as materialized (
      select crowded, greatest(size, ${square}::float8) as line, greatest(size, ${square * CRUMB_PIXELS}::float8) as area,
        ${pixel.degrees * CELL_PIXELS}::float8
          * power(2::float8, greatest(0, ceil(ln(greatest(size, 1) / ${square * CRUMB_PIXELS}::float8) / ln(4::float8)))) as cell
      from rank
    )
    select f.id, f.class,
      case when f.area_m2 is null or f.area_m2 > ${square * NAMED_PIXELS}::float8 then f.name end as name,
      ST_AsBinary(${shape}, 'NDR') as wkb, b.cell, null::int as column, null::int as row, f.area_m2 as area, 1 as count
    from inside i cross join bar b join blueprint_feature f on f.id = i.id
    where case when i.area_m2 is not null then i.size >= b.area when i.length_m is not null then i.size >= b.line
      else not b.crowded end
    union all
    select null, i.class, null, null, b.cell, floor(i.x / b.cell)::int, floor(i.y / b.cell)::int, sum(i.area_m2), count(*)::int
    from inside i cross join bar b
    where i.area_m2 < b.area
    group by i.class, b.cell, floor(i.x / b.cell)::int, floor(i.y / b.cell)::int
    union all
    select null, i.class, null, ST_AsBinary(ST_Simplify(ST_LineMerge(ST_CollectionExtract(ST_Collect(f.geometry), 2)), ${pixel.degrees / 2}::float8, true), 'NDR'),
      b.cell, null, null, null, count(*)::int
    from inside i cross join bar b join blueprint_feature f on f.id = i.id
    where i.area_m2 is null and i.size < b.line
    group by i.class, b.cell, floor(i.x / b.cell / 16), floor(i.y / b.cell / 16)
    union all
    select null, i.class, null, ST_AsBinary(ST_SetSRID(ST_MakePoint(avg(i.x), avg(i.y)), 4490), 'NDR'), b.cell, null, null, null,
      count(*)::int
    from inside i cross join bar b
    where i.size is null and b.crowded
    group by i.class, b.cell, floor(i.x / b.cell / 2), floor(i.y / b.cell / 2)`.compile(trx)
  // Planned with its box each time: a plan for any box would read the whole layer.
  const { rows } = await trx.executeQuery<Row>(query)
  return contentOf(address, rows)
}

interface Row {
  /** Null: several features drawn as one. */
  id: number | null
  class: string | null
  name: string | null
  wkb: Uint8Array | null
  cell: number
  column: number | null
  row: number | null
  area: number | null
  count: number
}

function contentOf(address: TileAddress, rows: readonly Row[]): TileContent {
  const features: TileFeature[] = []
  const crumbs: Crumbs[] = []
  for (const { id, class: name, wkb, column, row, area, count, ...rest } of rows) {
    if (wkb) features.push({ id, class: name ?? '', name: rest.name, count, wkb })
    else if (column !== null && row !== null) crumbs.push({ class: name ?? '', column, row, area: area ?? 0, count })
  }
  return { ...address, features, crumbs, cell: rows[0]?.cell ?? 1 }
}

/**
 * What was known of a layer when the revision stood: what still stands, by the index of that, and what was removed since,
 * which is little.
 */
function knownAt({ id, revision }: TiledLayer): RawBuilder<unknown> {
  return sql`
    select * from blueprint_feature where removed_in is null and layer_id = ${id}::uuid and added_in <= ${revision}::bigint
    union all
    select * from blueprint_feature where removed_in > ${revision}::bigint and layer_id = ${id}::uuid and added_in <= ${revision}::bigint`
}

function inForce(day: string): RawBuilder<boolean> {
  return sql`f.valid_from <= ${day}::date and (f.valid_to is null or f.valid_to >= ${day}::date)`
}

/**
 * A layer that the actor sees, in one of its revisions (the newest where none is named).
 * @throws Refusal blueprint_layer_taken_off where that revision took it off the blueprint
 */
export async function findTiledLayer(
  trx: Trx,
  id: string,
  number: number | undefined,
): Promise<(TiledLayer & { number: number }) | undefined> {
  const { rows } = await sql<TiledLayer & { number: number; name: string; cause: string; reason: string }>`
    select l.id, r.id::text as revision, r.number, l.name, r.cause, r.reason
    from blueprint_layer l join blueprint_revision r on r.layer_id = l.id and r.number = coalesce(${number ?? null}::int, l.revision)
    where l.id = ${id}::uuid`.execute(trx)
  const [found] = rows
  if (found?.cause === 'withdrawal') throw refusals.layerTakenOff(found.name, found.reason)
  return found && { id: found.id, revision: found.revision, number: found.number }
}

/**
 * The days from which on a revision of a layer shows something else than the day before. Between two of them it looks the
 * same, so that one tile serves all those days. Null: they are too many to be of use.
 */
export async function turnsOf(trx: Trx, layer: TiledLayer): Promise<string[] | null> {
  const { rows } = await sql<{ day: string }>`
    with known as materialized (select valid_from, valid_to from (${knownAt(layer)}) f)
    select to_char(day, 'YYYY-MM-DD') as day from (
      select valid_from as day from known union select valid_to + 1 from known where valid_to is not null
    ) turns order by day limit ${MOST_TURNS + 1}`.execute(trx)
  return rows.length > MOST_TURNS ? null : rows.map(({ day }) => day)
}
