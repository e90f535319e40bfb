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
export function weightsOf({ body, heading, path }: Pick<Provision, 'body' | 'heading' | 'path'>): Map<Pair, number> {
  const weights = pairsOf(body.text)
  for (const [pair, times] of weights) weights.set(pair, Math.min(MOST_REPEATS, times))
  for (const pair of pairsOf(heading.text).keys()) weights.set(pair, (weights.get(pair) ?? 0) + IN_TITLE)
  const above = new Map<Pair, number>()
  for (const title of path) pairsOf(plain(title), above)
  for (const pair of above.keys()) weights.set(pair, (weights.get(pair) ?? 0) + IN_PATH)
  for (const [pair, weight] of weights) weights.set(pair, Math.log1p(weight))
  return weights
}

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
