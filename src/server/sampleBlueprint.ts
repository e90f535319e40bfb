import { sql } from 'kysely'
import { addLayer, editFeatures, type Kind } from '../blueprint/index.ts'
import type { Actor } from '../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { actorsOf, type SampleUser } from './sampleCatalogue.ts'
import { drawTerritory, type SampleLayer } from './sampleLayers.ts'

/** A correction in a year's review of the plans: so that two days differ. */
const BEGUN = '2018-01-01'
const REVIEWED = '2024-07-01'
const AT = '02:00:00Z'

/** Titles of provisions of the sample's plans that kinds of layers rest on; others rest on the law. */
const PROVISIONS: Partial<Record<Kind, string>> = {
  urban_space: '明确空间用途',
  agricultural_space: '明确空间用途',
  ecological_space: '明确空间用途',
  urban_boundary: '守牢三条红线',
  permanent_farmland: '守牢三条红线',
  ecological_red_line: '严守三条红线',
  coastline: '管住海岸线',
}
const LAW: Partial<Record<Kind, string>> = {
  sea_zone: '《中华人民共和国海域使用管理法》第十条（海洋功能区划）',
  nature_reserve: '《中华人民共和国自然保护区条例》第十八条',
  water_source: '《中华人民共和国水污染防治法》第六十三条',
}
const OTHERWISE = '示例依据：规划附图'

/**
 * Draws layers for the sample cluster on the outlines of its sample, with the functions that people use: three spaces and
 * three lines that fit each other but for some conflicts planted in them, sea zones, the coast, reserves, water sources,
 * roads, stations and sites; and a review that changed some of it later. Nothing follows any real line. Only where no
 * layer is; a load that was cut off goes on where it was.
 * @returns true when anything was added
 */
export async function loadSampleBlueprint(
  database: DatabaseHandle,
  user: SampleUser,
  onProgress: (step: string) => void = () => {},
): Promise<boolean> {
  const actors = actorsOf(user)
  const keeper = actors.find(({ organizationName }) => organizationName.endsWith('自然资源厅'))
  if (!keeper) return false
  const { isFree, begun } = await database.asSystem((trx) => standing(trx, keeper))
  if (!isFree && begun.length === 0) return false
  onProgress('Drawing the sample blueprint')
  const layers = await database.asSystem(drawTerritory)
  const made = new Map(begun.map(({ name, id }) => [name, id]))
  if (made.size === 0)
    await atDay(database, BEGUN).asActor(keeper, async (trx) => {
      for (const layer of layers) made.set(layer.name, await addSampleLayer(trx, keeper, layer))
    })
  await atDay(database, REVIEWED).asActor(keeper, async (trx) => {
    if (begun.some(({ revision }) => revision > 1)) return
    for (const { name, review } of layers) {
      const id = made.get(name)
      if (!id || !review) continue
      const change = { reason: '（示例）规划中期评估后的调整', from: REVIEWED, put: review.put }
      await editFeatures(trx, keeper, id, change, REVIEWED)
    }
  })
  // What a person adds is no sample; these are.
  await database.asSystem((trx) =>
    sql`update blueprint_layer set is_sample = true where id = any(${[...made.values()]}::uuid[])`.execute(trx),
  )
  return true
}

/**
 * Whether the sample has its place, and the layers of a load that was cut off before it marked them: nobody else's begin
 * on that day of the past.
 */
async function standing(trx: Trx, keeper: Actor) {
  const { rows } = await sql<{ isFree: boolean; begun: { id: string; name: string; revision: number }[] }>`
    select not exists (select from blueprint_layer) and exists (select from cluster where sample)
        and exists (select from jurisdiction_boundary where jurisdiction_code = '450500') as "isFree",
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'revision', revision)), '[]')
        from blueprint_layer where not is_sample and organization_id = ${keeper.organizationId}::uuid
          and created_at = ${`${BEGUN}T${AT}`}::timestamptz) as begun`.execute(trx)
  return rows[0] ?? { isFree: false, begun: [] }
}

function atDay(database: DatabaseHandle, day: string): DatabaseHandle {
  return database.withClock(() => new Date(`${day}T${AT}`))
}

async function addSampleLayer(trx: Trx, keeper: Actor, { kind, name, features }: SampleLayer): Promise<string> {
  const ground = await groundOf(trx, kind)
  const id = await addLayer(trx, keeper, { kind, name, jurisdiction: '450000', audience: 'cluster', ...ground })
  await editFeatures(trx, keeper, id, { reason: '（示例）首次划定', from: BEGUN, put: features }, BEGUN)
  return id
}

async function groundOf(trx: Trx, kind: Kind) {
  const title = PROVISIONS[kind]
  if (title) {
    const { rows } = await sql<{ documentId: string; provision: string }>`
      select p.document_id as "documentId", p.address as provision from provision p join document d on d.id = p.document_id
      where d.sample and p.title like ${`${title}%`} order by d.ordinal, p.version desc, p.position limit 1`.execute(
      trx,
    )
    if (rows[0]) return rows[0]
  }
  return { basis: LAW[kind] ?? OTHERWISE }
}
