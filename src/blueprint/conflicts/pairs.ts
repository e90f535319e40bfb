import { sql } from 'kysely'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { type CheckedLayer, groundAround, groundOfKeys, type KeyLoad, type Tally } from './checkStore.ts'
import type { Collision } from './collide.ts'
import { collideApart } from './collideApart.ts'
import { type FoundConflict, knownOverlaps, saveConflicts } from './saveStore.ts'

/** What is looked at in one go, so that memory stays bounded: keys and their vertices, and a page of what is around them. */
const BATCH_KEYS = 1000
const BATCH_VERTICES = 400_000
const PAGE = { features: 10_000, vertices: 400_000 } as const

/** Looks for the conflicts of some features of a layer, and brings what stands into line; `note` is part of that. */
export async function recheckKeys(
  database: DatabaseHandle,
  layer: CheckedLayer,
  keys: readonly string[],
  revisionId: number | null,
  today: string,
  tally: Tally,
  note?: (trx: Trx) => Promise<void>,
): Promise<void> {
  const found: FoundConflict[] = []
  const read = await database.asSystem(async (trx) => ({
    changed: await groundOfKeys(trx, layer.id, keys, today),
    page: await groundAround(trx, layer, keys, today, 0, PAGE),
  }))
  const { changed } = read
  let { page } = read
  for (let last = page.at(-1); changed.length > 0 && last; last = page.at(-1)) {
    const { id, isLast } = last
    const collisions = await collideApart({ changed, around: page })
    for (const collision of collisions) found.push(await foundOf(database, collision, today))
    if (isLast) break
    page = await database.asSystem((trx) => groundAround(trx, layer, keys, today, id, PAGE))
  }
  await database.asSystem(async (trx) => {
    const known = await knownOverlaps(trx, layer.id, keys)
    await saveConflicts(trx, known, unique(found), revisionId, tally)
    await note?.(trx)
  })
}

/** A pair of two changed features may be found from both sides, on two pages. */
function unique(found: readonly FoundConflict[]): FoundConflict[] {
  const names = ({ rule, leftLayerId, leftKey, rightLayerId, rightKey }: FoundConflict) =>
    JSON.stringify([rule, leftLayerId, leftKey, rightLayerId, rightKey])
  return [...new Map(found.filter(({ areaM2 }) => areaM2 > 0).map((one) => [names(one), one])).values()]
}

async function foundOf(database: DatabaseHandle, collision: Collision, today: string): Promise<FoundConflict> {
  const { rule, left, right, areaM2, widthM, wkb, coarser } = collision
  const conflict = {
    rule,
    leftLayerId: left.layerId,
    leftKey: left.key,
    rightLayerId: right.layerId,
    rightKey: right.key,
    wkb,
    areaM2,
    widthM,
    facts: coarser ? { way: 'coarser' } : {},
  }
  if (wkb) return conflict
  // The overlay is not sure: the database's own engine says it, and the conflict says that it did.
  const said = await database.asSystem((trx) => askDatabase(trx, collision, today))
  return { ...conflict, ...said, facts: { way: 'database' } }
}

async function askDatabase(trx: Trx, { left, right }: Collision, today: string) {
  const shape = ({ layerId, key }: Collision['left']) => sql`(select st_makevalid(geometry) from blueprint_feature
    where layer_id = ${layerId}::uuid and key = ${key} and removed_in is null and valid_from <= ${today}::date
      and (valid_to is null or valid_to >= ${today}::date))`
  const { rows } = await sql<{ wkb: Buffer | null; areaM2: number | null; perimeterM: number | null }>`
    select st_asbinary(o, 'NDR') as wkb, st_area(o::geography) as "areaM2", st_perimeter(o::geography) as "perimeterM"
    from (select st_multi(st_collectionextract(st_intersection(${shape(left)}, ${shape(right)}), 3)) as o) x`.execute(
    trx,
  )
  const { wkb = null, areaM2, perimeterM } = rows[0] ?? {}
  return { wkb, areaM2: areaM2 ?? 0, widthM: perimeterM ? (2 * (areaM2 ?? 0)) / perimeterM : 0 }
}

/** Keys in batches of so many keys and vertices; neighbours stay together. */
export function* batchesOf(keys: readonly KeyLoad[]): Generator<string[]> {
  let batch: string[] = []
  let load = 0
  for (const { key, vertices } of keys) {
    if (batch.length === BATCH_KEYS || (batch.length > 0 && load + vertices > BATCH_VERTICES)) {
      yield batch
      batch = []
      load = 0
    }
    batch.push(key)
    load += vertices
  }
  if (batch.length > 0) yield batch
}
