import { randomUUID } from 'node:crypto'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { assessDue, watchForAlerts } from '../../../src/monitoring/index.ts'
import { at, measured } from '../../../src/monitoring/judging.testing.ts'
import { datastreamOf } from '../../../src/monitoring/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'
import { aStage } from './monitoring.ts'

/** A section whose ammonia exceeds its target in one month of 2025, assessed. */
async function assessedStage(stage: Stage) {
  const made = await aStage(stage)
  const stream = datastreamOf(made.station)
  const person = stage.owner === 'leader' ? 'office' : stage.owner
  await measured(stage.handle, [[stream, at('2025-03-05'), 1.2]], { person })
  await assessDue(stage.handle)
  const { id } = await stage.handle.asSystem((trx) =>
    trx
      .selectFrom('section_assessment')
      .select('id')
      .where('section_id', '=', made.section.id)
      .where('period', '=', 'month')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return { ...made, assessment: id }
}

const on =
  (
    requestOf: (made: Awaited<ReturnType<typeof assessedStage>>) => Partial<InjectOptions> & { path: string },
  ): Example =>
  async (stage) => {
    const { path, ...request } = requestOf(await assessedStage(stage))
    return { method: 'GET', url: `/api/v1${path}`, ...request }
  }

const signedBy = ({ owner }: Stage) => {
  const { userId, userName, organizationId, organizationName } = PEOPLE[owner]
  return sql`${userId}, ${userName}, ${organizationId}::uuid, ${organizationName}`
}

/** A rule of the owner's that watches its section for data worse than the target. */
async function ruledStage(stage: Stage) {
  const made = await aStage(stage)
  const rule = randomUUID()
  await stage.handle.asSystem((trx) =>
    sql`insert into alert_rule (id, name, kind, spec, sections, receipt_hours, user_id, user_name, organization_id,
        organization_name)
      values (${rule}::uuid, '超标', 'worse_than_target', '{"kind":"worse_than_target","on":"datum"}',
        ${[made.section.id]}::uuid[], 2, ${signedBy(stage)})`.execute(trx),
  )
  return { ...made, rule }
}

let minutes = 0

/** An alert that the owner has to receive, brought to a state by it. */
async function alertStage(stage: Stage, before: readonly string[] = []) {
  const made = await ruledStage(stage)
  const person = stage.owner === 'leader' ? 'office' : stage.owner
  await measured(stage.handle, [[datastreamOf(made.station), Date.now() - 3_600_000 + ++minutes, 1.4]], { person })
  const id = await raisedBy(stage, made.rule)
  const browser = await stage.as(stage.owner)
  for (const act of before) await browser.post(`/api/v1/alerts/${id}/${act}`, { text: '已处置' })
  return { ...made, alert: id }
}

/** An event is heard once no transaction of the server is older, and its own housekeeping may be. */
async function raisedBy(stage: Stage, rule: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    await watchForAlerts(stage.handle, new Date())
    const raised = await stage.handle.asSystem((trx) =>
      trx.selectFrom('alert').select('id').where('rule_id', '=', rule).executeTakeFirst(),
    )
    if (raised) return raised.id
    if (attempt === 50) throw new Error('The stage could not be set: no alert was raised.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const onAlert =
  (act: string, payload: object | undefined, before: readonly string[] = []): Example =>
  async (stage) => {
    const { alert } = await alertStage(stage, before)
    const url = `/api/v1/alerts/${alert}${act}`
    return payload ? { method: 'POST', url, payload } : { method: 'GET', url }
  }

/** A sample that the owner's laboratory and another one measured, under a rule that asks for a third one. */
async function sampleStage(stage: Stage) {
  const made = await aStage(stage)
  const own = datastreamOf(made.station)
  const others = await stage.handle.asSystem(async (trx) => {
    const ids: number[] = []
    for (const person of ['administrator', 'otherDepartment'] as const) {
      const { rows } = await sql<{ id: number }>`
        insert into datastream (station_id, parameter, origin, method, organization_id)
        values (${made.station.id}::uuid, 'ammoniaNitrogen', 'manual', ${randomUUID()}, ${PEOPLE[person].organizationId}::uuid)
        returning id`.execute(trx)
      ids.push(rows[0]?.id ?? 0)
    }
    await sql`insert into attestation_rule (section_id, disagreement, tolerance, basis, valid_from, user_id, user_name,
        organization_id, organization_name)
      values (${made.section.id}::uuid, 'arbitration', 10, '协议', '2020-01-01', ${signedBy(stage)})
      on conflict do nothing`.execute(trx)
    return ids
  })
  const moment = at('2025-03-05') + ++minutes * 60_000
  const person = stage.owner === 'leader' ? 'office' : stage.owner
  const streams = [own, ...others]
  const rows = streams.map((id, index) => [id, moment, 0.8 + index / 2] as const)
  await measured(stage.handle, rows, { person })
  const [upstream = '', downstream = '', third = ''] = streams.map((id) => `${id}_${moment}`)
  return { ...made, third, sample: { sectionId: made.section.id, parameter: 'ammoniaNitrogen', upstream, downstream } }
}

export const monitoringJudgingExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/assessments': on(() => ({ path: '/assessments' })),
  'GET /api/v1/assessments/map': on(() => ({ path: '/assessments/map' })),
  'GET /api/v1/assessments/pass-rates': on(() => ({ path: '/assessments/pass-rates?by=river&year=2025' })),
  'GET /api/v1/evaluations/water': on(() => ({ path: '/evaluations/water?month=2025-03-01' })),
  'GET /api/v1/evaluations/water.xlsx': on(() => ({ path: '/evaluations/water.xlsx?month=2025-03-01&months=3' })),
  'GET /api/v1/evaluations/air': on(() => ({ path: '/evaluations/air?month=2025-03-01' })),
  'GET /api/v1/evaluations/air.xlsx': on(() => ({ path: '/evaluations/air.xlsx?month=2025-12-01&months=12' })),
  'GET /api/v1/assessments.csv': on(() => ({ path: '/assessments.csv' })),
  'GET /api/v1/assessments.xlsx': on(() => ({ path: '/assessments.xlsx' })),
  'GET /api/v1/assessments/:id': on(({ assessment }) => ({ path: `/assessments/${assessment}` })),
  'GET /api/v1/assessments/:id/observations': on(({ assessment }) => ({
    path: `/assessments/${assessment}/observations`,
  })),
  'GET /api/v1/sections/:id/values': on(({ section }) => ({
    path: `/sections/${section.id}/values?parameter=ammoniaNitrogen`,
  })),
  'GET /api/v1/sections/:id/months': on(({ section }) => ({ path: `/sections/${section.id}/months` })),
  'GET /api/v1/sections/:id/years': on(({ section }) => ({ path: `/sections/${section.id}/years` })),
  'GET /api/v1/assessments/air-days': on(({ station }) => ({
    path: `/assessments/air-days?station=${station.id}&from=2025-01-01&to=2025-12-31`,
  })),
  'GET /api/v1/alerts': async (stage) => {
    await alertStage(stage)
    return { method: 'GET', url: '/api/v1/alerts' }
  },
  'GET /api/v1/alerts.csv': async (stage) => {
    await alertStage(stage)
    return { method: 'GET', url: '/api/v1/alerts.csv' }
  },
  'GET /api/v1/alerts.xlsx': async (stage) => {
    await alertStage(stage)
    return { method: 'GET', url: '/api/v1/alerts.xlsx' }
  },
  'GET /api/v1/alerts/receivers': on(() => ({ path: '/alerts/receivers' })),
  'GET /api/v1/alerts/:id': onAlert('', undefined),
  'POST /api/v1/alerts/:id/receipt': onAlert('/receipt', {}),
  'POST /api/v1/alerts/:id/inspections': onAlert('/inspections', {
    ...{ inspectedOn: '2026-03-06', place: '石角断面', participants: ['韦芳'], finding: '已查明' },
  }),
  'POST /api/v1/alerts/:id/notes': onAlert('/notes', { text: '正在处置' }),
  'POST /api/v1/alerts/:id/close': onAlert('/close', { text: '已达标' }, ['notes']),
  'POST /api/v1/alerts/:id/reopen': onAlert('/reopen', { text: '再次超标' }, ['notes', 'close']),
  'GET /api/v1/alerts/rules': async (stage) => {
    await ruledStage(stage)
    return { method: 'GET', url: '/api/v1/alerts/rules' }
  },
  'POST /api/v1/alerts/rules': on(({ section }) => ({
    path: '/alerts/rules',
    method: 'POST',
    payload: { name: '来水', spec: { kind: 'arrival' }, sections: [section.id], receiptWorkingDays: 1 },
  })),
  'POST /api/v1/alerts/rules/:id/retire': async (stage) => ({
    method: 'POST',
    url: `/api/v1/alerts/rules/${(await ruledStage(stage)).rule}/retire`,
  }),
  'GET /api/v1/alerts/travel-times': on(() => ({ path: '/alerts/travel-times' })),
  'POST /api/v1/alerts/travel-times': async (stage) => {
    const [upper, lower] = [await aStage(stage), await aStage(stage)]
    const payload = {
      upstreamId: upper.section.id,
      downstreamId: lower.section.id,
      travelHours: '12',
      validFrom: '2026-01-01',
    }
    return { method: 'POST', url: '/api/v1/alerts/travel-times', payload }
  },
  'POST /api/v1/alerts/receivers': on(({ section }) => ({
    path: '/alerts/receivers',
    method: 'POST',
    payload: { sectionId: section.id, side: 'upstream', organizationIds: [PEOPLE.city.organizationId] },
  })),
  'GET /api/v1/attestations': async (stage) => ({
    method: 'GET',
    url: `/api/v1/attestations?section=${(await sampleStage(stage)).section.id}`,
  }),
  'POST /api/v1/attestations/rules': on(({ section }) => ({
    path: '/attestations/rules',
    method: 'POST',
    payload: {
      sectionId: section.id,
      disagreement: 'mean',
      tolerance: '20',
      basis: '协议第五条',
      validFrom: '2026-01-01',
    },
  })),
  'POST /api/v1/attestations': async (stage) => ({
    method: 'POST',
    url: '/api/v1/attestations',
    payload: (await sampleStage(stage)).sample,
  }),
  'POST /api/v1/attestations/:id/third': async (stage) => {
    const { sample, third } = await sampleStage(stage)
    const reply = await (await stage.as(stage.owner)).post('/api/v1/attestations', sample)
    return { method: 'POST', url: `/api/v1/attestations/${reply.json().id}/third`, payload: { third } }
  },
}
