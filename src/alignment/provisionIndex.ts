import { Factors, FeatureLists } from './featureLists.ts'
import { FeatureCounter, rarity } from './features.ts'
import { isComparable, keyOf } from './parts.ts'
import { LARGEST_WEIGHT, MOST_PROVISIONS, Postings, Sums } from './postings.ts'
import type { Provision } from './types.ts'

/** What a search found: the number that `add` gave, and how well it suits. */
export interface Hit {
  provision: number
  score: number
}

/** Which provisions a document's belong to: those of one province and one year are kept, found and forgotten together. */
export interface PartitionKey {
  /** Code of the province, 000000 for the nation. */
  jurisdiction: string
  year: number | null
}

type Compared = Pick<Provision, 'body' | 'heading' | 'path' | 'named'>

/** Postings that one search reads at most: this, and not the size of the library, is what it costs. */
const MOST_POSTINGS = 40_000
/** Provisions that the rarest features bring forward, to be compared in all features; at least so many for each asked. */
const CANDIDATES = 128
const CANDIDATES_EACH = 4
/** Features that are read in any case, however common. */
const LEAST_FEATURES = 12
/** What a shared name counts against a pair of characters. */
const NAME_WEIGHT = 1.5
/** How much of the length of a text counts, as in `parts.ts`. */
const LENGTH = 0.7

interface Partition {
  key: PartitionKey
  postings: Postings
  features: FeatureLists
  /** Length of each provision's weights, to the power that counts. */
  lengths: Float32Array
  /** The number under which the whole index knows each provision. */
  numbers: Uint32Array
  size: number
}

/**
 * Finds the provisions that suit one best, among those of any number of documents. A document is added by itself:
 * nothing of what is there is done again. Rarity is that of the partitions searched.
 */
