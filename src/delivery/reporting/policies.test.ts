import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, type PersonName, withDatabase } from '../../../test/support/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { openCycle, reviewReport, submitReport } from './index.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from './testing/world.ts'

const unit = (person: PersonName) => PEOPLE[person].organizationId
const NOW = new Date('2026-06-24T02:00:00Z')

/** What the database alone lets through: SQL as somebody who has got past every route might send it. */
describe('the policies of reporting', () => {
  const database = withDatabase()
  let cycleId: string
  let privateCycleId: string

  const as = <T>(person: PersonName, work: (trx: Trx) => Promise<T>) => database.handle.asActor(actorOf(person), work)
  const owed = async (person: PersonName, cycle = cycleId) => {
    const found = (await obligationsOf(database.handle, cycle)).find((one) => one.organization_id === unit(person))
    if (!found) throw new Error('not owed')
    return found
  }
  /** Rows touched, or 'refused'. */
  const attempt = (person: PersonName, statement: ReturnType<typeof sql>) =>
    as(person, (trx) => statement.execute(trx)).then(
      ({ numAffectedRows, rows }) => Number(numAffectedRows ?? rows.length),
      (error: { code?: string }) => (error.code === '42501' ? 'refused' : Promise.reject(error)),
    )
  const nothing = expect.toSatisfy((outcome: unknown) => outcome === 0 || outcome === 'refused')

  beforeAll(async () => {
    await database.handle.asSystem(addPeople)
    const tasks = [{ leads: [unit('department')], participants: [unit('city'), unit('otherDepartment')] }]
    const open = await makeProgramme(database.handle, { owner: unit('office'), tasks })
    const closed = await makeProgramme(database.handle, {
      ...{ owner: unit('office'), visibility: 'organization' as const },
      tasks: [{ leads: [unit('department')], participants: [unit('city')] }],
    })
    cycleId = await makeCycle(database.handle, open.programmeId)
    privateCycleId = await makeCycle(database.handle, closed.programmeId)
    for (const id of [cycleId, privateCycleId]) await as('office', (trx) => openCycle(trx, actorOf('office'), id, NOW))
    const { id } = await owed('city')
    await as('city', (trx) =>
      trx
        .insertInto('report_draft')
        .values({
          ...{ obligation_id: id, organization_id: unit('city'), content: '{"progress":"机密草稿"}' },
          ...{ user_id: actorOf('city').userId, user_name: '陈洁' },
        })
        .execute(),
    )
  }, 120_000)

  test.each(['office', 'department', 'otherDepartment', 'leader', 'administrator'] as const)(
    '[DEL-230] a draft of the city is neither seen, changed, taken over nor removed by: %s',
    async (person) => {
      const { id } = await owed('city')
      expect(await attempt(person, sql`select * from report_draft`)).toEqual(nothing)
      expect(
        await attempt(person, sql`update report_draft set content = '{}', user_id = ${actorOf(person).userId}`),
      ).toEqual(nothing)
      expect(await attempt(person, sql`update report_draft set organization_id = ${unit(person)}`)).toEqual(nothing)
      expect(await attempt(person, sql`delete from report_draft`)).toEqual(nothing)
      const insert = sql`insert into report_draft (obligation_id, organization_id, content, user_id, user_name)
        values (${id}, ${unit(person)}, '{}', ${actorOf(person).userId}, 'x')`
      expect(await attempt(person, sql`${insert} on conflict do nothing`)).toEqual(nothing)
      expect(
        await attempt(person, sql`${insert} on conflict (obligation_id) do update set user_id = 'x' returning content`),
      ).toEqual(nothing)
      const kept = await database.handle.asSystem((trx) => trx.selectFrom('report_draft').selectAll().execute())
      expect(kept).toMatchObject([{ content: { progress: '机密草稿' }, organization_id: unit('city') }])
    },
  )

  test('[DEL-230] nor does a view through a function, a join or an error tell of it', async () => {
    const seen = await as('department', (trx) =>
      sql<{
        n: number
      }>`select count(*) as n from report_obligation o join report_draft d on d.obligation_id = o.id`.execute(trx),
    )
    expect(seen.rows).toEqual([{ n: 0 }])
    const divided = as('department', (trx) =>
      sql`select 1 / (length(content::text) - length(content::text)) from report_draft`.execute(trx),
    )
    await expect(divided).resolves.toMatchObject({ rows: [] })
  })

  test('[DEL-231] no state outside of the machine, not even by the system', async () => {
    const { id } = await owed('city')
    for (const [person, state] of [
      ['city', 'accepted'],
      ['city', 'waived'],
      ['city', 'submitted'],
      ['department', 'accepted'],
      ['office', 'accepted'],
      ['office', 'returned'],
      ['office', 'submitted'],
      ['otherDepartment', 'submitted'],
    ] as const)
      expect([
        person,
        state,
        await attempt(person, sql`update report_obligation set state = ${state} where id = ${id}`),
      ]).toEqual([person, state, nothing])
    for (const state of ['accepted', 'returned'])
      await expect(
        database.handle.asSystem((trx) =>
          sql`update report_obligation set state = ${state} where id = ${id}`.execute(trx),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    expect((await owed('city')).state).toBe('due')
  })

  test('[DEL-112] a unit neither makes itself the lead, nor moves its term, nor asks or receives for another', async () => {
    for (const person of ['department', 'city', 'otherDepartment', 'leader'] as const) {
      for (const change of [
        sql`role = 'lead'`,
        sql`receipt_due_on = '2030-01-01'`,
        sql`closing_requested_at = now()`,
        sql`ended_on = '2026-01-01', ended_cause = 'amended'`,
      ])
        expect([person, await attempt(person, sql`update task_assignment set ${change}`)]).toEqual([person, nothing])
    }
    const { task_id: task } = await owed('city')
    const asked = (person: PersonName) =>
      as(person, (trx) => sql<{ taken: boolean }>`select ask_to_close(${task}, now()) as taken`.execute(trx)).then(
        ({ rows }) => rows[0]?.taken,
        (error: { code?: string }) => error.code,
      )
    expect(await Promise.all([asked('city'), asked('otherDepartment'), asked('leader')])).toEqual([
      false,
      false,
      '42501',
    ])
  })

  test('[DEL-231] a unit changes neither to whom it reports, nor by when, nor who asks', async () => {
    const { id } = await owed('city')
    for (const change of [
      sql`reports_to = ${unit('city')}`,
      sql`due_on = '2027-01-01'`,
      sql`role = 'lead'`,
      sql`visibility = 'organization'`,
      sql`owner_organization_id = ${unit('city')}`,
      sql`organization_id = ${unit('otherDepartment')}`,
      sql`latest_report_id = gen_random_uuid()`,
      sql`waived_reason = 'x'`,
      sql`task_id = gen_random_uuid()`,
    ])
      expect(await attempt('city', sql`update report_obligation set ${change} where id = ${id}`)).toEqual(nothing)
    expect(
      await attempt('office', sql`update report_obligation set task_id = gen_random_uuid() where id = ${id}`),
    ).toEqual(nothing)
    expect(await attempt('city', sql`delete from report_obligation where id = ${id}`)).toEqual(nothing)
  })

  test('[DEL-231] only the office asks, for its own tasks, and what it asks for is due', async () => {
    const { home_jurisdiction, programme_id, task_id } = await owed('city')
    const insert = (
      person: PersonName,
      state: string,
    ) => sql`insert into report_obligation (home_jurisdiction, id, cycle_id, programme_id,
        task_id, organization_id, role, reports_to, owner_organization_id, visibility, opens_on, due_on, state)
      values (${home_jurisdiction}, ${randomUUID()}, ${cycleId}, ${programme_id}, ${task_id}, ${unit('leader')}, 'participant',
        ${unit('office')}, ${unit(person)}, 'cluster', '2026-06-10', '2026-06-30', ${state})`
    expect(await attempt('city', insert('city', 'due'))).toBe('refused')
    expect(await attempt('office', insert('office', 'accepted'))).toBe('refused')
  })

  test('[DEL-232] a report is signed by who sends it, for its own unit, on what it owes', async () => {
    const own = await owed('city')
    const insert = (row: Partial<Record<string, string>>) => {
      const values = {
        organization_id: unit('city'),
        user_id: actorOf('city').userId,
        reports_to: own.reports_to,
        cycle_id: own.cycle_id,
        task_id: own.task_id,
        ...row,
      }
      return sql`insert into report (home_jurisdiction, id, obligation_id, number, task_id, cycle_id, organization_id, reports_to,
          owner_organization_id, content, claim, grade, user_id, user_name, organization_name)
        values (${own.home_jurisdiction}, ${randomUUID()}, ${own.id}, 9, ${values.task_id}, ${values.cycle_id}, ${values.organization_id},
          ${values.reports_to}, ${own.owner_organization_id}, '{}', 'done', 'verified', ${values.user_id}, 'x', 'x')`
    }
    expect(await attempt('city', insert({ user_id: actorOf('office').userId }))).toBe('refused')
    expect(await attempt('city', insert({ organization_id: unit('department') }))).toBe('refused')
    expect(await attempt('city', insert({ reports_to: unit('city') }))).toBe('refused')
    expect(await attempt('department', insert({ user_id: actorOf('department').userId }))).toBe('refused')
    expect(await attempt('leader', insert({ user_id: actorOf('leader').userId }))).toBe('refused')
  })

  test('[DEL-238] a report is of no better grade than its evidence, which only who answers for the task adds', async () => {
    const own = await owed('city')
    const insert = (
      grade: string,
    ) => sql`insert into report (home_jurisdiction, id, obligation_id, number, task_id, cycle_id,
        organization_id, reports_to, owner_organization_id, content, claim, grade, user_id, user_name, organization_name)
      values (${own.home_jurisdiction}, ${randomUUID()}, ${own.id}, 9, ${own.task_id}, ${own.cycle_id}, ${unit('city')},
        ${own.reports_to}, ${own.owner_organization_id}, '{}', 'done', ${grade}, ${actorOf('city').userId}, 'x', 'x')`
    for (const grade of ['document', 'measured', 'verified'])
      expect([grade, await attempt('city', insert(grade))]).toEqual([grade, 'refused'])
    const evidence = (person: PersonName) => sql`insert into evidence (id, task_id, title, grade, user_id, user_name,
        organization_id, organization_name)
      values (${randomUUID()}, ${own.task_id}, 'x', 'document', ${actorOf(person).userId}, 'x', ${unit(person)}, 'x')`
    expect(await attempt('city', evidence('city'))).toBe(1)
    const outside = (await owed('city', privateCycleId)).task_id // of which the other department is no part
    expect(
      await attempt(
        'otherDepartment',
        sql`insert into evidence (id, task_id, title, grade, user_id, user_name, organization_id, organization_name)
          values (${randomUUID()}, ${outside}, 'x', 'document', ${actorOf('otherDepartment').userId}, 'x',
            ${unit('otherDepartment')}, 'x')`,
      ),
    ).toBe('refused')
  })

  test('[DEL-233] a submitted report is seen by its unit, its receiver and the office, and not through what hangs on it', async () => {
    const part = await owed('city')
    await as('city', (trx) =>
      submitReport(
        trx,
        actorOf('city'),
        { obligationId: part.id, content: aReport({ progress: '只给牵头单位看' }) },
        NOW,
      ),
    )
    const sees = async (person: PersonName) => {
      const { rows } = await as(person, (trx) => sql`select from report where obligation_id = ${part.id}`.execute(trx))
      return rows.length
    }
    const all = ['city', 'department', 'office', 'otherDepartment', 'leader', 'administrator'] as const
    const seen = async () =>
      Object.fromEntries(await Promise.all(all.map(async (person) => [person, await sees(person)])))
    expect(await seen()).toEqual({ city: 1, department: 1, office: 1, otherDepartment: 0, leader: 0, administrator: 0 })

    const reportId = (await owed('city')).latest_report_id
    await as('department', (trx) =>
      reviewReport(
        trx,
        actorOf('department'),
        { reportId: reportId ?? '', decision: 'returned', reason: '理由也不外传' },
        NOW,
      ),
    )
    for (const person of ['otherDepartment', 'leader'] as const) {
      expect(await attempt(person, sql`select * from report_review`)).toBe(0)
      expect(await attempt(person, sql`select * from contradiction`)).toBe(0)
      expect(await attempt(person, sql`select * from evidence`)).toBe(0)
    }
    // What came back is not sent again as it was.
    const again = sql`update report_obligation set state = 'submitted', submitted_at = now() where id = ${part.id}`
    expect(await attempt('city', again)).toBe('refused')
    await as('city', (trx) => submitReport(trx, actorOf('city'), { obligationId: part.id, content: aReport() }, NOW))
    const second = (await owed('city')).latest_report_id
    await as('department', (trx) =>
      reviewReport(trx, actorOf('department'), { reportId: second ?? '', decision: 'accepted' }, NOW),
    )
    // Accepted, the second is open to the cluster; the first, which came back, is not.
    expect(await seen()).toEqual({ city: 2, department: 2, office: 2, otherDepartment: 1, leader: 1, administrator: 0 })
  })

  test('[DEL-234] a decision is made by the receiver or the office, never by the writer or another lead', async () => {
    const lead = await owed('department')
    await as('department', (trx) =>
      submitReport(trx, actorOf('department'), { obligationId: lead.id, content: aReport() }, NOW),
    )
    const reportId = (await owed('department')).latest_report_id
    const decide = (
      person: PersonName,
      row: { organization?: string; user?: string } = {},
    ) => sql`insert into report_review
        (id, report_id, obligation_id, decision, user_id, user_name, organization_id, organization_name)
      values (${randomUUID()}, ${reportId}, ${lead.id}, 'accepted', ${row.user ?? actorOf(person).userId}, 'x',
        ${row.organization ?? unit(person)}, 'x')`
    for (const person of ['department', 'city', 'otherDepartment', 'leader'] as const)
      expect([person, await attempt(person, decide(person))]).toEqual([person, 'refused'])
    expect(await attempt('department', decide('department', { organization: unit('office') }))).toBe('refused')
    expect(await attempt('office', decide('office', { user: actorOf('department').userId }))).toBe('refused')
    // A state that no signed decision stands behind is refused, whoever sets it.
    expect(await attempt('office', sql`update report_obligation set state = 'accepted' where id = ${lead.id}`)).toBe(
      'refused',
    )
    expect(
      await attempt('office', sql`update report_obligation set latest_report_id = null where id = ${lead.id}`),
    ).toBe('refused')
  })

  test('[DEL-235] what was said is never changed nor taken away', async () => {
    for (const table of ['report', 'report_review', 'report_evidence', 'evidence_verification', 'cycle_reminder'])
      for (const person of ['city', 'department', 'office'] as const)
        for (const statement of [sql`delete from ${sql.table(table)}`, sql`update ${sql.table(table)} set id = id`])
          expect([table, person, await attempt(person, statement).catch(() => 'refused')]).toEqual([
            table,
            person,
            nothing,
          ])
    for (const person of ['city', 'office'] as const) {
      expect(await attempt(person, sql`update evidence set grade = 'verified'`)).toBe('refused')
      expect(await attempt(person, sql`delete from contradiction`)).toBe('refused')
    }
  })

  test('[DEL-239] a report says what a report says, is the next one, and bears the moment at which it comes', async () => {
    const part = await owed('otherDepartment')
    const person = 'otherDepartment'
    const insert = (row: { number?: number; content?: unknown; id?: string }) => sql`
      insert into report (home_jurisdiction, id, obligation_id, number, task_id, cycle_id, organization_id, reports_to,
        owner_organization_id, content, claim, grade, at, user_id, user_name, organization_name)
      values (${part.home_jurisdiction}, ${row.id ?? randomUUID()}, ${part.id}, ${row.number ?? 1}, ${part.task_id},
        ${part.cycle_id}, ${unit(person)}, ${part.reports_to}, ${part.owner_organization_id},
        ${JSON.stringify(row.content ?? aReport())}, 'on_track', 'statement', '2020-01-01', ${actorOf(person).userId}, 'x', 'x')`
    expect(await attempt(person, insert({ number: 99 }))).toBe('refused')
    for (const content of [{}, { garbage: 1 }, aReport({ claim: 'done' }), aReport({ progress: '　' })])
      expect([content, await attempt(person, insert({ content }))]).toEqual([content, 'refused'])
    const [id, evidenceId] = [randomUUID(), randomUUID()]
    expect(await attempt(person, insert({ id }))).toBe(1)
    const { rows } = await database.handle.asSystem((trx) =>
      sql`select now() - at < '1 minute' as "isNow" from report where id = ${id}`.execute(trx),
    )
    expect(rows).toEqual([{ isNow: true }])

    await attempt(
      person,
      sql`insert into evidence (id, task_id, title, grade, user_id, user_name, organization_id, organization_name)
        values (${evidenceId}, ${part.task_id}, 'x', 'document', ${actorOf(person).userId}, 'x', ${unit(person)}, 'x')`,
    )
    expect(
      await attempt(person, sql`insert into report_evidence (report_id, evidence_id) values (${id}, ${evidenceId})`),
    ).toBe('refused') // it was handed in without
    const found = sql`insert into contradiction (id, task_id, report_id, kind, claimed, known)
      values (${randomUUID()}, ${part.task_id}, ${id}, 'made_up', '{}', '{}')`
    expect(await attempt(person, found)).toBe('refused')
    expect(await attempt('office', found)).toBe('refused')
  })

  test('[DEL-239] a contradiction is settled once, by the name of who settles it', async () => {
    const { id: obligationId } = await owed('otherDepartment', cycleId)
    const contradictionId = randomUUID()
    await database.handle.asSystem((trx) =>
      sql`insert into contradiction (id, task_id, report_id, kind, claimed, known)
        select ${contradictionId}::uuid, task_id, id, 'figure_differs', '{}', '{}' from report
        where obligation_id = ${obligationId}`.execute(trx),
    )
    const settle = sql`update contradiction set settled_at = '2020-01-01', settled_by = '省长', settlement = '可'
      where id = ${contradictionId}`
    expect(await attempt('office', settle)).toBe(1)
    const { rows } = await database.handle.asSystem((trx) =>
      sql`select settled_by, now() - settled_at < '1 minute' as "isNow" from contradiction
        where id = ${contradictionId}`.execute(trx),
    )
    expect(rows).toEqual([{ settled_by: PEOPLE.office.userName, isNow: true }])
    expect(await attempt('office', settle)).toBe('refused')
  })

  test('[DEL-236] what an office keeps to itself is seen by the units that owe, and by nobody else', async () => {
    const count = async (person: PersonName) => [
      await attempt(person, sql`select from cycle where id = ${privateCycleId}`),
      await attempt(person, sql`select from report_obligation where cycle_id = ${privateCycleId}`),
    ]
    expect(await count('office')).toEqual([1, 2])
    expect(await count('department')).toEqual([1, 2])
    expect(await count('city')).toEqual([1, 1])
    expect(await count('otherDepartment')).toEqual([0, 0])
    expect(await count('leader')).toEqual([0, 0])
    const own = await owed('city', privateCycleId)
    await as('city', (trx) => submitReport(trx, actorOf('city'), { obligationId: own.id, content: aReport() }, NOW))
    const { latest_report_id } = await owed('city', privateCycleId)
    await as('office', (trx) =>
      reviewReport(trx, actorOf('office'), { reportId: latest_report_id ?? '', decision: 'accepted' }, NOW),
    )
    expect(await attempt('leader', sql`select from report where id = ${latest_report_id}`)).toBe(0)
    expect(await attempt('department', sql`select from report where id = ${latest_report_id}`)).toBe(1)
  })

  test('[DEL-237] a cycle is made and moved by the office of its programme', async () => {
    const { programme_id } = await owed('city')
    const insert = (
      person: PersonName,
    ) => sql`insert into cycle (id, programme_id, period, starts_on, ends_on, opens_on, due_on,
        owner_organization_id, visibility)
      values (${randomUUID()}, ${programme_id}, '2031', '2031-01-01', '2031-12-31', '2031-12-01', '2031-12-31', ${unit(person)}, 'cluster')`
    for (const person of ['city', 'department', 'leader'] as const)
      expect(await attempt(person, insert(person))).toBe('refused')
    expect(await attempt('city', sql`update cycle set closed_at = now() where id = ${cycleId}`)).toEqual(nothing)
    expect(
      await attempt('office', sql`update cycle set owner_organization_id = ${unit('city')} where id = ${cycleId}`),
    ).toBe('refused')
  })
})
