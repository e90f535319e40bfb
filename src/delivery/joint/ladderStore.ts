import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { expectVersion, httpRefusals, whyUnwritten } from '../../platform/http/index.ts'
import { tell } from './outward.ts'
import { jointRefusals as refusals } from './refusals.ts'
import { risesAfter, type Tier as TierRule } from './rules/escalation.ts'
import type { Ladder, LadderInput, NewLadder } from './schemas.ts'
import type {} from './tables.ts'
import { unitOf, unitsOf } from './units.ts'

const LADDER = sql`l.id, l.revision, json_build_object('id', c.id, 'name', c.name) as cluster, ${unitOf('o')} as owner,
  l.name, l.source,
  (select coalesce(json_agg(json_build_object('id', t.id, 'position', t.position, 'name', t.name,
      'answerDays', t.answer_days, 'rotation', t.rotation, 'hosts', ${unitsOf('t.hosts')},
      'members', ${unitsOf('t.members')},
      'waiting', (select count(*) from escalation e where e.tier_id = t.id and e.state in ('waiting', 'on_agenda', 'answered')))
      order by t.position), '[]')
    from ladder_tier t where t.ladder_id = l.id and t.dropped_at is null) as tiers`

export async function listLadders(trx: Trx): Promise<Ladder[]> {
  const { rows } = await sql<Ladder>`
    select ${LADDER} from ladder l join cluster c on c.id = l.cluster_id join organization o on o.id = l.owner_organization_id
    where l.retired_at is null order by l.created_at, l.id`.execute(trx)
  return rows
}

/** @throws Refusal ladder_not_found */
export async function findLadder(trx: Trx, id: string): Promise<Ladder> {
  const { rows } = await sql<Ladder>`
    select ${LADDER} from ladder l join cluster c on c.id = l.cluster_id join organization o on o.id = l.owner_organization_id
    where l.id = ${id}::uuid and l.retired_at is null`.execute(trx)
  const [ladder] = rows
  if (!ladder) throw refusals.ladderNotFound(id)
  return ladder
}

/** The standing tiers of a ladder, as the rules take them, with their hosts. */
export async function tiersOf(trx: Trx, ladderId: string) {
  return trx
    .selectFrom('ladder_tier')
    .select(['id', 'position', 'name', 'answer_days as answerDays', 'rotation', 'hosts', 'members'])
    .where('ladder_id', '=', ladderId)
    .where('dropped_at', 'is', null)
    .orderBy('position')
    .execute()
}

/**
 * Who hosts or is invited is a unit that there is, of a province of the cluster or of the nation.
 * @throws Refusal ladder_unit_unknown
 */
async function expectUnits(trx: Trx, clusterId: string, tiers: LadderInput['tiers']): Promise<void> {
  const ids = [...new Set(tiers.flatMap(({ hosts, members }) => [...hosts, ...members]))]
  const { rows } = await sql<{ id: string }>`
    select wanted.id from unnest(${ids}::uuid[]) as wanted (id) where not exists (
      select from organization o where o.id = wanted.id and (o.jurisdiction_code is null or o.jurisdiction_code = '000000'
        or exists (select from cluster_member m where m.cluster_id = ${clusterId}
          and left(m.jurisdiction_code, 2) = left(o.jurisdiction_code, 2)))) limit 1`.execute(trx)
  if (rows[0]) throw refusals.ladderUnitUnknown(rows[0].id)
}

export async function addLadder(trx: Trx, actor: Actor, body: NewLadder): Promise<string> {
  const id = randomUUID()
  const cluster = await trx.selectFrom('cluster').select('id').where('id', '=', body.clusterId).executeTakeFirst()
  if (!cluster) throw httpRefusals.notFound('cluster')
  await expectUnits(trx, body.clusterId, body.tiers)
  await trx
    .insertInto('ladder')
    .values({
      id,
      cluster_id: body.clusterId,
      owner_organization_id: actor.organizationId,
      name: body.name.trim(),
      source: body.source?.trim() ?? '',
      retired_at: null,
    })
    .execute()
  await trx
    .insertInto('ladder_tier')
    .values(body.tiers.map((tier, index) => ({ id: randomUUID(), ladder_id: id, ...tierRow(tier, index + 1) })))
    .execute()
  await appendAudit(trx, { action: 'delivery.ladder_add', subjectKind: 'ladder', subjectId: id, after: body })
  return id
}

const tierRow = (tier: LadderInput['tiers'][number], position: number) => ({
  position,
  name: tier.name.trim(),
  answer_days: tier.answerDays,
  rotation: tier.rotation,
  hosts: tier.hosts,
  members: tier.members,
  dropped_at: null,
})

