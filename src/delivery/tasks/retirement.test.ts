import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { listNotices } from '../../platform/notices/index.ts'
import { findTask } from './detailStore.ts'
import { retireFallenPlans } from './retirement.ts'
import { aProgramme, aTask, NOW } from './stage.testing.ts'

const database = withDatabase()
const { office, city } = PEOPLE

/** A plan of the office's; nothing of it but what a programme hangs on. */
async function aPlan(title: string): Promise<string> {
  const id = randomUUID()
  await database.handle.asSystem((trx) =>
    sql`insert into document (id, home_jurisdiction, title, visibility, owner_organization_id)
      values (${id}::uuid, '000000', ${title}, 'cluster', ${office.organizationId}::uuid)`.execute(trx),
  )
  return id
}

async function taskOf(documentId: string): Promise<string> {
  const programmeId = await aProgramme(database.handle, randomUUID())
  await database.handle.asSystem((trx) =>
    trx.updateTable('programme').set({ document_id: documentId }).where('id', '=', programmeId).execute(),
  )
  return aTask(database.handle, { programmeId })
}

const stateOf = async (taskId: string) => {
  const { state, retiredReason } = await database.handle.asActor(office, (trx) => findTask(trx, office, taskId))
  return { state, retiredReason }
}

test('[DEL-140] a plan that is withdrawn or superseded retires its tasks with the reason, once, and tells the units', async () => {
  const { handle } = database
  await handle.asSystem(addPeople)
  const [withdrawn, superseded, standing, newer] = [
    await aPlan('甲'),
    await aPlan('乙'),
    await aPlan('丙'),
    await aPlan('丁'),
  ]
  const tasks = {
    withdrawn: await taskOf(withdrawn),
    superseded: await taskOf(superseded),
    standing: await taskOf(standing),
  }
  expect(await retireFallenPlans(handle, NOW)).toBe(0)

  await handle.asSystem(async (trx) => {
    await sql`update document set withdrawn_at = now(), withdrawn_reason = '误传', withdrawn_by = '{}' where id = ${withdrawn}::uuid`.execute(
      trx,
    )
    await sql`insert into document_relation (from_id, to_id, kind, share, provisions)
      values (${newer}::uuid, ${superseded}::uuid, 'supersedes', 1, '[]')`.execute(trx)
  })
  expect(await retireFallenPlans(handle, NOW)).toBe(2)
  expect(await retireFallenPlans(handle, NOW)).toBe(0)

  expect(await stateOf(tasks.withdrawn)).toEqual({ state: 'retired', retiredReason: '文件已撤回：误传' })
  expect(await stateOf(tasks.superseded)).toEqual({ state: 'retired', retiredReason: '文件已由《丁》取代' })
  expect(await stateOf(tasks.standing)).toEqual({ state: 'dispatched', retiredReason: null })
  const told = await handle.asActor(city, (trx) => listNotices(trx, city, { limit: 50, unread: true }))
  expect(told.filter(({ kind }) => kind === 'delivery.programme_retired')).toHaveLength(2)
})
