import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { conflictRoutes } from './conflicts/index.ts'
import { featureRoutes } from './featureRoutes.ts'
import { importRoutes } from './importing/routes.ts'
import { inViewRoutes } from './inViewRoutes.ts'
import { layerRoutes } from './layerRoutes.ts'
import { sitingRoutes } from './siting/index.ts'
import { tileRoutes } from './tiles/index.ts'

/** Parts of the blueprint room that are served; a new part is one line here. */
const parts: readonly FastifyPluginAsyncTypebox[] = [
  layerRoutes,
  featureRoutes,
  inViewRoutes,
  importRoutes,
  tileRoutes,
  conflictRoutes,
  sitingRoutes,
]

/** All of the blueprint room under /api/v1/blueprint. */
export const blueprintRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const part of parts) await app.register(part, { prefix: '/blueprint' })
}
