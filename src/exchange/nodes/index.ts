import type {} from '../tables.ts'

export type { Cargo, Peer } from './cargo.ts'
export { admitNode, initNode, joinCluster, readJoinRequest, revokeNode } from './joining.ts'
export { type NodeContext, type RunningNode, startNode } from './link.ts'
export { nodeRefusals } from './refusals.ts'
export type { Fact, Told } from './rules/event.ts'
export { readNodeSettings } from './settings.ts'
export { type NodeStatus, statusOf, statusPath } from './status.ts'
