import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, withServer } from '../../../test/support/index.ts'
import { addProgramme, addTask } from '../lights/evidence.testing.ts'
import { projectsOf, turnProjectYear } from './index.ts'
import type { ProjectDetail, RequestList, Summary } from './schemas.ts'
import { addProject } from './stage.testing.ts'

describe('the project pool over HTTP', () => {
  const server = withServer({ clock: () => new Date('2026-11-22T02:00:00Z') })
  const make = (change: Parameters<typeof addProject>[2] = {}) =>
    server.handle.asSystem((trx) => addProject(trx, 'office', { unit: 'city', ...change }))
  const code = () => `2511-450500-04-01-${randomUUID().slice(0, 6).toUpperCase()}`
  const body = () => ({
    name: `铁山港铁路专用线${randomUUID().slice(0, 4)}`,
    ownerOrganizationId: PEOPLE.office.organizationId,
    reason: '规划列入',
  })
  const seen = async (id: string, who: 'office' | 'city' | 'department' = 'office') =>
    (await server.as(who)).get(`/api/v1/projects/${id}`)
  const decide = async (id: string, decision: object, version = 1, who: 'office' | 'city' | 'department' = 'office') =>
    (await server.as(who)).post(`/api/v1/project-requests/${id}/decide`, decision, { 'if-match': `"v${version}"` })
  const ask = async (id: string, wish: object, who: 'office' | 'city' = 'city') =>
    (await server.as(who)).post(`/api/v1/projects/${id}/requests`, { reason: '年度安排', ...wish })
  const waiting = async (id: string) => {
    const { requests } = (await seen(id)).json<ProjectDetail>()
    const found = requests.find(({ state }) => state === 'proposed')
    if (!found) throw new Error('Nothing waits.')
    return found.id
  }

  test('[DEL-602] what is proposed is seen by who proposed it and the office alone, until it is decided', async () => {
    const made = (await (await server.as('city')).post('/api/v1/projects', body())).json<ProjectDetail>()
    expect([made.class, made.waiting, made.organization.id]).toEqual(['proposed', 1, PEOPLE.city.organizationId])
    expect((await seen(made.id, 'department')).statusCode).toBe(404)
    const request = await waiting(made.id)
    const own = await decide(request, { decision: 'approve' }, 1, 'city')
    expect([own.statusCode, own.json().code]).toEqual([403, 'project_pool_not_yours'])
    const bare = await decide(request, { decision: 'refuse' })
    expect([bare.statusCode, bare.json().code]).toEqual([422, 'project_refusal_reason'])
    expect((await decide(request, { decision: 'approve' })).json().class).toBe('reserve')
    expect((await seen(made.id, 'department')).statusCode).toBe(200)
    const again = await decide(request, { decision: 'refuse', reason: '晚了' }, 2)
    expect([again.statusCode, again.json().code]).toEqual([409, 'project_request_decided'])
  })

  test('[DEL-617] a proposal that is repeated with its key adds nothing', async () => {
    const city = await server.as('city')
    const headers = { 'idempotency-key': randomUUID() }
    const proposal = body()
    await city.post('/api/v1/projects', proposal, headers)
    const again = (await city.post('/api/v1/projects', proposal, headers)).json<ProjectDetail>()
    expect([again.id, again.requests.length]).toEqual([headers['idempotency-key'], 1])
    expect((await city.get(`/api/v1/projects?q=${encodeURIComponent(proposal.name)}`)).json().total).toBe(1)
  })

  test('[DEL-618] a pool is an office’s; a place is one that there is, a position one in China', async () => {
    const city = await server.as('city')
    const propose = async (change: object) =>
      (await city.post('/api/v1/projects', { ...body(), ...change })).json().code
    expect(await propose({ ownerOrganizationId: PEOPLE.department.organizationId })).toBe('project_pool_unknown')
    expect(await propose({ place: '999999' })).toBe('jurisdiction_unknown')
    const point = (...coordinates: number[]) => ({ geometry: { type: 'Point', coordinates } })
    expect(await propose(point(21.5, 109.1))).toBe('project_position_outside') // latitude first
    expect(await propose(point(-109.1, 21.5))).toBe('project_position_outside')
    expect(await propose(point(109.1, 21.5))).toBeNull() // a project without a code
  })

  test('[DEL-619] a proposal enters the pool of the cluster where it lies; where that is open, a person says', async () => {
    const { office, otherDepartment } = PEOPLE
    await server.handle.asSystem(async (trx) => {
      await sql`insert into jurisdiction (code, level, parent_code, name, short_name, source)
        values ('000000', 'nation', null, '全国', '全国', 'test'), ('440000', 'province', '000000', '广东省', '广东', 'test'),
          ('450000', 'province', '000000', '广西壮族自治区', '广西', 'test'), ('450500', 'city', '450000', '北海市', '北海', 'test')
        on conflict do nothing`.execute(trx)
      await sql`insert into cluster (id, name, english_name, coordinating_organization_id, source)
        values ('a-first', '珠三角', 'PRD', ${otherDepartment.organizationId}, 'test'),
          ('b-right', '北部湾', 'Gulf', ${office.organizationId}, 'test')`.execute(trx)
      await sql`insert into cluster_member (cluster_id, jurisdiction_code, position) values ('a-first', '440000', 1),
        ('b-right', '450500', 1)`.execute(trx)
      await sql`update membership set role = 'office' where organization_id = ${otherDepartment.organizationId}`.execute(
        trx,
      )
    })
    const city = await server.as('city')
    const { ownerOrganizationId: _, ...unowned } = body()
    const propose = async (change: object) => (await city.post('/api/v1/projects', { ...unowned, ...change })).json()
    expect((await propose({ place: '450500' })).owner.id).toBe(office.organizationId)
    expect((await propose({ place: '450000' })).owner.id).toBe(office.organizationId)
    expect((await propose({})).code).toBe('project_pool_unknown') // of no place, and there are two
  })

  test('[DEL-603] a refused proposal stays refused on record; one that waits can be taken back', async () => {
    const made = (await (await server.as('city')).post('/api/v1/projects', body())).json<ProjectDetail>()
    const foreign = await decide(await waiting(made.id), { decision: 'withdraw' })
    expect([foreign.statusCode, foreign.json().code]).toEqual([403, 'project_request_not_yours'])
    const back = await decide(await waiting(made.id), { decision: 'withdraw' }, 1, 'city')
    expect(back.json<ProjectDetail>().requests.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(back.json<ProjectDetail>().class).toBe('proposed')
  })

  test.each([
    [{ kind: 'move', toClass: 'continuing' }, 'project_move_unfit', 'impossible'],
    [
      { kind: 'move', toClass: 'starting', evidence: '许可证', happenedOn: '2026-03-01' },
      'project_move_unfit',
      'no_code',
    ],
  ])('[DEL-604] %j is refused: %s %s', async (wish, refusal, fault) => {
    const reply = await ask(await make(), wish)
    expect([reply.statusCode, reply.json().code, reply.json().facts.fault]).toEqual([409, refusal, fault])
  })

  test('[DEL-605] from 前期 to 新开工 to 竣工, each step asked for, proved, decided, on record', async () => {
    const id = await make({ code: code() })
    const start = { kind: 'move', toClass: 'starting', evidence: '施工许可证', happenedOn: '2026-03-01' }
    expect((await ask(id, { ...start, evidence: '' })).json().facts.fault).toBe('no_evidence')
    expect((await ask(id, start)).statusCode).toBe(201)
    expect((await ask(id, start)).json().code).toBe('project_request_open')
    const started = (await decide(await waiting(id), { decision: 'approve' })).json<ProjectDetail>()
    expect([started.class, started.classSince, started.startedOn]).toEqual(['starting', '2026-03-01', '2026-03-01'])
    await ask(id, { kind: 'move', toClass: 'finished', evidence: '竣工验收报告', happenedOn: '2026-10-30' })
    const done = (await decide(await waiting(id), { decision: 'approve' })).json<ProjectDetail>()
    expect([done.class, done.finishedOn, done.moves.map(({ from, to }) => `${from}>${to}`)]).toEqual([
      'finished',
      '2026-10-30',
      ['starting>finished', 'preparing>starting'],
    ])
  })

  test('[DEL-606] a project stands on a year’s list once, in a fitting class, with money only where it invests', async () => {
    const id = await make({ code: code() })
    const wish = { kind: 'enter_year', year: 2027, toClass: 'starting', plannedWan: 3000 }
    expect((await ask(id, { ...wish, toClass: 'continuing' })).json()).toMatchObject({
      code: 'project_list_unfit',
      facts: { possible: ['preparing', 'starting'] },
    })
    expect((await ask(id, { ...wish, plannedWan: null })).json().code).toBe('project_list_money_unfit')
    expect((await ask(id, { ...wish, toClass: 'preparing' })).json().code).toBe('project_list_money_unfit')
    expect((await ask(id, wish)).statusCode).toBe(201)
    const listed = (await decide(await waiting(id), { decision: 'approve' })).json<ProjectDetail>()
    expect(listed.years).toMatchObject([{ year: 2027, class: 'starting', plannedWan: 3000, investedWan: null }])
    expect((await ask(id, wish)).json().code).toBe('project_list_taken')
    await ask(id, { kind: 'leave_year', year: 2027, reason: '用地未落实' })
    const left = (await decide(await waiting(id), { decision: 'approve' })).json<ProjectDetail>()
    expect(left.years).toMatchObject([{ year: 2027, removedOn: '2026-11-22', removedReason: '用地未落实' }])
    expect((await ask(id, { kind: 'leave_year', year: 2027 })).json().code).toBe('project_not_listed')
  })

  test('[DEL-607] what was invested does not become less, and a figure is revised with a reason', async () => {
    const id = await make({ class: 'continuing', code: code() })
    const city = await server.as('city')
    const report = (facts: object) =>
      city.post(`/api/v1/projects/${id}/progress`, {
        month: '2026-06',
        investedWan: 500,
        grade: 'document',
        source: '月报',
        ...facts,
      })
    expect((await report({ month: '2026-12' })).json().code).toBe('project_month_ahead')
    expect((await report({ grade: 'verified' })).json().code).toBe('project_verify_own')
    expect((await report({})).statusCode).toBe(201)
    expect((await report({ investedWan: 600 })).json().code).toBe('project_revision_reason')
    expect((await report({ month: '2026-07', investedWan: 400 })).json()).toMatchObject({
      code: 'project_investment_fell',
      facts: { month: '2026-06', beforeWan: 500 },
    })
    expect((await report({ investedWan: 600, reason: '漏报' })).json<ProjectDetail>().progress).toMatchObject([
      { month: '2026-06', version: 2, investedWan: 600 },
      { month: '2026-06', version: 1, investedWan: 500 },
    ])
    const stranger = await (await server.as('department')).post(`/api/v1/projects/${id}/progress`, {
      month: '2026-08',
      investedWan: 1,
      grade: 'document',
      source: '月报',
    })
    expect([stranger.statusCode, stranger.json().code]).toEqual([403, 'project_not_yours'])
  })

  test('[DEL-620] what waits for a decision comes first, however much was decided since; pages neither skip nor repeat', async () => {
    const oldest = await make({ code: code() })
    await ask(oldest, { kind: 'enter_year', year: 2026, toClass: 'preparing' })
    for (let n = 0; n < 3; n++) {
      const id = await make({ code: code() })
      await ask(id, { kind: 'enter_year', year: 2026, toClass: 'preparing' })
      await decide(await waiting(id), { decision: 'refuse', reason: '不列' })
    }
    const office = await server.as('office')
    const seen: { id: string; state: string; project: { id: string } }[] = []
    let total = 0
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RequestList = (
        await office.get(`/api/v1/project-requests?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json()
      seen.push(...page.items)
      total = page.total
      cursor = page.next
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total)
    expect(seen).toHaveLength(total)
    const states = seen.map(({ state }) => state === 'proposed')
    expect(states).toEqual(states.toSorted((one, other) => Number(other) - Number(one)))
    expect(seen.slice(0, states.lastIndexOf(true) + 1).map(({ project }) => project.id)).toContain(oldest)
  })

  test('[DEL-608] the year’s figures are those of its list', async () => {
    const office = await server.as('office')
    const list = async (year: number) => (await office.get(`/api/v1/projects/summary?year=${year}`)).json<Summary>()
    expect((await list(2025)).all).toMatchObject({ count: 0, plannedWan: 0 })
    for (const [plannedWan, investedWan] of [
      [1000, 400],
      [2000, null],
    ] as const) {
      const id = await make({ class: 'continuing', code: code() })
      await server.handle.asSystem((trx) =>
        trx
          .insertInto('project_year')
          .values({
            project_id: id,
            year: 2025,
            class: 'continuing',
            planned_wan: plannedWan,
            removed_on: null,
            removed_reason: null,
          })
          .execute(),
      )
      if (investedWan !== null)
        await office.post(`/api/v1/projects/${id}/progress`, {
          month: '2025-12',
          investedWan,
          grade: 'document',
          source: '年报',
        })
    }
    const figures = await list(2025)
    expect(figures.all).toMatchObject({
      count: 2,
      totalWan: 240_000,
      plannedWan: 3000,
      investedWan: 400,
      unreported: 1,
    })
    expect([figures.investmentRate, figures.elapsed]).toEqual([400 / 3000, 1])
    expect((await office.get('/api/v1/projects?year=2025')).json().total).toBe(2)
  })

  test('[DEL-609] elements, place on the map and code are kept as given; a code is nobody else’s', async () => {
    const office = await server.as('office')
    const id = await make()
    const mine = code()
    const geometry = {
      type: 'LineString',
      coordinates: [
        [109.1, 21.5],
        [109.5, 21.6],
      ],
    }
    const elements = [
      { kind: 'land_ha', needed: '12.50', granted: '3' },
      { kind: 'capital_wan', needed: '120000', granted: null },
    ]
    const edited = await office.patch(
      `/api/v1/projects/${id}`,
      { code: mine, geometry, elements },
      { 'if-match': '"v1"' },
    )
    expect(edited.json()).toMatchObject({
      code: mine,
      geometry,
      revision: 2,
      codeFacts: { standard: 'GB/T 40058', region: '450500' },
    })
    expect(edited.json().elements).toEqual([elements[1], elements[0]])
    const other = await make()
    const taken = await office.patch(`/api/v1/projects/${other}`, { code: mine }, { 'if-match': '"v1"' })
    expect([taken.statusCode, taken.json().code]).toEqual([409, 'project_code_taken'])
    const wrong = await office.patch(
      `/api/v1/projects/${other}`,
      { code: '2513-450500-04-01-123456' },
      { 'if-match': '"v1"' },
    )
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'project_code_invalid'])
    const late = await office.patch(`/api/v1/projects/${id}`, { builder: '某集团' }, { 'if-match': '"v1"' })
    expect([late.statusCode, late.json().facts.current.code]).toEqual([412, mine])
    const csv = (await office.get(`/api/v1/projects.csv?q=${mine}`)).body
    expect(csv.split('\r\n')[1]).toContain(mine)
  })

  test('[DEL-611] at the turn of the year what started is 续建, once', async () => {
    const id = await make({ class: 'starting', class_since: '2025-05-01', started_on: '2025-05-01', code: code() })
    await turnProjectYear(server.handle, '2026-01-01')
    await turnProjectYear(server.handle, '2026-01-02')
    const { class: kind, classSince, moves, startedOn } = (await seen(id)).json<ProjectDetail>()
    expect([kind, classSince, startedOn, moves.length]).toEqual(['continuing', '2026-01-01', '2025-05-01', 1])
  })

  test('[DEL-601] a task knows its projects, what is planned and what was reported', async () => {
    const id = await make({ class: 'continuing', code: code() })
    const task = await server.handle.asSystem(async (trx) => addTask(trx, await addProgramme(trx)))
    const office = await server.as('office')
    const tie = (method: 'PUT' | 'DELETE', taskId: string, as = office) =>
      as.request({ method, url: `/api/v1/projects/${id}/tasks/${taskId}` })
    const due = async () =>
      (await server.handle.asSystem((trx) => sql`select from light_due where task_id = ${task}`.execute(trx))).rows
        .length
    const before = await due()
    expect((await tie('PUT', PEOPLE.city.organizationId)).json().code).toBe('project_task_unknown')
    expect((await tie('PUT', task, await server.as('department'))).statusCode).toBe(403)
    for (const _ of [1, 2])
      expect((await tie('PUT', task)).json()).toMatchObject({ tasks: [{ id: task, linked: true }] })
    expect((await office.get(`/api/v1/projects?task=${task}`)).json().items[0]).toMatchObject({ id, linked: true })
    expect(await due()).toBe(before + 1) // a link makes the light of its task due
    await office.post(`/api/v1/projects/${id}/progress`, {
      month: '2026-09',
      investedWan: 777,
      grade: 'document',
      source: '月报',
      stage: '主体施工',
    })
    const [known] = await server.handle.asActor(actorOf('city'), (trx) => projectsOf(trx, [task]))
    expect(known).toMatchObject({
      taskId: task,
      class: 'continuing',
      investmentTotalWan: 120_000,
      plannedWan: null,
      latest: { month: '2026-09', investedWan: 777, stage: '主体施工', grade: 'document' },
    })
    for (const _ of [1, 2]) expect((await tie('DELETE', task)).json()).toMatchObject({ tasks: [] })
  })
})
