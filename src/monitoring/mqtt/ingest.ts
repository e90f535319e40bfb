import { sql } from 'kysely'
import mqtt, { type MqttClient } from 'mqtt'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import { type NamedStream, streamsNamed } from '../observations/streams.ts'
import { takeObservations } from '../sensorThings/take.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import { readMessage, type Told } from './messages.ts'
import { mqttRefusals as refusals } from './refusals.ts'

/** Where stations publish, and who signs for what they say. */
export interface MqttSettings {
  /** `mqtt://user:password@host:1883`, `mqtts://…` */
  url: string
  /** Below this topic: `<base>/<station>` and `<base>/<station>/<parameter>`. */
  base: string
  /** E-mail of the user in whose name, and for whose organization, observations are written. */
  user: string
  /** Tells the broker this listener from others, so that what is published while it is away waits for it. */
  clientId: string
}

export interface Ingestion {
  /** Whether the broker has let it in. */
  readonly connected: boolean
  stop(): Promise<void>
}

interface Context {
  database: DatabaseHandle
  clock: () => Date
  log: JobLog
}

/** After a failure of ours a message is tried again after so long (ms), longer each time. */
const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 10_000

/** Whom the settings name, with the membership by which it writes. @throws Refusal mqtt_user_unknown */
async function writerOf(database: DatabaseHandle, email: string): Promise<Actor> {
  const { rows } = await database.asSystem((trx) =>
    sql<Actor>`
      select u.id as "userId", u.name as "userName", o.id as "organizationId", o.name as "organizationName", m.role
      from auth_user u join membership m on m.user_id = u.id and m.revoked_at is null
        join organization o on o.id = m.organization_id
        join permission_grant g on g.role = m.role and g.permission = 'observation.write'
      where lower(u.email) = lower(${email}) and u.disabled_at is null order by m.granted_at limit 1`.execute(trx),
  )
  const [writer] = rows
  if (!writer) throw refusals.userUnknown(email)
  return writer
}

/**
 * Listens to a broker and writes what stations publish. A message is acknowledged once what it says is committed: what
 * was not, the broker sends again, and the same again is nothing. What cannot be is told at `<base>-faults`.
 * @throws Refusal mqtt_user_unknown
 */
export async function startIngestion(context: Context, settings: MqttSettings): Promise<Ingestion> {
  await writerOf(context.database, settings.user) // a name that is none is said at the start
  const { url, base, clientId } = settings
  const client = mqtt.connect(url, { clientId, clean: false, reconnectPeriod: 2000, resubscribe: true })
  let stopped = false
  let working: Promise<void> = Promise.resolve()
  client.handleMessage = (packet, done) => {
    const { topic, payload } = packet as { topic: string; payload: Buffer }
    working = take(context, settings, client, topic, Buffer.from(payload), () => stopped)
    working.then(
      () => done(),
      (error: Error) => done(error), // not acknowledged: it comes again
    )
  }
  client.on('connect', () => {
    client.subscribe([`${base}/+`, `${base}/+/+`], { qos: 1 }, (error) => {
      if (error) context.log.error({ err: error, base }, 'the broker does not let us listen')
    })
  })
  client.on('error', (error) => context.log.error({ err: error }, 'the broker cannot be reached'))
  return {
    get connected() {
      return client.connected
    },
    async stop() {
      stopped = true
      await working.catch(() => {})
      await client.endAsync(true)
    },
  }
}

/** Writes one message; a failure of ours is tried again until it is done, or the listening ends. */
async function take(
  { database, clock, log }: Context,
  settings: MqttSettings,
  client: MqttClient,
  topic: string,
  payload: Buffer,
  isStopped: () => boolean,
): Promise<void> {
  const { base } = settings
  const tell = (fault: object) => client.publish(`${base}-faults`, JSON.stringify({ topic, ...fault }), { qos: 0 })
  const told = readMessage(base, topic, payload)
  if (!Array.isArray(told)) {
    tell(told)
    return
  }
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const actor = await writerOf(database, settings.user)
      const taken = await database.asActor(actor, (trx) => write(database, trx, actor, told, topic, clock()))
      for (const [at, one] of taken.entries())
        if ('fault' in one) tell({ parameter: told[at]?.parameter, ...one.fault })
      return
    } catch (error) {
      log.error({ err: error, topic }, 'a message could not be written and is tried again')
      if (isStopped()) throw error
      await new Promise((done) => setTimeout(done, wait))
      if (isStopped()) throw error
    }
  }
}

async function write(
  database: DatabaseHandle,
  trx: Trx,
  actor: Actor,
  told: readonly Told[],
  topic: string,
  now: Date,
): ReturnType<typeof takeObservations> {
  const streams = (await streamsNamed(trx, [...new Set(told.map(({ station }) => station))])) as readonly NamedStream[]
  const incoming = told.map(({ station, parameter, time, value }) => {
    const code = findParameter(parameter)?.code
    const fits = streams.filter((one) => one.code === station && one.parameter === code)
    // What a station publishes by itself is automatic, unless all that it has of this is done by hand.
    const stream = fits.find(({ origin }) => origin === 'automatic') ?? fits[0]
    return { datastream: stream?.id ?? Number.NaN, named: `${station} ${parameter}`, time, result: value }
  })
  return takeObservations(database, trx, actor, { source: 'mqtt', name: topic.slice(0, 200) }, incoming, now)
}
