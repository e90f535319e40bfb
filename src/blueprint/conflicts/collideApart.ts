import { WorkApart } from '../../platform/threads/index.ts'
import { type CollideRequest, type Collision, collide } from './collide.ts'

/** Longer than any batch of features takes, however large they are. */
const TIME_LIMIT_MS = 10 * 60_000

const apart = new WorkApart<CollideRequest, Collision[]>(
  new URL('./collideWorker.ts', import.meta.url),
  TIME_LIMIT_MS,
  ({ changed }, reason) => new Error(`Conflicts of ${changed.length} features could not be looked for: ${reason}`),
)

/** Up to so many bytes of geometry are looked through in less time than it takes to send them to a thread. */
const AT_ONCE_BYTES = 128 * 1024

/** Finds conflicts; those of more than a few features in a thread of its own, so that the server answers others meanwhile. */
export async function collideApart(request: CollideRequest): Promise<Collision[]> {
  const bytes = [...request.changed, ...request.around].reduce((sum, { wkb }) => sum + wkb.length, 0)
  return bytes > AT_ONCE_BYTES ? apart.do(request) : collide(request)
}
