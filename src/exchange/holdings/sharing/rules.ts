import type { ResourceContent } from '../../catalogue/index.ts'
import { conditionFaults, type RowCondition, type ShareTerms, type TermsFault } from '../../terms/index.ts'

/** Why nothing is handed over under an agreement on a day; null where it is in force. */
export type NotInForce = { state: 'suspended' | 'ended' | 'not_yet' | 'expired'; since: string }

interface Validity {
  state: 'active' | 'suspended' | 'ended'
  /** Since when it stands so. */
  sinceOn: string
  validFrom: string
  /** Its last day. */
  validUntil: string
  /** The first day on which it does not hold any more; null: nobody withdrew it. */
  withdrawnFrom: string | null
}

/** As share_in_force of the database has it, with the reason. Days are China's. */
export function whyNotInForce(agreement: Validity, today: string): NotInForce | null {
  const { state, sinceOn, validFrom, validUntil, withdrawnFrom } = agreement
  if (state !== 'active') return { state, since: sinceOn }
  if (withdrawnFrom !== null && today >= withdrawnFrom) return { state: 'ended', since: withdrawnFrom }
  if (today < validFrom) return { state: 'not_yet', since: validFrom }
  return today > validUntil ? { state: 'expired', since: validUntil } : null
}

/**
 * What is wrong with the filters of a request. What is not agreed, or agreed under a mask, cannot be asked about: whether a
 * row is in the answer would tell what the mask hides.
 */
export function filterFaults(
  filters: readonly RowCondition[],
  terms: ShareTerms,
  items: ResourceContent['items'],
): TermsFault[] {
  const open = items.filter(({ name }) => terms.items.includes(name) && !Object.hasOwn(terms.masks, name))
  return filters.flatMap((filter) =>
    conditionFaults(
      filter,
      open.find(({ name }) => name === filter.item),
      open,
    ),
  )
}
