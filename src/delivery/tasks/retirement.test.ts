import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { listNotices } from '../../platform/notices/index.ts'
import { actAsOffice } from './acts.ts'
import { findTask } from './detailStore.ts'
import { findProgramme } from './programmes.ts'
import { restoreProgramme, retireFallenPlans, retireProgramme } from './retirement.ts'
import { aProgramme, aTask, NOW } from './stage.testing.ts'

const database = withDatabase()
const { office, city } = PEOPLE

beforeAll(() => database.handle.asSystem(addPeople))

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

test('[DEL-141] the office retires a programme with its open tasks and restores them, not what was retired before', async () => {
  const { handle } = database
  const programmeId = await aProgramme(handle, '误建')
  const [open, before] = [await aTask(handle, { programmeId }), await aTask(handle, { programmeId })]
  const at = (revision: number, minute = 0) => ({
    ifMatch: `"v${revision}"`,
    now: new Date(NOW.getTime() + minute * 6e4),
  })
  await handle.asActor(office, (trx) =>
    actAsOffice(trx, office, before, 'retire', { reason: '重复', ifMatch: '*', now: NOW }),
  )
  const retire = (ifMatch: number) =>
    handle.asActor(office, (trx) => retireProgramme(trx, office, programmeId, '重复', at(ifMatch, 1)))
  const restore = (ifMatch: number) =>
    handle.asActor(office, (trx) => restoreProgramme(trx, office, programmeId, '误操作', at(ifMatch, 2)))
  await expect(restore(1)).rejects.toMatchObject({ code: 'programme_not_retired' })
  await expect(retire(7)).rejects.toMatchObject({ code: 'version_outdated' })
  await retire(1)
  expect(await stateOf(open)).toEqual({ state: 'retired', retiredReason: '重复' })
  await expect(retire(2)).rejects.toMatchObject({ code: 'programme_retired' })
  await restore(2)
  expect(await stateOf(open)).toEqual({ state: 'underway', retiredReason: null })
  expect(await stateOf(before)).toEqual({ state: 'retired', retiredReason: '重复' })
  const told = await handle.asActor(city, (trx) => listNotices(trx, city, { limit: 50, unread: true }))
  expect(told.filter(({ kind }) => kind === 'delivery.programme_restored')).toHaveLength(1)
})

test('[DEL-141] what a fallen plan has retired is not restored', async () => {
  const { handle } = database
  const plan = await aPlan('戊')
  await taskOf(plan)
  await handle.asSystem((trx) =>
    sql`update document set withdrawn_at = now(), withdrawn_reason = '误传', withdrawn_by = '{}' where id = ${plan}::uuid`.execute(
      trx,
    ),
  )
  await retireFallenPlans(handle, NOW)
  const { id, revision, planFallen } = await handle.asActor(office, async (trx) => {
    const row = await trx.selectFrom('programme').select('id').where('document_id', '=', plan).executeTakeFirstOrThrow()
    return findProgramme(trx, row.id)
  })
  expect(planFallen).toBe(true)
  const restore = handle.asActor(office, (trx) =>
    restoreProgramme(trx, office, id, '恢复', { ifMatch: `"v${revision}"`, now: NOW }),
  )
  await expect(restore).rejects.toMatchObject({ code: 'programme_plan_fallen' })
})
