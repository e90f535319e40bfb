import { pairsOf, type Rarities } from './features.ts'
import { FIELD_NAMES, fieldsIn } from './fields.ts'
import { isComparable, keyOf } from './parts.ts'
import { sharedPhrases } from './phrases.ts'
import type { Named, PlainText, Provision, Span } from './types.ts'

/** One reason to believe that a lower provision carries out an upper one, with where it stands in both texts. */
export interface Evidence {
  kind: Exclude<Named['kind'], 'body'> | 'phrase' | 'body' | 'field'
  /** In the words of the upper text. */
  words: string
  upper: readonly Span[]
  lower: readonly Span[]
  /** How much it tells; for sorting. */
  worth: number
}

/** Phrases that are shown of a pair, and the shortest that is. */
const MOST_PHRASES = 6
const SHORTEST_SHOWN = 4

/** What two provisions share, what tells most first. A phrase that only repeats a shared name is left out. */
export function evidenceFor(
  upper: Provision,
  lower: Provision,
  rarities: Pick<Rarities<number>, 'of'>,
  worthOf: (named: Named) => number,
): Evidence[] {
  const names = sharedNames(upper, lower, worthOf)
  const phrases = sharedPhrases(upper.body, lower.body)
    .filter(({ length }) => length >= SHORTEST_SHOWN)
    .map(({ upper: from, lower: to, length }): Evidence => {
      const words = upper.body.text.slice(from, from + length)
      let worth = 0
      for (const pair of pairsOf(words).keys()) worth += rarities.of(pair)
      const [above, below] = [spanOf(upper.body, from, length), spanOf(lower.body, to, length)]
      return { kind: 'phrase', words: words.replaceAll(/\s+/g, '、'), upper: [above], lower: [below], worth }
    })
    .filter(({ upper: [span] }) => !names.some((name) => name.upper.some((named) => span && isWithin(span, named))))
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST_PHRASES)
  return [...names, ...phrases].sort((a, b) => b.worth - a.worth).concat(sharedFields(upper, lower))
}

function sharedNames(upper: Provision, lower: Provision, worthOf: (named: Named) => number): Evidence[] {
  const below = Map.groupBy(lower.named, keyOf)
  const found: Evidence[] = []
  for (const [key, above] of Map.groupBy(upper.named, keyOf)) {
    const [first] = above
    const others = below.get(key)
    if (!first || !others) continue
    found.push({
      kind: first.kind,
      words: first.name,
      upper: above.map(({ span }) => span),
      lower: others.map(({ span }) => span),
      // That the same department answers says little of the matter.
      worth: worthOf(first) * (isComparable(first) ? 1 : 0.1),
    })
  }
  return found
}

function sharedFields(upper: Provision, lower: Provision): Evidence[] {
  const [above, below] = [fieldsIn(upper.heading.text), fieldsIn(lower.heading.text)]
  return FIELD_NAMES.flatMap((words, field): Evidence[] =>
    (above[field] ?? 0) > 0 && (below[field] ?? 0) > 0
      ? [{ kind: 'field', words, upper: [upper.span], lower: [lower.span], worth: 0 }]
      : [],
  )
}

function spanOf({ at }: PlainText, from: number, length: number): Span {
  return [at[from] ?? 0, (at[from + length - 1] ?? 0) + 1]
}

const isWithin = (one: Span, other: Span) => one[0] >= other[0] && one[1] <= other[1]
