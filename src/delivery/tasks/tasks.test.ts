import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type Browser, PEOPLE, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { listProgrammes } from './index.ts'
import { aProgramme, aTask, NOW, someTasks } from './stage.testing.ts'

const server = withServer({ clock: () => NOW, prepare: async (handle) => void (await loadGazetteer(handle)) })
const { department, city, otherDepartment } = PEOPLE
let office: Browser
let lead: Browser
let participant: Browser

beforeAll(async () => {
  office = await server.as('office')
  lead = await server.as('department')
  participant = await server.as('city')
})

const version = (revision: number) => ({ 'if-match': `"v${revision}"` })
const read = async (browser: Browser, id: string) => (await browser.get(`/api/v1/tasks/${id}`)).json()
const post = (browser: Browser, id: string, path: string, payload?: object, revision?: number) =>
  browser.post(`/api/v1/tasks/${id}/${path}`, payload, revision === undefined ? {} : version(revision))

test('[DEL-110] the first receipt sets a task under way; a second one, or a stranger’s, is refused with the reason', async () => {
  const id = await aTask(server.handle)
  const stranger = await server.as('otherDepartment')
  expect((await post(stranger, id, 'receipt')).json().code).toBe('task_not_assigned')
  const first = await post(participant, id, 'receipt')
  expect([first.statusCode, first.json().state, first.json().unreceived]).toEqual([200, 'underway', 1])
  expect((await post(participant, id, 'receipt')).json().code).toBe('task_received_already')
  expect((await post(lead, id, 'receipt')).json().unreceived).toBe(0)
})

test('[DEL-111] the term of the receipt is counted in working days', async () => {
  const { assignments } = await read(office, await aTask(server.handle))
  expect(assignments[0].receiptDueOn).toBe('2026-03-09') // five working days after Monday, 2 March
})

test('[DEL-112] with two leads no one closes for the other: the office signs off when each has asked', async () => {
  const id = await aTask(server.handle, {
    units: [
      { organizationId: department.organizationId, role: 'lead' },
      { organizationId: city.organizationId, role: 'lead' },
    ],
  })
  expect((await post(lead, id, 'close-request', {})).json().code).toBe('task_state_unfit')
  await post(lead, id, 'receipt')
  const asked = (await post(lead, id, 'close-request', { note: '已完成' })).json()
  expect(asked.state).toBe('closing')
  const early = await post(office, id, 'sign-off', { reason: '已核' }, asked.revision)
  expect([early.statusCode, early.json().code]).toEqual([409, 'task_leads_outstanding'])
  await post(participant, id, 'receipt')
  await post(participant, id, 'close-request', {})
  const { revision, may } = await read(office, id)
  expect(may).toContain('close')
  const closed = await post(office, id, 'sign-off', { reason: '佐证齐全' }, revision)
  expect([closed.json().state, closed.json().light]).toEqual(['closed', 'closed'])
  const again = await post(office, id, 'reopening', { reason: '复查不合格' }, closed.json().revision)
  expect(again.json().state).toBe('underway')
  expect(again.json().assignments.every((one: { closingRequestedAt: null }) => one.closingRequestedAt === null)).toBe(
    true,
  )
})

test('[DEL-113] an ongoing task is never signed off', async () => {
  const id = await aTask(server.handle, { pace: 'ongoing' })
  await post(lead, id, 'receipt')
  expect((await post(lead, id, 'close-request', {})).json().code).toBe('task_ongoing')
})

test('[DEL-114] only the lead files a work plan; a later one keeps milestones it names and drops the others', async () => {
  const id = await aTask(server.handle)
  await post(participant, id, 'receipt')
  await post(lead, id, 'receipt')
  const plan = {
    text: '分三步。',
    milestones: [
      { title: '设计', dueOn: '2026-05-01' },
      { title: '开工', dueOn: '2026-08-01' },
    ],
  }
  expect((await post(participant, id, 'work-plans', plan, 0)).json().code).toBe('task_not_lead')
  expect((await post(lead, id, 'work-plans', plan)).json().code).toBe('version_needed')
  const filed = (await post(lead, id, 'work-plans', plan, 0)).json()
  const [design] = filed.milestones
  const done = await lead.patch(`/api/v1/milestones/${design.id}`, { doneOn: '2026-02-20' }, version(design.revision))
  expect(done.json().milestones[0].doneOn).toBe('2026-02-20')
  const revised = await post(
    lead,
    id,
    'work-plans',
    {
      text: '分两步。',
      milestones: [{ id: design.id, title: '完成设计', dueOn: '2026-05-10' }],
    },
    1,
  )
  const late = await post(lead, id, 'work-plans', plan, 1)
  expect([late.statusCode, late.json().code]).toEqual([412, 'version_outdated'])
  expect(revised.json().milestones).toMatchObject([{ title: '完成设计', doneOn: '2026-02-20' }])
  expect(revised.json().workPlans.length).toBe(2)
})