/**
 * Changes a ladder and its tiers as a whole. Tiers keep their ids, so matters stay where they stand; one at which open
 * matters stand cannot be taken away. Terms that change count from when a matter came to its tier; who becomes host sees
 * what stands there.
 * @throws Refusal ladder_not_found, version_outdated, ladder_unit_unknown, tier_unknown, tier_occupied
 */
export async function changeLadder(
  trx: Trx,
  actor: Actor,
  id: string,
  body: LadderInput,
  ifMatch: string | undefined,
): Promise<void> {
  const before = await findLadder(trx, id)
  expectVersion(ifMatch, before.revision, before)
  await expectUnits(trx, before.cluster.id, body.tiers)
  const kept = new Set(body.tiers.flatMap((tier) => tier.id ?? []))
  for (const tierId of kept) if (!before.tiers.some((tier) => tier.id === tierId)) throw refusals.tierUnknown(tierId)
  const dropped = before.tiers.filter((tier) => !kept.has(tier.id))
  for (const tier of dropped) if (tier.waiting > 0) throw refusals.tierOccupied(tier.name, tier.waiting)

  const changed = await trx
    .updateTable('ladder')
    .set({
      name: body.name.trim(),
      source: body.source?.trim() ?? before.source,
      revision: before.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'ladder', id, before.revision)
  if (dropped.length > 0)
    await trx
      .updateTable('ladder_tier')
      .set({ dropped_at: CLOCK_NOW })
      .where(
        'id',
        'in',
        dropped.map((tier) => tier.id),
      )
      .execute()
  await sql`update ladder_tier set position = -position where ladder_id = ${id}::uuid and dropped_at is null`.execute(
    trx,
  )
  for (const [index, tier] of body.tiers.entries()) {
    const row = tierRow(tier, index + 1)
    if (tier.id) await trx.updateTable('ladder_tier').set(row).where('id', '=', tier.id).execute()
    else
      await trx
        .insertInto('ladder_tier')
        .values({ id: randomUUID(), ladder_id: id, ...row })
        .execute()
  }
  await setTermsAnew(trx, id)
  await showToHosts(trx, actor, id)
  await appendAudit(trx, {
    action: 'delivery.ladder_change',
    subjectKind: 'ladder',
    subjectId: id,
    before,
    after: body,
  })
}

async function setTermsAnew(trx: Trx, ladderId: string): Promise<void> {
  const tiers: TierRule[] = await tiersOf(trx, ladderId)
  const waiting = await trx
    .selectFrom('escalation')
    .select(['id', 'tier_id', 'since_on', 'rises_after'])
    .where('ladder_id', '=', ladderId)
    .where('state', '=', 'waiting')
    .execute()
  for (const matter of waiting) {
    const rises = risesAfter(tiers, matter.tier_id, matter.since_on)
    if (rises !== matter.rises_after)
      await trx.updateTable('escalation').set({ rises_after: rises }).where('id', '=', matter.id).execute()
  }
}

/** Who hosts a tier from now on sees what stands there, and hears of it; who hosted it before has seen it. */
async function showToHosts(trx: Trx, actor: Actor, ladderId: string): Promise<void> {
  const { rows } = await sql<{ id: string; title: string; revision: number; added: string[] }>`
    select e.id, e.title, e.revision, array(select one from unnest(t.hosts) one where one <> all (e.hosts)) as added
    from escalation e join ladder_tier t on t.id = e.tier_id
    where e.ladder_id = ${ladderId}::uuid and e.state in ('waiting', 'on_agenda', 'answered') and not e.hosts @> t.hosts
    order by e.id`.execute(trx)
  for (const { added, ...matter } of rows) {
    await sql`update escalation set hosts = hosts || ${added}::uuid[], revision = revision + 1, updated_at = ${CLOCK_NOW}
      where id = ${matter.id}::uuid and revision = ${matter.revision}`.execute(trx)
    await tell(trx, added, actor, 'escalation_raised', { ...matter, key: `host:${matter.revision}` })
  }
}

/** Takes a ladder out of use; what stood on it stays readable. @throws Refusal ladder_not_found, tier_occupied */
export async function retireLadder(trx: Trx, id: string, ifMatch: string | undefined): Promise<void> {
  const before = await findLadder(trx, id)
  expectVersion(ifMatch, before.revision, before)
  for (const tier of before.tiers) if (tier.waiting > 0) throw refusals.tierOccupied(tier.name, tier.waiting)
  const retired = await trx
    .updateTable('ladder')
    .set({ retired_at: CLOCK_NOW, revision: before.revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (retired.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'ladder', id, before.revision)
  await appendAudit(trx, { action: 'delivery.ladder_retire', subjectKind: 'ladder', subjectId: id, before })
}
