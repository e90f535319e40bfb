import type { PoolConfig } from 'pg'

/** Says in plain words what is going on while the database starts (shown on the terminal). */
export type OnProgress = (step: string) => void

/** A running engine that `pg` can connect to. */
export interface Engine {
  kind: 'postgresql' | 'embedded'
  pool: PoolConfig
  /** Whether a query may be prepared under a name (see `PreparedQuery`). */
  prepares: boolean
  /** Called when the engine ends by itself: nothing works any more, the process should leave with an error. */
  onFailure(listener: (reason: Error) => void): void
  stop(): Promise<void>
}
