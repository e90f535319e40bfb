// Sums and comparisons of decimal text, exact: 0.1 + 0.2 is 0.3. Figures are kept as they were written.

export const DECIMAL = '^-?[0-9]{1,15}(\\.[0-9]{1,8})?$'

interface Scaled {
  digits: bigint
  scale: number
}

function read(text: string): Scaled {
  const [whole = '0', part = ''] = text.split('.')
  return { digits: BigInt(whole + part), scale: part.length }
}

function align(one: Scaled, other: Scaled): [bigint, bigint, number] {
  const scale = Math.max(one.scale, other.scale)
  const lift = ({ digits, scale: own }: Scaled) => digits * 10n ** BigInt(scale - own)
  return [lift(one), lift(other), scale]
}

function write(digits: bigint, scale: number): string {
  const sign = digits < 0n ? '-' : ''
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const part = text.slice(text.length - scale).replace(/0+$/, '')
  return sign + whole + (part ? `.${part}` : '')
}

export function add(one: string, other: string): string {
  const [left, right, scale] = align(read(one), read(other))
  return write(left + right, scale)
}

export function subtract(one: string, other: string): string {
  const [left, right, scale] = align(read(one), read(other))
  return write(left - right, scale)
}

export function multiply(one: string, other: string): string {
  const [left, right] = [read(one), read(other)]
  return write(left.digits * right.digits, left.scale + right.scale)
}

/** Rounded half up (away from zero) to `places`; the divisor is above 0. */
export function divide(one: string, other: string, places = 4): string {
  const [left, right] = align(read(one), read(other))
  const lifted = left * 10n ** BigInt(places)
  const half = lifted < 0n ? -right : right
  return write((lifted * 2n + half) / (right * 2n), places)
}

/** Below 0, 0, above 0, as `one` is less than, equal to, more than `other`. */
export function compare(one: string, other: string): number {
  const [left, right] = align(read(one), read(other))
  return left < right ? -1 : left > right ? 1 : 0
}
