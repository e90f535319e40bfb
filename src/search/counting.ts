import { BY_DOCUMENT, BY_JURISDICTION, BY_YEAR, type Catalogue, CHOSEN, LAST_YEAR, UNKNOWN } from './catalogue.ts'
import { type Count, type IndexAnswer, KINDS } from './types.ts'

/** Documents listed at most; of the other facets all. */
const MOST_DOCUMENTS = 20

/** What was found, by documents: their provisions stand together. */
export interface Grouped {
  /** Where the hits of each document begin among the numbers; `NONE`: it has none. */
  starts: Uint32Array
  /** Of the kind that is asked for. */
  counts: Uint32Array
  /** Provisions of chosen documents by the kinds that they hold. */
  perKinds: Uint32Array
}

export const NONE = 0xffffffff

/** One pass over the numbers found. */
export function groupByDocument(
  numbers: Uint32Array,
  documentOf: Uint32Array,
  kinds: Uint8Array,
  { ends, size }: Catalogue,
  passes: Uint8Array,
  kindMask: number,
): Grouped {
  const starts = new Uint32Array(size).fill(NONE)
  const counts = new Uint32Array(size)
  const perKinds = new Uint32Array(1 << KINDS.length)
  const length = numbers.length
  for (let i = 0; i < length; ) {
    const start = i
    const place = documentOf[numbers[i] as number] as number
    const passed = passes[place] as number
    const end = ends[place] as number
    if (passed === CHOSEN) {
      do {
        const held = kinds[numbers[i++] as number] as number
        perKinds[held] = (perKinds[held] as number) + 1
      } while (i < length && (numbers[i] as number) < end)
    } else {
      do i++
      while (i < length && (numbers[i] as number) < end)
    }
    if (passed === 0) continue
    starts[place] = start
    counts[place] = kindMask === 0 ? i - start : holding(numbers, start, i, kinds, kindMask)
  }
  return { starts, counts, perKinds }
}

/** How many of some of the numbers hold a kind. */
function holding(numbers: Uint32Array, from: number, to: number, kinds: Uint8Array, kindMask: number): number {
  let count = 0
  for (let i = from; i < to; i++) if (((kinds[numbers[i] as number] as number) & kindMask) !== 0) count++
  return count
}

/** Total and facets, each facet as if it alone were not chosen; times `share`, where only so many candidates hold. */
export function countFacets(
  { counts, perKinds }: Grouped,
  catalogue: Catalogue,
  passes: Uint8Array,
  share: number,
): Pick<IndexAnswer, 'total' | 'facets'> {
  const scaled = (count: number) => Math.round(count * share)
  const byJurisdiction = new Float64Array(catalogue.jurisdictions.length)
  const byYear = new Float64Array(LAST_YEAR + 1)
  const largest: { place: number; count: number }[] = []
  let least = 0
  let total = 0
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number
    const passed = passes[place] as number
    if (count === 0 || passed === 0) continue
    if (passed === CHOSEN) total += count
    if ((passed | BY_JURISDICTION) === CHOSEN) {
      const code = catalogue.jurisdiction[place] as number
      byJurisdiction[code] = (byJurisdiction[code] as number) + count
    }
    if ((passed | BY_YEAR) === CHOSEN) {
      const year = catalogue.year[place] as number
      byYear[year] = (byYear[year] as number) + count
    }
    if ((passed | BY_DOCUMENT) === CHOSEN && count > least) {
      largest.push({ place, count })
      if (largest.length === MOST_DOCUMENTS * 4) {
        largest.sort((a, b) => b.count - a.count)
        largest.length = MOST_DOCUMENTS
        least = largest.at(-1)?.count ?? 0
      }
    }
  }
  const kind = KINDS.map((value, bit) => {
    let count = 0
    for (let held = 0; held < perKinds.length; held++) if (held & (1 << bit)) count += perKinds[held] as number
    return { value, count: scaled(count) }
  })
  return {
    total: scaled(total),
    facets: {
      document: largest
        .sort((a, b) => b.count - a.count)
        .slice(0, MOST_DOCUMENTS)
        .map(({ place, count }) => ({ value: catalogue.documents[place]?.id ?? UNKNOWN, count: scaled(count) })),
      jurisdiction: [...byJurisdiction]
        .map((count, code) => ({ value: catalogue.jurisdictions[code] ?? UNKNOWN, count: scaled(count) }))
        .filter(isCounted)
        .sort((a, b) => b.count - a.count),
      year: yearsIn(byYear).map(([year, count]) => ({
        value: year === 0 ? UNKNOWN : String(year),
        count: scaled(count),
      })),
      kind: kind.filter(isCounted),
    },
  }
}

/** Newest first. */
function yearsIn(counts: Float64Array): [year: number, count: number][] {
  const years: [number, number][] = []
  for (let year = LAST_YEAR; year >= 0; year--) {
    const count = counts[year] as number
    if (count > 0) years.push([year, count])
  }
  return years
}

const isCounted = ({ count }: Count) => count > 0
