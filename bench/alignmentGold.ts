// How well plans are aligned, against the annotated pairs beside the checkout: a plain BM25 over pairs of characters, the
// parts as they ship, and the parts weighed anew on one random half of the annotations and scored on the other.
//   node_modules/.bin/node bench/alignmentGold.ts

import { pairsOf, Rarities } from '../src/alignment/features.ts'
import {
  type GoldPair,
  goldPairs,
  hasGold,
  holds,
  plan,
  type Ranked,
  type Scores,
  scoresOf,
} from '../src/alignment/gold.testing.ts'
import {
  type Alignment,
  alignDocuments,
  type Comparison,
  compare,
  learnWeights,
  PARTS,
  type Parts,
  type Review,
  WEIGHTS,
  type Weights,
} from '../src/alignment/index.ts'
import type { Provision, ProvisionedDocument } from '../src/alignment/types.ts'
import { printTable } from './report.ts'

const ROUNDS = 10
const SEED = 20_261_122
/** For BM25 a provision counts as found when its best match reaches this share of what it scores against itself. */
const FOUND = 0.1

if (!hasGold) {
  console.error('bench/alignmentGold: ../shared/plans and ../shared/gold/align-002-001.json are not there.')
  process.exit(2)
}
const [upper, lower] = await Promise.all([plan('002'), plan('001')])
const gold = goldPairs(upper.text, lower.text)
const comparison = remembering(compare(upper.provisions, lower.provisions))
const aligned = (weights: Weights) => alignDocuments(upper, lower, weights, comparison)
const shipped = aligned(WEIGHTS)

const rows = [['', 'Recall@1', 'Recall@5', 'pairs in 10', 'verdicts', 'scored on']]
const row = (name: string, scores: Scores, on: string) =>
  rows.push([
    name,
    ...[scores.recallAt1, scores.recallAt5, scores.pairRecallAt10, scores.verdicts].map((one) => one.toFixed(3)),
    on,
  ])
row('BM25 over pairs of characters', scoresOf(gold, bm25(upper, lower)), 'all')
row(
  'shared words alone',
  scoresOf(
    gold,
    rankedOf(aligned({ ...WEIGHTS, title: 0, titleInText: 0, names: 0, fields: 0, neighbours: 0, mutual: 0, role: 0 })),
  ),
  'all',
)
row('as it ships', scoresOf(gold, rankedOf(shipped)), 'all')
const even = Object.fromEntries(PARTS.map((part) => [part, 1])) as Weights
row('all parts weighed alike', scoresOf(gold, rankedOf(aligned(even))), 'all')
const [fixed, learned, fitted, blank] = crossValidated()
row('as it ships, spread over halves', mean(fixed), `± ${spread(fixed).toFixed(3)} at Recall@1`)
row('weighed on one half', mean(learned), 'the other half')
row('weighed on one half', mean(fitted), 'the same half')
row('weighed on one half from all alike', mean(blank), 'the other half')
printTable(rows)
console.log('\nweights: shipped, and learned from all annotations')
const all = learnWeights(gold.map(reviewOf))
for (const part of Object.keys(WEIGHTS) as (keyof Weights)[])
  console.log(`  ${part.padEnd(12)} ${WEIGHTS[part].toFixed(2)}  ${all[part].toFixed(2)}`)

function rankedOf(alignments: readonly Alignment[]): Ranked[] {
  return alignments.map(({ span, verdict, candidates }) => ({
    upper: span,
    found: verdict === 'carried_out' || verdict === 'partly',
    lower: candidates.map(({ span }) => span),
  }))
}

/** What a person would have said of the best ten: the annotated ones are confirmed, the others rejected. */
function reviewOf(pair: GoldPair): Review {
  const confirmed: Parts[] = []
  const rejected: Parts[] = []
  const mine = shipped.find(({ span }) => holds(span, pair.upper))
  for (const { span, parts } of mine?.candidates ?? [])
    (pair.lower.some((place) => holds(span, place)) ? confirmed : rejected).push(parts)
  return pair.lower.length > 0 ? { confirmed, rejected } : { confirmed: [], rejected: [] }
}

function crossValidated(): [Scores[], Scores[], Scores[], Scores[]] {
  const [fixed, learned, fitted, blank]: [Scores[], Scores[], Scores[], Scores[]] = [[], [], [], []]
  const random = randomFrom(SEED)
  for (let round = 0; round < ROUNDS; round++) {
    const shuffled = gold
      .map((pair) => ({ pair, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ pair }) => pair)
    const half = shuffled.length >> 1
    for (const [train, test] of [
      [shuffled.slice(0, half), shuffled.slice(half)],
      [shuffled.slice(half), shuffled.slice(0, half)],
    ] as [GoldPair[], GoldPair[]][]) {
      const ranked = rankedOf(aligned(learnWeights(train.map(reviewOf))))
      learned.push(scoresOf(test, ranked))
      fitted.push(scoresOf(train, ranked))
      blank.push(scoresOf(test, rankedOf(aligned(learnWeights(train.map(reviewOf), even)))))
      fixed.push(scoresOf(test, rankedOf(shipped)))
    }
  }
  return [fixed, learned, fitted, blank]
}

function mean(scores: readonly Scores[]): Scores {
  const of = (key: keyof Scores) => scores.reduce((sum, one) => sum + one[key], 0) / scores.length
  return {
    recallAt1: of('recallAt1'),
    recallAt5: of('recallAt5'),
    pairRecallAt10: of('pairRecallAt10'),
    verdicts: of('verdicts'),
  }
}

function spread(scores: readonly Scores[]): number {
  const { recallAt1 } = mean(scores)
  return Math.sqrt(scores.reduce((sum, one) => sum + (one.recallAt1 - recallAt1) ** 2, 0) / scores.length)
}

function bm25(above: ProvisionedDocument, below: ProvisionedDocument): Ranked[] {
  const counted = (one: Provision) => pairsOf(`${one.heading.text}\n${one.body.text}`)
  const documents = below.provisions.map(counted)
  const rarities = new Rarities<number>()
  for (const document of documents) rarities.add(document.keys())
  const lengths = documents.map((document) => [...document.values()].reduce((sum, times) => sum + times, 0))
  const typical = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
  const score = (query: Map<number, number>, document: Map<number, number>, length: number) => {
    let sum = 0
    for (const pair of query.keys()) {
      const times = document.get(pair) ?? 0
      if (times > 0) sum += (rarities.of(pair) * times * 2.2) / (times + 1.2 * (0.25 + (0.75 * length) / typical))
    }
    return sum
  }
  return above.provisions.map((provision) => {
    const query = counted(provision)
    const own = score(
      query,
      query,
      [...query.values()].reduce((sum, times) => sum + times, 0),
    )
    const ranked = documents
      .map((document, at) => ({ at, score: score(query, document, lengths[at] ?? 1) }))
      .sort((a, b) => b.score - a.score)
    return {
      upper: provision.span,
      found: (ranked[0]?.score ?? 0) >= FOUND * own,
      lower: ranked.map(({ at }) => below.provisions[at]?.span ?? [0, 0]),
    }
  })
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** The same comparison, asked once for each pair. */
function remembering(comparison: Comparison): Comparison {
  const known = new Map<number, Parts>()
  return {
    ...comparison,
    partsOf(above, below) {
      const key = above * 65_536 + below
      const parts = known.get(key) ?? comparison.partsOf(above, below)
      known.set(key, parts)
      return parts
    },
  }
}
