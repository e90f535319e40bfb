import { SearchIndex } from './searchIndex.ts'
import type { IndexAnswer, IndexedDocument, IndexQuery } from './types.ts'

type Facts = Omit<IndexedDocument, 'provisions'>

/**
 * An index that gives back the room of what is gone: where that is more than what is left, another one is made beside it,
 * a document at a time, and takes its place once it is whole. Until then the old one answers; what changes is written to
 * both.
 */
export class RenewedIndex {
  #index: SearchIndex
  #next: { index: SearchIndex; left: string[] } | null = null
  readonly #make: () => SearchIndex

  constructor(make: () => SearchIndex = () => new SearchIndex()) {
    this.#make = make
    this.#index = make()
  }

  /** Provisions that can be found. */
  get size(): number {
    return this.#index.size
  }

  /** Bytes of all arrays, those of the index in the making included. */
  get bytes(): number {
    return this.#index.bytes + (this.#next?.index.bytes ?? 0)
  }

  get isRenewing(): boolean {
    return this.#next !== null
  }

  put(document: IndexedDocument): void {
    this.#index.put(document)
    this.#next?.index.put(document)
    this.#look()
  }

  /** @returns false where the document is not there in that version */
  describe(facts: Facts, kinds: readonly number[]): boolean {
    // One that is not carried over yet will be as it is described now.
    this.#next?.index.describe(facts, kinds)
    return this.#index.describe(facts, kinds)
  }

  remove(id: string): void {
    this.#index.remove(id)
    this.#next?.index.remove(id)
    this.#look()
  }

  search(query: IndexQuery): IndexAnswer {
    return this.#index.search(query)
  }

  /** Carries one more document over into the index in the making; the last one lets it take its place. */
  renew(): void {
    if (!this.#next) return
    const { index, left } = this.#next
    const id = left.pop()
    // What was put meanwhile is there already.
    if (id !== undefined && !index.has(id)) this.#index.copy(id, index)
    if (left.length > 0) return
    this.#index = index
    this.#next = null
  }

  #look(): void {
    if (this.#next || !this.#index.isMostlyGone) return
    this.#next = { index: this.#make(), left: this.#index.ids.reverse() }
  }
}
