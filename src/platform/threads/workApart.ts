import { parentPort, Worker } from 'node:worker_threads'

type Answer<Result> = { result: Result } | { failed: string }

/** How long (ms) a thread that has nothing to do is kept for the next piece of work. */
const IDLE_LIMIT = 60_000

/**
 * Work that takes long, done in a thread of its own, one piece after the other, so that it does not stop the server from
 * answering others. A thread that fails, or takes longer than the limit, is given up; the next piece gets a new one.
 */
export class WorkApart<Request, Result> {
  readonly #module: URL
  readonly #timeLimit: number
  readonly #refuse: (request: Request, reason: string) => Error
  #idle: { worker: Worker; timer: NodeJS.Timeout } | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /**
   * @param module calls `answerWith`
   * @param timeLimit ms
   * @param refuse what is thrown where the work could not be done
   */
  constructor(module: URL, timeLimit: number, refuse: (request: Request, reason: string) => Error) {
    this.#module = module
    this.#timeLimit = timeLimit
    this.#refuse = refuse
  }

  do(request: Request): Promise<Result> {
    const result = this.#queue.then(() => this.#ask(request))
    this.#queue = result.catch(() => {})
    return result
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
export function answerWith<Request, Result>(work: (request: Request) => Result): void {
  parentPort?.on('message', (request: Request) => {
    parentPort?.postMessage(answerTo(work, request))
  })
}

function answerTo<Request, Result>(work: (request: Request) => Result, request: Request): Answer<Result> {
  try {
    return { result: work(request) }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}
