import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import { learningJob } from './jobs.ts'
import type { AlignmentView, AlignmentWeights, TieChanged, VerdictChanged } from './schemas.ts'
import { alignPlans, plansOf, provisionOf, sendPlan, tieOf, version } from './stage.testing.ts'
import { WEIGHTS } from './weights.ts'

// The first alignment starts two threads, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const server = withServer({ prepare: prepareGazetteer })
const read = async (id: string) =>
  (await (await server.as('office')).get(`/api/v1/alignments/${id}`)).json<AlignmentView>()
const auditLines = async (action: string, id: string) => {
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ n: number }>`select count(*) as n from audit_line
      where action = ${action} and content::json ->> 'subjectId' = ${id}`.execute(trx),
  )
  return rows[0]?.n
}

describe('what people say of a tie', () => {
  test('[ALN-19] [ALN-20] confirmed, rejected, taken back: rows and audit lines, under the revision that was seen', async () => {
    const { view } = await alignPlans(server, ...plansOf('东湾'))
    const office = await server.as('office')
    const tie = tieOf(view, '发展海洋渔业')
    const url = `/api/v1/alignments/${view.id}/ties/${tie.id}`
    const without = await office.patch(url, { state: 'confirmed' })
    expect([without.statusCode, without.json().code]).toEqual([428, 'version_needed'])
    const first = await office.patch(url, { state: 'confirmed' }, version(1))
    expect(first.headers.etag).toBe('"v2"')
    expect(first.json()).toMatchObject({
      ...{ revision: 2, reviewed: { confirmed: 1, provisions: 1 } },
      tie: { state: 'confirmed', revision: 2, carried: false, by: { userId: 'user-1', userName: '覃明' } },
    })
    const late = await office.patch(url, { state: 'rejected' }, version(1))
    expect([late.statusCode, late.json().code]).toEqual([412, 'version_outdated'])
    const both = await Promise.all(['rejected', 'proposed'].map((state) => office.patch(url, { state }, version(2))))
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    const same = await office.patch(url, { state: (await tieNow(view, tie.id)).state }, version(3))
    expect(same.json<TieChanged>().tie.revision).toBe(3)
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ n: number }>`select count(*) as n from alignment_review where tie_id = ${tie.id}`.execute(trx),
    )
    expect(rows[0]?.n).toBe(2)
    expect(await auditLines('alignment.review', view.id)).toBe(2)
    expect(await auditLines('alignment.align', view.id)).toBe(1)
    await expect(
      server.handle.asSystem((trx) =>
        sql`update alignment_review set state = 'confirmed' where tie_id = ${tie.id}`.execute(trx),
      ),
    ).rejects.toThrow(/never changed/)
  })

  const tieNow = async (view: AlignmentView, id: string) => {
    const tie = (await read(view.id)).ties.find((one) => one.id === id)
    if (!tie) throw new Error('The tie is not drawn.')
    return tie
  }

  test('[ALN-22] one drawn by hand is scored and evidenced like any other; the same pair is the same tie', async () => {
    const { view } = await alignPlans(server, ...plansOf('西湾'))
    const office = await server.as('office')
    const pair = { upper: provisionOf(view, '打造湛江钢铁基地').address, lower: '一/(二)/1' }
    const url = `/api/v1/alignments/${view.id}/ties`
    const added = await office.post(url, pair)
    expect(added.json()).toMatchObject({
      ...{ reviewed: { added: 1 } },
      tie: { ...pair, state: 'added', byHand: true, by: { userName: '覃明' } },
    })
    const again = (await office.post(url, pair)).json<TieChanged>()
    expect([again.tie.id, again.tie.revision]).toEqual([added.json().tie.id, 2])
    expect(await auditLines('alignment.add_tie', view.id)).toBe(1)
    // A proposed one is confirmed by drawing it.
    const known = tieOf(view, '发展海洋渔业')
    const drawn = (await office.post(url, { upper: known.upper, lower: known.lower })).json<TieChanged>()
    expect(drawn.tie).toMatchObject({ id: known.id, state: 'confirmed', byHand: false })
    const gone = await office.patch(`${url}/${again.tie.id}`, { state: 'proposed' }, version(2))
    expect(gone.json<TieChanged>().reviewed.added).toBe(0)
    expect((await read(view.id)).ties.some(({ id }) => id === again.tie.id)).toBe(false)
    const unknown = await office.post(url, { ...pair, lower: '九' })
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'alignment_provision_unknown'])
  })

  test('[ALN-22] of a pair that is no candidate everything is computed', async () => {
    const [upper] = plansOf('南湾')
    const more = Array.from(
      { length: 12 },
      (_, at) => `${at + 3}. 办好第${at + 3}件实事。为群众办好教育、医疗、养老等第${at + 3}件实事，定期公布进展情况。`,
    )
    const { view } = await alignPlans(server, upper, `${plansOf('南湾')[1]}${more.join('\n')}\n`)
    const office = await server.as('office')
    const above = provisionOf(view, '发展海洋渔业').address
    const evidence = (await office.get(`/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(above)}`)).json()
    const candidates = new Set(evidence.ties.map(({ lower }: { lower: string }) => lower))
    expect(candidates.size).toBe(10)
    const far = view.lowerProvisions.find(({ address }) => !candidates.has(address))
    const added = await office.post(`/api/v1/alignments/${view.id}/ties`, { upper: above, lower: far?.address })
    expect(added.statusCode, added.body).toBe(200)
    expect(added.json<TieChanged>().tie).toMatchObject({ state: 'added', rank: null, lower: far?.address })
    expect(added.json<TieChanged>().tie.score).toBeGreaterThan(0)
  })
})

