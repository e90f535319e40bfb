import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { remind } from './listStore.ts'
import type { Desk, ObligationDetail, ReportContent } from './schemas.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from './testing/world.ts'

const unit = (person: PersonName) => PEOPLE[person].organizationId
const NOW = new Date('2026-06-24T02:00:00Z')

describe('reporting over HTTP', () => {
  let now = NOW
  const server = withServer({ clock: () => now, rateLimits: 'off' })
  let cycleId: string
  let taskIds: string[]
  let milestoneIds: string[]

  const owed = async (task: number, person: PersonName) => {
    const all = await obligationsOf(server.handle, cycleId)
    const found = all.find((one) => one.task_id === taskIds[task] && one.organization_id === unit(person))
    if (!found) throw new Error('not owed')
    return found
  }
  const submit = async (person: PersonName, id: string, content: ReportContent, key: string = randomUUID()) =>
    (await server.as(person)).post(
      `/api/v1/obligations/${id}/reports`,
      { content },
      {
        'if-match': '*',
        'idempotency-key': key,
      },
    )
  const review = async (person: PersonName, id: string, body: object) =>
    (await server.as(person)).post(`/api/v1/reports/${id}/review`, body)
  const detail = async (person: PersonName, id: string): Promise<ObligationDetail> =>
    (await (await server.as(person)).get(`/api/v1/obligations/${id}`)).json()
  const draft = async (person: PersonName, id: string, progress: string, revision: number) =>
    (await server.as(person)).request({
      method: 'PUT',
      url: `/api/v1/obligations/${id}/draft`,
      payload: { content: { ...aReport({ progress }), claim: null } },
      headers: { 'if-match': `"v${revision}"` },
    })

  beforeAll(async () => {
    const made = await makeProgramme(server.handle, {
      owner: unit('office'),
      tasks: [
        { leads: [unit('department')], participants: [unit('city'), unit('otherDepartment')] },
        {
          responsible: [unit('department')],
          milestones: [{ organizationId: unit('department'), title: '印发方案', dueOn: '2026-05-30' }],
        },
        { responsible: [unit('department'), unit('city')] },
        { responsible: [unit('city')], state: 'closed' },
        { leads: [unit('otherDepartment')], participants: [unit('city')] },
        { responsible: [unit('office')] },
        { leads: [unit('department')], participants: [unit('city')] },
      ],
    })
    taskIds = made.taskIds
    milestoneIds = made.milestoneIds
    cycleId = await makeCycle(server.handle, made.programmeId)
  }, 60_000)

  test('[DEL-202] only the office that keeps the programme opens its cycles', async () => {
    const reply = await (await server.as('department')).post(`/api/v1/cycles/${cycleId}/open`)
    expect(reply.json().code).toBe('permission_missing')
    expect(await obligationsOf(server.handle, cycleId)).toEqual([])
  })

  test('[DEL-203] opened, a cycle asks each unit of each dispatched task once, and once only', async () => {
    const office = await server.as('office')
    expect((await office.post(`/api/v1/cycles/${cycleId}/open`)).json()).toMatchObject({ obligations: 11 })
    expect((await office.post(`/api/v1/cycles/${cycleId}/open`)).json()).toMatchObject({ obligations: 0 })
    const all = await obligationsOf(server.handle, cycleId)
    expect(all.map(({ state }) => new Set([state]))).toEqual(all.map(() => new Set(['due'])))
    expect((await owed(0, 'city')).reports_to).toBe(unit('department'))
    expect((await owed(0, 'department')).reports_to).toBe(unit('office'))
    expect((await owed(4, 'city')).reports_to).toBe(unit('otherDepartment'))
    expect((await owed(2, 'city')).reports_to).toBe(unit('office'))
  })

  test('[DEL-210] a draft is kept as typed, and who wrote on an older one is shown the newer', async () => {
    const { id } = await owed(0, 'city')
    expect((await draft('city', id, '一稿', 7)).statusCode).toBe(412)
    const first = await draft('city', id, '一稿', 0)
    expect(first.statusCode).toBe(200)
    const { revision } = first.json()
    expect((await draft('city', id, '二稿', revision)).json().revision).toBe(revision + 1)
    const late = await draft('city', id, '别处写的', revision)
    expect([late.statusCode, late.json().facts.current.content.progress]).toEqual([412, '二稿'])
    expect((await draft('city', id, '从头写', 0)).json().code).toBe('version_outdated')
    expect((await detail('city', id)).draft).toMatchObject({ content: { progress: '二稿' }, userName: '陈洁' })
  })

  test('[DEL-211] another unit’s draft is never shown, nor written on, nor thrown away', async () => {
    const { id } = await owed(0, 'city')
    for (const person of ['department', 'office', 'otherDepartment', 'leader'] as const) {
      const seen = await (await server.as(person)).get(`/api/v1/obligations/${id}`)
      expect(seen.body).not.toContain('二稿')
      expect(seen.json()).toMatchObject({ draft: null, prefill: null })
      if (person === 'leader') continue
      expect((await draft(person, id, '冒名', 0)).json().code).toBe('report_of_another_unit')
      const dropped = await (await server.as(person)).delete(`/api/v1/obligations/${id}/draft`, { 'if-match': '"v1"' })
      expect(dropped.json().code).toBe('report_of_another_unit')
    }
  })

  test('[DEL-204] a unit reports for itself only, and with something to say', async () => {
    const { id } = await owed(0, 'city')
    expect((await submit('department', id, aReport())).json().code).toBe('report_of_another_unit')
    expect((await submit('city', id, aReport({ progress: '  ' }))).json().code).toBe('progress_needed')
    expect((await submit('city', id, aReport({ claim: 'blocked' }))).json().code).toBe('problems_needed')
    expect((await submit('city', id, aReport({ claim: 'done', percent: 60 }))).json().code).toBe('done_incomplete')
    expect((await submit('city', id, aReport({ evidence: [randomUUID()] }))).json().code).toBe('evidence_unknown')
    expect((await submit('city', id, aReport({ milestones: [{ id: randomUUID(), doneOn: null }] }))).json().code).toBe(
      'milestone_unknown',
    )
    const figures = [{ indicatorId: randomUUID(), period: '2026H1', value: 3, note: '' }]
    expect((await submit('city', id, aReport({ figures }))).json().code).toBe('figure_unknown')
    expect((await owed(0, 'city')).state).toBe('due')
  })

  test('[DEL-205] a report sent twice with one key is one report, and its draft is gone', async () => {
    const { id } = await owed(0, 'city')
    const key = randomUUID()
    const first = await submit('city', id, aReport({ progress: '市里的进展' }), key)
    expect([first.statusCode, first.json().state, first.json().number]).toEqual([201, 'submitted', 1])
    const again = await submit('city', id, aReport({ progress: '市里的进展' }), key)
    expect([again.statusCode, again.json().number, again.json().reportId]).toEqual([201, 1, key])
    expect((await detail('city', id)).draft).toBeNull()
    expect((await submit('city', (await owed(2, 'city')).id, aReport(), key)).json().code).toBe('submission_key_taken')
    const unseen = await submit('department', (await owed(0, 'department')).id, aReport(), key)
    expect([unseen.statusCode, unseen.json().code]).toEqual([409, 'submission_key_taken'])
    // Not told as sent: the words are others.
    expect((await submit('city', id, aReport({ progress: '改过的进展' }), key)).json().code).toBe(
      'submission_key_taken',
    )
  })

  test('[DEL-212] until it is accepted a participant’s report is read by its lead and the office only', async () => {
    const { id } = await owed(0, 'city')
    for (const person of ['city', 'department', 'office'] as const)
      expect([person, (await detail(person, id)).reports.length]).toEqual([person, 1])
    for (const person of ['otherDepartment', 'leader'] as const)
      expect([person, (await detail(person, id)).reports.length]).toEqual([person, 0])
    const lines = await (await server.as('leader')).get(`/api/v1/obligations?cycle=${cycleId}&state=submitted`)
    expect(lines.json().items).toMatchObject([{ state: 'submitted', claim: null, latestReportId: null }])
  })

  test('[DEL-213] nobody decides on a report of his own, and no lead for another lead', async () => {
    const own = await owed(0, 'city')
    const reportId = own.latest_report_id ?? ''
    expect((await review('city', reportId, { decision: 'accepted' })).json().code).toBe('own_report')
    expect((await review('otherDepartment', reportId, { decision: 'accepted' })).statusCode).toBe(404)
    const mine = await submit('office', (await owed(5, 'office')).id, aReport())
    expect((await review('office', mine.json().reportId, { decision: 'accepted' })).json().code).toBe('own_report')
    expect((await owed(0, 'city')).state).toBe('submitted')
  })

  test('[DEL-206] a returned report carries its reason and counts as not submitted', async () => {
    const { latest_report_id } = await owed(0, 'city')
    expect((await review('department', latest_report_id ?? '', { decision: 'returned' })).json().code).toBe(
      'return_reason_needed',
    )
    const back = await review('department', latest_report_id ?? '', { decision: 'returned', reason: '缺少佐证' })
    expect(back.json()).toMatchObject({ state: 'returned' })
    expect(await owed(0, 'city')).toMatchObject({ state: 'returned', submitted_at: null, returns: 1 })
    expect((await review('department', latest_report_id ?? '', { decision: 'accepted' })).json()).toMatchObject({
      code: 'obligation_state_unfit',
      facts: { state: 'returned', event: 'accept' },
    })
    const desk: Desk = (await (await server.as('city')).get('/api/v1/desk')).json()
    expect(desk.items[0]).toMatchObject({ state: 'returned', urgency: { reason: 'returned' } })
    const seen = await detail('city', (await owed(0, 'city')).id)
    expect(seen.reports[0]?.reviews).toMatchObject([{ decision: 'returned', reason: '缺少佐证' }])
    expect(seen.prefill?.content.progress).toBe('市里的进展')
  })

  test('[DEL-207] a lead builds on the participants’ reports, and accepts them with its own', async () => {
    const part = await owed(0, 'city')
    const lead = await owed(0, 'department')
    expect((await submit('department', lead.id, aReport({ consolidates: [part.id] }))).json().code).toBe('part_unfit')
    expect(
      (await submit('city', part.id, aReport({ progress: '补充了佐证', claim: 'behind', problems: '用地' }))).json(),
    ).toMatchObject({ number: 2 })
    const foreign = await owed(4, 'city')
    await submit('city', foreign.id, aReport())
    expect((await submit('department', lead.id, aReport({ consolidates: [foreign.id] }))).json().code).toBe(
      'part_unfit',
    )
    expect((await owed(0, 'department')).state).toBe('due')
    const sent = await submit('department', lead.id, aReport({ consolidates: [part.id] }))
    expect(sent.json()).toMatchObject({ state: 'submitted', consolidated: 1 })
    expect(sent.json().contradictions).toMatchObject([{ kind: 'part_says_otherwise' }])
    expect((await owed(0, 'city')).state).toBe('accepted')
    // Now it is in the open, the lead's own is not yet.
    expect((await detail('leader', part.id)).reports).toMatchObject([{ content: { progress: '补充了佐证' } }])
    expect((await detail('leader', lead.id)).reports).toEqual([])
    expect((await detail('office', lead.id)).parts).toMatchObject([
      { state: 'accepted', report: { number: 2 } },
      { state: 'due', report: null },
    ])
  })

  test('[DEL-229] what would be held against a report is told before it is sent, to its writer alone, and changes nothing', async () => {
    const { id, revision } = await owed(1, 'department')
    const ask = async (person: PersonName) =>
      (await server.as(person)).post(`/api/v1/obligations/${id}/doubts`, { content: aReport({ claim: 'on_track' }) })
    const told = await ask('department')
    expect([told.statusCode, told.json().items.map(({ kind }: { kind: string }) => kind)]).toEqual([
      200,
      ['on_track_with_overdue_milestone'],
    ])
    expect((await ask('city')).statusCode).not.toBe(200)
    expect(await owed(1, 'department')).toMatchObject({ revision, state: 'due' })
  })

  test('[DEL-214] what contradicts a report is found by itself, shown with both sides, and settled by the office', async () => {
    const { id } = await owed(1, 'department')
    const sent = await submit('department', id, aReport({ claim: 'done', percent: 100 }))
    expect(sent.json().contradictions).toMatchObject([
      { kind: 'done_without_milestones', claimed: { claim: 'done' }, known: { open: [{ title: '印发方案' }] } },
    ])
    const [contradiction] = sent.json().contradictions
    const settle = async (person: PersonName) =>
      (await server.as(person)).post(`/api/v1/contradictions/${contradiction.id}/settle`, { settlement: '节点合并' })
    expect((await settle('department')).json().code).toBe('permission_missing')
    expect((await settle('office')).statusCode).toBe(200)
    expect((await settle('office')).json().code).toBe('contradiction_settled')
  })

  test('[DEL-215] a better report takes the place of the one that waits; its milestones take their days', async () => {
    const { id } = await owed(1, 'department')
    const milestones = [{ id: milestoneIds[0] ?? '', doneOn: '2026-05-20' }]
    expect(
      (
        await submit('department', id, aReport({ milestones: [{ id: milestoneIds[0] ?? '', doneOn: '2026-12-01' }] }))
      ).json().code,
    ).toBe('milestone_in_future')
    const better = await submit('department', id, aReport({ claim: 'done', percent: 100, milestones }))
    expect(better.json()).toMatchObject({ number: 2, contradictions: [] })
    const seen = await detail('department', id)
    expect(seen.known.milestones).toMatchObject([{ doneOn: '2026-05-20' }])
    expect(seen.reports.map(({ number }) => number)).toEqual([2, 1])
    const former = seen.reports[1]?.id ?? ''
    expect((await review('office', former, { decision: 'accepted' })).json().code).toBe('obligation_state_unfit')
    expect((await review('office', better.json().reportId, { decision: 'accepted' })).json().state).toBe('accepted')
    expect((await submit('department', id, aReport())).json()).toMatchObject({
      code: 'obligation_state_unfit',
      facts: { state: 'accepted', event: 'submit' },
    })
  })

  test('[DEL-208] the office waives what it does not need, with the reason, and may ask after all', async () => {
    const { id } = await owed(2, 'city')
    const step = async (person: PersonName, event: string) =>
      (await server.as(person)).post(`/api/v1/obligations/${id}/${event}`, { reason: '本期不涉及' })
    expect((await step('department', 'waive')).json().code).toBe('permission_missing')
    expect((await step('office', 'waive')).json().state).toBe('waived')
    expect((await submit('city', id, aReport())).json().code).toBe('obligation_state_unfit')
    expect((await draft('city', id, '免了还写', 0)).json().code).toBe('obligation_state_unfit')
    expect((await step('office', 'demand')).json().state).toBe('due')
    expect((await step('office', 'demand')).json().code).toBe('obligation_state_unfit')
  })

  test('[DEL-220] evidence has a grade, is its giver’s until it stands behind a report, and is checked by another', async () => {
    const form = (name: string, bytes: string, fields: Record<string, string> = {}) => {
      const made = new FormData()
      for (const [field, value] of Object.entries(fields)) made.append(field, value)
      made.append('file', new Blob([bytes]), name)
      return made as unknown as string
    }
    const address = `/api/v1/tasks/${taskIds[2]}/evidence`
    const city = await server.as('city')
    for (const name of ['木马.exe', '报告.constructor', '报告.valueOf'])
      expect((await city.post(address, form(name, 'MZ'))).json().code).toBe('evidence_kind')
    const two = form('一.csv', 'a') as unknown as FormData
    two.append('file', new Blob(['b']), '二.csv')
    const crowded = await city.post(address, two as unknown as string)
    expect([crowded.statusCode, crowded.json()]).toMatchObject([
      422,
      { code: 'form_crowded', facts: { what: 'files' } },
    ])
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`field${index}`, 'x']))
    expect((await city.post(address, form('一.csv', 'a', many))).json()).toMatchObject({
      code: 'form_crowded',
      facts: { what: 'fields' },
    })
    const untitled = await city.post(address, form('台账.csv', 'a,b', { title: ' \u3000' }))
    expect([untitled.statusCode, untitled.json().title]).toEqual([201, '台账.csv'])
    expect((await city.post(address, form('报告.pdf', '<html>'))).json().code).toBe('evidence_kind')
    expect((await city.post(address, form('空.txt', ''))).json().code).toBe('evidence_empty')
    expect((await city.post(address, form('数据.csv', 'a,b', { grade: 'verified' }))).json().code).toBe(
      'evidence_field_invalid',
    )
    expect((await city.post(address, form('数据.csv', 'a,b', { grade: 'measured' }))).json().code).toBe(
      'evidence_source_needed',
    )
    const added = await city.post(address, form('验收意见.pdf', '%PDF-1.7 验收', { title: '验收意见' }))
    expect(added.json()).toMatchObject({ title: '验收意见', grade: 'document', fileName: '验收意见.pdf' })
    const evidenceId = added.json().id
    const department = await server.as('department')
    expect((await department.get(`/api/v1/evidence/${evidenceId}/file`)).statusCode).toBe(404)
    // A guessed id does not bring another's file into one's own report.
    expect(
      (await submit('department', (await owed(2, 'department')).id, aReport({ evidence: [evidenceId] }))).json().code,
    ).toBe('evidence_unknown')
    const sent = await submit('city', (await owed(2, 'city')).id, aReport({ evidence: [evidenceId] }))
    expect(sent.json()).toMatchObject({ grade: 'document' })
    expect((await department.get(`/api/v1/evidence/${evidenceId}/file`)).statusCode).toBe(404)
    const office = await server.as('office')
    const file = await office.get(`/api/v1/evidence/${evidenceId}/file`)
    expect([file.statusCode, file.headers['content-type'], file.body]).toEqual([
      200,
      'application/pdf',
      '%PDF-1.7 验收',
    ])
    expect((await city.post(`/api/v1/evidence/${evidenceId}/verify`, {})).json().code).toBe('permission_missing')
    expect((await office.post(`/api/v1/evidence/${evidenceId}/verify`, { note: '已到现场' })).json()).toMatchObject({
      grade: 'verified',
      verified: { organizationName: '北部湾城市群协调办公室', note: '已到现场' },
    })
    expect((await office.post(`/api/v1/evidence/${evidenceId}/verify`, {})).json().code).toBe('evidence_verified')
    expect((await detail('city', (await owed(2, 'city')).id)).reports[0]).toMatchObject({ grade: 'verified' })
    const list = (await office.get(`/api/v1/obligations?cycle=${cycleId}`)).json()
    expect(list.items.map(({ grade }: { grade: string | null }) => grade)).toContain('verified')
  })

  test('[DEL-216] another office that would remind is told by name whose cycle it is', async () => {
    const stranger = { ...actorOf('otherDepartment'), role: 'office' as const }
    const reminding = server.handle.asActor(stranger, (trx) =>
      remind(trx, stranger, cycleId, [], new Date('2026-06-24T02:00:00Z')),
    )
    await expect(reminding).rejects.toMatchObject({
      message: expect.stringContaining(PEOPLE.office.organization.shortName),
    })
  })

  test('[DEL-216] the office sees who has not reported and reminds them; who owes nothing hears nothing', async () => {
    const office = await server.as('office')
    const overview = (await office.get(`/api/v1/cycles/${cycleId}`)).json()
    expect(overview.counts).toMatchObject({ due: 5, submitted: 4, accepted: 2, returned: 0 })
    expect(overview.units[0].counts.due).toBeGreaterThan(0)
    expect((await (await server.as('city')).post(`/api/v1/cycles/${cycleId}/reminders`, {})).json().code).toBe(
      'permission_missing',
    )
    const reminded = await office.post(`/api/v1/cycles/${cycleId}/reminders`, {
      organizationIds: [unit('otherDepartment'), unit('office')],
    })
    expect(reminded.json()).toEqual({ units: 1, obligations: 2 })
    const after = (await office.get(`/api/v1/cycles/${cycleId}`)).json()
    expect(
      after.units.find((one: { organization: { id: string } }) => one.organization.id === unit('otherDepartment')),
    ).toMatchObject({ reminders: 1 })
  })

  test('[DEL-217] the desk shows what hurts first, and each tab what it says', async () => {
    const desk: Desk = (await (await server.as('otherDepartment')).get('/api/v1/desk')).json()
    expect(desk.counts).toMatchObject({ owed: 2, overdue: 0, toReview: 1 })
    expect(desk.items.map(({ role, waiting, parts }) => [role, waiting, parts])).toEqual([
      ['lead', 1, 1],
      ['participant', 0, 0],
    ])
    expect(desk.items[0]?.urgency).toMatchObject({ reason: 'due_soon', workingDays: 4 })
    const first: Desk = (await (await server.as('otherDepartment')).get('/api/v1/desk?limit=1')).json()
    expect([first.items, first.total, first.counts]).toEqual([desk.items.slice(0, 1), 2, desk.counts])
    const done: Desk = (await (await server.as('department')).get('/api/v1/desk?done=true')).json()
    expect(done.items.map(({ state }) => state).sort()).toEqual(['accepted', 'submitted'])
  })

  test('[DEL-209] a closed cycle takes no more reports; what was not sent stays owed and late', async () => {
    now = new Date('2026-07-03T02:00:00Z')
    const office = await server.as('office')
    const desk: Desk = (await (await server.as('otherDepartment')).get('/api/v1/desk')).json()
    expect([desk.counts.overdue, desk.items[0]?.urgency]).toEqual([2, { rank: 1, reason: 'overdue', workingDays: -3 }])
    expect((await office.post(`/api/v1/cycles/${cycleId}/close`)).statusCode).toBe(200)
    expect((await office.post(`/api/v1/cycles/${cycleId}/close`)).json().code).toBe('cycle_state_unfit')
    const closed: Desk = (await (await server.as('otherDepartment')).get('/api/v1/desk')).json()
    expect(closed.counts).toMatchObject({ owed: 0, overdue: 0, missed: 2 })
    const { id } = await owed(0, 'otherDepartment')
    expect((await submit('otherDepartment', id, aReport())).json().code).toBe('cycle_closed')
    expect((await owed(0, 'otherDepartment')).state).toBe('due')
    expect((await office.post(`/api/v1/cycles/${cycleId}/reopen`)).statusCode).toBe(200)
    expect((await submit('otherDepartment', id, aReport())).statusCode).toBe(201)
    now = NOW
  })

  test('[DEL-201] a cycle added by name is due on a working day of its period', async () => {
    const office = await server.as('office')
    const [cycle] = (await office.get('/api/v1/cycles')).json().items
    const address = `/api/v1/programmes/${cycle.programme.id}/cycles`
    expect((await office.post(address, { period: '2026Q1' })).json().code).toBe('period_invalid')
    expect((await office.post(address, { period: '2026H1' })).json().code).toBe('cycle_exists')
    const made = await office.post(address, { period: '2027H2' })
    expect(made.json()).toMatchObject({ dueOn: '2027-12-31', opensOn: '2027-12-11', openedAt: null })
    expect((await office.post(`/api/v1/cycles/${made.json().id}/open`)).json().code).toBe('cycle_not_begun')
  })

  test('[DEL-202] a programme that is retired has no more cycles', async () => {
    const { programmeId } = await makeProgramme(server.handle, { owner: unit('office'), tasks: [] })
    const add = async (period: string) =>
      (await server.as('office')).post(`/api/v1/programmes/${programmeId}/cycles`, { period })
    expect((await add('2026H1')).statusCode).toBe(201)
    await server.handle.asSystem((trx) =>
      sql`update programme set retired_at = now(), retired_reason = '规划废止' where id = ${programmeId}`.execute(trx),
    )
    const reply = await add('2026H2')
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'cycle_programme_retired'])
  })

  test('[DEL-218] a prefilled report says where each value is from, and takes nothing from what came back elsewhere', async () => {
    const next = await makeCycle(server.handle, (await obligationsOf(server.handle, cycleId))[0]?.programme_id ?? '', {
      ...{ period: '2026H2', startsOn: '2026-07-01', endsOn: '2026-12-31', opensOn: '2026-12-11', dueOn: '2026-12-31' },
    })
    now = new Date('2026-12-12T02:00:00Z')
    await (await server.as('office')).post(`/api/v1/cycles/${next}/open`)
    const owedNext = (await obligationsOf(server.handle, next)).find(
      (one) => one.task_id === taskIds[1] && one.organization_id === unit('department'),
    )
    const seen = await detail('department', owedNext?.id ?? '')
    expect(seen.last).toMatchObject({ period: '2026H1', content: { claim: 'done' } })
    expect(seen.prefill).toMatchObject({ content: { claim: 'done', percent: 100, milestones: [] } })
    expect(seen.prefill?.origins).toContainEqual(
      expect.objectContaining({ field: 'progress', from: 'last_report', label: '2026H1' }),
    )
    const fell = await submit('department', owedNext?.id ?? '', aReport({ percent: 80 }))
    expect(fell.json().contradictions).toMatchObject([
      { kind: 'percent_fell', known: { percent: 100, period: '2026H1' } },
    ])
    now = NOW
  })

  test('[DEL-219] every step is signed: on the task’s timeline, in the audit log, and no content in either', async () => {
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ kind: string }>`select distinct kind from task_event order by 1`.execute(trx),
    )
    expect(rows.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'report_accepted',
        'report_demanded',
        'report_returned',
        'report_submitted',
        'report_waived',
      ]),
    )
    const told = await server.handle.asSystem((trx) =>
      sql<{
        text: string
      }>`select coalesce(string_agg(facts::text, ''), '') || (select coalesce(string_agg(payload::text, ''), '')
        from outbox_event) || (select coalesce(string_agg(details, ''), '') from audit_detail) as text from task_event`.execute(
        trx,
      ),
    )
    expect(told.rows[0]?.text).not.toContain('补充了佐证')
  })
})
