import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Browser } from '../../test/support/server.ts'
import { withServer } from '../../test/support/server.ts'
import { verifyAudit } from '../platform/audit/index.ts'
import type { BulkConfirmed, Changed, Commitment, CommitmentDetail } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN } from './testing/samplePlan.ts'
import { commitmentsOf, ingestPlan, list, titled } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })

let plans = 0
/** A plan that no other test touches. */
const freshPlan = async (browser: Browser) => {
  plans += 1
  const name = `第${plans}湾`
  return ingestPlan(browser, SAMPLE_PLAN.replaceAll('青湾', name).replace('97号', `${1000 + plans}号`))
}
const at = (revision: number) => ({ 'if-match': `"v${revision}"` })
const detail = async (browser: Browser, id: string) =>
  (await browser.get(`/api/v1/commitments/${id}`)).json<CommitmentDetail>()

describe('confirming', () => {
  test('[PLAN-10] names the revision it has seen; of two at once one is heard', async () => {
    const office = await server.as('office')
    const { items } = await freshPlan(office)
    const { id } = titled(items, '建设疏港铁路')
    const url = `/api/v1/commitments/${id}/confirm`
    expect((await office.post(url, {})).statusCode).toBe(428)
    const both = await Promise.all([office.post(url, {}, at(1)), office.post(url, {}, at(1))])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    const now = await detail(office, id)
    expect(now).toMatchObject({ state: 'confirmed', revision: 2, confirmed: { userName: '覃明' } })
    expect(now.history.map(({ kind }) => kind)).toEqual(['confirm'])
    expect((await office.post(url, {}, at(2))).json()).toMatchObject({ code: 'state_unfit' })
  })

  test('[PLAN-12] the same request sent twice is one change', async () => {
    const office = await server.as('office')
    const { items } = await freshPlan(office)
    const [first, second] = items as [Commitment, Commitment]
    const key = { 'idempotency-key': randomUUID() }
    const send = (id: string) => office.post(`/api/v1/commitments/${id}/confirm`, {}, { ...at(1), ...key })
    const [once, twice] = [await send(first.id), await send(first.id)]
    expect([once.statusCode, twice.statusCode]).toEqual([200, 200])
    expect(twice.json<Changed>()).toEqual(once.json<Changed>())
    expect((await detail(office, first.id)).history).toHaveLength(1)
    expect((await send(second.id)).json()).toMatchObject({ code: 'change_id_taken' })
  })

  test('[PLAN-13] many at once are one act: what changed meanwhile is named, the undo takes all of it back', async () => {
    const office = await server.as('office')
    const { id, items } = await freshPlan(office)
    const [first] = items as [Commitment]
    await office.post(`/api/v1/commitments/${first.id}/edit`, { title: '改过' }, at(1))
    const reply = await office.post('/api/v1/commitments/confirm', {
      items: [...items.map(({ id: one, revision }) => ({ id: one, revision })), { id: randomUUID(), revision: 1 }],
    })
    const { changeId, results } = reply.json<BulkConfirmed>()
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'already',
      ...items.slice(1).map(() => 'confirmed'),
      'not_found',
    ])
    expect((await list(office, { document: id, state: 'confirmed' })).total).toBe(items.length)
    expect((await office.post(`/api/v1/changes/${changeId}/undo`)).statusCode).toBe(200)
    expect((await list(office, { document: id, state: 'confirmed' })).total).toBe(1)
  })
})

