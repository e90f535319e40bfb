import type { Exact } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'

/** Most parts of formulas that one question works out: a large agreement has some thousands a year. */
const MOST_STEPS = 200_000
/** No amount, index or mean comes near it, and a fraction of so many digits still costs next to nothing. */
const LARGEST = 10n ** 600n
const USUAL = 10n ** 60n
/** What a number above the usual costs, in parts. */
const LARGE_COSTS = 25

/**
 * What working out has cost so far. Rows within rows, and sums of fractions that share nothing, grow without an end from a
 * formula of a few lines: whoever wrote it is told, and nobody else waits.
 */
export class Work {
  #left = MOST_STEPS

  /** @throws Refusal formula_undefined */
  take(value?: Exact): void {
    this.#left--
    if (value) this.#weigh(value.numerator < 0n ? -value.numerator : value.numerator, value.denominator)
    if (this.#left < 0)
      throw settlementRefusals.formulaUndefined(`it takes more than ${MOST_STEPS} steps to work it out`)
  }

  #weigh(numerator: bigint, denominator: bigint): void {
    if (numerator > LARGEST || denominator > LARGEST)
      throw settlementRefusals.formulaUndefined('a number on the way has more than 600 digits')
    if (numerator > USUAL || denominator > USUAL) this.#left -= LARGE_COSTS
  }
}
