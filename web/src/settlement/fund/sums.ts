import type { FundDetail } from '../../../../src/settlement/schemas.ts'

/** What of a fund's money came in, is still owed, is set apart, and was paid out. */
export interface FundSums {
  owedFen: number
  inFen: number
  setApartFen: number
  outFen: number
}

/** Sums a fund up: what was given back by a project that was given up counts as never set apart. */
export function sumsOf({ rounds, allocations }: Pick<FundDetail, 'rounds' | 'allocations'>): FundSums {
  const inFen = sum(rounds.map(({ paidFen }) => paidFen))
  const outFen = sum(allocations.map(({ paidFen }) => paidFen))
  return {
    owedFen: sum(rounds.map(({ totalFen }) => totalFen)) - inFen,
    inFen,
    setApartFen: sum(allocations.map(({ totalFen, givenUp }) => totalFen - (givenUp?.refundFen ?? 0))) - outFen,
    outFen,
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, one) => total + one, 0)
