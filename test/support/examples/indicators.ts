import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addProgramme, addTask } from '../../../src/delivery/lights/evidence.testing.ts'
import { addIndicator, addProject, addRequest } from '../../../src/delivery/projects/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'

type Request = Awaited<ReturnType<Example>>

const onIndicator =
  (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, payload?: object): Example =>
  async ({ handle, owner }) => {
    const id = await handle.asSystem((trx) => addIndicator(trx, 'office', { supplier: owner }))
    return requestOf(method, `/api/v1/indicators/${id}${path}`, payload)
  }

const onProject =
  (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, payload?: object): Example =>
  async ({ handle, owner }) => {
    const id = await handle.asSystem((trx) => addProject(trx, 'office', { unit: owner }))
    return requestOf(method, `/api/v1/projects/${id}${path}`, payload)
  }

function requestOf(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, payload?: object): Request {
  return { method, url, ...(payload ? { payload, headers: { 'if-match': '"v1"' } } : {}) }
}

/** An indicator or project and a task beside it; to be untied they are tied first. */
const tied =
  (method: 'PUT' | 'DELETE', kind: 'indicators' | 'projects'): Example =>
  async ({ handle, owner }) => {
    const { id, task } = await handle.asSystem(async (trx) => {
      const task = await addTask(trx, await addProgramme(trx))
      const id = kind === 'indicators' ? await addIndicator(trx, owner) : await addProject(trx, owner)
      if (method === 'DELETE' && kind === 'indicators')
        await trx.insertInto('indicator_task').values({ indicator_id: id, task_id: task }).execute()
      if (method === 'DELETE' && kind === 'projects')
        await trx.insertInto('project_task').values({ project_id: id, task_id: task }).execute()
      return { id, task }
    })
    return { method, url: `/api/v1/${kind}/${id}/tasks/${task}` }
  }

const list =
  (url: string): Example =>
  async ({ handle, owner }) => {
    await handle.asSystem(async (trx) => {
      await addIndicator(trx, owner)
      await addRequest(trx, await addProject(trx, owner), owner)
    })
    return { method: 'GET', url }
  }

/** A confirmed commitment of this kind in a plan of the office's. */
async function commitment({ handle, as }: Stage, kind: 'target' | 'project'): Promise<string> {
  const office = await as('office')
  const { items } = (await office.get('/api/v1/documents?limit=1')).json()
  const documentId = items[0]?.id
  if (!documentId) throw new Error('The stage has no document yet.')
  const id = randomUUID()
  const facts =
    kind === 'target'
      ? { subject: '森林覆盖率', comparator: '>=', value: 60, unit: '%', year: 2030, damaged: false }
      : { name: '铁山港铁路专用线', stage: '建设', box: null }
  await handle.asSystem((trx) =>
    sql`insert into commitment (home_jurisdiction, id, document_id, owner_organization_id, visibility, version, kind,
        state, title, text, span_start, span_end, provision, provision_label, chapter, chapter_label, sort_key,
        responsibilities, ${sql.ref(kind)})
      select home_jurisdiction, ${id}, id, owner_organization_id, visibility, 1, ${kind}, 'confirmed', '事项', '原文',
        0, 1, '一', '一', '一', '一', 1, '[]', ${JSON.stringify(facts)}::jsonb
      from document where id = ${documentId}`.execute(trx),
  )
  return id
}

async function withDocument(stage: Stage): Promise<void> {
  const office = await stage.as('office')
  const form = new FormData()
  const mark = randomUUID()
  form.append('visibility', 'cluster')
  form.append(
    'file',
    new Blob([`${mark}海湾方案\n\n一、任务\n\n(一)修复${mark}海湾。(自治区海洋局负责)\n`]),
    `${mark}.txt`,
  )
  await office.request({ method: 'POST', url: '/api/v1/documents', payload: form as unknown as string })
}

const fromCommitments =
  (kind: 'target' | 'project', url: string): Example =>
  async (stage) => {
    await withDocument(stage)
    return { method: 'POST', url, payload: { commitmentIds: [await commitment(stage, kind)] } }
  }

