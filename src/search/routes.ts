import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FollowedIndex } from './followedIndex.ts'
import { SearchAnswer, SearchQuery } from './schemas.ts'
import { search } from './search.ts'

/** Search in all documents, as one types. */
export const searchRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const index = new FollowedIndex(app.database)
  // Where the server really listens it reads before the first who asks; in tests nobody may ask.
  app.addHook('onListen', async () => {
    index.follow().catch((error) => {
      if (!index.isClosed) app.log.error({ err: error }, 'the search index could not be read')
    })
  })
  app.addHook('onClose', () => index.close())

  app.get(
    '/search',
    {
      config: { permission: 'plan.read', audit: 'none' },
      schema: {
        tags: ['search'],
        summary: 'Provisions of all documents that hold the words, while they are being typed',
        querystring: SearchQuery,
        response: { 200: SearchAnswer },
      },
    },
    (request) => search(app.database, index, request.actor, request.query),
  )
}
