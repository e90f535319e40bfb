/** By what members of a fund contribute. */
export const criteriaNames = ['gdp', 'population', 'equal', 'negotiated'] as const
export type CriterionName = (typeof criteriaNames)[number]

/** A share as percent with two decimals: 0.268412 is 26.84%. */
export function percentOf(share: string | undefined): string {
  if (share === undefined || !Number.isFinite(Number(share))) return '—'
  return `${(Number(share) * 100).toFixed(2)}%`
}
