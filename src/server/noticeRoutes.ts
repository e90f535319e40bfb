import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { appendAudit } from '../platform/audit/index.ts'
import { closed, cursorOf, listQuery, Moment, Uuid } from '../platform/http/index.ts'
import { chooseMail, countUnread, listNotices, mailWish, markRead } from '../platform/notices/index.ts'

const PLACE = cursorOf('notices', 'moment', 'uuid')

const MailWish = Type.Union([Type.Literal('none'), Type.Literal('each'), Type.Literal('daily')], {
  description: 'none: only in the application; each: a mail for each; daily: one mail at eight in the morning',
})
const Notice = Type.Object({
  id: Uuid,
  kind: Type.String({ description: '`<room>.<what>`' }),
  title: Type.String(),
  titleEn: Type.String(),
  link: Type.String({ description: 'the page where something can be done about it' }),
  at: Moment,
  read: Type.Boolean(),
})
const NoticeList = Type.Object({
  items: Type.Array(Notice),
  unread: Type.Integer({ minimum: 0 }),
  next: Type.Unsafe<string | null>({ type: ['string', 'null'], description: 'cursor of the next page' }),
})
const Preference = Type.Object({ mail: MailWish }, closed)

const own = (audit: string) => ({ permission: 'session.use' as const, audit })
const tags = ['notices']

/** What the actor should know, which of it this user has read, and whether it wants mail. */
export const noticeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/notices',
    {
      config: own('none'),
      schema: {
        tags,
        summary: 'Notices to the actor, newest first',
        querystring: Type.Object({ ...listQuery(PLACE), unread: Type.Boolean({ default: false }) }, closed),
        response: { 200: NoticeList },
      },
    },
    async (request) => {
      const { limit, cursor, unread: only } = request.query
      const after = PLACE.read(cursor)
      const { actor } = request
      const [rows, unread] = await app.database.asActor(actor, async (trx) => [
        await listNotices(trx, actor, { limit, unread: only, after }),
        await countUnread(trx, actor),
      ])
      const last = rows.at(-1)
      const next = last && rows.length === limit ? PLACE.write(last.at.toISOString(), last.id) : null
      return { items: rows.map((row) => ({ ...row, at: row.at.toISOString() })), unread, next }
    },
  )

  app.get(
    '/notices/unread',
    {
      config: own('none'),
      schema: {
        tags,
        summary: 'How many notices this user has not read',
        response: { 200: Type.Object({ unread: Type.Integer({ minimum: 0 }) }) },
      },
    },
    async ({ actor }) => ({ unread: await app.database.asActor(actor, (trx) => countUnread(trx, actor)) }),
  )

  app.post(
    '/notices/read',
    {
      config: own('none'), // what one has looked at is one's own matter, not the log's
      schema: {
        tags,
        summary: 'Mark notices as read by this user: those named, or all',
        body: Type.Object({ ids: Type.Optional(Type.Array(Uuid, { maxItems: 200 })) }, closed),
        response: { 200: Type.Object({ unread: Type.Integer({ minimum: 0 }) }) },
      },
    },
    ({ actor, body }) =>
      app.database.asActor(actor, async (trx) => {
        await markRead(trx, actor, body.ids)
        return { unread: await countUnread(trx, actor) }
      }),
  )

  app.get(
    '/notices/preference',
    { config: own('none'), schema: { tags, summary: 'How this user wants its mail', response: { 200: Preference } } },
    async ({ actor }) => ({ mail: await app.database.asActor(actor, (trx) => mailWish(trx, actor)) }),
  )

  app.put(
    '/notices/preference',
    {
      config: own('notice.prefer'),
      schema: { tags, summary: 'Choose how mail comes', body: Preference, response: { 200: Preference } },
    },
    async ({ actor, body }) => {
      await app.database.asActor(actor, async (trx) => {
        const before = { mail: await mailWish(trx, actor) }
        await chooseMail(trx, actor, body.mail)
        await appendAudit(trx, {
          action: 'notice.prefer',
          subjectKind: 'user',
          subjectId: actor.userId,
          before,
          after: body,
        })
      })
      return body
    },
  )
}