test('[DEL-107] a milestone is reached on a day that has come, not on one ahead', async () => {
  const id = await aTask(server.handle)
  await post(lead, id, 'receipt')
  const plan = { text: '一步。', milestones: [{ title: '设计', dueOn: '2026-05-01' }] }
  const [one] = (await post(lead, id, 'work-plans', plan, 0)).json().milestones
  const ahead = await lead.patch(`/api/v1/milestones/${one.id}`, { doneOn: '2099-01-01' }, version(one.revision))
  expect([ahead.statusCode, ahead.json().code]).toEqual([422, 'milestone_ahead'])
})

test('[DEL-108] a deadline that is moved is told to every unit that answers', async () => {
  const id = await aTask(server.handle)
  const { revision } = await read(office, id)
  const moved = await office.patch(
    `/api/v1/tasks/${id}`,
    { dueOn: '2026-11-30', reason: '汛期顺延' },
    version(revision),
  )
  expect(moved.statusCode).toBe(200)
  for (const unit of [lead, participant]) {
    const { items } = (await unit.get('/api/v1/notices?limit=200')).json()
    const told = items.filter(({ kind, link }: { kind: string; link: string }) => {
      return kind === 'delivery.task_deadline' && link === `/tasks/${id}`
    })
    expect(told).toMatchObject([{ title: expect.stringContaining('2026-11-30') }])
  }
})

test('[DEL-109] a list that is cut says how many there are', async () => {
  for (const title of ['甲台账', '乙台账']) await aProgramme(server.handle, title)
  const cut = await server.handle.asActor(PEOPLE.office, (trx) => listProgrammes(trx, undefined, 1))
  const whole = (await office.get('/api/v1/programmes')).json()
  expect(cut.items).toHaveLength(1)
  expect(cut.total).toBe(whole.items.length)
  const id = await aTask(server.handle)
  await post(lead, id, 'receipt')
  expect((await read(office, id)).earlier).toBe(0)
})

test('[DEL-115] whoever amends too late gets the task as it is now, and nothing is lost', async () => {
  const id = await aTask(server.handle)
  const { revision } = await read(office, id)
  const first = await office.patch(`/api/v1/tasks/${id}`, { title: '甲', reason: '更正' }, version(revision))
  expect(first.statusCode).toBe(200)
  const late = await office.patch(`/api/v1/tasks/${id}`, { measure: '乙', reason: '更正' }, version(revision))
  expect([late.statusCode, late.json().code, late.json().facts.current.title]).toEqual([412, 'version_outdated', '甲'])
  expect((await office.patch(`/api/v1/tasks/${id}`, { measure: '乙', reason: '更正' })).statusCode).toBe(428)
})

test('[DEL-142] a programme is edited by its office; who is late gets it as it is now, and it ends on no day before it begins', async () => {
  const programmeId = await aProgramme(server.handle)
  const path = `/api/v1/programmes/${programmeId}`
  const { revision, startsOn } = (await office.get(path)).json()
  const edited = await office.patch(
    path,
    { title: '改名的台账', frequency: 'quarter', dueDay: '12-25', endsOn: '2030-12-31' },
    version(revision),
  )
  expect(edited.json()).toMatchObject({ frequency: 'quarter', dueDay: '12-25', endsOn: '2030-12-31' })
  const late = await office.patch(path, { receiptDays: 7 }, version(revision))
  expect([late.statusCode, late.json().facts]).toMatchObject([
    412,
    { revision: revision + 1, current: { title: '改名的台账', receiptDays: 5 } },
  ])
  const upside = await office.patch(path, { endsOn: '2001-01-01' }, version(revision + 1))
  expect([startsOn > '2001-01-01', upside.json().code]).toEqual([true, 'schema_mismatch'])
  expect((await lead.patch(path, { receiptDays: 7 }, version(revision + 1))).statusCode).toBe(403)
})

test('[PLAT-57] a comment that is sent again with its key is one comment, and other words are another', async () => {
  const id = await aTask(server.handle)
  const key = { 'idempotency-key': randomUUID() }
  const say = (text: string) => lead.post(`/api/v1/tasks/${id}/comments`, { text }, key)
  await say('材料已补')
  expect((await say('材料已补')).json().comments.length).toBe(1)
  expect((await say('材料已补齐')).json().comments.length).toBe(2)
})

