import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals, idOfKey, isMade } from '../../platform/http/index.ts'
import { recordEvent } from '../tasks/index.ts'
import { matterOf } from './escalationStore.ts'
import { tiersOf } from './ladderStore.ts'
import { tell } from './outward.ts'
import { jointRefusals as refusals } from './refusals.ts'
import { type EscalationEvent, nextEscalationState, risesAfter, tierAbove } from './rules/escalation.ts'
import type { NewEscalation } from './schemas.ts'

type Matter = Awaited<ReturnType<typeof matterOf>>

/**
 * Raises a matter (提请) at the first tier of a ladder; the office may begin higher up where a matter is heavy. The same
 * again with one key is one matter.
 * @throws Refusal ladder_not_found, tier_unknown, escalation_task_unknown, escalation_not_yours, escalation_open_already
 */
export async function raiseMatter(
  trx: Trx,
  actor: Actor,
  body: NewEscalation,
  today: string,
  key?: string,
): Promise<string> {
  const id = idOfKey(key, actor, 'escalation', body)
  if (await isMade(trx, 'escalation', key, id)) return id
  const ladder = await trx
    .selectFrom('ladder')
    .select(['id', 'owner_organization_id'])
    .where('id', '=', body.ladderId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!ladder) throw refusals.ladderNotFound(body.ladderId)
  const tiers = await tiersOf(trx, ladder.id)
  const ofOffice = actor.role === 'office' && actor.organizationId === ladder.owner_organization_id
  const tier = body.tierId && ofOffice ? tiers.find(({ id }) => id === body.tierId) : tiers[0]
  if (!tier) throw refusals.tierUnknown(body.tierId ?? '')
  if (body.taskId) await mustAnswerFor(trx, actor, body.taskId)

  const year = Number(today.slice(0, 4))
  const { rows } = await sql<{ serial: number }>`
    select take_serial('escalation', ${ladder.owner_organization_id}::uuid, ${year}::int) as serial`.execute(trx)
  const serial = rows[0]?.serial ?? 0
  await trx
    .insertInto('escalation')
    .values({
      id,
      year,
      serial,
      ladder_id: ladder.id,
      tier_id: tier.id,
      task_id: body.taskId ?? null,
      title: body.title.trim(),
      matter: body.matter.trim(),
      tried: body.tried.trim(),
      wanted: body.wanted.trim(),
      state: 'waiting',
      raised_by: actor.organizationId,
      raised_by_name: actor.organizationName,
      raised_by_user: actor.userName,
      owner_organization_id: ladder.owner_organization_id,
      hosts: tier.hosts,
      since_on: today,
      rises_after: risesAfter(tiers, tier.id, today),
      answer: null,
    })
    .execute()
  const matter = await matterOf(trx, id)
  await addStep(trx, actor, matter, 'raised', null, tier.id)
  await tell(trx, [...tier.hosts, ladder.owner_organization_id], actor, 'escalation_raised', matter)
  await announce(trx, 'delivery.escalation_raised', { id, taskId: body.taskId ?? null, tierId: tier.id })
  await appendAudit(trx, { action: 'delivery.escalate', subjectKind: 'escalation', subjectId: id, after: body })
  return id
}

/**
 * Raises a matter that follows from a rule, about no task, at the first tier of a ladder. The transaction acts as the
 * system; the matter is that of the organization for which it is raised, which accepts or contests the answer.
 */
export async function raiseByRule(
  trx: Trx,
  ladder: { id: string; owner: string },
  raisedBy: { id: string; name: string },
  words: { title: string; matter: string; tried: string; wanted: string },
  today: string,
  about: { alert?: string; objection?: string } = {},
): Promise<string | null> {
  const tiers = await tiersOf(trx, ladder.id)
  const [tier] = tiers
  if (!tier) return null
  const id = randomUUID()
  const year = Number(today.slice(0, 4))
  const { rows } = await sql<{ serial: number }>`
    select take_matter_serial(${ladder.owner}::uuid, ${year}::int) as serial`.execute(trx)
  await trx
    .insertInto('escalation')
    .values({
      ...{ id, year, serial: rows[0]?.serial ?? 0, ladder_id: ladder.id, tier_id: tier.id, task_id: null, ...words },
      ...{
        alert_id: about.alert ?? null,
        objection_id: about.objection ?? null,
        state: 'waiting',
        raised_by: raisedBy.id,
        raised_by_name: raisedBy.name,
        raised_by_user: '系统',
      },
      ...{ owner_organization_id: ladder.owner, hosts: tier.hosts, since_on: today, answer: null },
      rises_after: risesAfter(tiers, tier.id, today),
    })
    .execute()
  const matter = await matterOf(trx, id)
  await addStep(trx, null, matter, 'raised', null, tier.id)
  await tell(trx, [...tier.hosts, ladder.owner, raisedBy.id], null, 'escalation_raised', matter)
  await announce(trx, 'delivery.escalation_raised', { id, taskId: null, tierId: tier.id })
  await appendAudit(trx, { action: 'delivery.escalate', subjectKind: 'escalation', subjectId: id, after: words })
  return id
}

/** A task's matter is raised by who answers for it or by its office, and one at a time. */
async function mustAnswerFor(trx: Trx, actor: Actor, taskId: string): Promise<void> {
  const { rows } = await sql<{ mine: boolean }>`
    select t.owner_organization_id = ${actor.organizationId}::uuid or actor_answers_for(t.id) as mine
    from task t where t.id = ${taskId}::uuid`.execute(trx)
  if (!rows[0]) throw refusals.taskUnknown(taskId)
  if (!rows[0].mine) throw refusals.notAnswerable()
  const open = await trx
    .selectFrom('escalation')
    .select(['id', 'year', 'serial'])
    .where('task_id', '=', taskId)
    .where('raised_by', '=', actor.organizationId)
    .where('state', 'in', ['waiting', 'on_agenda', 'answered'])
    .executeTakeFirst()
  if (open) throw refusals.alreadyRaised(`提请〔${open.year}〕${open.serial}号`, open.id)
}

