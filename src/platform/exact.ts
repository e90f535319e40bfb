/** Text that is a decimal number, as people and PostgreSQL write it: no exponent, no thousands marks. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const EXPONENT = /^([^eE]+)[eE]([+-]?\d{1,3})$/

/** What can be read as an exact number. A binary number is taken as it prints: 0.1 is one tenth. */
export type Numeric = Exact | bigint | number | string

/**
 * A fraction of two whole numbers. Limits, means and money are worked out with it, because a binary number that is a
 * hair off turns an index of 100 into 101 and a class III into a class IV.
 */
export class Exact {
  readonly numerator: bigint
  readonly denominator: bigint

  private constructor(numerator: bigint, denominator: bigint) {
    const sign = denominator < 0n ? -1n : 1n
    const divisor = greatestCommonDivisor(numerator, denominator)
    this.numerator = (sign * numerator) / divisor
    this.denominator = (sign * denominator) / divisor
  }

  /** @throws RangeError for text that is no decimal number, and for NaN and the infinities */
  static of(value: Numeric): Exact {
    if (value instanceof Exact) return value
    if (typeof value === 'bigint') return new Exact(value, 1n)
    const text = typeof value === 'number' ? String(value) : value.trim()
    const [, mantissa = text, exponent = '0'] = EXPONENT.exec(text) ?? []
    if (!DECIMAL.test(mantissa)) throw new RangeError(`"${text}" is not a decimal number`)
    const [whole = '', part = ''] = mantissa.split('.')
    const digits = BigInt(`${whole.replace(/^[+-]/, '')}${part}`) * (whole.startsWith('-') ? -1n : 1n)
    const scale = Number(exponent) - part.length
    return scale >= 0 ? new Exact(digits * 10n ** BigInt(scale), 1n) : new Exact(digits, 10n ** BigInt(-scale))
  }

  static sum(values: readonly Numeric[]): Exact {
    return values.reduce<Exact>((sum, value) => sum.plus(value), Exact.of(0n))
  }

  plus(other: Numeric): Exact {
    const { numerator, denominator } = Exact.of(other)
    return new Exact(this.numerator * denominator + numerator * this.denominator, this.denominator * denominator)
  }

  minus(other: Numeric): Exact {
    return this.plus(Exact.of(other).negated())
  }

  times(other: Numeric): Exact {
    const { numerator, denominator } = Exact.of(other)
    return new Exact(this.numerator * numerator, this.denominator * denominator)
  }

  /** @throws RangeError when the other is zero */
  over(other: Numeric): Exact {
    const { numerator, denominator } = Exact.of(other)
    if (numerator === 0n) throw new RangeError('division by zero')
    return new Exact(this.numerator * denominator, this.denominator * numerator)
  }

  negated(): Exact {
    return new Exact(-this.numerator, this.denominator)
  }

  absolute(): Exact {
    return this.numerator < 0n ? this.negated() : this
  }

  /** Below 0, 0, above 0, as this is less than, equal to, more than the other. */
  compare(other: Numeric): number {
    const { numerator, denominator } = Exact.of(other)
    const [left, right] = [this.numerator * denominator, numerator * this.denominator]
    return left < right ? -1 : left > right ? 1 : 0
  }

  below(other: Numeric): boolean {
    return this.compare(other) < 0
  }

  atMost(other: Numeric): boolean {
    return this.compare(other) <= 0
  }

  /** The largest whole number that is not above this. */
  floor(): bigint {
    const quotient = this.numerator / this.denominator
    return this.numerator < 0n && quotient * this.denominator !== this.numerator ? quotient - 1n : quotient
  }

  /** The smallest whole number that is not below this. */
  ceil(): bigint {
    return -this.negated().floor()
  }

  /** Rounded to so many decimals, a tie to the even digit: 四舍六入五成双, GB/T 8170 section 3. */
  roundedHalfEven(decimals = 0): Exact {
    return this.#rounded(decimals, (tied) => tied % 2n !== 0n)
  }

  /** Rounded to so many decimals, a tie away from zero: 四舍五入, as money is. */
  roundedHalfUp(decimals = 0): Exact {
    return this.#rounded(decimals, () => true)
  }

  #rounded(decimals: number, tieGoesUp: (floor: bigint) => boolean): Exact {
    const unit = 10n ** BigInt(decimals)
    const lifted = this.absolute().times(unit)
    const floor = lifted.floor()
    const side = lifted.minus(floor).times(2n).compare(1n)
    const up = side > 0 || (side === 0 && tieGoesUp(floor))
    const size = new Exact(up ? floor + 1n : floor, unit)
    return this.numerator < 0n ? size.negated() : size
  }

  toNumber(): number {
    return Number(this.toText(30))
  }

  /** Decimal text, cut by rounding where the decimals would not end: one third is "0.333333333333". */
  toText(decimalsAtMost = 12): string {
    const { numerator, denominator } = this.roundedHalfEven(decimalsAtMost)
    const scaled = (numerator * 10n ** BigInt(decimalsAtMost)) / denominator
    const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimalsAtMost + 1, '0')
    const whole = digits.slice(0, digits.length - decimalsAtMost)
    const part = digits.slice(digits.length - decimalsAtMost).replace(/0+$/, '')
    return `${scaled < 0n ? '-' : ''}${whole}${part ? `.${part}` : ''}`
  }

  toJSON(): string {
    return this.toText()
  }
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [left, right] = [one < 0n ? -one : one, other < 0n ? -other : other]
  while (right !== 0n) [left, right] = [right, left % right]
  return left === 0n ? 1n : left
}

/** The arithmetic mean. @throws RangeError of nothing: a mean of no values is not zero */
export function meanOf(values: readonly Numeric[]): Exact {
  return Exact.sum(values).over(BigInt(values.length))
}
