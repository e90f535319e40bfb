import type { Span } from '../plan/parsing/types.ts'

export type { Span }

/** What a provision names, as parsing found it, with its place in the canonical text. */
export interface Named {
  kind: 'work' | 'place' | 'target' | 'body' | 'mechanism' | 'zone'
  /** The name to compare by: official for places, without blanks and marks for the rest. */
  name: string
  span: Span
}

/** A target of a provision, for the comparison of values and years. */
export interface NamedTarget {
  subject: string
  comparator: string
  value: number | string
  unit: string
  year: number | null
  span: Span
}

/** A work of a provision, with what is done with it (建设, 规划建设, 研究 …). */
export interface NamedWork {
  name: string
  stage: string | null
  span: Span
}

/** Text as it is compared: one width, no marks and blanks, with the way back to the canonical text. */
export interface PlainText {
  /** A blank ends a clause, a line feed ends a sentence. */
  text: string
  /** Canonical offset of each unit. */
  at: Int32Array
}

/** The smallest piece of a plan that is aligned: a run-in paragraph, a numbered item, or the text that leads a heading. */
export interface Provision {
  /** Address of the outline node, with `§2` for the second part of one; '' before the first heading. */
  address: string
  /** From the heading to the end of its own text. */
  span: Span
  title: string
  /** Titles above it, outermost first. */
  path: readonly string[]
  /** Own text without heading and assignments. */
  body: PlainText
  heading: PlainText
  /** Own text begins with a box (专栏). */
  box: boolean
  named: readonly Named[]
  works: readonly NamedWork[]
  targets: readonly NamedTarget[]
  /** Units that lead or answer for it, as spelled out by parsing. */
  leads: readonly Named[]
  /** Stands under a heading that tells of the situation, and sets no task. */
  situation: boolean
}

/** A document cut into provisions. */
export interface ProvisionedDocument {
  title: string
  /** GB/T 2260 code the document speaks for, 000000 for the nation, null where it is not known. */
  jurisdiction: string | null
  year: number | null
  /** Codes of the provinces that it is made for: those whose places it names most. */
  addressees: readonly string[]
  text: string
  provisions: readonly Provision[]
}
