import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { Value } from 'typebox/value'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Browser, withServer } from '../../test/support/server.ts'
import { type Commitment, CommitmentList, type Facets, type UnitSummary } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { SAMPLE_PLAN, WHOLE_PLAN } from './testing/samplePlan.ts'
import { commitmentsOf, ingestPlan, list, titled } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })
let office: Browser
let all: Commitment[]
let documentId: string

beforeAll(async () => {
  office = await server.as('office')
  const plan = await ingestPlan(office, SAMPLE_PLAN)
  documentId = plan.id
  const whole = await ingestPlan(office, WHOLE_PLAN)
  const department = await server.as('department')
  await ingestPlan(department, SAMPLE_PLAN.replaceAll('邮轮码头', '内部码头').replace('97号', '99号'))
  await office.post(`/api/v1/commitments/${plan.items[0]?.id}/confirm`, {}, { 'if-match': '"v1"' })
  all = [...(await commitmentsOf(office, whole.id)), ...(await commitmentsOf(office, plan.id))]
})

const idOf = async (name: string) => {
  const row = await server.handle.asSystem((trx) =>
    trx
      .selectFrom('organization')
      .select('id')
      .where('name', '=', name)
      .where('jurisdiction_code', 'is not', null)
      .executeTakeFirstOrThrow(),
  )
  return row.id
}
const holds = (item: Commitment, id: string, role?: string) =>
  item.responsibilities.some(
    (one) =>
      (!role || one.role === role) && (one.organization?.id === id || one.today.some((today) => today.id === id)),
  )

describe('the list', () => {
  test('[PLAN-17] holds what the actor may see, newest document first, in the order of the text', async () => {
    const answer = await list(office, { limit: '200' })
    expect(answer.items).toEqual(all)
    expect(answer.total).toBe(all.length)
    expect(Value.Check(CommitmentList, answer)).toBe(true)
    expect((await list(await server.as('department'), { limit: '200' })).total).toBeGreaterThan(all.length)
    expect((await list(await server.as('leader'), {})).total).toBe(all.length)
  })

  test('[PLAN-17] a unit finds what it is named for, and what its predecessors were', async () => {
    const today = await idOf('广西壮族自治区自然资源厅')
    const then = await idOf('广西壮族自治区国土资源厅')
    for (const id of [today, then]) {
      const answer = await list(office, { unit: id })
      expect(answer.items.map(({ title }) => title)).toEqual(['建设疏港铁路'])
      expect(answer.total).toBe(1)
    }
    const railway = titled(all, '建设疏港铁路')
    expect(railway.responsibilities.find(({ printed }) => printed === '自治区国土资源厅')?.today).toMatchObject([
      { id: today },
    ])
  })

  test.each(['lead', 'participant', 'responsible'])('[PLAN-17] the role %s narrows what a unit finds', async (role) => {
    const unit = await idOf('广西壮族自治区发展和改革委员会')
    const answer = await list(office, { unit, role })
    const expected = all.filter((item) => holds(item, unit, role))
    expect(answer.items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
    expect(answer.total).toBe(expected.length)
  })

  test('[PLAN-17] a jurisdiction finds its units and those below it; `none` what nobody is named for', async () => {
    const province = await list(office, { jurisdiction: '450000', limit: '200' })
    const city = await list(office, { jurisdiction: '450500' })
    expect(city.items.map(({ title }) => title)).toEqual(['建设疏港铁路'])
    expect(province.items.map(({ id }) => id)).toEqual(
      all
        .filter(({ responsibilities }) => responsibilities.some(({ organization }) => organization))
        .map(({ id }) => id),
    )
    const nobody = await list(office, { unit: 'none', limit: '200' })
    expect(nobody.items.map(({ id }) => id)).toEqual(
      all.filter(({ responsibilities }) => responsibilities.length === 0).map(({ id }) => id),
    )
  })

  test('[PLAN-17] filters by document, chapter, kind, state and deadline agree with the totals', async () => {
    const cases: [Record<string, string>, (item: Commitment) => boolean][] = [
      [{ document: documentId }, ({ document }) => document.id === documentId],
      [
        { document: documentId, chapter: '二/(二)' },
        ({ document, provision }) => document.id === documentId && provision.address.startsWith('二/(二)'),
      ],
      [{ kind: 'target' }, ({ kind }) => kind === 'target'],
      [{ state: 'confirmed' }, ({ state }) => state === 'confirmed'],
      [
        { kind: 'task', state: 'extracted', document: documentId },
        (item) => item.kind === 'task' && item.state === 'extracted' && item.document.id === documentId,
      ],
      [{ dueBefore: '2019-12-31' }, ({ deadline }) => (deadline?.date ?? '9') <= '2019-12-31'],
    ]
    for (const [query, fits] of cases) {
      const answer = await list(office, { ...query, limit: '200' })
      const expected = all.filter(fits)
      expect([query, answer.items.map(({ id }) => id)]).toEqual([query, expected.map(({ id }) => id)])
      expect(answer.total).toBe(expected.length)
    }
    expect((await office.get('/api/v1/commitments?chapter=二')).json()).toMatchObject({
      code: 'chapter_needs_document',
    })
  })

  test.each(['text', 'deadline', '-deadline', '-updated'])(
    '[PLAN-17] pages of the sort %s show every item once',
    async (sort) => {
      const whole = await list(office, { sort, limit: '200' })
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: CommitmentList = await list(office, { sort, limit: '3', ...(cursor ? { cursor } : {}) })
        expect(page.total).toBe(all.length)
        seen.push(...page.items.map(({ id }) => id))
        cursor = page.next
      }
      expect(seen).toEqual(whole.items.map(({ id }) => id))
      expect(new Set(seen).size).toBe(all.length)
      const foreign = await office.get('/api/v1/commitments?sort=deadline&cursor=bm9uc2Vuc2U')
      expect([foreign.statusCode, foreign.json().code]).toEqual([400, 'cursor_invalid'])
    },
  )

  test('[PLAN-17] counts beside the register are what is there', async () => {
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ same: boolean }>`select (
        select json_agg(r order by r.document_id, r.kind, r.state) from (
          select document_id, kind, state, n from register_count where n <> 0) r)::text =
        (select json_agg(r order by r.document_id, r.kind, r.state) from (
          select document_id, kind, state, count(*) as n from commitment where live group by 1, 2, 3) r)::text as same`.execute(
        trx,
      ),
    )
    expect(rows).toEqual([{ same: true }])
  })
})

