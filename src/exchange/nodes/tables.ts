import type { ColumnType, Generated } from 'kysely'
import type { SignedPulse } from './rules/pulse.ts'
import type { Stop } from './rules/stop.ts'

// migrations/0026_nodes.sql and 0030_guards.sql say what each column means.

export interface NodeTable {
  code: string
  name: string
  name_en: string
  role: 'region' | 'member'
  jurisdiction_code: string | null
  is_self: Generated<boolean>
  admitted_at: Generated<Date>
  revoked_at: Date | null
  revoked_reason: string | null
}

export interface NodeKeyTable {
  public_key: string
  node_code: string
  known_at: Generated<Date>
  revoked_at: Date | null
}

export interface NodeCredentialTable {
  node_code: string
  password_hash: string
}

export interface NodeChannelTable {
  peer: string
  told_number: Generated<number>
  told_hash: Generated<string>
  sent_number: Generated<number>
  received_number: Generated<number>
  receipt: ColumnType<SignedPulse | null, string | null, string | null>
  received_at: Date | null
  heard_number: Generated<number>
  heard_hash: Generated<string>
  heard_at: Date | null
  complete_at: Date | null
  pulse: ColumnType<SignedPulse | null, string | null, string | null>
  heard_bytes: Generated<number>
  stopped: ColumnType<Stop | null, string | null, string | null>
}

export interface NodeRefusalTable {
  id: Generated<number>
  sender: string
  reason: string
  what: Generated<string>
  first: number
  head: string
  key: string
  bytes: number
  times: Generated<number>
  first_at: Generated<Date>
  last_at: Generated<Date>
}

export interface SharedFactTable {
  owner: string
  kind: string
  key: string
  content: Record<string, unknown> | null
  number: number
  told_at: Date
  heard_at: Generated<Date>
}
