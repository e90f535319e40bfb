import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { type Kind, SPACES } from '../kinds.ts'
import { allowLong } from '../later.ts'
import { GAP_RULE, NOTHING_M2, SHARE_RULE } from '../rules/conflictRules.ts'
import { type ShareTarget, sharesOff, shareTargetOf } from '../rules/shares.ts'
import { meant } from '../times.ts'
import type { CheckedLayer, Tally } from './checkStore.ts'
import { type FoundConflict, knownOfWhole, saveConflicts } from './saveStore.ts'

/** A layer of one of the three spaces of a plan: of one jurisdiction, by one organization. */
interface SpaceLayer {
  id: string
  kind: Kind
  isWithdrawn: boolean
  areaM2: number
  /** A revision of it was looked through before. */
  isChecked: boolean
}

/**
 * Looks at what the three spaces of a jurisdiction are as a whole: gaps between them within its outline, and their shares
 * against the targets of their plan. After revisions only the box of what they changed is looked at for gaps.
 */
export async function recheckWholes(
  database: DatabaseHandle,
  layer: CheckedLayer,
  changedIn: readonly number[] | null,
  today: string,
  revisionId: number | null,
  tally: Tally,
): Promise<void> {
  const all = await database.asSystem((trx) => spacesBeside(trx, layer.id, today))
  const layers = all.filter(({ isWithdrawn }) => !isWithdrawn)
  const isComplete = SPACES.every((kind) => layers.some((one) => one.kind === kind))
  await database.asSystem(async (trx) => {
    const known = await knownOfWhole(trx, SHARE_RULE.code, idsOf(all))
    const found = isComplete ? await offShares(trx, layers) : []
    await saveConflicts(trx, known, found, revisionId, tally)
  })
  // The ground of a whole jurisdiction takes its time: no decision waits for it.
  const isFirst = changedIn === null || layers.some(({ isChecked }) => !isChecked)
  const found = isComplete
    ? await database.asSystem((trx) => gapOf(trx, layer, layers, isFirst ? null : changedIn, today))
    : []
  await database.asSystem(async (trx) => {
    const known = await knownOfWhole(trx, GAP_RULE.code, idsOf(all))
    await saveConflicts(trx, known, found, revisionId, tally)
  })
}

const idsOf = (layers: readonly SpaceLayer[]) => layers.map(({ id }) => id)

/** Layers of the three spaces of the same jurisdiction and organization, as large as what of them is in force. */
async function spacesBeside(trx: Trx, layerId: string, today: string): Promise<SpaceLayer[]> {
  const { rows } = await sql<SpaceLayer>`
    select l.id, l.kind, l.withdrawn_at is not null as "isWithdrawn",
      coalesce((select sum(f.area_m2) from blueprint_feature f where f.layer_id = l.id and ${meant({ asOf: today })}), 0)
        as "areaM2",
      exists (select from blueprint_check c join blueprint_revision r on r.id = c.revision_id where r.layer_id = l.id)
        as "isChecked"
    from blueprint_layer own join blueprint_layer l on l.jurisdiction_code = own.jurisdiction_code
        and l.organization_id = own.organization_id and l.is_sample = own.is_sample and l.kind = any(${[...SPACES]}::text[])
    where own.id = ${layerId}::uuid order by l.id`.execute(trx)
  return rows
}

/** The layer that stands for a kind: where there are several, the first. */
const first = (layers: readonly SpaceLayer[], kind: Kind) => layers.find((one) => one.kind === kind)?.id ?? ''

async function offShares(trx: Trx, layers: readonly SpaceLayer[]): Promise<FoundConflict[]> {
  const areas = new Map<Kind, number>()
  for (const { kind, areaM2 } of layers) areas.set(kind, (areas.get(kind) ?? 0) + areaM2)
  const off = sharesOff(areas, await targetsOf(trx, idsOf(layers)))
  return off.map(({ kind, areaM2, ...facts }) => ({
    rule: SHARE_RULE.code,
    leftLayerId: first(layers, kind),
    leftKey: '',
    rightLayerId: null,
    rightKey: '',
    wkb: null,
    areaM2,
    widthM: 0,
    facts: { kind, ...facts },
  }))
}

