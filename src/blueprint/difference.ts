import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { DIFFERENCE_PLACE, type Difference, type DifferenceList, type DifferenceQuery } from './schemas/features.ts'
import { meant, onBlueprint } from './times.ts'

/** SQL: one side of a difference as JSON. */
const side = (name: string) => {
  const column = (of: string) => sql.ref(`${name}.${of}`)
  return sql`case when ${column('id')} is not null then json_build_object('id', ${column('id')}, 'name', ${column('name')},
    'class', ${column('class')}, 'areaM2', ${column('area_m2')}, 'lengthM', ${column('length_m')},
    'validFrom', ${column('valid_from')}, 'validTo', ${column('valid_to')},
    'geometry', st_asgeojson(${column('geometry')}, 9)::json) end`
}

/**
 * What differs between the blueprint of two days: features that came, went, were given another shape, or are described in
 * another way. Each side as it is known now, or as it was known at a moment.
 */
export async function listDifferences(trx: Trx, query: DifferenceQuery): Promise<DifferenceList> {
  const { from, to, knownFrom, knownTo, layer, limit } = query
  const ofLayers = layer ? sql`f.layer_id = any(${layer}::uuid[])` : sql`true`
  const standing = (asOf: string, knownAt: string | undefined) => sql`
    select f.* from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
    where ${ofLayers} and ${onBlueprint({ knownAt })} and ${meant({ asOf, knownAt })}`
  // Both blueprints are held against each other once: the page and its count are of what was found then.
  const differing = sql`
    select coalesce(a.layer_id, b.layer_id) as "layerId", coalesce(a.key, b.key) as key, a.id as before, b.id as after,
      case when a.id is null then 'added' when b.id is null then 'removed'
        when not (a.geometry = b.geometry) then 'reshaped' else 'described' end as change
    from (${standing(from, knownFrom)}) a
      full join (${standing(to, knownTo)}) b on b.layer_id = a.layer_id and b.key = a.key
    where a.id is distinct from b.id and (a.id is null or b.id is null or not (a.geometry = b.geometry)
      or (a.name, a.class, a.attributes) is distinct from (b.name, b.class, b.attributes))`
  const after = DIFFERENCE_PLACE.read(query.cursor)
  const { rows } = await sql<{ total: number; items: Difference[] }>`
    with differing as materialized (${differing}), page as (
      select * from differing
      ${after ? sql`where ("layerId", key) > (${after[0]}::uuid, ${after[1]}::text)` : sql``}
      order by "layerId", key limit ${limit + 1})
    select (select count(*) from differing) as total, coalesce((
      select json_agg(json_build_object('layerId', l.id, 'layerName', l.name, 'kind', l.kind, 'key', d.key,
        'change', d.change, 'before', ${side('a')}, 'after', ${side('b')}) order by d."layerId", d.key)
      from page d join blueprint_layer l on l.id = d."layerId"
        left join blueprint_feature a on a.id = d.before left join blueprint_feature b on b.id = d.after), '[]') as items
    `.execute(trx)
  const { total = 0, items = [] } = rows[0] ?? {}
  const last = items.length > limit ? items[limit - 1] : undefined
  return {
    items: items.slice(0, limit),
    total,
    next: last ? DIFFERENCE_PLACE.write(last.layerId, last.key) : null,
  }
}
