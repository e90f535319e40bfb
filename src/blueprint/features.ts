import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import type { Box } from './geometry/geojson.ts'
import type { Kind } from './kinds.ts'
import { meant, type Times } from './times.ts'

/** Which features are loaded: all that the actor sees, narrowed by whatever is said. */
export interface FeatureWish extends Times {
  layers?: readonly string[] | undefined
  kinds?: readonly Kind[] | undefined
  /** West, south, east, north: features whose box meets it. */
  bbox?: Box | undefined
  /** Keys within the layers. */
  keys?: readonly string[] | undefined
}

/** A feature as the overlay, the tiles and the downloads take it. */
export interface LoadedFeature {
  id: number
  layerId: string
  kind: Kind
  key: string
  name: string
  class: string | null
  attributes: Record<string, unknown>
  areaM2: number | null
  lengthM: number | null
  vertices: number
  validFrom: string
  validTo: string | null
  /** Well-known binary, EPSG:4490, longitude first: MultiPolygon, MultiLineString, Point or MultiPoint. */
  wkb: Buffer
}

const BATCH = 2000

/**
 * Streams features with their geometry, in the order of their ids, batch by batch: memory holds one batch. Layers that
 * are withdrawn are left out, unless they are named.
 */
export async function* loadFeatures(trx: Trx, wish: FeatureWish): AsyncGenerator<LoadedFeature> {
  let after = 0
  for (;;) {
    const rows = await loadBatch(trx, wish, after)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    after = last.id
  }
}

/** One batch of `loadFeatures`, after an id: for whoever pages by himself. */
export async function loadBatch(trx: Trx, wish: FeatureWish, after = 0, limit = BATCH): Promise<LoadedFeature[]> {
  const { layers, kinds, bbox, keys } = wish
  const conditions = [meant(wish), sql`f.id > ${after}::bigint`]
  if (layers) conditions.push(sql`f.layer_id = any(${[...layers]}::uuid[])`)
  else conditions.push(sql`l.withdrawn_at is null`)
  if (kinds) conditions.push(sql`l.kind = any(${[...kinds]}::text[])`)
  if (keys) conditions.push(sql`f.key = any(${[...keys]}::text[])`)
  if (bbox) conditions.push(sql`f.geometry && ${envelope(bbox)}`)
  const { rows } = await sql<LoadedFeature>`
    select f.id, f.layer_id as "layerId", l.kind, f.key, f.name, f.class, f.attributes, f.area_m2 as "areaM2",
      f.length_m as "lengthM", f.vertices, f.valid_from as "validFrom", f.valid_to as "validTo",
      st_asbinary(f.geometry, 'NDR') as wkb
    from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
    where ${sql.join(conditions, sql` and `)} order by f.id limit ${limit}`.execute(trx)
  return rows
}

/** SQL: the box as a geometry. */
export const envelope = ([west, south, east, north]: Box) =>
  sql`st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4490)`

/** What a revision changed: for whoever rechecks only that. Both boxes and keys are of the features that came and went. */
export async function changesOf(
  trx: Trx,
  revisionId: number,
): Promise<{ layerId: string; keys: string[]; boxes: Box[] } | null> {
  const { rows } = await sql<{ layerId: string; keys: string[] | null; boxes: Box[] | null }>`
    select r.layer_id as "layerId", array_agg(distinct f.key) filter (where f.id is not null) as keys,
      json_agg(json_build_array(st_xmin(f.geometry), st_ymin(f.geometry), st_xmax(f.geometry), st_ymax(f.geometry)))
        filter (where f.id is not null) as boxes
    from blueprint_revision r
      left join blueprint_feature f on f.layer_id = r.layer_id and (f.added_in = r.id or f.removed_in = r.id)
    where r.id = ${revisionId}::bigint group by r.layer_id`.execute(trx)
  const [row] = rows
  return row ? { layerId: row.layerId, keys: row.keys ?? [], boxes: row.boxes ?? [] } : null
}
