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
  const differing = sql`
    from (${standing(from, knownFrom)}) a
      full join (${standing(to, knownTo)}) b on b.layer_id = a.layer_id and b.key = a.key
      join blueprint_layer l on l.id = coalesce(a.layer_id, b.layer_id)
    where a.id is distinct from b.id and (a.id is null or b.id is null or not (a.geometry = b.geometry)
      or (a.name, a.class, a.attributes) is distinct from (b.name, b.class, b.attributes))`
  const after = DIFFERENCE_PLACE.read(query.cursor)
  const { rows } = await sql<Difference>`
    select l.id as "layerId", l.name as "layerName", l.kind, coalesce(a.key, b.key) as key,
      case when a.id is null then 'added' when b.id is null then 'removed'
        when not (a.geometry = b.geometry) then 'reshaped' else 'described' end as change,
      ${side('a')} as before, ${side('b')} as after
    ${differing}
      ${after ? sql`and (l.id, coalesce(a.key, b.key)) > (${after[0]}::uuid, ${after[1]}::text)` : sql``}
    order by l.id, coalesce(a.key, b.key) limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`select count(*) as total ${differing}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? DIFFERENCE_PLACE.write(last.layerId, last.key) : null,
  }
}
