import { Worker } from 'node:worker_threads'
import type { ParsedPlan } from './parsedPlan.ts'
import type { SourceText } from './reading/types.ts'
import { planRefusals } from './refusals.ts'

/** A large plan may take this long (ms); then it is given up rather than awaited for ever. */
const TIME_LIMIT = 120_000
const IDLE_LIMIT = 60_000

export interface ParseRequest {
  source: SourceText
  sha256: string
  fileName: string
}
export type ParseAnswer = { plan: ParsedPlan } | { failed: string }

let idle: { worker: Worker; timer: NodeJS.Timeout } | undefined
let queue: Promise<unknown> = Promise.resolve()

/**
 * Parses in a thread of its own, one document after the other, so that a large one does not stop the server from
 * answering others.
 * @throws Refusal parsing_failed
 */
export function parseApart(source: SourceText, sha256: string, fileName: string): Promise<ParsedPlan> {
  const result = queue.then(() => ask({ source, sha256, fileName }))
  queue = result.catch(() => {})
  return result
}

function ask(request: ParseRequest): Promise<ParsedPlan> {
  const worker = idle?.worker ?? new Worker(new URL('./parseWorker.ts', import.meta.url), { execArgv: [] })
  clearTimeout(idle?.timer)
  idle = undefined
  return new Promise((resolve, reject) => {
    worker.ref()
    const end = () => {
      clearTimeout(timer)
      // Each by its name: without one, listeners of Node's own go too, and the worker never answers a second document.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
    }
    const fail = (reason: string) => {
      end()
      worker.on('error', () => {}) // one that is being ended may still complain
      void worker.terminate()
      reject(planRefusals.parsingFailed(request.fileName, reason))
    }
    const timer = setTimeout(() => fail(`it took more than ${TIME_LIMIT / 1000} s`), TIME_LIMIT)
    worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)))
    worker.on('exit', (code) => fail(`the parser ended with code ${code}`))
    worker.on('message', (answer: ParseAnswer) => {
      end()
      keep(worker)
      if ('plan' in answer) resolve(answer.plan)
      else reject(planRefusals.parsingFailed(request.fileName, answer.failed))
    })
    worker.postMessage(request)
  })
}

/** Keeps a worker that did well for the next document, for a while, without keeping the process alive. */
function keep(worker: Worker): void {
  worker.unref()
  const timer = setTimeout(() => {
    if (idle?.worker === worker) idle = undefined
    void worker.terminate()
  }, IDLE_LIMIT)
  timer.unref()
  idle = { worker, timer }
}
