import { type Kysely, sql } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { DatabaseHandle } from '../database/types.ts'

/**
 * Keeps two servers on one database from doing the same job at once, by advisory locks of one connection that it holds:
 * they end with the process, however it ends. The embedded engine has no second server, and needs none.
 */
export class JobLocks {
  readonly #database: DatabaseHandle
  #session: Promise<Kysely<Database>> | undefined
  #release = () => {}

  constructor(database: DatabaseHandle) {
    this.#database = database
  }

  /** Does the work, unless another server is at it. @returns whether it did */
  async alone(name: string, work: () => Promise<unknown>): Promise<boolean> {
    if (this.#database.engine === 'embedded') {
      await work()
      return true
    }
    const key = `qunce job ${name}`
    if (!(await this.#ask(sql<{ mine: boolean }>`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as mine`))) {
      return false
    }
    try {
      await work()
    } finally {
      await this.#ask(sql<{ mine: boolean }>`select pg_advisory_unlock(hashtextextended(${key}, 0)) as mine`)
    }
    return true
  }

  /** Gives the connection back. */
  close(): void {
    this.#release()
    this.#session = undefined
  }

  async #ask(question: ReturnType<typeof sql<{ mine: boolean }>>): Promise<boolean> {
    this.#session ??= this.#open()
    try {
      const { rows } = await question.execute(await this.#session)
      return rows[0]?.mine ?? false
    } catch (error) {
      this.close() // the next one opens another
      throw error
    }
  }

  #open(): Promise<Kysely<Database>> {
    return new Promise((resolve, reject) => {
      this.#database.kysely
        .connection()
        .execute(async (connection) => {
          const released = new Promise<void>((release) => {
            this.#release = release
          })
          resolve(connection)
          await released
          // Given back with locks on it, the connection would keep the jobs from every server for as long as it lives.
          await sql`select pg_advisory_unlock_all()`.execute(connection).catch(() => undefined)
        })
        .catch(reject)
    })
  }
}
