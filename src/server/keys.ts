import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { type Actor, type KeyScope, roleMay } from '../platform/access/index.ts'
import { appendAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../platform/database/index.ts'
import { httpRefusals } from '../platform/http/index.ts'
import { serverRefusals } from './refusals.ts'

declare module '../platform/database/tables.ts' {
  interface Database {
    service_key: ServiceKeyTable
  }
}

interface ServiceKeyTable {
  id: string
  token_hash: string
  name: string
  scope: KeyScope
  user_id: string
  membership_id: string
  created_at: Date
  revoked_at: Date | null
  last_used_at: Date | null
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** What a key looks like: one that does not is not looked for. */
const KEY = /^qk_[A-Za-z0-9_-]{43}$/
/** A user has few programs; more than this are old keys that nobody ended. */
const MOST_KEYS = 20
/** How long (ms) a key is remembered without asking the database: so long an ended one may still open. */
const REMEMBERED_MS = 10_000

export interface ServiceKey {
  id: string
  name: string
  scope: KeyScope
  createdAt: Date
  lastUsedAt: Date | null
}

/**
 * Makes a key by which another program acts as this user, for the organization it acts for now: reads, writes
 * observations into its datastreams, or loads the data of its resources. It opens the routes that say so (`keys`), and no others.
 * @returns the key, which is shown once and kept nowhere
 * @throws Refusal keys_too_many; permission_missing where who makes it may not write observations, or load data, itself
 */
export async function makeKey(
  trx: Trx,
  actor: Actor,
  name: string,
  scope: KeyScope,
): Promise<{ id: string; key: string }> {
  if (scope === 'observations' && !roleMay(actor.role, 'observation.write'))
    throw httpRefusals.permissionMissing('observation.write')
  if (scope === 'holdings' && !roleMay(actor.role, 'holding.load')) throw httpRefusals.permissionMissing('holding.load')
  if ((await listKeys(trx)).length >= MOST_KEYS) throw serverRefusals.keysTooMany(MOST_KEYS)
  const key = `qk_${randomBytes(32).toString('base64url')}`
  const id = randomUUID()
  await sql`
    insert into service_key (id, token_hash, name, scope, user_id, membership_id)
    select ${id}::uuid, ${hashOf(key)}, ${name}, ${scope}, ${actor.userId}, own_membership()`.execute(trx)
  const line = { subjectKind: 'service_key', subjectId: id, after: { name, scope } }
  await appendAudit(trx, { action: 'service_key.make', ...line })
  return { id, key }
}

/** The user's keys that still work. */
export function listKeys(trx: Trx): Promise<ServiceKey[]> {
  return trx
    .selectFrom('service_key')
    .select(['id', 'name', 'scope', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .execute()
}

/** @throws Refusal key_unknown */
export async function endKey(trx: Trx, id: string, now: Date): Promise<void> {
  const ended = await trx
    .updateTable('service_key')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) throw serverRefusals.keyUnknown(id)
  await appendAudit(trx, { action: 'service_key.end', subjectKind: 'service_key', subjectId: id })
}

/** Finds whom a key acts for, from memory where it was asked for within the last seconds. */
export class ServiceKeys {
  readonly #database: DatabaseHandle
  readonly #clock: () => Date
  readonly #remembered = new LRUCache<string, Actor>({ max: 1000, ttl: REMEMBERED_MS })

  constructor(database: DatabaseHandle, clock: () => Date) {
    this.#database = database
    this.#clock = clock
  }

  /** Forgets what is remembered: a key was ended. */
  forget(): void {
    this.#remembered.clear()
  }

  /**
   * @param authorization the header: a bearer token, or HTTP Basic with the key as the password, whoever the user is said
   * to be
   * @returns null where there is no key, or it opens nothing any more
   */
  async find(authorization: string | undefined): Promise<Actor | null> {
    const key = keyIn(authorization)
    if (!key) return null
    const hash = hashOf(key)
    const known = this.#remembered.get(hash)
    if (known) return known
    const actor = await this.#database.asSystem((trx) => actorOfKey(trx, hash, this.#clock()))
    if (actor) this.#remembered.set(hash, actor)
    return actor
  }
}

function keyIn(authorization: string | undefined): string | null {
  const [scheme = '', value = ''] = (authorization ?? '').split(/\s+/)
  const isBasic = /^basic$/i.test(scheme)
  const said = isBasic ? Buffer.from(value, 'base64').toString('utf8').split(':').slice(1).join(':') : value
  return (isBasic || /^bearer$/i.test(scheme)) && KEY.test(said) ? said : null
}

/** Works while its user still acts for that organization. */
async function actorOfKey(trx: Trx, hash: string, now: Date): Promise<Actor | null> {
  const { rows } = await sql<Actor & { keyId: string }>`
    select k.id as "keyId", reader.id as "userId", reader.name as "userName",
      member.organization_id as "organizationId", organization.name as "organizationName", member.role, k.scope as key,
      k.name as "keyName"
    from service_key k
      join membership member on member.id = k.membership_id and member.revoked_at is null
      join auth_user reader on reader.id = k.user_id and reader.disabled_at is null
      join organization on organization.id = member.organization_id
    where k.token_hash = ${hash} and k.revoked_at is null`.execute(trx)
  const [found] = rows
  if (!found) return null
  const { keyId, ...actor } = found
  await sql`update service_key set last_used_at = ${now} where id = ${keyId}::uuid`.execute(trx)
  return actor
}
