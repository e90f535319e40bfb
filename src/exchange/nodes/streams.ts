import { AckPolicy, type JetStreamManager, jetstreamManager, type StreamSource } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { apiOf, deliverTo, fromStream, OUT, toStream } from './rules/natsConfig.ts'

/** How long (ns) and how much NATS keeps of what is on its way: what is lost here is sent again from the database. */
const LIMITS = { max_age: 7 * 24 * 3600 * 1e9, max_bytes: 4 * 1024 ** 3, duplicate_window: 120 * 1e9 }
export const CONSUMER = 'node'

/** A member's server takes what the member tells: subjects `<code>.<receiver>`. */
export async function prepareMember(connection: NatsConnection, code: string): Promise<void> {
  const manager = await jetstreamManager(connection)
  await ensure(manager, OUT, { subjects: [`${code}.*`] })
}

/**
 * The region's server: in its own account what the region tells, and what it is to hear; in each member's account what
 * that member told (fetched from its server) and what it is to hear. A stream lasts as long as its node stands.
 * @param accounts a connection to each account, by the code of its node; the region's own is among them
 */
export async function prepareRegion(accounts: ReadonlyMap<string, NatsConnection>, region: string): Promise<void> {
  for (const [code, connection] of accounts) {
    const manager = await jetstreamManager(connection)
    if (code === region) await ensure(manager, OUT, { subjects: [`${code}.*`] })
    else
      await ensure(manager, fromStream(code), {
        sources: [{ name: OUT, external: { api: `$JS.${code}.API`, deliver: '' } }],
      })
  }
  for (const [code, connection] of accounts) {
    const sources = [...accounts.keys()]
      .filter((other) => other !== code)
      .map((other) => ({
        name: other === region ? OUT : fromStream(other),
        filter_subject: `${other}.${code}`,
        external: { api: apiOf(other), deliver: deliverTo(code) },
      }))
    const manager = await jetstreamManager(connection)
    if (sources.length > 0) {
      await ensure(manager, toStream(code), { sources })
      await ensureConsumer(manager, toStream(code))
    }
  }
}

interface Shape {
  subjects?: string[]
  sources?: StreamSource[]
}

async function ensure(manager: JetStreamManager, name: string, shape: Shape): Promise<void> {
  const config = { name, storage: 'file' as const, discard: 'old' as const, ...LIMITS, ...shape }
  const known = await manager.streams.info(name).catch(() => null)
  if (!known) await manager.streams.add(config as Parameters<JetStreamManager['streams']['add']>[0])
  else if (JSON.stringify(namesOf(known.config.sources)) !== JSON.stringify(namesOf(shape.sources)))
    await manager.streams.update(name, config as Parameters<JetStreamManager['streams']['update']>[1])
}

const namesOf = (sources: readonly { name: string }[] | undefined) => (sources ?? []).map(({ name }) => name).sort()

/** Messages are handed out in order, a few at a time, until they are acknowledged. */
async function ensureConsumer(manager: JetStreamManager, stream: string): Promise<void> {
  const known = await manager.consumers.info(stream, CONSUMER).catch(() => null)
  if (known) return
  await manager.consumers.add(stream, {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: 60 * 1e9,
    max_ack_pending: 64,
  })
}
