import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { distance } from './ellipsoid.ts'
import { envelope } from './features.ts'
import type { Box, Position } from './geometry/geojson.ts'
import { findLayer } from './layerStore.ts'
import { blueprintRefusals as refusals } from './refusals.ts'
import {
  FEATURE_PLACE,
  type Feature,
  type FeatureDetail,
  type FeatureList,
  type FeatureQuery,
  type Identified,
  type IdentifyQuery,
  type LayerRef,
} from './schemas/features.ts'
import { meant, onBlueprint, type Times } from './times.ts'

const COLUMNS = sql`f.id, f.layer_id as "layerId", f.key, f.name, f.class, f.attributes,
  replace(st_geometrytype(f.geometry), 'ST_', '') as "geometryType", f.area_m2 as "areaM2", f.length_m as "lengthM",
  f.vertices, json_build_array(st_xmin(f.geometry), st_ymin(f.geometry), st_xmax(f.geometry), st_ymax(f.geometry)) as bbox,
  f.valid_from as "validFrom", f.valid_to as "validTo",
  (select r.number from blueprint_revision r where r.id = f.added_in) as "addedIn",
  (select r.number from blueprint_revision r where r.id = f.removed_in) as "removedIn"`

const LAYER_REF = sql`json_build_object('id', l.id, 'kind', l.kind, 'name', l.name,
  'organization', (select o.name from organization o where o.id = l.organization_id),
  'jurisdiction', (select j.name from jurisdiction j where j.code = l.jurisdiction_code),
  'document', (select json_build_object('id', d.id, 'title', d.title) from document d where d.id = l.document_id),
  'provision', l.provision, 'provisionLabel', l.provision_label, 'quote', l.quote, 'basis', l.basis,
  'audience', l.audience, 'isSample', l.is_sample, 'revision', l.revision)`

/** Nine decimals of a degree are a tenth of a millimetre: as precise as what is stored. */
export const GEOMETRY_JSON = sql`st_asgeojson(f.geometry, 9)::json`

/**
 * The box that a query names.
 * @throws Refusal blueprint_range_invalid
 */
export function boxOfText(text: string | undefined): Box | undefined {
  if (text === undefined) return undefined
  const numbers = text.split(',').map(Number)
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = numbers
  const isBox = numbers.length === 4 && numbers.every(Number.isFinite) && west <= east && south <= north
  if (!isBox) throw refusals.rangeInvalid('bbox', 'west,south,east,north in degrees, west ≤ east, south ≤ north', text)
  return [west, south, east, north]
}

/** SQL: which features of a layer are asked for. */
function conditionsOf(layerId: string, query: Partial<FeatureQuery>): RawBuilder<unknown> {
  const box = boxOfText(query.bbox)
  const conditions = [sql`f.layer_id = ${layerId}::uuid`, meant(query)]
  if (box) conditions.push(sql`f.geometry && ${envelope(box)} and st_intersects(f.geometry, ${envelope(box)})`)
  if (query.class) conditions.push(sql`f.class = ${query.class}`)
  if (query.q) {
    const like = `%${query.q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(f.name ilike ${like} or f.key ilike ${like})`)
  }
  return sql.join(conditions, sql` and `)
}

/** One page of a layer's features, without their geometry. @throws Refusal blueprint_layer_not_found */
export async function listFeatures(trx: Trx, layerId: string, query: FeatureQuery): Promise<FeatureList> {
  const after = FEATURE_PLACE.read(query.cursor)
  await findLayer(trx, layerId)
  const where = conditionsOf(layerId, query)
  const { rows } = await sql<Feature>`select ${COLUMNS} from blueprint_feature f where ${where}
    ${after ? sql`and f.id > ${after[0]}::bigint` : sql``} order by f.id limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`
    select count(*) as total from blueprint_feature f where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? FEATURE_PLACE.write(last.id) : null,
  }
}

/** A feature with its geometry as GeoJSON and every state of its key. @throws Refusal blueprint_feature_not_found */
export async function featureDetail(trx: Trx, id: number): Promise<FeatureDetail> {
  const { rows } = await sql<FeatureDetail>`
    select ${COLUMNS}, ${LAYER_REF} as layer, ${GEOMETRY_JSON} as geometry
    from blueprint_feature f join blueprint_layer l on l.id = f.layer_id where f.id = ${id}::bigint`.execute(trx)
  const [feature] = rows
  if (!feature) throw refusals.featureNotFound(String(id))
  const { rows: history } = await sql<Feature>`
    select ${COLUMNS} from blueprint_feature f
    where f.layer_id = ${feature.layerId}::uuid and f.key = ${feature.key} order by f.id desc limit 200`.execute(trx)
  return { ...feature, history }
}

/** A GeoJSON feature of a download, as text. */
export interface FeatureText {
  id: number
  text: string
}

const DOWNLOAD_BATCH = 1000

/** A layer's features as GeoJSON texts, batch by batch. */
export async function featureTexts(
  trx: Trx,
  layerId: string,
  query: Times & { bbox?: string },
  after: number,
): Promise<FeatureText[]> {
  const { rows } = await sql<FeatureText>`
    select f.id, json_build_object('type', 'Feature', 'id', f.key, 'geometry', ${GEOMETRY_JSON}, 'properties',
      json_build_object('key', f.key, 'name', f.name, 'class', f.class, 'area_m2', f.area_m2, 'length_m', f.length_m,
        'valid_from', f.valid_from, 'valid_to', f.valid_to, 'attributes', f.attributes))::text as text
    from blueprint_feature f where ${conditionsOf(layerId, query)} and f.id > ${after}::bigint
    order by f.id limit ${DOWNLOAD_BATCH}`.execute(trx)
  return rows
}

/** SQL: what stands in the box that holds all within the metres. The index of places answers it. */
export function nearPlace({ lng, lat, metres, layers, knownAt, asOf }: IdentifyQuery): RawBuilder<Near> {
  const point = sql`st_setsrid(st_makepoint(${lng}, ${lat}), 4490)`
  // A degree of latitude has 111 km; one of longitude less, the nearer the poles.
  const up = metres / 110_000
  const across = up / Math.max(0.1, Math.cos((lat * Math.PI) / 180))
  return sql<Near>`
    select to_json(x) as feature, ${LAYER_REF} as layer,
      json_build_array(st_x(n.p), st_y(n.p)) as nearest
    from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
      cross join lateral (select st_closestpoint(f.geometry, ${point}) as p) n
      cross join lateral (select ${COLUMNS}) x
    where f.geometry && ${envelope([lng - across, lat - up, lng + across, lat + up])} and ${onBlueprint({ knownAt })}
      and ${meant({ asOf, knownAt })}
      ${layers ? sql`and f.layer_id = any(${layers}::uuid[])` : sql``}
    order by l.kind, l.name, f.id limit 500`
}

interface Near {
  feature: Feature
  layer: LayerRef
  nearest: Position
}

/** What stands at a place on a day: zones that hold it, and lines and points within some metres of it. */
export async function identify(trx: Trx, query: IdentifyQuery, today: string): Promise<Identified> {
  const { lng, lat, metres, asOf = today } = query
  const place: Position = [lng, lat]
  const { rows } = await nearPlace({ ...query, asOf }).execute(trx)
  const items = rows
    .map(({ feature, layer, nearest }) => ({ feature, layer, distanceM: distance(place, nearest) }))
    .filter(({ distanceM }) => distanceM <= Math.max(metres, 0.001))
  return { asOf, items: items.map((item) => ({ ...item, distanceM: Math.round(item.distanceM * 100) / 100 })) }
}
