import type { ColumnType, Generated } from 'kysely'
import type { Permission, Role } from './permissions.ts'

/** A user may act for an organization in a role. Revoked ones stay on record. */
export interface MembershipTable {
  id: Generated<string>
  user_id: string
  organization_id: string
  role: Role
  granted_at: ColumnType<Date, never, never>
  granted_by: string | null
  revoked_at: ColumnType<Date | null, never, Date>
  revoked_by: ColumnType<string | null, never, string>
}

/** A person who signs in. The other columns and tables of sign-in are better-auth's own business. */
export interface AuthUserTable {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  two_factor_enabled: Generated<boolean>
  created_at: ColumnType<Date, never, never>
  updated_at: ColumnType<Date, Date | undefined, Date>
  disabled_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  version: Generated<number>
}

/** A signed-in browser; `membership_id` says whom its user acts for at present. */
export interface AuthSessionTable {
  id: string
  user_id: string
  token: string
  expires_at: Date
  membership_id: string | null
}

/** How a user can prove who it is: a password (argon2id) or an account elsewhere. */
export interface AuthAccountTable {
  id: string
  user_id: string
  account_id: string
  provider_id: string
  password: string | null
  updated_at: ColumnType<Date, Date | undefined, Date>
}

/** A link that signs its bearer in once; only the sha256 of its token is kept. */
export interface OneTimeLinkTable {
  token_hash: string
  purpose: 'sign_in' | 'set_password'
  user_id: string
  expires_at: Date
  used_at: ColumnType<Date | null, never, Date>
  created_by: string | null
  created_at: ColumnType<Date, never, never>
}

/** The permission table of `permissions.ts` as row policies see it. Filled by migrations only. */
export interface PermissionGrantTable {
  role: ColumnType<Role, never, never>
  permission: ColumnType<Permission, never, never>
}
