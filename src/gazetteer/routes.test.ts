import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { withServer } from '../../test/support/index.ts'
import { type CatalogueFile, catalogueId, expandCatalogue } from './catalogue.ts'
import { findOrAddOrganizations, loadBoundaries, loadCatalogue, loadGazetteer } from './index.ts'
import { jurisdictionIndex } from './jurisdictions.ts'

const readJson = (path: string) => JSON.parse(readFileSync(new URL(`../../sample/${path}`, import.meta.url), 'utf8'))
const LAND = catalogueId('450000', '自治区国土资源厅')
const SQUARE = [
  [
    [110, 21],
    [111, 21],
    [111, 22],
    [110, 21],
  ],
]
const outline = (code: unknown, coordinates: unknown = SQUARE) => ({
  type: 'Feature',
  properties: { code },
  geometry: { type: 'Polygon', coordinates },
})
const fileOf = (...features: object[]) => ({
  source: '测绘部门',
  licence: '内部',
  official: true,
  boundaries: { type: 'FeatureCollection', features },
})

interface Page {
  items: { id: string }[]
  total: number
  next: string | null
}

describe('the gazetteer over HTTP', () => {
  const server = withServer({
    async prepare(handle) {
      await loadGazetteer(handle)
      await handle.asSystem(async (trx) => {
        const file = readJson('organizations/guangxi.json') as CatalogueFile
        await loadCatalogue(trx, expandCatalogue(file, jurisdictionIndex()), 'sample')
        await loadBoundaries(trx, readJson('data/boundaries.geojson'))
        await findOrAddOrganizations(trx, ['自治区海洋研究院', '自治区向海办'], {
          date: '2018-01-05',
          jurisdiction: '450000',
          today: '2026-11-01',
          foundIn: '测试方案',
        })
        await sql`insert into cluster (id, name, english_name, sample, source) values ('gulf', '测试城市群', 'Test', true, 'test')`.execute(
          trx,
        )
        await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
          values ('gulf', '450100', 1), ('gulf', '469023', 2), ('gulf', '110101', 3)`.execute(trx)
      })
    },
  })

  test('[GAZ-14] who only manages users and audit may read, a stranger may not', async () => {
    expect((await (await server.as('administrator')).get('/api/v1/organizations')).statusCode).toBe(200)
    expect((await server.nobody().get('/api/v1/organizations')).statusCode).toBe(401)
  })

  test('[GAZ-14] only the office changes anything', async () => {
    const body = { name: '广西壮族自治区测试局', jurisdiction: '450000', kind: 'department', source: '测试' }
    for (const person of ['department', 'city', 'leader', 'administrator'] as const) {
      expect((await (await server.as(person)).post('/api/v1/organizations', body)).json().code).toBe(
        'permission_missing',
      )
    }
  })

  test('an organization is found by its full, short, former and partial names', async () => {
    const leader = await server.as('leader')
    const search = async (q: string) =>
      (await leader.get(`/api/v1/organizations?q=${encodeURIComponent(q)}`))
        .json()
        .items.map((item: { shortName: string }) => item.shortName)
    expect(await search('广西壮族自治区国土资源厅')).toEqual(['自治区国土资源厅'])
    expect(await search('自治区发改委')).toEqual(['自治区发展改革委'])
    expect((await search('发展改革委'))[0]).toBe('国家发展改革委')
    expect(await search('北部湾经济区和东盟开放')).toEqual(['自治区北部湾办'])
    expect(await search('100%')).toEqual([])
  })

  test('[GAZ-21] a list says of a unit that has ended who holds its work today', async () => {
    const list = await (await server.as('leader')).get(
      `/api/v1/organizations?q=${encodeURIComponent('广西壮族自治区国土资源厅')}`,
    )
    expect(list.json().items).toMatchObject([{ validTo: '2018-10-31', holders: [{ shortName: '自治区自然资源厅' }] }])
    const standing = await (await server.as('leader')).get(
      `/api/v1/organizations?q=${encodeURIComponent('自治区发改委')}`,
    )
    expect(standing.json().items).toMatchObject([{ validTo: null, holders: [] }])
  })

  test('a list is paged without skipping or repeating', async () => {
    const leader = await server.as('leader')
    const seen: string[] = []
    let cursor: string | null = ''
    let total = 0
    while (cursor !== null) {
      const page: Page = (
        await leader.get(`/api/v1/organizations?within=450000&limit=30${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()
      seen.push(...page.items.map((item: { id: string }) => item.id))
      cursor = page.next
      total = page.total
    }
    expect(seen.length).toBe(total)
    expect(new Set(seen).size).toBe(total)
  })

  test('[GAZ-1] an organization shows its names, its successors as a dated chain, and who holds its work today', async () => {
    const found = (await (await server.as('city')).get(`/api/v1/organizations/${LAND}`)).json()
    expect(found).toMatchObject({
      name: '广西壮族自治区国土资源厅',
      validTo: '2018-10-31',
      jurisdiction: { code: '450000' },
      names: [{ kind: 'full' }, { kind: 'short', name: '自治区国土资源厅' }],
      predecessors: [],
      successors: [{ organization: { shortName: '自治区自然资源厅' }, date: '2018-11-01', precision: 'month' }],
      today: { decision: 'successor', holders: [{ shortName: '自治区自然资源厅' }] },
    })
  })

  test('names resolve in their paper over the API', async () => {
    const reply = await (await server.as('leader')).post('/api/v1/organizations/resolve', {
      date: '2018-01-05',
      jurisdiction: '450000',
      names: [{ printed: '自治区海洋和渔业厅', dutyText: '加强海域管理' }, { printed: '有关部门' }],
    })
    expect(reply.json().items).toMatchObject([
      { outcome: 'resolved', decision: 'duty', today: [{ shortName: '自治区海洋局' }] },
      { outcome: 'class', organization: null },
    ])
  })

  test('[GAZ-11] a provisional organization is confirmed once, or merged into a known one, and its name leads there', async () => {
    const office = await server.as('office')
    const { items } = (await office.get('/api/v1/organizations?state=provisional')).json()
    const idOf = (name: string) => items.find((item: { shortName: string }) => item.shortName === name)?.id
    const institute = `/api/v1/organizations/${idOf('自治区海洋研究院')}`
    expect((await office.post(`${institute}/confirm`)).json()).toMatchObject({ state: 'confirmed', version: 2 })
    expect((await office.post(`${institute}/confirm`)).json()).toMatchObject({ code: 'organization_not_provisional' })

    const marine = catalogueId('450000', '自治区海洋局')
    const other = `/api/v1/organizations/${idOf('自治区向海办')}`
    const merged = await office.post(`${other}/merge`, { intoId: marine })
    expect(merged.json()).toMatchObject({ id: marine })
    expect((await office.get(other)).json()).toMatchObject({ state: 'merged', mergedInto: { id: marine } })
    const resolved = await office.post('/api/v1/organizations/resolve', {
      jurisdiction: '450000',
      names: [{ printed: '自治区向海办' }],
    })
    expect(resolved.json().items[0].organization.id).toBe(marine)
  })

  test('[GAZ-15] an edit needs the version it was made on, and is signed for', async () => {
    const office = await server.as('office')
    const address = `/api/v1/organizations/${LAND}`
    expect((await office.patch(address, { note: '已并入' })).statusCode).toBe(428)
    const etag = (await office.get(address)).headers.etag
    const edited = await office.patch(address, { note: '已并入' }, { 'if-match': String(etag) })
    expect(edited.json()).toMatchObject({ note: '已并入', version: 2 })
    expect((await office.patch(address, { note: '再改' }, { 'if-match': String(etag) })).statusCode).toBe(412)
    const { rows } = await server.handle.asSystem((trx) =>
      sql`select action from audit_line where subject_id = ${LAND}`.execute(trx),
    )
    expect(rows).toEqual([{ action: 'gazetteer.edit' }])
  })

  test('[GAZ-16] two units cannot bear one name at one time; after the other has ended they can', async () => {
    const office = await server.as('office')
    const body = { name: '自治区国土资源厅', jurisdiction: '450000', kind: 'department', source: '测试' }
    expect((await office.post('/api/v1/organizations', body)).json()).toMatchObject({
      code: 'organization_name_taken',
      facts: { organizationId: LAND },
    })
    expect((await office.post('/api/v1/organizations', { ...body, validFrom: '2030-01-01' })).statusCode).toBe(201)
    expect((await office.post('/api/v1/organizations', { ...body, name: '有关部门' })).json().code).toBe(
      'organization_name_unclear',
    )
    expect(
      (await office.post('/api/v1/organizations', { ...body, name: '某局', jurisdiction: '999999' })).json().code,
    ).toBe('jurisdiction_unknown')
  })

  test('a recorded end leads on to the successor', async () => {
    const office = await server.as('office')
    const id = catalogueId('450000', '自治区台办')
    const to = catalogueId('450000', '自治区港澳办')
    const address = `/api/v1/organizations/${id}`
    const relation = { kind: 'merged_into', to, date: '2025-03-01', source: '测试' }
    const reply = await office.post(`${address}/relations`, relation, { 'if-match': '"v1"' })
    expect(reply.json()).toMatchObject({
      validTo: '2025-02-28',
      today: { decision: 'successor', holders: [{ id: to }] },
    })
    const incomplete = await office.post(`${address}/relations`, { ...relation, to: null }, { 'if-match': '"v2"' })
    expect(incomplete.json().code).toBe('organization_relation_incomplete')
  })

  test('codes that ended are listed with their successors', async () => {
    const leader = await server.as('leader')
    const county = (await leader.get('/api/v1/jurisdictions?parent=450100&limit=100')).json()
    expect(county.total).toBe(14)
    expect(county.items).toContainEqual(
      expect.objectContaining({
        code: '450127',
        validTo: '2021-02-02',
        successor: expect.objectContaining({ code: '450181' }),
      }),
    )
    const standing = (await leader.get('/api/v1/jurisdictions?parent=450100&on=2026-01-01&limit=100')).json()
    expect(standing.total).toBe(12)
  })

  test('lists are exported whole, with their filters', async () => {
    const leader = await server.as('leader')
    const csv = await leader.get('/api/v1/organizations.csv?within=450000&kind=company')
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.body).toContain('广西机场管理集团有限责任公司,广西机场管理集团,企业,450000')
    const { total } = (await leader.get('/api/v1/organizations?within=450000&kind=company')).json()
    expect(csv.body.trim().split('\r\n')).toHaveLength(total + 1)
    const codes = await leader.get('/api/v1/jurisdictions.csv')
    expect(codes.body.split('\r\n').filter((line) => /^\d{6},/.test(line)).length).toBeGreaterThan(3200)
    const xlsx = await leader.get('/api/v1/organizations.xlsx?within=450100')
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('[GAZ-17] outlines say that they are not an official map, and which are missing', async () => {
    const map = (await (await server.as('leader')).get('/api/v1/jurisdictions.geojson?cluster=gulf')).json()
    expect(map.official).toBe(false)
    expect(map.missing).toEqual([
      expect.objectContaining({ code: '110000' }),
      expect.objectContaining({ code: '110101', name: '东城区' }),
    ])
    expect(map.features.map((one: { id: string }) => one.id)).toEqual(['450000', '450100', '460000', '469023'])
    expect(map.features[3]).toMatchObject({
      properties: { member: true, official: false },
      geometry: { type: 'MultiPolygon' },
    })
  })

  test('[GAZ-18] an import of outlines takes all or none, and names feature and field', async () => {
    const office = await server.as('office')
    const importing = async (...features: object[]) =>
      (await office.post('/api/v1/jurisdictions/boundaries', fileOf(...features))).json()
    expect(await importing(outline('450100'), outline('450199'))).toMatchObject({
      code: 'boundary_feature_invalid',
      facts: { feature: 2, field: 'properties.code', found: '"450199"' },
    })
    expect(
      await importing(
        outline('450100'),
        outline('450500', [
          [
            [21, 110],
            [22, 110],
            [22, 111],
            [21, 110],
          ],
        ]),
      ),
    ).toMatchObject({
      facts: { feature: 2, field: 'geometry.coordinates[0][0][0]' },
    })
    const bowTie = [
      [
        [110, 21],
        [111, 22],
        [111, 21],
        [110, 22],
        [110, 21],
      ],
    ]
    expect(await importing(outline('450100'), outline('450500', bowTie))).toMatchObject({
      facts: { feature: 2, field: 'geometry' },
    })
    const map = async () =>
      (await office.get('/api/v1/jurisdictions.geojson?codes=450100')).json().features[0].properties.official
    expect(await map()).toBe(false)
    expect(await importing(outline('450100'))).toEqual({ imported: 1, codes: ['450100'] })
    expect(await map()).toBe(true)
  })

  test('clusters list their members in order', async () => {
    const leader = await server.as('leader')
    expect((await leader.get('/api/v1/clusters/gulf')).json()).toMatchObject({
      sample: true,
      members: [
        { jurisdiction: { code: '450100' }, province: { code: '450000' }, boundary: expect.any(String) },
        { jurisdiction: { code: '469023' }, province: { code: '460000' }, boundary: 'orientation' },
        { jurisdiction: { code: '110101' }, boundary: 'none' },
      ],
    })
    expect((await leader.get('/api/v1/clusters/nowhere')).json().code).toBe('cluster_not_found')
    expect((await leader.get('/api/v1/clusters')).json().total).toBe(1)
  })
})
