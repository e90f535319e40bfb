import { setTimeout as wait } from 'node:timers/promises'
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import type { Cargo, Peer } from './cargo.ts'
import { isOfContent } from './faults.ts'
import { hearOrRefuse, hearPulse } from './hear.ts'
import type { Lines } from './lines.ts'
import { noteStop } from './refusing.ts'
import type { Bounds } from './rules/bounds.ts'
import { toStream } from './rules/natsConfig.ts'
import { readParcel, type SignedParcel } from './rules/parcel.ts'
import { PULSE_HEADER } from './sending.ts'
import { CONSUMER } from './streams.ts'

/** Parcels that are fetched ahead: each may have a megabyte. */
const AHEAD = 16
/** How often (ms) it is asked for more; a line that came back is noticed within twice that. */
const ASK_EVERY_MS = 3000
/** A message that could not be taken because of a failure here is tried again after so long (ms), not put back: order. */
const RETRY_MS = 500
/** What failed here so many times in a row is on record at its channel, and told again in the log. */
const TOLD_EVERY = 20

const OWN_FAULT =
  'a message of another node is in order and cannot be taken here: this node is at fault, and tries again'

const headerOf = (message: JsMsg) => (name: string) => message.headers?.get(name) ?? ''
const isPulse = (message: JsMsg) => headerOf(message)(PULSE_HEADER) !== ''
const parcelOf = (message: JsMsg) => readParcel(message.subject, headerOf(message), message.string())

/** Shows at its channel, and to its sender by the pulse, that this node fails to take what is in order. */
export function noteOwnFault(database: DatabaseHandle, parcel: SignedParcel): Promise<void> {
  return database.asSystem((trx) => noteStop(trx, parcel, 'own_fault', null))
}

export interface HearingContext {
  database: DatabaseHandle
  self: Peer
  lines: Lines
  cargo: readonly Cargo[]
  bounds: Bounds
  log: JobLog
}

/** Takes what other nodes told, one after the other. A message is acknowledged when what it said is committed. */
export class Hearing {
  readonly #database: DatabaseHandle
  readonly #self: Peer
  readonly #lines: Lines
  readonly #cargo: readonly Cargo[]
  readonly #bounds: Bounds
  readonly #heard: () => void
  readonly #log: JobLog
  #messages: ConsumerMessages | undefined
  #stopped = false

  constructor({ database, self, lines, cargo, bounds, log }: HearingContext, heard: () => void) {
    this.#database = database
    this.#self = self
    this.#lines = lines
    this.#cargo = cargo
    this.#bounds = bounds
    this.#heard = heard
    this.#log = log
  }

  /** Listens until the line breaks. */
  async turn(): Promise<void> {
    const stream = this.#lines.heard()
    if (!stream) return
    const consumer = await stream.consumers.get(toStream(this.#self.code), CONSUMER)
    this.#messages = await consumer.consume({
      max_messages: AHEAD,
      expires: ASK_EVERY_MS,
      abort_on_missing_resource: true,
    })
    if (this.#stopped) this.#messages.stop()
    for await (const message of this.#messages) await this.#take(message)
  }

  async #take(message: JsMsg): Promise<void> {
    for (let failures = 1; !this.#stopped; failures += 1) {
      try {
        await this.#once(message)
        message.ack()
        return
      } catch (error) {
        if (isOfContent(error)) {
          // Nothing of it can be put on record either; tried again it would keep everything behind it back.
          this.#log.error({ err: error, subject: message.subject }, 'a message of another node was passed over')
          message.ack()
          return
        }
        message.working()
        if (failures % TOLD_EVERY === 1) {
          this.#log.error({ err: error, subject: message.subject, failures }, OWN_FAULT)
          if (failures > 1 && !isPulse(message)) await noteOwnFault(this.#database, parcelOf(message)).catch(() => {})
        }
        await wait(RETRY_MS)
        if (this.#stopped) throw error
      }
    }
  }

  async #once(message: JsMsg): Promise<void> {
    if (isPulse(message)) {
      const [sender = ''] = message.subject.split('.')
      await this.#database.asSystem((trx) => hearPulse(trx, this.#self, sender, message.string()))
      return
    }
    await hearOrRefuse(this.#database, this.#self, parcelOf(message), this.#cargo, this.#bounds)
    this.#heard()
  }

  stop(): void {
    this.#stopped = true
    this.#messages?.stop()
  }
}
