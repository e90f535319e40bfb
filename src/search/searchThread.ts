import { Worker } from 'node:worker_threads'
import type { IndexMessages, IndexReply, IndexRequest, IndexWord } from './messages.ts'

interface Waiting {
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
}

/** The index in a thread of its own: a search that reads half a million places stops nobody else. */
export class SearchThread {
  readonly #worker = new Worker(new URL('./searchWorker.ts', import.meta.url), { execArgv: [] })
  readonly #waiting = new Map<number, Waiting>()
  #ended: Error | null = null
  #next = 0

  constructor() {
    this.#worker.unref()
    this.#worker.on('message', (reply: IndexReply) => {
      const waiting = this.#waiting.get(reply.id)
      this.#waiting.delete(reply.id)
      if (this.#waiting.size === 0) this.#worker.unref()
      if ('failed' in reply) waiting?.reject(new Error(`The search index failed: ${reply.failed}`))
      else waiting?.resolve(reply.answer)
    })
    this.#worker.on('error', (error) => this.#end(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', (code) => this.#end(new Error(`The search index ended with code ${code}.`)))
  }

  /** False once the thread is gone, with all that it held. */
  get lives(): boolean {
    return this.#ended === null
  }

  ask<W extends IndexWord>(word: W, asked: IndexMessages[W]['asked']): Promise<IndexMessages[W]['answer']> {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = this.#next++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject })
      this.#worker.ref()
      this.#worker.postMessage({ id, word, asked } satisfies IndexRequest<W>)
    })
  }

  async close(): Promise<void> {
    this.#end(new Error('The search index is closed.'))
    await this.#worker.terminate()
  }

  #end(reason: Error): void {
    this.#ended ??= reason
    for (const { reject } of this.#waiting.values()) reject(reason)
    this.#waiting.clear()
  }
}
