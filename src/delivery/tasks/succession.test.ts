import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { findTask } from './detailStore.ts'
import { aTask, NOW } from './stage.testing.ts'
import { keepSuccessions } from './succession.ts'

const database = withDatabase()

test('[DEL-130] a unit that is merged passes its open tasks to the successor, once, and the history stays', async () => {
  const { handle } = database
  const { office, department, city } = PEOPLE
  await handle.asSystem(addPeople)
  const old = randomUUID()
  await handle.asSystem((trx) =>
    sql`insert into organization (id, kind, name, short_name, origin, source)
      values (${old}, 'department', '自治区国土资源厅', '自治区国土资源厅', 'person', 'test')`.execute(trx),
  )
  const id = await aTask(handle, {
    units: [
      { organizationId: old, role: 'lead', printed: '自治区国土资源厅' },
      { organizationId: department.organizationId, role: 'participant' },
      { organizationId: city.organizationId, role: 'participant' },
    ],
  })
  expect(await keepSuccessions(handle, NOW)).toBe(0)
  await handle.asSystem((trx) =>
    sql`update organization set state = 'merged', merged_into_id = ${department.organizationId} where id = ${old}`.execute(
      trx,
    ),
  )
  expect(await keepSuccessions(handle, NOW)).toBe(1)
  expect(await keepSuccessions(handle, NOW)).toBe(0)
  const task = await handle.asActor(office, (trx) => findTask(trx, office, id))
  expect(task.units.map(({ organizationId, role }) => [organizationId, role])).toEqual([
    [department.organizationId, 'lead'],
    [city.organizationId, 'participant'],
  ])
  expect(task.assignments.filter(({ endedCause }) => endedCause === 'succeeded').length).toBe(2)
  expect(task.timeline.map(({ kind }) => kind)).toContain('succeeded')
})
