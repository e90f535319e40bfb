/**
 * How well a number is known. Money or a sanction should not rest on `own` before it was confirmed.
 * - `official`: read in the official text and agreeing with an independent copy
 * - `two`: two independent public sources agree
 * - `one`: one public source only
 * - `own`: general knowledge, no source at hand
 */
export type Confidence = 'official' | 'two' | 'one' | 'own'

/** Where a number or a rule stands. */
export interface Provenance {
  /** As it is cited: `GB 3838-2002`. */
  standard: string
  /** Table, row or article: `表1 第7项`. */
  place: string
  confidence: Confidence
  /** What is in doubt, where something is. */
  doubt?: string
}

const ORDER: readonly Confidence[] = ['official', 'two', 'one', 'own']

/** The least certain of several: a result is no surer than what it rests on. */
export function leastCertain(all: readonly Confidence[]): Confidence {
  return all.reduce((worst, one) => (ORDER.indexOf(one) > ORDER.indexOf(worst) ? one : worst), 'official')
}
