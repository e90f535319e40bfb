import { headers as makeHeaders } from '@nats-io/transport-node'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Peer } from './cargo.ts'
import type { Lines } from './lines.ts'
import { writeParcel } from './rules/parcel.ts'
import { makePulse, nextParcel, noteSent, sendAgain, standingOf } from './send.ts'
import { listPeers } from './store.ts'
import type { Telling } from './telling.ts'

/** A pulse goes to each peer at least so often (ms), and soon after something was heard of it. */
const PULSE_EVERY_MS = 5000
/** When the receipts of a peer stand still for so long (ms) while it goes on pulsing, what is missing is sent again. */
const AGAIN_AFTER_MS = 15_000
/** Marks a pulse among parcels. */
export const PULSE_HEADER = 'Qunce-Pulse'

/** Hands what was told to this node's NATS server, and says how the channels stand. */
export class Sending {
  readonly #database: DatabaseHandle
  readonly #self: Peer
  readonly #identity: Identity
  readonly #lines: Lines
  readonly #telling: Telling
  readonly #pulsedAt = new Map<string, number>()
  readonly #progress = new Map<string, { received: number; at: number; pulse: string }>()
  #attempt = 0
  #answers = false

  constructor(database: DatabaseHandle, self: Peer, identity: Identity, lines: Lines, telling: Telling) {
    this.#database = database
    this.#self = self
    this.#identity = identity
    this.#lines = lines
    this.#telling = telling
  }

  /** Something was heard: its receipt goes out with the next turn. */
  answer(): void {
    this.#answers = true
  }

  async turn(now: Date): Promise<void> {
    const stream = this.#lines.own()
    if (!stream) return
    const peers = await this.#database.asSystem(listPeers)
    const answers = this.#answers
    this.#answers = false
    for (const { code } of peers) {
      for (;;) {
        const parcel = await this.#database.asSystem((trx) => nextParcel(trx, this.#identity, this.#self.code, code))
        if (!parcel) break
        const { subject, headers, body } = writeParcel(parcel)
        const carried = makeHeaders()
        for (const [name, value] of headers) carried.set(name, value)
        // The attempt is part of the id: NATS must not take what is sent again for a repetition of what it lost.
        await stream.publish(subject, body, {
          headers: carried,
          msgID: `${subject}.${parcel.first}.${parcel.head.slice(0, 16)}.${this.#attempt}`,
        })
        await this.#database.asSystem((trx) => noteSent(trx, parcel))
      }
      const last = this.#pulsedAt.get(code) ?? Number.NEGATIVE_INFINITY
      if (answers || performance.now() - last > PULSE_EVERY_MS)
        await this.#pulse(stream, code, this.#telling.completeAt ?? now)
    }
  }

  async #pulse(stream: NonNullable<ReturnType<Lines['own']>>, receiver: string, at: Date): Promise<void> {
    if (!this.#telling.completeAt) return
    const pulse = await this.#database.asSystem((trx) => makePulse(trx, this.#identity, this.#self.code, receiver, at))
    if (!pulse) return
    const carried = makeHeaders()
    carried.set(PULSE_HEADER, '1')
    await stream.publish(`${this.#self.code}.${receiver}`, JSON.stringify(pulse), { headers: carried })
    this.#pulsedAt.set(receiver, performance.now())
  }

  /** Sends again to whoever goes on pulsing but does not come on. */
  async tend(now: Date): Promise<void> {
    const channels = await this.#database.asSystem(standingOf)
    for (const { peer, sent, received, pulse } of channels) {
      const known = this.#progress.get(peer)
      if (!known || known.received !== received || sent === received || pulse === null) {
        this.#progress.set(peer, { received, at: now.getTime(), pulse: pulse ?? '' })
        continue
      }
      if (now.getTime() - known.at < AGAIN_AFTER_MS || pulse === known.pulse) continue
      this.#attempt += 1
      await this.#database.asSystem((trx) => sendAgain(trx, peer))
      this.#progress.set(peer, { received, at: now.getTime(), pulse })
    }
  }
}
