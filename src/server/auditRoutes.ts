import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { sql } from 'kysely'
import { type AuditLine, listAudit, verifyAudit } from '../platform/audit/index.ts'
import type { DatabaseHandle } from '../platform/database/index.ts'
import { AUDIT_PLACE } from './schemas.ts'
import '../gazetteer/tables.ts'
import { AuditList, AuditQuery, AuditVerdict } from './schemas.ts'
import { SAMPLE_CLERK } from './session.ts'

/** Who did what, and the proof that nobody changed the record of it. */
export const auditRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/audit',
    {
      config: { permission: 'audit.read', audit: 'none' },
      schema: {
        tags: ['audit'],
        summary: 'The audit log, newest first',
        querystring: AuditQuery,
        response: { 200: AuditList },
      },
    },
    async (request) => {
      const { limit, cursor, ...filter } = request.query
      const [before] = AUDIT_PLACE.read(cursor) ?? []
      const page = await app.database.asActor(request.actor, (trx) => listAudit(trx, filter, { limit, before }))
      const last = page.items.at(-1)
      const next = last && page.items.length === limit && last.seq > 1 ? AUDIT_PLACE.write(last.seq) : null
      const named = await namesOf(app.database, page.items)
      const items = page.items.map((item) => ({
        ...item,
        at: item.at.toISOString(),
        userName: named.users.get(item.userId ?? '') ?? clerkOf(item.userId),
        organizationName: named.organizations.get(item.organizationId ?? '') ?? null,
      }))
      return { items, total: page.total, next }
    },
  )

  app.get(
    '/audit/verify',
    {
      config: { permission: 'audit.read', audit: 'none', rateLimit: { max: 10, timeWindow: '1 minute' } },
      schema: {
        tags: ['audit'],
        summary: 'Verify the hash chain of the whole log; names the first broken link',
        response: { 200: AuditVerdict },
      },
    },
    async (request) => {
      // It reads as the system, past the row policies: the database itself is asked first whether it may.
      await app.database.asActor(request.actor, (trx) => sql`select actor_must('audit.read')`.execute(trx))
      return verifyAudit(app.database)
    },
  )
}

/** Clerks of the sample have no account that would tell their name. */
const clerkOf = (userId: string | null) => (userId?.startsWith(SAMPLE_CLERK.id) ? SAMPLE_CLERK.name : null)

/** The names of those who signed, for reading: a line itself knows them by their ids. */
async function namesOf(database: DatabaseHandle, lines: readonly AuditLine[]) {
  const userIds = [...new Set(lines.flatMap(({ userId }) => userId ?? []))]
  const organizationIds = [...new Set(lines.flatMap(({ organizationId }) => organizationId ?? []))]
  return database.asSystem(async (trx) => {
    const users = await trx
      .selectFrom('auth_user')
      .select(['id', 'name'])
      .where('id', '=', ({ fn, val }) => fn.any(val(userIds)))
      .execute()
    const organizations = await trx
      .selectFrom('organization')
      .select(['id', 'name'])
      .where('id', '=', ({ fn, val }) => fn.any(sql<string[]>`${val(organizationIds)}::uuid[]`))
      .execute()
    const byId = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
    return { users: byId(users), organizations: byId(organizations) }
  })
}
