import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newRule } from '../../../test/support/examples/scores.ts'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { addAssignment, addCycle, addObligation, addProgramme, addReport, addTask } from '../lights/evidence.testing.ts'
import { refreshLights } from '../lights/index.ts'
import type { ScoreList, UnitScore } from './schemas.ts'

const GOOD = PEOPLE.department.organizationId
const LATE = PEOPLE.city.organizationId
const at = (day: string) => new Date(`${day}T02:00:00Z`)

const server = withServer({
  clock: () => at('2026-07-20'),
  async prepare(handle) {
    await handle.asSystem(async (trx) => {
      await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
        values ('000000', 'nation', null, '全国', '全国', 'test'), ('450000', 'province', '000000', '广西壮族自治区', '广西', 'test'),
          ('450500', 'city', '450000', '北海市', '北海', 'test') on conflict do nothing`.execute(trx)
      await sql`update organization set jurisdiction_code = '450500' where id in (${GOOD}, ${LATE})`.execute(trx)
      const programmeId = await addProgramme(trx)
      const cycleId = await addCycle(trx, programmeId)
      const taskId = await addTask(trx, programmeId)
      await addAssignment(trx, taskId, GOOD, { receivedAt: '2026-01-06' })
      await addAssignment(trx, taskId, LATE, { role: 'participant', receivedAt: '2026-01-06' })
      const done = await addObligation(trx, cycleId, taskId, GOOD)
      await addReport(trx, done, { grade: 'verified' })
      // 30 June in China, though not yet 30 June everywhere
      await sql`update report_obligation set submitted_at = '2026-06-30T15:30:00Z' where id = ${done}`.execute(trx)
      await addObligation(trx, cycleId, taskId, LATE, { role: 'participant' })
      const young = await addTask(trx, programmeId)
      await addAssignment(trx, young, LATE, { receivedAt: '2026-01-06' })
      await addObligation(trx, cycleId, young, LATE, { dueOn: '2026-07-31' })
    })
    await refreshLights(handle, at('2026-07-20'))
  },
})

test('[DEL-410] units and places have the scores of their evidence; nothing owed yet is no lateness', async () => {
  const leader = await server.as('leader')
  const { rule, items, periods } = (await leader.get('/api/v1/scores?period=2026H1')).json<ScoreList>()
  expect([rule?.version, periods]).toEqual([1, ['2026H1', '2026']])
  expect(items.map(({ id, total }) => [id, total])).toEqual([
    [GOOD, 80], // the participant's missing report makes its task yellow
    [LATE, 0],
  ])
  expect(items[1]?.parts.map(({ part, points }) => [part, points])).toContainEqual(['evidence', null])
  const cities = (await leader.get('/api/v1/scores?period=2026&by=city')).json<ScoreList>()
  expect(cities.items).toMatchObject([{ id: '450500', name: '北海市', total: 60 }])
  const csv = (await leader.get('/api/v1/scores.csv?period=2026H1')).body.trim().split('\r\n')
  expect([csv.length, csv[1]]).toEqual([3, expect.stringContaining('自然资源厅,北海,80')])
})

test('[DEL-411] a unit’s points are explained by its tasks and add up to its score in the list', async () => {
  const leader = await server.as('leader')
  const unit = (await leader.get(`/api/v1/scores/units/${LATE}?period=2026H1`)).json<UnitScore>()
  expect([unit.total, unit.others]).toEqual([0, 1])
  expect(unit.tasks).toMatchObject([
    { role: 'participant', owed: 1, onTime: 0, effects: [{ part: 'on_time', points: -100 }] },
  ])
  expect(
    (await leader.get(`/api/v1/scores/units/${'0'.repeat(8)}-0000-4000-8000-000000000000?period=2026`)).statusCode,
  ).toBe(404)
})

test('[DEL-412] a rule is published once, by who configures, and the old one still counts when named', async () => {
  const office = await server.as('office')
  expect((await (await server.as('department')).post('/api/v1/score-rules', newRule(2))).statusCode).toBe(403)
  expect((await office.post('/api/v1/score-rules', newRule(2))).statusCode).toBe(201)
  expect((await office.post('/api/v1/score-rules', newRule(2))).json()).toMatchObject({ code: 'score_rule_taken' })
  const weightless = { ...newRule(3).parts, on_time: { weight: 0 }, progress: { weight: 0 }, evidence: { weight: 0 } }
  const refused = await office.post('/api/v1/score-rules', { ...newRule(3), parts: weightless })
  expect(refused.json()).toMatchObject({ code: 'score_rule_weightless' })
  const scores = async (version: string) =>
    (await office.get(`/api/v1/scores?period=2026H1${version}`)).json<ScoreList>().items.map(({ total }) => total)
  expect([await scores(''), await scores('&rule=1')]).toEqual([
    [85, 0],
    [80, 0],
  ])
  expect((await office.get('/api/v1/scores?period=2026H1&rule=9')).json()).toMatchObject({
    code: 'score_rule_not_found',
  })
})
