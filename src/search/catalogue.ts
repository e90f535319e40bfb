import { Titles } from './titles.ts'
import type { IndexedDocument, IndexQuery, Narrowing } from './types.ts'

/** What is kept of a document. Its provisions are numbered from `first` on. */
export interface Kept extends Omit<IndexedDocument, 'provisions'> {
  first: number
  size: number
  /** 20180131, with 0 for what is not known. */
  date: number
  year: number | null
  whole: boolean
}

/** Nobody sees it: it is gone. */
const GONE = -1
/** The cluster sees it. */
const SHARED = 0

/** Facts of documents by their place, in columns: read for every search. Made anew when a document changes. */
export class Catalogue {
  /** Places, newest date first, then what came last. */
  readonly order: Uint32Array
  /** Of the documents, in that order. */
  readonly titles: Titles
  readonly documents: readonly (Kept | null)[]
  readonly size: number
  /** The number behind the last provision of each document; 0: it is gone. */
  readonly ends: Uint32Array
  /** Number of the only organization that sees it. */
  readonly #owner: Int32Array
  readonly #owners = new Map<string, number>()
  readonly jurisdiction: Uint16Array
  readonly jurisdictions: string[] = []
  readonly year: Uint16Array

  /** @param titles folded, by place */
  constructor(documents: readonly (Kept | null)[], titles: readonly string[]) {
    this.documents = documents
    const size = documents.length
    this.size = size
    this.ends = new Uint32Array(size)
    this.#owner = new Int32Array(size).fill(GONE)
    this.jurisdiction = new Uint16Array(size)
    this.year = new Uint16Array(size)
    const codes = new Map<string, number>()
    for (const [place, one] of documents.entries()) {
      if (!one) continue
      this.ends[place] = one.first + one.size
      this.#owner[place] = one.privateTo === null ? SHARED : numberOf(one.privateTo, this.#owners) + 1
      this.jurisdiction[place] = numberOf(one.jurisdiction ?? UNKNOWN, codes)
      this.year[place] = Math.min(one.year ?? 0, LAST_YEAR)
    }
    this.jurisdictions = [...codes.keys()]
    const places = documents.flatMap((one, place) => (one ? [{ one, place }] : []))
    this.order = Uint32Array.from(places.sort((a, b) => newestFirst(a.one, b.one)).map(({ place }) => place))
    this.titles = new Titles([...this.order].map((place) => titles[place] ?? ''))
  }

  /** For each document bits of what it passes: seen, and chosen by document, jurisdiction and year. */
  passes({ document, jurisdiction, year, organizationId }: Narrowing & Pick<IndexQuery, 'organizationId'>): Uint8Array {
    const own = (this.#owners.get(organizationId) ?? -2) + 1
    const code = jurisdiction === undefined ? -1 : this.jurisdictions.indexOf(jurisdiction)
    const [owners, codes, years, size] = [this.#owner, this.jurisdiction, this.year, this.documents.length]
    const all =
      SEEN |
      (document === undefined ? BY_DOCUMENT : 0) |
      (jurisdiction === undefined ? BY_JURISDICTION : 0) |
      (year === undefined ? BY_YEAR : 0)
    const passes = new Uint8Array(size)
    for (let place = 0; place < size; place++) {
      const owner = owners[place] as number
      if (owner !== SHARED && (owner === GONE || owner !== own)) continue
      let passed = all
      if (codes[place] === code) passed |= BY_JURISDICTION
      if (years[place] === year) passed |= BY_YEAR
      passes[place] = passed
    }
    const chosen = document === undefined ? -1 : this.documents.findIndex((one) => one?.id === document)
    if (chosen >= 0 && passes[chosen] !== 0) passes[chosen] = (passes[chosen] as number) | BY_DOCUMENT
    return passes
  }

  /** Place in the order of a document of that date and ordinal, or of the first after it. */
  rankOf(wanted: { date: number; ordinal: number }): { rank: number; isThere: boolean } {
    let [low, high] = [0, this.order.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (newestFirst(this.at(middle), wanted) < 0) low = middle + 1
      else high = middle
    }
    return { rank: low, isThere: low < this.order.length && newestFirst(this.at(low), wanted) === 0 }
  }

  at(rank: number): Kept {
    return this.documents[this.order[rank] as number] as Kept
  }
}

export const UNKNOWN = 'unknown'
/** What is later is taken for it. */
export const LAST_YEAR = 2999
export const SEEN = 1
export const BY_DOCUMENT = 2
export const BY_JURISDICTION = 4
export const BY_YEAR = 8
export const CHOSEN = SEEN | BY_DOCUMENT | BY_JURISDICTION | BY_YEAR

function numberOf(name: string, numbers: Map<string, number>): number {
  const known = numbers.get(name)
  if (known !== undefined) return known
  numbers.set(name, numbers.size)
  return numbers.size - 1
}

const newestFirst = (one: { date: number; ordinal: number }, other: { date: number; ordinal: number }) =>
  other.date - one.date || other.ordinal - one.ordinal
