import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf } from '../../test/support/people.ts'
import { type Browser, withServer } from '../../test/support/server.ts'
import { prepareGazetteer } from '../plan/testing/gazetteer.ts'
import { SAMPLE_PLAN, WHOLE_PLAN } from '../plan/testing/samplePlan.ts'
import { ingestPlan, titled, upload } from '../plan/testing/uploading.ts'
import { FollowedIndex } from './followedIndex.ts'
import { SearchAnswer } from './schemas.ts'
import { gate } from './store.ts'

const server = withServer({ prepare: prepareGazetteer })
const second = withServer({
  database: {
    get handle() {
      return server.handle
    },
    get folder() {
      return server.folder
    },
  } as never,
})
let office: Browser
let department: Browser
let plan: Awaited<ReturnType<typeof ingestPlan>>

beforeAll(async () => {
  office = await server.as('office')
  department = await server.as('department')
  plan = await ingestPlan(office, SAMPLE_PLAN)
  await ingestPlan(office, WHOLE_PLAN)
  await ingestPlan(department, SAMPLE_PLAN.replaceAll('邮轮码头', '内部码头').replace('97号', '99号'), {
    visibility: 'organization',
  })
})

async function find(browser: Browser, query: Readonly<Record<string, string>>): Promise<SearchAnswer> {
  const reply = await browser.get(`/api/v1/search?${new URLSearchParams(query)}`)
  if (reply.statusCode !== 200) throw new Error(`Searching answered ${reply.statusCode}: ${reply.body}`)
  const answer = reply.json<SearchAnswer>()
  expect([...Value.Errors(SearchAnswer, answer)]).toEqual([])
  expect(answer.indexed).toBe(null)
  return answer
}
const labels = ({ items }: SearchAnswer) => items.map(({ label }) => label)

