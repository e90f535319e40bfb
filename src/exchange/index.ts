import type { Job } from '../platform/jobs/index.ts'
import { sharingJob } from './requests/index.ts'
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
export { applyLoad, digestOf, findHolding, handOver, rowsOfJson } from './holdings/index.ts'
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
export {
  draftEntry,
  entriesToShare,
  findEntry,
  loadRegistries,
  publishEntry,
  type SharedEntry,
} from './registers/index.ts'
export {
  askForResource,
  chooseSharing,
  decideRequest,
  findAgreement,
  findRequest,
  raiseDispute,
  replyToRequest,
  stepOfProvider,
} from './requests/index.ts'
export { exchangeRoutes } from './routes.ts'
export type { NewRequest, RequestDetail } from './schemas.ts'
export { ask, isReceiptSigned, offerQuestion, type QuestionContent, type SignedReceipt } from './verification/index.ts'

/** What the room does by itself; a part's job is one line here. */
export const exchangeJobs: readonly Job[] = [sharingJob]
