import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { gazetteerRefusals as refusals } from './refusals.ts'
import type {
  Cluster,
  Jurisdiction,
  JurisdictionList,
  JurisdictionQuery,
  JurisdictionRef,
  OutlineCollection,
  OutlineQuery,
} from './schemas.ts'
import { JURISDICTION_PLACE } from './schemas.ts'

/** A jurisdiction as others refer to it; null where the code is null. */
const refOf = (alias: string): RawBuilder<JurisdictionRef | null> =>
  sql`case when ${sql.ref(`${alias}.code`)} is null then null else json_build_object('code', ${sql.ref(`${alias}.code`)},
    'name', ${sql.ref(`${alias}.name`)}, 'shortName', ${sql.ref(`${alias}.short_name`)}) end`

const BOUNDARY = sql<
  'official' | 'orientation' | 'none'
>`case when b.official then 'official' when b.id is not null then 'orientation' else 'none' end`

const CURRENT_BOUNDARY = sql`left join jurisdiction_boundary b on b.jurisdiction_code = j.code and b.superseded_at is null`

/** Jurisdictions in the order of their codes. */
export async function listJurisdictions(trx: Trx, query: JurisdictionQuery): Promise<JurisdictionList> {
  const { q, level, parent, cluster, on, limit } = query
  const conditions = [sql`true`]
  if (q) conditions.push(sql`(j.name like ${contains(q)} or ${q} = any(j.abbreviations) or j.code like ${`${q}%`})`)
  if (level) conditions.push(sql`j.level = ${level}`)
  if (parent) conditions.push(sql`j.parent_code = ${parent}`)
  if (cluster)
    conditions.push(sql`j.code in (select jurisdiction_code from cluster_member where cluster_id = ${cluster})`)
  if (on)
    conditions.push(
      sql`coalesce(j.valid_from, '-infinity') <= ${on}::date and coalesce(j.valid_to, 'infinity') >= ${on}::date`,
    )
  const where = sql.join(conditions, sql` and `)
  const after = JURISDICTION_PLACE.read(query.cursor)?.[0]
  const { rows } = await sql<Jurisdiction & { total: number }>`
    select j.code, j.level, j.name, j.short_name as "shortName", j.abbreviations, ${refOf('p')} as parent,
      j.valid_from as "validFrom", j.valid_to as "validTo", ${refOf('s')} as successor, j.source, j.confidence,
      ${BOUNDARY} as boundary
    from jurisdiction j ${CURRENT_BOUNDARY}
    left join jurisdiction p on p.code = j.parent_code
    left join jurisdiction s on s.code = j.successor_code
    where ${where} ${after === undefined ? sql`` : sql`and j.code > ${after}`}
    order by j.code limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total from jurisdiction j where ${where}`.execute(trx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    total: counted.rows[0]?.total ?? 0,
    next: rows.length > limit && last ? JURISDICTION_PLACE.write(last.code) : null,
  }
}

/** `%` and `_` of a search text mean themselves. */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

/**
 * Current outlines as GeoJSON: those of a cluster's members and their provinces, of given codes, or of a level.
 * What is asked for by cluster or code and has no outline is listed as missing.
 */
export async function findOutlines(trx: Trx, query: OutlineQuery): Promise<OutlineCollection> {
  const { cluster, codes, level, tolerance = 0 } = query
  const conditions = [sql`true`]
  if (codes) conditions.push(sql`j.code = any(${codes.split(',')}::text[])`)
  if (cluster)
    conditions.push(sql`(j.code in (select jurisdiction_code from cluster_member where cluster_id = ${cluster})
      or j.code in (select left(jurisdiction_code, 2) || '0000' from cluster_member where cluster_id = ${cluster}))`)
  if (level) conditions.push(sql`j.level = ${level}`)
  if (!codes && !cluster) conditions.push(sql`b.id is not null`)
  const shape =
    tolerance > 0 ? sql`ST_SimplifyPreserveTopology(b.geometry, ${tolerance}::double precision)` : sql`b.geometry`
  const { rows } = await sql<OutlineRow>`
    select j.code, j.name, j.short_name, j.level, j.abbreviation, b.official, b.source, b.note,
      exists (select from cluster_member m where m.jurisdiction_code = j.code
        ${cluster ? sql`and m.cluster_id = ${cluster}` : sql``}) as member,
      ST_AsGeoJSON(${shape}, 5) as geometry, ST_X(ST_PointOnSurface(b.geometry)) as longitude,
      ST_Y(ST_PointOnSurface(b.geometry)) as latitude
    from jurisdiction j ${CURRENT_BOUNDARY}
    where ${sql.join(conditions, sql` and `)} order by j.code`.execute(trx)
  const drawn = rows.filter((row) => row.geometry !== null)
  return {
    type: 'FeatureCollection',
    official: drawn.length > 0 && drawn.every((row) => row.official === true),
    sources: [...new Set(drawn.map((row) => row.source ?? ''))],
    missing: rows
      .filter((row) => row.geometry === null)
      .map(({ code, name, short_name }) => ({ code, name, shortName: short_name })),
    features: drawn.map((row) => ({
      type: 'Feature',
      id: row.code,
      properties: {
        code: row.code,
        name: row.name,
        shortName: row.short_name,
        level: row.level,
        abbreviation: row.abbreviation,
        member: row.member,
        official: row.official === true,
        source: row.source ?? '',
        note: row.note,
        label: [row.longitude, row.latitude].map((degrees) => Math.round(degrees * 1e5) / 1e5),
      },
      geometry: JSON.parse(row.geometry ?? 'null'),
    })),
  }
}

interface OutlineRow {
  code: string
  name: string
  short_name: string
  level: Jurisdiction['level']
  abbreviation: string | null
  official: boolean | null
  source: string | null
  note: string | null
  member: boolean
  geometry: string | null
  longitude: number
  latitude: number
}

/** All clusters with their members, in the order in which their plans list them. */
export async function listClusters(trx: Trx): Promise<Cluster[]> {
  const { rows } = await sql<Cluster>`
    select c.id, c.name, c.english_name as "englishName", c.sample, c.source, c.note,
      case when o.id is null then null
        else json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name) end as "coordinatingOrganization",
      (select coalesce(json_agg(json_build_object('jurisdiction', ${refOf('j')}, 'province', ${refOf('p')},
          'level', j.level, 'part', m.part, 'boundary', ${BOUNDARY}) order by m.position), '[]')
        from cluster_member m
        join jurisdiction j on j.code = m.jurisdiction_code
        join jurisdiction p on p.code = left(m.jurisdiction_code, 2) || '0000'
        ${CURRENT_BOUNDARY}
        where m.cluster_id = c.id) as members
    from cluster c left join organization o on o.id = c.coordinating_organization_id
    order by c.name`.execute(trx)
  return rows
}

/** @throws Refusal cluster_not_found */
export async function findCluster(trx: Trx, id: string): Promise<Cluster> {
  const found = (await listClusters(trx)).find((cluster) => cluster.id === id)
  if (!found) throw refusals.clusterNotFound(id)
  return found
}
