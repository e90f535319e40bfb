import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { commitmentRoutes } from './commitmentRoutes.ts'
import { documentRoutes } from './documentRoutes.ts'

/** All of the plan room under /api/v1. */
export const planRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(documentRoutes)
  await app.register(commitmentRoutes)
}
