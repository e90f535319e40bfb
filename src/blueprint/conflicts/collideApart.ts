import { WorkApart } from '../../platform/threads/index.ts'
import type { CollideRequest, Collision } from './collide.ts'

/** Longer than any batch of features takes, however large they are. */
const TIME_LIMIT_MS = 10 * 60_000

const apart = new WorkApart<CollideRequest, Collision[]>(
  new URL('./collideWorker.ts', import.meta.url),
  TIME_LIMIT_MS,
  ({ changed }, reason) => new Error(`Conflicts of ${changed.length} features could not be looked for: ${reason}`),
)

/** Finds conflicts in a thread of its own, so that the server answers others meanwhile. */
export const collideApart = (request: CollideRequest): Promise<Collision[]> => apart.do(request)
