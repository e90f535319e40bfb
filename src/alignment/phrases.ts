import type { PlainText } from './types.ts'

/** Words that stand in both texts: where they begin in each (units of the plain texts), and how long they are. */
export interface SharedPhrase {
  upper: number
  lower: number
  length: number
}

/** Shortest phrase that is more than a word. */
const SHORTEST = 3
/** Places of one pair of characters that are looked at: a text that says one thing over and over stays quick. */
const MOST_PLACES = 64

/**
 * The longest phrases that two texts share, none inside another, in the order of the upper text. Greedy from left to
 * right: every place of the upper text takes the longest match that begins there.
 */
export function sharedPhrases(upper: PlainText, lower: PlainText): SharedPhrase[] {
  const places = new Map<number, number[]>()
  for (let j = 0; j + 1 < lower.text.length; j++) {
    const pair = pairAt(lower.text, j)
    const known = places.get(pair)
    if (!known) places.set(pair, [j])
    else if (known.length < MOST_PLACES) known.push(j)
  }
  const found: SharedPhrase[] = []
  for (let i = 0; i + SHORTEST <= upper.text.length; i++) {
    if (isBreak(upper.text, i)) continue
    let best = 0
    let where = -1
    for (const j of places.get(pairAt(upper.text, i)) ?? []) {
      let length = 2
      while (i + length < upper.text.length && upper.text.charCodeAt(i + length) === lower.text.charCodeAt(j + length))
        length++
      if (length > best) {
        best = length
        where = j
      }
    }
    while (best > 0 && isBreak(upper.text, i + best - 1)) best--
    if (best < SHORTEST) continue
    found.push({ upper: i, lower: where, length: best })
    i += best - 1
  }
  return found
}

const pairAt = (text: string, at: number) => text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1)

function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x20 || code === 0x0a
}
