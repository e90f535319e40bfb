import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { httpRefusals, Problem } from '../platform/http/index.ts'

/** Whether the server can serve: for load balancers and people in a hurry. */
export const healthRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/health',
    {
      config: { permission: 'public', audit: 'none' },
      schema: {
        tags: ['server'],
        summary: 'Is the server up, and its database with it?',
        response: {
          200: Type.Object({ status: Type.Literal('ok'), engine: Type.Enum(['postgresql', 'embedded']) }),
          503: Problem,
        },
      },
    },
    async () => {
      await sql`select 1`.execute(app.database.kysely).catch(() => {
        throw httpRefusals.unavailable()
      })
      return { status: 'ok' as const, engine: app.database.engine }
    },
  )
}
