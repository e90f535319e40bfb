import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { areaOf, lengthOf } from './ellipsoid.ts'
import { type Box, boxOf, countVertices, type Geometry, joinBoxes } from './geometry/geojson.ts'
import { wkbOf } from './geometry/wkb.ts'
import { blueprintRefusals as refusals } from './refusals.ts'
import type { Layer } from './schemas/layers.ts'
import type { RevisionCounts } from './tables.ts'

/** A feature on its way into a layer; its geometry is as the blueprint keeps it. */
export interface Incoming {
  key: string
  name: string
  class: string | null
  attributes: Record<string, unknown>
  geometry: Geometry
  /** Null: as of the change's day; of what it corrects, the day that stood there. */
  validFrom: string | null
  validTo: string | null
}

/** What one revision does to its layer. */
export interface Change {
  cause: 'import' | 'edit'
  reason: string
  file?: { name: string; sha256: string }
  /** `correction`: what stood there was wrong. `succession`: it was right until the day before `day`. */
  mode: 'correction' | 'succession'
  /** ISO day from which the change is in force. What had ended before it is history, and stays unless it is named. */
  day: string
  /** What goes beside what is replaced: all of the layer that is not among the incoming, or the features of these keys. */
  removes: 'rest' | readonly string[]
}

/** Incoming features, batch by batch; called twice, and gives the same both times. */
export type Source = () => Iterable<readonly Incoming[]> | AsyncIterable<readonly Incoming[]>

export interface Written {
  revisionId: number
  number: number
  counts: RevisionCounts
}

/** For each feature of a batch: the state that stands in its place, and whether it says the same. */
interface Match {
  position: number
  id: number | null
  same: boolean | null
  /** First day of what stands there; null: nothing does. */
  stood: string | null
  /** First day of what comes, unless it says the same. */
  validFrom: string
  /** First day of another state of the same thing that would be in force on one day with it. */
  overlaps: string | null
}

/**
 * Writes one revision: what says the same stays the row that it is, what says otherwise is a new one, what is gone is
 * removed. With `succession` the state before remains, in force until the day before. All of it or nothing: the caller's
 * transaction decides.
 * @throws Refusal blueprint_key_twice, blueprint_state_overlaps, blueprint_nothing_changed, blueprint_feature_refused
 */
export async function writeRevision(
  trx: Trx,
  actor: Actor,
  layer: Layer,
  change: Change,
  source: Source,
): Promise<Written> {
  const { leaves, fresh, tally } = await compare(trx, layer.id, change, source)
  const leaving = await tallyLeaving(trx, leaves, change)
  const counts = countsOf(layer, change, tally, leaving)
  if (counts.added + counts.changed + counts.removed === 0) throw refusals.nothingChanged()

  const { id: revisionId, number } = await trx
    .insertInto('blueprint_revision')
    .values({
      layer_id: layer.id,
      cause: change.cause,
      reason: change.reason,
      counts: JSON.stringify(counts),
      file_name: change.file?.name ?? null,
      sha256: change.file?.sha256 ?? null,
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
    })
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow()
  await sql`update blueprint_feature f set removed_in = ${revisionId}::bigint
    where ${leaves}`.execute(trx)
  if (change.mode === 'succession') await keepUntil(trx, layer.id, revisionId, change.day)

  let position = 0
  for await (const batch of source()) {
    const rows = batch.flatMap((feature, index) => {
      const validFrom = fresh.get(position + index)
      return validFrom === undefined ? [] : [{ ...feature, validFrom }]
    })
    position += batch.length
    if (rows.length > 0) await insertFeatures(trx, layer.id, revisionId, rows).catch(refuse)
  }
  await announce(trx, 'blueprint.layer_changed', { layerId: layer.id, revisionId })
  await appendAudit(trx, {
    action: change.cause === 'import' ? 'blueprint.import' : 'blueprint.edit_features',
    subjectKind: 'blueprint_layer',
    subjectId: layer.id,
    after: { revision: number, reason: change.reason, ...(change.file ? { file: change.file } : {}), counts },
  })
  return { revisionId, number, counts }
}

/** What the table's own rules do not let in was not seen before: another edition of GEOS may judge otherwise. */
function refuse(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string }
  throw code === '23514' ? refusals.featureRefused(constraint ?? '') : error
}

