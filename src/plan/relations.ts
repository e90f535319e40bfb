import { sql } from 'kysely'
import type { Trx } from '../platform/database/index.ts'
import { announce } from '../platform/events/index.ts'
import { labelOf } from './images.ts'
import type { ParsedPlan } from './parsedPlan.ts'
import type { OutlineNode } from './parsing/types.ts'
import { jsonOf } from './rows.ts'
import type { ProvisionRef, Relation } from './schemas.ts'
import { containment, runsOf } from './similarity.ts'

/** Another document that shares text with a plan. */
export interface LikeDocument {
  id: string
  title: string
  number: string | null
  owner: string
  withdrawn: boolean
  /** How much of this plan's fingerprint the other has, and the other way round, 0 to 1. */
  shareOfThis: number
  shareOfOther: number
}

/** Documents quote the same laws and slogans; less than this in common is no relation. */
const LEAST_SHARE = 0.15
/** From here on the smaller document stands in the larger one. */
const CONTAINED_SHARE = 0.6

/** The documents the actor sees that share a good part of their text with the plan, most alike first. */
export async function findLikeDocuments(trx: Trx, plan: ParsedPlan): Promise<LikeDocument[]> {
  if (plan.fingerprint.length === 0) return []
  const { rows } = await sql<LikeDocument>`
    with shared as (
      select document_id, count(*)::integer as hits from document_fingerprint
      where hash = any (${[...plan.fingerprint]}::integer[]) group by document_id
    )
    select d.id, d.title, d.number, d.owner_organization_id as owner, d.withdrawn,
      s.hits::real / ${plan.fingerprint.length} as "shareOfThis",
      s.hits::real / (select count(*) from document_fingerprint f where f.document_id = d.id) as "shareOfOther"
    from shared s join document d on d.id = s.document_id
    where s.hits >= 3
    order by s.hits desc limit 20`.execute(trx)
  return rows.filter((row) => Math.max(row.shareOfThis, row.shareOfOther) >= LEAST_SHARE)
}

/**
 * Works out and stores how a document relates to the ones like it, and announces which ones it takes the place of.
 * @returns the relations, told from its side
 */
export async function recordRelations(
  trx: Trx,
  documentId: string,
  plan: ParsedPlan,
  like: readonly LikeDocument[],
): Promise<Relation[]> {
  const { rows: superseded } = await sql<{ id: string }>`
    select to_id as id from document_relation where from_id = ${documentId} and kind = 'supersedes'`.execute(trx)
  const known = new Set(superseded.map(({ id }) => id))
  await sql`delete from document_relation where ${documentId} in (from_id, to_id)`.execute(trx)
  const runs = runsOf(plan.parsed.text)
  for (const other of like) {
    if (other.id === documentId) continue
    await recordOverlap(trx, documentId, plan, runs, other)
  }
  for (const id of await recordSuperseded(trx, documentId, plan)) {
    if (!known.has(id)) await announce(trx, 'plan.document_superseded', { documentId: id, supersededBy: documentId })
  }
  return relationsOf(trx, documentId)
}

async function recordOverlap(
  trx: Trx,
  documentId: string,
  plan: ParsedPlan,
  runs: ReadonlySet<number>,
  other: LikeDocument,
): Promise<void> {
  const theirs = await loadOutline(trx, other.id)
  if (!theirs) return
  const theirRuns = runsOf(theirs.text)
  const shareOfThis = containment(runs, theirRuns)
  const shareOfOther = containment(theirRuns, runs)
  const share = Math.max(shareOfThis, shareOfOther)
  if (share < LEAST_SHARE) return
  const isEqual = Math.min(shareOfThis, shareOfOther) >= CONTAINED_SHARE
  if (share < CONTAINED_SHARE || isEqual) {
    const provisions = sharedProvisions(plan.parsed.text, plan.parsed.outline, theirRuns)
    await insertRelation(trx, documentId, other.id, 'overlaps', share, provisions)
  } else if (shareOfOther > shareOfThis) {
    const provisions = sharedProvisions(plan.parsed.text, plan.parsed.outline, theirRuns)
    await insertRelation(trx, documentId, other.id, 'contains', share, provisions)
  } else {
    const provisions = sharedProvisions(theirs.text, theirs.outline, runs)
    await insertRelation(trx, other.id, documentId, 'contains', share, provisions)
  }
}

