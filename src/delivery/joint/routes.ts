import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { attendanceRoutes } from './attendanceRoutes.ts'
import { escalationRoutes } from './escalationRoutes.ts'
import { ladderRoutes } from './ladderRoutes.ts'
import { meetingRoutes } from './meetingRoutes.ts'

/** Ladders, matters raised, joint meetings. */
export const jointRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(ladderRoutes)
  await app.register(escalationRoutes)
  await app.register(meetingRoutes)
  await app.register(attendanceRoutes)
}
