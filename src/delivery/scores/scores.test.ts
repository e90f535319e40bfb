import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newRule } from '../../../test/support/examples/scores.ts'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { addAssignment, addCycle, addObligation, addProgramme, addReport, addTask } from '../lights/evidence.testing.ts'
import { refreshLights } from '../lights/index.ts'
import type { ExplainedScore, ScoreDraft, ScoreList, ScorePreview, ScoreRule } from './schemas.ts'

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
      // sent before its day: nobody's share is better for it yet
      const early = await addTask(trx, programmeId)
      await addAssignment(trx, early, LATE, { role: 'participant', receivedAt: '2026-01-06' })
      const sent = await addObligation(trx, cycleId, early, LATE, { role: 'participant', dueOn: '2026-07-31' })
      await addReport(trx, sent, { state: 'submitted' })
      await sql`update report_obligation set submitted_at = '2026-07-15T02:00:00Z' where id = ${sent}`.execute(trx)
    })
    await refreshLights(handle, at('2026-07-20'))
  },
})

test('[DEL-410] [DEL-416] [DEL-417] units and places have the scores of their evidence; nothing owed yet is no lateness', async () => {
  const leader = await server.as('leader')
  const { rule, items, periods } = (await leader.get('/api/v1/scores?period=2026H1')).json<ScoreList>()
  expect([rule?.version, periods]).toEqual([1, ['2026H1', '2026']])
  expect(items.map(({ id, total }) => [id, total])).toEqual([
    [GOOD, 80], // the participant's missing report makes its task yellow
    [LATE, 0],
  ])
  expect(items.map(({ judged, whole, enough }) => [judged, whole, enough])).toEqual([
    [100, 100, true],
    [40, 100, false],
  ])
  expect(items[1]?.parts.find(({ part }) => part === 'on_time')).toMatchObject({ done: 0, due: 1 })
  expect(items[1]?.parts.map(({ part, points }) => [part, points])).toContainEqual(['evidence', null])
  const cities = (await leader.get('/api/v1/scores?period=2026&by=city')).json<ScoreList>()
  expect(cities.items).toMatchObject([{ id: '450500', name: '北海市', total: 60 }])
  const csv = (await leader.get('/api/v1/scores.csv?period=2026H1')).body.trim().split('\r\n')
  expect([csv.length, csv[1]]).toEqual([3, expect.stringContaining('自然资源厅,北海,80')])
})

test('[DEL-411] a unit’s points are explained by its tasks and add up to its score in the list', async () => {
  const leader = await server.as('leader')
  const unit = (await leader.get(`/api/v1/scores/units/${LATE}?period=2026H1`)).json<ExplainedScore>()
  expect([unit.total, unit.others]).toEqual([0, 2])
  expect(unit.tasks).toMatchObject([
    {
      role: 'participant',
      owed: 1,
      onTime: 0,
      effects: [{ part: 'on_time', points: -100 }],
      reports: [{ period: '2026H1', dueOn: '2026-06-30', submittedOn: null, reportId: null }],
    },
  ])
  const city = (await leader.get('/api/v1/scores/places/450500?period=2026&by=city')).json<ExplainedScore>()
  expect([city.of.name, city.total, city.tasks.map(({ organization }) => organization.id)]).toEqual([
    '北海市',
    60,
    [LATE, GOOD],
  ])
  const whole = (await leader.get('/api/v1/scores/places/450000?period=2026&by=province')).json<ExplainedScore>()
  expect(whole.total).toBe(60)
  expect((await leader.get('/api/v1/scores/places/990000?period=2026')).json()).toMatchObject({
    code: 'score_place_not_found',
  })
  expect(
    (await leader.get(`/api/v1/scores/units/${'0'.repeat(8)}-0000-4000-8000-000000000000?period=2026`)).statusCode,
  ).toBe(404)
})

const rulesOf = async () =>
  (await (await server.as('leader')).get('/api/v1/score-rules')).json<{ items: ScoreRule[] }>().items
const totals = async (query: string) =>
  (await (await server.as('office')).get(`/api/v1/scores?${query}`)).json<ScoreList>().items.map(({ total }) => total)

