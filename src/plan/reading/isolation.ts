import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { Refusal, type RefusalKind } from '../../platform/refusal.ts'
import { LIMITS } from './limits.ts'
import { refusals } from './refusals.ts'
import type { SourceText } from './types.ts'

export type Request = { bytes: Uint8Array; fileName: string }
export type Answer =
  | { read: SourceText }
  | { refused: { kind: RefusalKind; code: string; message: string; facts: Readonly<Record<string, unknown>> } }

const MOST_WORKERS = Math.max(1, Math.min(4, availableParallelism()))
const IDLE_MILLISECONDS = 30_000

const idle: { worker: Worker; timer: NodeJS.Timeout }[] = []
const waiting: (() => void)[] = []
let running = 0

/**
 * Reads one document in a worker thread, which is ended when it takes too long or too much memory.
 * A worker that did well is kept for the next document for a while.
 * @throws Refusal whatever reading refuses; reading_timed_out, too_complex
 */
export async function readInWorker(
  bytes: Uint8Array,
  fileName: string,
  milliseconds: number = LIMITS.milliseconds,
): Promise<SourceText> {
  while (running >= MOST_WORKERS) await new Promise<void>((resume) => waiting.push(resume))
  running++
  try {
    return await ask(takeWorker(), { bytes, fileName }, milliseconds)
  } finally {
    running--
    waiting.shift()?.()
  }
}

function takeWorker(): Worker {
  const kept = idle.pop()
  if (kept) {
    clearTimeout(kept.timer)
    return kept.worker
  }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  return worker
}

function keepWorker(worker: Worker): void {
  worker.unref()
  const timer = setTimeout(() => {
    const at = idle.findIndex((one) => one.worker === worker)
    if (at !== -1) idle.splice(at, 1)
    void worker.terminate()
  }, IDLE_MILLISECONDS)
  timer.unref()
  idle.push({ worker, timer })
}

function ask(worker: Worker, request: Request, milliseconds: number): Promise<SourceText> {
  return new Promise((resolve, reject) => {
    const release = () => {
      clearTimeout(timer)
      worker.off('error', onError).off('exit', onExit).off('message', onMessage)
    }
    const fail = (refusal: Refusal) => {
      release()
      // A late error of a worker that is being ended concerns nobody.
      worker.on('error', () => {})
      void worker.terminate()
      reject(refusal)
    }
    const onError = (error: Error & { code?: string }) =>
      fail(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? refusals.tooComplex(request.fileName, 'it takes more than 1 GB of memory')
          : refusals.fileDamaged(request.fileName, 'document', error.message),
      )
    const onExit = (code: number) => fail(refusals.tooComplex(request.fileName, `reading ended with exit code ${code}`))
    const onMessage = (answer: Answer) => {
      release()
      keepWorker(worker)
      if ('read' in answer) return resolve(answer.read)
      const { kind, code, message, facts } = answer.refused
      reject(new Refusal(kind, code, message, facts))
    }
    const timer = setTimeout(() => fail(refusals.readingTimedOut(request.fileName, milliseconds / 1000)), milliseconds)
    worker.on('error', onError).on('exit', onExit).on('message', onMessage)
    worker.ref()
    // A copy of its own: sending a view would send all of the buffer behind it.
    const bytes = new Uint8Array(request.bytes)
    worker.postMessage({ ...request, bytes }, [bytes.buffer])
  })
}
