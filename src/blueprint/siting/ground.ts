import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Kind } from '../kinds.ts'
import { DESIGNATIONS } from '../rules/sitingRules.ts'
import type { LayerSaid, Near, SitingResult } from '../schemas/siting.ts'
import { meant, onBlueprint, type Times } from '../times.ts'
import { sitingRefusals as refusals } from './refusals.ts'
import { type Site, shapeOfWkb } from './site.ts'

/** What may stand on one site; more is a survey, not a site. */
const MOST_FEATURES = 5000
const MOST_VERTICES = 2_000_000
/** How many stations and how many water sources are named. */
const NEAREST = 3
/** As many are measured as lie near by degrees, since a degree is not as long to the east as to the north. */
const MEASURED = 40

/** A feature of the ground as it is sent to be assessed. */
export interface StoredFeature {
  id: number
  layerId: string
  kind: Kind
  class: string | null
  key: string
  name: string
  wkb: Buffer
}

/** The features that meet the site, of every layer that the actor sees. @throws Refusal siting_too_large */
export async function featuresOn(trx: Trx, site: Site, times: Times): Promise<StoredFeature[]> {
  const ground = shapeOfWkb(site.wkb)
  const { rows } = await sql<StoredFeature & { vertices: number }>`
    select f.id, f.layer_id as "layerId", l.kind, f.class, f.key, f.name, f.vertices,
      st_asbinary(f.geometry, 'NDR') as wkb
    from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
    where ${onBlueprint(times)} and ${meant(times)} and f.geometry && ${ground} and st_intersects(f.geometry, ${ground})
    order by f.id limit ${MOST_FEATURES + 1}`.execute(trx)
  if (rows.length > MOST_FEATURES) throw refusals.tooLarge('zones and lines on it', MOST_FEATURES)
  if (rows.reduce((sum, { vertices }) => sum + vertices, 0) > MOST_VERTICES)
    throw refusals.tooLarge('positions of what stands on it', MOST_VERTICES)
  return rows.map(({ vertices: _, ...feature }) => feature)
}

/** What of the site nothing says the use of. */
export async function unknownGround(trx: Trx, site: Site, times: Times): Promise<SitingResult['unknown']> {
  const ground = shapeOfWkb(site.wkb)
  const { rows } = await sql<{ area: number; length: number; places: number; left: number }>`
    with site as (select ${ground} as g),
      covered as (select st_union(st_intersection(f.geometry, site.g)) as g
        from site, blueprint_feature f join blueprint_layer l on l.id = f.layer_id
        where ${onBlueprint(times)} and l.kind = any(${[...DESIGNATIONS]}::text[]) and ${meant(times)}
          and f.geometry && site.g and st_dimension(f.geometry) = 2 and st_intersects(f.geometry, site.g)),
      bare as (select coalesce(st_difference(site.g, covered.g), site.g) as g from site, covered)
    select st_area(bare.g::geography) as area, st_length(bare.g::geography) as length,
      st_npoints(site.g) as places, st_npoints(bare.g) as left from site, bare`.execute(trx)
  const { area = 0, length = 0, places = 1, left = 1 } = rows[0] ?? {}
  const share = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 1)
  if (site.areaM2 !== null) return { areaM2: area, lengthM: null, share: share(area, site.areaM2) }
  if (site.lengthM !== null) return { areaM2: null, lengthM: length, share: share(length, site.lengthM) }
  return { areaM2: null, lengthM: null, share: share(left, places) }
}

/** The nearest of a kind, by the geodesic from the site's edge. */
export async function nearestOf(trx: Trx, kind: Kind, site: Site, times: Times): Promise<Near[]> {
  const ground = shapeOfWkb(site.wkb)
  const { rows } = await sql<Near>`
    with near as materialized (
      select f.* from blueprint_feature f
      where f.layer_id in (select l.id from blueprint_layer l where l.kind = ${kind} and ${onBlueprint(times)})
        and ${meant(times)}
      order by st_distance(f.geometry, ${ground}) limit ${MEASURED})
    select f.id as "featureId", f.layer_id as "layerId", f.key, f.name, f.class,
      st_distance(f.geometry::geography, ${ground}::geography) as "distanceM"
    from near f order by "distanceM", f.id limit ${NEAREST}`.execute(trx)
  return rows
}

/** Conflicts that are open on the site's ground now, slivers left out, and the layers that they name. */
export async function openConflictsOn(
  trx: Trx,
  site: Site,
): Promise<{ conflicts: SitingResult['conflicts']; between: string[] }> {
  const ground = shapeOfWkb(site.wkb)
  const { rows } = await sql<SitingResult['conflicts'][number] & { between: (string | null)[] }>`
    select c.id, json_build_array(c.left_layer_id, c.right_layer_id) as between, c.rule, c.area_m2 as "areaM2", (select l.name from blueprint_layer l where l.id = c.left_layer_id) as left,
      (select l.name from blueprint_layer l where l.id = c.right_layer_id) as right
    from blueprint_conflict c
    where c.state = 'open' and not c.sliver and c.geometry && ${ground} and st_intersects(c.geometry, ${ground})
    order by c.area_m2 desc, c.id limit 100`.execute(trx)
  return {
    conflicts: rows.map(({ between: _, ...conflict }) => conflict),
    between: rows.flatMap(({ between }) => between.filter((id) => id !== null)),
  }
}

/** The jurisdictions whose outlines the site meets, the larger first. */
export async function jurisdictionsOf(trx: Trx, site: Site): Promise<SitingResult['site']['jurisdictions']> {
  const ground = shapeOfWkb(site.wkb)
  const { rows } = await sql<{ code: string; name: string }>`
    select j.code, j.name from jurisdiction_boundary b join jurisdiction j on j.code = b.jurisdiction_code
    where b.superseded_at is null and b.geometry && ${ground} and st_intersects(b.geometry, ${ground})
    order by j.code limit 20`.execute(trx)
  return rows
}

/** The layers that were asked, each with its revision then; those that are named are said more of. */
export async function layersAsked(
  trx: Trx,
  named: readonly string[],
  times: Times,
): Promise<Pick<SitingResult, 'layers' | 'revisions'>> {
  const { knownAt } = times
  const revision = knownAt
    ? sql`coalesce((select max(r.number) from blueprint_revision r
        where r.layer_id = l.id and r.at <= ${knownAt}::timestamptz), 0)`
    : sql`l.revision`
  const { rows: layers } = await sql<LayerSaid>`
    select l.id, l.kind, l.name, (select o.name from organization o where o.id = l.organization_id) as organization,
      ${revision} as revision, l.is_sample as "isSample",
      concat_ws('：', (select d.title from document d where d.id = l.document_id), nullif(l.provision_label, ''),
        nullif(l.quote, ''), nullif(l.basis, '')) as basis
    from blueprint_layer l where l.id = any(${[...named]}::uuid[]) order by l.kind, l.name, l.id`.execute(trx)
  const { rows: revisions } = await sql<SitingResult['revisions'][number]>`
    select l.id as "layerId", ${revision} as revision
    from blueprint_layer l where ${onBlueprint(times)} order by l.kind, l.name, l.id`.execute(trx)
  return { layers, revisions }
}
