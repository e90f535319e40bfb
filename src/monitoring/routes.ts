import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { alertRoutes } from './alerts/index.ts'
import { assessmentRoutes } from './assessments/index.ts'
import { attestationRoutes } from './attestation/index.ts'
import { evaluationRoutes } from './evaluations/index.ts'
import { observationRoutes } from './observations/routes.ts'
import { stationRoutes } from './stations/routes.ts'
import { uploadRoutes } from './uploads/routes.ts'

/** Parts of the monitoring room that are served; a new part is one line here. */
const parts: readonly FastifyPluginAsyncTypebox[] = [
  stationRoutes,
  observationRoutes,
  uploadRoutes,
  assessmentRoutes,
  evaluationRoutes,
  alertRoutes,
  attestationRoutes,
]

/** All of the monitoring room under /api/v1. */
export const monitoringRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const part of parts) await app.register(part)
}
