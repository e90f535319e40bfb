import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { observe as addFigure } from '../indicators/index.ts'
import type { IndicatorDetail } from '../indicators/schemas.ts'
import { addIndicator } from '../projects/stage.testing.ts'
import { recheckReports } from './index.ts'
import type { ObligationDetail } from './schemas.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from './testing/world.ts'

const unit = (person: PersonName) => PEOPLE[person].organizationId

describe('a figure is asked for once', () => {
  let now = new Date('2026-06-24T02:00:00Z')
  const server = withServer({ clock: () => now, rateLimits: 'off' })
  let indicatorId: string
  let taskId: string
  let obligationId: string

  const post = async (person: PersonName, url: string, body: object, headers = {}) =>
    (await server.as(person)).post(url, body, headers)
  const report = async (value: number, parts: object = {}) => {
    const figures = [{ indicatorId, period: '2026H1', value, note: '' }]
    const reply = await post(
      'city',
      `/api/v1/obligations/${obligationId}/reports`,
      { content: aReport({ figures, ...parts }) },
      { 'if-match': '*', 'idempotency-key': randomUUID() },
    )
    return reply.json() as { reportId: string; contradictions: { kind: string }[] }
  }
  const decide = (reportId: string, decision: 'accepted' | 'returned') =>
    post('office', `/api/v1/reports/${reportId}/review`, { decision, reason: '请核对' })
  const indicator = async (): Promise<IndicatorDetail> =>
    (await (await server.as('office')).get(`/api/v1/indicators/${indicatorId}`)).json()
  const observe = (person: PersonName, value: string, parts: object = {}) =>
    post(person, `/api/v1/indicators/${indicatorId}/observations`, {
      ...{ period: '2026H1', value, grade: 'measured', source: '水质自动站' },
      ...parts,
    })
  const detail = async (): Promise<ObligationDetail> =>
    (await (await server.as('office')).get(`/api/v1/obligations/${obligationId}`)).json()
  const light = async () => (await (await server.as('office')).get(`/api/v1/tasks/${taskId}/light`)).json()

  beforeAll(() => {
    now = new Date('2026-06-24T02:00:00Z')
  })
  beforeEach(async () => {
    now = new Date('2026-06-24T02:00:00Z')
    const made = await makeProgramme(server.handle, {
      owner: unit('office'),
      tasks: [{ responsible: [unit('city')] }],
    })
    taskId = made.taskIds[0] ?? ''
    const cycleId = await makeCycle(server.handle, made.programmeId)
    await post('office', `/api/v1/cycles/${cycleId}/open`, {})
    obligationId = (await obligationsOf(server.handle, cycleId))[0]?.id ?? ''
    indicatorId = await server.handle.asSystem(async (trx) => {
      const id = await addIndicator(trx, 'office', { supplier: 'otherDepartment', name: '水质优良率' })
      await trx.insertInto('indicator_task').values({ indicator_id: id, task_id: taskId }).execute()
      return id
    })
  }, 60_000)

  test('[DEL-224] what the office accepts becomes an observation, with its source and grade; once, and not before', async () => {
    const evidence = await post('city', `/api/v1/tasks/${taskId}/evidence`, aPaper())
    const { reportId } = await report(71.5, { evidence: [evidence.json().id] })
    expect((await indicator()).observations).toEqual([])
    expect((await decide(reportId, 'accepted')).statusCode).toBe(200)
    expect((await indicator()).observations).toMatchObject([
      {
        period: '2026H1',
        version: 1,
        value: '71.5',
        grade: 'document',
        source: '报送：北海市人民政府 2026H1',
        reportId,
      },
    ])
    expect((await indicator()).observations[0]?.at).toBe(now.toISOString())
    // Returned and sent again with the same figure: nothing doubles; with another: a revision that says why.
    await decide(reportId, 'returned')
    await decide((await report(71.5)).reportId, 'accepted')
    expect((await indicator()).observations).toHaveLength(1)
    await decide((await detail()).reports[0]?.id ?? '', 'returned')
    await decide((await report(72, { evidence: [evidence.json().id] })).reportId, 'accepted')
    expect((await indicator()).observations).toMatchObject([
      { version: 2, value: '72', reason: expect.stringContaining('71.5') },
      { version: 1, value: '71.5' },
    ])
    expect((await detail()).prefill).toBeNull()
  })

  test('[DEL-224] a word does not overwrite a measurement, a foreign indicator takes nothing, a year is not over in June', async () => {
    await observe('otherDepartment', '60', { period: '2026-05' })
    const foreign = await server.handle.asSystem((trx) => addIndicator(trx, 'office', {}))
    const figures = [
      { indicatorId, period: '2026-05', value: 80, note: '' },
      { indicatorId, period: '2026', value: 90, note: '' },
    ]
    const strange = { indicatorId: foreign, period: '2026H1', value: 5, note: '' }
    expect(await report(0, { figures: [...figures, strange] })).toMatchObject({ code: 'figure_unknown' })
    const { reportId, contradictions } = await report(0, { figures })
    expect(contradictions.map(({ kind }) => kind)).toEqual(['figure_differs'])
    await decide(reportId, 'accepted')
    expect((await indicator()).observations).toMatchObject([{ period: '2026-05', value: '60', grade: 'measured' }])
    const other = await (await server.as('office')).get(`/api/v1/indicators/${foreign}`)
    expect(other.json().observations).toEqual([])
  })

  test('[DEL-225] a measurement that comes later contradicts the standing report, both shown, and the light follows', async () => {
    const { reportId, contradictions } = await report(90)
    expect(contradictions).toEqual([])
    await decide(reportId, 'accepted')
    expect((await light()).light).toBe('green')
    now = new Date('2026-07-06T02:00:00Z')
    expect((await observe('otherDepartment', '71', { reason: '实测' })).statusCode).toBe(201)
    const [found] = (await detail()).reports[0]?.contradictions ?? []
    expect(found).toMatchObject({
      kind: 'figure_differs',
      foundAt: '2026-07-06T02:00:00+00:00',
      settledAt: null,
      claimed: { value: 90, title: '水质优良率' },
      known: { value: 71, grade: 'measured', source: '水质自动站' },
    })
    expect((await light()).light).toBe('yellow')
    expect(JSON.stringify(await light())).toContain('contradicted')
    const told = JSON.stringify((await (await server.as('city')).get('/api/v1/notices')).json())
    expect(told).toContain('存疑：水质优良率（2026H1）报 90%，现有数据为 71%（水质自动站）')
    const task = (await (await server.as('leader')).get(`/api/v1/tasks/${taskId}`)).json()
    expect(task.timeline.map((one: { kind: string }) => one.kind)).toContain('report_contradicted')
    expect(JSON.stringify(task.timeline)).not.toContain('水质')

    // Revised to what was reported: settled by itself; the light is green again.
    await observe('otherDepartment', '90', { reason: '复测' })
    expect((await detail()).reports[0]?.contradictions).toMatchObject([{ settlement: 'figure_agrees' }])
    expect((await light()).light).toBe('green')
  })

  test('[DEL-225] two figures of one report that are in doubt at the same moment are both told', async () => {
    const another = await server.handle.asSystem(async (trx) => {
      const id = await addIndicator(trx, 'office', { supplier: 'otherDepartment', name: '赤潮面积占比' })
      await trx.insertInto('indicator_task').values({ indicator_id: id, task_id: taskId }).execute()
      return id
    })
    const figures = [indicatorId, another].map((id) => ({ indicatorId: id, period: '2026H1', value: 90, note: '' }))
    await decide((await report(0, { figures })).reportId, 'accepted')
    now = new Date('2026-07-06T02:00:00Z')
    const supplier = actorOf('otherDepartment')
    for (const id of [indicatorId, another])
      await server.handle
        .withClock(() => now)
        .asActor(supplier, (trx) =>
          addFigure(
            trx,
            supplier,
            id,
            { period: '2026H1', value: '71', grade: 'measured', source: '监测', reason: '实测' },
            now,
          ),
        )
    await recheckReports(server.handle, now)
    const told = JSON.stringify((await (await server.as('city')).get('/api/v1/notices?limit=200')).json())
    for (const name of ['水质优良率', '赤潮面积占比'])
      expect(told).toContain(`存疑：${name}（2026H1）报 90%，现有数据为 71%（监测）`)
  })

  test('[DEL-225] a second measurement replaces the first; what the office has explained is not brought up again', async () => {
    await decide((await report(90)).reportId, 'accepted')
    now = new Date('2026-07-06T02:00:00Z')
    await observe('otherDepartment', '71', { reason: '实测' })
    now = new Date('2026-07-07T02:00:00Z')
    await observe('otherDepartment', '73', { reason: '复测' })
    const [first, second] = (await detail()).reports[0]?.contradictions ?? []
    expect(first).toMatchObject({ settlement: 'figure_revised', known: { value: 71 } })
    expect(second).toMatchObject({ settledAt: null, known: { value: 73 } })
    await post('office', `/api/v1/contradictions/${second?.id}/settle`, { settlement: '口径不同' })
    await observe('otherDepartment', '73', { reason: '再测', source: '人工监测' })
    expect((await detail()).reports[0]?.contradictions.filter(({ settledAt }) => settledAt === null)).toEqual([])
  })
})

function aPaper(): object {
  const made = new FormData()
  made.append('title', '监测月报')
  made.append('grade', 'document')
  made.append('file', new Blob(['%PDF-1.7']), '监测月报.pdf')
  return made
}