describe('what became of a provision', () => {
  test('[ALN-21] follows its ties, unless a person has set it with the reason', async () => {
    const { view } = await alignPlans(server, ...plansOf('北湾'))
    const office = await server.as('office')
    const verdict = async (title: string) => provisionOf(await read(view.id), title).verdict
    const tie = tieOf(view, '发展海洋渔业')
    await office.patch(`/api/v1/alignments/${view.id}/ties/${tie.id}`, { state: 'rejected' }, version(1))
    expect(await verdict('发展海洋渔业')).toMatchObject({
      ...{ kind: 'not_found', reason: 'ties_rejected', by: null, machine: { kind: 'carried_out' } },
    })
    const steel = provisionOf(view, '打造湛江钢铁基地')
    expect(steel.verdict.kind).toMatch(/not_found|not_applicable/)
    await office.post(`/api/v1/alignments/${view.id}/ties`, { upper: steel.address, lower: '一/(二)/1' })
    expect(await verdict('打造湛江钢铁基地')).toMatchObject({ kind: 'partly', reason: 'ties_confirmed' })

    const url = `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(steel.address)}`
    const set = await office.patch(url, { verdict: 'not_applicable', reason: '属广东事项' }, version(1))
    expect(set.json<VerdictChanged>()).toMatchObject({
      ...{ address: steel.address, provisionRevision: 2, reviewed: { verdicts: 1 } },
      verdict: { kind: 'not_applicable', reason: null, note: '属广东事项', by: { userName: '覃明' } },
    })
    expect(set.headers.etag).toBe('"v2"')
    const late = await office.patch(url, { verdict: null, reason: '再看' }, version(1))
    expect(late.statusCode).toBe(412)
    const back = await office.patch(url, { verdict: null, reason: '认定有误' }, version(2))
    expect(back.json<VerdictChanged>().verdict).toMatchObject({ kind: 'partly', by: null, note: null })
    expect(await auditLines('alignment.set_verdict', view.id)).toBe(2)
    const empty = await office.patch(url, { verdict: 'partly', reason: '' }, version(3))
    expect(empty.statusCode).toBe(400)
  })

  test('[ALN-19] a verdict that stands already, or is not there to be taken back, is no act', async () => {
    const { view } = await alignPlans(server, ...plansOf('中湾'))
    const office = await server.as('office')
    const url = `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(provisionOf(view, '发展海洋渔业').address)}`
    const set = (verdict: string | null, reason: string, seen: number) =>
      office.patch(url, { verdict, reason }, version(seen))
    expect((await set(null, '交还', 1)).json()).toMatchObject({ provisionRevision: 1, revision: 1 })
    expect((await set('partly', '仅写入一半', 1)).json()).toMatchObject({ provisionRevision: 2 })
    expect((await set('partly', '仅写入一半', 2)).json()).toMatchObject({ provisionRevision: 2, revision: 2 })
    expect((await set('partly', '另有理由', 2)).json()).toMatchObject({ provisionRevision: 3 })
    expect(await auditLines('alignment.set_verdict', view.id)).toBe(2)
  })
})

