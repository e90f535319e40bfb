import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { aContent } from './fixtures.testing.ts'
import type { CatalogueFigures, ResourceDetail, ResourceList } from './schemas.ts'
import { drafted, placePeople, published, publishedDraft, sent, withVersion } from './stage.testing.ts'

let now = '2026-06-22T09:00:00+08:00'
const server = withServer({ prepare: placePeople, clock: () => new Date(now) })
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const at = async (person: PersonName, id: string, query = '') =>
  (await server.as(person)).get(`/api/v1/resources/${id}${query}`)
const list = async (person: PersonName, query: string) =>
  sent<ResourceList>((await server.as(person)).get(`/api/v1/resources?${query}`))

describe('a draft', () => {
  test('[EXC-1] is its provider’s alone, and is changed with If-Match', async () => {
    const department = await server.as('department')
    const draft = await drafted(department)
    expect([draft.state, draft.code, draft.mayCompile]).toEqual(['draft', null, true])
    for (const person of ['office', 'otherDepartment', 'city', 'leader'] as const)
      expect([person, ...problem(await at(person, draft.id))]).toEqual([person, 404, 'resource_not_found'])
    const url = `/api/v1/resources/${draft.id}`
    expect(problem(await department.patch(url, { abstract: '改' }))).toEqual([428, 'version_needed'])
    const edited = await sent<ResourceDetail>(department.patch(url, { abstract: '改' }, withVersion(draft)))
    expect([edited.content.abstract, edited.content.contact]).toEqual(['改', draft.content.contact])
    expect(problem(await department.patch(url, { abstract: '又改' }, withVersion(draft)))).toEqual([
      412,
      'version_outdated',
    ])
  })

  test('[EXC-2] is entered for one’s own organization, or, by the office, for those of its members', async () => {
    const office = await server.as('office')
    const ofCity = await published(office, {}, PEOPLE.city.organizationId)
    expect([ofCity.provider.name, ofCity.code?.slice(0, 13)]).toEqual([PEOPLE.city.organizationName, '211000/450500'])
    expect((await at('city', ofCity.id)).json()).toMatchObject({ mayCompile: true, mayPublish: true })
    for (const organizationId of [PEOPLE.department.organizationId, PEOPLE.otherDepartment.organizationId])
      expect(problem(await office.post('/api/v1/resources', { name: '别人的', organizationId }))).toEqual([
        403,
        'resource_not_compiler',
      ])
    const other = await server.as('otherDepartment')
    const url = `/api/v1/resources/${ofCity.id}`
    expect((await other.get(url)).json()).toMatchObject({ mayCompile: false, mayPublish: false })
    for (const reply of [
      await other.patch(url, { abstract: '改' }, withVersion(ofCity)),
      await other.post(`${url}/versions`),
      await other.post(`${url}/withdraw`, { reason: '不要' }),
      await other.post(`${url}/refreshes`, { refreshedOn: '2026-06-01' }),
    ])
      expect(problem(reply)).toEqual([403, 'resource_not_compiler'])
  })

  test('[EXC-3] is not published before it says what the guide demands, and is told what is missing', async () => {
    const department = await server.as('department')
    const bare = await sent<ResourceDetail>(department.post('/api/v1/resources', { name: '只有名称' }))
    expect(bare.wanting).toContain('classCode')
    const refused = await department.post(`/api/v1/resources/${bare.id}/publish`, undefined, withVersion(bare))
    expect(problem(refused)).toEqual([422, 'resource_incomplete'])
    expect(refused.json().facts.fields).toBe(
      'classCode, abstract, format, sharingType, sharingModes, isOpen, updatePeriod',
    )
    const { name: _, ...content } = aContent({ sharingType: 'none', sharingModes: [] })
    const withheld = await sent<ResourceDetail>(
      department.patch(`/api/v1/resources/${bare.id}`, content, withVersion(bare)),
    )
    expect(withheld.wanting).toEqual(['legalBasis'])
  })

  test('[EXC-4] that is withheld and open at once is refused, as are items of one name', async () => {
    const department = await server.as('department')
    const draft = await drafted(department)
    const patch = (edit: object) => department.patch(`/api/v1/resources/${draft.id}`, edit, withVersion(draft))
    expect(problem(await patch({ sharingType: 'none', isOpen: true }))).toEqual([422, 'resource_withheld_open'])
    const item = { name: '编码', dataType: 'character', length: '' }
    expect(problem(await patch({ items: [item, item] }))).toEqual([422, 'resource_item_twice'])
    expect(problem(await patch({ accessUrl: 'javascript:alert(1)' }))).toEqual([400, 'schema_mismatch'])
  })

  test('[EXC-8] can be thrown away; what was published cannot', async () => {
    const department = await server.as('department')
    const draft = await drafted(department)
    const url = `/api/v1/resources/${draft.id}`
    expect((await department.delete(`${url}/draft`, withVersion(draft))).statusCode).toBe(204)
    expect((await at('department', draft.id)).statusCode).toBe(404)
    const standing = await published(department)
    const further = await sent<ResourceDetail>(department.post(`/api/v1/resources/${standing.id}/versions`))
    expect(problem(await department.post(`/api/v1/resources/${standing.id}/versions`))).toEqual([
      409,
      'resource_draft_open',
    ])
    await department.delete(`/api/v1/resources/${standing.id}/draft`, withVersion(further))
    expect((await at('department', standing.id)).json()).toMatchObject({ state: 'published', hasDraft: false })
    expect(problem(await department.delete(`/api/v1/resources/${standing.id}/draft`, withVersion(standing)))).toEqual([
      409,
      'resource_state_unfit',
    ])
  })

  test('[EXC-9] is not doubled by the same request again', async () => {
    const department = await server.as('department')
    const key = { 'idempotency-key': randomUUID() }
    const once = await sent<ResourceDetail>(department.post('/api/v1/resources', { name: '一次' }, key))
    const again = await sent<ResourceDetail>(department.post('/api/v1/resources', { name: '一次' }, key))
    expect(again.id).toBe(once.id)
    const standing = await published(department)
    const url = `/api/v1/resources/${standing.id}/refreshes`
    for (let time = 0; time < 2; time++) await sent(department.post(url, { refreshedOn: '2026-06-01' }, key))
    expect((await at('department', standing.id)).json<ResourceDetail>().refreshes).toHaveLength(1)
  })
})

