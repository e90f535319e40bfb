import type { IndexAnswer, IndexedDocument, IndexQuery } from './types.ts'

/** What the index is asked, in its own thread; each with what it answers. */
export interface IndexMessages {
  put: { asked: { documents: readonly IndexedDocument[] }; answer: null }
  /** Answers the ids of the documents that are not there in that version. */
  describe: {
    asked: { documents: readonly { facts: Omit<IndexedDocument, 'provisions'>; kinds: readonly number[] }[] }
    answer: string[]
  }
  remove: { asked: { ids: readonly string[] }; answer: null }
  search: { asked: IndexQuery; answer: IndexAnswer }
}

export type IndexWord = keyof IndexMessages
export interface IndexRequest<W extends IndexWord = IndexWord> {
  id: number
  word: W
  asked: IndexMessages[W]['asked']
}
export type IndexReply = { id: number; answer: unknown } | { id: number; failed: string }
