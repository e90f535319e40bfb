import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Trx } from '../../platform/database/index.ts'
import { closed, etagOf, Once, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { askForResource, decideRequest, replyToRequest, resubmit } from './acts.ts'
import {
  Decision,
  NewRequest,
  Reply,
  RequestDetail,
  RequestList,
  RequestQuery,
  Resubmission,
  SharingWaits,
} from './schemas.ts'
import { findRequest, listRequests } from './store.ts'
import { sharingWaits } from './waits.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['sharing']
const read = { permission: 'sharing.read', audit: 'none' } as const
const detail = { 200: RequestDetail }

/** Requests for shared data (共享申请): asked, mended, decided, accepted, brought forward, taken back. */
export const requestRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const answer = async (trx: Trx, id: string, reply: FastifyReply) => {
    const request = await findRequest(trx, id, today())
    reply.header('etag', etagOf(request.revision))
    return request
  }

  app.get(
    '/share-requests',
    {
      config: read,
      schema: {
        tags,
        summary: 'Requests for data that you see: those asked of you by their last day, else the newest first',
        querystring: RequestQuery,
        response: { 200: RequestList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listRequests(trx, query, today())),
  )

  app.get(
    '/share-requests/waits',
    {
      config: read,
      schema: { tags, summary: 'How much of the sharing waits for your organization', response: { 200: SharingWaits } },
    },
    ({ actor }) => app.database.asActor(actor, (trx) => sharingWaits(trx, today())),
  )

  app.post(
    '/share-requests',
    {
      config: { permission: 'sharing.request', audit: 'exchange.ask_for_resource' },
      schema: {
        tags,
        summary: 'Ask for a published resource',
        headers: Once,
        body: NewRequest,
        response: { 201: RequestDetail },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const request = await app.database.asActor(actor, async (trx) =>
        answer(trx, await askForResource(trx, actor, body, today(), headers['idempotency-key']), reply),
      )
      return reply.code(201).send(request)
    },
  )

  app.get(
    '/share-requests/:id',
    {
      config: read,
      schema: { tags, summary: 'A request: its clock, its steps, what was granted', params: Params, response: detail },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answer(trx, params.id, reply)),
  )

  app.patch(
    '/share-requests/:id',
    {
      config: { permission: 'sharing.request', audit: 'exchange.mend_share_request' },
      schema: {
        tags,
        summary: 'Say better what is asked for, where the provider asked for more (needs If-Match)',
        params: Params,
        body: Resubmission,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await resubmit(trx, params.id, body, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/share-requests/:id/decisions',
    {
      config: { permission: 'sharing.decide', audit: 'exchange.decide_share_request' },
      schema: {
        tags,
        summary: 'Ask for more, grant (all of it or less), or refuse, as the provider (needs If-Match)',
        params: Params,
        body: Decision,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await decideRequest(trx, params.id, body, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )

  app.post(
    '/share-requests/:id/replies',
    {
      config: { permission: 'sharing.request', audit: 'exchange.reply_share_request' },
      schema: {
        tags,
        summary: 'Accept what was granted narrower, bring a refusal forward, or take the request back (needs If-Match)',
        params: Params,
        body: Reply,
        response: detail,
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await replyToRequest(trx, actor, params.id, body, headers['if-match'], today())
        return answer(trx, params.id, reply)
      }),
  )
}
