import type { Found } from './contradictions.ts'

/** A contradiction about the same figure of the same report, on record. */
export interface KnownContradiction {
  id: string
  claimed: Record<string, unknown>
  known: Record<string, unknown>
  /** Null: it is open. */
  settlement: string | null
}

/** What Qunce itself settles a contradiction with; a person's words are any other. */
export const OWN_SETTLEMENTS = ['superseded', 'figure_revised', 'figure_agrees'] as const
type OwnSettlement = (typeof OWN_SETTLEMENTS)[number]

/**
 * What becomes of the contradictions about one reported figure when the figure on record has changed: one that still
 * says the same stays, one that says what is no more so is settled, what differs now is added. What a person has
 * explained for the same two values is not brought up again.
 */
export function recheck(
  found: Found | null,
  known: readonly KnownContradiction[],
): { add: Found | null; settle: { id: string; settlement: OwnSettlement }[] } {
  const isSame = (one: KnownContradiction) =>
    found !== null && one.known.value === found.known.value && one.claimed.value === found.claimed.value
  const open = known.filter(({ settlement }) => settlement === null)
  const settlement = found === null ? 'figure_agrees' : 'figure_revised'
  const settle = open.filter((one) => !isSame(one)).map(({ id }) => ({ id, settlement }) as const)
  const isExplained = known.some(
    (one) => isSame(one) && (one.settlement === null || !OWN_SETTLEMENTS.includes(one.settlement as OwnSettlement)),
  )
  return { add: isExplained ? null : found, settle }
}
