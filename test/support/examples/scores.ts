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

const drafted =
  (method: 'GET' | 'PUT' | 'DELETE', path = ''): Example =>
  async ({ handle, owner }) => {
    const { version: _, ...draft } = newRule(2)
    await reported(handle)
    await handle.asSystem(async (trx) => {
      await sql`delete from score_draft`.execute(trx)
      const { organizationId, userId, userName } = PEOPLE[owner]
      await sql`insert into score_draft (organization_id, title, parts, applies_from, user_id, user_name)
        values (${organizationId}, ${draft.title}, ${JSON.stringify(draft.parts)}, ${draft.appliesFrom}, ${userId}, ${userName})`.execute(
        trx,
      )
    })
    return {
      method,
      url: `/api/v1/score-draft${path}`,
      ...(method === 'PUT' ? { payload: draft } : {}),
      ...(method === 'GET' ? {} : { headers: { 'if-match': '"v1"' } }),
    }
  }

export const scoreExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/scores': get('/api/v1/scores?period=2026H1'),
  'GET /api/v1/scores.csv': get('/api/v1/scores.csv?period=2026'),
  'GET /api/v1/scores.xlsx': get('/api/v1/scores.xlsx?period=2026'),
  'GET /api/v1/scores/units/:id': get(`/api/v1/scores/units/${UNIT}?period=2026H1`),
  'GET /api/v1/scores/places/:code': async ({ handle }) => {
    await reported(handle)
    const { rows } = await handle.asSystem((trx) =>
      sql<{ code: string }>`select code from jurisdiction where level = 'city' order by code limit 1`.execute(trx),
    )
    return { method: 'GET', url: `/api/v1/scores/places/${rows[0]?.code ?? '450500'}?period=2026` }
  },
  'GET /api/v1/score-draft': drafted('GET'),
  'GET /api/v1/score-draft/preview': drafted('GET', '/preview?period=2026H1'),
  'PUT /api/v1/score-draft': drafted('PUT'),
  'DELETE /api/v1/score-draft': drafted('DELETE'),
  'GET /api/v1/score-rules': get('/api/v1/score-rules'),
  'POST /api/v1/score-rules': async ({ handle }) => {
    const { rows } = await handle.asSystem((trx) =>
      sql<{ next: number }>`select max(version) + 1 as next from score_rule`.execute(trx),
    )
    return {
      method: 'POST',
      url: '/api/v1/score-rules',
      payload: { ...newRule(rows[0]?.next ?? 1), appliesFrom: '2099-01-01' },
    }
  },
}

export const newRule = (version: number) => ({
  version,
  title: `考核规则第${version}版`,
  appliesFrom: version === 2 ? '2026-01-01' : '2099-01-01',
  parts: {
    on_time: { weight: 50 },
    progress: { weight: 30 },
    evidence: { weight: 20 },
    returned: { each: 1, cap: 10 },
    contradicted: { each: 2, cap: 10 },
    closed_early: { each: 0, cap: 0 },
  },
})
