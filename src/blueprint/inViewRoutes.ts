import { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { attachment, CSV_TYPE, csvOf } from '../platform/http/index.ts'
import { todayInChina } from '../platform/time.ts'
import { expectReader } from './conflicts/list.ts'
import { boxOfText } from './featureStore.ts'
import { everyInView, IN_VIEW_COLUMNS, listInView } from './inView.ts'
import { InViewFilter, InViewList, InViewQuery } from './schemas/inView.ts'

const tags = ['blueprint']
const read = { permission: 'blueprint.read', audit: 'none' } as const

/** Features in view: what a map shows, as a list and as a table to take away. */
export const inViewRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/features',
    {
      config: read,
      schema: {
        tags,
        summary: 'Features within a box, of some layers or all, page by page',
        querystring: InViewQuery,
        response: { 200: InViewList },
      },
    },
    ({ actor, query }) => app.database.asActor(actor, (trx) => listInView(trx, query)),
  )

  app.get(
    '/features.csv',
    {
      config: read,
      schema: {
        tags,
        summary: 'The same as CSV, all of it',
        querystring: InViewFilter,
        response: { 200: { content: { 'text/csv': { schema: Type.Any() } } } },
      },
    },
    async ({ actor, query }, reply) => {
      // What may not be read, and a box that is none, is refused before a file begins.
      boxOfText(query.bbox)
      await app.database.asActor(actor, expectReader)
      return reply
        .type(CSV_TYPE)
        .header('content-disposition', attachment(`一张蓝图-${todayInChina(app.clock())}.csv`))
        .send(Readable.from(csvOf(IN_VIEW_COLUMNS, everyInView(app.database, actor, query))))
    },
  )
}
