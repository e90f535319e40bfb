import { LRUCache } from 'lru-cache'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import { WorkApart } from '../../platform/threads/index.ts'
import { blueprintRefusals as refusals } from '../refusals.ts'
import { type Made, TileCache } from './cache.ts'
import type { TileContent } from './encode.ts'
import type { TileAddress } from './grid.ts'
import { type TiledLayer, tileContent, turnsOf } from './tileStore.ts'

/** Bytes of all tiles that are kept, compressed. */
const ROOM = 96 * 1024 * 1024
/** How many tiles are made at once: what the database gives for one is made into a tile while it answers for the next. */
const AT_ONCE = { postgresql: 4, embedded: 2 } as const
const THREADS = 2
const TIME_LIMIT = 60_000

/** Vector tiles of layers, made when they are first asked for and kept by (layer, revision, day, place). */
export class Tiles {
  readonly cache: TileCache
  readonly #database: DatabaseHandle
  readonly #threads: WorkApart<TileContent, Made>[]
  readonly #turns = new LRUCache<string, Promise<string[] | null>>({ max: 200 })
  #next = 0

  constructor(database: DatabaseHandle, room = ROOM) {
    this.#database = database
    this.cache = new TileCache(room, AT_ONCE[database.engine])
    this.#threads = Array.from(
      { length: THREADS },
      () =>
        new WorkApart<TileContent, Made>(
          new URL('./tileWorker.ts', import.meta.url),
          TIME_LIMIT,
          ({ z, x, y }, reason) => refusals.tileFailed(z, x, y, reason),
        ),
    )
  }

  /**
   * The tile as it is sent. Whether who asks may see the layer is asked before: a tile is the same for all who may.
   * @param signal aborted when who asked went away
   */
  async tile(layer: TiledLayer, day: string, address: TileAddress, signal?: AbortSignal): Promise<Made> {
    const since = await this.#since(layer, day)
    const { z, x, y } = address
    return this.cache.get(
      [layer.id, layer.revision, since, z, x, y].join(' '),
      async () => {
        const content = await this.#database.asSystem((trx) => tileContent(trx, layer, since, address))
        if (content.features.length === 0 && content.crumbs.length === 0) return null
        this.#next = (this.#next + 1) % THREADS
        return this.#threads[this.#next]?.do(content) ?? null
      },
      signal,
    )
  }

  /** The last day, up to this one, on which the layer changes. */
  async #since(layer: TiledLayer, day: string): Promise<string> {
    const key = `${layer.id} ${layer.revision}`
    let turns = this.#turns.get(key)
    if (!turns) {
      turns = this.#database.asSystem((trx) => turnsOf(trx, layer))
      this.#turns.set(key, turns)
      turns.catch(() => this.#turns.delete(key))
    }
    const days = await turns
    if (!days) return day
    return days.findLast((one) => one <= day) ?? '0001-01-01'
  }
}
