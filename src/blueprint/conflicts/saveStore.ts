import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { isSliver, type Known, type Outcome, OVERLAP_RULES, outcomeOf } from '../rules/conflictRules.ts'
import type { Tally } from './checkStore.ts'

/** A conflict as a check found it. */
export interface FoundConflict {
  readonly rule: string
  readonly leftLayerId: string
  readonly leftKey: string
  readonly rightLayerId: string | null
  readonly rightKey: string
  /** Null: there is nothing to draw (a share). */
  readonly wkb: Uint8Array | null
  readonly areaM2: number
  readonly widthM: number
  readonly facts: Readonly<Record<string, unknown>>
}

/** A conflict that stands in the database. */
export interface KnownConflict extends Known {
  readonly id: string
  readonly rule: string
  readonly leftLayerId: string
  readonly leftKey: string
  readonly rightLayerId: string | null
  readonly rightKey: string
}

type Named = Pick<FoundConflict, 'rule' | 'leftLayerId' | 'leftKey' | 'rightLayerId' | 'rightKey'>

/** What a conflict is told apart by. */
export const identityOf = ({ rule, leftLayerId, leftKey, rightLayerId, rightKey }: Named): string =>
  JSON.stringify([rule, leftLayerId, leftKey, rightLayerId, rightKey])

const KNOWN = sql`id, rule, left_layer_id as "leftLayerId", left_key as "leftKey", right_layer_id as "rightLayerId",
  right_key as "rightKey", state, area_m2 as "areaM2", accepted_area_m2 as "acceptedAreaM2"`

/**
 * Conflicts of overlap that one of the layer's keys is part of; of any key where none are given. Who decides on one of
 * them is waited for: what is accepted meanwhile is held against what was found as well.
 */
export async function knownOverlaps(
  trx: Trx,
  layerId: string,
  keys: readonly string[] | null,
): Promise<KnownConflict[]> {
  const rules = OVERLAP_RULES.map(({ code }) => code)
  const some = (column: string) => (keys ? sql`and ${sql.ref(column)} = any(${[...keys]}::text[])` : sql``)
  const { rows } = await sql<KnownConflict>`
    select ${KNOWN} from blueprint_conflict where id in (
      select id from blueprint_conflict
      where rule = any(${rules}::text[]) and left_layer_id = ${layerId}::uuid ${some('left_key')}
      union all
      select id from blueprint_conflict
      where rule = any(${rules}::text[]) and right_layer_id = ${layerId}::uuid ${some('right_key')})
    order by id for no key update`.execute(trx)
  return rows
}

/** Conflicts of one rule that are of these layers as a whole. */
export async function knownOfWhole(trx: Trx, rule: string, layerIds: readonly string[]): Promise<KnownConflict[]> {
  const { rows } = await sql<KnownConflict>`
    select ${KNOWN} from blueprint_conflict
    where rule = ${rule} and left_layer_id = any(${[...layerIds]}::uuid[]) order by id for no key update`.execute(trx)
  return rows
}

interface Act {
  readonly outcome: Exclude<Outcome, 'found' | 'same'>
  readonly known: KnownConflict
  readonly found: FoundConflict | null
}

/**
 * Brings what stands into line with what was found: adds what is new, changes what is other, opens again what came back
 * or grew beyond what was accepted, resolves what is gone; what was accepted before it went is so when it comes back. Each of these is an entry of its history.
 */
export async function saveConflicts(
  trx: Trx,
  known: readonly KnownConflict[],
  found: readonly FoundConflict[],
  revisionId: number | null,
  tally: Tally,
): Promise<void> {
  const standing = new Map(known.map((one) => [identityOf(one), one]))
  const fresh: FoundConflict[] = []
  const acts: Act[] = []
  const seen: string[] = []
  for (const one of found) {
    const stands = standing.get(identityOf(one))
    standing.delete(identityOf(one))
    const outcome = outcomeOf(one.rule, stands ?? null, one.areaM2)
    if (!stands) fresh.push(one)
    else if (outcome === 'same') seen.push(stands.id)
    else if (outcome !== 'found') acts.push({ outcome, known: stands, found: one })
  }
  for (const gone of standing.values())
    if (outcomeOf(gone.rule, gone, null) === 'resolved') acts.push({ outcome: 'resolved', known: gone, found: null })
  await addConflicts(trx, fresh, revisionId)
  await changeConflicts(trx, acts, revisionId)
  if (seen.length > 0 && revisionId !== null)
    await sql`update blueprint_conflict set last_seen_in = ${revisionId}::bigint
      where id = any(${seen}::uuid[]) and (last_seen_in is null or last_seen_in < ${revisionId}::bigint)`.execute(trx)
  tally.found += fresh.length
  for (const { outcome } of acts) {
    if (outcome === 'changed' || outcome === 'restored') tally.changed++
    else if (outcome === 'resolved') tally.resolved++
    else tally.reopened++
  }
}

