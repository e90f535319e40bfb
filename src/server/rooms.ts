import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { alignmentRoutes } from '../alignment/index.ts'
import { blueprintRoutes } from '../blueprint/index.ts'
import { deliveryRoutes } from '../delivery/index.ts'
import { exchangeRoutes } from '../exchange/index.ts'
import { gazetteerRoutes } from '../gazetteer/index.ts'
import { monitoringRoutes } from '../monitoring/index.ts'
import { planRoutes } from '../plan/index.ts'
import { searchRoutes } from '../search/index.ts'
import { settlementRoutes } from '../settlement/index.ts'
import { auditRoutes } from './auditRoutes.ts'
import { keyRoutes } from './keyRoutes.ts'
import { noticeRoutes } from './noticeRoutes.ts'
import { userRoutes } from './userRoutes.ts'

/** The rooms that are served, all under /api/v1. A new room is one line here. */
export const rooms: readonly FastifyPluginAsyncTypebox[] = [
  userRoutes,
  auditRoutes,
  noticeRoutes,
  keyRoutes,
  gazetteerRoutes,
  planRoutes,
  alignmentRoutes,
  searchRoutes,
  settlementRoutes,
  deliveryRoutes,
  blueprintRoutes,
  monitoringRoutes,
  exchangeRoutes,
]