describe('search', () => {
  test('[PLAN-26] the everyday name of a body finds it however the plan writes it, and says so', async () => {
    const office = await server.as('office')
    const plain = await list(office, { q: '自治区发展改革委' })
    expect(plain.total).toBeGreaterThan(0)
    const everyday = await list(office, { q: '自治区发改委' })
    expect(everyday.total).toBe(plain.total)
    expect(everyday.search).toEqual({
      mode: 'exact',
      terms: ['自治区发改委'],
      also: [{ term: '自治区发改委', spellings: ['自治区发展改革委', '自治区发展和改革委'] }],
    })
    // The name with its place: by what the gazetteer knows of the body.
    const placed = await list(office, { q: '广西发改委' })
    expect(placed.search?.also[0]?.spellings).toContain('自治区发展改革委')
    expect(placed.total).toBe(plain.total)
    const facets = (await office.get(`/api/v1/commitments/facets?q=${encodeURIComponent('自治区发改委')}`)).json()
    expect(facets.total).toBe(plain.total)
    // In quotation marks it is meant as it stands; with another word both must hold.
    expect((await list(office, { q: '“自治区发改委”' })).search?.also ?? []).toEqual([])
    const both = await list(office, { q: '发改委 铁路' })
    expect(both.total).toBeGreaterThan(0)
    expect(both.items.every(({ text, title }) => `${title}${text}`.includes('铁路'))).toBe(true)
  })

  test('[PLAN-18] finds the exact words in any width and says where they stand', async () => {
    const answer = await list(office, { q: '９２％' })
    expect(answer.search).toEqual({ mode: 'exact', terms: ['92%'], also: [] })
    expect(answer.items.length).toBeGreaterThan(0)
    for (const { title, text, highlights = [] } of answer.items) {
      for (const { field, span } of highlights) expect({ title, text }[field].slice(...span)).toBe('92%')
      expect(`${title}${text}`).toContain('92%')
    }
  })

  test('[PLAN-18] every term must occur; units are found too; one character is enough', async () => {
    expect((await list(office, { q: '湿地 红树林' })).items.map(({ title }) => title)).toEqual(['修复红树林'])
    expect((await list(office, { q: '国土资源厅' })).items.map(({ title }) => title)).toEqual(['建设疏港铁路'])
    const one = await list(office, { q: '礁', limit: '200' })
    expect(one.total).toBe(all.filter((item) => JSON.stringify(item).includes('礁')).length)
  })

  test('[PLAN-18] where the phrase stands nowhere, its words are looked for, and the answer says so', async () => {
    const answer = await list(office, { q: '疏港铁路衔接' })
    expect(answer.search?.mode).toBe('words')
    expect(answer.items.map(({ title }) => title)).toContain('建设疏港铁路')
  })

  test('[PLAN-18] does not find what the actor may not see', async () => {
    expect((await list(office, { q: '内部码头' })).total).toBe(0)
    expect((await list(await server.as('department'), { q: '内部码头' })).total).toBeGreaterThan(0)
  })
})

