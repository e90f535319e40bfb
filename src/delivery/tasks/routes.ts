import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actRoutes } from './actRoutes.ts'
import { programmeRoutes } from './programmeRoutes.ts'
import { taskListRoutes } from './taskRoutes.ts'

/** Programmes, dispatch and tasks under /api/v1. */
export const taskRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(programmeRoutes)
  await app.register(taskListRoutes)
  await app.register(actRoutes)
}
