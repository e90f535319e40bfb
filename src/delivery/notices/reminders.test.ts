import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { listNotices } from '../../platform/notices/index.ts'
import { openCycle } from '../reporting/index.ts'
import { makeCycle, makeProgramme, obligationsOf } from '../reporting/testing/world.ts'
import { answerNotice, drawUpNotices, receiveNotice } from '../supervision/notices.ts'
import { deadlinesOf } from './deadlines.ts'
import { remind } from './reminders.ts'

const database = withDatabase()
const office = actorOf('office')
const city = actorOf('city')

const told = async () => {
  const notices = await database.handle.asActor(city, (trx) => listNotices(trx, city, { limit: 50, unread: false }))
  return notices.map(({ kind }) => kind).sort()
}

test('[DEL-1012] units are reminded once before a report is due and once after, for all tasks together', async () => {
  await database.handle.asSystem(addPeople)
  const world = await makeProgramme(database.handle, {
    owner: office.organizationId,
    tasks: [{ responsible: [PEOPLE.city.organizationId] }, { responsible: [PEOPLE.city.organizationId] }],
  })
  const cycleId = await makeCycle(database.handle, world.programmeId)
  await database.handle.asActor(office, (trx) => openCycle(trx, office, cycleId, new Date('2026-06-10T01:00:00Z')))
  expect(await obligationsOf(database.handle, cycleId)).toHaveLength(2)

  await remind(database.handle, new Date('2026-06-24T01:00:00Z'))
  expect(await told()).toEqual([])
  await remind(database.handle, new Date('2026-06-25T01:00:00Z')) // Thursday; Friday, Monday, Tuesday are three
  expect(await told()).toEqual(['delivery.report_due'])
  await remind(database.handle, new Date('2026-06-29T01:00:00Z'))
  await remind(database.handle, new Date('2026-06-30T01:00:00Z'))
  expect(await told()).toEqual(['delivery.report_due'])
  await remind(database.handle, new Date('2026-07-01T01:00:00Z'))
  await remind(database.handle, new Date('2026-07-02T01:00:00Z'))
  expect(await told()).toEqual(['delivery.report_due', 'delivery.report_overdue'])
})

test('[DEL-1012] of tasks that ended, and of what is received on pages that show it', async () => {
  const { handle } = database
  const world = await makeProgramme(handle, {
    owner: office.organizationId,
    tasks: [{ responsible: [city.organizationId] }, { responsible: [city.organizationId] }],
  })
  const cycleId = await makeCycle(handle, world.programmeId)
  await handle.asActor(office, (trx) => openCycle(trx, office, cycleId, new Date('2026-06-10T01:00:00Z')))
  const [gone, left] = world.taskIds
  await handle.asSystem(async (trx) => {
    await sql`update task set state = 'retired', retired_reason = '并入' where id = ${gone}`.execute(trx)
    await sql`update task_assignment set receipt_due_on = '2026-06-01' where task_id = any(${world.taskIds}::uuid[])`.execute(
      trx,
    )
  })
  const all = await obligationsOf(handle, cycleId)
  const mine = all.find(({ task_id }) => task_id === left)
  const links = (await handle.asActor(city, (trx) => deadlinesOf(trx, city.organizationId, '2026-06-01'))).map(
    ({ link }) => link,
  )
  expect(links).toContain(`/desk?o=${mine?.id}`)
  for (const { id } of all.filter(({ task_id }) => task_id === gone)) expect(links).not.toContain(`/desk?o=${id}`)
  expect(links).not.toContain(`/tasks/${gone}`)

  await remind(handle, new Date('2026-07-01T01:00:00Z'))
  const notices = await handle.asActor(city, (trx) => listNotices(trx, city, { limit: 50, unread: false }))
  const ours = notices.filter(
    ({ link, kind }) => kind === 'delivery.receipt_overdue' && link.includes(world.programmeId),
  )
  expect(ours).toMatchObject([
    {
      title: expect.stringContaining('1 项'),
      link: `/tasks?unit=${city.organizationId}&programme=${world.programmeId}&receipt=open`,
    },
  ])

  await handle.asSystem((trx) => sql`update cycle set closed_at = now() where id = ${cycleId}`.execute(trx))
  const later = await handle.asActor(city, (trx) => deadlinesOf(trx, city.organizationId, '2026-06-01'))
  expect(later.map(({ link }) => link)).not.toContain(`/desk?o=${mine?.id}`)
})

test('[DEL-1014] a supervision notice is reminded of once before and once after its day, and stands on the calendar', async () => {
  const { handle } = database
  const at = (day: string) => handle.withClock(() => new Date(`${day}T01:00:00Z`))
  const body = {
    title: '限期整改',
    basis: '滞后',
    text: '整改',
    unitIds: [city.organizationId],
    dueOn: '2026-06-30',
    issue: true,
  }
  const [id] = await at('2026-06-01').asActor(office, (trx) => drawUpNotices(trx, office, body, '2026-06-01'))
  const kinds = async () => (await told()).filter((kind) => /notice_(due|overdue)/.test(kind))
  for (const day of ['2026-06-24', '2026-06-25', '2026-06-29', '2026-07-01', '2026-07-02'])
    await remind(handle, new Date(`${day}T01:00:00Z`))
  expect(await kinds()).toEqual(['delivery.notice_due', 'delivery.notice_overdue'])
  const deadlines = () => handle.asActor(city, (trx) => deadlinesOf(trx, city.organizationId, '2026-06-01'))
  expect(await deadlines()).toContainEqual(
    expect.objectContaining({ kind: 'supervision', day: '2026-06-30', link: `/supervision/${id}` }),
  )
  await at('2026-07-02').asActor(city, async (trx) => {
    await receiveNotice(trx, city, id ?? '')
    await answerNotice(trx, city, id ?? '', { text: '已整改', fileIds: [] })
  })
  expect((await deadlines()).filter(({ kind }) => kind === 'supervision')).toEqual([])
})