test('[PLAN-17] facets count what each choice would show', async () => {
  const facets = (await office.get(`/api/v1/commitments/facets?document=${documentId}`)).json<Facets>()
  expect(facets.total).toBe((await list(office, { document: documentId })).total)
  for (const facet of ['kind', 'state', 'role', 'unit', 'jurisdiction', 'chapter'] as const) {
    expect(facets[facet].length).toBeGreaterThan(0)
    for (const { value, count } of facets[facet]) {
      const { total } = await list(office, { document: documentId, [facet]: value })
      expect([facet, value, total]).toEqual([facet, value, count])
    }
  }
})

describe('exports', () => {
  test('[PLAN-19] CSV has the rows of the list under the columns that officials keep', async () => {
    const reply = await office.get('/api/v1/commitments.csv?keys=true&kind=task')
    const lines = reply.body.trim().split('\r\n')
    expect(reply.rawPayload.subarray(0, 3).toString('hex')).toBe('efbbbf')
    expect(lines[0]).toMatch(/^序号,类别,事项,原文,牵头单位,配合单位,责任单位,现职责单位,时限,/)
    expect(lines[1]).toMatch(/^row,kind,title,text,lead,participant,responsible,today,deadline,/)
    expect(lines).toHaveLength(2 + (await list(office, { kind: 'task' })).total)
    expect(lines.find((line) => line.includes('建设疏港铁路'))).toContain('广西壮族自治区自然资源厅')
    const targets = (await office.get('/api/v1/commitments.csv?kind=target')).body
    expect(targets).toContain(',≥ 92%,待确认,')
  })

  test('[PLAN-19] XLSX opens with the same rows', async () => {
    const reply = await office.get(`/api/v1/commitments.xlsx?document=${documentId}`)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
    const sheet = workbook.worksheets[0]
    expect(sheet?.rowCount).toBe(1 + (await list(office, { document: documentId })).total)
    expect(sheet?.getRow(1).getCell(3).value).toBe('事项')
  })
})

test('[PLAN-17] the unit page sums up every plan, with what its predecessors were named for', async () => {
  const id = await idOf('广西壮族自治区自然资源厅')
  const summary = (await office.get(`/api/v1/organizations/${id}/commitments-summary`)).json<UnitSummary>()
  expect(summary.total).toBe((await list(office, { unit: id })).total)
  expect(summary.documents).toMatchObject([
    { document: { id: documentId }, roles: [{ role: 'participant', total: 1 }], asPredecessor: ['自治区国土资源厅'] },
  ])
  expect(summary.predecessors).toMatchObject([{ organization: { name: '广西壮族自治区国土资源厅' }, count: 1 }])
  expect(
    (await office.get('/api/v1/organizations/00000000-0000-4000-8000-000000000000/commitments-summary')).statusCode,
  ).toBe(404)
})

test('[PLAN-17] the register follows the gazetteer: a provisional unit that proves to be a known one, a corrected name', async () => {
  const wording = SAMPLE_PLAN.replace('97号', '101号').replace('钦州市人民政府等', '青湾港务联合协调中心')
  const { id: document, items } = await ingestPlan(office, wording.replaceAll('青湾港城', '石角港城'))
  const port = titled(items, '优化港口布局')
  const unknown = port.responsibilities.find(({ printed }) => printed.includes('协调中心'))
  const from = unknown?.organization?.id ?? ''
  const into = await idOf('钦州市人民政府')
  expect((await list(office, { document, unit: from })).total).toBe(1)
  await server.handle.asSystem((trx) =>
    trx.updateTable('organization').set({ state: 'merged', merged_into_id: into }).where('id', '=', from).execute(),
  )
  expect((await list(office, { document, unit: from })).total).toBe(0)
  const [now] = (await list(office, { document, unit: into })).items
  expect(now?.responsibilities.find(({ printed }) => printed === unknown?.printed)).toMatchObject({
    organization: { id: into, name: '钦州市人民政府' },
  })
})
