import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { closed, Moment, nullable, originOf, Uuid } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { calendarOf } from './calendar.ts'
import { deadlinesOf } from './deadlines.ts'
import { actorOfFeed, addFeed, endFeed, listFeeds } from './feedStore.ts'
import { noticeRefusals } from './refusals.ts'

const tags = ['calendar']
const Feed = Type.Object({ id: Uuid, createdAt: Moment, lastReadAt: nullable(Moment) })

/** Deadlines for calendar applications: a secret link for each, which its user can end at any time. */
export const calendarRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/calendar-feeds',
    {
      config: { permission: 'delivery.report', audit: 'none' },
      schema: { tags, summary: 'Calendar links of this user', response: { 200: Type.Array(Feed) } },
    },
    async ({ actor }) => {
      const feeds = await app.database.asActor(actor, listFeeds)
      return feeds.map(({ id, createdAt, lastReadAt }) => ({
        id,
        createdAt: createdAt.toISOString(),
        lastReadAt: lastReadAt?.toISOString() ?? null,
      }))
    },
  )

  app.post(
    '/calendar-feeds',
    {
      config: { permission: 'delivery.report', audit: 'calendar.share' },
      schema: {
        tags,
        summary: 'Make a calendar link; its token is shown this once',
        response: { 201: Type.Object({ id: Uuid, path: Type.String() }) },
      },
    },
    async ({ actor }, reply) => {
      const { id, token } = await app.database.asActor(actor, (trx) => addFeed(trx, actor))
      return reply.status(201).send({ id, path: `/api/v1/calendar/${token}.ics` })
    },
  )

  app.delete(
    '/calendar-feeds/:id',
    {
      config: { permission: 'delivery.report', audit: 'calendar.unshare' },
      schema: {
        tags,
        summary: 'End a calendar link',
        params: Type.Object({ id: Uuid }, closed),
        response: { 204: Type.Null() },
      },
    },
    async ({ actor, params }, reply) => {
      await app.database.asActor(actor, (trx) => endFeed(trx, params.id, app.clock()))
      return reply.status(204).send(null)
    },
  )

  app.get(
    '/calendar/:token.ics',
    {
      config: { permission: 'public', audit: 'none', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: {
        tags,
        summary: 'Deadlines as iCalendar (RFC 5545); the token in the address is the key',
        params: Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }, closed),
        response: { 200: { content: { 'text/calendar': { schema: Type.Any() } } } },
      },
    },
    async (request, reply) => {
      const now = app.clock()
      const actor = await actorOfFeed(app.database, request.params.token, now)
      if (!actor) throw noticeRefusals.feedUnknown('')
      const deadlines = await app.database.asActor(actor, (trx) =>
        deadlinesOf(trx, actor.organizationId, todayInChina(now)),
      )
      const calendar = calendarOf(actor.organizationName, deadlines, originOf(request), now)
      return reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, no-store').send(calendar)
    },
  )
}
