import type { InjectOptions } from 'fastify'
import { addProgramme, addTask, ladderBody, matterBody } from '../../../src/delivery/joint/joint.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import { PEOPLE } from '../people.ts'
import type { Browser } from '../server.ts'

const ok = (reply: { statusCode: number; body: string }) => {
  if (reply.statusCode >= 300) throw new Error(`The stage could not be set: ${reply.statusCode} ${reply.body}`)
  return JSON.parse(reply.body)
}
const office = ({ as }: Stage): Promise<Browser> => as('office')
/** Whoever may not escalate or report only ever plays on what the office made. */
const ownerOf = ({ owner }: Stage) => (owner === 'leader' || owner === 'administrator' ? 'office' : owner)
const post = (url: string, payload: object = {}): InjectOptions => ({ method: 'POST', url, payload })
const get = (url: string): InjectOptions => ({ method: 'GET', url })

/** A ladder whose tiers the owner hosts, and at whose meetings it sits. */
async function aLadder(stage: Stage) {
  const owner = ownerOf(stage)
  return ok(await (await office(stage)).post('/api/v1/ladders', ladderBody(owner, owner, [owner])))
}

async function aMatter(stage: Stage, ladder?: { id: string }): Promise<{ id: string }> {
  const on = ladder ?? (await aLadder(stage))
  return ok(await (await stage.as(ownerOf(stage))).post('/api/v1/escalations', matterBody(on.id)))
}

async function answered(stage: Stage): Promise<string> {
  const { id } = await aMatter(stage)
  ok(await (await office(stage)).post(`/api/v1/escalations/${id}/answer`, { text: '照办。' }))
  return id
}

/** A meeting with one matter of the owner's and one item of its own. */
async function aMeeting(stage: Stage, until: 'planned' | 'convened' | 'held' = 'planned') {
  const desk = await office(stage)
  const ladder = await aLadder(stage)
  const { id } = await aMatter(stage, ladder)
  ok(await desk.post(`/api/v1/escalations/${id}/rise`, { text: '直接上会。' }))
  const made = ok(
    await desk.post('/api/v1/meetings', {
      tierId: ladder.tiers[1].id,
      title: '联席会议',
      heldOn: '2026-01-05',
      escalationIds: [id],
    }),
  )
  if (until !== 'planned') ok(await desk.post(`/api/v1/meetings/${made.id}/convene`, {}))
  if (until === 'held') ok(await desk.post(`/api/v1/meetings/${made.id}/hold`, {}))
  return made
}

const resolution = (leadIds: string[]) => ({
  title: '互认监测数据',
  text: '以国家标准方法为准。',
  pace: 'finite',
  dueOn: '2026-12-31',
  leadIds,
  participantIds: [],
})

async function aResolution(stage: Stage, until: 'convened' | 'held' = 'convened') {
  const meeting = await aMeeting(stage, until)
  const leads = [PEOPLE.department.organizationId]
  const now = ok(
    await (await office(stage)).post(`/api/v1/meetings/${meeting.id}/resolutions`, {
      agendaItemId: meeting.agenda[0].id,
      ...resolution(leads),
    }),
  )
  return { meeting: now, resolution: now.agenda[0].resolutions[0] }
}

async function readyToIssue(stage: Stage) {
  const desk = await office(stage)
  const { meeting } = await aResolution(stage, 'held')
  const attendees = meeting.attendees.map((one: { organization: { id: string }; capacity: string }) => ({
    organizationId: one.organization.id,
    capacity: one.capacity,
    attendance: 'present',
    person: '',
  }))
  const url = `/api/v1/meetings/${meeting.id}/attendees`
  ok(await desk.request({ method: 'PUT', url, payload: { attendees }, headers: { 'if-match': '*' } }))
  const words = { discussion: '会议同意。', outcome: 'resolved' }
  ok(await desk.patch(`/api/v1/agenda-items/${meeting.agenda[0].id}`, words, { 'if-match': '"v1"' }))
  return meeting.id
}

