import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type {} from '../tables.ts'
import { agreementRoutes } from './agreementRoutes.ts'
import { requestRoutes } from './requestRoutes.ts'
import { settingRoutes } from './settingRoutes.ts'
import { tableRoutes } from './tableRoutes.ts'

export { askForResource, decideRequest, replyToRequest } from './acts.ts'
export { stepOfProvider } from './agreementActs.ts'
export { findAgreement } from './agreementStore.ts'
export { raiseDispute } from './disputes.ts'
export { sharingJob } from './due.ts'
export { askFromOutside, replyFromOutside, resubmitFromOutside } from './outside.ts'
export { chooseSharing } from './periods.ts'
export { requestRefusals } from './refusals.ts'
export { waitingOfAgreement, waitingOfRequest } from './rules/clock.ts'
export { narrowingOf } from './rules/narrowing.ts'
export { findRequest } from './store.ts'

/** Requests, agreements, disputes, and what is set for them. */
export const sharingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  for (const part of [requestRoutes, agreementRoutes, settingRoutes, tableRoutes]) await app.register(part)
}
