import type { CommitmentKind } from './schemas.ts'
import { essence, likeness } from './similarity.ts'

/** What a commitment is recognized by in another version of its document. */
export interface Recognizable {
  kind: CommitmentKind
  /** Address of its provision. */
  address: string
  title: string
  text: string
}

export interface Match {
  old: number
  found: number
  how: 'same' | 'moved' | 'changed'
  /** Of the texts, 0 to 1. */
  similarity: number
}

/** At the same address a text may change this much and still be the same commitment; elsewhere, less. */
const LIKE_AT_ADDRESS = 0.5
const LIKE_ELSEWHERE = 0.75
/** Comparisons of everything left over with everything else; beyond, only what is near by address is compared. */
const MOST_COMPARISONS = 40_000

/**
 * Which commitments of one version are which of another. First those with the same words at the same address, then the
 * same words elsewhere, then like words at the same address, last like words elsewhere. Each is used once. Pure.
 */
export function matchCommitments(olds: readonly Recognizable[], founds: readonly Recognizable[]): Match[] {
  const matching = new Matching(olds, founds)
  matching.byKey((one) => `${one.kind}\n${one.address}\n${essence(one.title)}\n${essence(one.text)}`, 'same')
  matching.byKey((one) => `${one.kind}\n${one.address}\n${essence(one.text)}`, 'same')
  matching.byKey((one) => `${one.kind}\n${essence(one.title)}\n${essence(one.text)}`, 'moved')
  matching.byLikeness((one) => `${one.kind}\n${one.address}`, LIKE_AT_ADDRESS)
  matching.byLikeness((one) => one.kind, LIKE_ELSEWHERE)
  return matching.matches.sort((a, b) => a.old - b.old)
}

class Matching {
  readonly matches: Match[] = []
  readonly #olds: readonly Recognizable[]
  readonly #founds: readonly Recognizable[]
  readonly #freeOlds: Set<number>
  readonly #freeFounds: Set<number>

  constructor(olds: readonly Recognizable[], founds: readonly Recognizable[]) {
    this.#olds = olds
    this.#founds = founds
    this.#freeOlds = new Set(olds.keys())
    this.#freeFounds = new Set(founds.keys())
  }

  /** Pairs what has the same key, in document order. */
  byKey(keyOf: (one: Recognizable) => string, how: 'same' | 'moved'): void {
    const waiting = this.#grouped(this.#freeFounds, this.#founds, keyOf)
    for (const old of this.#freeOlds) {
      const found = waiting.get(keyOf(this.#olds[old] as Recognizable))?.shift()
      if (found !== undefined) this.#pair(old, found, how, 1)
    }
  }

  /** Pairs, within a group, the most alike first. */
  byLikeness(groupOf: (one: Recognizable) => string, least: number): void {
    const groups = this.#grouped(this.#freeFounds, this.#founds, groupOf)
    const candidates: { old: number; found: number; similarity: number }[] = []
    for (const [group, olds] of this.#grouped(this.#freeOlds, this.#olds, groupOf)) {
      const founds = groups.get(group) ?? []
      if (olds.length * founds.length > MOST_COMPARISONS) continue
      for (const old of olds) {
        for (const found of founds) {
          const similarity = this.#likeness(old, found)
          if (similarity >= least) candidates.push({ old, found, similarity })
        }
      }
    }
    candidates.sort((a, b) => b.similarity - a.similarity)
    for (const { old, found, similarity } of candidates) {
      if (this.#freeOlds.has(old) && this.#freeFounds.has(found)) this.#pair(old, found, 'changed', similarity)
    }
  }

  #likeness(old: number, found: number): number {
    const one = this.#olds[old] as Recognizable
    const other = this.#founds[found] as Recognizable
    const [shorter, longer] = [one.text.length, other.text.length].sort((a, b) => a - b) as [number, number]
    // Dice cannot exceed this, and most pairs need no closer look.
    if ((2 * shorter) / (shorter + longer) < LIKE_AT_ADDRESS) return 0
    const ofTexts = likeness(one.text, other.text)
    // Several targets may share one sentence: the title tells them apart.
    return one.kind === 'task' ? ofTexts : (ofTexts + likeness(one.title, other.title)) / 2
  }

  #pair(old: number, found: number, how: Match['how'], similarity: number): void {
    this.#freeOlds.delete(old)
    this.#freeFounds.delete(found)
    this.matches.push({ old, found, how, similarity: Math.round(similarity * 1000) / 1000 })
  }

  #grouped(free: ReadonlySet<number>, all: readonly Recognizable[], keyOf: (one: Recognizable) => string) {
    return Map.groupBy([...free], (index) => keyOf(all[index] as Recognizable))
  }
}

/**
 * Where a piece of the old text stands in the new one: the occurrence nearest to where it was expected, or null.
 * For what a person marked by hand and no machine finds again.
 */
export function relocate(piece: string, text: string, expected: number): [start: number, end: number] | null {
  if (piece.trim() === '') return null
  const before = text.lastIndexOf(piece, Math.max(0, expected))
  const after = text.indexOf(piece, Math.max(0, expected))
  if (before === -1 && after === -1) return null
  const start = before === -1 || (after !== -1 && after - expected < expected - before) ? after : before
  return [start, start + piece.length]
}
