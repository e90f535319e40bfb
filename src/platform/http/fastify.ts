import type {} from 'fastify'
import type { Actor } from '../access/actor.ts'
import type { Permission } from '../access/permissions.ts'
import type { DatabaseHandle } from '../database/types.ts'
import type { FileStore } from '../files/store.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route. One that says nothing stops the start. `public`: also those who are not signed in. */
    permission?: Permission | 'public'
    /** The action that the route signs for in the audit log, `none` when it changes nothing. */
    audit?: string
    /**
     * Opened by a service key as well as by a session: what another program reads (`true`), or what one that was made to
     * write observations, or to load data, sends.
     */
    keys?: true | 'observations' | 'holdings'
  }
  interface FastifyRequest {
    /** Who calls. On a public route there may be nobody: then reading it throws not_signed_in. */
    readonly actor: Actor
  }
  interface FastifyInstance {
    readonly database: DatabaseHandle
    readonly files: FileStore
    /** What time it is. Rules and deadlines ask it, never the system's clock. */
    clock(): Date
    /** The address that users type, as it was set; null: the one of the request. */
    readonly publicUrl: string | null
  }
}