interface Tally {
  features: number
  /** Not ended before the change's day. */
  standing: number
  /** Of these, new or said otherwise. */
  fresh: number
  added: number
  changed: number
  unchanged: number
  /** Of those that have not ended. */
  areaM2: number | null
  lengthM: number | null
  /** Of those that are new or say otherwise. */
  freshAreaM2: number | null
  freshLengthM: number | null
  bbox: Box | null
}

const NOTHING: Tally = {
  features: 0,
  standing: 0,
  fresh: 0,
  added: 0,
  changed: 0,
  unchanged: 0,
  areaM2: null,
  lengthM: null,
  freshAreaM2: null,
  freshLengthM: null,
  bbox: null,
}

/** Holds every incoming feature against what stands in its place. */
async function compare(trx: Trx, layerId: string, change: Change, source: Source) {
  const [kept, replaced, keys]: [number[], number[], string[]] = [[], [], []]
  /** Position among the incoming, and the day from which it is in force. */
  const fresh = new Map<number, string>()
  const early: Span[] = []
  const tally = { ...NOTHING }
  const spans = new Map<string, { from: string; to: string | null; number: number }[]>()
  for await (const batch of source()) {
    if (batch.length === 0) continue
    const matches = await matchBatch(trx, layerId, change, batch)
    for (const { position, id, same, stood, overlaps, ...match } of matches) {
      const feature = batch[position] as Incoming
      const validFrom = (same && stood) || match.validFrom
      const number = tally.features + position + 1
      expectOnce(spans, feature, validFrom, number)
      if (overlaps !== null) throw refusals.stateOverlaps(number, feature.key, overlaps)
      if (!same) fresh.set(number - 1, validFrom)
      if (!same && validFrom < change.day)
        early.push({ number, key: feature.key, from: validFrom, to: feature.validTo })
      if (id === null) tally.added++
      else if (same) tally.unchanged++
      else tally.changed++
      if (id !== null && same) kept.push(id)
      else if (id !== null) replaced.push(id)
      if (change.removes !== 'rest') keys.push(feature.key)
      tally.bbox = joinBoxes(tally.bbox, boxOf(feature.geometry))
      if (feature.validTo !== null && feature.validTo < change.day) continue // history is on record, and not counted
      tally.standing++
      if (!same) tally.fresh++
      const [areaM2, lengthM] = [areaOf(feature.geometry), lengthOf(feature.geometry)]
      tally.areaM2 = sum(tally.areaM2, areaM2)
      tally.lengthM = sum(tally.lengthM, lengthM)
      if (!same) tally.freshAreaM2 = sum(tally.freshAreaM2, areaM2)
      if (!same) tally.freshLengthM = sum(tally.freshLengthM, lengthM)
    }
    tally.features += batch.length
  }
  const pool = { kept, replaced, keys }
  await expectRoom(trx, layerId, change, pool, early)
  return { leaves: leavingRows(layerId, change, pool), fresh, tally }
}

/** Days on which an incoming state is in force; its place in the file counts from 1. */
interface Span {
  number: number
  key: string
  from: string
  to: string | null
}

/** Rows that are looked for at once. */
const ROOM_BATCH = 5000

/**
 * What begins before the change's day meets no history of the same thing that stays: states that had ended, and, with
 * `succession`, what was in force until the day before.
 * @throws Refusal blueprint_state_overlaps
 */
async function expectRoom(
  trx: Trx,
  layerId: string,
  { mode, day, removes }: Change,
  { kept, replaced }: Pool,
  early: readonly Span[],
): Promise<void> {
  if (mode === 'correction' && removes !== 'rest') return // looked at with each match
  const stays =
    mode === 'succession'
      ? sql`o.valid_from < ${day}::date and o.id not in (select unnest(${[...kept]}::bigint[]))`
      : sql`o.valid_to < ${day}::date and o.id not in (select unnest(${kept.concat(replaced)}::bigint[]))`
  for (let start = 0; start < early.length; start += ROOM_BATCH) {
    const spans = early.slice(start, start + ROOM_BATCH)
    const { rows } = await sql<{ n: number; from: string }>`
      select i.n::integer as n, o.valid_from as "from"
      from unnest(${spans.map(({ key }) => key)}::text[], ${spans.map(({ from }) => from)}::date[],
          ${spans.map(({ to }) => to)}::date[]) with ordinality i (key, valid_from, valid_to, n)
        join blueprint_feature o on o.layer_id = ${layerId}::uuid and o.key = i.key and o.removed_in is null
          and daterange(o.valid_from, least(o.valid_to, ${day}::date - 1), '[]')
            && daterange(i.valid_from, i.valid_to, '[]')
      where ${stays} order by i.n limit 1`.execute(trx)
    const [met] = rows
    const span = met && spans[met.n - 1]
    if (met && span) throw refusals.stateOverlaps(span.number, span.key, met.from)
  }
}

