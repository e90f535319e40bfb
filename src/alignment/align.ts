import { type Comparison, compare } from './parts.ts'
import type { ProvisionedDocument, Span } from './types.ts'
import { type Verdict, verdictsOn } from './verdict.ts'
import { type Parts, scoreOf, WEIGHTS, type Weights } from './weights.ts'

/** A lower provision that may carry out an upper one. */
export interface Candidate {
  /** Index among the provisions of the lower document. */
  lower: number
  span: Span
  score: number
  parts: Parts
  /** How alike the words of the two are, 0 to 1. */
  likeness: number
}

/** What became of one upper provision in the lower document. */
export interface Alignment extends Verdict {
  /** Index among the provisions of the upper document. */
  upper: number
  span: Span
  /** Best first. */
  candidates: readonly Candidate[]
}

/** Candidates that are kept of each upper provision. */
const MOST = 10
/** Lower provisions of a long document that are compared in all parts. */
const LOOKED_AT = 100

/** Aligns two documents: for each upper provision, in text order, what carries it out and the verdict. Pure. */
export function alignDocuments(
  upper: ProvisionedDocument,
  lower: ProvisionedDocument,
  weights: Weights = WEIGHTS,
  comparison: Comparison = compare(upper.provisions, lower.provisions),
): Alignment[] {
  const verdictOn = verdictsOn(upper, lower)
  return upper.provisions.map((provision, index) => {
    const candidates = comparison
      .promising(index, LOOKED_AT)
      .map((at): Candidate => {
        const parts = comparison.partsOf(index, at)
        const span = lower.provisions[at]?.span ?? [0, 0]
        return { lower: at, span, score: scoreOf(parts, weights), parts, likeness: comparison.likeness(index, at) }
      })
      .sort((a, b) => b.score - a.score || a.lower - b.lower)
      .slice(0, MOST)
    return {
      upper: index,
      span: provision.span,
      candidates,
      ...verdictOn(provision, candidates),
    }
  })
}
