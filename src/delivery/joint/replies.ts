import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import { appendAudit } from '../../platform/audit/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { announce } from '../../platform/events/index.ts'
import { httpRefusals } from '../../platform/http/index.ts'
import { meetingRow } from './meetings.ts'
import { tell } from './outward.ts'
import { jointRefusals as refusals } from './refusals.ts'
import type { NewReply } from './schemas.ts'

/**
 * A unit that is invited says whether it comes (回执): itself, by a deputy, or not, with the reason. It may say otherwise
 * until the meeting is held; the last word counts, each stays.
 * @throws Refusal meeting_not_found, meeting_reply_closed, meeting_not_invited
 */
export async function replyTo(trx: Trx, actor: Actor, meetingId: string, body: NewReply): Promise<void> {
  const meeting = await meetingRow(trx, meetingId)
  if (meeting.state !== 'convened') throw refusals.replyClosed(meeting.state)
  const seat = await trx
    .selectFrom('meeting_attendee')
    .select('organization_id')
    .where('meeting_id', '=', meetingId)
    .where('organization_id', '=', actor.organizationId)
    .executeTakeFirst()
  if (!seat) throw refusals.notInvited()
  const person = body.person?.trim() ?? ''
  const note = body.note?.trim() ?? ''
  if (body.reply === 'deputy' && !person) throw httpRefusals.schemaMismatch('body', 'person', 'who comes instead')
  if (body.reply === 'absent' && !note) throw httpRefusals.schemaMismatch('body', 'note', 'the reason')
  await sql`
    insert into meeting_reply (meeting_id, organization_id, number, reply, person, note, user_id, user_name)
    select ${meetingId}::uuid, ${actor.organizationId}::uuid, coalesce(max(number), 0) + 1, ${body.reply}, ${person}, ${note},
      ${actor.userId}, ${actor.userName}
    from meeting_reply where meeting_id = ${meetingId}::uuid and organization_id = ${actor.organizationId}::uuid`.execute(
    trx,
  )
  const { count } = await trx
    .selectFrom('meeting_reply')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('meeting_id', '=', meetingId)
    .where('organization_id', '=', actor.organizationId)
    .executeTakeFirstOrThrow()
  await tell(trx, [meeting.owner_organization_id, meeting.host_organization_id], actor, `meeting_reply_${body.reply}`, {
    id: meetingId,
    title: `${actor.organizationName}，${meeting.title}`,
    key: `${actor.organizationId}:${count}`,
  })
  await announce(trx, 'delivery.meeting_replied', {
    id: meetingId,
    organizationId: actor.organizationId,
    reply: body.reply,
  })
  await appendAudit(trx, {
    action: 'delivery.meeting_reply',
    subjectKind: 'meeting',
    subjectId: meetingId,
    after: { reply: body.reply, person, note },
  })
}
