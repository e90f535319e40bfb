import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../../platform/database/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import { boxOfText } from '../featureStore.ts'
import { envelope } from '../features.ts'
import { OVERLAP_RULES, sourceOf, toleranceOf } from '../rules/conflictRules.ts'
import type { Conflict, ConflictDetail, ConflictFilter, ConflictList, ConflictQuery } from '../schemas/conflicts.ts'
import { CONFLICT_PLACE } from '../schemas/conflicts.ts'
import { conflictRefusals as refusals } from './refusals.ts'

/** SQL: a side of conflict c: its layer, and the newest state of the feature, which may be gone by now. */
const side = (which: 'left' | 'right') => {
  const layer = sql.ref(`c.${which}_layer_id`)
  const key = sql.ref(`c.${which}_key`)
  return sql`(select json_build_object('layer', json_build_object('id', l.id, 'kind', l.kind, 'name', l.name,
      'organization', (select o.name from organization o where o.id = l.organization_id),
      'jurisdiction', (select json_build_object('code', j.code, 'name', j.name) from jurisdiction j
        where j.code = l.jurisdiction_code), 'isSample', l.is_sample),
    'key', ${key}, 'feature', (select json_build_object('id', f.id, 'name', f.name, 'class', f.class)
      from blueprint_feature f where f.layer_id = l.id and f.key = ${key} order by f.id desc limit 1))
    from blueprint_layer l where l.id = ${layer})`
}

const COLUMNS = sql`c.id, c.rule, c.state, c.sliver, c.area_m2 as "areaM2", c.width_m as "widthM",
  c.accepted_area_m2 as "acceptedAreaM2", c.facts,
  case when c.geometry is not null then json_build_array(st_xmin(c.geometry), st_ymin(c.geometry), st_xmax(c.geometry),
    st_ymax(c.geometry)) end as bbox,
  ${side('left')} as left, ${side('right')} as right, ${momentText('c.found_at')} as "foundAt",
  ${momentText('c.updated_at')} as "updatedAt", c.revision,
  c.state <> 'resolved' and actor_decides(c.left_layer_id, c.right_layer_id) as "mayDecide"`

/** GB/T 2260: the prefix that the codes within a place share. */
const prefixOf = (place: string) => (place === '000000' ? '' : place.replace(/(?:0000|00)$/, ''))

function conditionsOf({ rule, state, layer, jurisdiction, sliver, bbox }: ConflictFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (rule) conditions.push(sql`c.rule = ${rule}`)
  if (state) conditions.push(sql`c.state = ${state}`)
  if (layer) conditions.push(sql`${layer}::uuid in (c.left_layer_id, c.right_layer_id)`)
  if (jurisdiction)
    conditions.push(sql`exists (select from blueprint_layer l where l.id in (c.left_layer_id, c.right_layer_id)
      and l.jurisdiction_code like ${`${prefixOf(jurisdiction)}%`})`)
  if (sliver !== undefined) conditions.push(sql`c.sliver = ${sliver}`)
  const box = boxOfText(bbox)
  if (box) conditions.push(sql`c.geometry && ${envelope(box)} and st_intersects(c.geometry, ${envelope(box)})`)
  return sql.join(conditions, sql` and `)
}

/** @throws Refusal permission_missing where the actor reads no blueprint */
export async function expectReader(trx: Trx): Promise<void> {
  await sql`select actor_must('blueprint.read')`.execute(trx)
}

/** A page of the conflicts that the actor sees: those of layers that it sees both of. */
export async function listConflicts(
  trx: Trx,
  { limit, cursor, sort, ...filter }: Omit<ConflictQuery, 'limit'> & { limit: number },
): Promise<ConflictList> {
  await expectReader(trx)
  const where = conditionsOf(filter)
  const after = CONFLICT_PLACE.read(cursor)
  if (after && after[0] !== sort) throw httpRefusals.cursorInvalid()
  const key = sort === 'area' ? sql`c.area_m2` : sql`c.found_at`
  const behind = after
    ? sort === 'area'
      ? sql`and (c.area_m2, c.id) < (${after[1]}::float8, ${after[3]}::uuid)`
      : sql`and (c.found_at, c.id) < (${after[2]}::timestamptz, ${after[3]}::uuid)`
    : sql``
  const { rows } = await sql<Conflict>`select ${COLUMNS} from blueprint_conflict c where ${where} ${behind}
    order by ${key} desc, c.id desc limit ${limit + 1}`.execute(trx)
  const counted = await sql<{ total: number; areaM2: number; unchecked: number }>`
    select count(*) as total, coalesce(sum(c.area_m2), 0) as "areaM2",
      (select count(*) from blueprint_revision r
        where not exists (select from blueprint_check k where k.revision_id = r.id)) as unchecked
    from blueprint_conflict c where ${where}`.execute(trx)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const { total, areaM2, unchecked } = counted.rows[0] ?? { total: 0, areaM2: 0, unchecked: 0 }
  return {
    items: rows.slice(0, limit),
    total,
    next: last ? CONFLICT_PLACE.write(sort, last.areaM2, last.foundAt, last.id) : null,
    areaM2,
    unchecked,
  }
}

