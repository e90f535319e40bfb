import { setTimeout as wait } from 'node:timers/promises'
import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import type { Cargo, Peer } from './cargo.ts'
import { hearOrRefuse, hearPulse, isOfContent } from './hear.ts'
import type { Lines } from './lines.ts'
import { toStream } from './rules/natsConfig.ts'
import { readParcel } from './rules/parcel.ts'
import { PULSE_HEADER } from './sending.ts'
import { CONSUMER } from './streams.ts'

/** Parcels that are fetched ahead: each may have a megabyte. */
const AHEAD = 16
/** How often (ms) it is asked for more; a line that came back is noticed within twice that. */
const ASK_EVERY_MS = 3000
/** A message that could not be taken because of a failure here is tried again after so long (ms), not put back: order. */
const RETRY_MS = 500

/** Takes what other nodes told, one after the other. A message is acknowledged when what it said is committed. */
export class Hearing {
  readonly #database: DatabaseHandle
  readonly #self: Peer
  readonly #lines: Lines
  readonly #cargo: readonly Cargo[]
  readonly #heard: () => void
  readonly #log: JobLog
  #messages: ConsumerMessages | undefined
  #stopped = false

  constructor(
    database: DatabaseHandle,
    self: Peer,
    lines: Lines,
    cargo: readonly Cargo[],
    heard: () => void,
    log: JobLog,
  ) {
    this.#database = database
    this.#self = self
    this.#lines = lines
    this.#cargo = cargo
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
    while (!this.#stopped) {
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
        await wait(RETRY_MS)
        if (this.#stopped) throw error
      }
    }
  }

  async #once(message: JsMsg): Promise<void> {
    const header = (name: string) => message.headers?.get(name) ?? ''
    const body = message.string()
    if (header(PULSE_HEADER) !== '') {
      const [sender = ''] = message.subject.split('.')
      await this.#database.asSystem((trx) => hearPulse(trx, this.#self, sender, body))
      return
    }
    const parcel = readParcel(message.subject, header, body)
    await hearOrRefuse(this.#database, this.#self, parcel, this.#cargo)
    this.#heard()
  }

  stop(): void {
    this.#stopped = true
    this.#messages?.stop()
  }
}
