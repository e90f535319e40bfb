import type {} from './tables.ts'

export {
  draftResource,
  enterCreditCode,
  findResource,
  publishResource,
  type ResourceContent,
  recordRefresh,
  withdrawResource,
} from './catalogue/index.ts'
export { type Identity, isSignedBy, openIdentity } from './identity/index.ts'
export {
  draftEntry,
  entriesToShare,
  findEntry,
  loadRegistries,
  publishEntry,
  type SharedEntry,
} from './registers/index.ts'
export { exchangeRoutes } from './routes.ts'
