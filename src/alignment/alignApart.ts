import { WorkApart } from '../platform/threads/index.ts'
import { alignmentRefusals } from './refusals.ts'
import type { Run, RunRequest } from './run.ts'

/** Two very long plans may take this long (ms). */
const TIME_LIMIT = 120_000

const aligning = new WorkApart<RunRequest, Run>(
  new URL('./alignWorker.ts', import.meta.url),
  TIME_LIMIT,
  ({ upper, lower }, reason) => alignmentRefusals.aligningFailed(upper.known.title, lower.known.title, reason),
)

/** Aligns in a thread of its own. @throws Refusal aligning_failed */
export const alignApart = (request: RunRequest): Promise<Run> => aligning.do(request)
