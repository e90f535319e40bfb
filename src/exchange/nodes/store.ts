import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import type {} from '../tables.ts'
import type { Peer } from './cargo.ts'
import type { HeardUpTo, KnownKey } from './rules/judge.ts'

export interface StandingNode extends Peer {
  name: string
  nameEn: string
}

const NODE = ['code', 'role', 'jurisdiction_code as jurisdictionCode', 'name', 'name_en as nameEn'] as const

/** This installation as a node; null: it is none. */
export async function findSelf(trx: Trx): Promise<StandingNode | null> {
  const found = await trx.selectFrom('node').select(NODE).where('is_self', '=', true).executeTakeFirst()
  return found ?? null
}

/** The other nodes that stand, whom this one tells and hears. */
export function listPeers(trx: Trx): Promise<StandingNode[]> {
  return trx
    .selectFrom('node')
    .select(NODE)
    .where('is_self', '=', false)
    .where('revoked_at', 'is', null)
    .orderBy('code')
    .execute()
}

/** The keys of a node that is known and not cut off. */
export async function keysOf(trx: Trx, code: string): Promise<KnownKey[] | null> {
  const rows = await trx
    .selectFrom('node as n')
    .innerJoin('node_key as k', 'k.node_code', 'n.code')
    .select(['k.public_key as key', 'k.revoked_at', 'n.revoked_at as cutOff'])
    .where('n.code', '=', code)
    .where('n.is_self', '=', false)
    .execute()
  return rows.length === 0
    ? null
    : rows.map(({ key, revoked_at, cutOff }) => ({ key, revokedAt: cutOff ?? revoked_at }))
}

/** How far a peer was heard; the row stays locked for this transaction. */
export async function heardOf(trx: Trx, peer: string): Promise<HeardUpTo> {
  const { rows } = await sql<HeardUpTo>`
    select heard_number as number, heard_hash as hash from node_channel where peer = ${peer} for update`.execute(trx)
  return rows[0] ?? { number: 0, hash: '' }
}
