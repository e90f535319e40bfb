import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, type PersonName, withDatabase } from '../../../test/support/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { aTask, NOW } from './stage.testing.ts'

/** What the database alone lets through: SQL as somebody who has got past every route might send it. */
describe('the policies of tasks', () => {
  const database = withDatabase()
  const attempt = (person: PersonName, statement: RawBuilder<unknown>) =>
    database.handle
      .asActor(actorOf(person), (trx) => statement.execute(trx))
      .then(
        ({ numAffectedRows, rows }) => Number(numAffectedRows ?? rows.length),
        (error: { code?: string }) => (error.code === '42501' ? 'refused' : Promise.reject(error)),
      )
  const state = (id: string, to: string) =>
    sql`update task set state = ${to}, retired_reason = ${to === 'retired' ? 'x' : null} where id = ${id}`
  const event = (person: PersonName, taskId: string, kind: string) => sql`
    insert into task_event (home_jurisdiction, id, task_id, kind, at, user_id, user_name, organization_id, organization_name)
    select home_jurisdiction, ${randomUUID()}::uuid, id, ${kind}, '2020-01-01', ${actorOf(person).userId}, '冒名',
      ${actorOf(person).organizationId}::uuid, '冒名单位' from task where id = ${taskId}`

  beforeAll(() => database.handle.asSystem(addPeople), 120_000)

  test('[DEL-150] no state outside of the machine, not even by the system, and none without what it stands on', async () => {
    const id = await aTask(database.handle)
    for (const to of ['underway', 'closing', 'closed'])
      expect([to, await attempt('office', state(id, to))]).toEqual([to, 'refused'])
    await expect(database.handle.asSystem((trx) => state(id, 'closed').execute(trx))).rejects.toMatchObject({
      code: '42501',
    })
    await attempt('department', sql`select receive_task(${id}::uuid, ${NOW}, '韦芳')`)
    expect(await attempt('office', state(id, 'closing'))).toBe('refused') // nobody has asked
    await attempt('department', sql`select ask_to_close(${id}::uuid, ${NOW})`)
    expect(await attempt('office', sql`update task set pace = 'ongoing', state = 'closed' where id = ${id}`)).toBe(
      'refused',
    )
    expect(await attempt('office', state(id, 'closed'))).toBe(1)
    expect(await attempt('office', state(id, 'retired'))).toBe('refused')
  })

  test('[DEL-150] the office neither receives nor asks for a unit, and closes for no lead', async () => {
    const id = await aTask(database.handle, {
      units: [
        { organizationId: PEOPLE.department.organizationId, role: 'lead' },
        { organizationId: PEOPLE.city.organizationId, role: 'lead' },
      ],
    })
    for (const change of [sql`received_at = now()`, sql`closing_requested_at = now()`])
      expect(await attempt('office', sql`update task_assignment set ${change} where task_id = ${id}`)).toBe('refused')
    expect(
      await attempt(
        'office',
        sql`insert into task_assignment (task_id, seq, organization_id, role, begun_on, received_at, received_by)
          values (${id}, 9, ${PEOPLE.otherDepartment.organizationId}, 'participant', '2026-03-02', now(), 'x')`,
      ),
    ).toBe('refused')
    await attempt('department', sql`select receive_task(${id}::uuid, ${NOW}, '韦芳')`)
    await attempt('department', sql`select ask_to_close(${id}::uuid, ${NOW})`)
    expect(await attempt('office', state(id, 'closed'))).toBe('refused') // the other lead has not asked
  })

  test('[DEL-151] the timeline says what happened, by whom: kinds and names are not believed', async () => {
    const id = await aTask(database.handle)
    for (const [person, kind] of [
      ['department', 'closed'],
      ['department', 'retired'],
      ['department', 'close_requested'],
      ['department', 'report_waived'],
      ['otherDepartment', 'received'],
      ['otherDepartment', 'report_accepted'],
      ['leader', 'meeting_decided'],
      ['office', 'closed'],
      ['office', 'succeeded'],
      ['office', 'received'],
      // What others do, and nothing at all was done of.
      ['department', 'received'],
      ['department', 'report_submitted'],
      ['department', 'report_accepted'],
      ['department', 'report_contradicted'],
      ['department', 'milestone_done'],
      ['department', 'work_plan_filed'],
      ['otherDepartment', 'escalation_resolved'],
      ['otherDepartment', 'meeting_decided'],
      ['office', 'meeting_decided'],
      ['office', 'report_waived'],
      ['office', 'amended'],
      ['office', 'dispatched'],
      ['office', 'made_up'],
    ] as const)
      expect([person, kind, await attempt(person, event(person, id, kind))]).toEqual([person, kind, 'refused'])
    await database.handle.asActor(actorOf('department'), async (trx) => {
      await sql`select receive_task(${id}::uuid, '2020-01-01', '省长')`.execute(trx)
      await event('department', id, 'received').execute(trx)
    })
    expect(await attempt('department', event('department', id, 'received'))).toBe('refused') // it was told of
    const { rows } = await database.handle.asSystem((trx) =>
      sql`select e.user_name, e.organization_name, e.at = a.received_at as same, a.received_by,
          now() - a.received_at < '1 minute' as "isNow"
        from task_event e join task_assignment a on a.task_id = e.task_id and a.organization_id = e.organization_id
        where e.task_id = ${id} and e.kind = 'received'`.execute(trx),
    )
    const { userName: user_name, organizationName: organization_name } = PEOPLE.department
    expect(rows).toEqual([{ user_name, organization_name, same: true, received_by: user_name, isNow: true }])
  })

  test('[DEL-151] no milestone is reached ahead of its day', async () => {
    const id = await aTask(database.handle)
    const milestone = randomUUID()
    await attempt(
      'department',
      sql`insert into milestone (id, task_id, organization_id, position, title, due_on)
        values (${milestone}, ${id}, ${PEOPLE.department.organizationId}, 1, '建成', '2026-06-30')`,
    )
    const reached = (day: string) => sql`update milestone set done_on = ${day} where id = ${milestone}`
    expect(await attempt('department', reached('2099-11-01'))).toBe('refused')
    expect(await attempt('department', reached('2026-03-02'))).toBe(1)
  })

  test('[DEL-152] a unit tells its office, who shares a task with it and nobody else', async () => {
    await aTask(database.handle)
    const tells = (person: PersonName, to: PersonName, userId?: string) =>
      database.handle
        .asActor(actorOf(person), (trx) =>
          notify(trx, [
            {
              organizationId: PEOPLE[to].organizationId,
              ...(userId ? { userId } : {}),
              kind: 'delivery.mentioned',
              title: 'x',
              titleEn: 'x',
              link: '/tasks',
              key: randomUUID(),
            },
          ]),
        )
        .then(
          () => 'told',
          (error: { code?: string }) => error.code,
        )
    expect(await tells('department', 'city')).toBe('told')
    expect(await tells('department', 'office')).toBe('told')
    expect(await tells('department', 'otherDepartment')).toBe('42501')
    expect(await tells('otherDepartment', 'city')).toBe('42501')
    expect(await tells('leader', 'city')).toBe('42501')
    expect(await tells('office', 'otherDepartment')).toBe('told')
    expect(await tells('office', 'city', PEOPLE.department.userId)).toBe('42501')
  })
})
