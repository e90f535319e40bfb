import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, withDatabase } from '../../../test/support/index.ts'
import { PERMISSIONS, PERMISSIONS_OF_ROLE, ROLES, type Role, roleMay } from './permissions.ts'

describe('the permission table', () => {
  const database = withDatabase()

  test('[PLAT-10] in code and in the database is the same, row for row', async () => {
    const rows = await database.handle.asSystem((trx) => trx.selectFrom('permission_grant').selectAll().execute())
    const inSql = rows.map(({ role, permission }) => `${role} ${permission}`).sort()
    const inCode = ROLES.flatMap((role) =>
      PERMISSIONS_OF_ROLE[role].map((permission) => `${role} ${permission}`),
    ).sort()
    expect(inSql).toEqual(inCode)
  })

  test.each(ROLES)('[PLAT-10] actor_may answers for %s as roleMay does', async (role) => {
    const asked = await database.handle.asActor({ ...actorOf('office'), role }, (trx) =>
      sql<{ permission: string; may: boolean }>`select permission, actor_may(permission) as may
        from unnest(${[...PERMISSIONS]}::text[]) as permission`.execute(trx),
    )
    for (const { permission, may } of asked.rows)
      expect(may).toBe(roleMay(role, permission as (typeof PERMISSIONS)[number]))
  })

  test('[PLAT-10] an unknown role may nothing', async () => {
    expect(PERMISSIONS.some((permission) => roleMay('mayor' as Role, permission))).toBe(false)
    const { rows } = await database.handle.asActor({ ...actorOf('office'), role: 'mayor' as Role }, (trx) =>
      sql<{
        may: boolean
      }>`select bool_or(actor_may(permission)) as may from unnest(${[...PERMISSIONS]}::text[]) as permission`.execute(
        trx,
      ),
    )
    expect(rows[0]?.may).toBe(false)
  })
})

describe('row-level security', () => {
  const database = withDatabase()
  /** PostGIS's own list of coordinate systems, and the runner's list of migrations: nothing of anybody's. */
  const NOT_OURS = ['spatial_ref_sys', 'schema_migration']

  test('[PLAT-11] is forced on every table', async () => {
    const { rows } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity)`.execute(database.handle.kysely)
    expect(rows.map(({ name }) => name).filter((name) => !NOT_OURS.includes(name))).toEqual([])
  })

  test('[PLAT-11] hides every row of every table from a transaction without an actor', async () => {
    const { rows: tables } = await sql<{ name: string }>`select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`.execute(database.handle.kysely)
    const nobody = { ...actorOf('office'), userId: '', organizationId: '', role: '' as Role }
    for (const { name } of tables) {
      if (NOT_OURS.includes(name) || name === 'permission_grant') continue
      const seen = await database.handle
        .asActor(nobody, (trx) => sql`select 1 from ${sql.table(name)} limit 1`.execute(trx))
        .then(({ rows }) => rows.length)
        .catch((error: { code?: string }) => (error.code === '42501' ? 0 : Promise.reject(error)))
      expect([name, seen]).toEqual([name, 0])
    }
  })
})
