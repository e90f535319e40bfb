import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Actor } from '../../platform/access/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { attachment, closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { takeAttachment } from '../joint/index.ts'
import { keepLights } from '../lights/index.ts'
import { addFile, findFile, removeFile } from './files.ts'
import { findNotice, findNotices, listNotices, noticeRow } from './noticeStore.ts'
import { actAsOwner, answerNotice, drawUpNotices, editNotice, receiveNotice } from './notices.ts'
import {
  MaybeWords,
  NewNotice,
  NoticeAnswer,
  NoticeDetail,
  NoticeEdit,
  NoticeExtension,
  NoticeList,
  NoticeQuery,
  NoticesMade,
  Words,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)

/** Supervision notices (督办单): drawn up, issued, received, answered, returned, signed off. */
export const noticeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const read = { permission: 'delivery.read', audit: 'none' } as const
  const supervise = (audit: string) => ({ permission: 'delivery.supervise', audit }) as const
  const report = (audit: string) => ({ permission: 'delivery.report', audit }) as const
  const tags = ['delivery: supervision']
  const today = () => todayInChina(app.clock())
  const detail = { 200: NoticeDetail }

  /** Does the work as the actor, answers with the notice as it stands, and lets the lights follow. */
  const change = async (actor: Actor, id: string, work: (trx: Trx) => Promise<void>) => {
    const notice = await app.database.asActor(actor, async (trx) => {
      await work(trx)
      return findNotice(trx, id, actor, today())
    })
    await keepLights(app)
    return notice
  }

  app.get(
    '/supervision-notices',
    {
      config: read,
      schema: { tags, summary: 'Notices that one may see', querystring: NoticeQuery, response: { 200: NoticeList } },
    },
    (request) => app.database.asActor(request.actor, (trx) => listNotices(trx, request.query, request.actor, today())),
  )

  app.get(
    '/supervision-notices/:id',
    { config: read, schema: { tags, summary: 'One notice with its steps', params: Params, response: detail } },
    async (request, reply) => {
      const notice = await app.database.asActor(request.actor, (trx) =>
        findNotice(trx, request.params.id, request.actor, today()),
      )
      return reply.header('etag', etagOf(notice.revision)).send(notice)
    },
  )

  app.post(
    '/supervision-notices',
    {
      config: supervise('delivery.notice_draw_up'),
      schema: {
        tags,
        summary:
          'Draw up notices, one for each unit; issue them at once where asked (the same Idempotency-Key adds nothing)',
        headers: Once,
        body: NewNotice,
        response: { 201: NoticesMade },
      },
    },
    async (request, reply) => {
      const { actor, body, headers } = request
      const items = await app.database.asActor(actor, async (trx) => {
        const ids = await drawUpNotices(trx, actor, body, today(), headers['idempotency-key'])
        return findNotices(trx, ids, actor, today())
      })
      await keepLights(app)
      return reply.code(201).send({ items })
    },
  )

  app.patch(
    '/supervision-notices/:id',
    {
      config: supervise('delivery.notice_edit'),
      schema: { tags, summary: 'Change a draft (needs If-Match)', params: Params, body: NoticeEdit, response: detail },
    },
    ({ actor, params, body, headers }) =>
      change(actor, params.id, (trx) => editNotice(trx, actor, params.id, body, headers['if-match'], today())),
  )

  const ownersActs = [
    ['issue', 'issued', 'Issue it', MaybeWords],
    ['return', 'returned', 'Return the answer, saying why', Words],
    ['sign-off', 'signed_off', 'Sign off (销号)', MaybeWords],
    ['reopen', 'reopened', 'Reopen what was signed off, saying why', Words],
    ['withdraw', 'withdrawn', 'Take it back, saying why', Words],
  ] as const
  for (const [name, event, summary, body] of ownersActs) {
    app.post(
      `/supervision-notices/:id/${name}`,
      {
        config: supervise(`delivery.notice_${event}`),
        schema: { tags, summary, params: Params, body, response: detail },
      },
      (request) => {
        const { actor, params } = request
        const text = request.body.text?.trim() || null
        return change(actor, params.id, (trx) => actAsOwner(trx, actor, params.id, event, text, today()))
      },
    )
  }

  app.post(
    '/supervision-notices/:id/extend',
    {
      config: supervise('delivery.notice_extended'),
      schema: {
        tags,
        summary: 'Move the deadline, saying why',
        params: Params,
        body: NoticeExtension,
        response: detail,
      },
    },
    ({ actor, params, body }) =>
      change(actor, params.id, (trx) =>
        actAsOwner(trx, actor, params.id, 'extended', body.text.trim(), today(), body.dueOn),
      ),
  )

  app.post(
    '/supervision-notices/:id/receive',
    {
      config: report('delivery.notice_received'),
      schema: { tags, summary: 'Receive it (签收)', params: Params, response: detail },
    },
    ({ actor, params }) => change(actor, params.id, (trx) => receiveNotice(trx, actor, params.id)),
  )

  app.post(
    '/supervision-notices/:id/answer',
    {
      config: report('delivery.notice_answered'),
      schema: { tags, summary: 'Answer with what shows it', params: Params, body: NoticeAnswer, response: detail },
    },
    ({ actor, params, body }) => change(actor, params.id, (trx) => answerNotice(trx, actor, params.id, body)),
  )

  app.post(
    '/supervision-notices/:id/files',
    {
      config: report('delivery.supervision_file_add'),
      schema: {
        tags,
        summary: 'Keep a paper for the answer (one file)',
        consumes: ['multipart/form-data'],
        params: Params,
        response: { 201: NoticeDetail },
      },
    },
    async (request, reply) => {
      const { actor, params } = request
      await app.database.asActor(actor, (trx) => noticeRow(trx, params.id)) // before anything is kept
      const paper = await takeAttachment(request, app.files)
      const notice = await change(actor, params.id, async (trx) => {
        await addFile(trx, actor, { noticeId: params.id }, paper)
      })
      return reply.code(201).send(notice)
    },
  )

  app.get(
    '/supervision-files/:id',
    {
      config: read,
      schema: {
        tags,
        summary: 'A paper, as it was handed in',
        params: Params,
        response: { 200: { content: { 'application/octet-stream': { schema: Type.Any() } } } },
      },
    },
    async (request, reply) => {
      const file = await app.database.asActor(request.actor, (trx) => findFile(trx, request.params.id))
      const bytes = await app.files.get(file.sha256)
      return reply
        .type('application/octet-stream')
        .header('content-disposition', attachment(file.file_name))
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )

  app.delete(
    '/supervision-files/:id',
    {
      config: report('delivery.supervision_file_remove'),
      schema: {
        tags,
        summary: 'Take back a paper that was not handed in',
        params: Params,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await app.database.asActor(request.actor, (trx) => removeFile(trx, request.params.id))
      return reply.code(204).send(null)
    },
  )
}
