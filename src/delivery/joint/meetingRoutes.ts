import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { attachment, closed, Day, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { keepLights } from '../lights/index.ts'
import { takeAttachment } from './attachments.ts'
import { addMaterial, findMaterial, removeMaterial } from './materials.ts'
import { findMeeting, listMeetings, nextMeeting } from './meetingStore.ts'
import {
  actOnMeeting,
  addAgendaItem,
  editAgendaItem,
  editMeeting,
  openMeeting,
  orderAgenda,
  planMeeting,
  removeAgendaItem,
} from './meetings.ts'
import { issueMinutes } from './minutes.ts'
import { addResolution, editResolution, objectTo, removeResolution, withdrawObjection } from './resolutions.ts'
import {
  ActText,
  AgendaItemEdit,
  AgendaOrder,
  IssueMinutes,
  MeetingDetail,
  MeetingEdit,
  MeetingList,
  MeetingQuery,
  NewAgendaItem,
  NewMeeting,
  NewResolution,
  NextMeeting,
  OptionalText,
  ResolutionInput,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Joint meetings (联席会议): prepared, convened, held, minuted. Every change answers with the whole meeting. */
export const meetingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const manage = (audit: string) => ({ permission: 'meeting.manage', audit }) as const
  const tags = ['delivery: joint']
  const today = () => todayInChina(app.clock())
  const detail = { 200: MeetingDetail }

  /** Does the work as the actor and answers with the meeting that it names. */
  const change = (actor: Actor, work: (trx: Trx) => Promise<string>) =>
    app.database.asActor(actor, async (trx) => findMeeting(trx, await work(trx), actor))

  app.get(
    '/meetings',
    {
      config: read,
      schema: {
        tags,
        summary: 'Meetings, the latest first',
        querystring: MeetingQuery,
        response: { 200: MeetingList },
      },
    },
    (request) => app.database.asActor(request.actor, (trx) => listMeetings(trx, request.query)),
  )

  app.get(
    '/meetings/next',
    {
      config: manage('none'),
      schema: {
        tags,
        summary: 'What the next meeting of a tier would be: whose turn it is, who is invited, what waits',
        querystring: Type.Object({ tier: Uuid, heldOn: Day }, closed),
        response: { 200: NextMeeting },
      },
    },
    (request) =>
      app.database.asActor(request.actor, (trx) => nextMeeting(trx, request.query.tier, request.query.heldOn)),
  )

  app.get(
    '/meetings/:id',
    {
      config: read,
      schema: { tags, summary: 'One meeting, whole', params: Params, response: detail },
    },
    async (request, reply) => {
      const meeting = await change(request.actor, async () => request.params.id)
      return reply.header('etag', etagOf(meeting.revision)).send(meeting)
    },
  )

  app.post(
    '/meetings',
    {
      config: manage('delivery.meeting_plan'),
      schema: {
        tags,
        summary: 'Prepare a meeting of a tier (the same Idempotency-Key adds nothing)',
        headers: Once,
        body: NewMeeting,
        response: { 201: MeetingDetail },
      },
    },
    async (request, reply) => {
      const { actor, body, headers } = request
      const meeting = await change(actor, (trx) => planMeeting(trx, actor, body, today(), headers['idempotency-key']))
      return reply.code(201).send(meeting)
    },
  )

  app.patch(
    '/meetings/:id',
    {
      config: manage('delivery.meeting_edit'),
      schema: {
        tags,
        summary: 'Change day, place, host, general minutes (needs If-Match)',
        params: Params,
        body: MeetingEdit,
        response: detail,
      },
    },
    (request) =>
      change(request.actor, async (trx) => {
        await editMeeting(trx, request.actor, request.params.id, request.body, request.headers['if-match'])
        return request.params.id
      }),
  )

  for (const event of ['convene', 'hold', 'cancel'] as const) {
    app.post(
      `/meetings/:id/${event}`,
      {
        config: manage(`delivery.meeting_${event}`),
        schema: {
          tags,
          summary: { convene: 'Invite', hold: 'It takes place', cancel: 'Call it off' }[event],
          params: Params,
          body: OptionalText,
          response: detail,
        },
      },
      (request) =>
        change(request.actor, async (trx) => {
          const reason = request.body.text?.trim() || null
          await actOnMeeting(trx, request.actor, request.params.id, event, reason, today())
          return request.params.id
        }),
    )
  }

  app.post(
    '/meetings/:id/issue',
    {
      config: manage('delivery.meeting_issue'),
      schema: {
        tags,
        summary: 'Issue the minutes: resolutions become tasks, matters are settled, deferred or rise',
        params: Params,
        body: IssueMinutes,
        response: detail,
      },
    },
    async (request) => {
      const meeting = await change(request.actor, async (trx) => {
        await issueMinutes(trx, request.actor, request.params.id, request.body, app.clock())
        return request.params.id
      })
      await keepLights(app)
      return meeting
    },
  )

  app.post(
    '/meetings/:id/agenda',
    {
      config: manage('delivery.agenda_add'),
      schema: {
        tags,
        summary: 'Put an item on the agenda',
        params: Params,
        body: NewAgendaItem,
        response: { 201: MeetingDetail },
      },
    },
    async (request, reply) => {
      const meeting = await change(request.actor, async (trx) => {
        await addAgendaItem(trx, request.actor, request.params.id, request.body, today())
        return request.params.id
      })
      return reply.code(201).send(meeting)
    },
  )

  app.put(
    '/meetings/:id/agenda',
    {
      config: manage('delivery.agenda_order'),
      schema: { tags, summary: 'The order of the agenda', params: Params, body: AgendaOrder, response: detail },
    },
    (request) =>
      change(request.actor, async (trx) => {
        await orderAgenda(trx, request.params.id, request.body.order)
        return request.params.id
      }),
  )

  app.patch(
    '/agenda-items/:id',
    {
      config: manage('delivery.agenda_edit'),
      schema: {
        tags,
        summary: 'Write an item: its words, its minutes, what came of it (needs If-Match)',
        params: Params,
        body: AgendaItemEdit,
        response: detail,
      },
    },
    (request) =>
      change(request.actor, (trx) =>
        editAgendaItem(trx, request.actor, request.params.id, request.body, request.headers['if-match']),
      ),
  )

  app.delete(
    '/agenda-items/:id',
    {
      config: manage('delivery.agenda_remove'),
      schema: { tags, summary: 'Take an item off the agenda', params: Params, response: detail },
    },
    (request) => change(request.actor, (trx) => removeAgendaItem(trx, request.actor, request.params.id, today())),
  )

  app.post(
    '/meetings/:id/resolutions',
    {
      config: manage('delivery.resolution_add'),
      schema: {
        tags,
        summary: 'Write down a resolution',
        params: Params,
        body: NewResolution,
        response: { 201: MeetingDetail },
      },
    },
    async (request, reply) => {
      const meeting = await change(request.actor, async (trx) => {
        await addResolution(trx, request.params.id, request.body)
        return request.params.id
      })
      return reply.code(201).send(meeting)
    },
  )

  app.patch(
    '/resolutions/:id',
    {
      config: manage('delivery.resolution_edit'),
      schema: {
        tags,
        summary: 'Change a resolution before the minutes are issued (needs If-Match)',
        params: Params,
        body: ResolutionInput,
        response: detail,
      },
    },
    (request) =>
      change(request.actor, (trx) =>
        editResolution(trx, request.actor, request.params.id, request.body, request.headers['if-match']),
      ),
  )

  app.delete(
    '/resolutions/:id',
    {
      config: manage('delivery.resolution_remove'),
      schema: { tags, summary: 'Strike a drafted resolution', params: Params, response: detail },
    },
    (request) => change(request.actor, (trx) => removeResolution(trx, request.params.id)),
  )

  app.post(
    '/resolutions/:id/objections',
    {
      config: { permission: 'delivery.escalate', audit: 'delivery.resolution_object' },
      schema: {
        tags,
        summary: 'Object, as a member of the meeting',
        params: Params,
        body: ActText,
        response: { 201: MeetingDetail },
      },
    },
    async (request, reply) => {
      const meeting = await change(request.actor, (trx) =>
        objectTo(trx, request.actor, request.params.id, request.body.text),
      )
      return reply.code(201).send(meeting)
    },
  )

  app.delete(
    '/objections/:id',
    {
      config: { permission: 'delivery.escalate', audit: 'delivery.objection_withdraw' },
      schema: { tags, summary: 'Take one’s objection back', params: Params, response: detail },
    },
    (request) => change(request.actor, (trx) => withdrawObjection(trx, request.actor, request.params.id)),
  )

  app.post(
    '/meetings/:id/materials',
    {
      config: { permission: 'delivery.report', audit: 'delivery.material_add' },
      schema: {
        tags,
        summary: 'Lay a paper on the table (one file; fields title, agendaItemId)',
        consumes: ['multipart/form-data'],
        params: Params,
        response: { 201: MeetingDetail },
      },
    },
    async (request, reply) => {
      await app.database.asActor(request.actor, (trx) => openMeeting(trx, request.params.id)) // before anything is kept
      const paper = await takeAttachment(request, app.files)
      const meeting = await change(request.actor, async (trx) => {
        await addMaterial(trx, request.actor, request.params.id, paper)
        return request.params.id
      })
      return reply.code(201).send(meeting)
    },
  )

  app.get(
    '/materials/:id/file',
    {
      config: read,
      schema: {
        tags,
        summary: 'A paper of a meeting, as it was handed in',
        params: Params,
        response: { 200: { content: { 'application/octet-stream': { schema: Type.Any() } } } },
      },
    },
    async (request, reply) => {
      const { sha256, file_name } = await app.database.asActor(request.actor, (trx) =>
        findMaterial(trx, request.params.id),
      )
      const bytes = await app.files.get(sha256)
      return reply
        .type('application/octet-stream')
        .header('content-disposition', attachment(file_name))
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )

  app.delete(
    '/materials/:id',
    {
      config: { permission: 'delivery.report', audit: 'delivery.material_remove' },
      schema: { tags, summary: 'Take a paper off the table', params: Params, response: detail },
    },
    (request) => change(request.actor, (trx) => removeMaterial(trx, request.params.id)),
  )
}