describe('correcting', () => {
  test('[PLAN-11] what the machine found stays beside what a person made of it', async () => {
    const office = await server.as('office')
    const { items } = await freshPlan(office)
    const { id, responsibilities } = titled(items, '建设疏港铁路')
    const kept = responsibilities.slice(0, 1).map(({ kind, printed, role }) => ({ kind, printed, role }))
    const added = { kind: 'unit', printed: '自治区财政厅', role: 'participant' }
    const reply = await office.post(
      `/api/v1/commitments/${id}/edit`,
      {
        title: '疏港铁路开工',
        responsibilities: [...kept, added],
        deadline: { date: '2020-06-30' },
        reason: '按年度计划',
      },
      at(1),
    )
    expect(reply.statusCode).toBe(200)
    const now = await detail(office, id)
    expect(now).toMatchObject({
      title: '疏港铁路开工',
      state: 'confirmed',
      edited: true,
      deadline: { date: '2020-06-30' },
    })
    expect(now.responsibilities.map(({ printed, organization }) => [printed, organization?.name])).toEqual([
      ['自治区发展改革委', expect.stringContaining('发展')],
      ['自治区财政厅', expect.stringContaining('财政')],
    ])
    expect(now.found).toMatchObject([{ title: '建设疏港铁路', version: 1 }])
    expect(now.found[0]?.responsibilities).toHaveLength(4)
    expect(now.history).toMatchObject([
      { kind: 'edit', reason: '按年度计划', before: { title: '建设疏港铁路' }, after: { title: '疏港铁路开工' } },
    ])
  })

  test('a changed span reads its text and provision from the document; one outside is refused', async () => {
    const office = await server.as('office')
    const { id: document, items } = await freshPlan(office)
    const { id } = titled(items, '优化港口布局')
    const text = (await office.get(`/api/v1/documents/${document}/text`)).json<{ text: string }>().text
    const start = text.indexOf('开展红树林')
    const reply = await office.post(`/api/v1/commitments/${id}/edit`, { span: [start, start + 8] }, at(1))
    expect(reply.json<Changed>().items[0]).toMatchObject({
      text: '开展红树林种植和',
      provision: { address: '二/(二)/2' },
    })
    const outside = await office.post(`/api/v1/commitments/${id}/edit`, { span: [0, 999_999] }, at(2))
    expect(outside.json()).toMatchObject({ code: 'span_outside' })
    const same = await office.post(`/api/v1/commitments/${id}/edit`, { title: '优化港口布局' }, at(2))
    expect(same.json()).toMatchObject({ code: 'nothing_changed' })
  })

  test('rejecting needs a reason, and takes it off the list until it is asked for', async () => {
    const office = await server.as('office')
    const { id: document, items } = await freshPlan(office)
    const { id } = titled(items, '修复红树林')
    expect((await office.post(`/api/v1/commitments/${id}/reject`, {}, at(1))).statusCode).toBe(400)
    expect((await office.post(`/api/v1/commitments/${id}/reject`, { reason: '重复' }, at(1))).statusCode).toBe(200)
    expect((await list(office, { document })).total).toBe(items.length - 1)
    expect((await list(office, { document, state: 'rejected' })).items.map((item) => item.id)).toEqual([id])
  })
})

describe('splitting and merging', () => {
  test('[PLAN-14] parts take the place of the whole, and give it back when undone', async () => {
    const office = await server.as('office')
    const { id: document, items } = await freshPlan(office)
    const whole = titled(items, '优化港口布局')
    const reply = await office.post(
      `/api/v1/commitments/${whole.id}/split`,
      { parts: [{ title: '整合岸线' }, { title: '邮轮码头', deadline: { date: '2021-12-31' } }] },
      at(1),
    )
    const { changeId, items: changed } = reply.json<Changed>()
    expect(changed.map(({ title, state }) => [title, state])).toEqual([
      ['整合岸线', 'confirmed'],
      ['邮轮码头', 'confirmed'],
      ['优化港口布局', 'replaced'],
    ])
    const now = await commitmentsOf(office, document)
    expect(now.map((item) => item.id)).not.toContain(whole.id)
    expect(titled(now, '邮轮码头').responsibilities).toEqual(whole.responsibilities)
    expect((await detail(office, whole.id)).replacedBy).toHaveLength(2)

    expect((await office.post(`/api/v1/changes/${changeId}/undo`)).statusCode).toBe(200)
    expect((await commitmentsOf(office, document)).map((item) => item.id)).toEqual(items.map((item) => item.id))
  })

  test('[PLAN-14] a merged one has the units of all, and its replaced ones can no longer be changed', async () => {
    const office = await server.as('office')
    const { id: document, items } = await freshPlan(office)
    const olds = [titled(items, '建设疏港铁路'), titled(items, '优化港口布局')]
    const reply = await office.post('/api/v1/commitments/merge', {
      items: olds.map(({ id, revision }) => ({ id, revision })),
      title: '建设港口集疏运体系',
    })
    const [merged] = reply.json<Changed>().items as [Commitment]
    expect(merged.responsibilities.map(({ printed }) => printed)).toEqual(
      expect.arrayContaining(['自治区发展改革委', '钦州市人民政府']),
    )
    expect(merged.span).toEqual([olds[0]?.span[0], olds[1]?.span[1]])
    const refused = await office.post(`/api/v1/commitments/${olds[0]?.id}/confirm`, {}, at(2))
    expect(refused.json()).toMatchObject({ code: 'state_unfit' })
    expect((await list(office, { document })).total).toBe(items.length - 1)
    const other = await freshPlan(office)
    const mixed = await office.post('/api/v1/commitments/merge', {
      items: [merged, other.items[0] as Commitment].map(({ id, revision }) => ({ id, revision })),
    })
    expect(mixed.json()).toMatchObject({ code: 'documents_differ' })
  })
})

