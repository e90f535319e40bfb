import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { aContent } from './fixtures.testing.ts'
import { drafted, placePeople, published } from './stage.testing.ts'

const server = withServer({ prepare: placePeople })

/** Runs a statement as a person, past the routes. @returns how many rows it met, or why the database refused */
async function runs(person: PersonName, statement: ReturnType<typeof sql>): Promise<number | 'refused'> {
  try {
    return await server.handle.asActor(actorOf(person), async (trx) => {
      const { numAffectedRows } = await statement.execute(trx)
      return Number(numAffectedRows ?? 0)
    })
  } catch {
    return 'refused'
  }
}
const version = (id: string) => sql`resource_id = ${id}::uuid`

describe('past the routes', () => {
  test('[EXC-1] others neither see a draft nor change it', async () => {
    const draft = await drafted(await server.as('department'))
    for (const person of ['otherDepartment', 'office', 'city', 'leader', 'administrator'] as const) {
      for (const statement of [
        sql`update resource_version set content = ${JSON.stringify(aContent())} where ${version(draft.id)}`,
        sql`update resource set own_code = 'x' where id = ${draft.id}::uuid`,
        sql`delete from resource_version where ${version(draft.id)}`,
      ])
        expect([person, await runs(person, statement)]).toEqual([person, 0])
      const seen = await server.handle.asActor(actorOf(person), (trx) =>
        sql`select from resource_version where ${version(draft.id)}`.execute(trx),
      )
      expect([person, seen.rows.length]).toEqual([person, 0])
    }
  })

  test('[EXC-2] nobody enters a resource of another, nor signs as another', async () => {
    const insert = (organizationId: string) =>
      sql`insert into resource (id, organization_id) values (${randomUUID()}::uuid, ${organizationId}::uuid)`
    expect(await runs('department', insert(PEOPLE.otherDepartment.organizationId))).toBe('refused')
    expect(await runs('office', insert(PEOPLE.department.organizationId))).toBe('refused')
    expect(await runs('office', insert(PEOPLE.city.organizationId))).toBe(1)
    expect(await runs('leader', insert(PEOPLE.leader.organizationId))).toBe('refused')
    const draft = await drafted(await server.as('department'))
    const signedBy = (organizationId: string, userId: string) =>
      sql`insert into resource_version (resource_id, number, content, user_id, user_name, organization_id, organization_name)
        values (${draft.id}::uuid, 2, ${JSON.stringify(aContent())}, ${userId}, '', ${organizationId}::uuid, '')`
    const { organizationId, userId } = PEOPLE.department
    expect(await runs('department', signedBy(PEOPLE.city.organizationId, userId))).toBe('refused')
    expect(await runs('department', signedBy(organizationId, PEOPLE.city.userId))).toBe('refused')
  })

  test('[EXC-3] nothing is withheld without its basis in law, nor published with a hole', async () => {
    const draft = await drafted(await server.as('department'))
    const publish = (content: object) =>
      sql`update resource_version set content = ${JSON.stringify(content)}, state = 'published' where ${version(draft.id)}`
    for (const content of [
      aContent({ sharingType: 'none', sharingModes: [] }),
      aContent({ sharingType: 'none', sharingModes: [], legalBasis: '某法', isOpen: true, openCondition: '无' }),
      aContent({ sharingCondition: '' }),
      aContent({ classCode: null }),
      aContent({ updatePeriod: null }),
      aContent({ isOpen: null }),
    ])
      expect(await runs('department', publish(content))).toBe('refused')
    expect(
      await runs('department', publish(aContent({ sharingType: 'none', sharingModes: [], legalBasis: '某法' }))),
    ).toBe(1)
  })

  test('[EXC-5] what was published never changes, is never removed, and no state is skipped', async () => {
    const { id } = await published(await server.as('department'))
    for (const statement of [
      sql`update resource_version set content = ${JSON.stringify(aContent({ abstract: '改' }))} where ${version(id)}`,
      sql`update resource_version set state = 'draft' where ${version(id)}`,
      sql`update resource_version set state = 'replaced' where ${version(id)}`,
      sql`update resource_version set state = 'withdrawn' where ${version(id)}`, // without a reason
    ]) {
      expect(await runs('department', statement)).toBe('refused')
      await expect(server.handle.asSystem((trx) => statement.execute(trx))).rejects.toThrow()
    }
    const withdraw = (reason: string) =>
      sql`update resource_version set state = 'withdrawn', withdrawn_reason = ${reason} where ${version(id)}`
    expect(await runs('department', withdraw('并入其他资源'))).toBe(1)
    expect(await runs('department', withdraw('另一个理由'))).toBe('refused')
    expect(await runs('department', sql`delete from resource_version where ${version(id)}`)).toBe(0)
    expect(await runs('department', sql`delete from resource where id = ${id}::uuid`)).toBe(0)
    for (const table of ['resource_version', 'resource'] as const) {
      const key = table === 'resource' ? 'id' : 'resource_id'
      await expect(
        server.handle.asSystem((trx) =>
          sql`delete from ${sql.table(table)} where ${sql.ref(key)} = ${id}::uuid`.execute(trx),
        ),
      ).rejects.toThrow()
    }
  })

  test('[EXC-6] no code is written by hand, and none is taken away', async () => {
    const department = await server.as('department')
    const [draft, standing] = [await drafted(department), await published(department)]
    for (const { id } of [draft, standing]) {
      const write = sql`update resource set code = '211000/45000000199999' where id = ${id}::uuid`
      expect(await runs('department', write)).toBe('refused')
      await expect(server.handle.asSystem((trx) => write.execute(trx))).rejects.toThrow()
    }
    const born = sql`insert into resource (id, organization_id, code)
      values (${randomUUID()}::uuid, ${PEOPLE.department.organizationId}::uuid, '211000/45000000199999')`
    expect(await runs('department', born)).toBe('refused')
    for (const call of [
      sql`select issue_resource_code(${standing.id}::uuid, '211000')`,
      sql`select enter_provider(${PEOPLE.city.organizationId}::uuid)`,
      sql`select * from resource_serial`,
    ])
      expect(await runs('department', call)).toBe('refused')
  })

  test('[EXC-10] an update is recorded of what is published, by its provider, and stays', async () => {
    const { id } = await published(await server.as('department'))
    const record = (person: PersonName) =>
      sql`insert into resource_refresh (id, resource_id, refreshed_on, user_id, user_name, organization_id, organization_name)
        values (${randomUUID()}::uuid, ${id}::uuid, '2026-01-05', ${PEOPLE[person].userId}, '',
          ${PEOPLE[person].organizationId}::uuid, '')`
    expect(await runs('otherDepartment', record('otherDepartment'))).toBe('refused')
    expect(await runs('department', record('department'))).toBe(1)
    expect(await runs('department', sql`update resource_refresh set refreshed_on = '2026-02-05'`)).toBe('refused')
    expect(await runs('department', sql`delete from resource_refresh`)).toBe('refused')
  })
})
