import type { Trx } from '../database/types.ts'

/** A line of the log as it is shown. */
export interface AuditLine {
  seq: number
  at: Date
  userId: string | null
  organizationId: string | null
  action: string
  subjectKind: string
  subjectId: string
  hash: string
  /** Before and after; null where there are none, and where they are another organization's. */
  details: { before?: unknown; after?: unknown } | null
}

interface AuditFilter {
  userId?: string | undefined
  action?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
}

/** Lines of the log that the actor may see, newest first, before the given number. */
export async function listAudit(
  trx: Trx,
  filter: AuditFilter,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<{ items: AuditLine[]; total: number }> {
  const { userId, action, subjectKind, subjectId } = filter
  let matching = trx.selectFrom('audit_line as line')
  if (userId) matching = matching.where('line.user_id', '=', userId)
  if (action) matching = matching.where('line.action', '=', action)
  if (subjectKind) matching = matching.where('line.subject_kind', '=', subjectKind)
  if (subjectId) matching = matching.where('line.subject_id', '=', subjectId)

  const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const page = before === undefined ? matching : matching.where('line.seq', '<', before)
  const rows = await page
    .leftJoin('audit_detail as detail', 'detail.seq', 'line.seq')
    .select([
      'line.seq',
      'line.at',
      'line.user_id as userId',
      'line.organization_id as organizationId',
      'line.action',
      'line.subject_kind as subjectKind',
      'line.subject_id as subjectId',
      'line.hash',
      'detail.details',
    ])
    .orderBy('line.seq', 'desc')
    .limit(limit)
    .execute()
  return {
    total,
    items: rows.map(({ details, ...row }) => ({ ...row, details: details ? JSON.parse(details) : null })),
  }
}
