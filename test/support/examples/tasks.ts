import { randomUUID } from 'node:crypto'
import { actAsOffice, receiveTask, requestClose } from '../../../src/delivery/tasks/acts.ts'
import { retireProgramme } from '../../../src/delivery/tasks/retirement.ts'
import { aProgramme, aTask, NOW } from '../../../src/delivery/tasks/stage.testing.ts'
import { fileWorkPlan } from '../../../src/delivery/tasks/workPlans.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'

/** A task for which the owner answers alone; received where asked for. */
async function ownTask({ handle, owner }: Stage, received = false): Promise<string> {
  const person = PEOPLE[owner]
  const id = await aTask(handle, { units: [{ organizationId: person.organizationId, role: 'responsible' }] })
  if (received) await handle.asActor({ ...person, role: 'office' }, (trx) => receiveTask(trx, person, id, NOW))
  return id
}

/** A task of the office's that waits for the sign-off. */
async function closingTask(stage: Stage): Promise<string> {
  const { office } = PEOPLE
  const id = await ownTask({ ...stage, owner: 'office' }, true)
  await stage.handle.asActor(office, (trx) => requestClose(trx, office, id, '', NOW))
  return id
}

async function officeAct(stage: Stage, id: string, path: string) {
  const version = await stage.handle.asSystem((trx) =>
    trx.selectFrom('task').select('revision').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  return {
    method: 'POST' as const,
    url: `/api/v1/tasks/${id}/${path}`,
    payload: { reason: '已核' },
    headers: { 'if-match': `"v${version.revision}"` },
  }
}

async function acted(stage: Stage, id: string, act: 'close' | 'retire'): Promise<string> {
  const { office } = PEOPLE
  await stage.handle.asActor(office, (trx) =>
    actAsOffice(trx, office, id, act, { reason: '已核', ifMatch: '*', now: NOW }),
  )
  return id
}

export const taskExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/programmes': async () => ({ method: 'GET', url: '/api/v1/programmes' }),
  'GET /api/v1/programmes/:id': async ({ handle }) => ({
    method: 'GET',
    url: `/api/v1/programmes/${await aProgramme(handle)}`,
  }),
  'POST /api/v1/programmes': async () => ({
    method: 'POST',
    url: '/api/v1/programmes',
    payload: { title: '督查台账' },
  }),
  'PATCH /api/v1/programmes/:id': async ({ handle }) => ({
    method: 'PATCH',
    url: `/api/v1/programmes/${await aProgramme(handle)}`,
    payload: { receiptDays: 3 },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/programmes/:id/retirement': async ({ handle }) => ({
    method: 'POST',
    url: `/api/v1/programmes/${await aProgramme(handle)}/retirement`,
    payload: { reason: '并入另一台账' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/programmes/:id/restoration': async ({ handle }) => {
    const { office } = PEOPLE
    const id = await aProgramme(handle)
    await handle.asActor(office, (trx) => retireProgramme(trx, office, id, '误操作', { ifMatch: '*', now: NOW }))
    return {
      method: 'POST',
      url: `/api/v1/programmes/${id}/restoration`,
      payload: { reason: '恢复' },
      headers: { 'if-match': '"v2"' },
    }
  },
  'GET /api/v1/programmes/:id/dispatch': async ({ handle }) => ({
    method: 'GET',
    url: `/api/v1/programmes/${await aProgramme(handle)}/dispatch`,
  }),
  'POST /api/v1/programmes/:id/dispatch': async (stage) => {
    const office = await stage.as('office')
    const form = new FormData()
    const mark = randomUUID().slice(0, 6)
    form.append('visibility', 'cluster')
    form.append(
      'file',
      new Blob([`${mark}方案\n\n一、任务\n\n(一)修复${mark}红树林。补种${mark}。(北海市人民政府负责)\n`]),
      `${mark}.txt`,
    )
    const uploaded = await office.request({
      method: 'POST',
      url: '/api/v1/documents',
      payload: form as unknown as string,
    })
    const documentId = uploaded.json().results[0].document.id
    const { items } = (await office.get(`/api/v1/documents/${documentId}/commitments`)).json()
    const { id, revision } = items[0]
    await office.post(`/api/v1/commitments/${id}/confirm`, {}, { 'if-match': `"v${revision}"` })
    const programme = (await office.post('/api/v1/programmes', { title: mark, documentId })).json()
    return {
      method: 'POST',
      url: `/api/v1/programmes/${programme.id}/dispatch`,
      payload: {
        items: [
          {
            commitmentId: id,
            revision: revision + 1,
            units: [{ organizationId: PEOPLE.city.organizationId, role: 'responsible' }],
          },
        ],
      },
    }
  },
  'GET /api/v1/tasks': async () => ({ method: 'GET', url: '/api/v1/tasks' }),
  'GET /api/v1/task-chapters': async ({ handle }) => ({
    method: 'GET',
    url: `/api/v1/task-chapters?programme=${await aProgramme(handle)}`,
  }),
  'GET /api/v1/tasks.csv': async () => ({ method: 'GET', url: '/api/v1/tasks.csv' }),
  'GET /api/v1/tasks.xlsx': async () => ({ method: 'GET', url: '/api/v1/tasks.xlsx' }),
  'GET /api/v1/tasks/:id': async ({ handle }) => ({ method: 'GET', url: `/api/v1/tasks/${await aTask(handle)}` }),
  'PATCH /api/v1/tasks/:id': async ({ handle }) => ({
    method: 'PATCH',
    url: `/api/v1/tasks/${await aTask(handle)}`,
    payload: { measure: '湿地恢复300公顷', reason: '会议议定' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/tasks/:id/receipt': async (stage) => ({
    method: 'POST',
    url: `/api/v1/tasks/${await ownTask(stage)}/receipt`,
  }),
  'POST /api/v1/task-receipts': async (stage) => ({
    method: 'POST',
    url: '/api/v1/task-receipts',
    payload: { ids: [await ownTask(stage)] },
  }),
  'POST /api/v1/tasks/:id/work-plans': async (stage) => ({
    method: 'POST',
    url: `/api/v1/tasks/${await ownTask(stage, true)}/work-plans`,
    headers: { 'if-match': '"v0"' },
    payload: { text: '分三步。', milestones: [{ title: '完成设计', dueOn: '2026-06-30' }] },
  }),
  'PATCH /api/v1/milestones/:id': async (stage) => {
    const taskId = await ownTask(stage, true)
    const person = { ...PEOPLE[stage.owner], role: 'office' as const }
    await stage.handle.asActor(person, (trx) =>
      fileWorkPlan(
        trx,
        person,
        taskId,
        { text: '方案', milestones: [{ title: '开工', dueOn: '2026-05-01' }] },
        { now: NOW },
      ),
    )
    const { id, revision } = await stage.handle.asSystem((trx) =>
      trx.selectFrom('milestone').select(['id', 'revision']).where('task_id', '=', taskId).executeTakeFirstOrThrow(),
    )
    return {
      method: 'PATCH',
      url: `/api/v1/milestones/${id}`,
      payload: { doneOn: '2026-04-30' },
      headers: { 'if-match': `"v${revision}"` },
    }
  },
  'POST /api/v1/tasks/:id/close-request': async (stage) => ({
    method: 'POST',
    url: `/api/v1/tasks/${await ownTask(stage, true)}/close-request`,
    payload: {},
  }),
  'POST /api/v1/tasks/:id/sign-off': async (stage) => officeAct(stage, await closingTask(stage), 'sign-off'),
  'POST /api/v1/tasks/:id/refusal': async (stage) => officeAct(stage, await closingTask(stage), 'refusal'),
  'POST /api/v1/tasks/:id/reopening': async (stage) =>
    officeAct(stage, await acted(stage, await closingTask(stage), 'close'), 'reopening'),
  'POST /api/v1/tasks/:id/retirement': async (stage) => officeAct(stage, await aTask(stage.handle), 'retirement'),
  'POST /api/v1/tasks/:id/restoration': async (stage) =>
    officeAct(stage, await acted(stage, await aTask(stage.handle), 'retire'), 'restoration'),
  'POST /api/v1/tasks/:id/comments': async (stage) => ({
    method: 'POST',
    url: `/api/v1/tasks/${await aTask(stage.handle)}/comments`,
    payload: { text: '请尽快。' },
  }),
}
