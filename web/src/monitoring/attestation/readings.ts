import type { Attestation, NamedObservation } from '../../../../src/monitoring/schemas.ts'

/** What a laboratory measured, as the derivation keeps it. */
export interface Reading {
  value: string
  belowDetection: boolean
}

export interface AttestationDerivation {
  upstream: Reading
  downstream: Reading
  third: Reading | null
  difference: string
  /** Of the mean; null for pH, and where both are nothing. */
  percent: string | null
  tolerance: string
  why: 'bothBelowDetection' | 'withinTolerance' | 'beyondTolerance'
}

export const derivationOf = ({ derivation }: Pick<Attestation, 'derivation'>) =>
  derivation as unknown as AttestationDerivation

/** Observations with a number, by who measured them. */
export function byLaboratory(items: readonly NamedObservation[]): Map<string, NamedObservation[]> {
  return Map.groupBy(
    items.filter(({ value }) => value !== null),
    ({ laboratory }) => laboratory ?? '—',
  )
}

/** The first and the last day of a month. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 2000, number = 1] = month.split('-').map(Number)
  return { from: `${month}-01`, to: new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) }
}
