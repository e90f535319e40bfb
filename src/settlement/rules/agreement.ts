import type { Confidence } from '../../monitoring/index.ts'
import type { Condition, Quantity } from './formula.ts'

/** A term of an agreement, with how well it is known. */
export interface Term {
  /** One value, one for each year, or null: open, the parties have not said it in public. */
  value: string | null | Readonly<Record<number, string>>
  confidence: Confidence
  /** In which its value is: 元; nothing where it is a bare number, a share, a class. */
  unit?: string
  /** Where the value is printed, where that is not the source of the whole agreement. */
  source?: string
  /** What is to be agreed, where it is open, or what is in doubt. */
  note?: string
}

/** What an agreement makes flow. Amounts are in yuan and become whole fen once, at the end. */
export type AgreementPart =
  /** From one to another; below zero it flows the other way. */
  | { kind: 'transfer'; zh: string; from: string; to: string; yuan: Quantity; when?: Condition }
  /** Into a pool or out of it, divided by weights so that the parts sum to the whole. */
  | {
      kind: 'contribute'
      zh: string
      pool: string
      yuan: Quantity
      weights: Readonly<Record<string, Quantity>>
      when?: Condition
    }
  | {
      kind: 'allocate'
      zh: string
      pool: string
      yuan: Quantity
      weights: Readonly<Record<string, Quantity>>
      when?: Condition
    }

/** One version of an agreement: data, never changed; another version is another row. */
export interface Agreement {
  id: string
  version: number
  zh: string
  /** First and last year; null: not found. */
  years: readonly [first: number, last: number] | null
  signed?: string
  parties: Readonly<Record<string, 'upstream' | 'downstream' | 'both' | 'other'>>
  sections: readonly string[]
  /** Items that its classes and indices are made of. */
  items: readonly string[]
  terms: Readonly<Record<string, Term>>
  parts: readonly AgreementPart[]
  confidence: Confidence
  /** Where it is printed: a document, a report of its signing. */
  source?: string
  /** What a product must leave to the parties. */
  openPoints?: readonly string[]
}
