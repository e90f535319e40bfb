import type { Agreement, AgreementPart } from './agreement.ts'

/** The same agreement with two sides in each other's place: what one paid the other is paid. */
export function swapSides(agreement: Agreement, one: string, other: string): Agreement {
  const swapped = (name: string) => (name === one ? other : name === other ? one : name)
  const keys = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [swapped(name), value]))
  const parts = agreement.parts.map(
    (part): AgreementPart =>
      part.kind === 'transfer'
        ? { ...part, from: swapped(part.from), to: swapped(part.to) }
        : { ...part, pool: swapped(part.pool), weights: keys(part.weights) },
  )
  return { ...agreement, parties: keys(agreement.parties), parts }
}
