import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { closed, Uuid } from '../../platform/http/index.ts'
import { findMeeting } from './meetingStore.ts'
import { setAttendees } from './meetings.ts'
import { replyTo } from './replies.ts'
import { AttendeesInput, MeetingDetail, NewReply } from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Who is invited to a meeting, what they answer, and who came. */
export const attendanceRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const tags = ['delivery: joint']
  const detail = { 200: MeetingDetail }
  const change = (actor: Actor, work: (trx: Trx) => Promise<string>) =>
    app.database.asActor(actor, async (trx) => findMeeting(trx, await work(trx), actor))

  app.put(
    '/meetings/:id/attendees',
    {
      config: { permission: 'meeting.manage', audit: 'delivery.meeting_attendees' },
      schema: {
        tags,
        summary: 'Who is invited, and who came (needs If-Match)',
        params: Params,
        body: AttendeesInput,
        response: detail,
      },
    },
    ({ actor, params, body, headers }) =>
      change(actor, async (trx) => {
        await setAttendees(trx, actor, params.id, body, headers['if-match'])
        return params.id
      }),
  )

  app.post(
    '/meetings/:id/reply',
    {
      config: { permission: 'delivery.escalate', audit: 'delivery.meeting_reply' },
      schema: {
        tags,
        summary: 'Answer an invitation: come, send a deputy, or be absent with the reason',
        params: Params,
        body: NewReply,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      change(actor, async (trx) => {
        await replyTo(trx, actor, params.id, body)
        return params.id
      }),
  )
}