const sum = (one: number | null, other: number | null) => (one === null ? other : one + (other ?? 0))

/** Of one thing there is one state on a day. @throws Refusal blueprint_key_twice */
function expectOnce(
  spans: Map<string, { from: string; to: string | null; number: number }[]>,
  { key, validTo }: Incoming,
  from: string,
  number: number,
): void {
  const others = spans.get(key) ?? []
  const other = others.find((one) => (one.to === null || one.to >= from) && (validTo === null || validTo >= one.from))
  if (other) throw refusals.keyTwice(key, other.number, number)
  others.push({ from, to: validTo, number })
  spans.set(key, others)
}

/** SQL arrays of a batch, as `i (n, key, name, class, attributes, wkb, valid_from, valid_to)`. */
const unnested = (batch: readonly Incoming[]) => sql`
  unnest(${batch.map(({ key }) => key)}::text[], ${batch.map(({ name }) => name)}::text[],
    ${batch.map((one) => one.class)}::text[], ${batch.map(({ attributes }) => JSON.stringify(attributes))}::jsonb[],
    ${batch.map(({ geometry }) => wkbOf(geometry))}::bytea[], ${batch.map(({ validFrom }) => validFrom)}::date[],
    ${batch.map(({ validTo }) => validTo)}::date[])
    with ordinality i (key, name, class, attributes, wkb, valid_from, valid_to, n)`

async function matchBatch(trx: Trx, layerId: string, change: Change, batch: readonly Incoming[]): Promise<Match[]> {
  const isSuccession = change.mode === 'succession'
  const day = sql`${change.day}::date`
  // A file that gives days tells of the past and the future as well: those states stand under their own first day.
  const isOfDay = sql`(i.valid_from is null or i.valid_from <= ${day} and (i.valid_to is null or i.valid_to >= ${day}))`
  const inForce = sql`f.valid_from <= ${day} and (f.valid_to is null or f.valid_to >= ${day})`
  const stands = isSuccession
    ? sql`case when ${isOfDay} then ${inForce} else f.valid_from = i.valid_from end`
    : sql`(i.valid_from is null or f.valid_from = i.valid_from)`
  const validFrom = isSuccession
    ? sql`case when ${isOfDay} and m.id is not null then ${day} else coalesce(i.valid_from, ${day}) end`
    : sql`coalesce(i.valid_from, m.valid_from, ${day})`
  // Where all else goes, or ends, there is nothing to overlap with.
  const overlaps =
    isSuccession || change.removes === 'rest'
      ? sql`null::date`
      : sql`(select o.valid_from from blueprint_feature o where o.layer_id = ${layerId}::uuid and o.key = i.key
          and o.removed_in is null and o.id is distinct from m.id and not (o.key = any(${[...change.removes]}::text[]))
          and daterange(o.valid_from, o.valid_to, '[]') && daterange(${validFrom}, i.valid_to, '[]') limit 1)`
  const { rows } = await sql<Match>`
    select i.n::integer - 1 as position, m.id, m.valid_from as stood, ${validFrom} as "validFrom",
      m.geometry = st_geomfromwkb(i.wkb, 4490) and (m.name, m.class, m.attributes, m.valid_to)
        is not distinct from (i.name, i.class, i.attributes, i.valid_to) as same,
      ${overlaps} as overlaps
    from ${unnested(batch)}
      left join lateral (select f.* from blueprint_feature f where f.layer_id = ${layerId}::uuid and f.key = i.key
        and f.removed_in is null and ${stands} order by (${inForce}) desc, f.valid_from desc limit 1) m on true
    order by i.n`.execute(trx)
  return rows
}

/** Ids of rows that say the same as what comes, ids of those that it replaces, and its keys where they are few. */
interface Pool {
  kept: readonly number[]
  replaced: readonly number[]
  keys: readonly string[]
}

