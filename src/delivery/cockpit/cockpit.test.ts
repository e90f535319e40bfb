import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { addAssignment, addCycle, addObligation, addProgramme, addReport, addTask } from '../lights/evidence.testing.ts'
import { refreshLights } from '../lights/index.ts'
import { addProject } from '../projects/stage.testing.ts'
import type { Cockpit } from './schemas.ts'

const DEPARTMENT = PEOPLE.department.organizationId
const CITY = PEOPLE.city.organizationId
const at = (day: string) => new Date(`${day}T02:00:00Z`)

const server = withServer({
  clock: () => at('2026-07-15'),
  async prepare(handle) {
    await handle.asSystem((trx) =>
      sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
        values ('000000', 'nation', null, '全国', '全国', 'test'), ('450000', 'province', '000000', '广西', '广西', 'test'),
          ('450500', 'city', '450000', '北海市', '北海', 'test') on conflict do nothing`.execute(trx),
    )
    await handle.asSystem((trx) =>
      sql`update organization set jurisdiction_code = case when id = ${CITY} then '450500' else '450000' end
        where id in (${DEPARTMENT}, ${CITY})`.execute(trx),
    )
  },
})

test('[DEL-330] counts, places, chapters, the worst with reasons and the trend are what the lights say', async () => {
  const { handle } = server
  const { programmeId, late, own, hidden } = await handle.asSystem(async (trx) => {
    const programmeId = await addProgramme(trx)
    const late = await addTask(trx, programmeId, { chapter: '2' })
    await addAssignment(trx, late, CITY, { receivedAt: '2026-01-06' })
    const good = await addTask(trx, programmeId, { chapter: '1' })
    await addAssignment(trx, good, DEPARTMENT, { receivedAt: '2026-01-06' })
    const cycleId = await addCycle(trx, programmeId)
    await addObligation(trx, cycleId, late, CITY)
    await addReport(trx, await addObligation(trx, cycleId, good, DEPARTMENT), { grade: 'measured' })
    const hidden = await addProgramme(trx, randomUUID(), 'organization')
    const own = await addTask(trx, hidden, { visibility: 'organization', dueOn: '2026-01-01' })
    return { programmeId, late, own, hidden }
  })
  await refreshLights(handle, at('2026-06-01'))
  await handle.asSystem((trx) => sql`update cycle set closed_at = '2026-06-02T00:00:00Z'`.execute(trx))
  await refreshLights(handle, at('2026-07-15'))

  const seen = (await (await server.as('leader')).get('/api/v1/cockpit')).json<Cockpit>()
  expect(seen).toMatchObject({
    asOf: '2026-07-15T02:00:00.000Z',
    programmes: [{ id: programmeId, total: 2 }],
    lights: { red: 1, green: 1 },
    grades: { none: 1, measured: 1 },
    places: [
      { code: '450000', lights: { red: 1, green: 1 } },
      { code: '450500', name: '北海', lights: { red: 1 } },
    ],
    chapters: [
      { chapter: '1', label: '第1章', lights: { green: 1 } },
      { chapter: '2', lights: { red: 1 } },
    ],
    worst: [{ id: late, light: 'red', since: '2026-07-15', reasons: [{ rule: 'report_missing_long' }] }],
    trend: { before: { grey: 1, green: 1 }, now: { red: 1, green: 1 }, cycles: [{ programmeId, period: '2026H1' }] },
    history: [{ period: '2026H1', closedOn: '2026-06-02', lights: { grey: 1, green: 1 } }],
  })

  const there = (await (await server.as('leader')).get('/api/v1/cockpit?place=450500&chapter=1')).json<Cockpit>()
  expect([there.lights, there.worst]).toEqual([{}, []])

  // An organization's own programme is counted for it alone.
  const office = (await (await server.as('office')).get('/api/v1/cockpit')).json<Cockpit>()
  expect(office.lights).toEqual({ red: 2, green: 1 })
  expect(office.worst.map(({ id }) => id)).toContain(own)

  // Who answers for a task of it sees that task, and counts it: its neighbours in the programme it does not.
  const shared = await handle.asSystem(async (trx) => {
    const shared = await addTask(trx, hidden, { chapter: '3', visibility: 'organization', dueOn: '2026-01-01' })
    await addAssignment(trx, shared, CITY, { role: 'participant', receivedAt: '2026-01-06' })
    return shared
  })
  await refreshLights(handle, at('2026-07-15'))
  const city = await server.as('city')
  const one = (await city.get(`/api/v1/cockpit?programme=${hidden}`)).json<Cockpit>()
  expect(one.worst.map(({ id }) => id)).toEqual([shared])
  expect(one).toMatchObject({ lights: { red: 1 }, grades: { none: 1 } })
  expect(one.programmes).toContainEqual(expect.objectContaining({ id: hidden, total: 1 }))
  expect(one.places).toMatchObject([
    { code: '450000', lights: { red: 1 } },
    { code: '450500', lights: { red: 1 } },
  ])
  expect(one.chapters).toMatchObject([{ chapter: '3', label: '第3章', lights: { red: 1 } }])
  const all = (await city.get('/api/v1/cockpit')).json<Cockpit>()
  expect(all.lights).toEqual({ red: 2, green: 1 })
  const leader = (await (await server.as('leader')).get(`/api/v1/cockpit?programme=${hidden}`)).json<Cockpit>()
  expect([leader.lights, leader.worst, leader.chapters]).toEqual([{}, [], []])
})

test('[DEL-330] a project that is planned for a month or a year is late after it, and the cockpit tells it', async () => {
  const { handle } = server
  const add = (startPlanned: string) =>
    handle.asSystem(async (trx) => {
      const taskId = await addTask(trx, await addProgramme(trx))
      const projectId = await addProject(trx, 'office', { class: 'starting', start_planned: startPlanned })
      await sql`insert into project_task (project_id, task_id) values (${projectId}, ${taskId})`.execute(trx)
      return taskId
    })
  const [month, year] = [await add('2026-05'), await add('2026')]
  await refreshLights(handle, at('2026-07-15'))
  const leader = await server.as('leader')
  const cockpit = await leader.get('/api/v1/cockpit')
  expect(cockpit.statusCode).toBe(200)
  const { worst } = cockpit.json<Cockpit>()
  expect(worst.find(({ id }) => id === month)?.reasons).toMatchObject([
    { rule: 'project_behind', subjects: [{ dueOn: '2026-05-31', daysLate: expect.any(Number) }] },
  ])
  expect(worst.map(({ id }) => id)).not.toContain(year)
  await refreshLights(handle, at('2027-01-04'))
  expect((await leader.get(`/api/v1/tasks/${year}/light`)).json()).toMatchObject({ light: 'yellow' })
})

test('[DEL-331] a task tells its light, why, and how it came to be; to who sees the task', async () => {
  const { handle } = server
  const { rows } = await handle.asSystem((trx) =>
    sql<{ id: string; visibility: string }>`select t.id, t.visibility from task t join task_light l on l.task_id = t.id
      where l.light = 'red' order by t.visibility`.execute(trx),
  )
  const [open, own] = rows.map(({ id }) => id)
  const leader = await server.as('leader')
  const light = (await leader.get(`/api/v1/tasks/${open}/light`)).json()
  expect(light).toMatchObject({ light: 'red', since: '2026-07-15', changes: [{ light: 'red' }, { light: 'grey' }] })
  expect((await leader.get(`/api/v1/tasks/${own}/light`)).statusCode).toBe(404)
})

test('[DEL-332] the rules are told as officials read them', async () => {
  const { rules } = (await (await server.as('city')).get('/api/v1/light-rules')).json()
  expect(rules[1]).toMatchObject({ id: 'task_overdue', light: 'red', sentence: expect.stringContaining('红灯') })
})
