import type { Pair, Rarities } from './features.ts'

/** A provision as a list of features in ascending order, with the weight of each. */
export interface Vector {
  features: readonly number[]
  weights: Float64Array
  length: number
}

/** Weights by rarity of the features. */
export function vectorOf(counted: ReadonlyMap<Pair, number>, rarities: Rarities<Pair>): Vector {
  const features = [...counted.keys()].sort((a, b) => a - b)
  const weights = Float64Array.from(features, (feature) => (counted.get(feature) ?? 0) * rarities.of(feature))
  let square = 0
  for (const weight of weights) square += weight * weight
  return { features, weights, length: Math.sqrt(square) }
}

/** Sum of the products of what two vectors share. */
export function dot(a: Vector, b: Vector): number {
  let sum = 0
  let i = 0
  let j = 0
  while (i < a.features.length && j < b.features.length) {
    const [one, other] = [a.features[i] as number, b.features[j] as number]
    if (one === other) sum += (a.weights[i++] as number) * (b.weights[j++] as number)
    else if (one < other) i++
    else j++
  }
  return sum
}

/** Cosine of two vectors, 0 to 1. */
export function cosine(a: Vector, b: Vector): number {
  return a.length === 0 || b.length === 0 ? 0 : dot(a, b) / (a.length * b.length)
}

/** How alike two titles are by the rarity of the pairs they share (Dice), 0 to 1. */
export function titleLikeness(
  one: ReadonlyMap<Pair, number>,
  other: ReadonlyMap<Pair, number>,
  rarities: Rarities<Pair>,
): number {
  let shared = 0
  let total = 0
  for (const pair of one.keys()) {
    const worth = rarities.of(pair)
    total += worth
    if (other.has(pair)) shared += worth
  }
  for (const pair of other.keys()) total += rarities.of(pair)
  return total === 0 ? 0 : (2 * shared) / total
}
