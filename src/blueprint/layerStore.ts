import { type RawBuilder, sql } from 'kysely'
import { momentText, type Trx } from '../platform/database/index.ts'
import { awaitTurn } from '../platform/http/index.ts'
import { KIND_CODES, KINDS } from './kinds.ts'
import { blueprintRefusals as refusals } from './refusals.ts'
import {
  type KindList,
  LAYER_PLACE,
  type Layer,
  type LayerList,
  type LayerQuery,
  REVISION_PLACE,
  type Revision,
  type RevisionList,
  type RevisionQuery,
} from './schemas/layers.ts'
import { onBlueprint, type Times } from './times.ts'

/** SQL: the newest revision of layer l, as `n`. */
const NEWEST = sql`left join blueprint_revision n on n.layer_id = l.id and n.number = l.revision`

/** SQL: whether the actor keeps layer l: its own, or one of the cluster that it coordinates. */
const MAY_EDIT = sql`(select actor_may('blueprint.import')) and (l.organization_id = (select actor_organization_id())
  or l.jurisdiction_code::text like any ((select actor_coordinated_places())::text[]))`

const COLUMNS = sql`l.id, l.kind, l.name,
  (select json_build_object('code', j.code, 'name', j.name, 'shortName', j.short_name)
    from jurisdiction j where j.code = l.jurisdiction_code) as jurisdiction,
  (select json_build_object('id', o.id, 'name', o.name, 'shortName', o.short_name)
    from organization o where o.id = l.organization_id) as organization,
  (select json_build_object('id', d.id, 'title', d.title) from document d where d.id = l.document_id) as document,
  l.provision, l.provision_label as "provisionLabel", l.quote, l.basis, l.audience, l.is_sample as "isSample",
  l.version, l.revision, ${momentText('n.at')} as "revisedAt", coalesce((n.counts ->> 'total')::integer, 0) as features,
  (n.counts ->> 'areaM2')::double precision as "areaM2", (n.counts ->> 'lengthM')::double precision as "lengthM",
  nullif(n.counts -> 'bbox', 'null') as bbox, ${momentText('l.created_at')} as "createdAt",
  ${momentText('l.withdrawn_at')} as "withdrawnAt", l.withdrawn_reason as "withdrawnReason", (${MAY_EDIT}) as "mayEdit"`

/** GB/T 2260: the prefix that the codes within a place share. */
const prefixOf = (place: string) => (place === '000000' ? '' : place.replace(/(?:0000|00)$/, ''))

function conditionsOf(query: Partial<LayerQuery>): RawBuilder<unknown> {
  const { kind, place, organization, document, provision, withdrawn } = query
  const conditions = [sql`true`]
  if (kind) conditions.push(sql`l.kind = ${kind}`)
  if (place) conditions.push(sql`l.jurisdiction_code like ${`${prefixOf(place)}%`}`)
  if (organization) conditions.push(sql`l.organization_id = ${organization}::uuid`)
  if (document) conditions.push(sql`l.document_id = ${document}::uuid`)
  if (provision) conditions.push(sql`l.provision = ${provision}`)
  if (!withdrawn) conditions.push(sql`l.withdrawn_at is null`)
  return sql.join(conditions, sql` and `)
}

/** Layers that the actor sees, by kind and name. */
export async function listLayers(trx: Trx, query: LayerQuery): Promise<LayerList> {
  const where = conditionsOf(query)
  const after = LAYER_PLACE.read(query.cursor)
  const { rows } = await sql<Layer>`select ${COLUMNS} from blueprint_layer l ${NEWEST} where ${where}
    ${after ? sql`and (l.kind, l.name, l.id) > (${after[0]}::text, ${after[1]}::text, ${after[2]}::uuid)` : sql``}
    order by l.kind, l.name, l.id limit ${query.limit + 1}`.execute(trx)
  const counted = await sql<{ total: number }>`
    select count(*) as total from blueprint_layer l where ${where}`.execute(trx)
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return {
    items: rows.slice(0, query.limit),
    total: counted.rows[0]?.total ?? 0,
    next: last ? LAYER_PLACE.write(last.kind, last.name, last.id) : null,
  }
}

/** @throws Refusal blueprint_layer_not_found */
export async function findLayer(trx: Trx, id: string): Promise<Layer> {
  const { rows } = await sql<Layer>`
    select ${COLUMNS} from blueprint_layer l ${NEWEST} where l.id = ${id}::uuid`.execute(trx)
  const [layer] = rows
  if (!layer) throw refusals.layerNotFound(id)
  return layer
}

/**
 * A layer whose features are given out: it was on the blueprint at the moment that is asked for.
 * @throws Refusal blueprint_layer_not_found, blueprint_layer_taken_off
 */
export async function shownLayer(trx: Trx, id: string, times: Times = {}): Promise<Layer> {
  const layer = await findLayer(trx, id)
  const { rows } = await sql<{ shown: boolean }>`
    select ${onBlueprint(times)} as shown from blueprint_layer l where l.id = ${id}::uuid`.execute(trx)
  if (!rows[0]?.shown) throw refusals.layerTakenOff(layer.name, layer.withdrawnReason ?? '')
  return layer
}

/**
 * A layer that the actor is about to change.
 * @throws Refusal blueprint_layer_not_found, blueprint_layer_not_yours
 */
export async function keptLayer(trx: Trx, id: string): Promise<Layer> {
  const layer = await findLayer(trx, id)
  if (!layer.mayEdit) throw refusals.layerNotYours(layer.name, layer.organization.name)
  return layer
}

/** The same, and it takes changes. @throws Refusal blueprint_layer_withdrawn and those of `keptLayer` */
export async function openLayer(trx: Trx, id: string): Promise<Layer> {
  const layer = await keptLayer(trx, id)
  if (layer.withdrawnAt) throw refusals.layerWithdrawn(layer.name, layer.withdrawnReason ?? '')
  return layer
}

/**
 * The same, for whoever is about to write a revision: who writes one already is waited for, so that what is compared is
 * what stands.
 * @throws Refusal those of `openLayer`
 */
export async function layerInTurn(trx: Trx, id: string): Promise<Layer> {
  await awaitTurn(trx, 'blueprint_layer', id)
  return openLayer(trx, id)
}

/** Every revision of a layer, the newest first. @throws Refusal blueprint_layer_not_found */
export async function listRevisions(trx: Trx, layerId: string, page: RevisionQuery): Promise<RevisionList> {
  const after = REVISION_PLACE.read(page.cursor)
  const { revision } = await findLayer(trx, layerId)
  const { rows } = await sql<Revision>`
    select id, number, cause, reason, counts, file_name as "fileName", sha256, ${momentText('at')} as at,
      user_name as "userName", organization_name as "organizationName"
    from blueprint_revision where layer_id = ${layerId}::uuid
      ${after ? sql`and number < ${after[0]}::integer` : sql``}
    order by number desc limit ${page.limit + 1}`.execute(trx)
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined
  return { items: rows.slice(0, page.limit), total: revision, next: last ? REVISION_PLACE.write(last.number) : null }
}

/** The catalogue of kinds, and how many layers of each the actor sees. */
export async function listKinds(trx: Trx): Promise<KindList> {
  await sql`select actor_must('blueprint.read')`.execute(trx)
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*) as count from blueprint_layer where withdrawn_at is null group by kind`.execute(trx)
  const counts = new Map(rows.map(({ kind, count }) => [kind, count]))
  return {
    items: KIND_CODES.map((kind) => ({
      kind,
      shape: KINDS[kind].shape,
      classes: [...KINDS[kind].classes],
      layers: counts.get(kind) ?? 0,
    })),
  }
}
