import { sql } from 'kysely'
import type { Trx } from '../database/types.ts'

/** What somebody did to something. */
export interface AuditEntry {
  /** `<room>.<verb>`: `plan.confirm`. The route that leads here declares it. */
  action: string
  /** The table's noun: `document`, `commitment`, `membership`. */
  subjectKind: string
  subjectId: string
  before?: unknown
  after?: unknown
  /** Only where no actor is set (sign-in, the system's own work): whom it was done for. */
  onBehalfOf?: { userId: string; organizationId?: string }
}

/**
 * Adds a line to the audit log, in the transaction of the change itself. Who acted is the transaction's actor. Lines
 * are chained one after the other, so the log is locked from here to the commit: append last.
 * @returns the line's number
 */
export async function appendAudit(trx: Trx, entry: AuditEntry): Promise<number> {
  const { action, subjectKind, subjectId, before, after, onBehalfOf } = entry
  const details = before === undefined && after === undefined ? null : JSON.stringify({ before, after })
  const { rows } = await sql<{ seq: number }>`
    select append_audit(${action}, ${subjectKind}, ${subjectId}, ${details},
      ${onBehalfOf?.userId ?? null}, ${onBehalfOf?.organizationId ?? null}) as seq`.execute(trx)
  const [line] = rows
  if (!line) throw new Error('append_audit answered nothing.')
  return line.seq
}
