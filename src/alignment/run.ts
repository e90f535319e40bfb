import { parseDocument } from '../plan/parsing/index.ts'
import type { SourceText } from '../plan/reading/types.ts'
import { type Alignment, alignDocuments, type Candidate } from './align.ts'
import type { Carried, SaidBefore } from './carried.ts'
import { carryInto } from './carry.ts'
import { type FoundTie, tieMaker } from './foundTies.ts'
import { compare } from './parts.ts'
import { provisionsOf } from './provisions.ts'
import { repeatsBetween } from './repeats.ts'
import type { DocumentRelation } from './schemas.ts'
import type { Provision, ProvisionedDocument, Span } from './types.ts'
import type { VerdictKind, VerdictReason } from './verdict.ts'
import { scoreOf, type Weights } from './weights.ts'

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
  /** What people said of earlier runs, to be found again in this one. */
  said: readonly SaidBefore[]
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

/** All that is found between two documents, ready to be stored. */
export interface Run {
  upperJurisdiction: string | null
  lowerJurisdiction: string | null
  relation: DocumentRelation
  upper: FoundProvision[]
  lower: FoundProvision[]
  verdicts: FoundVerdict[]
  ties: FoundTie[]
  carried: Carried
}

/** The address of the only provision of a text without headings: an address is never empty. */
const WHOLE = '§1'
/** A candidate is proposed as a tie if it is among the best three, and not much worse than the best. */
const MOST_SHOWN = 3
const SHARE_OF_BEST = 0.7

/** Pairs of provisions that are compared at most: each takes some 50 bytes while it lasts. */
const MOST_PAIRS = 10_000_000

/**
 * Aligns two stored documents with everything that pages show of it. Pure; takes about a second for two plans.
 * @throws Error where the two together are too long
 */
export function alignStored({ upper: above, lower: below, weights, pairs, said }: RunRequest): Run {
  const [upper, lower] = [provisioned(above), provisioned(below)]
  const sizes = [upper.provisions.length, lower.provisions.length] as const
  if (sizes[0] * sizes[1] > MOST_PAIRS)
    throw new Error(`${sizes.join(' × ')} provisions are more than ${MOST_PAIRS} pairs`)
  const comparison = compare(upper.provisions, lower.provisions)
  const found = alignDocuments(upper, lower, weights, comparison)
  const tie = tieMaker(upper, lower, comparison)
  const ties = found.flatMap((alignment) =>
    alignment.candidates.map((candidate, at) =>
      tie(alignment.upper, candidate, at + 1, isShown(alignment, candidate, at)),
    ),
  )
  const carried = carryInto({ upper: placedIn(upper), lower: placedIn(lower) }, said)
  const known = new Set(ties.map(({ upper, lower }) => `${upper} ${lower}`))
  // Pairs that are no candidates, but of which something was said, or is to be said now.
  for (const [i, j] of [...positionsOf(pairs, upper, lower), ...spokenOf(carried)]) {
    if (known.has(`${i} ${j}`)) continue
    known.add(`${i} ${j}`)
    const parts = comparison.partsOf(i, j)
    ties.push(tie(i, { lower: j, score: scoreOf(parts, weights), parts }, null, false))
  }
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
    ...{ ties, carried },
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

const placedIn = ({ text, provisions }: ProvisionedDocument) =>
  provisions.map((provision) => ({ address: addressOf(provision), text: text.slice(...provision.span) }))

/** Where the provisions of these addresses stand; a pair of which one is not there is left out. */
function positionsOf(
  pairs: RunRequest['pairs'],
  upper: ProvisionedDocument,
  lower: ProvisionedDocument,
): [upper: number, lower: number][] {
  const places = ({ provisions }: ProvisionedDocument) => new Map(provisions.map((one, at) => [addressOf(one), at]))
  const [above, below] = [places(upper), places(lower)]
  return pairs.flatMap(([from, to]): [number, number][] => {
    const [i, j] = [above.get(from), below.get(to)]
    return i === undefined || j === undefined ? [] : [[i, j]]
  })
}

const spokenOf = ({ said }: Carried) =>
  said.flatMap(({ upper, lower }): [number, number][] => (lower === null ? [] : [[upper, lower]]))
