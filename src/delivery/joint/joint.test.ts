import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { addCluster, addProgramme, addTask, ladderBody, matterBody, organizationOf } from './joint.testing.ts'
import { raiseUnanswered } from './raiseUnanswered.ts'

let now = new Date('2026-03-02T02:00:00Z')
const server = withServer({ prepare: addCluster, clock: () => now })
const office = () => server.as('office')
let ladder: { id: string; revision: number; tiers: { id: string; name: string }[] }

const problem = (reply: { json: () => { code?: string } }) => reply.json().code
const raise = async (person: 'department' | 'city' | 'office' | 'otherDepartment', taskId: string | null = null) =>
  (await server.as(person)).post('/api/v1/escalations', matterBody(ladder.id, taskId))
const see = async (person: keyof typeof PEOPLE, id: string) =>
  (await (await server.as(person)).get(`/api/v1/escalations/${id}`)).statusCode

beforeAll(async () => {
  const reply = await (await office()).post(
    '/api/v1/ladders',
    ladderBody('otherDepartment', 'office', ['department', 'city']),
  )
  expect(reply.statusCode).toBe(201)
  ladder = reply.json()
})

describe('ladders', () => {
  test('[DEL-722] hosts and members are units that there are, of a province of the cluster or of the nation', async () => {
    const body = ladderBody('otherDepartment', 'office')
    const strange = { ...body.tiers[0], hosts: ['0c000000-0000-4000-8000-000000000009'] }
    const reply = await (await office()).post('/api/v1/ladders', { ...body, tiers: [strange] })
    expect([reply.statusCode, problem(reply)]).toEqual([422, 'ladder_unit_unknown'])
  })

  test('[DEL-702] only the office that keeps a ladder changes it; a stale edit shows what stands now', async () => {
    const body = ladderBody('otherDepartment', 'office', ['department', 'city'])
    const tiers = body.tiers.map((tier, index) => ({ id: ladder.tiers[index]?.id, ...tier }))
    const { clusterId: _, ...edit } = { ...body, name: '改名的层级', tiers }
    expect(
      problem(await (await server.as('city')).patch(`/api/v1/ladders/${ladder.id}`, edit, { 'if-match': '"v1"' })),
    ).toBe('permission_missing')
    const changed = await (await office()).patch(`/api/v1/ladders/${ladder.id}`, edit, { 'if-match': '"v1"' })
    expect(changed.json()).toMatchObject({ name: '改名的层级', revision: 2 })
    expect(changed.json().tiers.map(({ id }: { id: string }) => id)).toEqual(ladder.tiers.map(({ id }) => id))
    const stale = await (await office()).patch(`/api/v1/ladders/${ladder.id}`, edit, { 'if-match': '"v1"' })
    expect([stale.statusCode, stale.json().facts.current.name]).toEqual([412, '改名的层级'])
  })

  test('[DEL-724] who becomes host of a tier sees the matters that stand there, hears of them, and answers', async () => {
    const body = ladderBody('otherDepartment', 'office')
    const other = (await (await office()).post('/api/v1/ladders', body)).json()
    const { id } = (await (await server.as('city')).post('/api/v1/escalations', matterBody(other.id))).json()
    expect(await see('department', id)).toBe(404)
    const { name, source } = body
    const [first, top] = body.tiers
    const hosts = [organizationOf('department')]
    const tiers = [
      { ...first, id: other.tiers[0].id, hosts },
      { ...top, id: other.tiers[1].id },
    ]
    const changed = await (await office()).patch(
      `/api/v1/ladders/${other.id}`,
      { name, source, tiers },
      { 'if-match': '"v1"' },
    )
    expect(changed.statusCode, changed.body).toBe(200)
    expect(await see('department', id)).toBe(200)
    const desk = await server.as('department')
    expect(JSON.stringify((await desk.get('/api/v1/notices')).json())).toContain(`/escalations/${id}`)
    const answered = await desk.post(`/api/v1/escalations/${id}/answer`, { text: '以国家标准为准。' })
    expect(answered.json()).toMatchObject({ state: 'answered' })
    expect(await see('otherDepartment', id)).toBe(200) // it has been before them
  })

  test('[DEL-702] a tier at which matters stand is not taken away', async () => {
    const other = (await (await office()).post('/api/v1/ladders', ladderBody('office', 'office'))).json()
    await (await server.as('city')).post('/api/v1/escalations', matterBody(other.id))
    const { name, source, tiers } = ladderBody('office', 'office')
    const without = { name, source, tiers: [{ id: other.tiers[1].id, ...tiers[1] }] }
    const reply = await (await office()).patch(`/api/v1/ladders/${other.id}`, without, { 'if-match': '"v1"' })
    expect([reply.statusCode, problem(reply)]).toEqual([409, 'tier_occupied'])
  })
})