describe('search', () => {
  test('[SEA-7] says where the words stand: document, address, titles above, a snippet with its marks', async () => {
    const { items, total, documents } = await find(office, { q: '疏港铁路' })
    expect(total).toBe(1)
    expect(items[0]).toMatchObject({
      document: { id: plan.id, number: '桂政发〔2016〕97号', date: '2016-03-02', sample: false },
      address: '二/(二)/1'.replace('(二)', '(一)'),
      label: '1. 建设疏港铁路',
      above: ['二、 重点任务', '(一) 完善港口集疏运体系'],
      kinds: expect.arrayContaining(['task']),
    })
    const [hit] = items
    for (const [start, end] of hit?.marks ?? []) expect(hit?.snippet.slice(start, end)).toBe('疏港铁路')
    for (const [start, end] of hit?.labelMarks ?? []) expect(hit?.label.slice(start, end)).toBe('疏港铁路')
    expect([hit?.marks.length, hit?.labelMarks.length]).toEqual([1, 1])
    expect(hit?.snippet.startsWith('加快疏港铁路前期工作')).toBe(true)
    expect(documents).toEqual([])
    const named = await find(office, { q: '青湾' })
    expect(named.documents.map(({ title }) => title).sort()).toEqual(['青湾城市群发展规划', '青湾港城融合发展工作方案'])
    expect(named.items.some(({ address }) => address === null)).toBe(true)
  })

  test('[SEA-7] the span is that of the provision in the canonical text, also beyond the basic plane', async () => {
    const rare = await ingestPlan(
      office,
      SAMPLE_PLAN.replaceAll('青湾', '𬭚湾').replace('97号', '7号').replace('邮轮码头', '𠮷邮轮泊位'),
    )
    const { items } = await find(office, { q: '邮轮泊位' })
    const { text } = (await office.get(`/api/v1/documents/${rare.id}/text`)).json<{ text: string }>()
    const [hit] = items
    expect(text.slice(...(hit?.span ?? [0, 0]))).toMatch(/^2\. 优化港口布局.*𠮷邮轮泊位/su)
    expect(hit?.marks.map(([start, end]) => hit.snippet.slice(start, end))).toEqual(['邮轮泊位'])
  })

  test('[SEA-8] every prefix of a word finds it while it is typed; width and case do not count', async () => {
    for (const q of ['红', '红树', '红树林', '红树林种', '９２％', '92%以上'])
      expect([q, (await find(office, { q })).total > 0]).toEqual([q, true])
    expect((await find(office, { q: '' })).total).toBe(0)
    expect((await find(office, { q: '  ' })).items).toEqual([])
  })

  test('[SEA-9] a body is found by how others write it, and by what it was called before or is called since', async () => {
    const today = await find(office, { q: '自治区自然资源厅' })
    expect(labels(today)).toContain('1. 建设疏港铁路')
    expect(today.also[0]?.renamed).toContain('自治区国土资源厅')
    expect(today.items[0]?.units).toEqual(['自治区国土资源厅'])
    expect(labels(await find(office, { q: '自然资源厅' }))).toContain('1. 建设疏港铁路')
    const everyday = await find(office, { q: '自治区发改委' })
    expect(labels(everyday)).toContain('1. 建设疏港铁路')
    expect(everyday.also[0]?.spellings).toContain('自治区发展改革委')
    expect((await find(office, { q: '“自治区自然资源厅”' })).total).toBe(0)
  })

  test('[SEA-10] where the phrase stands nowhere, its words are looked for, and the answer says so', async () => {
    const answer = await find(office, { q: '疏港铁路衔接干线' })
    expect(answer.mode).toBe('words')
    expect(labels(answer)).toContain('1. 建设疏港铁路')
  })

  test('[SEA-2] a private document is found by its organization alone, and from then on when it is shared', async () => {
    expect((await find(office, { q: '内部码头' })).total).toBe(0)
    expect((await find(await server.as('leader'), { q: '内部码头' })).facets.document).toEqual([])
    const own = await find(department, { q: '内部码头' })
    expect(own.total).toBe(1)
    const id = own.items[0]?.document.id
    const { revision } = (await department.get(`/api/v1/documents/${id}`)).json()
    const share = (visibility: string, version: number) =>
      department.patch(`/api/v1/documents/${id}`, { visibility }, { 'if-match': `"v${version}"` })
    expect((await share('cluster', revision)).statusCode).toBe(200)
    expect((await find(office, { q: '内部码头' })).total).toBe(1)
    expect((await share('organization', revision + 1)).statusCode).toBe(200)
    expect((await find(office, { q: '内部码头' })).total).toBe(0)
    const administrator = await (await server.as('administrator')).get('/api/v1/search?q=x')
    expect([administrator.statusCode, administrator.json().code]).toEqual([403, 'permission_missing'])
  })

  test('[SEA-3] facets narrow by document, jurisdiction, year and kind', async () => {
    const { facets, total } = await find(office, { q: '港口' })
    expect(facets.jurisdiction).toContainEqual({ value: '450000', label: '广西壮族自治区', count: expect.any(Number) })
    expect(facets.year).toContainEqual({ value: '2016', label: '2016', count: expect.any(Number) })
    for (const [name, choices] of Object.entries(facets)) {
      for (const { value, count } of choices)
        expect([name, value, (await find(office, { q: '港口', [name]: value })).total]).toEqual([name, value, count])
    }
    expect(facets.kind.every(({ count }) => count <= total)).toBe(true)
  })

  test('[SEA-4] pages by cursor show every hit once', async () => {
    const whole = await find(office, { q: '港', limit: '50' })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: SearchAnswer = await find(office, { q: '港', limit: '3', ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map(({ document, address }) => `${document.id} ${address}`))
      cursor = page.next
    }
    expect(seen).toEqual(whole.items.map(({ document, address }) => `${document.id} ${address}`))
    const foreign = await office.get('/api/v1/search?q=x&cursor=bm9uc2Vuc2U')
    expect([foreign.statusCode, foreign.json().code]).toEqual([400, 'cursor_invalid'])
  })
})