describe('learning', () => {
  test('[ALN-24] the first table is the one of the code', async () => {
    const { items } = (await (await server.as('leader')).get('/api/v1/alignment-weights')).json<AlignmentWeights>()
    expect(items).toMatchObject([{ number: 0, weights: WEIGHTS, by: null }])
  })

  test('[ALN-24] from what the cluster sees alone; a table is kept, and the next alignment is made with it', async () => {
    const department = await server.as('department')
    const office = await server.as('office')
    const own = { visibility: 'organization' }
    const ids = [
      await sendPlan(department, plansOf('内湾')[0], own),
      await sendPlan(department, plansOf('内湾')[1], own),
    ]
    const view = (
      await department.post('/api/v1/alignments', { upperDocumentId: ids[0], lowerDocumentId: ids[1] })
    ).json<AlignmentView>()
    await contradict(department, view)
    expect((await office.post('/api/v1/alignment-weights')).json().code).toBe('nothing_to_learn')

    const shared = await alignPlans(server, ...plansOf('外湾'))
    await contradict(office, shared.view)
    expect((await department.post('/api/v1/alignment-weights')).statusCode).toBe(403)
    const learned = (await office.post('/api/v1/alignment-weights')).json<AlignmentWeights>()
    expect(learned.items).toMatchObject([
      { number: 1, by: { userName: '覃明' }, reviews: { provisions: 1, confirmed: 1, rejected: 1 } },
      { number: 0 },
    ])
    expect(learned.items[0]?.weights).not.toEqual(WEIGHTS)
    expect((await office.post('/api/v1/alignment-weights')).json().code).toBe('nothing_to_learn')
    await learningJob.run({ database: server.handle } as never)
    expect((await office.get('/api/v1/alignment-weights')).json<AlignmentWeights>().items).toHaveLength(2)

    const next = await alignPlans(server, ...plansOf('后湾'))
    expect([next.view.weights, (await read(shared.view.id)).weights]).toEqual([1, 0])
    // By itself, once a day, from what was said since.
    await contradict(office, next.view)
    await learningJob.run({ database: server.handle } as never)
    const { items } = (await office.get('/api/v1/alignment-weights')).json<AlignmentWeights>()
    expect(items[0]).toMatchObject({ number: 2, by: null, reviews: { provisions: 2 } })

    // What is taken back moves nothing any more.
    for (const { id } of [shared.view, next.view]) {
      for (const tie of (await read(id)).ties.filter(({ state }) => state !== 'proposed'))
        await office.patch(`/api/v1/alignments/${id}/ties/${tie.id}`, { state: 'proposed' }, version(tie.revision))
    }
    const forgotten = (await office.post('/api/v1/alignment-weights')).json<AlignmentWeights>()
    expect(forgotten.items[0]).toMatchObject({ number: 3, weights: WEIGHTS, reviews: { provisions: 0 } })
    expect((await office.post('/api/v1/alignment-weights')).json().code).toBe('nothing_to_learn')
  })

  /** Against the machine: its first tie is rejected, another candidate drawn. */
  async function contradict(browser: Awaited<ReturnType<typeof server.as>>, view: AlignmentView): Promise<void> {
    const tie = tieOf(view, '建设环湾铁路')
    const replies = [
      await browser.patch(`/api/v1/alignments/${view.id}/ties/${tie.id}`, { state: 'rejected' }, version(1)),
      await browser.post(`/api/v1/alignments/${view.id}/ties`, { upper: tie.upper, lower: '一/(一)/1' }),
    ]
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200])
  }
})
