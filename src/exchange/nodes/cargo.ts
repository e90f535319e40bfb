import type { Trx } from '../../platform/database/index.ts'
import type { Fact, Told } from './rules/event.ts'

/** A node as another sees it. */
export interface Peer {
  code: string
  role: 'region' | 'member'
  /** Of the whole cluster: null. */
  jurisdictionCode: string | null
}

/** One kind of thing that travels between nodes. What leaves a node is what its cargo says, and nothing else. */
export interface Cargo {
  /** `task`: part of the type of the messages. */
  kind: string
  /** Of the schema of its content; another meaning is another version. */
  version: number
  /**
   * All of it that this node owns and that the receiver is to have, as it stands now: a pure function of the database and
   * the agreements in it. What the receiver had and is not here any more is told as ended.
   */
  facts(trx: Trx, receiver: Peer, self: Peer): Promise<Fact[]>
  /** Where `facts` is dear: a short text, cheaply had, that differs whenever they may differ. */
  mark?(trx: Trx, receiver: Peer, self: Peer): Promise<string>
  /** What this node does with what it was told, in the transaction that takes it; without it, it is kept to be read. */
  arrived?(trx: Trx, told: readonly Told[], self: Peer): Promise<void>
}
