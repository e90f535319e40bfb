/**
 * The parts of a score, each 0 to 1 (names may go a little above). A score is their weighted sum, so it can always be
 * told which part made it.
 */
export const PARTS = ['text', 'title', 'titleInText', 'names', 'fields', 'neighbours', 'mutual', 'role'] as const

export type Part = (typeof PARTS)[number]

export type Parts = Readonly<Record<Part, number>>

export type Weights = Parts

/**
 * What each part weighs before anybody confirmed anything. `learnWeights` moves them by what people confirm and reject.
 *
 * text: shared pairs of characters by rarity, against the best lower provision for the same upper one.
 * title: the two titles alike, to the third power: only nearly equal titles count.
 * titleInText: the whole title of one stands in the other, word for word.
 * names: works, places, targets, mechanisms and zones that both name.
 * fields: both speak of the same fields of work.
 * neighbours: the provisions around the one are carried out around the other.
 * mutual: among all upper provisions this one suits the lower provision best.
 * role: both state aims, both lead a chapter, both secure the plan, or both set tasks.
 */
export const WEIGHTS: Weights = {
  text: 5.7,
  title: 1.2,
  titleInText: 0.6,
  names: 0.3,
  fields: 1.3,
  neighbours: 0.8,
  mutual: 0.75,
  role: 0.4,
}

export function scoreOf(parts: Parts, weights: Weights): number {
  let score = 0
  for (const part of PARTS) score += parts[part] * weights[part]
  return score
}