/** SQL: the sentence that a layer rests on, with its place in the newest version of its document. */
const sentence = (layer: RawBuilder<unknown>) => sql`(select json_build_object(
    'document', (select json_build_object('id', d.id, 'title', d.title) from document d where d.id = l.document_id),
    'version', p.version, 'provision', l.provision, 'provisionLabel', l.provision_label,
    'span', case when p.version is not null then json_build_array(p.span_start, p.span_end) end,
    'quote', l.quote, 'basis', l.basis)
  from blueprint_layer l left join document n on n.id = l.document_id
    left join provision p on p.document_id = l.document_id and p.version = n.newest_version and p.address = l.provision
  where l.id = ${layer})`

/** SQL: the feature's newest geometry, as it stands or as it was last. */
const shape = (which: 'left' | 'right') => sql`(select st_asgeojson(f.geometry, 9)::json from blueprint_feature f
  where f.layer_id = ${sql.ref(`c.${which}_layer_id`)} and f.key = ${sql.ref(`c.${which}_key`)} order by f.id desc limit 1)`

/**
 * A conflict with both features, the sentences behind them, and all that became of it.
 * @throws Refusal blueprint_conflict_not_found
 */
export async function conflictDetail(trx: Trx, id: string): Promise<ConflictDetail> {
  await expectReader(trx)
  const { rows } = await sql<Omit<ConflictDetail, 'source' | 'yields' | 'tolerance' | 'history'>>`
    select ${COLUMNS}, st_asgeojson(c.geometry, 12)::json as geometry, ${shape('left')} as "leftGeometry",
      ${shape('right')} as "rightGeometry", ${sentence(sql`c.left_layer_id`)} as "leftSentence",
      ${sentence(sql`c.right_layer_id`)} as "rightSentence"
    from blueprint_conflict c where c.id = ${id}::uuid`.execute(trx)
  const [conflict] = rows
  if (!conflict) throw refusals.conflictNotFound(id)
  const { rows: history } = await sql<ConflictDetail['history'][number]>`
    select e.kind, e.reason, e.area_m2 as "areaM2", ${momentText('e.at')} as at, e.user_name as "userName",
      e.organization_name as "organizationName",
      (select json_build_object('layer', l.name, 'number', r.number, 'reason', r.reason, 'userName', r.user_name)
        from blueprint_revision r join blueprint_layer l on l.id = r.layer_id where r.id = e.revision_id) as "layerRevision"
    from blueprint_conflict_entry e where e.conflict_id = ${id}::uuid order by e.id desc limit 500`.execute(trx)
  return {
    ...conflict,
    source: sourceOf(conflict.rule),
    yields: OVERLAP_RULES.find(({ code }) => code === conflict.rule)?.yields ?? null,
    tolerance: toleranceOf(conflict.rule),
    history,
  }
}

/** A conflict of a download: a GeoJSON feature as text. */
export async function conflictTexts(
  trx: Trx,
  filter: ConflictFilter,
  after: string | null,
  limit: number,
): Promise<{ id: string; text: string }[]> {
  await expectReader(trx)
  const { rows } = await sql<{ id: string; text: string }>`
    select c.id, json_build_object('type', 'Feature', 'id', c.id, 'geometry', st_asgeojson(c.geometry, 9)::json,
      'properties', json_build_object('rule', c.rule, 'state', c.state, 'sliver', c.sliver, 'area_m2', c.area_m2,
        'width_m', c.width_m, 'left_layer', (select name from blueprint_layer where id = c.left_layer_id),
        'left_key', c.left_key, 'right_layer', (select name from blueprint_layer where id = c.right_layer_id),
        'right_key', c.right_key, 'found_at', ${momentText('c.found_at')}, 'facts', c.facts))::text as text
    from blueprint_conflict c where ${conditionsOf(filter)} ${after ? sql`and c.id > ${after}::uuid` : sql``}
    order by c.id limit ${limit}`.execute(trx)
  return rows
}
