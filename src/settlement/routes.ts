import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { agreementRoutes } from './agreements/index.ts'
import { fundRoutes } from './fund/index.ts'
import { ledgerRoutes } from './ledger/index.ts'
import { statementFileRoutes, statementRoutes } from './statements/index.ts'

/** Parts of the settlement room that are served; a new part is one line here. */
const parts: readonly FastifyPluginAsyncTypebox[] = [
  ...[ledgerRoutes, agreementRoutes, statementRoutes, statementFileRoutes, fundRoutes],
]

/** All of the settlement room under /api/v1. */
export const settlementRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const part of parts) await app.register(part)
}
