import type {} from './fastify.ts'

export { canonicalJson, type Json } from './canonicalJson.ts'
export { type Identity, identityOf, isSignedBy, openIdentity } from './identity.ts'
