import type {} from './fastify.ts'

export { type Identity, identityOf, isSignedBy, openIdentity } from './identity.ts'
