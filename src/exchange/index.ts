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
  admitNode,
  allCargo,
  type Cargo,
  findNats,
  initNode,
  joinCluster,
  type NodeSettings,
  type RunningNode,
  readJoinRequest,
  readNodeSettings,
  revokeNode,
  startNode,
  statusPath,
  verifyChannels,
} from './nodes/index.ts'
export { exchangeRoutes } from './routes.ts'
