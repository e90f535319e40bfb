import { fold } from '../platform/words.ts'
import { type Counted, countFacets } from './counting.ts'
import { Matches } from './matches.ts'
import { PostingLists } from './postingLists.ts'
import { TextStore } from './textStore.ts'
import { type IndexAnswer, type IndexedDocument, type IndexHit, type IndexQuery, KINDS, type Place } from './types.ts'

/** Documents named for their title at most. */
const MOST_TITLED = 5
/** What is longer is no title. */
const LONGEST_TITLE = 65_535
/** Places within one document that an order key can tell apart, and documents. */
const POSITIONS = 2 ** 24
const DOCUMENTS = 2 ** 26

/** What is kept of a document. Its provisions are numbered from `first` on. */
export interface Kept extends Omit<IndexedDocument, 'provisions' | 'title'> {
  title: string
  first: number
  size: number
  /** 20180131, with 0 for what is not known. */
  date: number
  year: number | null
  whole: boolean
}

/**
 * All provisions of all documents, found by any words as they stand there (folded). Every number of it is exact: pairs of
 * characters find the candidates, the text decides. One document is put or removed without redoing the rest.
 */
export class SearchIndex {
  #pairs = new PostingLists()
  #titlePairs = new PostingLists()
  #texts = new TextStore()
  #titleLengths = new Uint16Array(1024)
  #kinds = new Uint8Array(1024)
  /** For each provision the place of its document in `#documents`. */
  #documentOf = new Uint32Array(1024)
  #documents: (Kept | null)[] = []
  #places = new Map<string, number>()
  #live = 0
  #order: { ranks: Uint32Array; sorted: Kept[] } | null = null

  /** Provisions that can be found. */
  get size(): number {
    return this.#live
  }

  get documents(): number {
    return this.#places.size
  }

  /** Bytes of all arrays, room to grow included. */
  get bytes(): number {
    return (
      this.#pairs.bytes +
      this.#titlePairs.bytes +
      this.#texts.bytes +
      this.#titleLengths.byteLength +
      this.#kinds.byteLength +
      this.#documentOf.byteLength
    )
  }

  /** Puts a document in the place of what was there of it. */
  put(document: IndexedDocument): void {
    const { provisions, ...facts } = document
    this.remove(document.id)
    this.#makeRoom(this.#texts.size + provisions.length)
    const place = this.#documents.length
    const whole = provisions.some(({ text }) => /[\ud800-\udfff]/.test(text))
    this.#documents.push(this.#keep(facts, this.#texts.size, provisions.length, whole))
    this.#places.set(document.id, place)
    for (const provision of provisions) this.#add(place, fold(provision.title), fold(provision.text), provision.kinds)
  }

  /** Puts anew what is known of a document whose text is the same. @returns false where it is not there */
  describe(facts: Omit<IndexedDocument, 'provisions'>, kinds: readonly number[]): boolean {
    const place = this.#places.get(facts.id)
    const known = place === undefined ? null : this.#documents[place]
    if (place === undefined || !known || known.version !== facts.version || known.size !== kinds.length) return false
    this.#documents[place] = this.#keep(facts, known.first, known.size, known.whole)
    this.#kinds.set(kinds, known.first)
    this.#order = null
    return true
  }