/** Targets for the shares that the documents behind the layers name; those of the cluster's plan for the others. */
async function targetsOf(trx: Trx, layerIds: readonly string[]): Promise<ShareTarget[]> {
  const { rows } = await sql<{ id: string; documentId: string; text: string; target: Record<string, unknown> }>`
    select c.id, c.document_id as "documentId", c.text, c.target from commitment c
    where c.kind = 'target' and c.live and c.target is not null and c.state <> 'rejected' and c.document_id in
      (select document_id from blueprint_layer where id = any(${[...layerIds]}::uuid[]))
    order by c.sort_key limit 2000`.execute(trx)
  const named = new Map<Kind, ShareTarget>()
  for (const { id, documentId, text, target } of rows) {
    const found = shareTargetOf(target, text, { commitmentId: id, documentId })
    if (found && !named.has(found.kind)) named.set(found.kind, found)
  }
  for (const [kind, percent] of Object.entries(SHARE_RULE.targets) as [Kind, number][])
    if (!named.has(kind))
      named.set(kind, { kind, percent, comparator: 'equal', quote: SHARE_RULE.source.text, from: null })
  return [...named.values()]
}

interface Gap {
  wkb: Buffer | null
  areaM2: number | null
  perimeterM: number | null
  parts: number
}

/** What no space covers of the jurisdiction's outline, as one conflict of many parts. */
async function gapOf(
  trx: Trx,
  layer: CheckedLayer,
  layers: readonly SpaceLayer[],
  changedIn: readonly number[] | null,
  today: string,
): Promise<FoundConflict[]> {
  await allowLong(trx)
  const anchor = first(layers, 'ecological_space')
  const { rows } = await sql<Gap>`
    with outline as (select geometry from jurisdiction_boundary
        where jurisdiction_code = ${layer.jurisdiction} and superseded_at is null),
      changed as (${
        changedIn === null
          ? sql`select geometry as box from outline`
          : sql`select st_setsrid(st_extent(geometry)::geometry, 4490) as box from blueprint_feature
              where added_in = any(${[...changedIn]}::bigint[]) or removed_in = any(${[...changedIn]}::bigint[])`
      }),
      frame as (select ${changedIn === null ? sql`o.geometry` : sql`st_intersection(o.geometry, c.box)`} as geometry
        from outline o, changed c),
      covered as (select st_union(f.geometry) as geometry from frame join blueprint_feature f
        on f.geometry && frame.geometry and f.layer_id = any(${idsOf(layers)}::uuid[]) and ${meant({ asOf: today })}),
      before as (select ${
        changedIn === null
          ? sql`null::geometry`
          : sql`(select st_difference(g.geometry, c.box) from blueprint_conflict g, changed c
              where g.rule = ${GAP_RULE.code} and g.left_layer_id = ${anchor}::uuid and g.state <> 'resolved')`
      } as geometry),
      gap as (select st_multi(st_collectionextract(st_union(array_remove(array[
          coalesce(st_difference(frame.geometry, covered.geometry), frame.geometry), before.geometry], null)), 3)) as geometry
        from frame, covered, before)
    select st_asbinary(geometry, 'NDR') as wkb, st_area(geometry::geography) as "areaM2",
      st_perimeter(geometry::geography) as "perimeterM", coalesce(st_numgeometries(geometry), 0) as parts
    from gap where not st_isempty(geometry)`.execute(trx)
  const [gap] = rows
  const areaM2 = gap?.areaM2 ?? 0
  if (!gap || areaM2 < NOTHING_M2) return []
  const conflict: FoundConflict = {
    rule: GAP_RULE.code,
    leftLayerId: anchor,
    leftKey: '',
    rightLayerId: null,
    rightKey: '',
    wkb: gap.wkb,
    areaM2,
    widthM: gap.perimeterM ? (2 * areaM2) / gap.perimeterM : 0,
    facts: { parts: gap.parts, jurisdiction: layer.jurisdiction },
  }
  return [conflict]
}
