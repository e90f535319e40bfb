import { once } from 'node:events'
import type pg from 'pg'
import { from } from 'pg-copy-streams'
import type { Trx } from './types.ts'

/** The connection under a transaction's face, where it is one of a pool's. */
export const clients = new WeakMap<Trx, pg.PoolClient>()

/**
 * COPY … FROM STDIN within a transaction: the way in for many rows. All earlier statements of the transaction have been
 * waited for. On a real server only: the embedded engine takes no COPY over its socket.
 * @returns how many rows were taken
 */
export async function copyIn(trx: Trx, statement: string, portions: Iterable<Uint8Array>): Promise<number> {
  const client = clients.get(trx)
  if (!client) throw new Error('COPY needs a transaction of asActor or asSystem.')
  // Statements behind a COPY would be taken for its data: while it runs the connection sends one thing at a time.
  const mode = client as unknown as { pipeline: boolean }
  const before = mode.pipeline
  mode.pipeline = false
  try {
    const stream = client.query(from(statement, { highWaterMark: 1024 * 1024 }))
    const finished = new Promise<void>((done, fail) => stream.once('finish', done).once('error', fail))
    finished.catch(() => {}) // heard of below, or by the write that fails
    for (const portion of portions) {
      if (!stream.write(portion)) await Promise.race([once(stream, 'drain'), finished])
    }
    stream.end()
    await finished
    return stream.rowCount
  } finally {
    mode.pipeline = before
  }
}
