import { LRUCache } from 'lru-cache'
import { Turns } from './turns.ts'

/** What a tile takes beside its bytes: its key and its place in the cache. */
const OVERHEAD = 300

/** A tile as it is sent: compressed; null where nothing is. */
export type Made = Uint8Array | null

interface Making {
  /** How many wait for it. */
  readers: number
  made: Promise<Made>
  gone: AbortController
}

/**
 * Tiles by their key, which names all that they depend on, so that none is ever wrong. What is used least goes first when
 * they outgrow their room; one that many ask for at once is made once; one that nobody waits for any more is not begun.
 */
export class TileCache {
  readonly #kept: LRUCache<string, { bytes: Made }>
  readonly #making = new Map<string, Making>()
  readonly #turns: Turns

  /**
   * @param room bytes of all tiles together
   * @param atOnce how many are made at the same time
   */
  constructor(room: number, atOnce: number) {
    this.#kept = new LRUCache({ maxSize: room, sizeCalculation: ({ bytes }) => (bytes?.byteLength ?? 0) + OVERHEAD })
    this.#turns = new Turns(atOnce)
  }

  get bytes(): number {
    return this.#kept.calculatedSize
  }

  get tiles(): number {
    return this.#kept.size
  }

  /**
   * The tile, kept or made now.
   * @param signal aborted when the one who asked went away; others may wait on
   * @throws what making it throws
   */
  async get(key: string, make: () => Promise<Made>, signal?: AbortSignal): Promise<Made> {
    const kept = this.#kept.get(key)
    if (kept) return kept.bytes
    const making = this.#making.get(key) ?? this.#begin(key, make)
    making.readers += 1
    const leave = () => {
      making.readers -= 1
      if (making.readers > 0) return
      if (this.#making.get(key) === making) this.#making.delete(key)
      making.gone.abort(new Error('nobody waits for the tile any more'))
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return await making.made
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }

  #begin(key: string, make: () => Promise<Made>): Making {
    const gone = new AbortController()
    const made = this.#turns.run(make, gone.signal).then((bytes) => {
      this.#kept.set(key, { bytes })
      return bytes
    })
    const making: Making = { readers: 0, made, gone }
    this.#making.set(key, making)
    const end = () => {
      if (this.#making.get(key) === making) this.#making.delete(key)
    }
    made.then(end, end)
    return making
  }
}
