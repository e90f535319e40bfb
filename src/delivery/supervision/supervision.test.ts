import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, testEngine, withServer } from '../../../test/support/index.ts'
import { addProgramme, addTask, organizationOf } from '../joint/joint.testing.ts'
import { openSupervision } from './index.ts'
import { editInspection } from './inspectionEdit.ts'
import { checkRectification, planInspection } from './inspections.ts'
import { actAsOwner } from './notices.ts'
import type { NewInspection } from './schemas.ts'

let now = new Date('2026-03-02T02:00:00Z')
const server = withServer({ clock: () => now })
const base = '/api/v1/supervision-notices'
const problem = (reply: { json: () => { code?: string } }) => reply.json().code
const as = (person: PersonName) => server.as(person)

const body = (facts: object = {}) => ({
  title: '加快入海排污口整治',
  basis: '2026年上半年报送显示进度滞后',
  text: '4月底前完成剩余排污口的分类整治，并报送佐证。',
  unitIds: [organizationOf('city')],
  dueOn: '2026-03-31',
  issue: true,
  ...facts,
})
const issue = async (facts: object = {}) => {
  const reply = await (await as('office')).post(base, body(facts))
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json().items[0]
}
const post = async (person: PersonName, url: string, payload: object = {}) => (await as(person)).post(url, payload)

function paper(url: string, name = '整治台账.xlsx') {
  const form = new FormData()
  form.append('file', new Blob(['内容']), name)
  return { method: 'POST' as const, url, payload: form as unknown as string }
}