describe('what is published', () => {
  test('[EXC-5] is read by all, and replaced by its next version in one moment', async () => {
    const department = await server.as('department')
    const first = await published(department, { name: '水质断面' })
    for (const person of ['office', 'otherDepartment', 'city', 'leader'] as const)
      expect([person, (await at(person, first.id)).json().state]).toEqual([person, 'published'])
    const draft = await sent<ResourceDetail>(department.post(`/api/v1/resources/${first.id}/versions`))
    expect([draft.number, draft.state]).toEqual([2, 'draft'])
    const edited = await sent<ResourceDetail>(
      department.patch(`/api/v1/resources/${first.id}`, { abstract: '第二版' }, withVersion(draft)),
    )
    // Until it is published the first one stands, and the draft shows to its provider alone.
    expect((await at('leader', first.id)).json()).toMatchObject({ number: 1, hasDraft: false })
    expect((await at('department', first.id)).json()).toMatchObject({ number: 1, hasDraft: true })
    expect((await at('leader', first.id, '?version=2')).statusCode).toBe(404)
    const second = await publishedDraft(department, edited)
    expect([second.number, second.code, second.content.abstract]).toEqual([2, first.code, '第二版'])
    const seen = (await at('leader', first.id)).json<ResourceDetail>()
    expect(seen.versions.map(({ number, state }) => [number, state])).toEqual([
      [2, 'published'],
      [1, 'replaced'],
    ])
    expect((await at('leader', first.id, '?version=1')).json().content.abstract).toBe(first.content.abstract)
  })

  test('[EXC-6] has a code of class, place, provider and number, issued once', async () => {
    const other = await server.as('otherDepartment')
    const codes: (string | null)[] = []
    for (const classCode of ['211000', '211000', '307012']) codes.push((await published(other, { classCode })).code)
    expect(codes).toEqual(['211000/44000000100001', '211000/44000000100002', '307012/44000000100001'])
  })

  test('[EXC-6] has a code of its own, however many are published at once', async () => {
    const department = await server.as('department')
    const drafts: ResourceDetail[] = []
    for (let count = 0; count < 8; count++) drafts.push(await drafted(department, { classCode: '201000' }))
    const standing = await Promise.all(drafts.map((draft) => publishedDraft(department, draft)))
    const serials = standing.map(({ code }) => code?.slice(-5)).sort()
    expect(serials).toEqual(['00001', '00002', '00003', '00004', '00005', '00006', '00007', '00008'])
  })

  test('[EXC-7] is withdrawn with a reason, found by who asks, and comes back only as a further version', async () => {
    const department = await server.as('department')
    const { id, name } = await published(department)
    expect(problem(await department.post(`/api/v1/resources/${id}/withdraw`, { reason: ' ' }))).toEqual([
      400,
      'text_blank',
    ])
    await sent(department.post(`/api/v1/resources/${id}/withdraw`, { reason: '职能划出' }))
    const found = async (state: string) => (await list('leader', `q=${encodeURIComponent(name)}${state}`)).total
    expect([await found(''), await found('&state=withdrawn')]).toEqual([0, 1])
    expect((await at('leader', id)).json()).toMatchObject({ state: 'withdrawn', withdrawnReason: '职能划出' })
    expect(problem(await department.post(`/api/v1/resources/${id}/withdraw`, { reason: '再撤' }))).toEqual([
      409,
      'resource_state_unfit',
    ])
    const draft = await sent<ResourceDetail>(department.post(`/api/v1/resources/${id}/versions`))
    const back = await publishedDraft(department, draft)
    expect([back.number, back.state]).toEqual([2, 'published'])
    expect([await found(''), await found('&state=withdrawn')]).toEqual([1, 0])
  })
})

