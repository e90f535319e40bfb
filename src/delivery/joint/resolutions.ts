import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import { CLOCK_NOW, type Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { expectVersion, httpRefusals, whyUnwritten } from '../../platform/http/index.ts'
import { findMeeting } from './meetingStore.ts'
import { heldMeeting, itemRow, openMeeting } from './meetings.ts'
import { tell } from './outward.ts'
import { jointRefusals as refusals } from './refusals.ts'
import type { NewResolution, ResolutionInput } from './schemas.ts'

/** Writes down what the meeting decides on an item (议定事项), with who leads, who takes part, and by when. */
export async function addResolution(trx: Trx, meetingId: string, body: NewResolution): Promise<string> {
  await openMeeting(trx, meetingId)
  const item = await itemRow(trx, body.agendaItemId)
  if (item.meeting_id !== meetingId) throw refusals.itemNotFound(body.agendaItemId)
  const id = randomUUID()
  await sql`
    insert into resolution (id, meeting_id, agenda_item_id, number, title, text, measure, pace, due_on)
    select ${id}::uuid, ${meetingId}::uuid, ${item.id}::uuid, coalesce(max(number), 0) + 1, ${body.title.trim()},
      ${body.text.trim()}, ${body.measure?.trim() ?? ''}, ${body.pace}, ${body.dueOn}::date
    from resolution where meeting_id = ${meetingId}::uuid`.execute(trx)
  await setUnits(trx, id, body)
  await appendAudit(trx, {
    action: 'delivery.resolution_add',
    subjectKind: 'meeting',
    subjectId: meetingId,
    after: body,
  })
  return id
}

async function setUnits(trx: Trx, id: string, body: ResolutionInput): Promise<void> {
  const { leadIds, participantIds } = body
  if (participantIds.some((unit) => leadIds.includes(unit))) throw refusals.unitTwice()
  await trx.deleteFrom('resolution_unit').where('resolution_id', '=', id).execute()
  const rows = [
    ...leadIds.map((unit) => ({ organization_id: unit, role: 'lead' as const })),
    ...participantIds.map((unit) => ({ organization_id: unit, role: 'participant' as const })),
  ].map((row, index) => ({ resolution_id: id, position: index + 1, ...row }))
  if (rows.length > 0) await trx.insertInto('resolution_unit').values(rows).execute()
}

export async function resolutionRow(trx: Trx, id: string) {
  const resolution = await trx.selectFrom('resolution').selectAll().where('id', '=', id).executeTakeFirst()
  if (!resolution) throw refusals.resolutionNotFound(id)
  return resolution
}

/** @throws Refusal version_outdated with what stands now, meeting_closed, resolution_unit_twice */
export async function editResolution(
  trx: Trx,
  actor: Actor,
  id: string,
  body: ResolutionInput,
  ifMatch: string | undefined,
): Promise<string> {
  const before = await resolutionRow(trx, id)
  await openMeeting(trx, before.meeting_id)
  const meeting = await findMeeting(trx, before.meeting_id, actor)
  const now = meeting.agenda.flatMap((item) => item.resolutions).find((one) => one.id === id)
  expectVersion(ifMatch, before.revision, now)
  const changed = await trx
    .updateTable('resolution')
    .set({
      title: body.title.trim(),
      text: body.text.trim(),
      measure: body.measure?.trim() ?? before.measure,
      pace: body.pace,
      due_on: body.dueOn,
      revision: before.revision + 1,
      updated_at: CLOCK_NOW,
    })
    .where('id', '=', id)
    .where('revision', '=', before.revision)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw await whyUnwritten(trx, 'resolution', id, before.revision)
  await setUnits(trx, id, body)
  await appendAudit(trx, {
    action: 'delivery.resolution_edit',
    subjectKind: 'meeting',
    subjectId: before.meeting_id,
    before: now,
    after: body,
  })
  return before.meeting_id
}

/** Strikes a draft; one that a member objected to is kept with the objection. @throws Refusal resolution_objected */
export async function removeResolution(trx: Trx, id: string): Promise<string> {
  const before = await resolutionRow(trx, id)
  await openMeeting(trx, before.meeting_id)
  const { count } = await trx
    .selectFrom('resolution_objection')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('resolution_id', '=', id)
    .executeTakeFirstOrThrow()
  if (count > 0) throw refusals.resolutionObjected(count)
  const removed = await trx.deleteFrom('resolution').where('id', '=', id).executeTakeFirst()
  if (removed.numDeletedRows === 0n) throw httpRefusals.permissionMissing()
  await appendAudit(trx, {
    action: 'delivery.resolution_remove',
    subjectKind: 'meeting',
    subjectId: before.meeting_id,
    before: { title: before.title, text: before.text },
  })
  return before.meeting_id
}

/** A member of the meeting does not agree: it is recorded, shown beside the resolution, and printed in the minutes. One stands of each unit. */
export async function objectTo(trx: Trx, actor: Actor, id: string, text: string): Promise<string> {
  const resolution = await resolutionRow(trx, id)
  const meeting = await heldMeeting(trx, resolution.meeting_id)
  if (meeting.state !== 'convened' && meeting.state !== 'held') throw refusals.meetingCannot(meeting.state, 'object')
  const seat = await trx
    .selectFrom('meeting_attendee')
    .select('capacity')
    .where('meeting_id', '=', meeting.id)
    .where('organization_id', '=', actor.organizationId)
    .executeTakeFirst()
  if (seat?.capacity !== 'member') throw refusals.notMember()
  const standing = await trx
    .selectFrom('resolution_objection')
    .select('id')
    .where('resolution_id', '=', id)
    .where('organization_id', '=', actor.organizationId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (standing) throw refusals.objectionStands()
  const objectionId = randomUUID()
  await trx
    .insertInto('resolution_objection')
    .values({
      id: objectionId,
      resolution_id: id,
      text: text.trim(),
      user_id: actor.userId,
      user_name: actor.userName,
      organization_id: actor.organizationId,
      organization_name: actor.organizationName,
      withdrawn_at: null,
    })
    .execute()
  await tell(trx, [meeting.owner_organization_id, meeting.host_organization_id], actor, 'resolution_objected', {
    id: meeting.id,
    title: resolution.title,
    key: objectionId,
  })
  await announce(trx, 'delivery.resolution_objected', { id, meetingId: meeting.id, objectionId })
  await appendAudit(trx, {
    action: 'delivery.resolution_object',
    subjectKind: 'resolution',
    subjectId: id,
    after: { objectionId, text },
  })
  return meeting.id
}

/** The member takes its objection back: it stays readable, and stands no more. */
export async function withdrawObjection(trx: Trx, actor: Actor, id: string): Promise<string> {
  const objection = await trx
    .selectFrom('resolution_objection as b')
    .innerJoin('resolution as r', 'r.id', 'b.resolution_id')
    .select(['b.id', 'b.resolution_id', 'r.meeting_id'])
    .where('b.id', '=', id)
    .where('b.organization_id', '=', actor.organizationId)
    .where('b.withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (!objection) throw refusals.objectionNotFound(id)
  const { state } = await heldMeeting(trx, objection.meeting_id)
  if (state === 'minuted') throw refusals.meetingClosed(state)
  const changed = await trx
    .updateTable('resolution_objection')
    .set({ withdrawn_at: CLOCK_NOW })
    .where('id', '=', id)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw httpRefusals.permissionMissing()
  await appendAudit(trx, {
    action: 'delivery.objection_withdraw',
    subjectKind: 'resolution',
    subjectId: objection.resolution_id,
    after: { objectionId: id },
  })
  return objection.meeting_id
}
