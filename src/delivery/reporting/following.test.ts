import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { createTask, keepSuccessions } from '../tasks/index.ts'
import type { Desk, ObligationDetail } from './schemas.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from './testing/world.ts'

const unit = (person: PersonName) => PEOPLE[person].organizationId
const { office } = PEOPLE

describe('what is owed follows who answers for a task', () => {
  let now = new Date('2026-06-15T02:00:00Z')
  const server = withServer({ clock: () => now, rateLimits: 'off' })

  /** A programme of the office's whose cycle is open already. */
  const openProgramme = async (period = '2026H1', dueOn = '2026-06-30') => {
    const { programmeId } = await makeProgramme(server.handle, { owner: unit('office'), tasks: [] })
    const cycleId = await makeCycle(server.handle, programmeId, { period, dueOn })
    await (await server.as('office')).post(`/api/v1/cycles/${cycleId}/open`)
    return { programmeId, cycleId }
  }
  const task = (programmeId: string, units: Parameters<typeof createTask>[2]['units']) =>
    server.handle.asActor(office, (trx) =>
      createTask(trx, office, { programmeId, origin: 'import', title: '修复湿地', text: '修复湿地。', units }, now),
    )
  const owedOf = async (cycleId: string, organizationId: string) =>
    (await obligationsOf(server.handle, cycleId)).find((one) => one.organization_id === organizationId)
  const etag = async (id: string) => (await (await server.as('office')).get(`/api/v1/tasks/${id}`)).headers.etag
  const act = async (id: string, name: string) =>
    (await server.as('office')).post(`/api/v1/tasks/${id}/${name}`, { reason: '已并入其他任务' }, {
      'if-match': await etag(id),
    } as never)
  const amend = async (id: string, units: object[]) =>
    (await server.as('office')).request({
      method: 'PATCH',
      url: `/api/v1/tasks/${id}`,
      payload: { units, reason: '分工调整' },
      headers: { 'if-match': (await etag(id)) as string },
    })
  const desk = async (person: PersonName): Promise<Desk> => (await (await server.as(person)).get('/api/v1/desk')).json()
  const timeline = async (id: string) =>
    (await (await server.as('office')).get(`/api/v1/tasks/${id}`)).json().timeline as {
      kind: string
      at: string
      userName: string | null
      facts: Record<string, unknown>
    }[]
  const lead = { organizationId: unit('department'), role: 'lead' as const }
  const participant = { organizationId: unit('city'), role: 'participant' as const }

  beforeAll(() => {
    now = new Date('2026-06-15T02:00:00Z')
  })

  test('[DEL-221] a task dispatched while a cycle is open owes its report at once, and not after the day it was due', async () => {
    const { programmeId, cycleId } = await openProgramme()
    const id = await task(programmeId, [lead, participant])
    expect(await obligationsOf(server.handle, cycleId)).toHaveLength(2)
    expect((await desk('city')).items.map((item) => item.task.id)).toContain(id)
    expect((await owedOf(cycleId, unit('city')))?.reports_to).toBe(unit('department'))
    expect((await owedOf(cycleId, unit('department')))?.due_on).toBe('2026-06-30')

    const before = await openProgramme('2025H2', '2026-06-12')
    await task(before.programmeId, [lead])
    expect(await obligationsOf(server.handle, before.cycleId)).toEqual([])
  })

  test('[DEL-222] units that come owe, units that leave do not, and what they were writing stays', async () => {
    const { programmeId, cycleId } = await openProgramme()
    const id = await task(programmeId, [lead, participant])
    const owed = await owedOf(cycleId, unit('city'))
    await (await server.as('city')).request({
      method: 'PUT',
      url: `/api/v1/obligations/${owed?.id}/draft`,
      payload: { content: aReport({ progress: '写了一半' }) },
      headers: { 'if-match': '"v0"' },
    })
    const newcomer = { organizationId: unit('otherDepartment'), role: 'participant' as const }
    expect((await amend(id, [lead, newcomer])).statusCode).toBe(200)
    expect(await owedOf(cycleId, unit('otherDepartment'))).toMatchObject({
      state: 'due',
      reports_to: unit('department'),
    })
    expect(await owedOf(cycleId, unit('city'))).toMatchObject({
      ...{ state: 'waived', waived_cause: 'unit_left', waived_reason: '责任单位调整：分工调整' },
    })
    expect((await desk('city')).items.some((item) => item.task.id === id)).toBe(false)
    const demanded = await (await server.as('office')).post(`/api/v1/obligations/${owed?.id}/demand`, {
      reason: '要报',
    })
    expect(demanded.json().code).toBe('unit_owes_no_more')

    expect((await amend(id, [lead, newcomer, participant])).statusCode).toBe(200)
    const again = await owedOf(cycleId, unit('city'))
    expect(again).toMatchObject({ id: owed?.id, state: 'due', waived_reason: null, waived_cause: null })
    const detail: ObligationDetail = (await (await server.as('city')).get(`/api/v1/obligations/${owed?.id}`)).json()
    expect(detail.draft?.content.progress).toBe('写了一半')
    const kinds = (await timeline(id)).map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['report_waived', 'report_demanded']))
  })

  test('[DEL-222] a task that ended owes nothing, with the reason; restored, it owes again; what was sent stays', async () => {
    const { programmeId, cycleId } = await openProgramme()
    const id = await task(programmeId, [lead, participant])
    const sent = await owedOf(cycleId, unit('city'))
    await (await server.as('city')).post(
      `/api/v1/obligations/${sent?.id}/reports`,
      { content: aReport() },
      { 'if-match': '*', 'idempotency-key': randomUUID() },
    )
    expect((await act(id, 'retirement')).statusCode).toBe(200)
    expect(await owedOf(cycleId, unit('department'))).toMatchObject({
      ...{ state: 'waived', waived_cause: 'task_ended', waived_reason: '任务终止：已并入其他任务' },
    })
    expect(await owedOf(cycleId, unit('city'))).toMatchObject({ state: 'submitted' })
    const waived = (await timeline(id)).find(({ kind }) => kind === 'report_waived')
    expect(waived).toMatchObject({ at: now.toISOString(), facts: { cause: 'task_ended', period: '2026H1' } })
    expect((await act(id, 'restoration')).statusCode).toBe(200)
    expect(await owedOf(cycleId, unit('department'))).toMatchObject({ state: 'due', waived_reason: null })
  })

  describe('succession', () => {
    let old: string
    const asOld = () => ({ ...PEOPLE.otherDepartment, organizationId: old, organizationName: '自治区国土资源厅' })
    const heir = unit('department')

    /** A unit that was, with somebody who reports for it. */
    beforeAll(async () => {
      old = randomUUID()
      await server.handle.asSystem(async (trx) => {
        await sql`insert into organization (id, kind, name, short_name, origin, source)
          values (${old}, 'department', '自治区国土资源厅', '自治区国土资源厅', 'person', 'test')`.execute(trx)
      })
    })
    const merge = (into: string | null) =>
      server.handle.asSystem((trx) =>
        sql`update organization set state = ${into ? 'merged' : 'confirmed'}, merged_into_id = ${into}::uuid
          where id = ${old}`.execute(trx),
      )
    const draft = async (actor: ReturnType<typeof asOld>, id: string, progress: string) =>
      server.handle.asActor(actor, (trx) =>
        trx
          .insertInto('report_draft')
          .values({
            ...{ obligation_id: id, organization_id: actor.organizationId, revision: 3 },
            ...{ content: JSON.stringify(aReport({ progress })), user_id: actor.userId, user_name: actor.userName },
          })
          .execute(),
      )
    const asHeir = async (id: string): Promise<ObligationDetail> =>
      (await (await server.as('department')).get(`/api/v1/obligations/${id}`)).json()
    const submitAs = (actor: ReturnType<typeof asOld>, id: string) =>
      server.handle.asActor(actor, async (trx) => {
        const { submitReport } = await import('./submit.ts')
        return submitReport(trx, actor, { obligationId: id, content: aReport({ progress: '原单位所报' }) }, now)
      })

    test('[DEL-223] what a unit still owes passes to its successor with the draft, and the participants report to that', async () => {
      await merge(null)
      const { programmeId, cycleId } = await openProgramme()
      const id = await task(programmeId, [{ organizationId: old, role: 'lead' }, participant])
      const owed = await owedOf(cycleId, old)
      await draft(asOld(), owed?.id ?? '', '原单位写的草稿')
      const evidenceId = randomUUID()
      const actor = asOld()
      await server.handle.asActor(actor, (trx) =>
        trx
          .insertInto('evidence')
          .values({
            ...{ id: evidenceId, task_id: id, title: '勘界图', grade: 'document', sha256: null, file_name: null },
            ...{ media_type: null, bytes: null, source: '勘界队', user_id: actor.userId, user_name: actor.userName },
            ...{ organization_id: old, organization_name: actor.organizationName },
          })
          .execute(),
      )
      await merge(heir)
      expect(await keepSuccessions(server.handle, now)).toBe(1)
      expect(await obligationsOf(server.handle, cycleId)).toHaveLength(2)
      expect(await owedOf(cycleId, heir)).toMatchObject({ id: owed?.id, state: 'due', reports_to: unit('office') })
      expect((await owedOf(cycleId, unit('city')))?.reports_to).toBe(heir)
      const detail = await asHeir(owed?.id ?? '')
      expect(detail.draft?.content.progress).toBe('原单位写的草稿')
      expect(detail.evidence.map((one) => one.id)).toEqual([evidenceId])
      const sent = await (await server.as('department')).post(
        `/api/v1/obligations/${owed?.id}/reports`,
        { content: aReport({ evidence: [evidenceId] }) },
        { 'if-match': '*', 'idempotency-key': randomUUID() },
      )
      expect(sent.json()).toMatchObject({ state: 'submitted', grade: 'document' })
      expect((await timeline(id)).find(({ kind }) => kind === 'succeeded')?.facts).toMatchObject({ reports: 1 })
      const notices = (await (await server.as('department')).get('/api/v1/notices')).json()
      expect(JSON.stringify(notices)).toContain('承接自治区国土资源厅的 1 项任务')
    })

    test('[DEL-223] a successor that owes a report of its own goes on in that one; no text is lost', async () => {
      await merge(null)
      const { programmeId, cycleId } = await openProgramme()
      await task(programmeId, [
        { organizationId: old, role: 'lead' },
        { organizationId: heir, role: 'participant' },
        participant,
      ])
      const [of, own] = [await owedOf(cycleId, old), await owedOf(cycleId, heir)]
      expect(own?.reports_to).toBe(old)
      await draft(asOld(), of?.id ?? '', '原单位写的草稿')
      await draft({ ...PEOPLE.department } as never, own?.id ?? '', '本单位写的草稿')
      await merge(heir)
      expect(await keepSuccessions(server.handle, now)).toBe(1)
      expect(await owedOf(cycleId, old)).toMatchObject({ state: 'waived', waived_cause: 'succeeded' })
      expect(await owedOf(cycleId, heir)).toMatchObject({ role: 'lead', reports_to: unit('office'), state: 'due' })
      expect((await asHeir(own?.id ?? '')).draft?.content.progress).toBe(
        '本单位写的草稿\n\n【自治区国土资源厅】原单位写的草稿',
      )
    })

    test('[DEL-223] what was reported stays under who reported it, is not asked for again, and comes back to the successor', async () => {
      await merge(null)
      const { programmeId, cycleId } = await openProgramme()
      const id = await task(programmeId, [{ organizationId: old, role: 'responsible' }])
      const owed = await owedOf(cycleId, old)
      const { reportId } = await submitAs(asOld(), owed?.id ?? '')
      await merge(heir)
      expect(await keepSuccessions(server.handle, now)).toBe(1)
      expect(await obligationsOf(server.handle, cycleId)).toHaveLength(1)
      expect(await owedOf(cycleId, old)).toMatchObject({ state: 'submitted', succeeded_by_id: heir })
      expect((await (await server.as('office')).post(`/api/v1/cycles/${cycleId}/open`)).json().obligations).toBe(0)
      expect((await asHeir(owed?.id ?? '')).reports[0]?.organization.id).toBe(old)

      const returned = await (await server.as('office')).post(`/api/v1/reports/${reportId}/review`, {
        ...{ decision: 'returned', reason: '缺数据' },
      })
      expect(returned.statusCode).toBe(200)
      expect(await owedOf(cycleId, heir)).toMatchObject({ id: owed?.id, state: 'returned' })
      expect((await desk('department')).items.some((item) => item.task.id === id)).toBe(true)
      const detail = await asHeir(owed?.id ?? '')
      expect(detail.prefill?.content.progress).toBe('原单位所报')
      expect(detail.reports[0]).toMatchObject({ organization: { id: old } })
      const again = await (await server.as('department')).post(
        `/api/v1/obligations/${owed?.id}/reports`,
        { content: aReport({ progress: '承接后补报' }) },
        { 'if-match': '*', 'idempotency-key': randomUUID() },
      )
      expect(again.json()).toMatchObject({ number: 2, state: 'submitted' })
    })
  })
})
