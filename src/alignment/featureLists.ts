import type { FeatureCounter } from './features.ts'
import { SCALE } from './postings.ts'

/** The features of each provision with their weights, one after another: 4 bytes each, 24 for the feature. */
export class FeatureLists {
  #pool = new Uint32Array(1024)
  /** Where the features of each provision begin; one more than there are provisions. */
  #starts = new Uint32Array(64)
  #size = 0

  /** Bytes of the arrays, room to grow included. */
  get bytes(): number {
    return this.#pool.byteLength + this.#starts.byteLength
  }

  /** Adds the provision counted last. */
  add({ features, weights, size }: Pick<FeatureCounter, 'features' | 'weights' | 'size'>): void {
    const start = this.#starts[this.#size] as number
    if (start + size > this.#pool.length) this.#pool = copied(this.#pool, Math.ceil((start + size) * 1.5))
    for (let i = 0; i < size; i++) {
      const weight = Math.min(255, Math.max(1, Math.round((weights[i] as number) * SCALE)))
      this.#pool[start + i] = ((shortened(features[i] as number) << 8) | weight) >>> 0
    }
    this.#size++
    if (this.#size === this.#starts.length) this.#starts = copied(this.#starts, this.#size * 2)
    this.#starts[this.#size] = start + size
  }

  /** Sum of weight times factor over the features of a provision. */
  sum(provision: number, factors: Factors): number {
    const end = this.#starts[provision + 1] as number
    let sum = 0
    for (let at = this.#starts[provision] as number; at < end; at++) {
      const entry = this.#pool[at] as number
      const factor = factors.of(entry >>> 8)
      if (factor !== 0) sum += factor * (entry & 255)
    }
    return sum / SCALE
  }
}

/** What each feature of a question counts, looked up by its shortened number. */
export class Factors {
  #keys = new Int32Array(1024).fill(-1)
  #values = new Float64Array(1024)

  set(features: readonly { feature: number; factor: number }[]): void {
    if (features.length * 3 > this.#keys.length) {
      const size = 2 ** Math.ceil(Math.log2(features.length * 3))
      this.#keys = new Int32Array(size)
      this.#values = new Float64Array(size)
    }
    this.#keys.fill(-1)
    for (const { feature, factor } of features) {
      const key = shortened(feature)
      const slot = this.#slotOf(key)
      this.#keys[slot] = key
      this.#values[slot] = factor
    }
  }

  of(key: number): number {
    const slot = this.#slotOf(key)
    return this.#keys[slot] === key ? (this.#values[slot] as number) : 0
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1
    let slot = key & mask
    while (this.#keys[slot] !== -1 && this.#keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }
}

/** 24 bits of a feature. Two features that share them are taken for one, once in millions. */
const shortened = (feature: number) => Math.imul(feature, 0x9e3779b1) >>> 8

function copied(from: Uint32Array<ArrayBuffer>, size: number): Uint32Array<ArrayBuffer> {
  const into = new Uint32Array(size)
  into.set(from)
  return into
}
