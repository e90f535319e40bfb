import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { cursorOf } from '../../platform/http/index.ts'
import { type Columns, FilterError, filterSql, parseFilter } from '../cql2/index.ts'
import { envelope } from '../features.ts'
import type { Box } from '../geometry/geojson.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import { MOST_VERTICES } from './documents.ts'

export const ITEM_PLACE = cursorOf('ogc-items', 'integer')

/** What is asked of a collection's items, checked. */
export interface ItemWish {
  limit: number
  /** The feature after which to go on. */
  after?: number | undefined
  bbox?: Box | undefined
  days?: { from: string | null; to: string | null } | undefined
  filter?: string | undefined
  filterLatitudeFirst: boolean
  /** Plain comparisons of properties: `key=…`. */
  equals: Readonly<Record<string, string>>
  latitudeFirst: boolean
}

/** Properties that every feature has, beside its attributes; they win over attributes of the same name. */
export const PROPERTIES = {
  key: { column: sql`f.key`, type: 'text' },
  name: { column: sql`f.name`, type: 'text' },
  class: { column: sql`f.class`, type: 'text' },
  valid_from: { column: sql`f.valid_from`, type: 'date' },
  valid_to: { column: sql`f.valid_to`, type: 'date' },
  area_m2: { column: sql`f.area_m2`, type: 'number' },
  length_m: { column: sql`f.length_m`, type: 'number' },
  vertices: { column: sql`f.vertices`, type: 'number' },
} as const

const columnsFor = (latitudeFirst: boolean): Columns => ({
  known: PROPERTIES,
  text: (name) => sql`(f.attributes ->> ${name}::text)`,
  number: (name) =>
    sql`(case when jsonb_typeof(f.attributes -> ${name}::text) = 'number' then (f.attributes ->> ${name}::text)::double precision end)`,
  geometry: ['geometry', 'geom'],
  geometryColumn: sql`f.geometry`,
  latitudeFirst,
})

/** @throws Refusal ogc_filter_invalid */
function conditionsOf(layerId: string, wish: ItemWish): RawBuilder<unknown> {
  const conditions = [sql`f.layer_id = ${layerId}::uuid`, sql`f.removed_in is null`]
  const { bbox, days, filter, equals } = wish
  if (bbox) conditions.push(sql`f.geometry && ${envelope(bbox)} and st_intersects(f.geometry, ${envelope(bbox)})`)
  if (days?.from) conditions.push(sql`(f.valid_to is null or f.valid_to >= ${days.from}::date)`)
  if (days?.to) conditions.push(sql`f.valid_from <= ${days.to}::date`)
  for (const [name, value] of Object.entries(equals)) {
    const known = PROPERTIES[name as keyof typeof PROPERTIES]
    conditions.push(sql`(${known.column})::text = ${value}`)
  }
  if (filter !== undefined) conditions.push(filterOf(filter, wish.filterLatitudeFirst))
  return sql.join(conditions, sql` and `)
}

function filterOf(filter: string, latitudeFirst: boolean): RawBuilder<unknown> {
  try {
    return filterSql(parseFilter(filter), columnsFor(latitudeFirst))
  } catch (error) {
    if (error instanceof FilterError) throw refusals.ogcFilterInvalid(error.message)
    throw error
  }
}

const geometryOf = (latitudeFirst: boolean) =>
  latitudeFirst ? sql`st_asgeojson(st_flipcoordinates(f.geometry), 9)::json` : sql`st_asgeojson(f.geometry, 9)::json`

const featureText = (latitudeFirst: boolean) => sql`
  json_build_object('type', 'Feature', 'id', f.id, 'geometry', ${geometryOf(latitudeFirst)}, 'properties',
    f.attributes || jsonb_build_object('key', f.key, 'name', f.name, 'class', f.class, 'valid_from', f.valid_from,
      'valid_to', f.valid_to, 'area_m2', f.area_m2, 'length_m', f.length_m, 'vertices', f.vertices))::text`

export interface ItemPage {
  /** GeoJSON features as texts. */
  texts: string[]
  matched: number
  next: string | null
}

/**
 * One page of a layer's features: as many as were asked for, or fewer where they have very many vertices.
 * @throws Refusal ogc_filter_invalid
 */
export async function listItems(
  trx: Trx,
  layerId: string,
  wish: ItemWish,
  mostVertices = MOST_VERTICES,
): Promise<ItemPage> {
  const where = conditionsOf(layerId, wish)
  try {
    const { rows } = await sql<{ id: number; text: string; more: boolean }>`
      with asked as (
          select f.id, f.vertices from blueprint_feature f where ${where}
            ${wish.after === undefined ? sql`` : sql`and f.id > ${wish.after}::bigint`}
          order by f.id limit ${wish.limit + 1}),
        page as (select id from (select id, row_number() over (order by id) as place,
            sum(vertices) over (order by id) - vertices as before from asked) a
          where place <= ${wish.limit} and before < ${mostVertices}::bigint)
      select f.id, ${featureText(wish.latitudeFirst)} as text, (select max(id) from asked) > (select max(id) from page) as more
      from page join blueprint_feature f on f.layer_id = ${layerId}::uuid and f.id = page.id
      order by f.id`.execute(trx)
    const counted = await sql<{ matched: number }>`
      select count(*) as matched from blueprint_feature f where ${where}`.execute(trx)
    const last = rows.at(-1)
    return {
      texts: rows.map(({ text }) => text),
      matched: counted.rows[0]?.matched ?? 0,
      next: last?.more ? ITEM_PLACE.write(last.id) : null,
    }
  } catch (error) {
    throw fault(error) ?? error
  }
}

/** What PostGIS or PostgreSQL say of a shape or pattern that is none. */
function fault(error: unknown): Error | null {
  const { code, message } = error as { code?: string; message?: string }
  const isFilter = code === 'XX000' || code === '22025' || code === '42883' || code === '22P02'
  return isFilter ? refusals.ogcFilterInvalid(message ?? 'a value that is none') : null
}

/** One feature as GeoJSON text. @throws Refusal blueprint_feature_not_found */
export async function findItem(trx: Trx, layerId: string, id: number, latitudeFirst: boolean): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select ${featureText(latitudeFirst)} as text from blueprint_feature f
    where f.layer_id = ${layerId}::uuid and f.id = ${id}::bigint and f.removed_in is null`.execute(trx)
  const [found] = rows
  if (!found) throw refusals.featureNotFound(String(id))
  return found.text
}

/** A list of collections has links even where it is empty: who may not read is refused. */
export async function expectReader(trx: Trx): Promise<void> {
  await sql`select actor_must('blueprint.read')`.execute(trx)
}

/** Attributes that a layer's features have, and whether they are numbers: of some hundred of them. */
export async function attributesOf(trx: Trx, layerId: string): Promise<{ name: string; isNumber: boolean }[]> {
  const { rows } = await sql<{ name: string; isNumber: boolean }>`
    select a.key as name, bool_and(jsonb_typeof(a.value) = 'number') as "isNumber"
    from (select f.attributes from blueprint_feature f where f.layer_id = ${layerId}::uuid and f.removed_in is null
        order by f.id limit 300) s
      cross join lateral jsonb_each(s.attributes) a
    group by a.key order by a.key limit 200`.execute(trx)
  return rows
}
