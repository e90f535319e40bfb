import type { Identity } from './identity.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Signs receipts and what is told to other nodes. */
    readonly identity: Identity
  }
}
