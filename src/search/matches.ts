import type { PostingLists } from './postingLists.ts'
import type { TextStore } from './textStore.ts'

/** So few candidates are looked at in the text rather than compared with another list. */
const FEW = 500
/** A list that is so much longer than what is left of the candidates no longer tells enough. */
const TOO_LONG = 50
/** Candidates whose text is read at once, at most. */
export const MOST_COMPARED = 5_000

/** Ascending numbers of texts. */
type Numbers = Uint32Array<ArrayBuffer>

export interface Found {
  numbers: Numbers
  /** False: there are so many that their texts were not read; `holds` tells of each. */
  isSure: boolean
  holds(number: number): boolean
}

/** Room that searches of one index use one after the other, so that none of them asks for megabytes. */
export class Workspace {
  /** For each text 0; while lists are compared, 1 for a candidate and 2 for one that the list at hand holds too. */
  marks = new Uint8Array(0)
  #list = new Uint32Array(0)

  makeRoom(texts: number): void {
    if (texts > this.marks.length) this.marks = new Uint8Array(Math.ceil(texts * 1.5))
  }

  /** Room for a list, with what the last one left in it. */
  list(length: number): Numbers {
    if (length > this.#list.length) this.#list = new Uint32Array(Math.ceil(length * 1.5))
    return this.#list
  }
}

/** Finds the texts that hold words, by lists of their pairs of characters. */
export class Matches {
  readonly #texts: TextStore
  readonly #lists: PostingLists
  readonly #workspace: Workspace
  readonly #within: Uint16Array | undefined
  readonly #mostCompared: number

  /** @param within how much of each text counts; all of it where not given */
  constructor(texts: TextStore, lists: PostingLists, workspace: Workspace, mostCompared: number, within?: Uint16Array) {
    this.#texts = texts
    this.#lists = lists
    this.#workspace = workspace
    this.#mostCompared = mostCompared
    this.#within = within
  }

  /** The texts that hold one of each group. */
  find(groups: readonly (readonly string[])[]): Found {
    const words = groups.map((group) => group.map((one) => this.#wordOf(one)))
    let found: Numbers | null = null
    let isSure = true
    const take = (part: { numbers: Numbers; isSure: boolean }, into: Numbers | null, join: typeof intersection) => {
      isSure &&= part.isSure
      return into ? join(into, part.numbers) : part.numbers
    }
    const plain = words.flatMap((group) => (group.length === 1 ? group : []))
    if (plain.length > 0) found = take(this.#all(plain), found, intersection)
    for (const group of words) {
      if (group.length === 1 || found?.length === 0) continue
      const any = group.reduce<Numbers | null>((all, one) => take(this.#all([one]), all, union), null)
      if (any) found = take({ numbers: any, isSure: true }, found, intersection)
    }
    const holds = (number: number) => words.every((group) => group.some((one) => this.#holds(number, one)))
    return { numbers: found ?? new Uint32Array(0), isSure, holds }
  }

  /** The texts that hold all of these words. */
  #all(words: readonly Word[]): { numbers: Numbers; isSure: boolean } {
    const features = [...new Set(words.flatMap((one) => one.features))]
      .map((feature) => ({ feature, count: this.#lists.count(feature) }))
      .sort((a, b) => a.count - b.count)
    const [rarest, ...others] = features
    if (!rarest || rarest.count === 0) return { numbers: new Uint32Array(0), isSure: true }
    const held: Numbers = new Uint32Array(rarest.count)
    this.#lists.read(rarest.feature, held)
    // Pairs of words that are looked for in the text anyway may be left out; the others decide.
    const decides = (feature: number) => words.some((one) => one.units.length <= 2 && one.features.includes(feature))
    const isTelling = ({ feature, count }: { feature: number; count: number }, left: number) =>
      decides(feature) || (left >= FEW && count <= left * TOO_LONG)
    const numbers = this.#inAll(held, others, isTelling)
    const compared = words.filter((one) => one.units.length > 2)
    if (compared.length === 0) return { numbers, isSure: true }
    if (numbers.length > this.#mostCompared) return { numbers, isSure: false }
    let kept = 0
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] as number
      if (compared.every((one) => this.#holds(number, one))) numbers[kept++] = number
    }
    return { numbers: numbers.subarray(0, kept), isSure: true }
  }

  /** Those of the numbers that stand in every list that is telling, written over them. */
  #inAll<List extends { feature: number; count: number }>(
    numbers: Numbers,
    others: readonly List[],
    isTelling: (list: List, left: number) => boolean,
  ): Numbers {
    this.#workspace.makeRoom(this.#texts.size)
    const { marks } = this.#workspace
    let left = numbers.length
    let isMarked = false
    for (const other of others) {
      if (left === 0 || !isTelling(other, left)) continue
      if (!isMarked) for (let i = 0; i < left; i++) marks[numbers[i] as number] = 1
      isMarked = true
      const list = this.#workspace.list(other.count)
      const length = this.#lists.read(other.feature, list)
      // No branch that depends on what is found: lists of half a million numbers would mispredict each.
      for (let i = 0; i < length; i++) {
        const number = list[i] as number
        marks[number] = (marks[number] as number) << 1
      }
      let kept = 0
      for (let i = 0; i < left; i++) {
        const number = numbers[i] as number
        const mark = (marks[number] as number) >> 1
        marks[number] = mark
        numbers[kept] = number
        kept += mark
      }
      left = kept
    }
    if (isMarked) for (let i = 0; i < left; i++) marks[numbers[i] as number] = 0
    return numbers.subarray(0, left)
  }

  #holds(number: number, { units, pivot }: Word): boolean {
    return this.#texts.holds(number, units, pivot, this.#within?.[number])
  }

  #wordOf(word: string): Word {
    const units = Uint16Array.from({ length: word.length }, (_, at) => word.charCodeAt(at))
    const holders = (at: number) => this.#lists.count(((units[at] as number) << 16) >>> 0)
    let pivot = 0
    for (let at = 1; at < units.length; at++) if (holders(at) < holders(pivot)) pivot = at
    return { units, pivot, features: featuresOf(units) }
  }
}

interface Word {
  units: Uint16Array
  /** Place of its rarest character. */
  pivot: number
  features: number[]
}

/** A single character, or all pairs. */
function featuresOf(units: Uint16Array): number[] {
  if (units.length === 1) return [((units[0] as number) << 16) >>> 0]
  return Array.from(
    { length: units.length - 1 },
    (_, at) => (((units[at] as number) << 16) | (units[at + 1] as number)) >>> 0,
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
