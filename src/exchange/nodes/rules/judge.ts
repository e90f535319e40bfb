import type { OpenedParcel } from './parcel.ts'

/** How far a channel was heard. */
export interface HeardUpTo {
  /** The number of the last message that was taken; 0: none yet. */
  number: number
  /** Its hash. */
  hash: string
}

/** A key of the node that a parcel names as its sender. */
export interface KnownKey {
  key: string
  /** From this moment on nothing that it signed is taken. */
  revokedAt: Date | null
}

export type Verdict =
  /** What of the parcel is new: from this index on. */
  | { take: number }
  /** All of it was taken before: sent again because a receipt was lost, or replayed by somebody. Nothing is done. */
  | { refuse: 'repeated' }
  /** Messages before it are missing: it is sent again after them. */
  | { refuse: 'early' }
  /** It says something else than was taken under the same number: the sender's history was changed. */
  | { refuse: 'forked' }
  /** Not of this channel, of a node that is not known, or by a key that is not its own or was revoked. */
  | { refuse: 'misdirected' | 'unknown_sender' | 'foreign_key' | 'revoked_key' }

/**
 * Whether a parcel whose chain and signature hold is taken: from a known node, by its own key that stands, for this node,
 * exactly behind what was heard of that channel. Nothing is taken twice, out of order, or over a gap.
 */
export function judgeParcel(
  parcel: OpenedParcel,
  self: string,
  keys: readonly KnownKey[] | null,
  heard: HeardUpTo,
): Verdict {
  if (parcel.receiver !== self || parcel.sender === self) return { refuse: 'misdirected' }
  if (keys === null) return { refuse: 'unknown_sender' }
  const key = keys.find((one) => one.key === parcel.key)
  if (!key) return { refuse: 'foreign_key' }
  if (key.revokedAt) return { refuse: 'revoked_key' }
  const { first, links, previous } = parcel
  const last = first + links.length - 1
  if (first > heard.number + 1) return { refuse: 'early' }
  const behind = first === heard.number + 1 ? previous : links[heard.number - first]
  if (last <= heard.number) return { refuse: 'repeated' }
  return behind === heard.hash ? { take: heard.number + 1 - first } : { refuse: 'forked' }
}
