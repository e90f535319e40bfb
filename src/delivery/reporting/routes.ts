import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { cycleRoutes } from './cycleRoutes.ts'
import { evidenceRoutes } from './evidenceRoutes.ts'
import { obligationRoutes } from './obligationRoutes.ts'

/** Reporting under /api/v1: the desk, owed reports, cycles, evidence. */
export const reportingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(obligationRoutes)
  await app.register(cycleRoutes)
  await app.register(evidenceRoutes)
}
