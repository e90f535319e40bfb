interface Lane {
  running: Promise<unknown>
  next?: Promise<unknown>
}

/**
 * Answers that many ask for at once, worked out once: who asks while one is being worked out shares the next one, which
 * begins when that is done. So nobody gets an answer that began before he asked, and a page that a whole office opens at
 * nine costs what one costs. The key names all that the answer depends on, the reader's organization and role first.
 */
export class SharedRuns {
  readonly #lanes = new Map<string, Lane>()

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key)
    if (!lane) return this.#start(key, work)
    const start = () => this.#start(key, work)
    lane.next ??= lane.running.then(start, start)
    return lane.next as Promise<T>
  }

  #start<T>(key: string, work: () => Promise<T>): Promise<T> {
    const running = work()
    const lane: Lane = { running }
    this.#lanes.set(key, lane)
    const done = () => {
      if (!lane.next && this.#lanes.get(key) === lane) this.#lanes.delete(key)
    }
    running.then(done, done)
    return running
  }
}
