import type { Kept } from './searchIndex.ts'
import { type Count, type IndexAnswer, KINDS, type Narrowing } from './types.ts'

/** What was found, and where the rest of it is looked up. */
export interface Counted {
  found: Uint32Array
  documentOf: Uint32Array
  kinds: Uint8Array
  documents: readonly (Kept | null)[]
}

interface Counts {
  /** 1 for each document that is seen and chosen. */
  passes: Uint8Array
  /** 0: no kind is chosen. */
  kindMask: number
  total: number
  facets: IndexAnswer['facets']
}

/** Documents listed at most; of the other facets all. */
const MOST_DOCUMENTS = 20

/** Counts in one pass over what was found; each facet as if it alone were not chosen. */
export function countFacets(counted: Counted, query: Narrowing & { organizationId: string }): Counts {
  const { found, documentOf, kinds, documents } = counted
  const kindMask = query.kind ? 1 << KINDS.indexOf(query.kind) : 0
  const passes = Uint8Array.from(documents, (one) => (one && isSeen(one, query) && isChosen(one, query, '') ? 1 : 0))
  const perDocument = new Uint32Array(documents.length)
  const perKinds = new Uint32Array(1 << KINDS.length)
  for (let i = 0; i < found.length; i++) {
    const number = found[i] as number
    const place = documentOf[number] as number
    const held = kinds[number] as number
    if (kindMask === 0 || (held & kindMask) !== 0) perDocument[place] = (perDocument[place] as number) + 1
    if (passes[place] === 1) perKinds[held] = (perKinds[held] as number) + 1
  }
  let total = 0
  const [byDocument, byJurisdiction, byYear] = [new Tally(), new Tally(), new Tally()]
  for (const [place, document] of documents.entries()) {
    const count = perDocument[place] as number
    if (count === 0 || !document || !isSeen(document, query)) continue
    if (passes[place] === 1) total += count
    if (isChosen(document, query, 'document')) byDocument.add(document.id, count)
    if (isChosen(document, query, 'jurisdiction')) byJurisdiction.add(document.jurisdiction ?? 'unknown', count)
    if (isChosen(document, query, 'year')) byYear.add(String(document.year ?? 'unknown'), count)
  }
  const kind = KINDS.map((value, bit) => {
    let count = 0
    for (let held = 0; held < perKinds.length; held++) if (held & (1 << bit)) count += perKinds[held] as number
    return { value, count }
  }).filter(({ count }) => count > 0)
  return {
    passes,
    kindMask,
    total,
    facets: {
      document: byDocument.largest().slice(0, MOST_DOCUMENTS),
      jurisdiction: byJurisdiction.largest(),
      year: byYear.largest().sort((a, b) => b.value.localeCompare(a.value)),
      kind,
    },
  }
}

const isSeen = ({ privateTo }: Kept, { organizationId }: { organizationId: string }) =>
  privateTo === null || privateTo === organizationId

/** Whether a document is chosen by all but the one that is left out. */
function isChosen(one: Kept, { document, jurisdiction, year }: Narrowing, but: keyof Narrowing | ''): boolean {
  return (
    (but === 'document' || document === undefined || one.id === document) &&
    (but === 'jurisdiction' || jurisdiction === undefined || one.jurisdiction === jurisdiction) &&
    (but === 'year' || year === undefined || one.year === year)
  )
}

class Tally {
  readonly #counts = new Map<string, number>()

  add(value: string, count: number): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + count)
  }

  largest(): Count[] {
    return [...this.#counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
  }
}
