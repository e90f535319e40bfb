import type { PostingLists } from './postingLists.ts'
import type { TextStore } from './textStore.ts'

/** So few candidates are looked at in the text rather than compared with another list. */
const FEW = 500
/** A list that is so much longer than what is left of the candidates no longer tells enough. */
const TOO_LONG = 50

/** Ascending numbers of texts. */
type Numbers = Uint32Array<ArrayBuffer>

/** Finds the texts that hold words, by lists of their pairs of characters. */
export class Matches {
  readonly #texts: TextStore

  constructor(texts: TextStore) {
    this.#texts = texts
  }

  /**
   * The numbers of the texts that hold one of each group, ascending.
   * @param within how much of each text counts; all of it where not given
   */
  find(lists: PostingLists, groups: readonly (readonly string[])[], within?: Uint16Array): Numbers {
    let found: Numbers | null = null
    const plain = groups.flatMap((group) => (group.length === 1 ? group : []))
    if (plain.length > 0) found = this.#all(lists, plain, within)
    for (const group of groups) {
      if (group.length === 1 || found?.length === 0) continue
      const any = group.map((words) => this.#all(lists, [words], within)).reduce(union)
      found = found ? intersection(found, any) : any
    }
    return found ?? new Uint32Array(0)
  }

  /** The texts that hold all of these words. */
  #all(lists: PostingLists, terms: readonly string[], within: Uint16Array | undefined): Numbers {
    const features = [...new Set(terms.flatMap(featuresOf))]
      .map((feature) => ({ feature, count: lists.count(feature) }))
      .sort((a, b) => a.count - b.count)
    const [rarest, ...others] = features
    if (!rarest || rarest.count === 0) return new Uint32Array(0)
    const verified = terms.filter((term) => term.length > 2)
    let found: Numbers = new Uint32Array(rarest.count)
    lists.read(rarest.feature, found)
    for (const { feature, count } of others) {
      // Pairs of terms that are looked for in the text anyway may be left out; the others decide.
      const mustDecide = terms.some((term) => term.length <= 2 && featuresOf(term).includes(feature))
      if (!mustDecide && (found.length < FEW || count > found.length * TOO_LONG)) continue
      const list = new Uint32Array(count)
      lists.read(feature, list)
      found = intersection(found, list)
      if (found.length === 0) return found
    }
    for (const term of verified) found = this.#holding(lists, found, term, within)
    return found
  }

  #holding(lists: PostingLists, among: Numbers, term: string, within?: Uint16Array) {
    const units = Uint16Array.from({ length: term.length }, (_, at) => term.charCodeAt(at))
    let pivot = 0
    const holders = (at: number) => lists.count(((units[at] as number) << 16) >>> 0)
    for (let at = 1; at < units.length; at++) if (holders(at) < holders(pivot)) pivot = at
    let kept = 0
    for (let i = 0; i < among.length; i++) {
      const number = among[i] as number
      if (this.#texts.holds(number, units, pivot, within?.[number])) among[kept++] = number
    }
    return among.subarray(0, kept)
  }
}

/** A single character, or all pairs. */
function featuresOf(term: string): number[] {
  if (term.length === 1) return [(term.charCodeAt(0) << 16) >>> 0]
  return Array.from(
    { length: term.length - 1 },
    (_, at) => ((term.charCodeAt(at) << 16) | term.charCodeAt(at + 1)) >>> 0,
  )
}

/** What stands in both ascending lists, written over the first. */
function intersection(one: Numbers, other: Numbers): Numbers {
  let kept = 0
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const a = one[i] as number
    const b = other[j] as number
    if (a === b) one[kept++] = a
    if (a <= b) i++
    if (b <= a) j++
  }
  return one.subarray(0, kept)
}

function union(one: Numbers, other: Numbers): Numbers {
  const into = new Uint32Array(one.length + other.length)
  let [size, i, j] = [0, 0, 0]
  while (i < one.length || j < other.length) {
    const a = i < one.length ? (one[i] as number) : Number.POSITIVE_INFINITY
    const b = j < other.length ? (other[j] as number) : Number.POSITIVE_INFINITY
    into[size++] = Math.min(a, b)
    if (a <= b) i++
    if (b <= a) j++
  }
  return into.subarray(0, size)
}
