import { ProvisionIndex } from './provisionIndex.ts'
import type { Provision, ProvisionedDocument } from './types.ts'
import { coverage } from './verdict.ts'

/** How two documents share text: one the print of the other, one a part of the other, some of it, or none. */
export type Relation = 'same' | 'part_of' | 'contains' | 'overlaps' | 'apart'

/** A provision that stands in another document too, by index in each. */
export interface Repeat {
  provision: number
  other: number
  /** Share of the provision's words that the other says in the same words. */
  share: number
}

export interface Repeats {
  relation: Relation
  /** Share of the words of each document that stand in repeated provisions. */
  share: number
  otherShare: number
  repeats: readonly Repeat[]
}

/** From this share of its words on, a provision is a repeat. */
const REPEATED = 0.8
/** From this share of a document on, the whole of it is repeated; below the other, it is chance. */
const WHOLE = 0.8
const SOME = 0.05
const LOOKED_AT = 3

/** Which provisions of one document stand in another, and what that makes of the two. Pure. */
export function repeatsBetween(one: ProvisionedDocument, other: ProvisionedDocument): Repeats {
  const forth = repeatedIn(one.provisions, other.provisions)
  const back = repeatedIn(other.provisions, one.provisions)
  const share = shareOf(forth, one.provisions)
  const otherShare = shareOf(back, other.provisions)
  return { relation: relationOf(share, otherShare), share, otherShare, repeats: forth }
}

/** Provisions that stand in at least so many of the other documents: what plans copy from each other. Pure. */
export function boilerplateIn(
  documents: readonly ProvisionedDocument[],
  least = 2,
): { document: number; provision: number }[] {
  return documents.flatMap(({ provisions }, document) => {
    const times = provisions.map(() => 0)
    for (const [at, other] of documents.entries()) {
      if (at === document) continue
      for (const { provision } of repeatedIn(provisions, other.provisions))
        times[provision] = (times[provision] ?? 0) + 1
    }
    return times.flatMap((count, provision) => (count >= least ? [{ document, provision }] : []))
  })
}

function repeatedIn(provisions: readonly Provision[], others: readonly Provision[]): Repeat[] {
  const index = new ProvisionIndex()
  const key = { jurisdiction: '000000', year: null }
  for (const other of others) index.add(other, key)
  return provisions.flatMap((provision, at): Repeat[] => {
    let best: Repeat | null = null
    for (const { provision: found } of index.search(provision, LOOKED_AT)) {
      const other = others[found]
      const share = other ? coverage(provision, [other]) : 0
      if (share >= REPEATED && share > (best?.share ?? 0)) best = { provision: at, other: found, share }
    }
    return best ? [best] : []
  })
}

function shareOf(repeats: readonly Repeat[], provisions: readonly Provision[]): number {
  const all = provisions.reduce((sum, { body }) => sum + body.text.length, 0)
  const repeated = repeats.reduce((sum, { provision }) => sum + (provisions[provision]?.body.text.length ?? 0), 0)
  return all === 0 ? 0 : repeated / all
}

function relationOf(share: number, otherShare: number): Relation {
  if (share >= WHOLE && otherShare >= WHOLE) return 'same'
  if (share >= WHOLE) return 'part_of'
  if (otherShare >= WHOLE) return 'contains'
  return share >= SOME || otherShare >= SOME ? 'overlaps' : 'apart'
}
