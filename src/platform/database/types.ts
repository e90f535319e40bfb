import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '../access/actor.ts'
import type { Database } from './tables.ts'

/** The database as one transaction sees it, under the role that the transaction was opened with. */
export type Trx = Transaction<Database>

export interface DatabaseHandle {
  readonly engine: 'postgresql' | 'embedded'
  /**
   * The bare connection, as the owner of the tables: for migrations and sign-in only. Everything else goes through
   * `asActor` or `asSystem`.
   */
  readonly kysely: Kysely<Database>
  /**
   * One transaction as the actor: row-level policies see its user, organization and role, and let it do only what
   * they grant. Commits when the work is done, rolls back when it throws. Do not open another one inside.
   */
  asActor<T>(actor: Actor, work: (trx: Trx) => Promise<T>): Promise<T>
  /** One transaction as the system itself (start, sign-in, loading samples): sees all rows, may not change tables. */
  asSystem<T>(work: (trx: Trx) => Promise<T>): Promise<T>
  /** The same database, whose transactions take their time (`clock_now()`) from this clock: tests, replays, samples. */
  withClock(clock: () => Date): DatabaseHandle
  /**
   * A mark of all that is committed: while it stays the same, every question to the database has the same answer
   * (PostgreSQL's snapshot: its transactions before, after and at work). Costs next to nothing.
   */
  changeMark(): Promise<string>
  /** Called when the engine ends by itself: nothing works any more, the process should leave with an error. */
  onFailure(listener: (reason: Error) => void): void
  close(): Promise<void>
}
