import { NumberTable } from '../platform/numberTable.ts'

/** What is kept of a list: first block, place of the next posting, end of the last block, how many. */
const FIELDS = 4
/** Postings of a block before the first, and of the largest. Blocks double, so that rare features stay small. */
const FIRST_BLOCK = 2
const LARGEST_BLOCK = 512
/** What a weight of one becomes in the eight bits that hold it; weights are at most LARGEST_WEIGHT. */
export const SCALE = 96
export const LARGEST_WEIGHT = 255 / SCALE
/** Provisions that one list can tell apart: 24 bits. */
export const MOST_PROVISIONS = 1 << 24

/**
 * Lists of provisions by feature, in typed arrays that grow. A posting is 4 bytes: 24 for the
 * provision, 8 for the weight. A list is a chain of blocks; adding to one touches nothing else.
 */
export class Postings {
  readonly #lists = new NumberTable(FIELDS)
  #pool = new Uint32Array(4096)
  /** Place 0 stays empty: a list that begins there is none. */
  #used = 1

  /** Bytes of the arrays, room to grow included. */
  get bytes(): number {
    return this.#lists.bytes + this.#pool.byteLength
  }

  /** How many different features there are. */
  get size(): number {
    return this.#lists.size
  }

  add(feature: number, provision: number, weight: number): void {
    let list = this.#lists.find(feature)
    if (this.#lists.rows[list] === 0) {
      list = this.#lists.add(feature)
      const start = this.#block(FIRST_BLOCK)
      this.#lists.rows.set([start, start, start + FIRST_BLOCK, 0], list)
    }
    const lists = this.#lists.rows
    let next = lists[list + 1] as number
    if (next === lists[list + 2]) {
      const held = lists[list + 3] as number
      const size = Math.min(LARGEST_BLOCK, Math.max(FIRST_BLOCK, held))
      const start = this.#block(size)
      this.#pool[next] = start
      next = start
      lists[list + 2] = start + size
    }
    this.#pool[next] = ((provision << 8) | Math.min(255, Math.max(1, Math.round(weight * SCALE)))) >>> 0
    lists[list + 1] = next + 1
    lists[list + 3] = (lists[list + 3] as number) + 1
  }

  /** How many provisions hold a feature. */
  holders(feature: number): number {
    return this.#lists.get(feature, 3)
  }

  /** Adds `factor` times the weight of the feature to the sum of every provision that holds it. */
  accumulate(feature: number, factor: number, sums: Sums): void {
    const list = this.#lists.find(feature)
    const lists = this.#lists.rows
    let left = lists[list + 3] as number
    let at = lists[list] as number
    let size = FIRST_BLOCK
    let held = 0
    const { values, touched } = sums
    const scaled = factor / SCALE
    let count = sums.count
    while (left > 0) {
      const end = at + Math.min(size, left)
      for (; at < end; at++) {
        const posting = this.#pool[at] as number
        const provision = posting >>> 8
        const before = values[provision] as number
        if (before === 0) touched[count++] = provision
        values[provision] = before + scaled * (posting & 255)
      }
      const taken = Math.min(size, left)
      left -= taken
      held += taken
      if (left > 0) at = this.#pool[at] as number
      size = Math.min(LARGEST_BLOCK, Math.max(FIRST_BLOCK, held))
    }
    sums.count = count
  }

  /** Takes a block from the pool, with room for the place of the next one behind it. */
  #block(size: number): number {
    const start = this.#used
    this.#used += size + 1
    if (this.#used > this.#pool.length) {
      // By half, not by doubling: the pool is nearly all of the memory.
      const pool = new Uint32Array(Math.max(this.#used, Math.ceil(this.#pool.length * 1.5)))
      pool.set(this.#pool)
      this.#pool = pool
    }
    return start
  }
}

/** Sums by provision, and which provisions have one; cleared by those alone. */
export class Sums {
  values = new Float32Array(1024)
  touched = new Uint32Array(1024)
  count = 0

  ensure(provisions: number): void {
    if (provisions <= this.values.length) return
    const size = Math.max(provisions, this.values.length * 2)
    this.values = new Float32Array(size)
    this.touched = new Uint32Array(size)
    this.count = 0
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) this.values[this.touched[i] as number] = 0
    this.count = 0
  }
}