/** A geometry of a parameter, or none. */
const GEOMETRY = sql`case when i.wkb is not null then st_geomfromwkb(i.wkb, 4490) end`

async function addConflicts(trx: Trx, fresh: readonly FoundConflict[], revisionId: number | null): Promise<void> {
  if (fresh.length === 0) return
  await sql`
    with added as (
      insert into blueprint_conflict (rule, left_layer_id, left_key, right_layer_id, right_key, geometry, area_m2, width_m,
        facts, sliver, found_in, last_seen_in)
      select i.rule, i.left_layer, i.left_key, i.right_layer, i.right_key, ${GEOMETRY}, i.area, i.width, i.facts, i.sliver,
        ${revisionId}::bigint, ${revisionId}::bigint
      from unnest(${fresh.map(({ rule }) => rule)}::text[], ${fresh.map(({ leftLayerId }) => leftLayerId)}::uuid[],
        ${fresh.map(({ leftKey }) => leftKey)}::text[], ${fresh.map(({ rightLayerId }) => rightLayerId)}::uuid[],
        ${fresh.map(({ rightKey }) => rightKey)}::text[], ${fresh.map(({ wkb }) => (wkb ? Buffer.from(wkb) : null))}::bytea[],
        ${fresh.map(({ areaM2 }) => areaM2)}::float8[], ${fresh.map(({ widthM }) => widthM)}::float8[],
        ${fresh.map(({ facts }) => JSON.stringify(facts))}::jsonb[],
        ${fresh.map(({ rule, areaM2, widthM }) => isSliver(rule, areaM2, widthM))}::boolean[])
        i (rule, left_layer, left_key, right_layer, right_key, wkb, area, width, facts, sliver)
      returning id, area_m2)
    insert into blueprint_conflict_entry (conflict_id, kind, area_m2, revision_id)
    select id, 'found', area_m2, ${revisionId}::bigint from added`.execute(trx)
}

const ENTRY_KINDS = {
  returned: 'reopened',
  restored: 'restored',
  grown: 'reopened',
  changed: 'changed',
  resolved: 'resolved',
} as const

async function changeConflicts(trx: Trx, acts: readonly Act[], revisionId: number | null): Promise<void> {
  if (acts.length === 0) return
  const areas = acts.map(({ found }) => found?.areaM2 ?? 0)
  const widths = acts.map(({ found }) => found?.widthM ?? 0)
  await sql`
    update blueprint_conflict c set
      geometry = case when i.outcome = 'resolved' then c.geometry else ${GEOMETRY} end,
      area_m2 = case when i.outcome = 'resolved' then c.area_m2 else i.area end,
      width_m = case when i.outcome = 'resolved' then c.width_m else i.width end,
      facts = coalesce(i.facts, c.facts), sliver = case when i.outcome = 'resolved' then c.sliver else i.sliver end,
      state = case i.outcome when 'resolved' then 'resolved' when 'restored' then 'accepted' when 'changed' then c.state
        else 'open' end,
      accepted_area_m2 = case when i.outcome in ('changed', 'restored', 'resolved') then c.accepted_area_m2 end,
      revision = c.revision + 1, updated_at = clock_now(),
      last_seen_in = case when i.outcome = 'resolved' then c.last_seen_in else coalesce(${revisionId}::bigint, c.last_seen_in) end
    from unnest(${acts.map(({ known }) => known.id)}::uuid[], ${acts.map(({ outcome }) => outcome)}::text[],
      ${acts.map(({ found }) => (found?.wkb ? Buffer.from(found.wkb) : null))}::bytea[], ${areas}::float8[],
      ${widths}::float8[], ${acts.map(({ found }) => (found ? JSON.stringify(found.facts) : null))}::jsonb[],
      ${acts.map(({ known }, place) => isSliver(known.rule, areas[place] ?? 0, widths[place] ?? 0))}::boolean[])
      i (id, outcome, wkb, area, width, facts, sliver)
    where c.id = i.id`.execute(trx)
  await sql`
    insert into blueprint_conflict_entry (conflict_id, kind, reason, area_m2, revision_id)
    select * from unnest(${acts.map(({ known }) => known.id)}::uuid[],
      ${acts.map(({ outcome }) => ENTRY_KINDS[outcome])}::text[],
      ${acts.map(({ outcome }) => (outcome === 'returned' || outcome === 'grown' ? outcome : ''))}::text[],
      ${areas}::float8[], ${acts.map(() => revisionId)}::bigint[])`.execute(trx)
}
