import { Exact, type Numeric } from '../../platform/exact.ts'
import { settlementRefusals } from '../refusals.ts'

/** An amount of money in whole fen. A safe integer: up to 90 trillion yuan. */
export type Fen = number

/** What one transfer, line or contribution comes to at most: 100 billion yuan (migrations/0018_settlement.sql). */
export const MOST_TRANSFER_FEN: Fen = 10_000_000_000_000

/** @throws Refusal amount_invalid for what is no safe whole number */
export function fen(amount: number | bigint): Fen {
  const number = Number(amount)
  if (!Number.isSafeInteger(number))
    throw settlementRefusals.amountInvalid(String(amount), 'whole fen within 90 trillion yuan')
  return number === 0 ? 0 : number
}

/** An amount in yuan as whole fen, rounded half away from zero, so that swapped sides pay the same (四舍五入). */
export function fenOfYuan(yuan: Numeric): Fen {
  return fen(readAmount(yuan).times(100).roundedHalfUp(0).numerator)
}

/** Yuan as people read them: 1,234,567.89. */
export function yuanText(amount: Fen): string {
  const size = Math.abs(fen(amount))
  const yuan = String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${amount < 0 ? '-' : ''}${yuan}.${String(size % 100).padStart(2, '0')}`
}

/** @throws Refusal amount_invalid where the sum is no safe whole number, or a summand is none */
export function sumFen(amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce((sum, amount) => sum + BigInt(fen(amount)), 0n))
}

function readAmount(value: Numeric): Exact {
  try {
    return Exact.of(value)
  } catch {
    throw settlementRefusals.amountInvalid(String(value).slice(0, 64), 'a decimal number')
  }
}

/** One part of a divided amount. */
export interface Part {
  key: string
  weight: string
  /** The part before it was made whole. */
  exactFen: string
  amountFen: Fen
}

/**
 * Divides an amount by weights so that the parts sum to it exactly: each gets its whole fen, and the fen that are left go
 * one by one to the largest remainders (最大余额法); of equal ones first the larger weight, then the lower key. A negative
 * amount is divided like a positive one, with its sign turned.
 * @throws Refusal shares_invalid where there is no weight above zero, or one below it
 */
export function divideFen(amount: Fen, weights: Readonly<Record<string, Numeric>>): Part[] {
  const whole = BigInt(fen(amount))
  const size = whole < 0n ? -whole : whole
  const read = Object.entries(weights).map(([key, weight]) => ({ key, weight: readAmount(weight) }))
  const total = Exact.sum(read.map(({ weight }) => weight))
  if (read.some(({ weight }) => weight.below(0)) || total.atMost(0))
    throw settlementRefusals.sharesInvalid(JSON.stringify(weights), 'weights of 0 or more, one of them above 0')
  const parts = read.map(({ key, weight }) => {
    const exact = weight.times(size).over(total)
    return { key, weight, exact, floor: exact.floor(), rest: exact.minus(exact.floor()) }
  })
  const left = Number(size - parts.reduce((sum, { floor }) => sum + floor, 0n))
  const favoured = new Set(
    [...parts]
      .sort(
        (one, other) =>
          other.rest.compare(one.rest) || other.weight.compare(one.weight) || (one.key < other.key ? -1 : 1),
      )
      .slice(0, left)
      .map(({ key }) => key),
  )
  const sign = whole < 0n ? -1n : 1n
  return parts.map(({ key, weight, exact, floor }) => ({
    key,
    weight: weight.toText(),
    exactFen: exact.times(sign).toText(6),
    amountFen: fen(sign * (floor + (favoured.has(key) ? 1n : 0n))),
  }))
}