describe('matters', () => {
  test('[DEL-705] who raised it, the units of its task, hosts, office and leaders see it; others once it is resolved', async () => {
    const task = await addTask(server.handle, await addProgramme(server.handle), {
      city: 'lead',
      department: 'participant',
    })
    const { id } = (await raise('city', task)).json()
    for (const person of ['city', 'department', 'otherDepartment', 'office', 'leader'] as const)
      expect([person, await see(person, id)]).toEqual([person, 200])
    // another ladder, whose first host is the office: the other department is neither raiser, unit nor host
    const own = (await (await office()).post('/api/v1/ladders', ladderBody('office', 'office'))).json()
    const task2 = await addTask(server.handle, await addProgramme(server.handle), { city: 'lead' })
    const raised = (await (await server.as('city')).post('/api/v1/escalations', matterBody(own.id, task2))).json()
    expect(await see('otherDepartment', raised.id)).toBe(404)
    expect(await see('department', raised.id)).toBe(404)
    expect((await (await server.as('otherDepartment')).get(`/api/v1/escalations?task=${task2}`)).json().total).toBe(0)
    await (await office()).post(`/api/v1/escalations/${raised.id}/answer`, { text: '以国家标准为准。' })
    await (await server.as('city')).post(`/api/v1/escalations/${raised.id}/accept`, {})
    expect(await see('otherDepartment', raised.id)).toBe(200)
  })

  test('[DEL-706] a matter of a task is raised by who answers for it, one at a time', async () => {
    const task = await addTask(server.handle, await addProgramme(server.handle), { city: 'lead' })
    expect(problem(await raise('department', task))).toBe('escalation_not_yours')
    expect((await raise('city', task)).statusCode).toBe(201)
    expect(problem(await raise('city', task))).toBe('escalation_open_already')
  })

  test('[DEL-707] only a host or the office answers, only who raised it accepts or contests', async () => {
    const { id } = (await raise('city')).json()
    const post = async (person: keyof typeof PEOPLE, act: string) =>
      (await server.as(person)).post(`/api/v1/escalations/${id}/${act}`, { text: '因为如此。' })
    expect((await post('department', 'answer')).statusCode).toBe(404) // does not even see it
    expect(problem(await post('city', 'answer'))).toBe('escalation_not_host')
    expect(problem(await post('city', 'contest'))).toBe('escalation_cannot')
    expect((await post('otherDepartment', 'answer')).json()).toMatchObject({ state: 'answered', risesAfter: null })
    expect(problem(await post('otherDepartment', 'contest'))).toBe('escalation_not_raiser')
    const up = (await post('city', 'contest')).json()
    expect(up).toMatchObject({ state: 'waiting', tier: { position: 2, name: '联席会议' } })
    expect(up.steps.map(({ kind }: { kind: string }) => kind)).toEqual(['raised', 'answered', 'contested'])
    expect(problem(await post('office', 'rise'))).toBe('escalation_at_top')
  })

  test('[DEL-704] the day after the term it stands one tier up, where the next hosts see it', async () => {
    const { id, risesAfter } = (await raise('city')).json()
    expect(risesAfter).toBe('2026-03-09')
    await raiseUnanswered(server.handle, new Date('2026-03-09T15:59:00Z')) // still 9 March in China
    const at = async () => (await (await office()).get(`/api/v1/escalations/${id}`)).json()
    expect(await at()).toMatchObject({ tier: { position: 1 } })
    await raiseUnanswered(server.handle, new Date('2026-03-09T16:01:00Z'))
    expect(await at()).toMatchObject({ tier: { position: 2 }, sinceOn: '2026-03-10', risesAfter: null })
    expect((await at()).steps.at(-1)).toMatchObject({ kind: 'risen', userName: null })
    expect(await raiseUnanswered(server.handle, new Date('2026-06-30T00:00:00Z'))).toBe(0)
  })

  test('[DEL-708] the open timeline of the task says nothing of a matter before it is resolved', async () => {
    const task = await addTask(server.handle, await addProgramme(server.handle), { city: 'lead' })
    const { id } = (await raise('city', task)).json()
    const events = async () =>
      (
        await sql<{ kind: string }>`select kind from task_event where task_id = ${task}::uuid`.execute(
          server.handle.kysely,
        )
      ).rows
    expect(await events()).toEqual([])
    await (await office()).post(`/api/v1/escalations/${id}/answer`, { text: '以国家标准为准。' })
    await (await server.as('city')).post(`/api/v1/escalations/${id}/accept`, {})
    expect(await events()).toEqual([{ kind: 'escalation_resolved' }])
  })
})

