import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { type JetStreamClient, jetstream } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs/index.ts'
import { hostUser, NODE_USER, writeMemberConfig, writeRegionConfig } from './rules/natsConfig.ts'
import type { NodeSettings } from './settings.ts'
import { prepareMember, prepareRegion } from './streams.ts'

/** How often (ms) the streams are looked after: a server that lost its own begins anew. */
const PREPARE_EVERY_MS = 5000

/** The connections of this node's process to its own NATS server, and, at the region, to the account of each member. */
export class Lines {
  readonly #settings: NodeSettings
  readonly #folder: string
  readonly #log: JobLog
  readonly #hostPassword = randomBytes(24).toString('base64url')
  readonly #accounts = new Map<string, NatsConnection>()
  readonly #failed = new Set<string>()
  #prepared = ''
  #preparedAt = 0

  constructor(settings: NodeSettings, folder: string, log: JobLog) {
    this.#settings = settings
    this.#folder = folder
    this.#log = log
  }

  /** The configuration of the NATS server, for the nodes that stand now. */
  async configOf(trx: Trx): Promise<string> {
    const { code, role, client, leaf, reachedAt, password, tls, region } = this.#settings
    const folder = join(this.#folder, 'jetstream')
    if (role === 'member')
      return writeMemberConfig({ code, addresses: { client }, folder, nodePassword: password, region: region ?? null })
    if (!leaf || !reachedAt) throw new Error('The region’s node.json has no leaf address.')
    const members = await trx
      .selectFrom('node as n')
      .innerJoin('node_credential as c', 'c.node_code', 'n.code')
      .select(['n.code', 'c.password_hash as passwordHash'])
      .where('n.revoked_at', 'is', null)
      .orderBy('n.code')
      .execute()
    const addresses = { client, leaf }
    return writeRegionConfig({ code, addresses, reachedAt, folder, hostPassword: this.#hostPassword, members, tls })
  }

  /** Own account: what this node tells goes out here. @returns null: there is no line now */
  own(): JetStreamClient | null {
    const connection = this.#accounts.get(this.#settings.code)
    return connection && !connection.isClosed() ? jetstream(connection) : null
  }

  /** Where what this node is to hear is kept: at the region's server, which a member reaches by its leaf. */
  heard(): JetStreamClient | null {
    const connection = this.#accounts.get(this.#settings.code)
    const domain = this.#settings.role === 'member' ? this.#settings.region?.code : undefined
    if (!connection || connection.isClosed() || (this.#settings.role === 'member' && !domain)) return null
    return jetstream(connection, domain ? { domain } : {})
  }

  get isUp(): boolean {
    const connection = this.#accounts.get(this.#settings.code)
    return connection !== undefined && !connection.isClosed()
  }

  /** Connects where there is no connection, leaves the accounts of who was cut off, and prepares the streams. */
  async tend(database: DatabaseHandle): Promise<void> {
    const { code, role } = this.#settings
    const codes = role === 'member' ? [code] : [code, ...(await database.asSystem(admitted))]
    for (const [known, connection] of this.#accounts)
      if (!codes.includes(known) || connection.isClosed()) {
        this.#accounts.delete(known)
        this.#prepared = ''
        await connection.close()
      }
    for (const one of codes) if (!this.#accounts.has(one)) this.#accounts.set(one, await this.#connect(one))
    const wanted = codes.join(' ')
    const isFresh = this.#prepared === wanted && performance.now() - this.#preparedAt < PREPARE_EVERY_MS
    if (isFresh) return
    if (role === 'member') await prepareMember(this.#ofOwn(), code)
    else await prepareRegion(this.#accounts, code, (member, error) => this.#noteFailed(member, error))
    this.#prepared = wanted
    this.#preparedAt = performance.now()
  }

  /** One line in the log for each member, for as long as this process runs: it is tried again every few seconds. */
  #noteFailed(member: string, error: unknown): void {
    if (!this.#failed.has(member))
      this.#log.error({ err: error, member }, 'the streams of a member cannot be prepared; the others go on')
    this.#failed.add(member)
  }

  #ofOwn(): NatsConnection {
    const connection = this.#accounts.get(this.#settings.code)
    if (!connection) throw new Error('There is no connection to the own account.')
    return connection
  }

  async #connect(code: string): Promise<NatsConnection> {
    const { client, role, password } = this.#settings
    const connection = await connect({
      servers: `${client.host}:${client.port}`,
      ...(role === 'member' ? { user: NODE_USER, pass: password } : { user: hostUser(code), pass: this.#hostPassword }),
      name: `qunce ${code}`,
      reconnectTimeWait: 500,
      maxReconnectAttempts: -1,
      timeout: 5000,
    })
    connection.closed().then((error) => {
      if (error) this.#log.error({ err: error, code }, 'the connection to the NATS server was closed')
    })
    return connection
  }

  async close(): Promise<void> {
    for (const connection of this.#accounts.values()) await connection.close()
    this.#accounts.clear()
  }
}

async function admitted(trx: Trx): Promise<string[]> {
  const rows = await trx
    .selectFrom('node as n')
    .innerJoin('node_credential as c', 'c.node_code', 'n.code')
    .select('n.code')
    .where('n.revoked_at', 'is', null)
    .orderBy('n.code')
    .execute()
  return rows.map(({ code }) => code)
}