describe('how new and how complete it is', () => {
  test('[EXC-10] the promise counts from the first publication, then from the last update', async () => {
    const department = await server.as('department')
    const first = await published(department)
    expect([first.dueOn, first.freshness]).toEqual(['2026-07-22', 'fresh'])
    const refresh = (refreshedOn: string) =>
      department.post(`/api/v1/resources/${first.id}/refreshes`, { refreshedOn, note: '全量' })
    expect(problem(await refresh('2026-06-23'))).toEqual([422, 'resource_refresh_ahead'])
    expect(await sent<ResourceDetail>(refresh('2026-05-10'))).toMatchObject({ dueOn: '2026-06-10', freshness: 'late' })
    // One that is told later, of an earlier day, changes nothing of it.
    expect(await sent<ResourceDetail>(refresh('2026-04-10'))).toMatchObject({ refreshedOn: '2026-05-10' })
    const late = await list('leader', 'freshness=late')
    expect(late.items.map(({ id }) => id)).toContain(first.id)
    expect((await list('leader', 'freshness=fresh')).items.map(({ id }) => id)).not.toContain(first.id)
    // A new version makes no data newer.
    const draft = await sent<ResourceDetail>(department.post(`/api/v1/resources/${first.id}/versions`))
    expect((await publishedDraft(department, draft)).freshness).toBe('late')
    const irregular = await published(department, { updatePeriod: 'irregular' })
    expect([irregular.dueOn, irregular.freshness]).toEqual([null, 'unpromised'])
  })

  test('[EXC-12] a credit code checks, and is one provider’s', async () => {
    const department = await server.as('department')
    const standing = await published(department)
    expect(standing.gaps).toContain('creditCode')
    const enter = async (person: PersonName, creditCode: string, of: PersonName = person) =>
      (await server.as(person)).patch(`/api/v1/resources/providers/${PEOPLE[of].organizationId}`, { creditCode })
    expect(problem(await enter('department', '11450000000000001F'))).toEqual([422, 'credit_code_invalid'])
    await sent(enter('department', '11450000000000001E'))
    expect((await at('leader', standing.id)).json()).toMatchObject({ creditCode: '11450000000000001E' })
    await published(await server.as('city'))
    expect(problem(await enter('city', '11450000000000001E'))).toEqual([409, 'credit_code_taken'])
    expect(problem(await enter('city', '11450100000000003R', 'department'))).toEqual([403, 'resource_not_compiler'])
    expect(problem(await enter('leader', '11450100000000003R'))).toEqual([403, 'permission_missing'])
  })

  test('[EXC-14] figures by provider; a mean only where something is published', async () => {
    now = '2026-09-22T09:00:00+08:00'
    const figures = await sent<CatalogueFigures>((await server.as('leader')).get('/api/v1/resources/figures'))
    expect(figures.fresh + figures.late + figures.unpromised).toBe(figures.published)
    expect(figures.late).toBeGreaterThan(1)
    const own = figures.providers.find(({ id }) => id === PEOPLE.department.organizationId)
    expect(own?.late).toBeGreaterThan(1)
    expect(own?.mayCompile).toBe(false)
    expect(figures.completeness).toBeGreaterThan(90)
    now = '2026-06-22T09:00:00+08:00'
  })
})

test('[EXC-13] a search finds every word wherever it stands; filters narrow', async () => {
  const city = await server.as('city')
  const { id, code } = await published(city, {
    ...{ name: '红树林监测样地', abstract: '样地位置与盖度', keywords: ['湿地'], classCode: '103000' },
    ...{ items: [{ name: '盖度百分比', dataType: 'numeric', length: '5,2' }], sharingType: 'unconditional' },
    ...{ isOpen: true, openCondition: '注明来源', updatePeriod: 'yearly', sharingCondition: '' },
  })
  const finds = async (query: Record<string, string>) => {
    const found = await list('leader', new URLSearchParams(query).toString())
    return found.items.some((item) => item.id === id)
  }
  for (const q of ['红树林', '盖度百分比', '湿地', '北海市 样地', code ?? '', '样地 红树林'])
    expect([q, await finds({ q })]).toEqual([q, true])
  for (const q of ['红树林 断面', '100%', '_样地']) expect([q, await finds({ q })]).toEqual([q, false])
  for (const [key, fits, differs] of [
    ['division', '103', '104'],
    ['division', '1', '2'],
    ['sharing', 'unconditional', 'conditional'],
    ['period', 'yearly', 'daily'],
    ['open', 'true', 'false'],
    ['organization', PEOPLE.city.organizationId, PEOPLE.department.organizationId],
    ['state', 'published', 'draft'],
  ] as const)
    expect([key, await finds({ [key]: fits }), await finds({ [key]: differs })]).toEqual([key, true, false])
  const pages = [await list('leader', 'limit=2')]
  while (pages.at(-1)?.next) pages.push(await list('leader', `limit=2&cursor=${pages.at(-1)?.next}`))
  const ids = pages.flatMap(({ items }) => items.map((item) => item.id))
  expect([new Set(ids).size, ids.length]).toEqual([pages[0]?.total, pages[0]?.total])
})