/** SQL: which of the layer's rows (f) a change takes away. */
function leavingRows(layerId: string, { mode, day, removes }: Change, { kept, replaced, keys }: Pool) {
  const standing = sql`f.layer_id = ${layerId}::uuid and f.removed_in is null`
  const notEnded = sql`(f.valid_to is null or f.valid_to >= ${day}::date)`
  const notKept = kept.length > 0 ? sql`f.id not in (select unnest(${[...kept]}::bigint[]))` : sql`true`
  const named = mode === 'succession' ? sql`false` : sql`f.id in (select unnest(${[...replaced]}::bigint[]))`
  if (removes === 'rest') return sql`${standing} and ${notKept} and (${notEnded} or ${named})`
  // A succession also takes the place of what was to follow.
  return mode === 'succession'
    ? sql`${standing} and ${notKept} and ${notEnded} and f.key = any(${[...keys, ...removes]}::text[])`
    : sql`${standing} and (f.id = any(${[...replaced]}::bigint[]) or f.key = any(${[...removes]}::text[]))`
}

interface Leaving {
  count: number
  /** Of which so many had not ended. */
  standing: number
  areaM2: number | null
  lengthM: number | null
}

async function tallyLeaving(trx: Trx, leaves: RawBuilder<unknown>, { day }: Change): Promise<Leaving> {
  const { rows } = await sql<Leaving>`
    select count(distinct f.key) as count, count(*) filter (where s.stands) as standing,
      sum(f.area_m2) filter (where s.stands) as "areaM2", sum(f.length_m) filter (where s.stands) as "lengthM"
    from blueprint_feature f
      cross join lateral (select f.valid_to is null or f.valid_to >= ${day}::date as stands) s
    where ${leaves}`.execute(trx)
  return rows[0] ?? { count: 0, standing: 0, areaM2: null, lengthM: null }
}

function countsOf(layer: Layer, { removes }: Change, tally: Tally, leaving: Leaving): RevisionCounts {
  const { added, changed } = tally
  const removed = Math.max(0, leaving.count - changed)
  if (removes === 'rest') {
    const { standing: total, unchanged, areaM2, lengthM, bbox } = tally
    return { added, changed, removed, unchanged, total, areaM2, lengthM, bbox }
  }
  // Few of many: what the layer held, without what leaves, with what comes.
  const total = Math.max(0, layer.features - leaving.standing + tally.fresh)
  return {
    added,
    changed,
    removed,
    unchanged: Math.max(0, total - added - changed),
    total,
    areaM2: difference(layer.areaM2, leaving.areaM2, tally.freshAreaM2),
    lengthM: difference(layer.lengthM, leaving.lengthM, tally.freshLengthM),
    bbox: joinBoxes(layer.bbox, tally.bbox),
  }
}

function difference(before: number | null, leaving: number | null, fresh: number | null): number | null {
  if (before === null && fresh === null) return null
  return Math.max(0, (before ?? 0) - (leaving ?? 0) + (fresh ?? 0))
}

/** What was in force until the day before stays so: the same state once more, with its last day. */
async function keepUntil(trx: Trx, layerId: string, revisionId: number, day: string): Promise<void> {
  await sql`
    insert into blueprint_feature (layer_id, key, name, class, attributes, geometry, area_m2, length_m, vertices, valid_from,
      valid_to, added_in)
    select layer_id, key, name, class, attributes, geometry, area_m2, length_m, vertices, valid_from, ${day}::date - 1,
      ${revisionId}::bigint
    from blueprint_feature where layer_id = ${layerId}::uuid and removed_in = ${revisionId}::bigint
      and valid_from < ${day}::date`.execute(trx)
}

async function insertFeatures(
  trx: Trx,
  layerId: string,
  revisionId: number,
  batch: readonly (Incoming & { validFrom: string })[],
): Promise<void> {
  await sql`
    insert into blueprint_feature (layer_id, key, name, class, attributes, geometry, area_m2, length_m, vertices, valid_from,
      valid_to, added_in)
    select ${layerId}::uuid, i.key, i.name, i.class, i.attributes, st_geomfromwkb(i.wkb, 4490), m.area, m.length, m.vertices,
      i.valid_from, i.valid_to, ${revisionId}::bigint
    from ${unnested(batch)}
      join unnest(${batch.map(({ geometry }) => areaOf(geometry))}::float8[],
        ${batch.map(({ geometry }) => lengthOf(geometry))}::float8[],
        ${batch.map(({ geometry }) => countVertices(geometry))}::integer[]) with ordinality m (area, length, vertices, n)
        on m.n = i.n
    order by i.n`.execute(trx)
}
