import type { Trx } from '../../platform/database/index.ts'

/** A project of the rolling pool, as the fund knows it. */
export interface PoolProject {
  id: string
  name: string
}

/** Where projects come from: the room that keeps the pool stands above and binds itself. */
export interface ProjectPool {
  /** The project, as the actor sees it; null where there is none, or it is only proposed. */
  find(trx: Trx, id: string): Promise<PoolProject | null>
}

let pool: ProjectPool = { find: async () => null }

/** Binds the pool of projects: once, at the start. */
export function bindProjectPool(to: ProjectPool): void {
  pool = to
}

export const findPoolProject = (trx: Trx, id: string): Promise<PoolProject | null> => pool.find(trx, id)
