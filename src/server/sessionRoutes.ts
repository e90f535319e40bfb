import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { Type } from 'typebox'
import { PERMISSIONS_OF_ROLE } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { closed, httpRefusals, Uuid } from '../platform/http/index.ts'
import { serverRefusals } from './refusals.ts'
import { SessionInfo } from './schemas.ts'
import { chooseMembership, type Session } from './session.ts'

/** The session: who one is, for whom one acts, and the switch between one's organizations. */
export const sessionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/session',
    {
      config: { permission: 'public', audit: 'none' },
      schema: {
        tags: ['sign-in'],
        summary: 'Who is signed in, for which organization',
        response: { 200: SessionInfo },
      },
    },
    async (request): Promise<SessionInfo> => {
      if (!request.session) throw httpRefusals.notSignedIn()
      return infoOf(request.session, await modeOf(app.database))
    },
  )

  app.post(
    '/session/actor',
    {
      config: { permission: 'session.use', audit: 'session.act_for' },
      schema: {
        tags: ['sign-in'],
        summary: 'Act for another of one’s organizations from now on',
        body: Type.Object({ membershipId: Uuid }, closed),
        response: { 200: SessionInfo },
      },
    },
    async (request): Promise<SessionInfo> => {
      const { session } = request
      const { membershipId } = request.body
      if (!session) throw httpRefusals.notSignedIn()
      const choice = session.choices.find((one) => one.membershipId === membershipId)
      if (!choice) throw serverRefusals.membershipForeign(membershipId)
      await app.database.asSystem(async (trx) => {
        await chooseMembership(trx, session, membershipId)
        await appendAudit(trx, {
          action: 'session.act_for',
          subjectKind: 'membership',
          subjectId: membershipId,
          before: { membershipId: session.membershipId },
          after: { membershipId },
          onBehalfOf: { userId: session.userId, organizationId: choice.organizationId },
        })
      })
      app.sessions.forget(session.userId)
      const found = await app.sessions.find(request.headers.cookie)
      if (!found.session) throw httpRefusals.notSignedIn()
      return infoOf(found.session, await modeOf(app.database))
    },
  )
}

function infoOf(session: Session, mode: 'sample' | 'normal'): SessionInfo {
  const { userName, email, twoFactorEnabled, actor, membershipId, choices } = session
  return {
    user: { name: userName, email, twoFactorEnabled },
    actor,
    membershipId,
    permissions: actor ? [...PERMISSIONS_OF_ROLE[actor.role]] : [],
    mode,
    actors: choices.map(({ person: _, ...choice }) => choice),
  }
}

/** Sample mode: what is shown is the example cluster. */
async function modeOf(database: DatabaseHandle): Promise<'sample' | 'normal'> {
  const { rows } = await database.asSystem((trx) => sql`select from cluster where sample limit 1`.execute(trx))
  return rows.length > 0 ? 'sample' : 'normal'
}
