import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type { Kind } from '../kinds.ts'
import { isDue } from '../later.ts'
import { kindsAgainst } from '../rules/conflictRules.ts'
import type { RevisionCause } from '../tables.ts'
import { meant } from '../times.ts'
import type { Ground } from './collide.ts'

/** A layer as the check looks at it. */
export interface CheckedLayer {
  readonly id: string
  readonly kind: Kind
  readonly isWithdrawn: boolean
  readonly jurisdiction: string
  readonly organizationId: string
  readonly isSample: boolean
}

/** A change that was not looked through yet. */
export interface Unchecked {
  readonly revisionId: number
  readonly cause: RevisionCause
  readonly layer: CheckedLayer
}

/** A key of a layer, and how many vertices its features have. */
export interface KeyLoad {
  readonly key: string
  readonly vertices: number
}

const LAYER = sql`json_build_object('id', l.id, 'kind', l.kind,
  'isWithdrawn', l.withdrawn_at is not null, 'jurisdiction', l.jurisdiction_code, 'organizationId', l.organization_id,
  'isSample', l.is_sample)`

/** Revisions that were not looked through yet, in their order; those that failed only when they have waited. */
export async function uncheckedRevisions(trx: Trx, limit: number): Promise<Unchecked[]> {
  const { rows } = await sql<Unchecked>`
    select r.id as "revisionId", r.cause, ${LAYER} as layer
    from blueprint_revision r join blueprint_layer l on l.id = r.layer_id
    where not exists (select from blueprint_check c where c.revision_id = r.id)
      and ${isDue(sql`'check ' || r.id`)}
    order by r.id limit ${limit}`.execute(trx)
  return rows
}

/** Keys that a revision touched, neighbours on the ground one after the other (PostGIS sorts geometries along a curve). */
export async function keysOfRevision(trx: Trx, layerId: string, revisionId: number): Promise<KeyLoad[]> {
  const { rows } = await sql<KeyLoad>`
    select key, vertices from (
      select distinct on (key) key, geometry, vertices from blueprint_feature
      where layer_id = ${layerId}::uuid and (added_in = ${revisionId}::bigint or removed_in = ${revisionId}::bigint)
      order by key, added_in desc) f
    order by geometry`.execute(trx)
  return rows
}

/** All keys that a layer holds now, in the same order. */
export async function keysOfLayer(trx: Trx, layerId: string): Promise<KeyLoad[]> {
  const { rows } = await sql<KeyLoad>`
    select key, vertices from blueprint_feature where layer_id = ${layerId}::uuid and removed_in is null
    order by geometry`.execute(trx)
  return rows
}

/** What comes into force on one of these days, or ended on the day before it. */
const turning = (after: string, until: string) => sql<boolean>`f.removed_in is null
  and (f.valid_from > ${after}::date and f.valid_from <= ${until}::date
    or f.valid_to >= ${after}::date and f.valid_to < ${until}::date)`

/** Notes the layers of which something turned, to be looked at one by one. */
export async function noteTurns(trx: Trx, after: string, until: string): Promise<void> {
  await sql`insert into blueprint_turn (day, since, layer_id)
    select distinct ${until}::date, ${after}::date, f.layer_id from blueprint_feature f where ${turning(after, until)}
    on conflict do nothing`.execute(trx)
}

/** A layer of which something turned. */
export interface Turn {
  readonly day: string
  readonly since: string
  readonly layer: CheckedLayer
}

/** What such a turn is called while it waits after a failure. */
export const turnName = ({ day, layer }: Turn) => `turn ${day} ${layer.id}`

/** Turns that were not looked at yet. */
export async function uncheckedTurns(trx: Trx): Promise<Turn[]> {
  const { rows } = await sql<Turn>`
    select t.day::text as day, t.since::text as since, ${LAYER} as layer
    from blueprint_turn t join blueprint_layer l on l.id = t.layer_id
    where t.checked_at is null and ${isDue(sql`'turn ' || t.day || ' ' || l.id`)}
    order by t.day, l.id`.execute(trx)
  return rows
}

/** Notes that turns were looked at: what rests on their layers is to be measured. */
export async function noteTurnsChecked(trx: Trx, turns: readonly Turn[]): Promise<void> {
  await sql`update blueprint_turn t set checked_at = clock_now()
    from unnest(${turns.map(({ day }) => day)}::date[], ${turns.map(({ layer }) => layer.id)}::uuid[]) u (day, layer_id)
    where (t.day, t.layer_id) = (u.day, u.layer_id)`.execute(trx)
}

