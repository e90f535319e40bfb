import { sql } from 'kysely'
import {
  addAssignment,
  addCycle,
  addObligation,
  addProgramme,
  addReport,
  addTask,
} from '../../../src/delivery/lights/evidence.testing.ts'
import { refreshLights } from '../../../src/delivery/lights/index.ts'
import type { DatabaseHandle } from '../../../src/platform/database/index.ts'
import type { Example } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'

const UNIT = PEOPLE.department.organizationId

async function reported(handle: DatabaseHandle): Promise<void> {
  await handle.asSystem(async (trx) => {
    const programmeId = await addProgramme(trx)
    const taskId = await addTask(trx, programmeId)
    await addAssignment(trx, taskId, UNIT, { receivedAt: '2026-01-06' })
    await addReport(trx, await addObligation(trx, await addCycle(trx, programmeId), taskId, UNIT))
  })
  await refreshLights(handle)
}

const get =
  (url: string): Example =>
  async ({ handle }) => {
    await reported(handle)
    return { method: 'GET', url }
  }

export const scoreExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/scores': get('/api/v1/scores?period=2026H1'),
  'GET /api/v1/scores.csv': get('/api/v1/scores.csv?period=2026'),
  'GET /api/v1/scores.xlsx': get('/api/v1/scores.xlsx?period=2026'),
  'GET /api/v1/scores/units/:id': get(`/api/v1/scores/units/${UNIT}?period=2026H1`),
  'GET /api/v1/score-rules': get('/api/v1/score-rules'),
  'POST /api/v1/score-rules': async ({ handle }) => {
    const { rows } = await handle.asSystem((trx) =>
      sql<{ next: number }>`select max(version) + 1 as next from score_rule`.execute(trx),
    )
    return { method: 'POST', url: '/api/v1/score-rules', payload: newRule(rows[0]?.next ?? 1) }
  },
}

export const newRule = (version: number) => ({
  version,
  title: `考核规则第${version}版`,
  parts: {
    on_time: { weight: 50 },
    progress: { weight: 30 },
    evidence: { weight: 20 },
    returned: { each: 1, cap: 10 },
    contradicted: { each: 2, cap: 10 },
    closed_early: { each: 0, cap: 0 },
  },
})
