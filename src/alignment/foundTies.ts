import type { Candidate } from './align.ts'
import { type Difference, differencesBetween } from './differences.ts'
import { evidenceFor } from './evidence.ts'
import type { Comparison } from './parts.ts'
import type { SaidOtherwise, SharedEvidence } from './schemas.ts'
import type { Provision, ProvisionedDocument, Span } from './types.ts'
import type { Parts } from './weights.ts'

export interface FoundTie {
  /** Positions. */
  upper: number
  lower: number
  rank: number | null
  shown: boolean
  score: number
  parts: Parts
  evidence: SharedEvidence[]
  differences: SaidOtherwise[]
}

type Scored = Pick<Candidate, 'lower' | 'score' | 'parts'>
export type TieMaker = (upper: number, candidate: Scored, rank: number | null, shown: boolean) => FoundTie

/** Makes ties of two documents: a score with its parts, what the pair shares and where it says otherwise, in words. */
export function tieMaker(upper: ProvisionedDocument, lower: ProvisionedDocument, comparison: Comparison): TieMaker {
  const { rarities, worthOf } = comparison
  return (at, { lower: other, score, parts }, rank, shown) => {
    const [above, below] = [upper.provisions[at] as Provision, lower.provisions[other] as Provision]
    return {
      ...{ upper: at, lower: other, rank, shown, score, parts },
      evidence: evidenceFor(above, below, rarities, worthOf).map(({ kind, words, upper, lower }) => ({
        ...{ kind, words, upper: upper.map(pairOf), lower: lower.map(pairOf) },
      })),
      differences: differencesBetween(above, below).map((difference) => inWords(difference, upper.text, lower.text)),
    }
  }
}

const pairOf = ([start, end]: Span): [number, number] => [start, end]

function inWords(difference: Difference, upperText: string, lowerText: string): SaidOtherwise {
  const side = (text: string, is: string, ...spans: Span[]) => ({
    is,
    quote: spans.map(([start, end]) => text.slice(start, end)).join('、'),
    spans: spans.map(pairOf),
  })
  const { kind } = difference
  switch (kind) {
    case 'target_value':
    case 'target_year': {
      const is = ({ comparator, value, unit, year }: (typeof difference)['upper']) =>
        kind === 'target_year' ? String(year) : `${comparator === '=' ? '' : comparator} ${value}${unit}`.trim()
      const { subject: about, upper, lower } = difference
      return {
        kind,
        about,
        upper: side(upperText, is(upper), upper.span),
        lower: side(lowerText, is(lower), lower.span),
      }
    }
    case 'stage':
    case 'place': {
      const is = ({ stage, name }: (typeof difference)['upper']) => (kind === 'stage' ? (stage ?? '') : name)
      const { work: about, upper, lower } = difference
      return {
        kind,
        about,
        upper: side(upperText, is(upper), upper.span),
        lower: side(lowerText, is(lower), lower.span),
      }
    }
    case 'lead': {
      const of = (text: string, leads: (typeof difference)['upper']) =>
        side(text, leads.map(({ name }) => name).join('、'), ...leads.map(({ span }) => span))
      return { kind, about: '', upper: of(upperText, difference.upper), lower: of(lowerText, difference.lower) }
    }
  }
}
