import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import type { ExportColumn } from '../platform/http/index.ts'
import { expectReader } from './conflicts/list.ts'
import { boxOfText } from './featureStore.ts'
import { envelope } from './features.ts'
import { IN_VIEW_PLACE, type InView, type InViewFilter, type InViewList, type InViewQuery } from './schemas/inView.ts'
import { meant, onBlueprint } from './times.ts'
import { CLASS_WORDS, KIND_WORDS } from './words.ts'

/** Rows of a download that are read in one transaction. */
const PORTION = 500

/** SQL: which features of `f`, of layers `l`, a map shows. @throws Refusal blueprint_range_invalid */
function conditionsOf({ bbox, layers, q, ...times }: InViewFilter): RawBuilder<unknown> {
  const conditions = [onBlueprint(times), meant(times)]
  const box = boxOfText(bbox)
  if (box) conditions.push(sql`f.geometry && ${envelope(box)} and st_intersects(f.geometry, ${envelope(box)})`)
  if (layers) conditions.push(sql`f.layer_id = any(${layers}::uuid[])`)
  if (q) {
    const like = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(f.name ilike ${like} or f.key ilike ${like})`)
  }
  return sql.join(conditions, sql` and `)
}

/** One page of what stands within a box, layer by layer: the way into the map for who does not see it. */
export async function listInView(trx: Trx, query: InViewQuery): Promise<InViewList> {
  await expectReader(trx)
  const where = conditionsOf(query)
  const after = IN_VIEW_PLACE.read(query.cursor)
  const { rows } = await sql<InView>`
    select f.id, f.key, f.name, f.class, page.kind, f.layer_id as "layerId", page.layer as "layerName",
      f.area_m2 as "areaM2", f.length_m as "lengthM",
      json_build_array(st_xmin(f.geometry), st_ymin(f.geometry), st_xmax(f.geometry), st_ymax(f.geometry)) as bbox,
      json_build_array(st_x(st_pointonsurface(f.geometry)), st_y(st_pointonsurface(f.geometry))) as at,
      f.valid_from as "validFrom", f.valid_to as "validTo"
    from (
      select f.id, l.kind, l.name as layer from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
      where ${where}
      ${after ? sql`and (l.kind, l.name, f.id) > (${after[0]}::text, ${after[1]}::text, ${after[2]}::bigint)` : sql``}
      order by l.kind, l.name, f.id limit ${query.limit + 1}
    ) page join blueprint_feature f on f.id = page.id order by page.kind, page.layer, f.id`.execute(trx)
  const counted = await sql<{ total: number }>`
    select count(*) as total from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
    where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? IN_VIEW_PLACE.write(last.kind, last.layerName, last.id) : null,
  }
}

/** All of it, each page in a transaction of its own. */
export async function* everyInView(
  database: DatabaseHandle,
  actor: Actor,
  filter: InViewFilter,
): AsyncGenerator<InView> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listInView(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const rounded = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100)

export const IN_VIEW_COLUMNS: readonly ExportColumn<InView>[] = [
  { title: '名称', value: ({ name }) => name },
  { title: '编号', value: ({ key }) => key },
  { title: '类别', value: ({ kind }) => KIND_WORDS[kind] },
  { title: '图层', value: ({ layerName }) => layerName },
  { title: '分类', value: (row) => (row.class === null ? '' : (CLASS_WORDS[row.class] ?? row.class)) },
  { title: '面积(平方米)', value: ({ areaM2 }) => rounded(areaM2) },
  { title: '长度(米)', value: ({ lengthM }) => rounded(lengthM) },
  { title: '经度', value: ({ at }) => at[0] },
  { title: '纬度', value: ({ at }) => at[1] },
  { title: '有效期自', value: ({ validFrom }) => validFrom },
  { title: '有效期至', value: ({ validTo }) => validTo },
]
