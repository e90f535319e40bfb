import { describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import type { Changed, CommitmentDetail, VersionChanges } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN } from './testing/samplePlan.ts'
import { commitmentsOf, ingestPlan, titled, upload } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })
const confirmed = { 'if-match': '"v1"' }

/** A corrected wording: one task changed, one gone, one new; the rest one line further down. */
const CORRECTED = SAMPLE_PLAN.replace('整合老港区岸线,推进客货分离。', '整合老港区全部岸线,有序推进客货分离。')
  .replace('2. 修复红树林。开展红树林种植和湿地修复。\n', '2. 建设海洋牧场。开展人工鱼礁投放和增殖放流。\n')
  .replace('为推动港口和城市一体发展,制定本方案。', '为推动港口和城市一体发展,\n根据有关规划,制定本方案。')

function planOfBay(number: number): string {
  const bay = `${number}号海湾`
  return [
    `${bay}生态修复行动方案`,
    '',
    '一、重点任务',
    '',
    `(一)修复${bay}红树林。在${bay}补种红树林，设立管护站点。(自治区林业局牵头，自治区海洋局配合)`,
    `(二)整治${bay}入海排污口。逐一排查${bay}排污口并建立台账。(自治区生态环境厅负责)`,
    `(三)加强${bay}渔港管理。完善${bay}渔港环保设施。(北海市人民政府负责)`,
    '',
  ].join('\n')
}

describe('a corrected plan', () => {
  test('[PLAN-4] [PLAN-5] becomes a new version; people’s work is carried over and what changed is shown', async () => {
    const office = await server.as('office')
    const { id, items } = await ingestPlan(office, SAMPLE_PLAN)
    const same = titled(items, '建设疏港铁路')
    const changing = titled(items, '优化港口布局')
    const going = titled(items, '修复红树林')
    for (const item of [same, changing, going]) {
      expect((await office.post(`/api/v1/commitments/${item.id}/confirm`, {}, confirmed)).statusCode).toBe(200)
    }
    const renamed = await office.post(
      `/api/v1/commitments/${same.id}/edit`,
      { title: '疏港铁路开工' },
      { 'if-match': '"v2"' },
    )
    expect(renamed.statusCode).toBe(200)

    const [result] = await upload(office, [{ name: '更正.txt', content: CORRECTED }])
    expect(result).toMatchObject({
      outcome: 'accepted',
      document: { id, version: 2 },
      newVersionOf: { previous: 1, number: 2 },
    })

    const now = await commitmentsOf(office, id)
    const byId = new Map(now.map((item) => [item.id, item]))
    expect(byId.get(same.id)).toMatchObject({
      title: '疏港铁路开工',
      state: 'confirmed',
      edited: true,
      review: null,
      version: 2,
    })
    expect(byId.get(same.id)?.span[0]).toBeGreaterThan(same.span[0])
    expect(byId.get(changing.id)).toMatchObject({ state: 'confirmed', review: 'text_changed' })
    expect(byId.get(changing.id)?.text).toContain('全部岸线')
    expect(byId.has(going.id)).toBe(false)
    expect(titled(now, '建设海洋牧场')).toMatchObject({ state: 'extracted', version: 2 })

    const changes = (await office.get(`/api/v1/documents/${id}/changes`)).json<VersionChanges>()
    expect(changes).toMatchObject({ from: 1, to: 2, added: 1 })
    expect(changes.carried.map(({ commitment, how }) => [commitment.id, how])).toEqual([
      [same.id, 'same'],
      [changing.id, 'changed'],
    ])
    expect(changes.orphaned.map((item) => item.id)).toEqual([going.id])
    expect(changes.provisions.map(({ kind, after }) => [kind, after?.address])).toContainEqual(['changed', '二/(一)/2'])

    // What was lost stays on record, and the old wording can still be read.
    const lost = (await office.get(`/api/v1/commitments/${going.id}`)).json<CommitmentDetail>()
    expect(lost).toMatchObject({ current: false, state: 'confirmed', quote: '开展红树林种植和湿地修复。' })
    expect((await office.get(`/api/v1/documents/${id}/text?version=1`)).json().text).toContain('红树林')

    // And comes back where the words do.
    const [restored] = await upload(office, [{ name: '恢复.txt', content: `${SAMPLE_PLAN}\n` }])
    expect(restored?.newVersionOf).toEqual({ previous: 2, number: 3 })
    expect(titled(await commitmentsOf(office, id), '修复红树林')).toMatchObject({ id: going.id, state: 'confirmed' })
  })

  test('[PLAN-4] another organization’s plan of the same words is a document of its own', async () => {
    const department = await server.as('department')
    const [result] = await upload(department, [{ name: 'a.txt', content: `${CORRECTED}\n\n` }])
    expect(result).toMatchObject({ outcome: 'accepted', document: { version: 1 } })
    expect(result?.relations?.[0]).toMatchObject({ kind: 'overlaps' })
  })

  test('[PLAN-4] short plans of one pattern are documents of their own, though the samples of their texts agree', async () => {
    const office = await server.as('office')
    // Of these two bays every sampled run of eight characters is one that does not name the bay.
    const results = await upload(office, [
      { name: '19.txt', content: planOfBay(19) },
      { name: '88.txt', content: planOfBay(88) },
    ])
    expect(results.map(({ outcome, newVersionOf }) => [outcome, newVersionOf])).toEqual([
      ['accepted', undefined],
      ['accepted', undefined],
    ])
  })

  test('[PLAN-21] parsing again keeps ids, confirmed work, splits and what was rejected', async () => {
    const office = await server.as('office')
    const plan = SAMPLE_PLAN.replaceAll('青湾', '红沙湾').replace('97号', '98号')
    const { id, items } = await ingestPlan(office, plan)
    const [railway, ports, mangrove] = ['建设疏港铁路', '优化港口布局', '修复红树林'].map((title) =>
      titled(items, title),
    )
    await office.post(`/api/v1/commitments/${railway?.id}/confirm`, {}, confirmed)
    await office.post(`/api/v1/commitments/${mangrove?.id}/reject`, { reason: '不属于本市' }, confirmed)
    const start = plan.indexOf('整合老港区')
    const split = await office.post(
      `/api/v1/commitments/${ports?.id}/split`,
      { parts: [{ title: '整合岸线', span: [start, start + 15] }, { title: '建设邮轮码头' }] },
      confirmed,
    )
    const parts = split.json<Changed>().items.filter(({ state }) => state === 'confirmed')

    const reply = await office.post(`/api/v1/documents/${id}/reparse`)
    expect(reply.json()).toMatchObject({ outcome: 'accepted', newVersionOf: { previous: 1, number: 2 } })
    const now = await commitmentsOf(office, id)
    expect(titled(now, '建设疏港铁路')).toMatchObject({ id: railway?.id, state: 'confirmed', review: null, version: 2 })
    expect(titled(now, '修复红树林')).toMatchObject({ id: mangrove?.id, state: 'rejected' })
    expect(titled(now, '整合岸线')).toMatchObject({ id: parts[0]?.id, version: 2, span: [start, start + 15] })
    expect(now.map((item) => item.id).filter((one) => one === ports?.id)).toEqual([])
    expect(now).toHaveLength(items.length + 1)
    const untouched = items.filter(({ id: one }) => ![railway?.id, ports?.id, mangrove?.id].includes(one))
    expect(now.map((item) => item.id)).toEqual(expect.arrayContaining(untouched.map((item) => item.id)))
  })
})
