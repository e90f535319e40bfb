import { AsyncLocalStorage } from 'node:async_hooks'
import type { Writable } from 'node:stream'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Kysely,
  type KyselyProps,
  type QueryResult,
  SingleConnectionProvider,
  Transaction,
} from 'kysely'
import pg from 'pg'
import type { Actor } from '../access/actor.ts'
import { clients } from './copy.ts'
import { databaseRefusals } from './refusals.ts'
import type { Database } from './tables.ts'
import type { Trx } from './types.ts'

/** What every statement of a transaction with that actor is preceded by: the role, and who it is for the policies. */
export function actorPreamble(actor: Actor): string {
  return `begin;set local role qunce_app;${setLocal('user_id', actor.userId)}${setLocal(
    'organization_id',
    actor.organizationId,
  )}${setLocal('role', actor.role)}${actor.key ? setLocal('key', actor.key) : ''}`
}

export const SYSTEM_PREAMBLE = 'begin;set local role qunce_system;'

/** Tells the transaction what time it is where that is not the system's (`clock_now()`). */
export const timePreamble = (clock: (() => Date) | undefined): string =>
  clock ? `set local qunce.now='${clock().toISOString()}';` : ''

/**
 * `SET LOCAL` rather than `set_config()`: it needs no plan and answers no row. The value comes from our own tables; a
 * control character in it could break the statement off before the role is set, and is refused.
 */
function setLocal(name: 'user_id' | 'organization_id' | 'role' | 'key', value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
  if (/[\u0000-\u001f]/.test(value)) throw new Error(`The actor's ${name} has a control character.`)
  return `set local qunce.${name}=${pg.escapeLiteral(value)};`
}

/** Marks the code that runs inside a transaction, to refuse a second one there: the embedded engine would wait for ever. */
const insideTransaction = new AsyncLocalStorage<true>()

/** Runs work in transactions on the pool's connections. */
export class Sessions {
  readonly #pool: pg.Pool
  readonly #props: KyselyProps
  readonly #prepares: boolean
  /** The Kysely face of a pooled connection, made once. */
  readonly #faces = new WeakMap<pg.PoolClient, Trx>()

  constructor(
    pool: pg.Pool,
    kysely: Kysely<Database>,
    props: Pick<KyselyProps, 'config' | 'driver' | 'dialect'>,
    { prepares }: { prepares: boolean },
  ) {
    this.#pool = pool
    this.#prepares = prepares
    this.#props = { ...props, executor: kysely.getExecutor() }
  }

  /** One transaction that begins with the preamble. Commits when the work is done, rolls back when it throws. */
  async run<T>(preamble: string, work: (trx: Trx) => Promise<T>): Promise<T> {
    if (insideTransaction.getStore()) throw databaseRefusals.transactionInside()
    const client = await this.#pool.connect()
    let broken: Error | undefined
    // The first query travels along with the preamble (pipeline mode): one round trip less. Should the role be
    // refused, the transaction has failed by then, and the server runs nothing more of it.
    holdWrites(client)
    const begun = client.query(preamble).then(
      () => undefined,
      (error: Error) => error,
    )
    try {
      const result = await insideTransaction.run(true, work, this.#faceOf(client))
      const refused = await begun
      if (refused) throw refused
      // A commit after a failed statement is answered ROLLBACK, and no error: an answer would claim what is not saved.
      if ((await client.query('commit')).command !== 'COMMIT') throw databaseRefusals.transactionLost()
      return result
    } catch (error) {
      await client.query('rollback').catch((reason: Error) => {
        broken = reason
      })
      if (broken) throw databaseRefusals.connectionLost()
      throw (await begun) ?? error
    } finally {
      client.release(broken)
    }
  }

  #faceOf(client: pg.PoolClient): Trx {
    const known = this.#faces.get(client)
    if (known) return known
    const provider = new SingleConnectionProvider(new ClientConnection(client, this.#prepares))
    const face = new Transaction<Database>({
      ...this.#props,
      executor: this.#props.executor.withConnectionProvider(provider),
    })
    this.#faces.set(client, face)
    clients.set(face, client)
    return face
  }
}

/**
 * A query that a real server plans once for each connection: for the few that are asked many times a second. The name
 * stands for the text. (The embedded engine keeps one session behind all connections, so there it is not prepared.)
 */
export interface PreparedQuery<R = unknown> extends CompiledQuery<R> {
  readonly preparedAs?: string
}

/**
 * Keeps what is written to the connection until the code that runs now has come to wait for something: the preamble
 * and the first query then leave in one write.
 */
function holdWrites(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection?: { stream?: Partial<Writable> } }).connection ?? {}
  if (!stream?.cork || !stream.uncork) return
  stream.cork()
  process.nextTick(() => stream.uncork?.())
}

/** A pooled connection as Kysely wants it. */
class ClientConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #prepares: boolean

  constructor(client: pg.PoolClient, prepares: boolean) {
    this.#client = client
    this.#prepares = prepares
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const values = query.parameters as unknown[]
    const name = this.#prepares ? (query as PreparedQuery).preparedAs : undefined
    const { command, rowCount, rows } = await this.#client.query(
      name ? { name, text: query.sql, values } : { text: query.sql, values },
    )
    const changed = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
    return { rows: rows as R[], ...(changed ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
  }

  /** Kysely asks for it. Long answers are read in pages, each in a transaction of its own: none holds a connection. */
  streamQuery(): never {
    throw new Error('Rows are read in pages, not streamed.')
  }
}
