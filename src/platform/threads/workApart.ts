import { parentPort, type ResourceLimits, Worker } from 'node:worker_threads'
import { Refusal, type RefusalKind } from '../refusal.ts'

interface RefusalFacts {
  kind: RefusalKind
  code: string
  message: string
  facts: Readonly<Record<string, unknown>>
}
type Answer<Result> = { result: Result } | { failed: string } | { refused: RefusalFacts } | { progress: unknown }

/** How long (ms) a thread that has nothing to do is kept for the next piece of work. */
const IDLE_LIMIT = 60_000

/** What the work may take. */
export interface Bounds {
  /** How many pieces may be under way and waiting at once, and what is thrown for one more. */
  waiting?: { most: number; refuse: () => Error }
  /** Of the thread's memory; more than that, and it is given up. */
  memory?: ResourceLimits
}

/**
 * Work that takes long, done in a thread of its own, one piece after the other, so that it does not stop the server from
 * answering others. A thread that fails, or takes longer than the limit, is given up; the next piece gets a new one.
 */
export class WorkApart<Request, Result> {
  readonly #module: URL
  readonly #timeLimit: number
  readonly #refuse: (request: Request, reason: string) => Error
  readonly #bounds: Bounds
  #asked = 0
  #idle: { worker: Worker; timer: NodeJS.Timeout } | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /**
   * @param module calls `answerWith`
   * @param timeLimit ms
   * @param refuse what is thrown where the work could not be done
   * @param bounds none: all wait that come, and a thread takes what memory it needs
   */
  constructor(
    module: URL,
    timeLimit: number,
    refuse: (request: Request, reason: string) => Error,
    bounds: Bounds = {},
  ) {
    this.#module = module
    this.#timeLimit = timeLimit
    this.#refuse = refuse
    this.#bounds = bounds
  }

  /**
   * @param signal gives the piece up: one that waits is never begun, one under way ends with its thread
   * @throws Refusal what the work itself refuses; else whatever `refuse` makes of a failure; the signal's reason
   */
  async do(
    request: Request,
    onProgress: (progress: unknown) => void = () => {},
    signal?: AbortSignal,
  ): Promise<Result> {
    const { waiting } = this.#bounds
    if (waiting && this.#asked >= waiting.most) throw waiting.refuse()
    this.#asked += 1
    const result = this.#queue.then(() => this.#ask(request, onProgress, signal))
    this.#queue = result.catch(() => {})
    return result.finally(() => {
      this.#asked -= 1
    })
  }

  async #ask(request: Request, onProgress: (progress: unknown) => void, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted()
    const worker = this.#idle?.worker ?? this.#start()
    clearTimeout(this.#idle?.timer)
    this.#idle = undefined
    return new Promise((resolve, reject) => {
      worker.ref()
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', giveUp)
        // Each by its name: without one, listeners of Node's own go too, and the worker never answers a second request.
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
      }
      const stop = (error: unknown) => {
        end()
        worker.on('error', () => {}) // one that is being ended may still complain
        void worker.terminate()
        reject(error)
      }
      const fail = (reason: string) => stop(this.#refuse(request, reason))
      const giveUp = () => stop(signal?.reason)
      signal?.addEventListener('abort', giveUp, { once: true })
      const timer = setTimeout(() => fail(`it took more than ${this.#timeLimit / 1000} s`), this.#timeLimit)
      worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)))
      worker.on('exit', (code) => fail(`its thread ended with code ${code}`))
      worker.on('message', (answer: Answer<Result>) => {
        if ('progress' in answer) return onProgress(answer.progress)
        end()
        this.#keep(worker)
        if ('refused' in answer) reject(refusalOf(answer.refused))
        else if ('result' in answer) resolve(answer.result)
        else reject(this.#refuse(request, answer.failed))
      })
      worker.postMessage(request)
    })
  }

  #start(): Worker {
    const { memory } = this.#bounds
    return new Worker(this.#module, { execArgv: [], ...(memory ? { resourceLimits: memory } : {}) })
  }

  /** Keeps a worker that did well for the next piece, for a while, without keeping the process alive. */
  #keep(worker: Worker): void {
    worker.unref()
    const timer = setTimeout(() => {
      if (this.#idle?.worker === worker) this.#idle = undefined
      void worker.terminate()
    }, IDLE_LIMIT)
    timer.unref()
    this.#idle = { worker, timer }
  }
}

/** In the thread: answers each request by this work, which may tell how far it is. */
export function answerWith<Request, Result>(
  work: (request: Request, tell: (progress: unknown) => void) => Result | Promise<Result>,
): void {
  const tell = (progress: unknown) => parentPort?.postMessage({ progress })
  parentPort?.on('message', async (request: Request) => {
    parentPort?.postMessage(await answerTo(work, request, tell))
  })
}

async function answerTo<Request, Result>(
  work: (request: Request, tell: (progress: unknown) => void) => Result | Promise<Result>,
  request: Request,
  tell: (progress: unknown) => void,
): Promise<Answer<Result>> {
  try {
    return { result: await work(request, tell) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: { ...error, message: error.message } }
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

const refusalOf = ({ kind, code, message, facts }: RefusalFacts) => new Refusal(kind, code, message, facts)
