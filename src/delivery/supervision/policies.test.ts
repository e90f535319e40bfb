import { type RawBuilder, sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, type PersonName, withServer } from '../../../test/support/index.ts'
import { addProgramme, addTask, organizationOf } from '../joint/joint.testing.ts'
import { conclude, moveInspection, objectToConclusion, planInspection, receiveConclusion } from './inspections.ts'
import { answerNotice, drawUpNotices, receiveNotice } from './notices.ts'
import { NOTICE_MACHINE, NOTICE_STATES } from './rules/notice.ts'

// What the database alone lets through: SQL as somebody who has got past every route might send it.
const server = withServer()
const today = '2026-03-02'
const handle = () => server.handle.withClock(() => new Date('2026-03-02T02:00:00Z'))
const office = actorOf('office')
const city = actorOf('city')
const attempt = (person: PersonName, statement: RawBuilder<unknown>) =>
  handle()
    .asActor(actorOf(person), (trx) => statement.execute(trx))
    .then(
      ({ numAffectedRows, rows }) => Number(numAffectedRows ?? rows.length),
      (error: { code?: string }) => (error.code === '42501' ? 'refused' : Promise.reject(error)),
    )
const nothing = expect.toSatisfy((outcome: unknown) => outcome === 0 || outcome === 'refused')

const notice = (issue: boolean) =>
  handle().asActor(office, async (trx) => {
    const body = {
      title: '督办',
      basis: '滞后',
      text: '整改',
      unitIds: [city.organizationId],
      dueOn: '2026-03-31',
      issue,
    }
    const [id = ''] = await drawUpNotices(trx, office, body, today)
    return id
  })

test('[DEL-818] a notice takes only the steps of its machine, each by whom it is for, and says what it said', async () => {
  const id = await notice(true)
  const set = (change: RawBuilder<unknown>) => sql`update supervision_notice set ${change} where id = ${id}`
  for (const [person, change] of [
    ['office', sql`state = 'received'`],
    ['office', sql`state = 'answered'`],
    ['office', sql`state = 'signed_off'`],
    ['office', sql`state = 'draft'`],
    ['office', sql`text = '另一回事'`],
    ['office', sql`issued_on = '2026-01-01'`],
    ['city', sql`due_on = '2027-01-01'`],
    ['city', sql`state = 'signed_off'`],
    ['department', sql`state = 'withdrawn'`],
  ] as const)
    expect([person, await attempt(person, set(change))]).toEqual([person, nothing])
  expect(await attempt('office', set(sql`due_on = '2026-04-30'`))).toBe(1)
  await handle().asActor(city, (trx) => receiveNotice(trx, city, id))
  await handle().asActor(city, (trx) => answerNotice(trx, city, id, { text: '已办', fileIds: [] }))
  expect(await attempt('office', set(sql`due_on = '2026-05-31'`))).toBe('refused')
  expect(await attempt('office', set(sql`state = 'signed_off'`))).toBe(1)
})

test('[DEL-818] the database’s table of a notice is the machine’s, for the system as well', async () => {
  const id = await notice(false)
  for (const from of NOTICE_STATES) {
    for (const to of NOTICE_STATES.filter((state) => state !== from)) {
      const moved = handle().asSystem(async (trx) => {
        await sql`set local role none`.execute(trx)
        await sql`alter table supervision_notice disable trigger supervision_notice_moves`.execute(trx)
        await sql`update supervision_notice set state = ${from} where id = ${id}`.execute(trx)
        await sql`alter table supervision_notice enable trigger supervision_notice_moves`.execute(trx)
        await sql`update supervision_notice set state = ${to} where id = ${id}`.execute(trx)
      })
      const leads = Object.values(NOTICE_MACHINE[from]).includes(to as never)
      const outcome = await moved.then(
        () => true,
        (error: { code?: string }) => (error.code === '42501' ? false : Promise.reject(error)),
      )
      expect([from, to, outcome]).toEqual([from, to, leads])
    }
  }
})

test('[DEL-819] an inspection and its units take only the steps of their machines; a plan that began is not changed', async () => {
  const task = await addTask(server.handle, await addProgramme(server.handle), {
    city: 'lead',
    department: 'participant',
  })
  const plan = {
    ...{ form: 'special' as const, title: '督查', basis: '计划', content: '进度', ways: [], inspectors: ['覃明'] },
    ...{ inspectorIds: [], takesPart: true, startsOn: '2026-03-10', endsOn: '2026-03-20', taskIds: [task] },
    unitIds: [organizationOf('city'), organizationOf('department')],
  }
  const id = await handle().asActor(office, (trx) => planInspection(trx, office, plan, today))
  const inspection = (change: RawBuilder<unknown>) => sql`update inspection set ${change} where id = ${id}`
  expect(await attempt('office', inspection(sql`state = 'concluded'`))).toBe('refused')
  await handle().asActor(office, (trx) => moveInspection(trx, office, id, 'start', null))
  for (const change of [
    sql`state = 'concluded'`,
    sql`state = 'planned'`,
    sql`content = '另一项'`,
    sql`inspector_ids = '{}'`,
  ])
    expect(await attempt('office', inspection(change))).toBe('refused')

  const { rows } = await handle().asSystem((trx) =>
    sql<{ id: string }>`select id from inspection_object where inspection_id = ${id}
      and organization_id = ${organizationOf('city')}`.execute(trx),
  )
  const objectId = rows[0]?.id ?? ''
  const unit = (change: RawBuilder<unknown>) => sql`update inspection_object set ${change} where id = ${objectId}`
  expect(await attempt('office', unit(sql`state = 'closed'`))).toBe('refused')
  const conclusion = { text: '未整治', verdict: 'rectify' as const, rectifyBy: '2026-06-30' }
  await handle().asActor(office, (trx) => conclude(trx, office, objectId, conclusion))
  expect(await attempt('office', unit(sql`state = 'received'`))).toBe('refused')
  expect(await attempt('city', unit(sql`verdict = 'met'`))).toEqual(nothing)
  await handle().asActor(city, (trx) => receiveConclusion(trx, city, objectId, today))
  expect(await attempt('office', unit(sql`state = 'closed'`))).toBe('refused') // nothing was put right yet
  expect(await attempt('office', unit(sql`state = 'objected', objected = true`))).toBe('refused')
  expect(await attempt('office', unit(sql`verdict = 'met'`))).toBe('refused')
  await handle().asActor(city, (trx) => objectToConclusion(trx, city, objectId, '不实', today))
  expect(await attempt('office', unit(sql`state = 'received'`))).toBe('refused') // who inspected steps aside
})
