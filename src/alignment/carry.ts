import type { Carried, SaidBefore } from './carried.ts'

/** A provision by which what was said of an earlier version is found again. */
export interface Placed {
  address: string
  text: string
}

/** How alike two provisions are to be at the same address, and at another one, to be taken for the same. */
const ALIKE_IN_PLACE = 0.5
const ALIKE_ELSEWHERE = 0.8

/** Finds in a new run what was said of those before. Pure. */
export function carryInto(newer: { upper: Placed[]; lower: Placed[] }, said: readonly SaidBefore[]): Carried {
  const [upper, lower] = [placesIn(newer.upper), placesIn(newer.lower)]
  const kept = said.flatMap((one) => {
    const above = upper(one.upper)
    const below = one.lower ? lower(one.lower) : null
    return above === undefined || below === undefined ? [] : [{ reviewId: one.reviewId, upper: above, lower: below }]
  })
  // Two provisions that became one: what was said of either is said of the one, once; the last word stands.
  const unique = new Map(kept.map((one) => [`${one.upper} ${one.lower}`, one]))
  return { said: [...unique.values()], lost: said.length - kept.length }
}

/**
 * Where provisions of an earlier version stand in a new one: where the very same text stands, at the same address if it
 * does so several times; else at the same address, if the text is nearly the same; else where nearly the same text
 * stands; else at the same address, if the text is still much the same.
 * @returns answers a position; undefined where the provision is gone
 */
export function placesIn(newer: readonly Placed[]): (wanted: Placed) => number | undefined {
  const byAddress = new Map(newer.map(({ address }, at) => [address, at]))
  const words = newer.map(({ text }) => squeezed(text))
  const byWords = Map.groupBy(words.keys(), (at) => words[at] ?? '')
  const known: (Pairs | undefined)[] = []
  const pairsAt = (at: number) => {
    known[at] ??= pairsOf(words[at] ?? '')
    return known[at]
  }
  return ({ address, text }) => {
    const own = squeezed(text)
    const inPlace = byAddress.get(address)
    if (inPlace !== undefined && words[inPlace] === own) return inPlace
    const same = byWords.get(own)?.[0]
    if (same !== undefined) return same
    const pairs = pairsOf(own)
    const here = inPlace === undefined ? 0 : likeness(pairs, pairsAt(inPlace))
    if (here >= ALIKE_ELSEWHERE) return inPlace
    let best: { at: number; alike: number } | undefined
    for (const at of words.keys()) {
      const other = pairsAt(at)
      // Of two lengths so different no more can be alike: most need not be compared.
      if ((2 * Math.min(pairs.size, other.size)) / (pairs.size + other.size) < ALIKE_ELSEWHERE) continue
      const alike = likeness(pairs, other)
      if (alike >= ALIKE_ELSEWHERE && alike > (best?.alike ?? 0)) best = { at, alike }
    }
    return best?.at ?? (here >= ALIKE_IN_PLACE ? inPlace : undefined)
  }
}

/** Pairs of characters with how often each stands there, and how many they are. */
interface Pairs {
  times: ReadonlyMap<string, number>
  size: number
}

const squeezed = (text: string) => text.replaceAll(/\s/g, '')

function pairsOf(words: string): Pairs {
  const times = new Map<string, number>()
  for (let at = 0; at + 1 < words.length; at++) {
    const pair = words.slice(at, at + 2)
    times.set(pair, (times.get(pair) ?? 0) + 1)
  }
  return { times, size: Math.max(0, words.length - 1) }
}

/** Share of the pairs of characters that both have (Dice). */
function likeness(one: Pairs, other: Pairs): number {
  let shared = 0
  for (const [pair, times] of one.times) shared += Math.min(times, other.times.get(pair) ?? 0)
  const all = one.size + other.size
  return all === 0 ? 0 : (2 * shared) / all
}
