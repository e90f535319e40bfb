import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { withServer } from '../../test/support/server.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import { alignPair } from './alignPair.ts'
import { nextAttempt } from './attempts.ts'
import { placesIn } from './carry.ts'
import { alignmentJob } from './jobs.ts'
import type { AlignmentList, AlignmentView, DocumentAlignment, ProvisionEvidence, TieChanged } from './schemas.ts'
import { aligned, alignPlans, plansOf, provisionOf, sendPlan, tieOf, version } from './stage.testing.ts'

// The first alignment starts two threads, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 90_000 })

const server = withServer({ prepare: prepareGazetteer })
const read = async (id: string) =>
  (await (await server.as('office')).get(`/api/v1/alignments/${id}`)).json<AlignmentView>()
const count = async (table: string, id: string) => {
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where alignment_id = ${id}`.execute(trx),
  )
  return rows[0]?.n
}

describe('aligning two documents', () => {
  test('[ALN-16] the same versions are one alignment, also when they are asked for at the same moment', async () => {
    const office = await server.as('office')
    const [national, regional] = plansOf('碧湾')
    const upper = await sendPlan(office, national)
    const lower = await sendPlan(office, regional)
    const views = await Promise.all([1, 2, 3].map(() => aligned(office, upper, lower)))
    const again = await aligned(office, upper, lower)
    expect(new Set([...views, again].map(({ id }) => id)).size).toBe(1)
    expect(await count('alignment_run', again.id)).toBe(1)
    expect(again).toMatchObject({ weights: 0, outdated: false, carried: null, mayReview: true, revision: 1 })
    const list = (await office.get(`/api/v1/alignments?documentId=${lower}`)).json<AlignmentList>()
    expect(list).toMatchObject({ total: 1, next: null, items: [{ id: again.id, counts: again.counts }] })
    const back = await aligned(office, lower, upper)
    expect(back.id).not.toBe(again.id)
    const first = (await office.get(`/api/v1/alignments?documentId=${lower}&limit=1`)).json<AlignmentList>()
    expect([first.total, first.items.map(({ id }) => id)]).toEqual([2, [back.id]])
    const rest = (
      await office.get(`/api/v1/alignments?documentId=${lower}&limit=1&cursor=${first.next}`)
    ).json<AlignmentList>()
    expect(rest.items.map(({ id }) => id)).toEqual([again.id])
  })

  test('[ALN-16] not with itself, not with what is not there, not with what is withdrawn', async () => {
    const office = await server.as('office')
    const [national, regional] = plansOf('白湾')
    const upper = await sendPlan(office, national)
    const lower = await sendPlan(office, regional)
    const refused = async (upperDocumentId: string, lowerDocumentId: string) => {
      const reply = await office.post('/api/v1/alignments', { upperDocumentId, lowerDocumentId })
      return [reply.statusCode, reply.json().code]
    }
    expect(await refused(upper, upper)).toEqual([422, 'alignment_of_one'])
    expect(await refused(upper, '00000000-0000-4000-8000-000000000000')).toEqual([404, 'document_not_found'])
    const { id } = await aligned(office, upper, lower)
    await office.post(`/api/v1/documents/${lower}/withdraw`, { reason: '传错了' }, version(1))
    expect(await refused(upper, lower)).toEqual([409, 'document_withdrawn'])
    expect((await office.get(`/api/v1/alignments?documentId=${upper}`)).json()).toMatchObject({ total: 0, items: [] })
    expect((await office.get(`/api/v1/alignments/${id}`)).statusCode).toBe(200)
    expect((await office.get(`/api/v1/documents/${upper}/alignment`)).json()).toEqual({ items: [] })
    const late = await office.post(`/api/v1/alignments/${id}/ties`, { upper: '第二章', lower: '一/(一)/1' })
    expect([late.statusCode, late.json().code]).toEqual([409, 'document_withdrawn'])
  })

  test('[ALN-23] shows provisions, ties and evidence with their places in both texts', async () => {
    const { view } = await alignPlans(server, ...plansOf('青湾'))
    const provision = provisionOf(view, '建设环湾铁路')
    expect(provision).toMatchObject({ path: ['产业发展', '完善基础设施'], verdict: { kind: 'partly', by: null } })
    expect(provision.text).toMatch(/^建设环湾铁路。加快建设/)
    const tie = tieOf(view, '建设环湾铁路')
    expect(tie).toMatchObject({ state: 'proposed', rank: 1, byHand: false, by: null, at: null })
    expect(tie.strength).toBeGreaterThan(0.5)
    const office = await server.as('office')
    const url = `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(provision.address)}`
    const { ties } = (await office.get(url)).json<ProvisionEvidence>()
    const [first, ...others] = ties
    expect([first?.id, first?.shown]).toEqual([tie.id, true])
    expect(others.every(({ shown }) => !shown)).toBe(true)
    const [upper, lower] = plansOf('青湾')
    const texts = { upper, lower }
    const work = first?.evidence.find(({ kind }) => kind === 'work')
    expect(work?.words).toBe('南宁—北海城际铁路')
    expect(work?.upper.map(([start, end]) => texts.upper.slice(start, end))).toEqual(['南宁—北海城际铁路'])
    expect(work?.lower.map(([start, end]) => texts.lower.slice(start, end))).toEqual(['南宁—北海城际铁路'])
    expect(first?.differences).toMatchObject([
      { kind: 'stage', about: '南宁—北海城际铁路', upper: { is: '加快建设' }, lower: { is: '规划研究' } },
    ])
    const unknown = await office.get(`/api/v1/alignments/${view.id}/provisions/${encodeURIComponent('九/(九)')}`)
    expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'alignment_provision_unknown'])
    expect(view.relation).toMatchObject({
      kind: 'contains',
      repeats: expect.arrayContaining([expect.objectContaining({ lower: '一/(二)/2' })]),
    })
  })

  test('[ALN-23] a text without headings has one provision, with an address too', async () => {
    const { view } = await alignPlans(
      server,
      '为保护蓝湾海岸线，各地要推广深水网箱养殖，建设现代渔港经济区，完善水产品加工和冷藏设施。',
      plansOf('黄湾')[1],
    )
    expect(view.upperProvisions.map(({ address }) => address)).toEqual(['§1'])
    const office = await server.as('office')
    const reply = await office.get(`/api/v1/alignments/${view.id}/provisions/${encodeURIComponent('§1')}`)
    expect(reply.statusCode).toBe(200)
  })

  test('[ALN-28] two plans are compared apart: the server answers meanwhile', async () => {
    const office = await server.as('office')
    const [national, regional] = plansOf('紫湾')
    const upper = await sendPlan(
      office,
      national.repeat(40).replaceAll(/\n(第[一二三]章)/g, (_, one) => `\n${one}`),
    )
    const lower = await sendPlan(office, regional)
    let longest = 0
    let last = performance.now()
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 10)
    const begun = performance.now()
    await aligned(office, upper, lower)
    const took = performance.now() - begun
    clearInterval(beat)
    expect(longest).toBeLessThan(Math.max(400, took / 2))
  })
})

describe('a new version', () => {
  /** One provision reworded, one gone, one moved behind a new one. */
  const corrected = (text: string) =>
    text
      .replace('完善水产品加工和冷藏设施。', '完善水产品加工、冷藏和交易设施。')
      .replace('1. 建设环湾铁路。', '1. 建设环湾公路。打通断头路，提升滨海公路等级，完善服务区。\n2. 建设环湾铁路。')
      .replace(
        '2. 加强区域合作。深化与贵阳等城市的合作，畅通西部陆海新通道，推动班列扩量提质。（责任单位：自治区商务厅）\n',
        '',
      )

  test('[ALN-17] is aligned anew; what people said goes with its provisions, under their signatures', async () => {
    const { upper, lower, view } = await alignPlans(server, ...plansOf('银湾'))
    const office = await server.as('office')
    const say = async (title: string, state: string) => {
      const tie = tieOf(view, title)
      const reply = await office.patch(`/api/v1/alignments/${view.id}/ties/${tie.id}`, { state }, version(1))
      expect(reply.statusCode, reply.body).toBe(200)
      return reply.json<TieChanged>().tie
    }
    const reworded = await say('发展海洋渔业', 'confirmed')
    const moved = await say('建设环湾铁路', 'confirmed')
    await say('加强与贵州合作', 'confirmed')
    const far = await office.post(`/api/v1/alignments/${view.id}/ties`, {
      upper: provisionOf(view, '打造湛江钢铁基地').address,
      lower: '一/(一)/1',
    })
    expect(far.statusCode, far.body).toBe(200)
    await office.patch(
      `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(provisionOf(view, '壮大港口物流业').address)}`,
      { verdict: 'partly', reason: '指标低于上位规划' },
      version(1),
    )

    await sendPlan(office, corrected(plansOf('银湾')[1]), { versionOf: lower })
    const outdated = (await office.get(`/api/v1/alignments/${view.id}`)).json<AlignmentView>()
    expect(outdated).toMatchObject({ outdated: true, reviewed: { confirmed: 3, added: 1, verdicts: 1 } })

    const now = new Date()
    const context = { database: server.handle, files: undefined as never, clock: () => now }
    await alignmentJob.run(context as never)
    const renewed = (await office.get(`/api/v1/alignments/${view.id}`)).json<AlignmentView>()
    expect(renewed).toMatchObject({
      ...{ outdated: false, by: null, carried: { kept: 4, lost: 1 }, lower: { version: 2 } },
      reviewed: { confirmed: 2, rejected: 0, added: 1, verdicts: 1 },
    })
    expect(tieOf(renewed, '发展海洋渔业')).toMatchObject({
      ...{ state: 'confirmed', carried: true, by: reworded.by, at: reworded.at, revision: 2 },
    })
    expect(tieOf(renewed, '建设环湾铁路')).toMatchObject({ state: 'confirmed', lower: '一/(二)/2', at: moved.at })
    expect(renewed.ties.find(({ state }) => state === 'added')).toMatchObject({ byHand: true, carried: true })
    expect(provisionOf(renewed, '壮大港口物流业').verdict).toMatchObject({
      ...{ kind: 'partly', note: '指标低于上位规划', machine: { kind: 'carried_out' } },
    })
    // The word is with people again: what was carried can be taken back.
    const back = await office.patch(
      `/api/v1/alignments/${view.id}/ties/${tieOf(renewed, '发展海洋渔业').id}`,
      { state: 'proposed' },
      version(2),
    )
    expect(back.json()).toMatchObject({ tie: { state: 'proposed', by: null }, reviewed: { confirmed: 1 } })
    // Asked for again, it is the same; the tie of the run before is no more.
    expect(await alignPair(server.handle, null, upper, lower)).toBe(view.id)
    const old = await office.patch(`/api/v1/alignments/${view.id}/ties/${moved.id}`, { state: 'rejected' }, version(2))
    expect([old.statusCode, old.json().code]).toEqual([404, 'alignment_tie_not_found'])
  })

  test('[ALN-17] a provision is found again by its words, or at its address', () => {
    const find = placesIn([
      { address: '一/1', text: '修建滨海公路，打通断头路。' },
      { address: '一/2', text: '推广深水网箱养殖，建设现代渔港经济区。' },
    ])
    expect(find({ address: '一/2', text: '推广深水网箱养殖，建设渔港经济区，发展休闲渔业。' })).toBe(1)
    expect(find({ address: '一/1', text: '推广深水网箱养殖，建设现代渔港经济区。' })).toBe(1)
    expect(find({ address: '一/1', text: '支持高校建设海洋学科。' })).toBeUndefined()
  })

  test('[ALN-17] the very same words come before what stands at the address now, however alike that is', () => {
    const find = placesIn([
      { address: '一/1', text: '支持钦州建设石化产业园区，延伸产业链条，完善园区配套设施。' },
      { address: '一/2', text: '支持北海建设电子产业园区，延伸产业链条，完善园区配套设施。' },
    ])
    expect(find({ address: '一/1', text: '支持北海建设电子产业园区，延伸产业链条，完善园区配套设施。' })).toBe(1)
    expect(find({ address: '一/2', text: '支持北海建设电子产业园区，延伸产业链，完善园区配套。' })).toBe(1)
    const twice = placesIn(['一/1', '二/1'].map((address) => ({ address, text: '加强组织领导。' })))
    expect(twice({ address: '二/1', text: '加强组织领导。' })).toBe(1)
  })

  test('[ALN-17] a version sent by mistake costs nobody his word: with the next one it finds its place', async () => {
    const plans = plansOf('铜湾')
    const { upper, lower, view } = await alignPlans(server, ...plans)
    const office = await server.as('office')
    const tie = tieOf(view, '发展海洋渔业')
    await office.patch(`/api/v1/alignments/${view.id}/ties/${tie.id}`, { state: 'rejected' }, version(1))
    await sendPlan(office, '桂政发〔2021〕8号\n别的文件\n一、任务\n（一）修缮古戏台。培养青年演员，创作新编剧目。\n', {
      versionOf: lower,
    })
    expect(await alignPair(server.handle, null, upper, lower)).toBe(view.id)
    const wrong = await read(view.id)
    expect(wrong).toMatchObject({ carried: { kept: 0, lost: 1 }, reviewed: { rejected: 0 } })
    await sendPlan(office, plans[1].replace('冷藏设施', '冷链设施'), { versionOf: lower })
    await alignPair(server.handle, null, upper, lower)
    const right = await read(view.id)
    expect(right).toMatchObject({ carried: { kept: 1, lost: 0 }, reviewed: { rejected: 1 } })
    expect(right.ties.find(({ state }) => state === 'rejected')).toMatchObject({
      carried: true,
      by: { userName: '覃明' },
    })
  })

  test('[ALN-20] what was seen of the run before is refused, although the address is there again', async () => {
    const { upper, lower, view } = await alignPlans(server, ...plansOf('铁湾'))
    const office = await server.as('office')
    const seen = provisionOf(view, '建设环湾铁路')
    await sendPlan(office, corrected(plansOf('铁湾')[1]), { versionOf: lower })
    await alignPair(server.handle, null, upper, lower)
    const url = `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(seen.address)}`
    const late = await office.patch(url, { verdict: 'not_found', reason: '未提' }, version(seen.revision))
    expect([late.statusCode, late.json().code]).toEqual([412, 'version_outdated'])
    const pair = { upper: seen.address, lower: '一/(二)/1' }
    const drawn = await office.post(`/api/v1/alignments/${view.id}/ties`, pair, version(seen.revision))
    expect([drawn.statusCode, drawn.json().code]).toEqual([412, 'version_outdated'])
    const now = provisionOf(await read(view.id), '建设环湾铁路').revision
    expect((await office.post(`/api/v1/alignments/${view.id}/ties`, pair, version(now))).statusCode).toBe(200)
    expect((await office.patch(url, { verdict: 'not_found', reason: '未提' }, version(now))).statusCode).toBe(200)
  })

  test('[ALN-30] a pair that cannot be aligned is tried ever more rarely, and says why', async () => {
    const { lower, view } = await alignPlans(server, ...plansOf('铅湾'))
    const office = await server.as('office')
    await sendPlan(office, corrected(plansOf('铅湾')[1]), { versionOf: lower })
    // A version whose text is not there.
    const setNewest = (number: number) =>
      server.handle.asSystem((trx) =>
        sql`update document set newest_version = ${number} where id = ${lower}`.execute(trx),
      )
    await setNewest(3)
    const at = (minute: number) => new Date(Date.parse('2026-11-22T00:00:00Z') + minute * 60_000)
    let failures = 0
    const run = (minute: number) => {
      const log = { error: () => failures++ }
      return alignmentJob.run({ database: server.handle, clock: () => at(minute), log } as never)
    }
    for (const minute of [0, 0.5, 0.9, 1, 2, 3, 6]) await run(minute)
    expect(failures).toBe(3)
    expect((await read(view.id)).failed).toEqual({
      ...{ code: 'version_not_found', reason: expect.stringContaining('3'), tries: 3 },
      ...{ at: at(3).toISOString(), nextAt: at(7).toISOString() },
    })
    // A person is answered at once.
    const act = await office.post(`/api/v1/alignments/${view.id}/align`)
    expect([act.statusCode, act.json().code]).toEqual([404, 'version_not_found'])
    // Another version is not the one that failed.
    await setNewest(4)
    await run(6.5)
    expect((await read(view.id)).failed).toMatchObject({ tries: 1 })
    await setNewest(2)
    await run(6.6)
    expect(await read(view.id)).toMatchObject({ outdated: false, failed: null, lower: { version: 2 } })
    const begun = at(0)
    expect([1, 2, 5, 40].map((tries) => (nextAttempt(tries, begun).getTime() - begun.getTime()) / 60_000)).toEqual([
      ...[1, 2, 16, 1440],
    ])
  })

  test('[ALN-31] the same versions are aligned anew at a word; what people said stays, and the same again is nothing', async () => {
    const { view } = await alignPlans(server, ...plansOf('锡湾'))
    const office = await server.as('office')
    const anew = (person = office) => person.post(`/api/v1/alignments/${view.id}/align`)
    const tie = tieOf(view, '建设环湾铁路')
    await office.patch(`/api/v1/alignments/${view.id}/ties/${tie.id}`, { state: 'rejected' }, version(1))
    await office.post(`/api/v1/alignments/${view.id}/ties`, { upper: tie.upper, lower: '一/(一)/1' })
    const same = await anew()
    expect([same.statusCode, same.json<AlignmentView>()]).toMatchObject([200, { revision: 3, learnedSince: false }])
    expect(await count('alignment_run', view.id)).toBe(1)

    expect((await office.post('/api/v1/alignment-weights')).statusCode).toBe(200)
    expect((await read(view.id)).learnedSince).toBe(true)
    const renewed = (await Promise.all([anew(), anew()])).map((reply) => reply.json<AlignmentView>())
    for (const one of renewed)
      expect(one).toMatchObject({
        ...{ id: view.id, weights: 1, learnedSince: false, outdated: false, carried: { kept: 2, lost: 0 } },
        reviewed: { rejected: 1, added: 1 },
      })
    expect(await count('alignment_run', view.id)).toBe(2)
    const stranger = await anew(await server.as('city'))
    expect([stranger.statusCode, stranger.json().code]).toEqual([403, 'alignment_not_yours'])
    const nothing = await office.post('/api/v1/alignments/00000000-0000-4000-8000-000000000000/align')
    expect([nothing.statusCode, nothing.json().code]).toEqual([404, 'alignment_not_found'])
  })
})

describe('beside the text', () => {
  test('[ALN-26] a provision tells what carries it out and what it carries out; rejected ties tell nothing', async () => {
    const { upper, lower, view } = await alignPlans(server, ...plansOf('金湾'))
    const office = await server.as('office')
    const read = async (id: string) =>
      (await office.get(`/api/v1/documents/${id}/alignment`)).json<DocumentAlignment>().items
    const fishery = tieOf(view, '发展海洋渔业')
    const above = (await read(upper)).find(({ address }) => address === fishery.upper)
    expect(above).toMatchObject({
      carriesOut: [],
      carriedOutBy: [{ alignmentId: view.id, document: { id: lower }, address: '一/(一)/2', state: 'proposed' }],
    })
    const below = (await read(lower)).find(({ address }) => address === fishery.lower)
    expect(below).toMatchObject({
      carriedOutBy: [],
      carriesOut: [{ document: { id: upper }, address: fishery.upper, title: '发展海洋渔业', upper: fishery.upper }],
    })
    await office.patch(`/api/v1/alignments/${view.id}/ties/${fishery.id}`, { state: 'rejected' }, version(1))
    expect((await read(upper)).some(({ address }) => address === fishery.upper)).toBe(false)
    // Of what a person found not to be carried out, the machine's proposals tell nothing either.
    const railway = tieOf(view, '建设环湾铁路')
    const url = `/api/v1/alignments/${view.id}/provisions/${encodeURIComponent(railway.upper)}`
    expect((await read(upper)).some(({ address }) => address === railway.upper)).toBe(true)
    await office.patch(url, { verdict: 'not_found', reason: '只是前期研究' }, version(1))
    expect((await read(upper)).some(({ address }) => address === railway.upper)).toBe(false)
    await office.patch(`/api/v1/alignments/${view.id}/ties/${railway.id}`, { state: 'confirmed' }, version(1))
    expect((await read(upper)).some(({ address }) => address === railway.upper)).toBe(true)
  })
})
