import { parentPort } from 'node:worker_threads'
import type { IndexMessages, IndexReply, IndexRequest, IndexWord } from './messages.ts'
import { SearchIndex } from './searchIndex.ts'

const index = new SearchIndex()

type Answers = { [W in IndexWord]: (asked: IndexMessages[W]['asked']) => IndexMessages[W]['answer'] }

const answers: Answers = {
  put({ documents }) {
    for (const document of documents) index.put(document)
    return null
  },
  describe: ({ documents }) =>
    documents.filter(({ facts, kinds }) => !index.describe(facts, kinds)).map(({ facts }) => facts.id),
  remove({ ids }) {
    for (const id of ids) index.remove(id)
    return null
  },
  search: (query) => index.search(query),
}

parentPort?.on('message', ({ id, word, asked }: IndexRequest) => {
  parentPort?.postMessage(replyTo(id, word, asked))
})

function replyTo(id: number, word: IndexWord, asked: unknown): IndexReply {
  try {
    return { id, answer: answers[word](asked as never) }
  } catch (error) {
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
