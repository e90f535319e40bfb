import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { catalogueRoutes } from './catalogue/index.ts'
import { holdingRoutes } from './holdings/index.ts'
import { nodeMemberRoutes, nodeViewRoutes, outsideRoutes, toldStatementRoutes } from './nodes/index.ts'
import { registryRoutes } from './registers/index.ts'
import { sharingRoutes } from './requests/index.ts'
import { verificationRoutes } from './verification/index.ts'

/** Parts of the exchange room that are served; a new part is one line here. */
const parts: readonly FastifyPluginAsyncTypebox[] = [
  catalogueRoutes,
  nodeViewRoutes,
  nodeMemberRoutes,
  outsideRoutes,
  toldStatementRoutes,
  sharingRoutes,
  holdingRoutes,
  registryRoutes,
  verificationRoutes,
]

/** All of the exchange room under /api/v1. */
export const exchangeRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const part of parts) await app.register(part)
}