/** The highest provisions of a whole that, for the most part, stand in the part. */
function sharedProvisions(
  text: string,
  outline: readonly OutlineNode[],
  partRuns: ReadonlySet<number>,
): ProvisionRef[] {
  const children = Map.groupBy(outline, (node) => node.parent ?? '')
  const found: ProvisionRef[] = []
  const walk = (nodes: readonly OutlineNode[], depth: number) => {
    for (const node of nodes) {
      const share = containment(runsOf(text.slice(node.extent[0], node.extent[1])), partRuns)
      if (share >= CONTAINED_SHARE) found.push({ address: node.id, label: labelOf(node, node.id) })
      else if (share > 0.02 && depth < 6) walk(children.get(node.id) ?? [], depth + 1)
    }
  }
  walk(children.get('') ?? [], 0)
  return found
}

/** 《…》同时废止: the plan itself says which document it takes the place of. @returns the ids of those that are here */
async function recordSuperseded(trx: Trx, documentId: string, { parsed }: ParsedPlan): Promise<string[]> {
  const titles = [...parsed.text.matchAll(/《([^《》]{4,80})》[^。《》]{0,40}?废止/gu)].map((match) => match[1] ?? '')
  if (titles.length === 0) return []
  const rows = await trx
    .selectFrom('document')
    .select('id')
    .where('title', '=', sql<string>`any(${titles}::text[])`)
    .where('id', '<>', documentId)
    .execute()
  for (const { id } of rows) await insertRelation(trx, documentId, id, 'supersedes', 1, [])
  return rows.map(({ id }) => id)
}

async function insertRelation(
  trx: Trx,
  from: string,
  to: string,
  kind: 'contains' | 'overlaps' | 'supersedes',
  share: number,
  provisions: readonly ProvisionRef[],
): Promise<void> {
  await sql`insert into document_relation (from_id, to_id, kind, share, provisions)
    values (${from}, ${to}, ${kind}, ${Math.min(1, share)}, ${jsonOf(provisions)}::jsonb)
    on conflict do nothing`.execute(trx)
}

const FROM_THE_OTHER_SIDE = { contains: 'part_of', overlaps: 'overlaps', supersedes: 'superseded_by' } as const

/** How a document relates to others that the actor sees and that stand, told from its side. */
export async function relationsOf(trx: Trx, documentId: string): Promise<Relation[]> {
  const { rows } = await sql<{
    isFrom: boolean
    kind: keyof typeof FROM_THE_OTHER_SIDE
    share: number
    provisions: ProvisionRef[]
    id: string
    title: string
    number: string | null
  }>`
    select r.from_id = ${documentId} as "isFrom", r.kind, r.share, r.provisions, d.id, d.title, d.number
    from document_relation r join document d on d.id = case when r.from_id = ${documentId} then r.to_id else r.from_id end
    where ${documentId} in (r.from_id, r.to_id) and not d.withdrawn
    order by r.share desc`.execute(trx)
  return rows.map(({ isFrom, kind, share, provisions, id, title, number }) => ({
    kind: isFrom ? kind : FROM_THE_OTHER_SIDE[kind],
    document: { id, title, number },
    share: Math.round(share * 1000) / 1000,
    provisions,
  }))
}

/**
 * How much of their whole texts a plan and a document have in common, 0 to 1. Fingerprints are samples: of short texts, a
 * handful of runs, which may agree where the texts do not.
 */
export async function textInCommon(trx: Trx, plan: ParsedPlan, documentId: string): Promise<number> {
  const theirs = await loadOutline(trx, documentId)
  if (!theirs) return 0
  const [own, other] = [runsOf(plan.parsed.text), runsOf(theirs.text)]
  return Math.min(containment(own, other), containment(other, own))
}

/** Text and outline of a document's newest version. */
async function loadOutline(trx: Trx, documentId: string): Promise<{ text: string; outline: OutlineNode[] } | null> {
  const newest = await trx
    .selectFrom('document_text as t')
    .innerJoin('document as d', (join) =>
      join.onRef('d.id', '=', 't.document_id').onRef('d.newest_version', '=', 't.version'),
    )
    .select(['t.text', 't.version'])
    .where('t.document_id', '=', documentId)
    .executeTakeFirst()
  if (!newest) return null
  const outline = await loadProvisions(trx, documentId, newest.version)
  return { text: newest.text, outline }
}

/** The outline of a version as it was stored. */
export async function loadProvisions(trx: Trx, documentId: string, version: number): Promise<OutlineNode[]> {
  const rows = await trx
    .selectFrom('provision')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('version', '=', version)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.address,
    parent: row.parent,
    level: row.level,
    marker: row.marker,
    title: row.title,
    span: [row.span_start, row.span_end],
    extent: [row.extent_start, row.extent_end],
  }))
}
