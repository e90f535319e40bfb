import type { DatabaseHandle } from '../platform/database/index.ts'
import { SharedRuns } from '../platform/http/index.ts'
import { SearchThread } from './searchThread.ts'
import { type Change, changesSince, noteRestored, readFacts, readProvisions } from './store.ts'
import type { IndexAnswer, IndexedDocument, IndexQuery } from './types.ts'

/** Documents read in one transaction. */
const PORTION = 20

/**
 * The index of one server, which follows the database: whatever was committed when a search began is found by it, on
 * whichever server it was written.
 */
export class FollowedIndex {
  readonly #database: DatabaseHandle
  readonly #runs = new SharedRuns()
  #thread: SearchThread | null = null
  /** The transaction to ask from, and what was read from it on. */
  #since = '0'
  #read = new Map<string, string>()
  /** Version of each document in the index. */
  #versions = new Map<string, number>()
  #toRead = 0
  #done = 0
  #isClosed = false

  constructor(database: DatabaseHandle) {
    this.#database = database
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** How much of what has changed is read, 0 to 1. */
  get share(): number {
    return this.#toRead === 0 ? 1 : this.#done / this.#toRead
  }

  /** The transaction from which on nothing is read yet: what changed before it is in the index. */
  get readUntil(): string {
    return this.#thread?.lives ? this.#since : '0'
  }

  /** Whether it was read as a whole once, and is there still. */
  get isRead(): boolean {
    return this.readUntil !== '0'
  }

  /** Reads what was committed by now. Not to be called inside a transaction. */
  follow(): Promise<void> {
    return this.#runs.run('', () => this.#follow())
  }

  async search(query: IndexQuery): Promise<IndexAnswer> {
    if (!this.#thread) throw new Error('The search index was not read yet.')
    return this.#thread.ask('search', query)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#thread?.close()
  }

  #living(): SearchThread {
    if (this.#isClosed) throw new Error('The search index is closed.')
    if (this.#thread?.lives) return this.#thread
    // What a thread held is gone with it: another one reads everything anew.
    this.#thread = new SearchThread()
    this.#since = '0'
    this.#read = new Map()
    this.#versions = new Map()
    return this.#thread
  }

  async #follow(): Promise<void> {
    const thread = this.#living()
    if (this.#since === '0') await this.#database.asSystem(noteRestored)
    const { changes, until } = await this.#database.asSystem((trx) => changesSince(trx, this.#since))
    const unread = changes.filter(({ documentId, changedIn }) => this.#read.get(documentId) !== changedIn)
    this.#toRead = unread.length
    this.#done = 0
    for (let start = 0; start < unread.length; start += PORTION) {
      const portion = unread.slice(start, start + PORTION)
      await this.#apply(thread, portion)
      for (const { documentId, changedIn } of portion) this.#read.set(documentId, changedIn)
      this.#done += portion.length
    }
    this.#toRead = 0
    // What an older transaction may still be writing is asked for again; what was read of it is known by its number.
    this.#since = until
    this.#read = new Map(changes.map(({ documentId, changedIn }) => [documentId, changedIn]))
  }

  async #apply(thread: SearchThread, portion: readonly Change[]): Promise<void> {
    const ids = portion.map(({ documentId }) => documentId)
    const { facts, all, kinds } = await this.#database.asSystem(async (trx) => {
      const known = await readFacts(trx, ids)
      const present = [...known.values()].filter((one) => one !== null)
      const isOld = ({ id, version }: { id: string; version: number }) => this.#versions.get(id) === version
      return {
        facts: known,
        all: await readProvisions(
          trx,
          present.filter((one) => !isOld(one)),
          'all',
        ),
        kinds: await readProvisions(trx, present.filter(isOld), 'kinds'),
      }
    })
    const gone = ids.filter((id) => !facts.get(id))
    const [put, described] = [all, kinds].map((provisions) =>
      [...provisions].flatMap(([id, list]) => {
        const one = facts.get(id)
        return one ? [{ ...one, provisions: list }] : []
      }),
    ) as [IndexedDocument[], IndexedDocument[]]
    if (gone.length > 0) await thread.ask('remove', { ids: gone })
    // One by one: who searches meanwhile waits for no more than one.
    for (const one of put) await thread.ask('put', { documents: [one] })
    if (described.length > 0) {
      const documents = described.map(({ provisions, ...of }) => ({ facts: of, kinds: provisions.map((p) => p.kinds) }))
      const missing = await thread.ask('describe', { documents })
      // They are read as a whole the next time.
      for (const id of missing) this.#versions.delete(id)
      if (missing.length > 0) throw new Error(`The search index lost ${missing.join(', ')}.`)
    }
    for (const id of gone) this.#versions.delete(id)
    for (const { id, version } of put) this.#versions.set(id, version)
  }
}