describe('undoing', () => {
  test('[PLAN-15] takes back one’s own change unless it was built upon; an undo can be undone', async () => {
    const office = await server.as('office')
    const { items } = await freshPlan(office)
    const { id } = titled(items, '修复红树林')
    const confirmed = (await office.post(`/api/v1/commitments/${id}/confirm`, {}, at(1))).json<Changed>()
    const edited = (await office.post(`/api/v1/commitments/${id}/edit`, { title: '修复湿地' }, at(2))).json<Changed>()
    const undo = (change: string) => office.post(`/api/v1/changes/${change}/undo`)
    expect((await undo(confirmed.changeId)).json()).toMatchObject({ code: 'changed_since' })
    const undone = (await undo(edited.changeId)).json<Changed>()
    expect(undone.items[0]).toMatchObject({ title: '修复红树林', state: 'confirmed' })
    expect((await undo(edited.changeId)).json()).toMatchObject({ code: 'change_undone' })
    expect((await undo(confirmed.changeId)).json<Changed>().items[0]).toMatchObject({
      state: 'extracted',
      confirmed: null,
    })
    const history = (await detail(office, id)).history
    expect(history.map(({ kind }) => kind)).toEqual(['undo', 'undo', 'edit', 'confirm'])

    const again = (await office.post(`/api/v1/commitments/${id}/edit`, { title: '再改' }, at(5))).json<Changed>()
    const back = (await undo(again.changeId)).json<Changed>()
    const forth = (await undo(back.changeId)).json<Changed>()
    expect(forth.items[0]).toMatchObject({ title: '再改' })
  })

  test('[PLAN-15] nobody undoes what another did', async () => {
    const office = await server.as('office')
    const { items } = await freshPlan(office)
    const { changeId } = (
      await office.post(`/api/v1/commitments/${titled(items, '修复红树林').id}/confirm`, {}, at(1))
    ).json<Changed>()
    const department = await server.as('department')
    expect((await department.post(`/api/v1/changes/${changeId}/undo`)).json()).toMatchObject({
      code: 'change_not_yours',
    })
  })
})

test('[PLAN-20] every change is signed for, and the audit chain holds', async () => {
  const office = await server.as('office')
  const { items } = await freshPlan(office)
  const { id } = titled(items, '优化港口布局')
  await office.post(`/api/v1/commitments/${id}/confirm`, { reason: '核对无误' }, at(1))
  const { rows } = await server.handle.kysely
    .selectFrom('audit_line')
    .select(['action', 'user_id', 'organization_id'])
    .where('subject_id', '=', id)
    .execute()
    .then((found) => ({ rows: found }))
  expect(rows).toEqual([
    { action: 'plan.confirm', user_id: 'user-1', organization_id: '0a000000-0000-4000-8000-000000000001' },
  ])
  expect((await verifyAudit(server.handle)).intact).toBe(true)
})
