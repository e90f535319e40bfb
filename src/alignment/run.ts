import { parseDocument } from '../plan/parsing/index.ts'
import type { SourceText } from '../plan/reading/types.ts'
import { type Alignment, alignDocuments, type Candidate } from './align.ts'
import { type Difference, differencesBetween } from './differences.ts'
import { evidenceFor } from './evidence.ts'
import { type Comparison, compare } from './parts.ts'
import { provisionsOf } from './provisions.ts'
import { repeatsBetween } from './repeats.ts'
import type { DocumentRelation, SaidOtherwise, SharedEvidence } from './schemas.ts'
import type { Provision, ProvisionedDocument, Span } from './types.ts'
import type { VerdictKind, VerdictReason } from './verdict.ts'
import { type Parts, scoreOf, type Weights } from './weights.ts'

/** A stored version of a document, with what is known of it now. */
export interface StoredPlan {
  source: SourceText
  known: { title: string; number: string | null; issuer: string | null; date: string | null }
}

export interface RunRequest {
  upper: StoredPlan
  lower: StoredPlan
  weights: Weights
  /** Pairs of addresses of which everything is to be known, whether the machine thinks of them or not. */
  pairs: readonly (readonly [upper: string, lower: string])[]
}

export interface FoundProvision {
  address: string
  title: string
  path: readonly string[]
  span: Span
}

export interface FoundVerdict {
  verdict: VerdictKind
  reason: VerdictReason
  covered: number
  /** How many of its ties are proposed. */
  proposed: number
}

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

/** All that is found between two documents, ready to be stored. */
export interface Run {
  upperJurisdiction: string | null
  lowerJurisdiction: string | null
  relation: DocumentRelation
  upper: FoundProvision[]
  lower: FoundProvision[]
  verdicts: FoundVerdict[]
  ties: FoundTie[]
}

/** The address of the only provision of a text without headings: an address is never empty. */
const WHOLE = '§1'
/** A candidate is proposed as a tie if it is among the best three, and not much worse than the best. */
const MOST_SHOWN = 3
const SHARE_OF_BEST = 0.7

/** Aligns two stored documents with everything that pages show of it. Pure; takes about a second for two plans. */
export function alignStored({ upper: above, lower: below, weights, pairs }: RunRequest): Run {
  const [upper, lower] = [provisioned(above), provisioned(below)]
  const comparison = compare(upper.provisions, lower.provisions)
  const found = alignDocuments(upper, lower, weights, comparison)
  const tie = tieMaker(upper, lower, comparison)
  const ties = found.flatMap((alignment) =>
    alignment.candidates.map((candidate, at) =>
      tie(alignment.upper, candidate, at + 1, isShown(alignment, candidate, at)),
    ),
  )
  const { relation: kind, share, otherShare, repeats } = repeatsBetween(upper, lower)
  return {
    upperJurisdiction: upper.jurisdiction,
    lowerJurisdiction: lower.jurisdiction,
    relation: {
      ...{ kind, share, otherShare },
      repeats: repeats.map(({ provision, other, share }) => ({
        upper: addressOf(upper.provisions[provision]),
        lower: addressOf(lower.provisions[other]),
        share,
      })),
    },
    upper: upper.provisions.map(foundOf),
    lower: lower.provisions.map(foundOf),
    verdicts: found.map((alignment) => ({
      verdict: alignment.verdict,
      reason: alignment.reason,
      covered: alignment.covered,
      proposed: alignment.candidates.filter((candidate, at) => isShown(alignment, candidate, at)).length,
    })),
    ties: [...ties, ...asked(upper, lower, comparison, weights, pairs, ties, tie)],
  }
}

function provisioned({ source, known }: StoredPlan): ProvisionedDocument {
  const { number, issuer, date, title } = known
  const stated = { title, ...(number ? { number } : {}), ...(issuer ? { issuer } : {}), ...(date ? { date } : {}) }
  return provisionsOf(parseDocument({ ...source, stated }, { sha256: '', fileName: '' }))
}

const addressOf = (provision: Provision | undefined) => provision?.address || WHOLE

const foundOf = (provision: Provision): FoundProvision => {
  const { title, path, span } = provision
  return { address: addressOf(provision), title, path, span }
}

function isShown({ verdict, candidates }: Alignment, { score }: Candidate, at: number): boolean {
  if (verdict !== 'carried_out' && verdict !== 'partly') return false
  return at < MOST_SHOWN && score >= (candidates[0]?.score ?? 0) * SHARE_OF_BEST
}

type Scored = Pick<Candidate, 'lower' | 'score' | 'parts'>
type TieMaker = (upper: number, candidate: Scored, rank: number | null, shown: boolean) => FoundTie

function tieMaker(upper: ProvisionedDocument, lower: ProvisionedDocument, comparison: Comparison): TieMaker {
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

/** Pairs that were asked for and that are not among the candidates. */
function asked(
  upper: ProvisionedDocument,
  lower: ProvisionedDocument,
  comparison: Comparison,
  weights: Weights,
  pairs: RunRequest['pairs'],
  known: readonly FoundTie[],
  tie: TieMaker,
): FoundTie[] {
  const places = ({ provisions }: ProvisionedDocument) => new Map(provisions.map((one, at) => [addressOf(one), at]))
  const [above, below] = [places(upper), places(lower)]
  return pairs.flatMap(([from, to]) => {
    const [i, j] = [above.get(from), below.get(to)]
    if (i === undefined || j === undefined) return []
    if (known.some((one) => one.upper === i && one.lower === j)) return []
    const parts = comparison.partsOf(i, j)
    return tie(i, { lower: j, score: scoreOf(parts, weights), parts }, null, false)
  })
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
