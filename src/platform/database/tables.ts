import type {
  AuthAccountTable,
  AuthSessionTable,
  AuthUserTable,
  MembershipTable,
  OneTimeLinkTable,
  PermissionGrantTable,
} from '../access/tables.ts'
import type { AuditDetailTable, AuditHeadTable, AuditLineTable } from '../audit/tables.ts'
import type { OutboxEventTable } from '../events/tables.ts'

/**
 * Every table of the database, by name. The platform names its own; each room adds its tables beside its store:
 * `declare module '../platform/database/tables.ts' { interface Database { document: DocumentTable } }`.
 */
export interface Database {
  auth_user: AuthUserTable
  auth_session: AuthSessionTable
  auth_account: AuthAccountTable
  one_time_link: OneTimeLinkTable
  membership: MembershipTable
  permission_grant: PermissionGrantTable
  audit_line: AuditLineTable
  audit_detail: AuditDetailTable
  audit_head: AuditHeadTable
  outbox_event: OutboxEventTable
}
