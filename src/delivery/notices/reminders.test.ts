import { expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { listNotices } from '../../platform/notices/index.ts'
import { openCycle } from '../reporting/index.ts'
import { makeCycle, makeProgramme, obligationsOf } from '../reporting/testing/world.ts'
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

  await remind(database.handle, new Date('2026-06-11T01:00:00Z'))
  expect(await told()).toEqual([])
  await remind(database.handle, new Date('2026-06-29T01:00:00Z'))
  await remind(database.handle, new Date('2026-06-30T01:00:00Z'))
  expect(await told()).toEqual(['delivery.report_due'])
  await remind(database.handle, new Date('2026-07-01T01:00:00Z'))
  await remind(database.handle, new Date('2026-07-02T01:00:00Z'))
  expect(await told()).toEqual(['delivery.report_due', 'delivery.report_overdue'])
})