describe('a meeting', () => {
  async function stage() {
    const programmeId = await addProgramme(server.handle)
    const task = await addTask(server.handle, programmeId, { city: 'lead', department: 'participant' })
    const matter = (await raise('city', task)).json()
    await (await office()).post(`/api/v1/escalations/${matter.id}/rise`, { text: '涉及两省，直接提请联席会议。' })
    const tier = ladder.tiers[1]?.id
    const planned = await (await office()).post('/api/v1/meetings', {
      tierId: tier,
      title: '第二次联席会议',
      heldOn: '2026-03-02',
      escalationIds: [matter.id],
    })
    expect(planned.statusCode).toBe(201)
    return { programmeId, task, matter, meeting: planned.json(), base: `/api/v1/meetings/${planned.json().id}` }
  }

  test('[DEL-713] is its secretariat’s until it is convened, then also theirs who are invited', async () => {
    const { meeting, base } = await stage()
    expect(meeting).toMatchObject({ state: 'planned', agenda: [{ title: '跨省排污口的监测数据互不承认' }] })
    const as = async (person: keyof typeof PEOPLE) => (await (await server.as(person)).get(base)).statusCode
    expect(await as('department')).toBe(404)
    await (await office()).post(`${base}/convene`, {})
    expect([await as('department'), await as('city'), await as('leader')]).toEqual([200, 200, 200])
    expect(await as('otherDepartment')).toBe(404)
  })

  test('[DEL-712] the next meeting has the next host', async () => {
    const tier = ladder.tiers[1]?.id
    const { host, session } = (
      await (await office()).get(`/api/v1/meetings/next?tier=${tier}&heldOn=2026-05-01`)
    ).json()
    const { json } = await (await office()).get(`/api/v1/meetings?tier=${tier}`)
    const [latest] = json().items
    expect(session).toBe(latest.session + 1)
    expect(host.id).not.toBe(latest.host.id)
  })

  test('[DEL-714] two who write the minutes of one item get both texts; two on two items do not meet', async () => {
    const { meeting, base } = await stage()
    const [item] = meeting.agenda
    const second = (await (await office()).post(`${base}/agenda`, { title: '其他事项' })).json().agenda[1]
    const write = async (id: string, discussion: string, revision: number) =>
      (await office()).patch(`/api/v1/agenda-items/${id}`, { discussion }, { 'if-match': `"v${revision}"` })
    expect((await write(item.id, '甲的记录', 1)).statusCode).toBe(200)
    expect((await write(second.id, '乙的记录', 1)).statusCode).toBe(200)
    const clash = await write(item.id, '丙的记录', 1)
    expect([clash.statusCode, clash.json().facts.current.discussion]).toEqual([412, '甲的记录'])
  })

  test('[DEL-710] the agenda is put in an order, and an order that misses an item is refused', async () => {
    const { base } = await stage()
    const two = (await (await office()).post(`${base}/agenda`, { title: '其他事项' })).json().agenda
    const order = two.map(({ id }: { id: string }) => id).reverse()
    const put = async (ids: string[]) =>
      (await office()).request({ method: 'PUT', url: `${base}/agenda`, payload: { order: ids } })
    expect((await put(order)).json().agenda.map(({ id }: { id: string }) => id)).toEqual(order)
    expect(problem(await put(order.slice(1)))).toBe('agenda_mismatch')
  })

  test('[DEL-716] papers of unknown type or none are refused; what is laid on the table is for those who sit at it', async () => {
    const { base } = await stage()
    await (await office()).post(`${base}/convene`, {})
    const form = (name: string, text = '材料') => {
      const form = new FormData()
      form.append('title', '情况说明')
      form.append('file', new Blob([text]), name)
      return { method: 'POST' as const, url: `${base}/materials`, payload: form as unknown as string }
    }
    const city = await server.as('city')
    for (const name of ['工具.exe', '材料.constructor', '材料.__proto__', 'toString'])
      expect(problem(await city.request(form(name)))).toBe('attachment_type')
    expect(problem(await city.request(form('空.txt', '')))).toBe('attachment_missing')
    const laid = await city.request(form('说明.pdf'))
    expect(laid.statusCode).toBe(201)
    const [paper] = laid.json().materials
    expect(paper).toMatchObject({ title: '情况说明', mediaType: 'application/pdf' })
    const file = `/api/v1/materials/${paper.id}/file`
    expect((await (await server.as('department')).get(file)).body).toBe('材料')
    expect((await (await server.as('otherDepartment')).get(file)).statusCode).toBe(404)
    expect((await (await server.as('otherDepartment')).request(form('说明.pdf'))).statusCode).toBe(404)
  })

  test('[DEL-721] who is invited says whether it comes; host and secretariat see it, and attendance begins with it', async () => {
    const { meeting, base } = await stage()
    const desk = await office()
    const [city, department, host] = [
      await server.as('city'),
      await server.as('department'),
      await server.as('otherDepartment'),
    ]
    expect(problem(await city.post(`${base}/reply`, { reply: 'attend' }))).toBe('meeting_not_found')
    await desk.post(`${base}/convene`, {})
    expect((await city.get(base)).json().may).toContain('reply')
    expect(problem(await city.post(`${base}/reply`, { reply: 'deputy' }))).toBe('schema_mismatch')
    expect(problem(await city.post(`${base}/reply`, { reply: 'absent', note: ' ' }))).toBe('schema_mismatch')
    await city.post(`${base}/reply`, { reply: 'attend' })
    const replied = await city.post(`${base}/reply`, { reply: 'deputy', person: '李副市长' })
    expect(replied.statusCode, replied.body).toBe(200)
    await department.post(`${base}/reply`, { reply: 'absent', note: '同日另有督查' })

    const replyOf = (answer: { json: () => typeof meeting }, person: 'city' | 'department') =>
      answer
        .json()
        .attendees.find((one: { organization: { id: string } }) => one.organization.id === organizationOf(person)).reply
    for (const browser of [desk, host].slice(0, meeting.host.id === organizationOf('otherDepartment') ? 2 : 1))
      expect(replyOf(await browser.get(base), 'department')).toMatchObject({ reply: 'absent', note: '同日另有督查' })
    expect(replyOf(await city.get(base), 'city')).toMatchObject({ reply: 'deputy', person: '李副市长' })
    expect(replyOf(await city.get(base), 'department')).toBeNull()

    const held = (await desk.post(`${base}/hold`, {})).json()
    const cameOf = (person: 'city' | 'department') =>
      held.attendees.find((one: { organization: { id: string } }) => one.organization.id === organizationOf(person))
    expect(cameOf('city')).toMatchObject({ attendance: 'represented', person: '李副市长' })
    expect(cameOf('department')).toMatchObject({ attendance: 'absent' })
    expect(problem(await city.post(`${base}/reply`, { reply: 'attend' }))).toBe('meeting_reply_closed')
  })

  test('[DEL-725] a meeting begins on its day or later, not before', async () => {
    const { meeting, base } = await stage()
    const desk = await office()
    await desk.post(`${base}/convene`, {})
    const move = async (heldOn: string) => {
      const { revision } = (await desk.get(base)).json()
      await desk.request({
        ...{ method: 'PATCH', url: base, payload: { heldOn }, headers: { 'if-match': `"v${revision}"` } },
      })
    }
    await move('2026-03-20')
    const early = await desk.post(`${base}/hold`, {})
    expect([early.statusCode, problem(early), early.json().facts]).toEqual([
      409,
      'meeting_ahead',
      { heldOn: '2026-03-20' },
    ])
    await move(meeting.heldOn)
    expect((await desk.post(`${base}/hold`, {})).json().state).toBe('held')
  })

  test('[DEL-714] two who mark attendance at once: the later one gets the list as it is now', async () => {
    const { meeting, base } = await stage()
    const put = async () =>
      (await office()).request({
        method: 'PUT',
        url: `${base}/attendees`,
        payload: {
          attendees: meeting.attendees.map((one: { organization: { id: string }; capacity: string }) => ({
            ...{ organizationId: one.organization.id, capacity: one.capacity, attendance: null, person: '甲' },
          })),
        },
        headers: { 'if-match': `"v${meeting.revision}"` },
      })
    expect((await put()).statusCode).toBe(200)
    const late = await put()
    expect([late.statusCode, late.json().facts.current.attendees[0].person]).toEqual([412, '甲'])
  })

  test('[DEL-717] one act issues the minutes: resolutions become tasks, the matter is resolved, nothing changes after', async () => {
    const { meeting, base, programmeId, matter, task } = await stage()
    const desk = await office()
    const [item] = meeting.agenda
    const early = await desk.post(`${base}/issue`, { objectionsSeen: 0 })
    expect(problem(early)).toBe('meeting_cannot')
    await desk.post(`${base}/convene`, {})
    await desk.post(`${base}/hold`, {})
    const resolution = {
      agendaItemId: item.id,
      title: '互认入海排污口监测数据',
      text: '两省以国家标准方法监测，数据互认。',
      pace: 'finite',
      dueOn: '2026-09-30',
      leadIds: [organizationOf('department')],
      participantIds: [organizationOf('otherDepartment')],
    }
    const twice = { ...resolution, participantIds: resolution.leadIds }
    expect(problem(await desk.post(`${base}/resolutions`, twice))).toBe('resolution_unit_twice')
    const drafted = (await desk.post(`${base}/resolutions`, resolution)).json()
    const incomplete = await desk.post(`${base}/issue`, { objectionsSeen: 0 })
    expect(problem(incomplete)).toBe('minutes_incomplete')
    expect(incomplete.json().facts.gaps.map(({ kind }: { kind: string }) => kind)).toContain('attendance_missing')

    // [DEL-718] below: the city objects
    const drafted1 = drafted.agenda[0].resolutions[0]
    const objected = await (await server.as('city')).post(`/api/v1/resolutions/${drafted1.id}/objections`, {
      text: '所需经费没有着落，保留意见。',
    })
    expect(objected.statusCode).toBe(201)

    const attendees = drafted.attendees.map((one: { organization: { id: string }; capacity: string }) => ({
      organizationId: one.organization.id,
      capacity: one.capacity,
      attendance: 'present',
      person: '某主任',
    }))
    await desk.request({
      method: 'PUT',
      url: `${base}/attendees`,
      payload: { attendees },
      headers: { 'if-match': '*' },
    })
    await desk.patch(
      `/api/v1/agenda-items/${item.id}`,
      { discussion: '会议同意互认。', outcome: 'resolved' },
      { 'if-match': '"v1"' },
    )
    const unseen = await desk.post(`${base}/issue`, { objectionsSeen: 0 })
    expect([unseen.statusCode, problem(unseen)]).toEqual([409, 'objections_unseen'])
    const issued = await desk.post(`${base}/issue`, { objectionsSeen: 1 })
    expect(issued.statusCode, issued.body).toBe(200)
    const { taskId } = issued.json().agenda[0].resolutions[0]
    expect(issued.json()).toMatchObject({ state: 'minuted', may: [] })

    const { rows } = await sql`select t.programme_id, t.origin, t.state, t.due_on, t.resolution_id,
        array_agg(a.role || ' ' || a.organization_id order by a.seq) as units
      from task t join task_assignment a on a.task_id = t.id where t.id = ${taskId}::uuid
      group by t.programme_id, t.origin, t.state, t.due_on, t.resolution_id`.execute(server.handle.kysely)
    expect(rows).toEqual([
      {
        programme_id: programmeId,
        origin: 'resolution',
        state: 'dispatched',
        due_on: '2026-09-30',
        resolution_id: drafted1.id,
        units: [`lead ${organizationOf('department')}`, `participant ${organizationOf('otherDepartment')}`],
      },
    ])
    const settled = (await desk.get(`/api/v1/escalations/${matter.id}`)).json()
    expect(settled).toMatchObject({ state: 'resolved', meetings: [{ outcome: 'resolved', resolutions: [{ taskId }] }] })
    expect((await (await server.as('otherDepartment')).get(`/api/v1/escalations?task=${task}`)).json().total).toBe(1)

    expect(problem(await desk.patch(base, { minutes: '再改' }, { 'if-match': '"v9"' }))).toBe('meeting_closed')
    expect(problem(await desk.post(`${base}/resolutions`, resolution))).toBe('meeting_closed')
    expect(problem(await desk.post(`${base}/issue`, { objectionsSeen: 1 }))).toBe('meeting_cannot')
  })

  test('[DEL-718] only a member objects; an objection is shown and keeps the resolution, and may be taken back', async () => {
    const { meeting, base } = await stage()
    const desk = await office()
    await desk.post(`${base}/convene`, {})
    const [item] = meeting.agenda
    const drafted = (
      await desk.post(`${base}/resolutions`, {
        agendaItemId: item.id,
        title: '共同出资',
        text: '三方按比例出资。',
        pace: 'ongoing',
        dueOn: null,
        leadIds: [organizationOf('city')],
        participantIds: [],
      })
    ).json().agenda[0].resolutions[0]
    const object = async (person: keyof typeof PEOPLE) =>
      (await server.as(person)).post(`/api/v1/resolutions/${drafted.id}/objections`, { text: '不同意出资比例。' })
    expect((await object('otherDepartment')).statusCode).toBe(404)
    const shown = (await object('department')).json()
    expect(shown.objections).toBe(1)
    const again = await Promise.all([object('department'), object('department')]) // one stands of each unit
    expect(again.map(problem)).toEqual(['objection_stands', 'objection_stands'])
    const [objection] = shown.agenda[0].resolutions[0].objections
    expect(objection).toMatchObject({ organizationName: PEOPLE.department.organizationName, withdrawnAt: null })
    const remove = await desk.request({ method: 'DELETE', url: `/api/v1/resolutions/${drafted.id}` })
    expect(problem(remove)).toBe('resolution_objected')
    expect(problem(await (await server.as('city')).delete(`/api/v1/objections/${objection.id}`))).toBe(
      'objection_not_found',
    )
    const back = await (await server.as('department')).delete(`/api/v1/objections/${objection.id}`)
    expect(back.json()).toMatchObject({ objections: 0 })
    expect(back.json().agenda[0].resolutions[0].objections).toHaveLength(1)
    const anew = await Promise.all([object('department'), object('department')])
    expect(anew.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
  })

  test('[DEL-718] the office hears of every objection, not of the first alone', async () => {
    const { meeting, base } = await stage()
    const desk = await office()
    await desk.post(`${base}/convene`, {})
    const draft = async (title: string): Promise<string> => {
      const facts = {
        agendaItemId: meeting.agenda[0].id,
        title,
        text: '三方按比例出资。',
        pace: 'ongoing',
        dueOn: null,
      }
      const reply = await desk.post(`${base}/resolutions`, {
        ...facts,
        ...{ leadIds: [organizationOf('city')], participantIds: [] },
      })
      return reply.json().agenda[0].resolutions.at(-1).id
    }
    for (const [person, id] of [
      ['department', await draft('共同出资')],
      ['city', await draft('共同监测')],
    ] as const) {
      const reply = await (await server.as(person)).post(`/api/v1/resolutions/${id}/objections`, { text: '不同意。' })
      expect(reply.statusCode, reply.body).toBe(201)
    }
    const { items } = (await desk.get('/api/v1/notices?limit=200')).json()
    const told = items.filter(
      ({ kind, link }: { kind: string; link: string }) =>
        kind === 'delivery.resolution_objected' && link === `/meetings/${meeting.id}`,
    )
    expect(told).toHaveLength(2)
  })

  test('[DEL-723] the number that is proposed for the next meeting is the one that it gets', async () => {
    const { meeting, base } = await stage()
    const desk = await office()
    await desk.post(`${base}/cancel`, { text: '改期' })
    const tier = meeting.tier.id
    const next = (await desk.get(`/api/v1/meetings/next?tier=${tier}&heldOn=2026-05-01`)).json()
    const planned = await desk.post('/api/v1/meetings', { tierId: tier, title: '再次会议', heldOn: '2026-05-01' })
    expect(planned.json().session).toBe(next.session)
  })

  test('[DEL-719] a meeting that is called off gives its matters back; a deferred one waits with its term anew', async () => {
    const { matter, base } = await stage()
    const desk = await office()
    expect((await desk.get(`/api/v1/escalations/${matter.id}`)).json().state).toBe('on_agenda')
    now = new Date('2026-03-15T02:00:00Z')
    await desk.post(`${base}/cancel`, { text: '改期' })
    expect((await desk.get(`/api/v1/escalations/${matter.id}`)).json()).toMatchObject({
      state: 'waiting',
      sinceOn: '2026-03-15',
    })
    now = new Date('2026-03-02T02:00:00Z')
  })
})