describe('what changes is followed', () => {
  test('[SEA-11] on every server: new documents, new versions, titles, rejections, withdrawals', async () => {
    const elsewhere = await second.as('office')
    const about = (words: string) =>
      SAMPLE_PLAN.replaceAll('青湾', '鹭岛').replace('97号', '31号').replace('邮轮码头', words)
    expect((await find(elsewhere, { q: '鹭岛' })).total).toBe(0)
    const { id, items } = await ingestPlan(office, about('游艇泊位'))
    expect((await find(elsewhere, { q: '游艇泊位' })).items[0]?.document.id).toBe(id)

    await upload(office, [{ name: 'plan.txt', content: about('帆船泊位') }], { versionOf: id })
    expect((await find(elsewhere, { q: '游艇泊位' })).total).toBe(0)
    expect((await find(elsewhere, { q: '帆船泊位' })).total).toBe(1)

    const before = await find(elsewhere, { q: '修复红树林', document: id })
    expect(before.items[0]?.kinds).toEqual(['task'])
    const mangroves = titled(items, '修复红树林')
    const { revision } = (await office.get(`/api/v1/commitments/${mangroves.id}`)).json()
    const rejected = await office.post(
      `/api/v1/commitments/${mangroves.id}/reject`,
      { reason: '不是任务' },
      { 'if-match': `"v${revision}"` },
    )
    expect(rejected.statusCode).toBe(200)
    expect((await find(elsewhere, { q: '修复红树林', document: id })).items[0]?.kinds).toEqual([])
    expect((await find(elsewhere, { q: '修复红树林', document: id, kind: 'task' })).total).toBe(0)

    const facts = async () => (await office.get(`/api/v1/documents/${id}`)).json<{ revision: number }>().revision
    await office.patch(`/api/v1/documents/${id}`, { title: '白鹭洲方案' }, { 'if-match': `"v${await facts()}"` })
    expect((await find(elsewhere, { q: '白鹭洲' })).documents.map((one) => one.id)).toEqual([id])
    await office.post(`/api/v1/documents/${id}/withdraw`, { reason: '传错了' }, { 'if-match': `"v${await facts()}"` })
    expect((await find(elsewhere, { q: '帆船泊位' })).total).toBe(0)
    await office.post(`/api/v1/documents/${id}/restore`, { reason: '没错' }, { 'if-match': `"v${await facts()}"` })
    expect((await find(elsewhere, { q: '帆船泊位' })).total).toBe(1)
  })

  test('[SEA-14] a restored database, which counts its transactions anew, is not read again for every search', async () => {
    await server.handle.asSystem((trx) => sql`update search_change set changed_in = '9000000000000'`.execute(trx))
    const index = new FollowedIndex(server.handle)
    const isChanged = async () =>
      (await server.handle.asActor(actorOf('office'), (trx) => gate(trx, index.readUntil))).changed
    try {
      // A transaction of any database that began before holds the mark back until it ends.
      const stillChanged = async () => {
        await index.follow()
        return isChanged()
      }
      await expect.poll(stillChanged, { timeout: 20_000 }).toBe(false)
      await ingestPlan(office, SAMPLE_PLAN.replaceAll('青湾', '返湾').replace('97号', '41号'))
      expect(await isChanged()).toBe(true)
    } finally {
      await index.close()
    }
    expect((await find(office, { q: '返湾' })).total).toBeGreaterThan(0)
  })

  test('[SEA-11] what a slower transaction commits later is found as well', async () => {
    const { handle } = server
    if (handle.engine === 'embedded') return // it has one session: nothing is slower
    let finish: () => void = () => {}
    const slow = handle.asSystem(async (trx) => {
      await trx.updateTable('document').set({ title: '慢事务改名' }).where('id', '=', plan.id).execute()
      await new Promise<void>((resolve) => {
        finish = resolve
      })
    })
    await ingestPlan(office, SAMPLE_PLAN.replaceAll('青湾', '快湾').replace('97号', '33号'))
    expect((await find(office, { q: '快湾' })).total).toBeGreaterThan(0)
    expect((await find(office, { q: '慢事务改名' })).documents).toEqual([])
    finish()
    await slow
    expect((await find(office, { q: '慢事务改名' })).documents.map(({ id }) => id)).toEqual([plan.id])
  })
})
