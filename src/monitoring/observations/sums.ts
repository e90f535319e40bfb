import { decimalsOf, QUALIFIER } from './values.ts'

/** What is known of the values of one day or month, ready to be added to what the database has. */
export interface Sums {
  /** The day, or the first day of the month, as a number of days. */
  day: number
  count: number
  without: number
  below: number
  flagged: number
  /** Exact, as decimal text. */
  sum: string
  lowest: number | null
  highest: number | null
}

/** Adds values up: compensated (Neumaier), and written with as many decimals as its addends have, so that nothing is lost. */
class Adder {
  readonly #isActivity: boolean
  #sum = 0
  #lost = 0
  #decimals = 0
  day = Number.NaN
  count = 0
  without = 0
  below = 0
  flagged = 0
  lowest = Number.POSITIVE_INFINITY
  highest = Number.NEGATIVE_INFINITY

  constructor(isActivity: boolean) {
    this.#isActivity = isActivity
  }

  /** @returns what was added up since the last time */
  take(): Sums {
    const { day, count, without, below, flagged, lowest, highest } = this
    const total = this.#sum + this.#lost
    const sum = this.#isActivity ? String(total) : total.toFixed(this.#decimals)
    const sums = { day, count, without, below, flagged, sum, lowest: null, highest: null }
    this.#sum = this.#lost = this.#decimals = this.count = this.without = this.below = this.flagged = 0
    this.lowest = Number.POSITIVE_INFINITY
    this.highest = Number.NEGATIVE_INFINITY
    return count === 0 ? sums : { ...sums, lowest, highest }
  }

  add(value: number, qualifier: number, flag: number): void {
    if (flag !== 0) this.flagged++
    if (qualifier > QUALIFIER.belowDetection) {
      this.without++
      return
    }
    this.count++
    if (value < this.lowest) this.lowest = value
    if (value > this.highest) this.highest = value
    let taken = value
    if (qualifier === QUALIFIER.belowDetection) {
      this.below++
      taken = value / 2
    }
    if (this.#isActivity) taken = 10 ** -value
    else this.#decimals = decimalsOf(taken, this.#decimals)
    const sum = this.#sum + taken
    this.#lost += Math.abs(this.#sum) >= Math.abs(taken) ? this.#sum - sum + taken : taken - sum + this.#sum
    this.#sum = sum
  }
}

/** Sums of days and months of one datastream, of its new observations in the order of their times. */
export class SumsOfStream {
  readonly #day: Adder
  readonly #month: Adder
  readonly days: Sums[] = []
  readonly months: Sums[] = []

  constructor(parameter: string) {
    this.#day = new Adder(parameter === 'ph')
    this.#month = new Adder(parameter === 'ph')
  }

  /** @param month first day of the month of the day */
  add(day: number, month: number, value: number, qualifier: number, flag: number): void {
    if (day !== this.#day.day) {
      if (!Number.isNaN(this.#day.day)) this.days.push(this.#day.take())
      this.#day.day = day
      if (month !== this.#month.day) {
        if (!Number.isNaN(this.#month.day)) this.months.push(this.#month.take())
        this.#month.day = month
      }
    }
    this.#day.add(value, qualifier, flag)
    this.#month.add(value, qualifier, flag)
  }

  end(): void {
    if (Number.isNaN(this.#day.day)) return
    this.days.push(this.#day.take())
    this.months.push(this.#month.take())
  }
}
