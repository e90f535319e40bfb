import { randomUUID } from 'node:crypto'
import { openCycle } from '../../../src/delivery/reporting/index.ts'
import type { ReportContent } from '../../../src/delivery/reporting/schemas.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from '../../../src/delivery/reporting/testing/world.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { actorOf, PEOPLE, type PersonName } from '../people.ts'

const unit = (person: PersonName) => PEOPLE[person].organizationId
const someOther = (person: PersonName): PersonName => (person === 'city' ? 'department' : 'city')

/** A programme of the office's with a cycle that is open, and what is owed in it. */
async function world({ handle }: Stage, task: Parameters<typeof makeProgramme>[1]['tasks'][number], open = true) {
  const { programmeId, taskIds } = await makeProgramme(handle, { owner: unit('office'), tasks: [task] })
  const cycleId = await makeCycle(handle, programmeId)
  const office = actorOf('office')
  if (open) await handle.asActor(office, (trx) => openCycle(trx, office, cycleId, new Date('2026-06-24T02:00:00Z')))
  const owed = await obligationsOf(handle, cycleId)
  const of = (person: PersonName) => owed.find((one) => one.organization_id === unit(person))?.id ?? ''
  return { programmeId, cycleId, taskId: taskIds[0] ?? '', of }
}

async function submitted(stage: Stage, person: PersonName, id: string, parts: Partial<ReportContent> = {}) {
  const browser = await stage.as(person)
  const reply = await browser.post(
    `/api/v1/obligations/${id}/reports`,
    { content: aReport(parts) },
    { 'if-match': '*', 'idempotency-key': randomUUID() },
  )
  if (reply.statusCode !== 201) throw new Error(`The stage could not be set: ${reply.body}`)
  return reply.json() as { reportId: string; contradictions: { id: string }[] }
}

function form() {
  const made = new FormData()
  made.append('file', new Blob(['%PDF-1.7']), '验收意见.pdf')
  return made as unknown as string
}

async function evidence(stage: Stage, taskId: string): Promise<string> {
  const reply = await (await stage.as('city')).post(`/api/v1/tasks/${taskId}/evidence`, form())
  if (reply.statusCode !== 201) throw new Error(`The stage could not be set: ${reply.body}`)
  return reply.json().id
}

const onCycle =
  (act: string, payload?: object): Example =>
  async (stage) => {
    const { cycleId } = await world(stage, { responsible: [unit('city')] }, act !== 'open')
    if (act === 'reopen') await (await stage.as('office')).post(`/api/v1/cycles/${cycleId}/close`)
    return { method: 'POST', url: `/api/v1/cycles/${cycleId}/${act}`, ...(payload ? { payload } : {}) }
  }

const ownDraft = async (stage: Stage) => (await world(stage, { responsible: [unit(stage.owner)] })).of(stage.owner)
const draft = { content: { ...aReport(), claim: null } }

