import { parentPort } from 'node:worker_threads'
import type { ParseAnswer, ParseRequest } from './parseApart.ts'
import { parsePlan } from './parsedPlan.ts'

parentPort?.on('message', (request: ParseRequest) => {
  parentPort?.postMessage(answer(request))
})

function answer({ source, sha256, fileName }: ParseRequest): ParseAnswer {
  try {
    return { plan: parsePlan(source, sha256, fileName) }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}
