import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { aContent } from './fixtures.testing.ts'
import { UPDATE_PERIODS } from './rules/content.ts'
import { drafted, placePeople, published, withVersion } from './stage.testing.ts'

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

  test('[EXC-10] nobody makes a resource fresh by hand, nor by a day to come', async () => {
    const { id } = await published(await server.as('department'))
    const byHand = [
      sql`update resource set refreshed_on = '2099-01-01' where id = ${id}::uuid`,
      sql`update resource set due_on = '2099-01-01' where id = ${id}::uuid`,
      sql`insert into resource (id, organization_id, due_on)
        values (${randomUUID()}::uuid, ${PEOPLE.department.organizationId}::uuid, '2099-01-01')`,
      refreshOn(sql`(clock_now() at time zone 'Asia/Shanghai')::date + 1`, id),
    ]
    for (const statement of byHand) {
      expect(await runs('department', statement)).toBe('refused')
      await expect(server.handle.asSystem((trx) => statement.execute(trx))).rejects.toThrow()
    }
    expect(await runs('department', refreshOn(sql`(clock_now() at time zone 'Asia/Shanghai')::date`, id))).toBe(1)
  })

  test('[EXC-10] an update past the routes counts as one by them does, and an older one moves nothing', async () => {
    const { id } = await published(await server.as('department'))
    for (const day of ['2026-01-31', '2025-12-05'])
      expect(await runs('department', refreshOn(sql`${day}::date`, id))).toBe(1)
    const { rows } = await server.handle.asSystem((trx) =>
      sql`select refreshed_on, due_on from resource where id = ${id}::uuid`.execute(trx),
    )
    expect(rows).toEqual([{ refreshed_on: '2026-01-31', due_on: '2026-02-28' }])
  })
})

const refreshOn = (day: ReturnType<typeof sql>, id: string) =>
  sql`insert into resource_refresh (id, resource_id, refreshed_on, user_id, user_name, organization_id, organization_name)
    values (${randomUUID()}::uuid, ${id}::uuid, ${day}, ${PEOPLE.department.userId}, '',
      ${PEOPLE.department.organizationId}::uuid, '')`

describe('a promise of updates', () => {
  const dueOn = async (period: string, since: string) => {
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ due: string | null }>`select resource_due_on(${period}, ${since}::date) as due`.execute(trx),
    )
    return rows[0]?.due
  }

  test.each([
    ['realTime', '2026-01-31', '2026-02-01'],
    ['daily', '2026-12-31', '2027-01-01'],
    ['weekly', '2026-02-25', '2026-03-04'],
    ['monthly', '2026-01-31', '2026-02-28'],
    ['monthly', '2028-01-31', '2028-02-29'],
    ['quarterly', '2026-11-30', '2027-02-28'],
    ['halfYearly', '2026-08-31', '2027-02-28'],
    ['yearly', '2028-02-29', '2029-02-28'],
    ['irregular', '2026-01-01', null],
  ])('[EXC-10] %s after %s is %s', async (period, since, due) => expect(await dueOn(period, since)).toBe(due))

  test('[EXC-10] every period of the guide is a promise but the irregular one', async () => {
    for (const period of UPDATE_PERIODS)
      expect([period, (await dueOn(period, '2026-05-06')) === null]).toEqual([period, period === 'irregular'])
  })
})

describe('codes that are used up', () => {
  test('[EXC-6] the 100,000th code of a class is refused by name, and cut to no other', async () => {
    const department = await server.as('department')
    await published(department, { classCode: '206000' })
    await server.handle.asSystem((trx) =>
      sql`update resource_serial set last = 99998 where class_code = '206000'`.execute(trx),
    )
    expect((await published(department, { classCode: '206000' })).code).toMatch(/99999$/)
    const draft = await drafted(department, { classCode: '206000' })
    const refused = await department.post(`/api/v1/resources/${draft.id}/publish`, undefined, withVersion(draft))
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'resource_codes_used_up'])
  })

  test('[EXC-6] the 1,000th provider of a place is refused by name', async () => {
    await server.handle.asSystem((trx) =>
      sql`update resource_provider set number = 999 where organization_id = ${PEOPLE.department.organizationId}::uuid`.execute(
        trx,
      ),
    )
    await server.handle.asSystem((trx) =>
      sql`update organization set jurisdiction_code = '450000' where id = ${PEOPLE.otherDepartment.organizationId}::uuid`.execute(
        trx,
      ),
    )
    const refused = await (await server.as('otherDepartment')).post('/api/v1/resources', { name: '第一千个' })
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'resource_providers_used_up'])
  })
})
