/** A provision by which what was said of an earlier version is found again. */
export interface Placed {
  address: string
  text: string
}

/** How alike two provisions are to be at the same address, and at another one, to be taken for the same. */
const ALIKE_IN_PLACE = 0.5
const ALIKE_ELSEWHERE = 0.8

/**
 * Where a provision of an earlier version stands in a new one: at its address, if the text is still much the same, else
 * where nearly the same text stands.
 * @returns its position; undefined where it is gone
 */
export function placeIn(newer: readonly Placed[], { address, text }: Placed): number | undefined {
  const pairs = pairsOf(text)
  const inPlace = newer.findIndex((one) => one.address === address)
  if (inPlace >= 0 && likeness(pairs, pairsOf(newer[inPlace]?.text ?? '')) >= ALIKE_IN_PLACE) return inPlace
  let best: { at: number; alike: number } | undefined
  for (const [at, other] of newer.entries()) {
    const alike = likeness(pairs, pairsOf(other.text))
    if (alike >= ALIKE_ELSEWHERE && alike > (best?.alike ?? 0)) best = { at, alike }
  }
  return best?.at
}

function pairsOf(text: string): Map<string, number> {
  const squeezed = text.replaceAll(/\s/g, '')
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < squeezed.length; at++) {
    const pair = squeezed.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** Share of the pairs of characters that both have (Dice). */
function likeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let shared = 0
  for (const [pair, times] of one) shared += Math.min(times, other.get(pair) ?? 0)
  const all = [...one.values(), ...other.values()].reduce((sum, times) => sum + times, 0)
  return all === 0 ? 0 : (2 * shared) / all
}