test('[DEL-116] units that leave keep their history, and a changed role needs no second receipt', async () => {
  const id = await aTask(server.handle)
  await post(participant, id, 'receipt')
  const { revision } = await read(office, id)
  const amended = await office.patch(
    `/api/v1/tasks/${id}`,
    {
      units: [
        { organizationId: city.organizationId, role: 'lead' },
        { organizationId: otherDepartment.organizationId, role: 'participant' },
      ],
      reason: '职责调整',
    },
    version(revision),
  )
  expect(
    amended.json().units.map((one: { organizationId: string; role: string }) => [one.organizationId, one.role]),
  ).toEqual([
    [city.organizationId, 'lead'],
    [otherDepartment.organizationId, 'participant'],
  ])
  expect(amended.json().assignments.filter((one: { endedCause: string }) => one.endedCause === 'amended').length).toBe(
    2,
  )
  expect(amended.json().unreceived).toBe(1)
  const heard = async (person: 'otherDepartment' | 'department') => {
    const { items } = (await (await server.as(person)).get('/api/v1/notices')).json()
    return items.filter((one: { link: string }) => one.link === `/tasks/${id}`).map((one: { kind: string }) => one.kind)
  }
  expect(await heard('otherDepartment')).toContain('delivery.task_dispatched')
  expect(await heard('department')).toContain('delivery.task_taken')
})

test('[DEL-117] several units without a lead, or one twice, are refused before anything is sent', async () => {
  const units = [department, city].map(({ organizationId }) => ({ organizationId, role: 'responsible' as const }))
  await expect(aTask(server.handle, { units })).rejects.toMatchObject({ code: 'task_lead_missing' })
  const twice = [department, department].map(({ organizationId }) => ({ organizationId, role: 'lead' as const }))
  await expect(aTask(server.handle, { units: twice })).rejects.toMatchObject({ code: 'task_unit_twice' })
})

test('[DEL-118] pages of the list neither skip nor repeat, in each order', async () => {
  const programme = await aProgramme(server.handle, '分页')
  const ids = await someTasks(server.handle, programme, 23)
  for (const sort of ['text', 'due', 'worst', 'updated']) {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = (
        await office.get(`/api/v1/tasks?programme=${programme}&sort=${sort}&limit=7${cursor && `&cursor=${cursor}`}`)
      ).json()
      expect(page.total).toBe(23)
      seen.push(...page.items.map(({ id }: { id: string }) => id))
      cursor = page.next ?? ''
    } while (cursor)
    expect([sort, seen.length, new Set(seen)]).toEqual([sort, 23, new Set(ids)])
  }
  const filter = `programme=${programme}&chapter=1&unit=${department.organizationId}&role=responsible&receipt=open`
  const some = (await office.get(`/api/v1/tasks?${filter}`)).json()
  expect(some.total).toBe(8)
  expect(
    (await office.get(`/api/v1/tasks?programme=${programme}&q=${encodeURIComponent('第23项')}`)).json().total,
  ).toBe(1)
})

test('[DEL-119] the export has the columns that the import takes', async () => {
  const programme = await aProgramme(server.handle, '导出')
  await aTask(server.handle, { programmeId: programme, title: '修复红树林', dueOn: '2026-12-31' })
  const csv = (await office.get(`/api/v1/tasks.csv?programme=${programme}`)).body
  expect(csv).toContain('编号,章节,任务,具体内容,成果形式,牵头单位,配合单位,责任单位,完成时限,任务性质,条款')
  expect(csv).toContain(
    `修复红树林,修复红树林湿地。,,${department.organizationName},${city.organizationName},,2026-12-31`,
  )
})

test('[DEL-120] a unit named in a comment is told; the comment stands in the open', async () => {
  const id = await aTask(server.handle)
  const said = await post(lead, id, 'comments', { text: '@北海市 请报数', mentions: [city.organizationId] })
  expect(said.json().comments).toMatchObject([
    { text: '@北海市 请报数', organizationName: department.organizationName },
  ])
  const notices = await participant.get('/api/v1/notices')
  expect(notices.body).toContain('提到贵单位')
})

