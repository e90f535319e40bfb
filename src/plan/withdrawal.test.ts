import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import type { CommitmentDetail, DocumentDetail, DocumentList, DocumentText, UnitSummary } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN, WHOLE_PLAN } from './testing/samplePlan.ts'
import { commitmentsOf, ingestPlan, list, titled, upload } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })

/** A plan of its own for a test: same register, other words. */
const planAbout = (subject: string) =>
  SAMPLE_PLAN.replaceAll('青湾', subject).replace('97号', `${subject.length}${subject.charCodeAt(0)}号`)

const events = (kind: string) =>
  server.handle.asSystem(async (trx) => {
    const { rows } = await sql<{ payload: Record<string, unknown> }>`
      select payload from outbox_event where kind = ${kind} order by id`.execute(trx)
    return rows.map(({ payload }) => payload)
  })
const auditOf = (subjectId: string) =>
  server.handle.asSystem(async (trx) => {
    const { rows } = await sql<{ action: string }>`
      select action from audit_line where subject_id = ${subjectId} order by seq`.execute(trx)
    return rows.map(({ action }) => action)
  })

const MATCH = { 'if-match': '"v1"' }

describe('withdrawing a document', () => {
  test('[PLAN-24] takes its commitments out of lists, counts, units and search, and nothing out of the record', async () => {
    const office = await server.as('office')
    const { id, items } = await ingestPlan(office, planAbout('鹭岛湾'))
    const railway = titled(items, '建设疏港铁路')
    const holder = railway.responsibilities.find(({ role }) => role === 'lead')?.organization?.id ?? ''
    const seen = async () => ({
      register: (await list(office, {})).total,
      facets: (await office.get('/api/v1/commitments/facets')).json().total,
      search: (await list(office, { q: '鹭岛湾' })).total,
      unit: (await office.get(`/api/v1/organizations/${holder}/commitments-summary`)).json<UnitSummary>().total,
      documents: (await office.get('/api/v1/documents')).json<DocumentList>().total,
      place: (await list(office, { jurisdiction: '450000' })).total,
    })
    const before = await seen()

    const reply = await office.post(`/api/v1/documents/${id}/withdraw`, { reason: '传错了文件' }, MATCH)
    expect([reply.statusCode, reply.headers.etag]).toEqual([200, '"v2"'])
    expect(reply.json<DocumentDetail>()).toMatchObject({
      withdrawn: { reason: '传错了文件', by: { userName: expect.any(String) }, at: expect.any(String) },
      counts: [],
    })
    const after = await seen()
    expect(after.register).toBe(before.register - items.length)
    expect(after.facets).toBe(after.register)
    expect(after.search).toBe(0)
    expect(after.unit).toBeLessThan(before.unit)
    expect(after.place).toBeLessThan(before.place)
    expect(after.documents).toBe(before.documents - 1)
    expect((await office.get('/api/v1/documents?withdrawn=true')).json<DocumentList>().items).toMatchObject([{ id }])

    expect((await office.get(`/api/v1/documents/${id}`)).json<DocumentDetail>().withdrawn?.reason).toBe('传错了文件')
    expect(await commitmentsOf(office, id)).toHaveLength(items.length)
    const text = (await office.get(`/api/v1/documents/${id}/text`)).json<DocumentText>()
    expect(text.mentions.some(({ commitmentId }) => commitmentId === railway.id)).toBe(true)
    const detail = (await office.get(`/api/v1/commitments/${railway.id}`)).json<CommitmentDetail>()
    expect(detail).toMatchObject({ title: '建设疏港铁路', withdrawn: true, current: true })
    expect((await auditOf(id)).at(-1)).toBe('plan.withdraw')
    expect((await events('plan.document_withdrawn')).at(-1)).toEqual({ documentId: id, reason: '传错了文件' })

    const back = await office.post(`/api/v1/documents/${id}/restore`, {}, { 'if-match': '"v2"' })
    expect([back.statusCode, back.json<DocumentDetail>().withdrawn]).toEqual([200, null])
    expect(await seen()).toEqual(before)
    expect((await auditOf(id)).at(-1)).toBe('plan.restore')
    expect((await events('plan.document_restored')).at(-1)).toEqual({ documentId: id })
  })

  test('[PLAN-10] needs the revision, a reason, the owner; and is done once', async () => {
    const department = await server.as('department')
    const { id } = await ingestPlan(department, planAbout('白鹳湾'), { visibility: 'cluster' })
    const url = `/api/v1/documents/${id}/withdraw`
    expect((await department.post(url, { reason: '重复' })).statusCode).toBe(428)
    expect((await department.post(url, { reason: '重复' }, { 'if-match': '"v7"' })).statusCode).toBe(412)
    expect((await department.post(url, {}, MATCH)).statusCode).toBe(400)
    const other = await server.as('otherDepartment')
    expect((await other.post(url, { reason: '重复' }, MATCH)).json()).toMatchObject({ code: 'document_not_yours' })
    expect((await department.post(`/api/v1/documents/${id}/restore`, {}, MATCH)).json()).toMatchObject({
      code: 'document_not_withdrawn',
    })
    expect((await department.post(url, { reason: '重复' }, MATCH)).statusCode).toBe(200)
    expect((await department.post(url, { reason: '重复' }, { 'if-match': '"v2"' })).json()).toMatchObject({
      code: 'document_withdrawn',
    })
  })

  test('[PLAN-24] stops work on it: no new version, no re-parse, no change of its commitments', async () => {
    const office = await server.as('office')
    const { id, items } = await ingestPlan(office, planAbout('沙鸥湾'))
    const railway = titled(items, '建设疏港铁路')
    const confirm = await office.post(`/api/v1/commitments/${railway.id}/confirm`, {}, MATCH)
    await office.post(`/api/v1/documents/${id}/withdraw`, { reason: '作废' }, MATCH)
    const refused = { code: 'document_withdrawn', facts: { reason: '作废' } }
    const act = (what: string, payload: object) =>
      office.post(`/api/v1/commitments/${railway.id}/${what}`, payload, { 'if-match': '"v2"' })
    expect((await act('reject', { reason: '不是' })).json()).toMatchObject(refused)
    expect((await office.post(`/api/v1/changes/${confirm.json().changeId}/undo`)).json()).toMatchObject(refused)
    expect((await office.post(`/api/v1/documents/${id}/reparse`)).json()).toMatchObject(refused)
    const [bulk] = (
      await office.post('/api/v1/commitments/confirm', { items: [{ id: items[1]?.id, revision: 1 }] })
    ).json().results
    expect(bulk).toMatchObject({ outcome: 'changed_meanwhile' })
    const corrected = `${planAbout('沙鸥湾')}\n(四)补充。`
    const [named] = await upload(office, [{ name: 'b.txt', content: corrected }], { versionOf: id })
    expect(named?.problem).toMatchObject(refused)
    const [alike] = await upload(office, [{ name: 'b.txt', content: corrected }])
    expect(alike).toMatchObject({ outcome: 'accepted', document: { version: 1 } })
    expect(alike?.document?.id).not.toBe(id)
  })

  test('[PLAN-1] the same bytes again: its owner hears that it is withdrawn, another may take them in', async () => {
    const office = await server.as('office')
    const content = WHOLE_PLAN
    const { id } = await ingestPlan(office, content)
    await office.post(`/api/v1/documents/${id}/withdraw`, { reason: '作废' }, MATCH)
    const [again] = await upload(office, [{ name: 'again.txt', content }])
    expect(again).toMatchObject({
      outcome: 'known',
      document: { id, withdrawn: { reason: '作废' } },
      restore: { href: `/api/v1/documents/${id}/restore`, revision: 2 },
    })
    const [theirs] = await upload(await server.as('department'), [{ name: 'ours.txt', content }])
    expect(theirs?.outcome).toBe('accepted')
    expect(theirs?.document?.id).not.toBe(id)
  })
})

test('[PLAN-25] a document that takes the place of another announces it, once', async () => {
  const office = await server.as('office')
  const old = await ingestPlan(office, '旧港岸线保护办法\n一、总则\n保护旧港岸线。(北海市人民政府负责)\n')
  const next = await ingestPlan(office, '新港行动方案\n一、附则\n《旧港岸线保护办法》自印发之日起同时废止。\n')
  expect(next.result.relations).toMatchObject([{ kind: 'supersedes', document: { id: old.id } }])
  await office.post(`/api/v1/documents/${next.id}/reparse`)
  const told = (await events('plan.document_superseded')).filter(({ documentId }) => documentId === old.id)
  expect(told).toEqual([{ documentId: old.id, supersededBy: next.id }])
})