test('[DEL-415] a draft is its organization’s, previewed on the evidence of today, written by versions', async () => {
  const [office, leader] = [await server.as('office'), await server.as('leader')]
  const { version: _, ...draft } = newRule(2)
  expect((await office.get('/api/v1/score-draft')).json()).toEqual({ draft: null })
  expect((await office.get('/api/v1/score-draft/preview?period=2026H1')).json()).toMatchObject({
    code: 'score_draft_not_found',
  })
  expect((await leader.request({ method: 'PUT', url: '/api/v1/score-draft', payload: draft })).statusCode).toBe(403)
  const saved = await office.request({ method: 'PUT', url: '/api/v1/score-draft', payload: draft })
  expect([saved.statusCode, saved.headers.etag]).toEqual([200, '"v1"'])
  const again = await office.request({ method: 'PUT', url: '/api/v1/score-draft', payload: draft })
  expect(again.json()).toMatchObject({ code: 'score_draft_there' })
  const later = { ...draft, note: '征求意见稿' }
  const headers = { 'if-match': '"v1"' }
  const edited = await office.request({ method: 'PUT', url: '/api/v1/score-draft', payload: later, headers })
  expect(edited.json<ScoreDraft>()).toMatchObject({ revision: 2, note: '征求意见稿' })
  const late = await office.request({ method: 'PUT', url: '/api/v1/score-draft', payload: draft, headers })
  expect(late.statusCode).toBe(412)
  const preview = (await office.get('/api/v1/score-draft/preview?period=2026H1')).json<ScorePreview>()
  expect(preview.rule).toBe(1)
  expect(preview.items.map(({ now, drafted, rank, draftedRank }) => [now, drafted, rank, draftedRank])).toEqual([
    [80, 85, 1, 1],
    [null, 0, 2, 2], // 40 of 100 are too little to judge, 50 are enough
  ])
  expect(await totals('period=2026H1')).toEqual([80, 0]) // nothing happened yet
  expect((await office.request({ method: 'DELETE', url: '/api/v1/score-draft', headers })).statusCode).toBe(412)
  const dropped = { method: 'DELETE', url: '/api/v1/score-draft', headers: { 'if-match': '"v2"' } } as const
  expect((await office.request(dropped)).statusCode).toBe(204)
  expect((await office.request(dropped)).json()).toMatchObject({ code: 'score_draft_not_found' })
})

test('[DEL-412] a rule is published once, by who configures, and the old one still counts when named', async () => {
  const office = await server.as('office')
  expect((await (await server.as('department')).post('/api/v1/score-rules', newRule(2))).statusCode).toBe(403)
  const { version: _, ...draft } = newRule(2)
  await office.request({ method: 'PUT', url: '/api/v1/score-draft', payload: draft })
  expect((await office.post('/api/v1/score-rules', newRule(2))).statusCode).toBe(201)
  expect((await office.get('/api/v1/score-draft')).json()).toEqual({ draft: null }) // published, hence gone
  expect((await office.post('/api/v1/score-rules', newRule(2))).json()).toMatchObject({ code: 'score_rule_taken' })
  const weightless = { ...newRule(3).parts, on_time: { weight: 0 }, progress: { weight: 0 }, evidence: { weight: 0 } }
  const refused = await office.post('/api/v1/score-rules', { ...newRule(3), parts: weightless })
  expect(refused.json()).toMatchObject({ code: 'score_rule_weightless' })
  expect([await totals('period=2026H1&rule=2'), await totals('period=2026H1&rule=1')]).toEqual([
    [85, 0],
    [80, 0],
  ])
  expect((await office.get('/api/v1/scores?period=2026H1&rule=9')).json()).toMatchObject({
    code: 'score_rule_not_found',
  })
})

test('[DEL-413] [DEL-414] a rule counts from its day on, which is not before the day it is published', async () => {
  const office = await server.as('office')
  // Version 2 was the first of people's own: it counts from the start of the year.
  expect(await totals('period=2026H1')).toEqual([85, 0])
  const early = await office.post('/api/v1/score-rules', { ...newRule(3), appliesFrom: '2026-07-01' })
  expect(early.json()).toMatchObject({ code: 'score_rule_too_early', facts: { earliest: '2026-07-20' } })
  const parts = { ...newRule(3).parts, on_time: { weight: 100 }, progress: { weight: 0 }, evidence: { weight: 0 } }
  await office.post('/api/v1/score-rules', { ...newRule(3), parts, appliesFrom: '2027-01-01' })
  expect([await totals('period=2026H1'), await totals('period=2026H1&rule=3')]).toEqual([
    [85, 0],
    [100, 0],
  ])
  expect((await rulesOf()).map(({ version, appliesFrom }) => [version, appliesFrom])).toEqual([
    [3, '2027-01-01'],
    [2, '2026-01-01'],
    [1, '1900-01-01'],
  ])
})

test('[DEL-418] another office’s rule scores none of this one’s programmes', async () => {
  await server.handle.asSystem((trx) =>
    sql`insert into score_rule (version, title, parts, applies_from, user_id, user_name, organization_id, organization_name)
      select 4, '别家规则', parts, '2026-01-01', 'x', 'x', ${PEOPLE.otherDepartment.organizationId}, 'x' from score_rule where version = 3`.execute(
      trx,
    ),
  )
  expect((await (await server.as('leader')).get('/api/v1/scores?period=2026H1')).json().rule.version).toBe(2)
})

test('[DEL-419] a period that was never closed has the lights of when the next one opened', async () => {
  await server.handle.asSystem((trx) =>
    sql`insert into cycle (id, programme_id, period, starts_on, ends_on, opens_on, due_on, opened_at, owner_organization_id, visibility)
      select gen_random_uuid(), programme_id, '2026H2', '2026-07-01', '2026-12-31', '2026-07-10', '2026-12-31', ${at('2026-07-10')},
        owner_organization_id, visibility from cycle where period = '2026H1' limit 1`.execute(trx),
  )
  // The first lights are of 20 July.
  const { items } = (await (await server.as('leader')).get('/api/v1/scores?period=2026H1')).json<ScoreList>()
  expect(items.find(({ id }) => id === GOOD)?.parts.find(({ part }) => part === 'progress')?.points).toBeNull()
})