/** A host of the tier, or the office, answers in writing: the unit that raised it accepts, or takes it one tier up. */
export async function answerMatter(trx: Trx, actor: Actor, id: string, text: string, today: string): Promise<void> {
  const matter = await matterOf(trx, id)
  mustHost(matter, actor)
  await move(trx, actor, matter, 'answered', text, today, { answer: text })
  await tell(trx, [matter.raised_by], actor, 'escalation_answered', matter)
}

/** Who raised it is content with the answer: the matter is settled. */
export async function acceptAnswer(
  trx: Trx,
  actor: Actor,
  id: string,
  text: string | null,
  today: string,
): Promise<void> {
  const matter = await matterOf(trx, id)
  mustHaveRaised(matter, actor)
  await move(trx, actor, matter, 'accepted', text, today)
}

/** Who raised it is not content: the matter goes one tier up. @throws Refusal escalation_at_top */
export async function contestAnswer(trx: Trx, actor: Actor, id: string, text: string, today: string): Promise<void> {
  const matter = await matterOf(trx, id)
  mustHaveRaised(matter, actor)
  await moveUp(trx, actor, matter, 'contested', text, today)
}

/** A host or the office sends it up at once: it is not for this tier. */
export async function liftMatter(trx: Trx, actor: Actor, id: string, text: string, today: string): Promise<void> {
  const matter = await matterOf(trx, id)
  if (matter.state !== 'waiting') throw refusals.escalationCannot(matter.state, 'risen')
  mustHost(matter, actor)
  await moveUp(trx, actor, matter, 'risen', text, today)
}

export async function withdrawMatter(trx: Trx, actor: Actor, id: string, text: string, today: string): Promise<void> {
  const matter = await matterOf(trx, id)
  mustHaveRaised(matter, actor)
  await move(trx, actor, matter, 'withdrawn', text, today)
}

function mustHost(matter: Matter, actor: Actor): void {
  const office = actor.role === 'office' && matter.owner_organization_id === actor.organizationId
  if (!office && !matter.tierHosts.includes(actor.organizationId)) throw refusals.notHost(matter.tierName)
}

function mustHaveRaised(matter: Matter, actor: Actor): void {
  if (matter.raised_by !== actor.organizationId) throw refusals.notRaiser()
}

/** Moves a matter as its machine says, with a step and an audit line; `actor` null: a rule, by itself. */
export async function move(
  trx: Trx,
  actor: Actor | null,
  matter: Matter,
  event: EscalationEvent,
  text: string | null,
  today: string,
  facts: { tier_id?: string; hosts?: string[]; answer?: string } = {},
): Promise<void> {
  const state = nextEscalationState(matter.state, event)
  const tierId = facts.tier_id ?? matter.tier_id
  const waits = state === 'waiting'
  const tiers = waits ? await tiersOf(trx, matter.ladder_id) : []
  const moved = await trx
    .updateTable('escalation')
    .set({
      ...facts,
      state,
      since_on: waits ? today : matter.since_on,
      rises_after: waits ? risesAfter(tiers, tierId, today) : null,
      revision: matter.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', matter.id)
    .where('revision', '=', matter.revision)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) throw httpRefusals.overtaken()
  await addStep(trx, actor, matter, event, text, tierId)
  if (matter.task_id && state === 'resolved')
    await recordEvent(trx, actor, matter.task_id, 'escalation_resolved', { id: matter.id, title: matter.title })
  await announce(trx, `delivery.escalation_${event}`, { id: matter.id, taskId: matter.task_id, tierId, state })
  await appendAudit(trx, {
    action: `delivery.escalation_${event}`,
    subjectKind: 'escalation',
    subjectId: matter.id,
    before: { state: matter.state, tier: matter.tier_id },
    after: { state, tier: tierId, ...(text ? { text } : {}) },
  })
}

/** One tier up, where its hosts see it from now on. @throws Refusal escalation_at_top */
export async function moveUp(
  trx: Trx,
  actor: Actor | null,
  matter: Matter,
  event: 'risen' | 'contested',
  text: string | null,
  today: string,
): Promise<void> {
  const above = tierAbove(await tiersOf(trx, matter.ladder_id), matter.tier_id)
  if (!above) throw refusals.topReached(matter.tierName)
  const hosts = [...new Set([...matter.hosts, ...above.hosts])]
  await move(trx, actor, matter, event, text, today, { tier_id: above.id, hosts })
  await tell(trx, [...above.hosts, matter.raised_by, matter.owner_organization_id], actor, 'escalation_risen', matter)
}

async function addStep(
  trx: Trx,
  actor: Actor | null,
  matter: Pick<Matter, 'id'>,
  kind: EscalationEvent,
  text: string | null,
  tierId: string,
): Promise<void> {
  await sql`
    insert into escalation_event (escalation_id, seq, kind, text, tier_id, user_name, organization_id, organization_name)
    select ${matter.id}::uuid, coalesce(max(seq), 0) + 1, ${kind}, ${text}::text, ${tierId}::uuid,
      ${actor?.userName ?? null}::text, ${actor?.organizationId ?? null}::uuid, ${actor?.organizationName ?? null}::text
    from escalation_event where escalation_id = ${matter.id}::uuid`.execute(trx)
}
