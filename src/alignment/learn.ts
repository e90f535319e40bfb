import { PARTS, type Part, type Parts, scoreOf, WEIGHTS, type Weights } from './weights.ts'

/** What people said of the candidates of one upper provision. */
export interface Review {
  confirmed: readonly Parts[]
  rejected: readonly Parts[]
}

/** How strongly the weights hold on to what they were: as if so many reviews spoke for each of them. */
const PRIOR_REVIEWS = 1
const STEPS = 400
const STEP = 0.5

/**
 * Moves the weights so that confirmed candidates come before the rejected ones of the same provision: logistic
 * regression on the difference of their parts, held to the given weights, none below 0. The result is a table like the
 * one it began with, and the same reviews always give the same table.
 */
export function learnWeights(reviews: readonly Review[], prior: Weights = WEIGHTS): Weights {
  const differences = reviews.flatMap(({ confirmed, rejected }) => {
    const share = 1 / Math.max(1, confirmed.length * rejected.length)
    return confirmed.flatMap((yes) => rejected.map((no) => ({ difference: subtract(yes, no), share })))
  })
  if (differences.length === 0) return prior
  const all = reviews.length + PRIOR_REVIEWS
  let weights: Weights = prior
  for (let step = 0; step < STEPS; step++) {
    const pull = PARTS.map((part) => (PRIOR_REVIEWS * (prior[part] - weights[part])) / (all * spreadOf(prior[part])))
    for (const { difference, share } of differences) {
      const doubt = share / (1 + Math.exp(scoreOf(difference, weights)))
      PARTS.forEach((part, index) => {
        pull[index] = (pull[index] ?? 0) + (doubt * difference[part]) / all
      })
    }
    weights = tableOf((part, index) => Math.max(0, weights[part] + STEP * (pull[index] ?? 0)))
  }
  return weights
}

/** A heavy part may move further than a light one before it counts as far. */
const spreadOf = (weight: number) => Math.max(1, weight)

const subtract = (one: Parts, other: Parts): Parts => tableOf((part) => one[part] - other[part])

const tableOf = (value: (part: Part, index: number) => number): Parts =>
  Object.fromEntries(PARTS.map((part, index) => [part, value(part, index)])) as Parts