test('[DEL-121] the same dispatch again adds nothing; what is not confirmed, or changed meanwhile, is not sent', async () => {
  const form = new FormData()
  form.append('visibility', 'cluster')
  const text = `${['湿地修复工作方案', '', '一、重点任务', '', '(一)修复红树林。补种红树林三百公顷。(北海市人民政府负责)', '', '(二)整治排污口。逐一排查。(北海市人民政府负责)'].join('\n')}\n`
  form.append('file', new Blob([text]), '湿地方案.txt')
  const uploaded = await office.request({
    method: 'POST',
    url: '/api/v1/documents',
    payload: form as unknown as string,
  })
  const documentId = uploaded.json().results[0].document.id
  const programme = (await office.post('/api/v1/programmes', { title: '湿地', documentId })).json()
  const days = ['12-00', '13-01', '02-30', '04-31'].map((dueDay) => ({ dueDay }))
  for (const odd of [{ startsOn: '9999-12-31' }, { startsOn: '0206-01-01' }, ...days])
    expect((await office.post('/api/v1/programmes', { title: '笔误', ...odd })).statusCode).toBe(400)
  expect((await office.post('/api/v1/programmes', { title: '再来', documentId })).json().code).toBe('programme_exists')
  const { items } = (await office.get(`/api/v1/documents/${documentId}/commitments`)).json()
  const [item] = items
  const units = [{ organizationId: city.organizationId, role: 'responsible' }]
  const send = (revision: number, key = randomUUID()) =>
    office.post(
      `/api/v1/programmes/${programme.id}/dispatch`,
      { items: [{ commitmentId: item.id, revision, units }] },
      { 'idempotency-key': key },
    )
  expect((await send(item.revision)).json().facts.why).toBe('not_confirmed')
  await office.post(`/api/v1/commitments/${item.id}/confirm`, {}, version(item.revision))
  expect((await send(item.revision)).json().facts.why).toBe('changed_meanwhile')
  const key = randomUUID()
  const first = (await send(item.revision + 1, key)).json()
  const again = (await send(item.revision + 1, key)).json()
  expect([first.dispatched, again.dispatched]).toEqual([1, 0])
  expect(again.results).toEqual(first.results)
  expect((await send(item.revision + 1)).json().results[0].outcome).toBe('already')
  const task = await read(participant, first.results[0].taskId)
  expect([task.documentId, task.provision, task.commitmentId]).toEqual([documentId, item.provision.address, item.id])
})

test('[DEL-122] a retired task leaves the list and can be restored', async () => {
  const programme = await aProgramme(server.handle, '终止')
  const id = await aTask(server.handle, { programmeId: programme })
  const { revision } = await read(office, id)
  expect((await post(lead, id, 'retirement', { reason: '不再需要' }, revision)).statusCode).toBe(403)
  const retired = (await post(office, id, 'retirement', { reason: '规划废止' }, revision)).json()
  expect([retired.state, retired.retiredReason]).toEqual(['retired', '规划废止'])
  expect((await office.get(`/api/v1/tasks?programme=${programme}`)).json().total).toBe(0)
  expect((await post(office, id, 'restoration', { reason: '恢复' }, retired.revision)).json().state).toBe('underway')
})

test('[DEL-122] a restored task asks for its sign-off anew, and one that was dispatched again is not restored', async () => {
  const id = await aTask(server.handle, {
    units: [{ organizationId: department.organizationId, role: 'responsible' }],
  })
  await post(lead, id, 'receipt')
  const asked = (await post(lead, id, 'close-request', {})).json()
  const retired = (await post(office, id, 'retirement', { reason: '规划废止' }, asked.revision)).json()
  expect(retired.may).toContain('restore')
  const restored = (await post(office, id, 'restoration', { reason: '误操作' }, retired.revision)).json()
  expect(restored.state).toBe('underway')
  expect((await post(lead, id, 'close-request', {})).json().state).toBe('closing')
})

test.each([
  ['title', ' '],
  ['title', '\u3000\u00a0'],
  ['text', '\n \n'],
])('[PLAT-58] a task keeps its %s: %j says nothing', async (field, words) => {
  const id = await aTask(server.handle)
  const { revision } = await read(office, id)
  const reply = await office.patch(`/api/v1/tasks/${id}`, { [field]: words, reason: '更正' }, version(revision))
  expect([reply.statusCode, reply.json()]).toMatchObject([400, { code: 'text_blank', facts: { field } }])
})

test('[PLAT-56] a comment may have paragraphs, and nothing that cannot be seen', async () => {
  const id = await aTask(server.handle)
  for (const text of ['\u200b', '材料\u200b已补', '材料\u2028已补', '\u3164', '材料\ufeff']) {
    expect((await post(lead, id, 'comments', { text })).json()).toMatchObject({
      code: 'text_unclean',
      facts: { field: 'text' },
    })
  }
  expect((await post(lead, id, 'comments', { text: ' ' })).json().code).toBe('text_blank')
  expect((await post(lead, id, 'comments', { text: '一、材料已补\n二、请核' })).statusCode).toBe(200)
})
