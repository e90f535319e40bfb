import { plain } from './plainText.ts'
import type { Provision } from './types.ts'

/** A pair of characters as a number; pairs with a break between clauses in them are none. */
export type Pair = number

/** The pairs of a plain text with how often each stands there. */
export function pairsOf(text: string, into: Map<Pair, number> = new Map()): Map<Pair, number> {
  let first = text.charCodeAt(0)
  for (let at = 1; at < text.length; at++) {
    const second = text.charCodeAt(at)
    if (first > 0x20 && second > 0x20) {
      const pair = first * 65536 + second
      into.set(pair, (into.get(pair) ?? 0) + 1)
    }
    first = second
  }
  return into
}

/** Further repeats of a pair in one provision say nothing new. */
const MOST_REPEATS = 2
/** A pair of the title counts as so many in the text, one of the titles above as a part of one. */
const IN_TITLE = 5
const IN_PATH = 0.3

/** What a provision is compared by: its pairs of characters, each with its weight before rarity. */
export function weightsOf(provision: Pick<Provision, 'body' | 'heading' | 'path'>): Map<Pair, number> {
  const counter = new FeatureCounter()
  counter.count(provision)
  const weights = new Map<Pair, number>()
  for (let i = 0; i < counter.size; i++) weights.set(counter.features[i] as number, counter.weights[i] as number)
  return weights
}

/** Counts the features of one provision after another in the same arrays: nothing is allocated for a provision. */
export class FeatureCounter {
  /** Features of the provision counted last, and their weights; the first `size` of them hold. */
  features = new Uint32Array(512)
  weights = new Float64Array(512)
  size = 0
  /** Where in `features` the feature of a slot is, plus one; 0 is empty. */
  #slots = new Uint32Array(1024)
  /** For each feature whether the title or a title above was counted already. */
  #seen = new Uint8Array(512)

  count({ body, heading, path }: Pick<Provision, 'body' | 'heading' | 'path'>): void {
    this.#slots.fill(0)
    this.size = 0
    this.#each(body.text, IN_BODY)
    this.#each(heading.text, TITLE_SEEN)
    for (const title of path) this.#each(plain(title), PATH_SEEN)
    for (let i = 0; i < this.size; i++) this.weights[i] = Math.log1p(this.weights[i] as number)
  }

  /** Adds a feature that is no pair of characters, with its weight as it is. */
  add(feature: number, weight: number): void {
    this.weights[this.#placeOf(feature)] = weight
  }

  #each(text: string, where: number): void {
    let first = text.charCodeAt(0)
    for (let at = 1; at < text.length; at++) {
      const second = text.charCodeAt(at)
      if (first > 0x20 && second > 0x20) this.#weigh(this.#placeOf(first * 65536 + second), where)
      first = second
    }
  }

  #weigh(place: number, where: number): void {
    const before = this.weights[place] as number
    if (where === IN_BODY) this.weights[place] = Math.min(MOST_REPEATS, before + 1)
    else if (((this.#seen[place] as number) & where) === 0) {
      this.#seen[place] = (this.#seen[place] as number) | where
      this.weights[place] = before + (where === TITLE_SEEN ? IN_TITLE : IN_PATH)
    }
  }

  #placeOf(feature: number): number {
    const mask = this.#slots.length - 1
    let slot = (Math.imul(feature, 0x9e3779b1) >>> 8) & mask
    for (let held = this.#slots[slot] as number; held !== 0; held = this.#slots[slot] as number) {
      if (this.features[held - 1] === feature) return held - 1
      slot = (slot + 1) & mask
    }
    if (this.size === this.features.length) {
      this.#grow()
      return this.#placeOf(feature)
    }
    const place = this.size++
    this.#slots[slot] = place + 1
    this.features[place] = feature
    this.weights[place] = 0
    this.#seen[place] = 0
    return place
  }

  #grow(): void {
    const { features, weights } = this
    const seen = this.#seen
    this.features = new Uint32Array(features.length * 2)
    this.weights = new Float64Array(features.length * 2)
    this.#seen = new Uint8Array(features.length * 2)
    this.features.set(features)
    this.weights.set(weights)
    this.#seen.set(seen)
    this.#slots = new Uint32Array(features.length * 4)
    const mask = this.#slots.length - 1
    for (let place = 0; place < this.size; place++) {
      let slot = (Math.imul(features[place] as number, 0x9e3779b1) >>> 8) & mask
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask
      this.#slots[slot] = place + 1
    }
  }
}

const IN_BODY = 0
const TITLE_SEEN = 1
const PATH_SEEN = 2

/** How much a feature that stands in `holders` of `all` provisions tells about one of them. */
export function rarity(holders: number, all: number): number {
  return Math.log(1 + (all - holders + 0.5) / (holders + 0.5))
}

/** How many provisions hold each feature, and what that makes it worth. */
export class Rarities<Key> {
  readonly #holders = new Map<Key, number>()
  #all = 0

  add(features: Iterable<Key>): void {
    this.#all++
    for (const feature of features) this.#holders.set(feature, (this.#holders.get(feature) ?? 0) + 1)
  }

  of(feature: Key): number {
    return rarity(this.#holders.get(feature) ?? 0, this.#all)
  }
}