  remove(id: string): void {
    const place = this.#places.get(id)
    const known = place === undefined ? null : this.#documents[place]
    if (place === undefined || !known) return
    this.#documents[place] = null
    this.#places.delete(id)
    this.#live -= known.size
    this.#order = null
    // What is removed stays in the lists until it is more than what is left.
    if (this.#texts.size - this.#live > Math.max(10_000, this.#live)) this.#rebuild()
  }

  search(query: IndexQuery): IndexAnswer {
    const { ranks, sorted } = this.#ordered()
    const matches = new Matches(this.#texts)
    const found = matches.find(this.#pairs, query.groups)
    const inTitle = matches.find(this.#titlePairs, query.groups, this.#titleLengths)
    const counted: Counted = {
      found,
      documentOf: this.#documentOf,
      kinds: this.#kinds,
      documents: this.#documents,
    }
    const { passes, kindMask, total, facets } = countFacets(counted, query)
    const after = query.after ? this.#keyAfter(query.after, sorted) : -1
    const best = new Lowest(query.limit + 1)
    let nextTitle = 0
    for (let i = 0; i < found.length; i++) {
      const number = found[i] as number
      const place = this.#documentOf[number] as number
      while (nextTitle < inTitle.length && (inTitle[nextTitle] as number) < number) nextTitle++
      if (passes[place] !== 1 || (kindMask !== 0 && ((this.#kinds[number] as number) & kindMask) === 0)) continue
      const first = this.#documents[place]?.first ?? 0
      const key = keyOf(inTitle[nextTitle] === number, ranks[place] as number, number - first)
      if (key > after) best.offer(key)
    }
    const keys = best.sorted()
    return {
      hits: keys.slice(0, query.limit).flatMap((key) => this.#hitOf(key, sorted)),
      more: keys.length > query.limit,
      total,
      facets,
      titled: query.after ? [] : titledAmong(sorted, query),
    }
  }

  #add(place: number, title: string, text: string, kinds: number): void {
    const number = this.#texts.add(text)
    index(this.#pairs, text, number)
    this.#titleLengths[number] = Math.min(title.length, LONGEST_TITLE)
    index(this.#titlePairs, text.slice(0, Math.min(title.length, LONGEST_TITLE)), number)
    this.#kinds[number] = kinds
    this.#documentOf[number] = place
    this.#live++
  }

  #keep(facts: Omit<IndexedDocument, 'provisions'>, first: number, size: number, whole: boolean): Kept {
    this.#order = null
    const [year = '', month = '', day = ''] = (facts.issuedOn ?? '').split('-')
    return {
      ...facts,
      title: fold(facts.title),
      first,
      size,
      date: Number(year) * 10_000 + Number(month) * 100 + Number(day) || 0,
      year: Number(year) || null,
      whole,
    }
  }

  #makeRoom(size: number): void {
    if (size <= this.#kinds.length) return
    const room = Math.max(size, Math.ceil(this.#kinds.length * 1.5))
    const [titleLengths, kinds, documentOf] = [this.#titleLengths, this.#kinds, this.#documentOf]
    this.#titleLengths = new Uint16Array(room)
    this.#titleLengths.set(titleLengths)
    this.#kinds = new Uint8Array(room)
    this.#kinds.set(kinds)
    this.#documentOf = new Uint32Array(room)
    this.#documentOf.set(documentOf)
  }

  /** The same without what was removed, from the texts that are kept. */
  #rebuild(): void {
    const [texts, titleLengths, kinds] = [this.#texts, this.#titleLengths, this.#kinds]
    const kept = this.#documents.filter((one) => one !== null)
    this.#pairs = new PostingLists()
    this.#titlePairs = new PostingLists()
    this.#texts = new TextStore()
    this.#documents = []
    this.#places = new Map()
    this.#live = 0
    for (const [place, document] of kept.entries()) {
      const first = this.#texts.size
      this.#documents.push({ ...document, first })
      this.#places.set(document.id, place)
      for (let old = document.first; old < document.first + document.size; old++) {
        const text = texts.text(old)
        this.#add(place, text.slice(0, titleLengths[old]), text, kinds[old] as number)
      }
    }
    this.#order = null
  }

  /** The rank of each document: newest date first, then what was put last. */
  #ordered(): { ranks: Uint32Array; sorted: Kept[] } {
    if (this.#order) return this.#order
    const sorted = this.#documents.filter((one) => one !== null).sort(newestFirst)
    const ranks = new Uint32Array(this.#documents.length)
    for (const [rank, { id }] of sorted.entries()) ranks[this.#places.get(id) as number] = rank
    this.#order = { ranks, sorted }
    return this.#order
  }

  /** The key of a place, or of where it would be if its document is gone. */
  #keyAfter(place: Place, sorted: readonly Kept[]): number {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (newestFirst(sorted[middle] as Kept, place) < 0) low = middle + 1
      else high = middle
    }
    const isThere = sorted[low] !== undefined && newestFirst(sorted[low] as Kept, place) === 0
    return isThere ? keyOf(place.inTitle, low, place.position) : keyOf(place.inTitle, low, 0) - 1
  }

  #hitOf(key: number, sorted: readonly Kept[]): IndexHit[] {
    const document = sorted[Math.floor(key / POSITIONS) % DOCUMENTS]
    if (!document) return []
    const { id, version, date, ordinal, whole, first } = document
    const inTitle = key < DOCUMENTS * POSITIONS
    const position = key % POSITIONS
    const held = this.#kinds[first + position] as number
    const kinds = KINDS.filter((_, bit) => held & (1 << bit))
    return [{ documentId: id, version, inTitle, date, ordinal, position, kinds, whole }]
  }
}

/** Lower is nearer: hits in a provision's own title first, then the newest document, then the order of its text. */
const keyOf = (inTitle: boolean, rank: number, position: number) =>
  (inTitle ? 0 : DOCUMENTS * POSITIONS) + rank * POSITIONS + position

const newestFirst = (one: { date: number; ordinal: number }, other: { date: number; ordinal: number }) =>
  other.date - one.date || other.ordinal - one.ordinal

/** Single characters and pairs of them; a single one is a pair with nothing. */
function index(lists: PostingLists, text: string, number: number): void {
  let before = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0) continue
    lists.add((unit << 16) >>> 0, number)
    if (before !== 0) lists.add(((before << 16) | unit) >>> 0, number)
    before = unit
  }
}

function titledAmong(sorted: readonly Kept[], { groups, organizationId }: IndexQuery): string[] {
  const found: string[] = []
  for (const { id, title, privateTo } of sorted) {
    if (found.length === MOST_TITLED) break
    if (privateTo !== null && privateTo !== organizationId) continue
    if (groups.every((group) => group.some((words) => title.includes(words)))) found.push(id)
  }
  return found
}

/** The lowest so many numbers. */
class Lowest {
  readonly #most: number
  #numbers: number[] = []
  #limit = Number.POSITIVE_INFINITY

  constructor(most: number) {
    this.#most = most
  }

  offer(number: number): void {
    if (number >= this.#limit) return
    this.#numbers.push(number)
    if (this.#numbers.length < this.#most * 2) return
    this.#cut()
    this.#limit = this.#numbers.at(-1) ?? this.#limit
  }

  sorted(): number[] {
    this.#cut()
    return this.#numbers
  }

  #cut(): void {
    this.#numbers.sort((a, b) => a - b)
    this.#numbers.length = Math.min(this.#numbers.length, this.#most)
  }
}
