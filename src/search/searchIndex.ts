import { fold } from '../platform/words.ts'
import { Catalogue, type Kept } from './catalogue.ts'
import { countFacets, groupByDocument } from './counting.ts'
import { HitList, walkHits } from './hits.ts'
import { type Found, Matches, MOST_COMPARED, Workspace } from './matches.ts'
import { PostingLists } from './postingLists.ts'
import { TextStore } from './textStore.ts'
import { type IndexAnswer, type IndexedDocument, type IndexQuery, KINDS } from './types.ts'

/** What is longer is no title. */
const LONGEST_TITLE = 65_535
/** Documents named for their title at most. */
const MOST_TITLED = 5
/** Provisions that are gone before it is worth making the index anew. */
const LEAST_GONE = 10_000
/** Of candidates that are too many to read, so many tell how many of them hold the words. */
const SAMPLE = 1000

/**
 * All provisions of all documents, found by any words as they stand there (folded). Every number of it is exact: pairs of
 * characters find the candidates, the text decides. One document is put or removed without redoing the rest.
 */
export class SearchIndex {
  readonly #pairs = new PostingLists()
  readonly #titlePairs = new PostingLists()
  readonly #texts = new TextStore()
  #titleLengths = new Uint16Array(1024)
  #kinds = new Uint8Array(1024)
  /** For each provision the place of its document in `#documents`. */
  #documentOf = new Uint32Array(1024)
  readonly #documents: (Kept | null)[] = []
  /** Folded, by place. */
  readonly #titles: string[] = []
  readonly #places = new Map<string, number>()
  #live = 0
  #catalogue: Catalogue | null = null
  readonly #workspace = new Workspace()
  readonly #mostCompared: number

  /** @param mostCompared candidates whose texts are read for exact totals */
  constructor(mostCompared: number = MOST_COMPARED) {
    this.#mostCompared = mostCompared
  }

  /** Provisions that can be found. */
  get size(): number {
    return this.#live
  }

  get documents(): number {
    return this.#places.size
  }

  /** The documents that can be found. */
  get ids(): string[] {
    return [...this.#places.keys()]
  }

  /** Whether more is gone, and stands in the lists still, than is left. */
  get isMostlyGone(): boolean {
    return this.#texts.size - this.#live > Math.max(LEAST_GONE, this.#live)
  }

  has(id: string): boolean {
    return this.#places.has(id)
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
    const whole = provisions.some(({ text }) => /[\ud800-\udfff]/.test(text))
    const place = this.#begin(facts, provisions.length, whole, fold(facts.title))
    for (const provision of provisions) this.#add(place, fold(provision.title), fold(provision.text), provision.kinds)
  }

  /** Puts a document as it stands here into another index, from the texts that are kept; none where it is not here. */
  copy(id: string, into: SearchIndex): void {
    const from = this.#places.get(id)
    const known = from === undefined ? null : this.#documents[from]
    if (from === undefined || !known) return
    const { first, size, whole } = known
    const place = into.#begin(known, size, whole, this.#titles[from] ?? '')
    for (let number = first; number < first + size; number++) {
      const text = this.#texts.text(number)
      into.#add(place, text.slice(0, this.#titleLengths[number]), text, this.#kinds[number] as number)
    }
  }

  /** Puts anew what is known of a document whose text is the same. @returns false where it is not there */
  describe(facts: Omit<IndexedDocument, 'provisions'>, kinds: readonly number[]): boolean {
    const place = this.#places.get(facts.id)
    const known = place === undefined ? null : this.#documents[place]
    if (place === undefined || !known || known.version !== facts.version || known.size !== kinds.length) return false
    this.#documents[place] = this.#keep(facts, known.first, known.size, known.whole)
    this.#titles[place] = fold(facts.title)
    this.#kinds.set(kinds, known.first)
    this.#catalogue = null
    return true
  }

  remove(id: string): void {
    const place = this.#places.get(id)
    const known = place === undefined ? null : this.#documents[place]
    if (place === undefined || !known) return
    this.#documents[place] = null
    this.#places.delete(id)
    this.#live -= known.size
    this.#catalogue = null
  }

  search(query: IndexQuery): IndexAnswer {
    this.#catalogue ??= new Catalogue(this.#documents, this.#titles)
    const catalogue = this.#catalogue
    const kindMask = query.kind ? 1 << KINDS.indexOf(query.kind) : 0
    const passes = catalogue.passes(query)
    const find = (lists: PostingLists, within?: Uint16Array) =>
      new Matches(this.#texts, lists, this.#workspace, this.#mostCompared, within).find(query.groups)
    const group = (found: Found) =>
      groupByDocument(found.numbers, this.#documentOf, this.#kinds, catalogue, passes, kindMask)
    const found = find(this.#pairs)
    const grouped = group(found)
    const inTitle = find(this.#titlePairs, this.#titleLengths)
    const groupedInTitle = group(inTitle)
    const hits = new HitList(query.limit + 1)
    const { after } = query
    const walk = { catalogue, passes, kinds: this.#kinds, kindMask, after }
    if (!after || after.inTitle) walkHits({ ...walk, found: inTitle, grouped: groupedInTitle, but: null }, hits)
    if (!hits.isFull) walkHits({ ...walk, found, grouped, but: inTitle }, hits)
    const counted = countFacets(grouped, catalogue, passes, found.isSure ? 1 : shareOf(found))
    return {
      hits: hits.hits.slice(0, query.limit),
      more: hits.hits.length > query.limit,
      isEstimated: !found.isSure,
      ...counted,
      total: found.isSure ? counted.total : Math.max(counted.total, hits.hits.length),
      titled: after ? [] : this.#titledFor(query, catalogue, passes),
    }
  }

  /** Documents whose own title holds the words, newest first. */
  #titledFor({ groups }: IndexQuery, { order, titles }: Catalogue, passes: Uint8Array): string[] {
    const titled: string[] = []
    for (const rank of titles.holding(groups)) {
      const place = order[rank] as number
      if (passes[place] !== 0) titled.push(this.#documents[place]?.id ?? '')
      if (titled.length === MOST_TITLED) break
    }
    return titled
  }

  /** @returns the place of a document whose provisions are added next */
  #begin(facts: Omit<IndexedDocument, 'provisions'>, size: number, whole: boolean, foldedTitle: string): number {
    this.remove(facts.id)
    this.#makeRoom(this.#texts.size + size)
    const place = this.#documents.length
    this.#documents.push(this.#keep(facts, this.#texts.size, size, whole))
    this.#titles[place] = foldedTitle
    this.#places.set(facts.id, place)
    return place
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
    this.#catalogue = null
    const [year = '', month = '', day = ''] = (facts.issuedOn ?? '').split('-')
    return {
      ...facts,
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
}

function shareOf({ numbers, holds }: Found): number {
  const step = numbers.length / SAMPLE
  let held = 0
  for (let i = 0; i < SAMPLE; i++) if (holds(numbers[Math.floor(i * step)] as number)) held++
  return held / SAMPLE
}

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
