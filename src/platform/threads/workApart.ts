import { parentPort, Worker } from 'node:worker_threads'

type Answer<Result> = { result: Result } | { failed: string }

/** How long (ms) a thread that has nothing to do is kept for the next piece of work. */
const IDLE_LIMIT = 60_000

/** How many pieces may be under way and waiting at once, and what is thrown for one more. */
export interface WaitingLimit {
  most: number
  refuse: () => Error
}

/**
 * Work that takes long, done in a thread of its own, one piece after the other, so that it does not stop the server from
 * answering others. A thread that fails, or takes longer than the limit, is given up; the next piece gets a new one.
 */
export class WorkApart<Request, Result> {
  readonly #module: URL
  readonly #timeLimit: number
  readonly #refuse: (request: Request, reason: string) => Error
  readonly #waiting: WaitingLimit | undefined
  #asked = 0
  #idle: { worker: Worker; timer: NodeJS.Timeout } | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /**
   * @param module calls `answerWith`
   * @param timeLimit ms
   * @param refuse what is thrown where the work could not be done
   * @param waiting none: all wait that come
   */
  constructor(
    module: URL,
    timeLimit: number,
    refuse: (request: Request, reason: string) => Error,
    waiting?: WaitingLimit,
  ) {
    this.#module = module
    this.#timeLimit = timeLimit
    this.#refuse = refuse
    this.#waiting = waiting
  }

  async do(request: Request): Promise<Result> {
    if (this.#waiting && this.#asked >= this.#waiting.most) throw this.#waiting.refuse()
    this.#asked += 1
    const result = this.#queue.then(() => this.#ask(request))
    this.#queue = result.catch(() => {})
    return result.finally(() => {
      this.#asked -= 1
    })
  }

  #ask(request: Request): Promise<Result> {
    const worker = this.#idle?.worker ?? new Worker(this.#module, { execArgv: [] })
    clearTimeout(this.#idle?.timer)
    this.#idle = undefined
    return new Promise((resolve, reject) => {
      worker.ref()
      const end = () => {
        clearTimeout(timer)
        // Each by its name: without one, listeners of Node's own go too, and the worker never answers a second request.
        for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event)
      }
      const fail = (reason: string) => {
        end()
        worker.on('error', () => {}) // one that is being ended may still complain
        void worker.terminate()
        reject(this.#refuse(request, reason))
      }
      const timer = setTimeout(() => fail(`it took more than ${this.#timeLimit / 1000} s`), this.#timeLimit)
      worker.on('error', (error) => fail(error instanceof Error ? error.message : String(error)))
      worker.on('exit', (code) => fail(`its thread ended with code ${code}`))
      worker.on('message', (answer: Answer<Result>) => {
        end()
        this.#keep(worker)
        if ('result' in answer) resolve(answer.result)
        else reject(this.#refuse(request, answer.failed))
      })
      worker.postMessage(request)
    })
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

/** In the thread: answers each request by this work. */
export function answerWith<Request, Result>(work: (request: Request) => Result | Promise<Result>): void {
  parentPort?.on('message', async (request: Request) => {
    parentPort?.postMessage(await answerTo(work, request))
  })
}

async function answerTo<Request, Result>(
  work: (request: Request) => Result | Promise<Result>,
  request: Request,
): Promise<Answer<Result>> {
  try {
    return { result: await work(request) }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}
