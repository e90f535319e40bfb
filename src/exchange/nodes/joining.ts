import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { appendAudit } from '../../platform/audit/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { holdKey, Text } from '../../platform/http/index.ts'
import { type Identity, isSignedBy } from '../identity/index.ts'
import { nodeRefusals as refusals } from './refusals.ts'
import { NODE_CODE } from './rules/event.ts'
import { type NodeSettings, readNodeSettings, writeNodeSettings } from './settings.ts'

const closed = { additionalProperties: false }
const Name = Text(100)
const Key = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
const Signature = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' })

/** What a member hands to the region: who it is, signed by the key that it shows. */
export const JoinRequest = Type.Object(
  {
    qunce: Type.Literal('join request 1'),
    code: Type.String({ pattern: NODE_CODE.source }),
    name: Name,
    nameEn: Name,
    jurisdictionCode: Type.String({ pattern: '^[0-9]{6}$' }),
    publicKey: Key,
    signature: Signature,
  },
  closed,
)
export type JoinRequest = Static<typeof JoinRequest>

/** What the region hands back: by what it lets the member in, and the region's own key, signed by it. Keep it secret. */
export const Invitation = Type.Object(
  {
    qunce: Type.Literal('invitation 1'),
    code: Type.String({ pattern: NODE_CODE.source }),
    publicKey: Key,
    password: Type.String({ minLength: 20 }),
    region: Type.Object(
      { code: Type.String({ pattern: NODE_CODE.source }), name: Name, nameEn: Name, publicKey: Key },
      closed,
    ),
    address: Type.String({ pattern: '^[^\\s/]+:[0-9]{1,5}$' }),
    tls: Type.Boolean(),
    signature: Signature,
  },
  closed,
)
export type Invitation = Static<typeof Invitation>

/** What a document's signature covers: all its other fields, in their order. */
const bytesOf = (document: Readonly<Record<string, unknown>>) => {
  const { signature: _, ...said } = document
  return Buffer.from(JSON.stringify(said))
}

export interface NewNode {
  code: string
  name: string
  nameEn: string
  role: 'region' | 'member'
  /** Of a member. */
  jurisdictionCode: string | null
}

/**
 * Makes this installation a node: writes node.json and its own row. A region can admit members from now on; a member's
 * request to join is what this answers.
 * @throws Refusal node_already, node_jurisdiction_unknown
 */
export async function initNode(
  { database, dataFolder, identity }: { database: DatabaseHandle; dataFolder: string; identity: Identity },
  node: NewNode,
  network: Pick<NodeSettings, 'client' | 'leaf' | 'reachedAt' | 'tls'>,
): Promise<JoinRequest | null> {
  const { code, name, nameEn, role, jurisdictionCode } = node
  const known = readNodeSettings(dataFolder)
  if (known) throw refusals.alreadyNode(known.code)
  await database.asSystem(async (trx) => {
    const before = await trx.selectFrom('node').select('code').where('is_self', '=', true).executeTakeFirst()
    if (before) throw refusals.alreadyNode(before.code)
    if (jurisdictionCode) await expectJurisdiction(trx, jurisdictionCode)
    await trx
      .insertInto('node')
      .values({ code, name, name_en: nameEn, role, jurisdiction_code: jurisdictionCode, is_self: true })
      .execute()
    await trx.insertInto('node_key').values({ public_key: identity.publicKey, node_code: code }).execute()
  })
  writeNodeSettings(dataFolder, { code, role, ...network, password: secret() })
  return role === 'member' ? joinRequest(node, identity) : null
}

const secret = () => randomBytes(32).toString('base64url')

function joinRequest({ code, name, nameEn, jurisdictionCode }: NewNode, identity: Identity): JoinRequest {
  const said = {
    qunce: 'join request 1' as const,
    ...{ code, name, nameEn, jurisdictionCode: jurisdictionCode ?? '', publicKey: identity.publicKey },
  }
  return { ...said, signature: identity.sign(bytesOf(said)) }
}

async function expectJurisdiction(trx: Trx, code: string): Promise<void> {
  const found = await trx.selectFrom('jurisdiction').select('code').where('code', '=', code).executeTakeFirst()
  if (!found) throw refusals.jurisdictionUnknown(code)
}

/** Reads a request to join and checks that who made it has the key. @throws Refusal node_request_unreadable */
export function readJoinRequest(document: unknown): JoinRequest {
  if (!Value.Check(JoinRequest, document)) throw refusals.requestUnreadable()
  if (!isSignedBy(document.publicKey, bytesOf(document), document.signature)) throw refusals.requestUnreadable()
  return document
}

/**
 * Lets a node in, by its request and in the name of the actor (who needs node.manage) or of who owns the machine. One that was cut off comes back
 * only with a new key; its channels go on where they stood.
 * @param once Idempotency-Key: the same request again is answered with the same invitation
 * @returns the invitation for it; the password in it is kept nowhere else
 * @throws Refusal node_none, node_not_region, node_code_taken, node_place_taken, node_key_spent, node_jurisdiction_unknown
 */
