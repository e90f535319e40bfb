import { parentPort } from 'node:worker_threads'
import type { IndexMessages, IndexReply, IndexRequest, IndexWord } from './messages.ts'
import { RenewedIndex } from './renewedIndex.ts'

/** How long (ms) those who search wait for the index in the making, and for no more than the document begun. */
const TURN = 4

const index = new RenewedIndex()

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
  if (index.isRenewing && !isTurning) turn()
})

let isTurning = false

/** Between what is asked the index is made anew, a little at a time. */
function turn(): void {
  isTurning = true
  setImmediate(() => {
    const until = performance.now() + TURN
    while (index.isRenewing && performance.now() < until) index.renew()
    isTurning = index.isRenewing
    if (isTurning) turn()
  })
}

function replyTo(id: number, word: IndexWord, asked: unknown): IndexReply {
  try {
    return { id, answer: answers[word](asked as never) }
  } catch (error) {
    return { id, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