/** Keys of a layer that turn, neighbours one after the other. */
export async function keysTurning(trx: Trx, layerId: string, after: string, until: string): Promise<KeyLoad[]> {
  const { rows } = await sql<KeyLoad>`
    select key, vertices from (
      select f.key, sum(f.vertices)::integer as vertices, min(f.id) as first from blueprint_feature f
      where f.layer_id = ${layerId}::uuid and ${turning(after, until)} group by f.key) k
    order by (select geometry from blueprint_feature f where f.id = k.first)`.execute(trx)
  return rows
}

const GROUND = sql`f.layer_id as "layerId", f.key, f.class, l.kind,
  st_asbinary(f.geometry, 'NDR') as wkb`

/** Zones of the keys that are in force on the day. */
export async function groundOfKeys(
  trx: Trx,
  layerId: string,
  keys: readonly string[],
  today: string,
): Promise<Ground[]> {
  const { rows } = await sql<Ground>`
    select ${GROUND} from blueprint_feature f join blueprint_layer l on l.id = f.layer_id
    where f.layer_id = ${layerId}::uuid and f.key = any(${[...keys]}::text[]) and ${meant({ asOf: today })}
      and geometrytype(f.geometry) = 'MULTIPOLYGON' and l.withdrawn_at is null`.execute(trx)
  return rows
}

/** How much a page of what is around holds: so many features, and no more vertices than one feature beyond so many. */
export interface PageSize {
  readonly features: number
  readonly vertices: number
}

/** A zone around, and whether its page is the last one. */
export type Around = Ground & { id: number; isLast: boolean }

/**
 * A page of the zones that the layer's keys may be in conflict with: of other layers by the rules, and of their own. Their
 * boxes meet (an index tells); after the id of the last one of the page before.
 */
export async function groundAround(
  trx: Trx,
  layer: CheckedLayer,
  keys: readonly string[],
  today: string,
  after: number,
  size: PageSize,
): Promise<Around[]> {
  const { rows } = await sql<Around>`
    with partner as materialized (select id from blueprint_layer
        where kind = any(${kindsAgainst(layer.kind)}::text[]) and withdrawn_at is null),
      changed as materialized (select geometry from blueprint_feature f where f.layer_id = ${layer.id}::uuid
        and f.key = any(${[...keys]}::text[]) and ${meant({ asOf: today })}
        and geometrytype(f.geometry) = 'MULTIPOLYGON'),
      near as (select distinct f.id, f.vertices from changed c
        join blueprint_feature f on f.geometry && c.geometry and ${meant({ asOf: today })}
          and f.layer_id in (select id from partner) and f.id > ${after}::bigint
          and geometrytype(f.geometry) = 'MULTIPOLYGON'
        order by f.id limit ${size.features + 1}),
      page as (select id from (select id, sum(vertices) over (order by id) - vertices as before from near) n
        where before < ${size.vertices}::bigint order by id limit ${size.features})
    select f.id, (select count(*) from near) = (select count(*) from page) as "isLast", ${GROUND} from page join blueprint_feature f on f.id = page.id join blueprint_layer l on l.id = f.layer_id
    order by f.id`.execute(trx)
  return rows
}

/** Notes that a revision was looked through. */
export async function noteCheck(trx: Trx, revisionId: number, features: number, tally: Tally, milliseconds: number) {
  await sql`
    insert into blueprint_check (revision_id, features, found, changed, reopened, resolved, milliseconds)
    values (${revisionId}::bigint, ${features}, ${tally.found}, ${tally.changed}, ${tally.reopened}, ${tally.resolved},
      ${Math.round(milliseconds)}) on conflict do nothing`.execute(trx)
}

/** What a check did to conflicts. */
export interface Tally {
  found: number
  changed: number
  reopened: number
  resolved: number
}
export const emptyTally = (): Tally => ({ found: 0, changed: 0, reopened: 0, resolved: 0 })

/** The last day that was looked at. */
export async function lastDay(trx: Trx): Promise<string | null> {
  const { rows } = await sql<{ day: string | null }>`select max(day)::text as day from blueprint_check_day`.execute(trx)
  return rows[0]?.day ?? null
}

/** Notes that what came into force by this day was looked at. */
export async function noteDay(trx: Trx, today: string): Promise<void> {
  await sql`insert into blueprint_check_day (day) values (${today}::date) on conflict do nothing`.execute(trx)
}
