const LEAST_KEYS = 1024

/** A row of numbers for each key, in two typed arrays that grow by doubling. A key is any number of 32 bits but 0. */
export class NumberTable {
  /** All rows one after another. Another array each time the table grows: after `add` it is to be asked for again. */
  rows: Uint32Array
  #keys = new Uint32Array(LEAST_KEYS)
  #size = 0
  readonly #width: number

  /** @param width numbers in a row */
  constructor(width: number) {
    this.#width = width
    this.rows = new Uint32Array(LEAST_KEYS * width)
  }

  /** How many keys there are. */
  get size(): number {
    return this.#size
  }

  /** Bytes of the arrays, room to grow included. */
  get bytes(): number {
    return this.#keys.byteLength + this.rows.byteLength
  }

  /** Where the row of a key begins; of a key that is not there, a row of zeros. */
  find(key: number): number {
    return this.#slotOf(key) * this.#width
  }

  /** One number of the row of a key; 0 of a key that is not there. */
  get(key: number, field: number): number {
    return this.rows[this.#slotOf(key) * this.#width + field] as number
  }

  /** Makes a row of zeros for a key that is not there yet; returns where it begins. */
  add(key: number): number {
    if (this.#size * 2 >= this.#keys.length) this.#grow()
    this.#size++
    const slot = this.#slotOf(key)
    this.#keys[slot] = key
    return slot * this.#width
  }

  /** Slot of a key, or the empty one where it belongs. */
  #slotOf(key: number): number {
    const keys = this.#keys
    const mask = keys.length - 1
    let slot = (Math.imul(key, 0x9e3779b1) >>> 8) & mask
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const [keys, rows] = [this.#keys, this.rows]
    const width = this.#width
    this.#keys = new Uint32Array(keys.length * 2)
    this.rows = new Uint32Array(rows.length * 2)
    for (let old = 0; old < keys.length; old++) {
      const key = keys[old] as number
      if (key === 0) continue
      const slot = this.#slotOf(key)
      this.#keys[slot] = key
      this.rows.set(rows.subarray(old * width, (old + 1) * width), slot * width)
    }
  }
}
