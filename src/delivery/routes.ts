import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { cockpitRoutes } from './cockpit/index.ts'
import { indicatorRoutes } from './indicators/index.ts'
import { jointRoutes } from './joint/index.ts'
import { ledgerRoutes } from './ledger/index.ts'
import { calendarRoutes } from './notices/index.ts'
import { paperRoutes } from './papers/index.ts'
import { projectRoutes } from './projects/index.ts'
import { reportingRoutes } from './reporting/index.ts'
import { scoreRoutes } from './scores/index.ts'
import { supervisionRoutes } from './supervision/index.ts'
import { taskRoutes } from './tasks/index.ts'

/** Parts of the delivery room that are served; a new part is one line here. */
const parts: readonly FastifyPluginAsyncTypebox[] = [
  taskRoutes,
  indicatorRoutes,
  projectRoutes,
  cockpitRoutes,
  scoreRoutes,
  calendarRoutes,
  ledgerRoutes,
  reportingRoutes,
  jointRoutes,
  supervisionRoutes,
  paperRoutes,
]

/** All of the delivery room under /api/v1. */
export const deliveryRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const part of parts) await app.register(part)
}