export async function admitNode(
  trx: Trx,
  identity: Identity,
  settings: NodeSettings | null,
  request: JoinRequest,
  once?: string,
): Promise<Invitation> {
  if (!settings) throw refusals.notNode()
  const self = await trx.selectFrom('node').selectAll().where('is_self', '=', true).executeTakeFirst()
  if (self?.role !== 'region' || !settings.reachedAt) throw refusals.notRegion()
  const { code, name, nameEn, jurisdictionCode, publicKey } = request
  const password = once === undefined ? secret() : secretOf(identity, await actorOf(trx), once, request)
  const said = {
    qunce: 'invitation 1' as const,
    ...{ code, publicKey, password },
    region: { code: self.code, name: self.name, nameEn: self.name_en, publicKey: identity.publicKey },
    address: settings.reachedAt,
    tls: settings.tls !== undefined,
  }
  const invitation = { ...said, signature: identity.sign(bytesOf(said)) }
  // Of two at once the second meets the node of the first, whatever code or place it asks for.
  await holdKey(trx, 'admit a node')
  const before = await trx.selectFrom('node').select('revoked_at').where('code', '=', code).executeTakeFirst()
  if (before && before.revoked_at === null) {
    if (once !== undefined && (await isLetInBy(trx, code, password))) return invitation
    throw refusals.codeTaken(code)
  }
  await expectJurisdiction(trx, jurisdictionCode)
  await sql`select admit_node(${code}, ${name}, ${nameEn}, ${jurisdictionCode}, ${publicKey}, ${await hashOf(password)})`
    .execute(trx)
    .catch((error) => {
      if (isOf(error, 'node_place_taken')) throw refusals.placeTaken(jurisdictionCode)
      throw isOf(error, 'node_key_spent') || isOf(error, 'node_key_pkey') ? refusals.keySpent() : error
    })
  await appendAudit(trx, {
    action: 'exchange.admit_node',
    subjectKind: 'node',
    subjectId: code,
    after: { name, publicKey },
  })
  return invitation
}

/** Who acts, in the name of nobody: who owns the machine. */
async function actorOf(trx: Trx): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`select actor_user_id() as id`.execute(trx)
  return rows[0]?.id ?? ''
}

/**
 * A password that only this installation can make, and makes again for the same person, key and request: it is kept
 * nowhere.
 */
function secretOf(identity: Identity, actor: string, once: string, request: JoinRequest): string {
  const said = ['qunce invitation password 1', JSON.stringify(actor), once, request.signature]
  const signed = identity.sign(Buffer.from(said.join('\n')))
  return createHash('sha256').update(signed).digest('base64url')
}

async function isLetInBy(trx: Trx, code: string, password: string): Promise<boolean> {
  const { rows } = await sql<{ hash: string | null }>`select node_password_hash(${code}) as hash`.execute(trx)
  const { compare } = await import('bcryptjs')
  return compare(password, rows[0]?.hash ?? '')
}

const isOf = (error: unknown, constraint: string) => (error as { constraint?: string }).constraint === constraint

/** Its cost keeps a stolen file useless; the password has 256 bits, so that a low one does. */
const BCRYPT_ROUNDS = 8

async function hashOf(password: string): Promise<string> {
  const { hash } = await import('bcryptjs')
  return hash(password, BCRYPT_ROUNDS)
}

/** Cuts a member off, in the name of the actor: nothing goes to it or is taken of it any more. @throws Refusal node_not_standing */
export async function revokeNode(trx: Trx, code: string, reason: string): Promise<void> {
  await sql`select revoke_node(${code}, ${reason})`.execute(trx).catch((error) => {
    throw isOf(error, 'node_not_standing') ? refusals.notStanding(code) : error
  })
  await appendAudit(trx, { action: 'exchange.revoke_node', subjectKind: 'node', subjectId: code, after: { reason } })
}

/**
 * Takes the region's invitation: from the next start on this node reaches the region by it, and believes what the key in
 * it signed.
 * @param authority a file with the certificates that the region's server may have, where they are not the system's
 * @throws Refusal node_none, node_invitation_unreadable
 */
export async function joinCluster(
  { database, dataFolder, identity }: { database: DatabaseHandle; dataFolder: string; identity: Identity },
  document: unknown,
  authority?: string,
): Promise<Invitation> {
  const settings = readNodeSettings(dataFolder)
  if (settings?.role !== 'member') throw refusals.notNode()
  if (!Value.Check(Invitation, document)) throw refusals.invitationUnreadable()
  const { region, address, password, tls, code, publicKey, signature } = document
  const isOurs = code === settings.code && publicKey === identity.publicKey
  if (!isOurs || !isSignedBy(region.publicKey, bytesOf(document), signature)) throw refusals.invitationUnreadable()
  await database.asSystem(async (trx) => {
    const row = {
      code: region.code,
      name: region.name,
      name_en: region.nameEn,
      role: 'region' as const,
      jurisdiction_code: null,
    }
    await trx
      .insertInto('node')
      .values(row)
      .onConflict((conflict) => conflict.column('code').doNothing())
      .execute()
    await trx
      .insertInto('node_key')
      .values({ public_key: region.publicKey, node_code: region.code })
      .onConflict((conflict) => conflict.column('public_key').doNothing())
      .execute()
  })
  writeNodeSettings(dataFolder, {
    ...settings,
    region: { code: region.code, address, password, ...(tls ? { tls: authority ? { authority } : {} } : {}) },
  })
  return document
}
