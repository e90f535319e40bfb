import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { envelope } from '../features.ts'
import type { Box } from '../geometry/geojson.ts'
import type { Kind } from '../kinds.ts'
import type { SitingResult } from '../schemas/siting.ts'

/** A shape of the picture, thinned out to what its dots show. */
export interface Shape {
  kind: Kind
  /** GeoJSON: whatever the thinning leaves. */
  geometry: { type: string; coordinates: unknown }
}

/** What the picture of a siting is drawn from. */
export interface Scene {
  box: Box
  features: Shape[]
  outlines: { name: string; geometry: Shape['geometry'] }[]
}

/** The picture is as wide as so many dots: finer than that nothing is drawn. */
export const WIDTH_PX = 720
export const HEIGHT_PX = 520
/** Features that a picture still shows apart. */
const MOST = 1500
/** At least so much of the country is shown around a point (degrees). */
const LEAST_DEGREES = 0.02

/** The box of the picture: the site with room around it, in the picture's proportions. */
export function boxAround([west, south, east, north]: Box): Box {
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const across = Math.cos((y * Math.PI) / 180)
  const proportion = WIDTH_PX / HEIGHT_PX
  const height = Math.max((north - south) * 1.7, ((east - west) * 1.7 * across) / proportion, LEAST_DEGREES)
  const width = (height * proportion) / across
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2]
}

/** What stands in the picture: the touched features as they were then, and the outlines of jurisdictions. */
export async function sceneOf(trx: Trx, { site, touched, nearest }: SitingResult): Promise<Scene> {
  const box = boxAround(site.bbox)
  const dot = (box[2] - box[0]) / WIDTH_PX
  const ids = [...touched, ...nearest.stations, ...nearest.waterSources].map(({ featureId }) => featureId)
  const thin = (column: string) =>
    sql`st_asgeojson(st_simplifypreservetopology(st_intersection(${sql.ref(column)}, ${envelope(box)}), ${dot / 2}), 6)::json`
  const { rows: features } = await sql<Shape>`
    select l.kind, ${thin('f.geometry')} as geometry
    from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
    where f.id = any(${ids}::bigint[]) and st_intersects(f.geometry, ${envelope(box)}) limit ${MOST}`.execute(trx)
  const { rows: outlines } = await sql<Scene['outlines'][number]>`
    select j.name, ${thin('b.geometry')} as geometry
    from jurisdiction_boundary b join jurisdiction j on j.code = b.jurisdiction_code
    where b.superseded_at is null and b.geometry && ${envelope(box)} and st_intersects(b.geometry, ${envelope(box)})
    order by j.code limit 40`.execute(trx)
  return { box, features, outlines }
}