export class ProvisionIndex {
  readonly #partitions = new Map<string, Partition>()
  readonly #sums = new Sums()
  readonly #counter = new FeatureCounter()
  readonly #factors = new Factors()
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Bytes of all arrays, room to grow included. */
  get bytes(): number {
    let bytes = 0
    for (const { postings, features, lengths, numbers } of this.#partitions.values())
      bytes += postings.bytes + features.bytes + lengths.byteLength + numbers.byteLength
    return bytes
  }

  /** Adds a provision; returns its number, counted from 0 in the order of adding. */
  add(provision: Compared, key: PartitionKey): number {
    const partition = this.#partition(key)
    const place = partition.size
    if (place >= MOST_PROVISIONS) throw new RangeError('A partition holds at most 16,777,216 provisions.')
    let square = 0
    const { features, weights, size } = this.#featuresOf(provision)
    for (let i = 0; i < size; i++) {
      const held = Math.min(LARGEST_WEIGHT, weights[i] as number)
      square += held * held
      partition.postings.add(features[i] as number, place, held)
    }
    partition.features.add(this.#counter)
    if (place === partition.lengths.length) {
      partition.lengths = grown(partition.lengths, new Float32Array(place * 2))
      partition.numbers = grown(partition.numbers, new Uint32Array(place * 2))
    }
    partition.lengths[place] = Math.max(1, Math.sqrt(square)) ** LENGTH
    partition.numbers[place] = this.#size
    partition.size++
    return this.#size++
  }

  /**
   * The provisions that suit best, best first; ties by number. Reads the lists of the rarest features first, until they
   * have told enough: time does not grow with the library.
   */
  search(provision: Compared, most: number, where: (key: PartitionKey) => boolean = () => true): Hit[] {
    const partitions = [...this.#partitions.values()].filter(({ key }) => where(key))
    const all = partitions.reduce((sum, { size }) => sum + size, 0)
    const features: { feature: number; holders: number; factor: number }[] = []
    const counted = this.#featuresOf(provision)
    for (let i = 0; i < counted.size; i++) {
      const feature = counted.features[i] as number
      let holders = 0
      for (const { postings } of partitions) holders += postings.holders(feature)
      if (holders > 0)
        features.push({ feature, holders, factor: (counted.weights[i] as number) * rarity(holders, all) ** 2 })
    }
    features.sort((a, b) => a.holders - b.holders)
    let read = 0
    let enough = 0
    while (enough < features.length && (enough < LEAST_FEATURES || read < MOST_POSTINGS))
      read += features[enough++]?.holders ?? 0
    const forward = new Best(Math.max(CANDIDATES, most * CANDIDATES_EACH))
    for (const partition of partitions) {
      const { postings, lengths, numbers, size } = partition
      this.#sums.ensure(size)
      for (let i = 0; i < enough; i++) {
        const { feature, factor } = features[i] as { feature: number; factor: number }
        postings.accumulate(feature, factor, this.#sums)
      }
      const { values, touched, count } = this.#sums
      for (let i = 0; i < count; i++) {
        const place = touched[i] as number
        const score = (values[place] as number) / (lengths[place] as number)
        if (score >= forward.least) forward.offer({ provision: numbers[place] as number, score, place, partition })
      }
      this.#sums.clear()
    }
    this.#factors.set(features)
    const best = new Best(most)
    for (const { provision, place, partition } of forward.hits()) {
      const score = partition.features.sum(place, this.#factors) / (partition.lengths[place] as number)
      best.offer({ provision, score, place, partition })
    }
    return best.hits().map(({ provision, score }) => ({ provision, score }))
  }

  /** Pairs of characters with their weights, and the names; a name is a number above all pairs of Chinese characters. */
  #featuresOf(provision: Compared): FeatureCounter {
    this.#counter.count(provision)
    for (const named of provision.named) if (isComparable(named)) this.#counter.add(numberOf(keyOf(named)), NAME_WEIGHT)
    return this.#counter
  }

  #partition(key: PartitionKey): Partition {
    const name = `${key.jurisdiction} ${key.year ?? ''}`
    let partition = this.#partitions.get(name)
    if (!partition) {
      partition = {
        key,
        postings: new Postings(),
        features: new FeatureLists(),
        lengths: new Float32Array(64),
        numbers: new Uint32Array(64),
        size: 0,
      }
      this.#partitions.set(name, partition)
    }
    return partition
  }
}

function numberOf(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash | 0xf0000000) >>> 0
}

function grown<T extends Float32Array | Uint32Array>(from: T, into: T): T {
  into.set(from)
  return into
}

interface Found extends Hit {
  place: number
  partition: Partition
}

/** The best so many, in a heap whose root is the worst of them. */
class Best {
  /** What is below this is not among the best. */
  least = Number.NEGATIVE_INFINITY
  readonly #most: number
  readonly #heap: Found[] = []

  constructor(most: number) {
    this.#most = most
  }

  offer(found: Found): void {
    const heap = this.#heap
    if (heap.length < this.#most) {
      heap.push(found)
      if (heap.length < this.#most) return
      heap.sort((a, b) => (isWorse(a, b) ? -1 : 1))
    } else {
      const worst = heap[0]
      if (!worst || !isWorse(worst, found)) return
      heap[0] = found
      this.#sink()
    }
    this.least = heap[0]?.score ?? this.least
  }

  hits(): Found[] {
    return this.#heap.sort((a, b) => (isWorse(a, b) ? 1 : -1))
  }

  #sink(): void {
    const heap = this.#heap
    for (let at = 0; ; ) {
      let child = at * 2 + 1
      const [left, right] = [heap[child], heap[child + 1]]
      if (!left) return
      if (right && isWorse(right, left)) child++
      const [here, below] = [heap[at] as Found, heap[child] as Found]
      if (!isWorse(below, here)) return
      heap[at] = below
      heap[child] = here
      at = child
    }
  }
}

const isWorse = (one: Hit, other: Hit) =>
  one.score < other.score || (one.score === other.score && one.provision > other.provision)
