import type { InjectOptions } from 'fastify'
import { addProgramme, addTask } from '../../../src/delivery/joint/joint.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'

const ok = (reply: { statusCode: number; body: string }) => {
  if (reply.statusCode >= 300) throw new Error(`The stage could not be set: ${reply.statusCode} ${reply.body}`)
  return JSON.parse(reply.body)
}
const ownerOf = ({ owner }: Stage) => (owner === 'leader' || owner === 'administrator' ? 'office' : owner)
const unitOf = (stage: Stage) => PEOPLE[ownerOf(stage)].organizationId
const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload })
const get = (url: string): InjectOptions => ({ method: 'GET', url })
const DUE = '2099-12-31'

const noticeBody = (stage: Stage, issue = true) => ({
  title: '加快整治',
  basis: '进度滞后',
  text: '按期完成。',
  unitIds: [unitOf(stage)],
  dueOn: DUE,
  issue,
})
const notices = '/api/v1/supervision-notices'

/** A notice of the office's for the owner's unit, as far on as asked. */
async function aNotice(
  stage: Stage,
  until: 'draft' | 'issued' | 'received' | 'answered' | 'signed_off' = 'issued',
): Promise<string> {
  const desk = await stage.as('office')
  const unit = await stage.as(ownerOf(stage))
  const { id } = ok(await desk.post(notices, noticeBody(stage, until !== 'draft'))).items[0]
  const steps = ['received', 'answered', 'signed_off']
  const far = steps.indexOf(until)
  if (far >= 0) ok(await unit.post(`${notices}/${id}/receive`))
  if (far >= 1) ok(await unit.post(`${notices}/${id}/answer`, { text: '已办。', fileIds: [] }))
  if (far >= 2) ok(await desk.post(`${notices}/${id}/sign-off`, {}))
  return id
}

function paper(url: string): InjectOptions {
  const form = new FormData()
  form.append('file', new Blob(['佐证']), '台账.xlsx')
  return { method: 'POST', url, payload: form as unknown as string }
}

async function aFile(stage: Stage): Promise<string> {
  const id = await aNotice(stage, 'received')
  return ok(await (await stage.as(ownerOf(stage))).request(paper(`${notices}/${id}/files`))).waiting[0].id
}

async function inspectionBody(stage: Stage) {
  const task = await addTask(stage.handle, await addProgramme(stage.handle), { [ownerOf(stage)]: 'responsible' })
  return {
    form: 'special',
    title: '专项督查',
    basis: '年度计划',
    content: '进度',
    ways: [],
    inspectors: [],
    startsOn: '2026-12-01',
    endsOn: '2026-12-10',
    taskIds: [task],
    unitIds: [unitOf(stage)],
  }
}

const EDITED_PLAN = {
  ...{
    title: '专项督查（调整）',
    basis: '年度计划',
    content: '进度',
    scope: '',
    ways: [],
    inspectors: [],
    inspectorIds: [],
  },
  ...{ startsOn: '2026-12-02', endsOn: '2026-12-11' },
}

type Far = 'planned' | 'inspecting' | 'concluded' | 'received' | 'objected' | 'rectified'
const ORDER: readonly Far[] = ['planned', 'inspecting', 'concluded', 'received']

/** An inspection of the owner's unit, as far on as asked, with the unit's own row. */
async function anInspection(stage: Stage, until: Far): Promise<{ id: string; object: string }> {
  const desk = await stage.as('office')
  const unit = await stage.as(ownerOf(stage))
  const made = ok(await desk.post('/api/v1/inspections', await inspectionBody(stage)))
  const object = `/api/v1/inspection-objects/${made.units[0].id}`
  const far = ORDER.indexOf(until) < 0 ? ORDER.length : ORDER.indexOf(until)
  if (far >= 1) ok(await desk.post(`/api/v1/inspections/${made.id}/start`, {}))
  if (far >= 2)
    ok(await desk.post(`${object}/conclude`, { text: '未完成。', verdict: 'rectify', rectifyBy: '2027-06-30' }))
  if (far >= 3) ok(await unit.post(`${object}/receive`))
  if (until === 'objected') ok(await unit.post(`${object}/object`, { text: '不实。' }))
  if (until === 'rectified') ok(await unit.post(`${object}/rectify`, { text: '已改。', fileIds: [] }))
  return { id: made.id, object }
}

const onObject =
  (until: Far, act: string, payload: object): Example =>
  async (stage) =>
    post(`${(await anInspection(stage, until)).object}/${act}`, payload)

