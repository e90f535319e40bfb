import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withDatabase } from '../../../test/support/index.ts'
import type { Actor } from '../access/actor.ts'
import { appendAudit } from '../audit/append.ts'

const actor: Actor = {
  userId: "o'brien\\",
  userName: '王芳',
  organizationId: '6f1f3a6e-3a0e-4f5e-9d2b-1c1b1f0a0001',
  organizationName: '协调办公室',
  role: 'office',
}

describe('a transaction', () => {
  const database = withDatabase()

  test('as an actor knows who acts, under the restricted role', async () => {
    const seen = await database.handle.asActor(actor, async (trx) => {
      const { rows } = await sql<Record<string, unknown>>`select current_user::text as role, actor_user_id() as user,
        actor_organization_id()::text as organization, actor_may('plan.read') as may, actor_may('access.manage') as may_not,
        count(*) from permission_grant`.execute(trx)
      return rows[0]
    })
    expect(seen).toMatchObject({
      role: 'qunce_app',
      user: actor.userId,
      organization: actor.organizationId,
      may: true,
      may_not: false,
    })
  })

  test('audits', async () => {
    const seq = await database.handle.asActor(actor, (trx) =>
      appendAudit(trx, { action: 'a.b', subjectKind: 'x', subjectId: '1', after: { a: '中' } }),
    )
    expect(seq).toBe(1)
  })

  test('stream', async () => {
    const rows: unknown[] = []
    await database.handle.asSystem(async (trx) => {
      for await (const row of trx.selectFrom('permission_grant').selectAll().where('role', '=', 'leader').stream(3))
        rows.push(row)
    })
    expect(rows.length).toBe(4)
  })
})