export const reportingExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/desk': async (stage) => {
    await world(stage, { responsible: [unit('city')] })
    return { method: 'GET', url: '/api/v1/desk' }
  },
  'GET /api/v1/obligations': async (stage) => {
    await world(stage, { responsible: [unit('city')] })
    return { method: 'GET', url: '/api/v1/obligations?limit=5' }
  },
  'GET /api/v1/obligations/:id': async (stage) => {
    const { of } = await world(stage, { responsible: [unit('city')] })
    return { method: 'GET', url: `/api/v1/obligations/${of('city')}` }
  },
  'GET /api/v1/tasks/:id/reports': async (stage) => {
    const { taskId, of } = await world(stage, { responsible: [unit('city')] })
    await submitted(stage, 'city', of('city'))
    return { method: 'GET', url: `/api/v1/tasks/${taskId}/reports` }
  },
  'PUT /api/v1/obligations/:id/draft': async (stage) => ({
    method: 'PUT',
    url: `/api/v1/obligations/${await ownDraft(stage)}/draft`,
    payload: draft,
    headers: { 'if-match': '"v0"' },
  }),
  'DELETE /api/v1/obligations/:id/draft': async (stage) => {
    const url = `/api/v1/obligations/${await ownDraft(stage)}/draft`
    const headers = { 'if-match': '"v0"' }
    const saved = await (await stage.as(stage.owner)).request({ method: 'PUT', url, payload: draft, headers })
    return { method: 'DELETE', url, headers: { 'if-match': `"v${saved.json().revision}"` } }
  },
  'POST /api/v1/obligations/:id/doubts': async (stage) => ({
    method: 'POST',
    url: `/api/v1/obligations/${await ownDraft(stage)}/doubts`,
    payload: { content: aReport() },
  }),
  'POST /api/v1/obligations/:id/reports': async (stage) => ({
    method: 'POST',
    url: `/api/v1/obligations/${await ownDraft(stage)}/reports`,
    payload: { content: aReport() },
    headers: { 'if-match': '*', 'idempotency-key': randomUUID() },
  }),
  'POST /api/v1/reports/:id/review': async (stage) => {
    const reporter = someOther(stage.owner)
    const isOffice = stage.owner === 'office'
    const { of } = await world(
      stage,
      isOffice ? { responsible: [unit(reporter)] } : { leads: [unit(stage.owner)], participants: [unit(reporter)] },
    )
    const { reportId } = await submitted(stage, reporter, of(reporter))
    return { method: 'POST', url: `/api/v1/reports/${reportId}/review`, payload: { decision: 'accepted' } }
  },
  'POST /api/v1/obligations/:id/waive': async (stage) => {
    const { of } = await world(stage, { responsible: [unit('city')] })
    return { method: 'POST', url: `/api/v1/obligations/${of('city')}/waive`, payload: { reason: '本期不涉及' } }
  },
  'POST /api/v1/obligations/:id/demand': async (stage) => {
    const { of } = await world(stage, { responsible: [unit('city')] })
    await (await stage.as('office')).post(`/api/v1/obligations/${of('city')}/waive`, { reason: '本期不涉及' })
    return { method: 'POST', url: `/api/v1/obligations/${of('city')}/demand`, payload: { reason: '仍需报送' } }
  },
  'GET /api/v1/cycles': async (stage) => {
    await world(stage, { responsible: [unit('city')] })
    return { method: 'GET', url: '/api/v1/cycles' }
  },
  'GET /api/v1/cycles/:id': async (stage) => {
    const { cycleId } = await world(stage, { responsible: [unit('city')] })
    return { method: 'GET', url: `/api/v1/cycles/${cycleId}` }
  },
  'POST /api/v1/programmes/:id/cycles': async (stage) => {
    const { programmeId } = await world(stage, { responsible: [unit('city')] })
    return { method: 'POST', url: `/api/v1/programmes/${programmeId}/cycles`, payload: { period: '2026H2' } }
  },
  'POST /api/v1/cycles/:id/open': onCycle('open'),
  'POST /api/v1/cycles/:id/close': onCycle('close'),
  'POST /api/v1/cycles/:id/reopen': onCycle('reopen'),
  'POST /api/v1/cycles/:id/reminders': onCycle('reminders', {}),
  'GET /api/v1/tasks/:id/evidence': async (stage) => {
    const { taskId } = await world(stage, { responsible: [unit('city')] })
    return { method: 'GET', url: `/api/v1/tasks/${taskId}/evidence` }
  },
  'POST /api/v1/tasks/:id/evidence': async (stage) => {
    const { taskId } = await world(stage, { responsible: [unit(stage.owner)] })
    return { method: 'POST', url: `/api/v1/tasks/${taskId}/evidence`, payload: form() }
  },
  'GET /api/v1/evidence/:id/file': async (stage) => {
    const { taskId, of } = await world(stage, { responsible: [unit('city')] })
    const id = await evidence(stage, taskId)
    const { reportId } = await submitted(stage, 'city', of('city'), { evidence: [id] })
    await (await stage.as('office')).post(`/api/v1/reports/${reportId}/review`, { decision: 'accepted' })
    return { method: 'GET', url: `/api/v1/evidence/${id}/file` }
  },
  'POST /api/v1/evidence/:id/verify': async (stage) => {
    const { taskId, of } = await world(stage, { responsible: [unit('city')] })
    const id = await evidence(stage, taskId)
    await submitted(stage, 'city', of('city'), { evidence: [id] })
    return { method: 'POST', url: `/api/v1/evidence/${id}/verify`, payload: { note: '已到现场' } }
  },
  'POST /api/v1/contradictions/:id/settle': async (stage) => {
    const milestones = [{ organizationId: unit('city'), title: '印发方案', dueOn: '2026-05-30' }]
    const { of } = await world(stage, { responsible: [unit('city')], milestones })
    const { contradictions } = await submitted(stage, 'city', of('city'), { claim: 'done', percent: 100 })
    return {
      method: 'POST',
      url: `/api/v1/contradictions/${contradictions[0]?.id}/settle`,
      payload: { settlement: '节点已合并' },
    }
  },
}
