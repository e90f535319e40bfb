import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Actor, type KeyScope, roleMay } from '../platform/access/index.ts'
import { httpRefusals } from '../platform/http/index.ts'
import type { ServiceKeys } from './keys.ts'
import { serverRefusals } from './refusals.ts'
import type { Session, Sessions } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session that the request's cookie opens; null for nobody. */
    session: Session | null
    /** For whom a service key acts that came with the request; null: none did. */
    keyActor: Actor | null
  }
}

/**
 * What a key opens: one that reads, what is read; one that writes observations, those routes and what reads them; one that
 * loads data, that alone.
 */
function opens(
  key: KeyScope | undefined,
  route: true | 'observations' | 'holdings',
  permission: string | undefined,
): boolean {
  if (route !== true) return key === route
  return key === 'read' || (key === 'observations' && permission === 'observation.read')
}

/** `off` leaves all refusing to the database: to test that it does. */
export type RouteChecks = 'on' | 'off'

/**
 * Default deny: every route that is not public needs a session that acts for an organization, in a role that has the
 * route's permission. Where a route says so, a service key does as well; it opens nothing else. What the route then reads and writes is bound by the row-level policies of the same actor.
 */
export function guardRoutes(
  app: FastifyInstance,
  { sessions, keys }: { sessions: Sessions; keys: ServiceKeys },
  checks: RouteChecks,
): void {
  app.decorateRequest('session', null)
  app.decorateRequest('keyActor', null)
  app.decorateRequest('actor', {
    getter(this: FastifyRequest): Actor {
      if (this.keyActor) return this.keyActor
      if (!this.session) throw httpRefusals.notSignedIn()
      if (!this.session.actor) throw httpRefusals.noMembership()
      return this.session.actor
    },
  })

  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return // no route: there is nothing to guard, and 404 says so
    const { permission, keys: takesKeys } = request.routeOptions.config
    const { session, setCookies } = await sessions.find(request.headers.cookie)
    request.session = session
    if (setCookies.length > 0) reply.header('set-cookie', setCookies)
    if (permission === 'public') return
    if (takesKeys && !session) {
      const found = await keys.find(request.headers.authorization)
      if (found && !opens(found.key, takesKeys, permission)) throw serverRefusals.keyOpensOther(found.key ?? 'read')
      request.keyActor = found
      // A program asks its user for a key where it is told so.
      if (!request.keyActor) reply.header('www-authenticate', 'Basic realm="Qunce", charset="UTF-8"')
    }
    if (permission === undefined) throw httpRefusals.permissionMissing() // cannot be: such a route stops the start
    const { role } = request.actor
    if (checks === 'on' && !roleMay(role, permission)) throw httpRefusals.permissionMissing(permission)
  })
}
