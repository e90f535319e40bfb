import { CLUSTER_TASK_TABLES, clusterTasks } from '../../../delivery/index.ts'
import type { Cargo, Peer } from '../cargo.ts'
import { rowsMark } from './rowsMark.ts'

/** A member tells the region, and nobody else. */
const placeFor = (receiver: Peer, self: Peer) =>
  self.role === 'member' && receiver.role === 'region' ? self.jurisdictionCode : null

/** How the tasks of the cluster stand that units of the member's jurisdiction answer for. */
export const taskCargo: Cargo = {
  kind: 'task',
  version: 1,
  mark: async (trx, receiver, self) => (placeFor(receiver, self) ? rowsMark(trx, CLUSTER_TASK_TABLES) : ''),
  async facts(trx, receiver, self) {
    const place = placeFor(receiver, self)
    if (!place) return []
    const tasks = await clusterTasks(trx, place)
    return tasks.map(({ id, task }) => ({ kind: 'task', key: id, content: { ...task } }))
  },
}