describe('supervision notices', () => {
  test('[DEL-802] are numbered in one row, one for each unit; a refused one takes no number', async () => {
    expect(problem(await post('office', base, body({ dueOn: '2026-03-01' })))).toBe('notice_due_in_past')
    const reply = await post('office', base, body({ unitIds: [organizationOf('city'), organizationOf('department')] }))
    const [first, second] = reply.json().items
    expect([first.number, second.number]).toEqual(['督办〔2026〕1号', '督办〔2026〕2号'])
    expect(first).toMatchObject({ state: 'issued', issuedOn: '2026-03-02', receiveBy: '2026-03-05' })
  })

  test('[PLAT-57] drawn up again with the same key they are the same, and take no number', async () => {
    const office = await as('office')
    const key = { 'idempotency-key': '0c000000-0000-4000-8000-000000000001' }
    const two = body({ unitIds: [organizationOf('city'), organizationOf('department')] })
    const numbers = async (facts: object) =>
      (await office.post(base, { ...two, ...facts }, key)).json().items.map(({ number }: { number: string }) => number)
    const first = await numbers({})
    expect(await numbers({})).toEqual(first)
    expect(await numbers({ title: '另一事项' })).not.toEqual(first)
  })

  test('[DEL-817] one of an inspection is issued by the office whose inspection it is', async () => {
    const strange = await post('office', base, body({ inspectionId: '0c000000-0000-4000-8000-000000000002' }))
    expect([strange.statusCode, problem(strange)]).toEqual([404, 'inspection_not_found'])
  })

  test('[DEL-803] are seen by the unit they are for, the office and leaders; drafts by the office alone', async () => {
    const { id } = await issue()
    const seen = async (which: string) =>
      Promise.all(
        (['city', 'department', 'leader', 'office'] as const).map(
          async (person) => (await (await as(person)).get(`${base}/${which}`)).statusCode,
        ),
      )
    expect(await seen(id)).toEqual([200, 404, 200, 200])
    const draft = await issue({ issue: false })
    expect(await seen(draft.id)).toEqual([404, 404, 404, 200])
  })

  test('[DEL-801] go from receipt to answer to sign-off, each by whom it is for; others are refused', async () => {
    const { id } = await issue()
    const answer = { text: '已完成 12 个，余 3 个。', fileIds: [] }
    expect(problem(await post('city', `${base}/${id}/answer`, answer))).toBe('notice_cannot')
    expect((await post('department', `${base}/${id}/receive`)).statusCode).toBe(404)
    expect(problem(await post('office', `${base}/${id}/receive`))).toBe('notice_not_yours')
    expect(problem(await post('city', `${base}/${id}/sign-off`))).toBe('permission_missing')
    expect((await post('city', `${base}/${id}/receive`)).json()).toMatchObject({ state: 'received', may: ['answer'] })
    expect((await post('city', `${base}/${id}/answer`, answer)).json().state).toBe('answered')
    expect((await post('office', `${base}/${id}/return`)).statusCode).toBe(400)
    expect((await post('office', `${base}/${id}/return`, { text: '没有佐证。' })).json().state).toBe('returned')
    expect((await post('city', `${base}/${id}/answer`, answer)).json().state).toBe('answered')
    expect((await post('office', `${base}/${id}/sign-off`)).json()).toMatchObject({
      state: 'signed_off',
      signedOffOn: '2026-03-02',
      may: ['reopen'],
    })
    const again = (await post('office', `${base}/${id}/reopen`, { text: '复查发现反弹。' })).json()
    expect(again).toMatchObject({ state: 'returned', signedOffOn: null })
    expect(again.steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      'issued',
      'received',
      'answered',
      'returned',
      'answered',
      'signed_off',
      'reopened',
    ])
  })

  test('[DEL-805] papers of an answer are the unit’s own until they are handed in', async () => {
    const { id } = await issue()
    await post('city', `${base}/${id}/receive`)
    expect((await (await as('office')).request(paper(`${base}/${id}/files`))).statusCode).toBe(403)
    const kept = (await (await as('city')).request(paper(`${base}/${id}/files`))).json()
    const [file] = kept.waiting
    expect(file.fileName).toBe('整治台账.xlsx')
    const fileUrl = `/api/v1/supervision-files/${file.id}`
    expect((await (await as('office')).get(fileUrl)).statusCode).toBe(404)
    expect((await (await as('office')).get(`${base}/${id}`)).json().waiting).toEqual([])
    const answered = await post('city', `${base}/${id}/answer`, { text: '见附件。', fileIds: [file.id] })
    expect(answered.json().steps.at(-1).files).toMatchObject([{ id: file.id }])
    expect((await (await as('office')).get(fileUrl)).body).toBe('内容')
    expect(problem(await (await as('city')).delete(fileUrl))).toBe('supervision_file_unknown')
  })

  test('[PLAT-56] a file whose name holds what cannot be seen is refused', async () => {
    const { id } = await issue()
    await post('city', `${base}/${id}/receive`)
    const city = await as('city')
    const hidden = await city.request(paper(`${base}/${id}/files`, '整治\u202excod.xlsx'))
    expect([hidden.statusCode, hidden.json()]).toMatchObject([400, { code: 'text_unclean', facts: { field: 'file' } }])
    expect((await city.request(paper(`${base}/${id}/files`))).statusCode).toBe(201)
  })

  test('[DEL-806] an edit of a draft needs its version, and a stale one shows what stands now', async () => {
    const { id } = await issue({ issue: false })
    const edit = { title: '改题', basis: '据', text: '做', dueOn: '2026-04-30' }
    const patch = async (tag: string) => (await as('office')).patch(`${base}/${id}`, edit, { 'if-match': tag })
    expect((await patch('"v1"')).json()).toMatchObject({ title: '改题', revision: 2 })
    const stale = await patch('"v1"')
    expect([stale.statusCode, stale.json().facts.current.title]).toEqual([412, '改题'])
    await post('office', `${base}/${id}/issue`)
    expect(problem(await patch('"v3"'))).toBe('notice_cannot')
  })

  test('[DEL-808] whoever is overtaken by another of the office hears so (409), not that it may not', async () => {
    const { id } = await issue({ issue: false })
    const office = await as('office')
    const signal = { done: () => {}, go: () => {} }
    const isDone = new Promise<void>((resolve) => {
      signal.done = resolve
    })
    const mayGo = new Promise<void>((resolve) => {
      signal.go = resolve
    })
    const other = server.handle.asActor(PEOPLE.office, async (trx) => {
      await actAsOwner(trx, PEOPLE.office, id, 'withdrawn', null, '2026-03-02')
      signal.done()
      await mayGo
    })
    await isDone
    const late = office.post(`${base}/${id}/issue`, {})
    await Promise.race([late, new Promise((resolve) => setTimeout(resolve, 500))])
    signal.go()
    await other
    expect((await late).statusCode, (await late).body).toBe(409)
  })

  test('[DEL-807] weigh on the light of their task until they are signed off or taken back', async () => {
    const task = await addTask(server.handle, await addProgramme(server.handle), { city: 'lead' })
    const { id, number } = await issue({ taskId: task })
    const open = (today: string) => server.handle.asSystem((trx) => openSupervision(trx, [task], today))
    expect(await open('2026-03-31')).toMatchObject([{ taskId: task, number, overdue: false }])
    expect(await open('2026-04-01')).toMatchObject([{ overdue: true }])
    const due = async () =>
      (await sql`select from light_due where task_id = ${task}::uuid`.execute(server.handle.kysely)).rows.length
    expect(await due()).toBe(0) // the route had the lights refreshed
    const light = async () =>
      (
        await sql<{ light: string }>`select light from task_light where task_id = ${task}::uuid`.execute(
          server.handle.kysely,
        )
      ).rows[0]?.light
    expect(await light()).toBe('yellow')
    await post('office', `${base}/${id}/withdraw`, { text: '已另行办理。' })
    expect(await open('2026-04-01')).toEqual([])
    expect(await light()).not.toBe('yellow')
  })
})