export const indicatorExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/indicators': list('/api/v1/indicators'),
  'GET /api/v1/indicators.csv': list('/api/v1/indicators.csv'),
  'GET /api/v1/indicators.xlsx': list('/api/v1/indicators.xlsx'),
  'GET /api/v1/indicators/candidates': list('/api/v1/indicators/candidates'),
  'POST /api/v1/indicators/from-commitments': fromCommitments('target', '/api/v1/indicators/from-commitments'),
  'POST /api/v1/indicators': async () => ({
    method: 'POST',
    url: '/api/v1/indicators',
    payload: { name: '森林覆盖率', unit: '%', accumulation: 'keep', target: '43', targetYear: 2030 },
  }),
  'GET /api/v1/indicators/:id': onIndicator('GET', ''),
  'PATCH /api/v1/indicators/:id': onIndicator('PATCH', '', { base: '43.5' }),
  'POST /api/v1/indicators/:id/retire': onIndicator('POST', '/retire', { reason: '统计口径调整' }),
  'POST /api/v1/indicators/:id/observations': onIndicator('POST', '/observations', {
    period: '2017',
    value: '48.0',
    grade: 'document',
    source: '2017 年统计公报',
  }),
  'PUT /api/v1/indicators/:id/parts': onIndicator('PUT', '/parts', {
    rollUp: 'sum',
    expectedPlaces: ['450500'],
    parts: [],
  }),
  'PUT /api/v1/indicators/:id/tasks/:taskId': tied('PUT', 'indicators'),
  'DELETE /api/v1/indicators/:id/tasks/:taskId': tied('DELETE', 'indicators'),

  'GET /api/v1/projects': list('/api/v1/projects'),
  'GET /api/v1/projects.csv': list('/api/v1/projects.csv'),
  'GET /api/v1/projects.xlsx': list('/api/v1/projects.xlsx'),
  'GET /api/v1/projects/summary': list('/api/v1/projects/summary?year=2026'),
  'GET /api/v1/projects/candidates': list('/api/v1/projects/candidates'),
  'POST /api/v1/projects': async () => ({
    method: 'POST',
    url: '/api/v1/projects',
    payload: {
      name: '北海铁山港铁路专用线',
      ownerOrganizationId: PEOPLE.office.organizationId,
      reason: '规划列入',
      elements: [{ kind: 'land_ha', needed: '12.5', granted: null }],
      geometry: { type: 'Point', coordinates: [109.5, 21.6] },
    },
  }),
  'POST /api/v1/projects/from-commitments': fromCommitments('project', '/api/v1/projects/from-commitments'),
  'GET /api/v1/projects/:id': onProject('GET', ''),
  'PATCH /api/v1/projects/:id': onProject('PATCH', '', { builder: '北海港务集团' }),
  'POST /api/v1/projects/:id/requests': onProject('POST', '/requests', {
    kind: 'enter_year',
    year: 2026,
    toClass: 'preparing',
    reason: '列入年度清单',
  }),
  'POST /api/v1/projects/:id/progress': onProject('POST', '/progress', {
    month: '2026-03',
    investedWan: 1200,
    grade: 'document',
    source: '月报',
  }),
  'PUT /api/v1/projects/:id/tasks/:taskId': tied('PUT', 'projects'),
  'DELETE /api/v1/projects/:id/tasks/:taskId': tied('DELETE', 'projects'),
  'GET /api/v1/project-requests': list('/api/v1/project-requests'),
  'POST /api/v1/project-requests/:id/decide': async ({ handle, owner }) => {
    const id = await handle.asSystem(async (trx) =>
      addRequest(trx, await addProject(trx, 'office', { unit: owner }), owner),
    )
    return {
      method: 'POST',
      url: `/api/v1/project-requests/${id}/decide`,
      payload: owner === 'office' ? { decision: 'approve' } : { decision: 'withdraw' },
      headers: { 'if-match': '"v1"' },
    }
  },
}
