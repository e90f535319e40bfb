import { type Catalogue, CHOSEN } from './catalogue.ts'
import { type Grouped, NONE } from './counting.ts'
import type { Found } from './matches.ts'
import { type IndexHit, KINDS, type Place } from './types.ts'

/** The first so many hits. */
export class HitList {
  readonly hits: IndexHit[] = []
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  get isFull(): boolean {
    return this.hits.length >= this.#most
  }
}

interface Walk {
  catalogue: Catalogue
  passes: Uint8Array
  kinds: Uint8Array
  kindMask: number
  after: Place | undefined
  found: Found
  grouped: Grouped
  /** Hits in titles: listed before, and not again. Null: these are the hits in titles. */
  but: Found | null
}

/** Adds hits in the order of their documents, the newest first, until the list is full. Reads no more than it needs. */
export function walkHits(
  { catalogue, passes, kinds, kindMask, after, found, grouped, but }: Walk,
  into: HitList,
): void {
  const inTitle = but === null
  const isAfter = after !== undefined && after.inTitle === inTitle
  const from = isAfter ? catalogue.rankOf(after) : { rank: 0, isThere: false }
  for (let rank = from.rank; rank < catalogue.order.length && !into.isFull; rank++) {
    const place = catalogue.order[rank] as number
    const start = grouped.starts[place] as number
    if (passes[place] !== CHOSEN || start === NONE) continue
    const document = catalogue.at(rank)
    const { id: documentId, version, date, ordinal, whole, first, size } = document
    const least = isAfter && from.isThere && rank === from.rank ? after.position + 1 : 0
    for (let i = start; i < found.numbers.length && !into.isFull; i++) {
      const number = found.numbers[i] as number
      if (number >= first + size) break
      const position = number - first
      const held = kinds[number] as number
      if (position < least || (kindMask !== 0 && (held & kindMask) === 0)) continue
      if ((!found.isSure && !found.holds(number)) || (but && isAmong(but, number))) continue
      const hit = { documentId, version, inTitle, date, ordinal, position, whole }
      into.hits.push({ ...hit, kinds: KINDS.filter((_, bit) => held & (1 << bit)) })
    }
  }
}

function isAmong({ numbers, isSure, holds }: Found, number: number): boolean {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] as number) < number) low = middle + 1
    else high = middle
  }
  return numbers[low] === number && (isSure || holds(number))
}
