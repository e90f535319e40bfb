import { isMomentText } from './keepable.ts'

/**
 * Why a channel does not go on at its receiver. `own_fault` is the receiver's own: it cannot keep what is in order. `other` is
 * a reason that a later version of the receiver gives and this one does not know.
 */
export const STOP_REASONS = ['unreadable', 'tampered', 'forked', 'too_much', 'own_fault', 'other'] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** The message at which a channel stands, as its receiver says: all behind it waits. */
export interface Stop {
  reason: StopReason
  /** The message that is not taken; where it is not known which, it is one from `first` to `last`. */
  first: number
  last: number
  /** Since when it stands so, ISO 8601 in UTC. */
  since: string
}

export const isStopReason = (reason: unknown): reason is StopReason => STOP_REASONS.some((one) => one === reason)

/** A stop as another node signed it: its reason may be of a later version. */
export interface ToldStop extends Omit<Stop, 'reason'> {
  reason: string
}

/** What another node's stop says here. */
export const readStop = (told: ToldStop): Stop => ({
  ...told,
  reason: isStopReason(told.reason) ? told.reason : 'other',
})

/** Whether a value that came from another node is a stop. */
export function isStop(value: unknown): value is ToldStop {
  if (typeof value !== 'object' || value === null) return false
  const { reason, first, last, since } = value as Partial<ToldStop>
  const numbers = [first, last].every((number) => Number.isSafeInteger(number) && Number(number) > 0)
  return typeof reason === 'string' && /^[a-z_]{1,40}$/.test(reason) && numbers && isMomentText(since)
}
