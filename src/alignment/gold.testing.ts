import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseDocument } from '../plan/parsing/index.ts'
import { readSource } from '../plan/reading/index.ts'
import { provisionsOf } from './provisions.ts'
import type { ProvisionedDocument, Span } from './types.ts'

// For tests and benchmarks: the plans and the annotated pairs that lie beside the checkout, when they do.

const SHARED = new URL('../../../shared/', import.meta.url)
const PLANS = new URL('plans/', SHARED)
const GOLD = new URL('gold/align-002-001.json', SHARED)

/** Whether the plans and annotations lie beside the checkout; without them what needs them is skipped. */
export const hasGold = existsSync(PLANS) && existsSync(GOLD)

/** The plan whose file name begins so, cut into provisions. */
export async function plan(number: string): Promise<ProvisionedDocument> {
  const fileName = readdirSync(PLANS).find((name) => name.startsWith(number)) ?? ''
  const source = await readSource(new Uint8Array(readFileSync(new URL(fileName, PLANS))), fileName)
  return provisionsOf(parseDocument(source, { sha256: '0'.repeat(64), fileName }))
}

/** One annotated provision: where it and what carries it out begin, and whether the annotator found anything. */
export interface GoldPair {
  title: string
  upper: number
  lower: readonly number[]
}

export function goldPairs(upper: string, lower: string): GoldPair[] {
  const above = folded(upper)
  const below = folded(lower)
  const gold = JSON.parse(readFileSync(GOLD, 'utf8')) as {
    upper: { title: string; quote: string }
    lower: { quote: string }[]
  }[]
  return gold.map((pair) => ({
    title: pair.upper.title,
    upper: placeOf(above, pair.upper.quote),
    lower: pair.lower.map(({ quote }) => placeOf(below, quote)),
  }))
}

/** A ranking of one upper provision, as the scorer reads it. */
export interface Ranked {
  upper: Span
  found: boolean
  /** Best first. */
  lower: readonly Span[]
}

export interface Scores {
  recallAt1: number
  recallAt5: number
  pairRecallAt10: number
  verdicts: number
}

/** The four figures of gold/score-align.mjs. */
export function scoresOf(gold: readonly GoldPair[], ranked: readonly Ranked[]): Scores {
  let [first, five, pairs, ten, verdicts] = [0, 0, 0, 0, 0]
  const asked = gold.filter(({ lower }) => lower.length > 0)
  for (const { upper, lower } of gold) {
    const mine = ranked
      .filter((one) => holds(one.upper, upper))
      .sort((a, b) => a.upper[1] - a.upper[0] - (b.upper[1] - b.upper[0]))[0]
    if ((mine?.found ?? false) === lower.length > 0) verdicts++
    const places = lower.map((place) => mine?.lower.findIndex((span) => holds(span, place)) ?? -1)
    const best = Math.min(...places.filter((place) => place >= 0), Number.POSITIVE_INFINITY)
    if (best === 0) first++
    if (best < 5) five++
    pairs += lower.length
    ten += places.filter((place) => place >= 0 && place < 10).length
  }
  return {
    recallAt1: first / asked.length,
    recallAt5: five / asked.length,
    pairRecallAt10: ten / pairs,
    verdicts: verdicts / gold.length,
  }
}

export const holds = ([start, end]: Span, place: number) => start <= place && place < end

function folded(text: string) {
  let out = ''
  const from: number[] = []
  for (let at = 0; at < text.length; at++) {
    for (const unit of text.charAt(at).normalize('NFKC')) {
      if (/\s/.test(unit)) continue
      out += unit
      from.push(at)
    }
  }
  return { out, from }
}

function placeOf(text: ReturnType<typeof folded>, quote: string): number {
  return text.from[text.out.indexOf(folded(quote).out)] ?? -1
}
