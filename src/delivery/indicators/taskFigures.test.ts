import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, addPeople, PEOPLE, withDatabase } from '../../../test/support/index.ts'
import { projectsOf } from '../projects/index.ts'
import { indicatorStates, knownFigures } from './index.ts'

describe('the indicators of a task', () => {
  const database = withDatabase()
  const ids = { programme: randomUUID(), task: randomUUID(), other: randomUUID(), indicator: randomUUID() }
  const office = PEOPLE.office.organizationId

  beforeAll(async () => {
    await database.handle.asSystem(addPeople)
    await database.handle.asSystem(async (trx) => {
      await sql`insert into programme (id, home_jurisdiction, title, owner_organization_id, visibility, frequency, starts_on)
        values (${ids.programme}, '000000', '台账', ${office}, 'cluster', 'half_year', '2018-01-01')`.execute(trx)
      for (const [n, id] of [ids.task, ids.other].entries())
        await sql`insert into task (home_jurisdiction, id, programme_id, number, origin, title, text, pace, state,
            owner_organization_id, visibility, sort_key)
          values ('000000', ${id}, ${ids.programme}, ${n + 1}, 'import', '提高城镇化率', '提高城镇化率', 'finite',
            'underway', ${office}, 'cluster', ${n})`.execute(trx)
      await sql`insert into indicator (home_jurisdiction, id, name, unit, nature, accumulation, direction, base_value,
          base_year, target_value, target_year, owner_organization_id, visibility)
        values ('000000', ${ids.indicator}, '常住人口城镇化率', '%', 'binding', 'level', 'up', 43.0, 2015, 60.0, 2020,
          ${office}, 'cluster')`.execute(trx)
      await sql`delete from light_due`.execute(trx)
      await sql`insert into indicator_task values (${ids.indicator}, ${ids.task})`.execute(trx)
    })
  })

  const observe = (period: string, version: number, value: string) =>
    database.handle.asSystem((trx) =>
      sql`insert into indicator_observation (home_jurisdiction, id, indicator_id, period, year, version, value, grade,
          source, reason, user_id, user_name, organization_id, organization_name)
        values ('000000', ${randomUUID()}, ${ids.indicator}, ${period}, ${Number(period.slice(0, 4))}, ${version},
          ${value}::numeric, 'document', '统计公报', ${version > 1 ? '修订' : null}, 'u', '某人', ${office}, '办')`.execute(
        trx,
      ),
    )
  const asOffice = <T>(work: Parameters<typeof database.handle.asActor<T>>[1]) =>
    database.handle.asActor(actorOf('office'), work)

  test('[DEL-501] without a figure the state is no data, never zero', async () => {
    const [state] = await asOffice((trx) => indicatorStates(trx, [ids.task, ids.other], '2018-09-01'))
    expect(state).toMatchObject({ taskId: ids.task, status: 'no_data', noData: true, value: null, ratio: null })
    const [known] = await asOffice((trx) => knownFigures(trx, [ids.task]))
    expect(known).toMatchObject({ name: '常住人口城镇化率', unit: '%', target: '60.0', latest: null })
  })

  test('[DEL-502] the newest version of a figure counts, as decimal text', async () => {
    await observe('2017', 1, '47.90')
    await observe('2017', 2, '48.00')
    const [known] = await asOffice((trx) => knownFigures(trx, [ids.task]))
    expect(known?.latest).toMatchObject({ period: '2017', version: 2, value: '48.00', grade: 'document' })
    const [state] = await asOffice((trx) => indicatorStates(trx, [ids.task], '2018-09-01'))
    expect(state).toMatchObject({ status: 'behind', noData: false, binding: true, value: '48.00', belowPath: true })
    expect(state?.ratio).toBeCloseTo(0.7353, 4)
  })

  test('[DEL-503] a figure that changed makes the light of its task due', async () => {
    const due = await database.handle.asSystem((trx) => trx.selectFrom('light_due').selectAll().execute())
    expect(due.map(({ task_id }) => task_id)).toContain(ids.task)
  })

  test('[DEL-601] projects of tasks: none is an empty list', async () => {
    expect(await asOffice((trx) => projectsOf(trx, [ids.task]))).toEqual([])
  })
})
