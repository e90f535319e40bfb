import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { Cargo, Peer } from './cargo.ts'
import { type Marks, offer } from './offer.ts'

/** Comparing takes at most this share of the time, however much there is to compare. */
const SHARE = 1 / 10
/** However little seems to change, all is compared again after so long (ms): days pass, agreements end by them. */
const AT_LEAST_EVERY_MS = 60_000

/** Tells the others whatever differs from what they were told, when anything in the database has changed. */
export class Telling {
  readonly #database: DatabaseHandle
  readonly #self: Peer
  readonly #cargo: readonly Cargo[]
  readonly #clock: () => Date
  #marks: Marks = new Map()
  #mark = ''
  #notBefore = 0
  #comparedAt = 0
  #completeAt: Date | null = null

  constructor(database: DatabaseHandle, self: Peer, cargo: readonly Cargo[], clock: () => Date) {
    this.#database = database
    this.#self = self
    this.#cargo = cargo
    this.#clock = clock
  }

  /** Up to when everything that was to be told is in the channels; null: it was never compared. */
  get completeAt(): Date | null {
    return this.#completeAt
  }

  async turn(): Promise<void> {
    const began = performance.now()
    if (began < this.#notBefore) return
    const now = this.#clock()
    const mark = await this.#database.changeMark()
    if (mark !== this.#mark || began - this.#comparedAt > AT_LEAST_EVERY_MS) {
      // Marks count from the commit on: else what a turn that failed had compared would be taken for told.
      const marks: Marks = new Map(this.#marks)
      const added = await this.#database.asSystem((trx) => offer(trx, this.#self, this.#cargo, marks, now))
      this.#marks = marks
      // What was added is a change of our own, and nothing new to tell; others may have written meanwhile.
      this.#mark = added > 0 ? '' : mark
      this.#comparedAt = began
      this.#notBefore = began + (performance.now() - began) / SHARE
    }
    this.#completeAt = now
  }
}
