/** What one sender may fill of this node's database. */
export interface Bounds {
  /** Most facts that stand, of each kind. */
  factsOfAKind: number
  /** Most bytes of all its messages, which are kept as evidence. */
  bytes: number
}

/**
 * Far more than a government tells in years: rows of a large register, and tens of millions of messages. It is there for a
 * sender that is broken or hostile; `bounds` of node.json says otherwise.
 */
export const BOUNDS: Bounds = { factsOfAKind: 2_000_000, bytes: 20 * 2 ** 30 }