describe('special inspections', () => {
  const plan = (taskIds: string[], facts: object = {}) => ({
    form: 'special',
    title: '入海排污口整治专项督查',
    basis: '2026年度督查计划',
    content: '整治进度和台账真实性',
    ways: ['调阅资料', '实地检查'],
    inspectors: ['覃明'],
    inspectorIds: [],
    startsOn: '2026-03-10',
    endsOn: '2026-03-20',
    taskIds,
    unitIds: [organizationOf('city'), organizationOf('department')],
    ...facts,
  })
  const url = '/api/v1/inspections'
  const planned = async (facts: object = {}) => {
    const task = await addTask(server.handle, await addProgramme(server.handle), {
      city: 'lead',
      department: 'participant',
    })
    const reply = await post('office', url, plan([task], facts))
    expect(reply.statusCode, reply.body).toBe(201)
    return { task, inspection: reply.json() }
  }
  const objectOf = (inspection: { units: { id: string; unit: { id: string } }[] }, person: PersonName) =>
    inspection.units.find(({ unit }) => unit.id === organizationOf(person))?.id

  test('[DEL-810] only the office plans one, over tasks that a filter finds', async () => {
    const { task, inspection } = await planned()
    expect(problem(await post('city', url, plan([task])))).toBe('permission_missing')
    const found = (await (await as('office')).get(`${url}/candidates?unit=${organizationOf('city')}&q=排污口`)).json()
    const item = found.items.find(({ id }: { id: string }) => id === task)
    expect(item).toMatchObject({ inspections: [inspection.number] })
    expect(item.units.map(({ id }: { id: string }) => id)).toEqual([
      organizationOf('city'),
      organizationOf('department'),
    ])
  })

  test('[DEL-815] its plan is changed before it begins and no later; a stale edit shows what stands now', async () => {
    const { inspection } = await planned({ startsOn: '2026-05-10', endsOn: '2026-05-20' })
    const { title, basis, content, scope, ways, inspectors, startsOn, endsOn } = inspection
    const edit = { ...{ title, basis, content, scope, ways, inspectors, inspectorIds: [], startsOn, endsOn } }
    const change = async (facts: object, version: number) =>
      (await as('office')).patch(`${url}/${inspection.id}`, { ...edit, ...facts }, { 'if-match': `"v${version}"` })
    expect((await change({ title: '改题' }, 1)).json()).toMatchObject({ title: '改题', revision: 2 })
    const stale = await change({ title: '另题' }, 1)
    expect([stale.statusCode, stale.json().facts.current.title]).toEqual([412, '改题'])
    expect(problem(await change({ endsOn: '2026-05-01' }, 2))).toBe('schema_mismatch')
    await post('office', `${url}/${inspection.id}/start`)
    expect(problem(await change({ title: '晚了' }, 3))).toBe('inspection_cannot')
  })

  test('[DEL-815] inspectors are found by name or unit, by who supervises alone, and no more of them is shown', async () => {
    const q = encodeURIComponent(PEOPLE.city.userName)
    const found = (await (await as('office')).get(`/api/v1/inspectors?q=${q}`)).json().items
    expect(found).toEqual([
      expect.objectContaining({
        id: PEOPLE.city.userId,
        name: PEOPLE.city.userName,
        organizationId: organizationOf('city'),
      }),
    ])
    expect(Object.keys(found[0]).sort()).toEqual(['id', 'name', 'organization', 'organizationId'])
    expect((await (await as('city')).get('/api/v1/inspectors')).statusCode).toBe(403)
  })

  test('[DEL-811] a second one of the same units and tasks at the same time is refused and names the first', async () => {
    const { task, inspection } = await planned()
    const twice = await post('office', url, plan([task]))
    expect([twice.statusCode, problem(twice), twice.json().facts.numbers]).toEqual([
      409,
      'inspection_duplicate',
      inspection.number,
    ])
    await post('office', `${url}/${inspection.id}/cancel`, { text: '并入综合督查' })
    expect((await post('office', url, plan([task]))).statusCode).toBe(201)
  })

  test('[DEL-810] a unit that answers for none of its tasks is not inspected', async () => {
    const { task } = await planned({ startsOn: '2026-11-01', endsOn: '2026-11-10' })
    const units = [organizationOf('city'), organizationOf('otherDepartment')]
    const reply = await post(
      'office',
      url,
      plan([task], { unitIds: units, startsOn: '2026-12-01', endsOn: '2026-12-10' }),
    )
    expect([reply.statusCode, problem(reply), reply.json().facts.names]).toEqual([
      422,
      'inspection_unit_unfit',
      PEOPLE.otherDepartment.organizationName,
    ])
  })

  test('[DEL-811] nor by another office, nor by moving the days of one that is planned', async () => {
    const { task, inspection } = await planned({ startsOn: '2026-07-01', endsOn: '2026-07-10' })
    const stranger = { ...actorOf('otherDepartment'), role: 'office' as const }
    const body = plan([task], { startsOn: '2026-07-10', endsOn: '2026-07-20' }) as NewInspection
    const twice = server.handle.asActor(stranger, (trx) => planInspection(trx, stranger, body, '2026-03-02'))
    await expect(twice).rejects.toMatchObject({ code: 'inspection_duplicate', facts: { numbers: inspection.number } })
    const later = { ...body, startsOn: '2026-08-01', endsOn: '2026-08-10' }
    const id = await server.handle.asActor(stranger, (trx) => planInspection(trx, stranger, later, '2026-03-02'))
    const moved = server.handle.asActor(stranger, (trx) => {
      const { title, basis, content, ways, inspectors } = body
      const edit = { title, basis, content, scope: '', ways, inspectors, inspectorIds: [] }
      return editInspection(trx, stranger, id, { ...edit, startsOn: '2026-07-05', endsOn: '2026-08-10' }, '"v1"')
    })
    await expect(moved).rejects.toMatchObject({ code: 'inspection_duplicate' })
  })

  test.runIf(testEngine === 'postgresql')(
    '[DEL-816] whose last units are closed at the same moment, it is concluded all the same',
    async () => {
      const { inspection } = await planned({ startsOn: '2026-09-01', endsOn: '2026-09-10' })
      await post('office', `${url}/${inspection.id}/start`)
      const objects = (['city', 'department'] as const).map(
        (person) => [person, objectOf(inspection, person) ?? ''] as const,
      )
      for (const [person, id] of objects) {
        await post('office', `/api/v1/inspection-objects/${id}/conclude`, { text: '属实。', verdict: 'met' })
        await post(person, `/api/v1/inspection-objects/${id}/receive`)
      }
      const [first, second] = objects.map(([, id]) => id)
      const signal = { done: () => {}, go: () => {} }
      const isDone = new Promise<void>((resolve) => {
        signal.done = resolve
      })
      const mayGo = new Promise<void>((resolve) => {
        signal.go = resolve
      })
      const office = actorOf('office')
      const one = server.handle.asActor(office, async (trx) => {
        await checkRectification(trx, office, first ?? '', true, '办结')
        signal.done()
        await mayGo
      })
      await isDone
      const other = server.handle.asActor(office, (trx) => checkRectification(trx, office, second ?? '', true, '办结'))
      await Promise.race([other, new Promise((resolve) => setTimeout(resolve, 700))])
      signal.go()
      await Promise.all([one, other])
      expect((await (await as('office')).get(`${url}/${inspection.id}`)).json().state).toBe('concluded')
    },
  )

  test('[DEL-812] an inspected unit sees it from its start on, and of the conclusions its own', async () => {
    const { inspection } = await planned()
    const see = async (person: PersonName) => (await as(person)).get(`${url}/${inspection.id}`)
    expect((await see('city')).statusCode).toBe(404)
    await post('office', `${url}/${inspection.id}/start`)
    expect((await see('otherDepartment')).statusCode).toBe(404)
    const own = (await see('city')).json()
    expect(own.units.map(({ unit }: { unit: { id: string } }) => unit.id)).toEqual([organizationOf('city')])
    await post('office', `/api/v1/inspection-objects/${objectOf(inspection, 'department')}/conclude`, {
      text: '台账与现场不符。',
      verdict: 'met',
    })
    const steps = (await see('city')).json().steps.map(({ kind }: { kind: string }) => kind)
    expect(steps).toEqual(['planned', 'started'])
    expect((await see('leader')).json().units).toHaveLength(2)
  })

  test('[DEL-813] the conclusion is received, objected to in time and once, and decided by who did not inspect', async () => {
    const { inspection } = await planned({ takesPart: true })
    await post('office', `${url}/${inspection.id}/start`)
    const object = `/api/v1/inspection-objects/${objectOf(inspection, 'city')}`
    const rectify = { text: '三处未整治。', verdict: 'rectify' }
    expect(problem(await post('office', `${object}/conclude`, rectify))).toBe('rectify_by_missing')
    await post('office', `${object}/conclude`, { ...rectify, rectifyBy: '2026-06-30' })
    expect(problem(await post('city', `${object}/object`, { text: '不实' }))).toBe('inspection_cannot')
    const received = (await post('city', `${object}/receive`)).json().units[0]
    expect(received).toMatchObject({ state: 'received', receivedOn: '2026-03-02', objectUntil: '2026-04-01' })
    now = new Date('2026-04-02T02:00:00Z')
    expect(problem(await post('city', `${object}/object`, { text: '不实' }))).toBe('objection_late')
    now = new Date('2026-04-01T02:00:00Z')
    expect((await post('city', `${object}/object`, { text: '其中一处不归我市。' })).json().units[0]).toMatchObject({
      state: 'objected',
      decideUntil: '2026-05-01',
    })
    const decision = { decision: 'uphold', text: '经复核，维持。' }
    expect(problem(await post('office', `${object}/decide`, decision))).toBe('inspector_steps_aside')
    const { inspection: without } = await planned({ startsOn: '2026-06-10', endsOn: '2026-06-20' })
    await post('office', `${url}/${without.id}/start`)
    const another = `/api/v1/inspection-objects/${objectOf(without, 'city')}`
    await post('office', `${another}/conclude`, { ...rectify, rectifyBy: '2026-06-30' })
    await post('city', `${another}/receive`)
    await post('city', `${another}/object`, { text: '不归我市。' })
    expect((await post('office', `${another}/decide`, decision)).statusCode).toBe(200)
    expect(problem(await post('city', `${another}/object`, { text: '再议' }))).toBe('objected_already')
    now = new Date('2026-03-02T02:00:00Z')
  })

  test('[DEL-814] what has to be put right is reported with its papers and checked before the unit is closed', async () => {
    const { inspection } = await planned({ unitIds: [organizationOf('city')] })
    await post('office', `${url}/${inspection.id}/start`)
    const object = `/api/v1/inspection-objects/${objectOf(inspection, 'city')}`
    await post('office', `${object}/conclude`, { text: '三处未整治。', verdict: 'rectify', rectifyBy: '2026-06-30' })
    await post('city', `${object}/receive`)
    expect(problem(await post('office', `${object}/check`, { passed: true, text: '好' }))).toBe('not_rectified')
    const kept = (await (await as('city')).request(paper(`${object}/files`, '整改照片.jpg'))).json()
    const fileIds = kept.units[0].waiting.map(({ id }: { id: string }) => id)
    expect(
      (await post('city', `${object}/rectify`, { text: '三处已整治。', fileIds })).json().units[0].files,
    ).toHaveLength(1)
    const failed = (await post('office', `${object}/check`, { passed: false, text: '一处反弹。' })).json()
    expect(failed).toMatchObject({ state: 'underway', units: [{ state: 'received' }] })
    await post('city', `${object}/rectify`, { text: '再次整治。', fileIds: [] })
    const done = (await post('office', `${object}/check`, { passed: true, text: '核查通过。' })).json()
    expect(done).toMatchObject({ state: 'concluded', units: [{ state: 'closed' }] })
  })
})
