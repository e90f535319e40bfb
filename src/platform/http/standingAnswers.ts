import type { FastifyReply } from 'fastify'
import { LRUCache } from 'lru-cache'
import type { DatabaseHandle } from '../database/index.ts'
import { SharedRuns } from './sharedRuns.ts'

interface Standing {
  /** Of the database when the answer was worked out. */
  mark: string
  body: Buffer
}

const MOST_BYTES = 64 * 1024 * 1024
/** An answer that tells when it was worked out is at most so old (ms), even where nothing happens. */
const LONGEST = 60_000

/**
 * Answers to what many ask for again and again (the cockpit, a desk): one stands until something was committed in the
 * database, whatever it was, and is worked out anew then. So it is never older than its question, and asking again costs
 * one look at the database's mark. The key names all that the answer depends on beside the database: the reader's
 * organization and role first, the day, the filters. What many ask for at once is worked out once (`SharedRuns`).
 */
export class StandingAnswers {
  readonly #database: Pick<DatabaseHandle, 'changeMark'>
  readonly #runs = new SharedRuns()
  readonly #standing = new LRUCache<string, Standing>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ body }) => body.length + 200,
    ttl: LONGEST,
  })

  constructor(database: Pick<DatabaseHandle, 'changeMark'>) {
    this.#database = database
  }

  /**
   * Sends the answer, in the form of the route's response schema. What it returns the handler returns: Fastify would take
   * `undefined` for an answer of its own as long as the compressed one is on its way.
   */
  async send(reply: FastifyReply, key: readonly unknown[], work: () => Promise<unknown>): Promise<never> {
    const body = await this.bodyOf(JSON.stringify(key), async () => String(reply.serialize(await work())))
    return reply.header('content-type', 'application/json; charset=utf-8').send(body) as never
  }

  /** The answer as JSON text, standing or worked out now. */
  async bodyOf(key: string, work: () => Promise<string>): Promise<Buffer> {
    return this.#runs.run(key, async () => {
      const mark = await this.#database.changeMark()
      const standing = this.#standing.get(key)
      if (standing?.mark === mark) return standing.body
      const body = Buffer.from(await work())
      if ((await this.#database.changeMark()) === mark) this.#standing.set(key, { mark, body })
      return body
    })
  }
}
