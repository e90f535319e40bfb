import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { listAudit, verifyAudit } from '../platform/audit/index.ts'
import {
  closed,
  decodeCursor,
  encodeCursor,
  ListQuery,
  listOf,
  Moment,
  nullable,
  nullableText,
} from '../platform/http/index.ts'

const Line = Type.Object({
  seq: Type.Integer(),
  at: Moment,
  userId: nullableText(),
  organizationId: nullableText(),
  action: Type.String(),
  subjectKind: Type.String(),
  subjectId: Type.String(),
  hash: Type.String({ description: 'sha256(previous hash, line feed, content)' }),
  details: Type.Unsafe<{ before?: unknown; after?: unknown } | null>({
    type: ['object', 'null'],
    additionalProperties: true,
    description: 'before and after; null where they are another organization’s',
  }),
})

const Verdict = Type.Object({
  intact: Type.Boolean(),
  lines: Type.Integer({ description: 'lines checked, up to the broken one' }),
  head: Type.Object({ seq: Type.Integer(), hash: Type.String() }),
  broken: nullable(Type.Object({ seq: Type.Integer(), reason: Type.String(), message: Type.String() })),
})

/** Who did what, and the proof that nobody changed the record of it. */
export const auditRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/audit',
    {
      config: { permission: 'audit.read', audit: 'none' },
      schema: {
        tags: ['audit'],
        summary: 'The audit log, newest first',
        querystring: Type.Object(
          {
            ...ListQuery,
            userId: Type.Optional(Type.String()),
            action: Type.Optional(Type.String()),
            subjectKind: Type.Optional(Type.String()),
            subjectId: Type.Optional(Type.String()),
          },
          closed,
        ),
        response: { 200: listOf(Line) },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query
      const [before] = decodeCursor(cursor, 1) ?? []
      const page = await app.database.asActor(request.actor, (trx) =>
        listAudit(trx, filter, { limit, before: typeof before === 'number' ? before : undefined }),
      )
      const last = page.items.at(-1)
      const next = last && page.items.length === limit && last.seq > 1 ? encodeCursor([last.seq]) : null
      const items = page.items.map((item) => ({ ...item, at: item.at.toISOString() }))
      return { items, total: page.total, next }
    },
  )

  app.get(
    '/audit/verify',
    {
      config: { permission: 'audit.read', audit: 'none', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags: ['audit'],
        summary: 'Verify the hash chain of the whole log; names the first broken link',
        response: { 200: Verdict },
      },
    },
    async (request) => {
      // It reads as the system, past the row policies: the database itself is asked first whether it may.
      await app.database.asActor(request.actor, (trx) => sql`select actor_must('audit.read')`.execute(trx))
      return verifyAudit(app.database)
    },
  )
}