function paper(url: string): InjectOptions {
  const form = new FormData()
  form.append('file', new Blob(['材料']), '说明.pdf')
  return { method: 'POST', url, payload: form as unknown as string }
}

async function aMaterial(stage: Stage): Promise<string> {
  const { id } = await aMeeting(stage, 'convened')
  return ok(await (await stage.as(ownerOf(stage))).request(paper(`/api/v1/meetings/${id}/materials`))).materials[0].id
}

const onLadder = async (stage: Stage, method: 'PATCH' | 'DELETE'): Promise<InjectOptions> => {
  const { id } = await aLadder(stage)
  const { clusterId: _, ...body } = ladderBody('office', 'office')
  const payload = method === 'PATCH' ? { payload: body } : {}
  return { method, url: `/api/v1/ladders/${id}`, ...payload, headers: { 'if-match': '"v1"' } }
}

export const jointExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/ladders': async (stage) => {
    await aLadder(stage)
    return get('/api/v1/ladders')
  },
  'GET /api/v1/ladders/presets': async () => get('/api/v1/ladders/presets'),
  'GET /api/v1/ladders/:id': async (stage) => get(`/api/v1/ladders/${(await aLadder(stage)).id}`),
  'POST /api/v1/ladders': async () => post('/api/v1/ladders', ladderBody('office', 'office')),
  'PATCH /api/v1/ladders/:id': (stage) => onLadder(stage, 'PATCH'),
  'DELETE /api/v1/ladders/:id': (stage) => onLadder(stage, 'DELETE'),

  'GET /api/v1/escalations': async (stage) => {
    await aMatter(stage)
    return get('/api/v1/escalations')
  },
  'GET /api/v1/escalations/:id': async (stage) => get(`/api/v1/escalations/${(await aMatter(stage)).id}`),
  'POST /api/v1/escalations': async (stage) => {
    const owner = ownerOf(stage)
    const task = await addTask(stage.handle, await addProgramme(stage.handle), { [owner]: 'responsible' })
    return post('/api/v1/escalations', matterBody((await aLadder(stage)).id, task))
  },
  'POST /api/v1/escalations/:id/answer': async (stage) =>
    post(`/api/v1/escalations/${(await aMatter(stage)).id}/answer`, { text: '照办。' }),
  'POST /api/v1/escalations/:id/rise': async (stage) =>
    post(`/api/v1/escalations/${(await aMatter(stage)).id}/rise`, { text: '请上一层级议。' }),
  'POST /api/v1/escalations/:id/withdraw': async (stage) =>
    post(`/api/v1/escalations/${(await aMatter(stage)).id}/withdraw`, { text: '已自行解决。' }),
  'POST /api/v1/escalations/:id/accept': async (stage) =>
    post(`/api/v1/escalations/${await answered(stage)}/accept`, {}),
  'POST /api/v1/escalations/:id/contest': async (stage) =>
    post(`/api/v1/escalations/${await answered(stage)}/contest`, { text: '没有解决。' }),

  'GET /api/v1/meetings': async (stage) => {
    await aMeeting(stage, 'convened')
    return get('/api/v1/meetings')
  },
  'GET /api/v1/meetings/next': async (stage) =>
    get(`/api/v1/meetings/next?tier=${(await aLadder(stage)).tiers[1].id}&heldOn=2026-12-01`),
  'GET /api/v1/meetings/:id': async (stage) => get(`/api/v1/meetings/${(await aMeeting(stage, 'convened')).id}`),
  'POST /api/v1/meetings': async (stage) =>
    post('/api/v1/meetings', { tierId: (await aLadder(stage)).tiers[1].id, title: '联席会议', heldOn: '2026-12-01' }),
  'PATCH /api/v1/meetings/:id': async (stage) => ({
    method: 'PATCH',
    url: `/api/v1/meetings/${(await aMeeting(stage)).id}`,
    payload: { place: '南宁' },
    headers: { 'if-match': '"v1"' },
  }),
  'POST /api/v1/meetings/:id/convene': async (stage) => post(`/api/v1/meetings/${(await aMeeting(stage)).id}/convene`),
  'POST /api/v1/meetings/:id/hold': async (stage) =>
    post(`/api/v1/meetings/${(await aMeeting(stage, 'convened')).id}/hold`),
  'POST /api/v1/meetings/:id/cancel': async (stage) =>
    post(`/api/v1/meetings/${(await aMeeting(stage)).id}/cancel`, { text: '改期' }),
  'POST /api/v1/meetings/:id/issue': async (stage) => {
    const programmeId = await addProgramme(stage.handle)
    return post(`/api/v1/meetings/${await readyToIssue(stage)}/issue`, { objectionsSeen: 0, programmeId })
  },
  'PUT /api/v1/meetings/:id/attendees': async (stage) => ({
    method: 'PUT',
    url: `/api/v1/meetings/${(await aMeeting(stage)).id}/attendees`,
    payload: {
      attendees: [{ organizationId: PEOPLE.city.organizationId, capacity: 'observer', attendance: null, person: '' }],
    },
    headers: { 'if-match': '*' },
  }),
  'POST /api/v1/meetings/:id/reply': async (stage) =>
    post(`/api/v1/meetings/${(await aMeeting(stage, 'convened')).id}/reply`, { reply: 'attend' }),
  'POST /api/v1/meetings/:id/agenda': async (stage) =>
    post(`/api/v1/meetings/${(await aMeeting(stage)).id}/agenda`, { title: '其他事项' }),
  'PUT /api/v1/meetings/:id/agenda': async (stage) => {
    const meeting = await aMeeting(stage)
    return { method: 'PUT', url: `/api/v1/meetings/${meeting.id}/agenda`, payload: { order: [meeting.agenda[0].id] } }
  },
  'PATCH /api/v1/agenda-items/:id': async (stage) => ({
    method: 'PATCH',
    url: `/api/v1/agenda-items/${(await aMeeting(stage)).agenda[0].id}`,
    payload: { discussion: '议定。' },
    headers: { 'if-match': '"v1"' },
  }),
  'DELETE /api/v1/agenda-items/:id': async (stage) => ({
    method: 'DELETE',
    url: `/api/v1/agenda-items/${(await aMeeting(stage)).agenda[0].id}`,
  }),
  'POST /api/v1/meetings/:id/resolutions': async (stage) => {
    const meeting = await aMeeting(stage)
    return post(`/api/v1/meetings/${meeting.id}/resolutions`, { agendaItemId: meeting.agenda[0].id, ...resolution([]) })
  },
  'PATCH /api/v1/resolutions/:id': async (stage) => ({
    method: 'PATCH',
    url: `/api/v1/resolutions/${(await aResolution(stage)).resolution.id}`,
    payload: resolution([]),
    headers: { 'if-match': '"v1"' },
  }),
  'DELETE /api/v1/resolutions/:id': async (stage) => ({
    method: 'DELETE',
    url: `/api/v1/resolutions/${(await aResolution(stage)).resolution.id}`,
  }),
  'POST /api/v1/resolutions/:id/objections': async (stage) =>
    post(`/api/v1/resolutions/${(await aResolution(stage)).resolution.id}/objections`, { text: '保留意见。' }),
  'DELETE /api/v1/objections/:id': async (stage) => {
    const url = `/api/v1/resolutions/${(await aResolution(stage)).resolution.id}/objections`
    const meeting = ok(await (await stage.as(ownerOf(stage))).post(url, { text: '保留意见。' }))
    const [objection] = meeting.agenda[0].resolutions[0].objections
    return { method: 'DELETE', url: `/api/v1/objections/${objection.id}` }
  },
  'POST /api/v1/meetings/:id/materials': async (stage) =>
    paper(`/api/v1/meetings/${(await aMeeting(stage, 'convened')).id}/materials`),
  'GET /api/v1/materials/:id/file': async (stage) => get(`/api/v1/materials/${await aMaterial(stage)}/file`),
  'DELETE /api/v1/materials/:id': async (stage) => ({
    method: 'DELETE',
    url: `/api/v1/materials/${await aMaterial(stage)}`,
  }),
}
