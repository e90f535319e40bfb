import { WorkApart } from '../../platform/threads/index.ts'
import { geometryOf } from '../geometry/wkb.ts'
import { SITING_RULES } from '../rules/sitingRules.ts'
import { type Assessment, assess, type UnknownGround } from './assess.ts'
import type { StoredFeature } from './ground.ts'
import { sitingRefusals as refusals } from './refusals.ts'

/** A site and its ground, as they are sent to the thread that measures. */
export interface AssessRequest {
  readonly site: Uint8Array
  readonly features: readonly (Omit<StoredFeature, 'wkb'> & { wkb: Uint8Array })[]
  readonly unknown: UnknownGround
}

const TIME_LIMIT_MS = 60_000
/** Up to so many bytes of geometry are measured in less time than it takes to send them to a thread. */
const AT_ONCE_BYTES = 128 * 1024

const apart = new WorkApart<AssessRequest, Assessment>(
  new URL('./assessWorker.ts', import.meta.url),
  TIME_LIMIT_MS,
  (_, reason) => refusals.unmeasured(reason),
)

/** Assesses a site; one of much ground in a thread of its own. @throws Refusal siting_unmeasured */
export async function assessApart(request: AssessRequest): Promise<Assessment> {
  const bytes = request.features.reduce((sum, { wkb }) => sum + wkb.length, request.site.length)
  return bytes > AT_ONCE_BYTES ? apart.do(request) : assessRequest(request)
}

/** Pure: it runs in a thread of its own. */
export function assessRequest({ site, features, unknown }: AssessRequest): Assessment {
  return assess(
    geometryOf(site),
    features.map(({ wkb, ...feature }) => ({ ...feature, geometry: geometryOf(wkb) })),
    SITING_RULES,
    unknown,
  )
}