export const supervisionExamples: Readonly<Record<string, Example>> = {
  [`GET ${notices}`]: async (stage) => {
    await aNotice(stage)
    return get(notices)
  },
  [`GET ${notices}/:id`]: async (stage) => get(`${notices}/${await aNotice(stage)}`),
  [`POST ${notices}`]: async (stage) => post(notices, noticeBody(stage)),
  [`PATCH ${notices}/:id`]: async (stage) => ({
    method: 'PATCH',
    url: `${notices}/${await aNotice(stage, 'draft')}`,
    payload: { title: '改题', basis: '据', text: '做', dueOn: DUE },
    headers: { 'if-match': '"v1"' },
  }),
  [`POST ${notices}/:id/issue`]: async (stage) => post(`${notices}/${await aNotice(stage, 'draft')}/issue`),
  [`POST ${notices}/:id/return`]: async (stage) =>
    post(`${notices}/${await aNotice(stage, 'answered')}/return`, { text: '没有佐证。' }),
  [`POST ${notices}/:id/sign-off`]: async (stage) => post(`${notices}/${await aNotice(stage, 'answered')}/sign-off`),
  [`POST ${notices}/:id/reopen`]: async (stage) =>
    post(`${notices}/${await aNotice(stage, 'signed_off')}/reopen`, { text: '反弹。' }),
  [`POST ${notices}/:id/withdraw`]: async (stage) =>
    post(`${notices}/${await aNotice(stage)}/withdraw`, { text: '另行办理。' }),
  [`POST ${notices}/:id/extend`]: async (stage) =>
    post(`${notices}/${await aNotice(stage)}/extend`, { text: '汛期延后。', dueOn: DUE }),
  [`POST ${notices}/:id/receive`]: async (stage) => ({
    method: 'POST',
    url: `${notices}/${await aNotice(stage)}/receive`,
  }),
  [`POST ${notices}/:id/answer`]: async (stage) =>
    post(`${notices}/${await aNotice(stage, 'received')}/answer`, { text: '已办。', fileIds: [] }),
  [`POST ${notices}/:id/files`]: async (stage) => paper(`${notices}/${await aNotice(stage, 'received')}/files`),
  'GET /api/v1/supervision-files/:id': async (stage) => {
    const id = await aNotice(stage, 'received')
    const unit = await stage.as(ownerOf(stage))
    const [file] = ok(await unit.request(paper(`${notices}/${id}/files`))).waiting
    ok(await unit.post(`${notices}/${id}/answer`, { text: '见附件。', fileIds: [file.id] }))
    return get(`/api/v1/supervision-files/${file.id}`)
  },
  'DELETE /api/v1/supervision-files/:id': async (stage) => ({
    method: 'DELETE',
    url: `/api/v1/supervision-files/${await aFile(stage)}`,
  }),

  'GET /api/v1/inspections': async (stage) => {
    await anInspection(stage, 'inspecting')
    return get('/api/v1/inspections')
  },
  'GET /api/v1/inspections/candidates': async (stage) => {
    await inspectionBody(stage)
    return get('/api/v1/inspections/candidates')
  },
  'GET /api/v1/inspections/:id': async (stage) =>
    get(`/api/v1/inspections/${(await anInspection(stage, 'inspecting')).id}`),
  'POST /api/v1/inspections': async (stage) => post('/api/v1/inspections', await inspectionBody(stage)),
  'GET /api/v1/inspectors': async () => get('/api/v1/inspectors?q=%E5%8A%9E'),
  'PATCH /api/v1/inspections/:id': async (stage) => ({
    method: 'PATCH',
    url: `/api/v1/inspections/${(await anInspection(stage, 'planned')).id}`,
    payload: EDITED_PLAN,
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/inspections/:id/start': async (stage) =>
    post(`/api/v1/inspections/${(await anInspection(stage, 'planned')).id}/start`),
  'POST /api/v1/inspections/:id/cancel': async (stage) =>
    post(`/api/v1/inspections/${(await anInspection(stage, 'planned')).id}/cancel`, { text: '并入综合督查' }),
  'POST /api/v1/inspection-objects/:id/conclude': onObject('inspecting', 'conclude', {
    text: '完成。',
    verdict: 'met',
  }),
  'POST /api/v1/inspection-objects/:id/receive': async (stage) => ({
    method: 'POST',
    url: `${(await anInspection(stage, 'concluded')).object}/receive`,
  }),
  'POST /api/v1/inspection-objects/:id/object': onObject('received', 'object', { text: '不实。' }),
  'POST /api/v1/inspection-objects/:id/decide': onObject('objected', 'decide', { decision: 'uphold', text: '维持。' }),
  'POST /api/v1/inspection-objects/:id/rectify': onObject('received', 'rectify', { text: '已改。', fileIds: [] }),
  'POST /api/v1/inspection-objects/:id/check': onObject('rectified', 'check', { passed: true, text: '通过。' }),
  'POST /api/v1/inspection-objects/:id/files': async (stage) =>
    paper(`${(await anInspection(stage, 'received')).object}/files`),
}
