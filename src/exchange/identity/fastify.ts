import type { NodeSettings } from '../nodes/settings.ts'
import type { Identity } from './identity.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Signs receipts and what is told to other nodes. */
    readonly identity: Identity
    /** How this installation is a node of a cluster; null: it is none. */
    readonly nodeSettings: NodeSettings | null
  }
}
