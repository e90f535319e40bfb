import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { awaitTurn, httpRefusals, idOfKey, isMade, namesVersion, whyUnwritten } from '../../platform/http/index.ts'
import { takeRepliesOver } from './attendance.ts'
import { matterOf } from './escalationStore.ts'
import { move } from './escalations.ts'
import { findMeeting, nextMeeting } from './meetingStore.ts'
import { tell } from './outward.ts'
import { jointRefusals as refusals } from './refusals.ts'
import { isOpen, type MeetingEvent, nextMeetingState } from './rules/meeting.ts'
import type { AgendaItemEdit, AttendeesInput, MeetingEdit, NewAgendaItem, NewMeeting } from './schemas.ts'

export async function meetingRow(trx: Trx, id: string) {
  const meeting = await trx.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirst()
  if (!meeting) throw refusals.meetingNotFound(id)
  return meeting
}

/** The meeting, held against others who write into it or issue its minutes at the same moment. */
export async function heldMeeting(trx: Trx, id: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended('meeting ' || ${id}::text, 0))`.execute(trx)
  return meetingRow(trx, id)
}

/** The meeting, when things may still be written into it. @throws Refusal meeting_not_found, meeting_closed */
export async function openMeeting(trx: Trx, id: string) {
  const meeting = await heldMeeting(trx, id)
  if (!isOpen(meeting.state)) throw refusals.meetingClosed(meeting.state)
  return meeting
}

/**
 * Prepares a meeting of a tier: its host by the rotation unless another of the tier is named, its members invited, and
 * the chosen matters on its agenda. The same again with one key is one meeting.
 * @throws Refusal tier_unknown, meeting_host_not_of_tier, escalation_cannot
 */
export async function planMeeting(
  trx: Trx,
  actor: Actor,
  body: NewMeeting,
  today: string,
  key?: string,
): Promise<string> {
  const id = idOfKey(key, actor, 'meeting', body)
  if (await isMade(trx, 'meeting', key, id)) return id
  const next = await nextMeeting(trx, body.tierId, body.heldOn)
  if (body.hostId && !next.hosts.some(({ id }) => id === body.hostId)) throw refusals.hostNotOfTier()
  const tier = await trx
    .selectFrom('ladder_tier')
    .select('ladder_id')
    .where('id', '=', body.tierId)
    .executeTakeFirstOrThrow()
  const { rows } = await sql<{ session: number }>`
    select take_serial('meeting', ${body.tierId}::uuid, 0) as session`.execute(trx)
  const hostId = body.hostId ?? next.host.id
  await trx
    .insertInto('meeting')
    .values({
      id,
      ladder_id: tier.ladder_id,
      tier_id: body.tierId,
      owner_organization_id: actor.organizationId,
      session: rows[0]?.session ?? 1,
      title: body.title.trim(),
      host_organization_id: hostId,
      held_on: body.heldOn,
      held_at: body.heldAt ?? '',
      place: body.place?.trim() ?? '',
      state: 'planned',
      cancelled_reason: null,
      minuted_at: null,
    })
    .execute()
  const invited = [...new Set([hostId, ...next.hosts.map((one) => one.id), ...next.members.map((one) => one.id)])]
  await trx
    .insertInto('meeting_attendee')
    .values(
      invited.map((organizationId, index) => ({
        meeting_id: id,
        organization_id: organizationId,
        position: index + 1,
        capacity: 'member' as const,
        attendance: null,
      })),
    )
    .execute()
  for (const escalationId of body.escalationIds ?? []) await addAgendaItem(trx, actor, id, { escalationId }, today)
  await appendAudit(trx, { action: 'delivery.meeting_plan', subjectKind: 'meeting', subjectId: id, after: body })
  return id
}

/** Changes what is known of the meeting, and its general minutes. @throws Refusal version_outdated, meeting_closed */
export async function editMeeting(
  trx: Trx,
  actor: Actor,
  id: string,
  body: MeetingEdit,
  ifMatch: string | undefined,
): Promise<void> {
  const before = await openMeeting(trx, id)
  await expectMeeting(trx, actor, before, ifMatch)
  if (body.hostId) {
    const tier = await trx.selectFrom('ladder_tier').select('hosts').where('id', '=', before.tier_id).executeTakeFirst()
    if (!tier?.hosts.includes(body.hostId)) throw refusals.hostNotOfTier()
  }
  await touch(trx, before, {
    ...(body.title === undefined ? {} : { title: body.title.trim() }),
    ...(body.heldOn === undefined ? {} : { held_on: body.heldOn }),
    ...(body.heldAt === undefined ? {} : { held_at: body.heldAt }),
    ...(body.place === undefined ? {} : { place: body.place.trim() }),
    ...(body.hostId === undefined ? {} : { host_organization_id: body.hostId }),
    ...(body.minutes === undefined ? {} : { minutes: body.minutes }),
  })
  const moved = body.heldOn !== undefined || body.heldAt !== undefined || body.place !== undefined
  if (moved && before.state === 'convened') {
    const revision = before.revision + 1
    const title =
      `${body.title?.trim() ?? before.title}（${body.heldOn ?? before.held_on} ${body.heldAt ?? before.held_at} ${
        body.place?.trim() ?? before.place
      }）`.replace(/ +）/, '）')
    await tell(trx, await invitedTo(trx, id), actor, 'meeting_moved', { id, title, revision })
  }
  await appendAudit(trx, { action: 'delivery.meeting_edit', subjectKind: 'meeting', subjectId: id, after: body })
}

/** @throws Refusal version_needed, version_outdated with what stands now */
async function expectMeeting(
  trx: Trx,
  actor: Actor,
  { id, revision }: { id: string; revision: number },
  ifMatch: string | undefined,
): Promise<void> {
  if (!namesVersion(ifMatch, revision)) throw httpRefusals.versionOutdated(revision, await findMeeting(trx, id, actor))
}

async function touch(trx: Trx, before: { id: string; revision: number }, facts: object): Promise<void> {
  const changed = await trx
    .updateTable('meeting')
    .set({ ...facts, revision: before.revision + 1, updated_at: CLOCK_NOW })
    .where('id', '=', before.id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'meeting', before.id, before.revision)
}

async function invitedTo(trx: Trx, id: string): Promise<string[]> {
  const attendees = await trx
    .selectFrom('meeting_attendee')
    .select('organization_id')
    .where('meeting_id', '=', id)
    .execute()
  return attendees.map((one) => one.organization_id)
}

/**
 * Convenes, holds or cancels the meeting as its machine says; who is invited hears of it. None is held before its day:
 * the minutes would say that it took place when it did not.
 * @throws Refusal meeting_cannot, meeting_ahead
 */
export async function actOnMeeting(
  trx: Trx,
  actor: Actor,
  id: string,
  event: Exclude<MeetingEvent, 'issue'>,
  reason: string | null,
  today: string,
): Promise<void> {
  const before = await heldMeeting(trx, id)
  const state = nextMeetingState(before.state, event)
  if (event === 'hold' && before.held_on > today) throw refusals.meetingAhead(before.held_on)
  await touch(trx, before, { state, ...(event === 'cancel' ? { cancelled_reason: reason ?? '' } : {}) })
  if (event === 'hold') await takeRepliesOver(trx, id)
  const invited = await invitedTo(trx, id)
  if (event === 'convene') await tell(trx, invited, actor, 'meeting_convened', before)
  if (event === 'cancel') {
    if (before.state === 'convened') await tell(trx, invited, actor, 'meeting_cancelled', before)
    const items = await trx
      .selectFrom('agenda_item')
      .select('escalation_id')
      .where('meeting_id', '=', id)
      .where('escalation_id', 'is not', null)
      .execute()
    for (const item of items)
      if (item.escalation_id)
        await move(trx, actor, await matterOf(trx, item.escalation_id), 'taken_off', reason, today)
  }
  await announce(trx, `delivery.meeting_${state}`, { id, tierId: before.tier_id, heldOn: before.held_on })
  await appendAudit(trx, {
    action: `delivery.meeting_${event}`,
    subjectKind: 'meeting',
    subjectId: id,
    before: { state: before.state },
    after: { state, ...(reason ? { reason } : {}) },
  })
}

/**
 * Who is invited, in which capacity, and who came: the whole list at once.
 * @throws Refusal meeting_closed, version_needed, version_outdated with what stands now
 */
export async function setAttendees(
  trx: Trx,
  actor: Actor,
  id: string,
  body: AttendeesInput,
  ifMatch: string | undefined,
): Promise<void> {
  const meeting = await openMeeting(trx, id)
  await expectMeeting(trx, actor, meeting, ifMatch)
  await trx.deleteFrom('meeting_attendee').where('meeting_id', '=', id).execute()
  const seen = new Set<string>()
  const rows = body.attendees.filter(({ organizationId }) => !seen.has(organizationId) && seen.add(organizationId))
  if (rows.length > 0)
    await trx
      .insertInto('meeting_attendee')
      .values(
        rows.map((one, index) => ({
          meeting_id: id,
          organization_id: one.organizationId,
          position: index + 1,
          capacity: one.capacity,
          attendance: one.attendance,
          person: one.person.trim(),
        })),
      )
      .execute()
  await touch(trx, meeting, {})
  await appendAudit(trx, { action: 'delivery.meeting_attendees', subjectKind: 'meeting', subjectId: id, after: body })
}

/** @throws Refusal agenda_matter_elsewhere, escalation_cannot */
export async function addAgendaItem(
  trx: Trx,
  actor: Actor,
  meetingId: string,
  body: NewAgendaItem,
  today: string,
): Promise<string> {
  const meeting = await openMeeting(trx, meetingId)
  const id = randomUUID()
  let title = body.title?.trim() ?? ''
  let presenterId = body.presenterId ?? null
  if (body.escalationId) {
    const matter = await matterOf(trx, body.escalationId)
    if (matter.tier_id !== meeting.tier_id) throw refusals.matterElsewhere(matter.tierName)
    await move(trx, actor, matter, 'put_on_agenda', meeting.title, today)
    title ||= matter.title
    presenterId ??= matter.raised_by
  }
  if (!title) throw httpRefusals.schemaMismatch('body', 'title', 'a title or a matter')
  await sql`
    insert into agenda_item (id, meeting_id, position, title, escalation_id, presenter_id, minutes_wanted)
    select ${id}::uuid, ${meetingId}::uuid, coalesce(max(position), 0) + 1, ${title}, ${body.escalationId ?? null}::uuid,
      ${presenterId}::uuid, ${body.minutesWanted ?? null}::smallint
    from agenda_item where meeting_id = ${meetingId}::uuid`.execute(trx)
  await appendAudit(trx, { action: 'delivery.agenda_add', subjectKind: 'meeting', subjectId: meetingId, after: body })
  return id
}

export async function itemRow(trx: Trx, id: string) {
  const item = await trx.selectFrom('agenda_item').selectAll().where('id', '=', id).executeTakeFirst()
  if (!item) throw refusals.itemNotFound(id)
  return item
}

/** Writes one item: its words, its minutes, what came of it. Two people on two items do not meet. */
export async function editAgendaItem(
  trx: Trx,
  actor: Actor,
  id: string,
  body: AgendaItemEdit,
  ifMatch: string | undefined,
): Promise<string> {
  await awaitTurn(trx, 'agenda_item', id)
  const before = await itemRow(trx, id)
  await openMeeting(trx, before.meeting_id)
  if (!namesVersion(ifMatch, before.revision)) {
    const { agenda } = await findMeeting(trx, before.meeting_id, actor)
    throw httpRefusals.versionOutdated(
      before.revision,
      agenda.find((item) => item.id === id),
    )
  }
  const changed = await trx
    .updateTable('agenda_item')
    .set({
      ...(body.title === undefined ? {} : { title: body.title.trim() }),
      ...(body.presenterId === undefined ? {} : { presenter_id: body.presenterId }),
      ...(body.minutesWanted === undefined ? {} : { minutes_wanted: body.minutesWanted }),
      ...(body.discussion === undefined ? {} : { discussion: body.discussion }),
      ...(body.outcome === undefined ? {} : { outcome: body.outcome }),
      revision: before.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'agenda_item', id, before.revision)
  await appendAudit(trx, {
    action: 'delivery.agenda_edit',
    subjectKind: 'meeting',
    subjectId: before.meeting_id,
    after: { item: id, ...body },
  })
  return before.meeting_id
}

/** Takes an item off the agenda; a matter waits again, with its term anew. @throws Refusal agenda_item_resolved */
export async function removeAgendaItem(trx: Trx, actor: Actor, id: string, today: string): Promise<string> {
  const item = await itemRow(trx, id)
  await openMeeting(trx, item.meeting_id)
  const { count } = await trx
    .selectFrom('resolution')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('agenda_item_id', '=', id)
    .executeTakeFirstOrThrow()
  if (count > 0) throw refusals.itemHasResolutions(count)
  const removed = await trx.deleteFrom('agenda_item').where('id', '=', id).executeTakeFirst()
  if (removed.numDeletedRows === 0n) throw httpRefusals.permissionMissing()
  if (item.escalation_id) await move(trx, actor, await matterOf(trx, item.escalation_id), 'taken_off', null, today)
  await appendAudit(trx, {
    action: 'delivery.agenda_remove',
    subjectKind: 'meeting',
    subjectId: item.meeting_id,
    before: { item: id, title: item.title },
  })
  return item.meeting_id
}

/** The agenda in this order. @throws Refusal agenda_mismatch */
export async function orderAgenda(trx: Trx, meetingId: string, order: readonly string[]): Promise<void> {
  await openMeeting(trx, meetingId)
  const items = await trx.selectFrom('agenda_item').select('id').where('meeting_id', '=', meetingId).execute()
  const known = new Set(items.map(({ id }) => id))
  if (order.length !== known.size || order.some((id) => !known.has(id))) throw refusals.agendaMismatch()
  const ordered = await sql`
    update agenda_item i set position = listed.place from unnest(${order}::uuid[]) with ordinality as listed (id, place)
    where i.id = listed.id`.execute(trx)
  if (order.length > 0 && (ordered.numAffectedRows ?? 0n) === 0n) throw httpRefusals.permissionMissing()
  await appendAudit(trx, {
    action: 'delivery.agenda_order',
    subjectKind: 'meeting',
    subjectId: meetingId,
    after: { order },
  })
}
