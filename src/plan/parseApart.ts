import { WorkApart } from '../platform/threads/index.ts'
import type { ParsedPlan } from './parsedPlan.ts'
import type { SourceText } from './reading/types.ts'
import { planRefusals } from './refusals.ts'

/** A large plan may take this long (ms); then it is given up rather than awaited for ever. */
const TIME_LIMIT = 120_000

export interface ParseRequest {
  source: SourceText
  sha256: string
  fileName: string
}

const parsing = new WorkApart<ParseRequest, ParsedPlan>(
  new URL('./parseWorker.ts', import.meta.url),
  TIME_LIMIT,
  ({ fileName }, reason) => planRefusals.parsingFailed(fileName, reason),
)

/**
 * Parses in a thread of its own, one document after the other, so that a large one does not stop the server from
 * answering others.
 * @throws Refusal parsing_failed
 */
export function parseApart(source: SourceText, sha256: string, fileName: string): Promise<ParsedPlan> {
  return parsing.do({ source, sha256, fileName })
}
