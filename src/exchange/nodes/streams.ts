import { AckPolicy, type JetStreamManager, jetstreamManager, type StreamSource } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { apiOf, deliverTo, fromStream, OUT, STREAM_BYTES, toStream } from './rules/natsConfig.ts'

/** How long (ns) and how much NATS keeps of what is on its way: what is lost here is sent again from the database. */
const LIMITS = { max_age: 24 * 3600 * 1e9, max_bytes: STREAM_BYTES, duplicate_window: 120 * 1e9 }
export const CONSUMER = 'node'

/** A member's server takes what the member tells: subjects `<code>.<receiver>`. */
export async function prepareMember(connection: NatsConnection, code: string): Promise<void> {
  const manager = await jetstreamManager(connection)
  await ensure(manager, OUT, { subjects: [`${code}.*`] })
}

/**
 * The region's server: in its own account what the region tells, and what it is to hear; in each member's account what
 * that member told (fetched from its server) and what it is to hear. A copy follows its origin by numbers, so that of an
 * origin that was lost and begun anew it would never hear again: a copy notes when its origins were made, and is made anew
 * when that is another moment. What is lost with it is sent again from the database.
 * What fails in a member's account is that member's: it is told, and all others are prepared.
 * @param accounts a connection to each account, by the code of its node; the region's own is among them
 * @param failed told of a member whose account could not be prepared; it is tried again
 */
export async function prepareRegion(
  accounts: ReadonlyMap<string, NatsConnection>,
  region: string,
  failed: (code: string, error: unknown) => void,
): Promise<void> {
  const made = new Map<string, string>()
  const each = async (prepare: (code: string, connection: NatsConnection) => Promise<void>) => {
    for (const [code, connection] of accounts)
      try {
        await prepare(code, connection)
      } catch (error) {
        if (code === region) throw error
        failed(code, error)
      }
  }
  await each(async (code, connection) => {
    const manager = await jetstreamManager(connection, { checkAPI: false })
    if (code === region) {
      made.set(code, await ensure(manager, OUT, { subjects: [`${code}.*`] }))
      return
    }
    const atMember = await jetstreamManager(connection, { domain: code, checkAPI: false, timeout: MEMBER_MS })
    const origin = await atMember.streams.info(OUT).catch(() => null)
    const sources = [{ name: OUT, external: { api: `$JS.${code}.API`, deliver: '' } }]
    const stream = await ensure(manager, fromStream(code), { sources }, () => momentOf(origin?.created))
    const moment = momentOf(stream)
    if (moment !== undefined) made.set(code, moment)
  })
  await each(async (code, connection) => {
    const others = [...accounts.keys()].filter((other) => other !== code)
    const sources = others.map((other) => ({
      name: other === region ? OUT : fromStream(other),
      filter_subject: `${other}.${code}`,
      external: { api: apiOf(other), deliver: deliverTo(code) },
    }))
    if (sources.length === 0) return
    const manager = await jetstreamManager(connection, { checkAPI: false })
    await ensure(manager, toStream(code), { sources }, (before) => originsOf(others, made, before))
    await ensureConsumer(manager, toStream(code))
  })
}

/** When each origin was made: of one that cannot be asked now, what was known before. */
export function originsOf(others: readonly string[], made: ReadonlyMap<string, string>, before: string): string {
  const known = new Map(before.split(', ').map((one) => one.split(' ') as [string, string]))
  return others.map((other) => `${other} ${made.get(other) ?? known.get(other)}`).join(', ')
}

/** What a member's server says of itself is a moment as NATS writes it, or nothing. */
export function momentOf(said: unknown): string | undefined {
  return typeof said === 'string' && /^[0-9T:.+Z-]{20,40}$/.test(said) ? said : undefined
}

/** How long (ms) a member's server is waited for; one that is away is asked again later. */
const MEMBER_MS = 2000

interface Shape {
  subjects?: string[]
  sources?: StreamSource[]
}

/**
 * @param origins when its origins were made, by what was noted of them; undefined: that cannot be known now, and what
 * stands is left
 * @returns when the stream itself was made
 */
async function ensure(
  manager: JetStreamManager,
  name: string,
  shape: Shape,
  origins?: (before: string) => string | undefined,
): Promise<string> {
  const known = await manager.streams.info(name).catch(() => null)
  const before = known?.config.description ?? ''
  const description = origins?.(before) ?? before
  const config = { name, description, storage: 'file', discard: 'old', ...LIMITS, ...shape } as AddConfig
  if (known && isGrown(before, description)) {
    if (before !== description) await manager.streams.update(name, config)
    return known.created
  }
  if (known) await manager.streams.delete(name)
  return (await manager.streams.add(config)).created
}

type AddConfig = Parameters<JetStreamManager['streams']['add']>[0]

/** Whether the same origins are there as before, and perhaps others: those are added, and nothing is lost. */
function isGrown(before: string, now: string): boolean {
  const origins = new Set(now.split(', '))
  const codes = new Set([...origins].map((origin) => origin.split(' ')[0]))
  return (
    before === '' || before.split(', ').every((origin) => origins.has(origin) || !codes.has(origin.split(' ')[0] ?? ''))
  )
}

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
