import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { Actor } from '../../../platform/access/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { attachment, CSV_TYPE, closed, csvOf, etagOf, Once, Uuid } from '../../../platform/http/index.ts'
import { todayInChina } from '../../../platform/time.ts'
import { sharedColumns } from '../../holdings/index.ts'
import { listGrants, useGrant } from './grantStore.ts'
import { askOutside, mendOutside, replyOutside } from './requestActs.ts'
import { endedRequests, findOutsideRequest, listOutsideRequests } from './requestStore.ts'
import {
  NewOutsideRequest,
  OUTSIDE_ROW_PLACE,
  OutsideGrantList,
  OutsideGrantParams,
  OutsideReply,
  OutsideRequest,
  OutsideRequestList,
  OutsideRequestQuery,
  OutsideResubmission,
  OutsideRowQuery,
  OutsideRows,
  OutsideTableQuery,
} from './schemas.ts'

const Params = Type.Object({ id: Uuid }, closed)
const tags = ['nodes']
const reading = { permission: 'sharing.read', audit: 'none' } as const
const using = {
  permission: 'sharing.use',
  audit: 'none', // outside_use is the log of it
  rateLimit: { max: 120, timeWindow: '1 minute' },
} as const
/** Rows of one table: more than a holding has. */
const ALL_ROWS = 2_000_000

/** What this node's units ask of other nodes, and what they are given. */
export const outsideRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const today = () => todayInChina(app.clock())
  const answer = async (trx: Trx, actor: Actor, id: string, reply: FastifyReply) => {
    const request = await findOutsideRequest(trx, actor, id, today())
    reply.header('etag', etagOf(request.revision))
    return request
  }

  app.get(
    '/nodes/requests',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What your unit asked of other nodes, the newest first, each with the owner’s last answer',
        querystring: OutsideRequestQuery,
        response: { 200: OutsideRequestList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listOutsideRequests(trx, actor, query, today())),
  )

  app.post(
    '/nodes/requests',
    {
      config: { permission: 'sharing.request', audit: 'exchange.ask_outside' },
      schema: {
        tags,
        summary: 'Ask for a resource that another node told of',
        headers: Once,
        body: NewOutsideRequest,
        response: { 201: OutsideRequest },
      },
    },
    async ({ actor, body, headers }, reply) => {
      const made = await app.database.asActor(actor, async (trx) =>
        answer(trx, actor, await askOutside(trx, actor, body, today(), headers['idempotency-key']), reply),
      )
      return reply.code(201).send(made)
    },
  )

  app.get(
    '/nodes/requests/:id',
    {
      config: reading,
      schema: {
        tags,
        summary: 'A request to another node: why it waits and on whom, what was answered',
        params: Params,
        response: { 200: OutsideRequest },
      },
    },
    ({ actor, params }, reply) => app.database.asActor(actor, (trx) => answer(trx, actor, params.id, reply)),
  )

  app.patch(
    '/nodes/requests/:id',
    {
      config: { permission: 'sharing.request', audit: 'exchange.mend_outside' },
      schema: {
        tags,
        summary: 'Say better what is asked for, where the provider at the other node asked for more (needs If-Match)',
        params: Params,
        body: OutsideResubmission,
        response: { 200: OutsideRequest },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await mendOutside(trx, actor, params.id, body, headers['if-match'], today())
        return answer(trx, actor, params.id, reply)
      }),
  )

  app.post(
    '/nodes/requests/:id/replies',
    {
      config: { permission: 'sharing.request', audit: 'exchange.reply_outside' },
      schema: {
        tags,
        summary: 'Accept what was granted narrower, take the request back, or confirm the deletion (needs If-Match)',
        params: Params,
        body: OutsideReply,
        response: { 200: OutsideRequest },
      },
    },
    ({ actor, params, body, headers }, reply) =>
      app.database.asActor(actor, async (trx) => {
        await replyOutside(trx, actor, params.id, body, headers['if-match'], today())
        return answer(trx, actor, params.id, reply)
      }),
  )

  app.get(
    '/nodes/grants',
    {
      config: using,
      schema: {
        tags,
        summary: 'What other nodes give your unit, and what they give no more, with the reason',
        response: { 200: OutsideGrantList },
      },
    },
    ({ actor }) =>
      app.database.asActor(actor, async (trx) => ({
        items: await listGrants(trx),
        ended: await endedRequests(trx, actor, today()),
      })),
  )

  app.get(
    '/nodes/grants/:owner/:id/rows',
    {
      config: using,
      schema: {
        tags,
        summary: 'Rows that another node gave under an agreement; each reading is told to the owner',
        params: OutsideGrantParams,
        querystring: OutsideRowQuery,
        response: { 200: OutsideRows },
      },
    },
    async ({ actor, params, query: { cursor, limit, matter = '' } }, reply) => {
      const [after = ''] = OUTSIDE_ROW_PLACE.read(cursor) ?? []
      const wish = { ...params, manner: 'rows', matter, after, limit } as const
      const body = await useGrant(app.database, actor, wish, async ({ grant, rows, after: last }) =>
        JSON.stringify({
          ...{ grant, rows, rowCount: rows.length, next: last === null ? null : OUTSIDE_ROW_PLACE.write(last) },
        } satisfies OutsideRows),
      )
      return reply.type('application/json; charset=utf-8').send(body as never)
    },
  )

  app.get(
    '/nodes/grants/:owner/:id/rows.csv',
    {
      config: { ...using, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'All rows that another node gave under an agreement, as a table',
        params: OutsideGrantParams,
        querystring: OutsideTableQuery,
        response: { 200: { content: { [CSV_TYPE]: { schema: Type.Any() } } } },
      },
    },
    async ({ actor, params, query: { matter = '' } }, reply) => {
      let name = ''
      const wish = { ...params, manner: 'download', matter, after: '', limit: ALL_ROWS } as const
      const body = await useGrant(app.database, actor, wish, async ({ grant, rows }) => {
        name = grant.resource
        let text = ''
        for await (const portion of csvOf(sharedColumns(grant.items), rows)) text += portion
        return text
      })
      return reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment(`${name}.csv`))
        .send(body as never)
    },
  )
}
