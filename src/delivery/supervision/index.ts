import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inspectionRoutes } from './inspectionRoutes.ts'
import { noticeRoutes } from './noticeRoutes.ts'
import type {} from './tables.ts'

export { type OpenNotice, openSupervision, supervisionLightInput } from './lightInput.ts'
export { drawUpNotices, receiveNotice } from './notices.ts'

/** Supervision notices and special inspections. */
export const supervisionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(noticeRoutes)
  await app.register(inspectionRoutes)
}
