import { randomUUID } from 'node:crypto'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { addProgramme, addTask } from '../lights/evidence.testing.ts'
import { addIndicator } from '../projects/stage.testing.ts'
import type { IndicatorDetail } from './schemas.ts'

const clock = () => new Date('2018-09-01T02:00:00Z')

describe('indicators over HTTP', () => {
  const server = withServer({
    clock,
    async prepare(handle) {
      await loadGazetteer(handle)
    },
  })
  const make = (change: Parameters<typeof addIndicator>[2] = {}) =>
    server.handle.asSystem((trx) => addIndicator(trx, 'office', { supplier: 'city', ...change }))
  const figure = { period: '2017', value: '48.00', grade: 'document', source: '2017 年统计公报' }
  const seen = async (id: string) =>
    (await (await server.as('office')).get(`/api/v1/indicators/${id}`)).json<IndicatorDetail>()

  test('[DEL-504] only the supplier and the keeper add figures; nothing is written for others', async () => {
    const id = await make()
    const reply = await (await server.as('department')).post(`/api/v1/indicators/${id}/observations`, figure)
    expect([reply.statusCode, reply.json().code]).toEqual([403, 'indicator_not_supplier'])
    const leader = await (await server.as('leader')).post(`/api/v1/indicators/${id}/observations`, figure)
    expect([leader.statusCode, leader.json().code]).toEqual([403, 'permission_missing'])
    expect((await seen(id)).observations).toEqual([])
  })

  test('[DEL-504] who supplies a figure does not verify it', async () => {
    const id = await make()
    const own = await (await server.as('city')).post(`/api/v1/indicators/${id}/observations`, {
      ...figure,
      grade: 'verified',
    })
    expect([own.statusCode, own.json().code]).toEqual([403, 'indicator_verify_own'])
    const office = await (await server.as('office')).post(`/api/v1/indicators/${id}/observations`, {
      ...figure,
      grade: 'verified',
    })
    expect(office.statusCode).toBe(201)
  })

  test.each([
    [{ period: '2018' }, 422, 'indicator_period_ahead'],
    [{ period: '2018H2' }, 422, 'indicator_period_ahead'],
    [{ period: '1850' }, 400, 'schema_mismatch'],
    [{ period: '2018-13' }, 400, 'schema_mismatch'],
    [{ value: '4,800' }, 400, 'schema_mismatch'],
    [{ source: '' }, 400, 'schema_mismatch'],
  ])('[DEL-505] a figure %j is refused', async (change, status, code) => {
    const id = await make()
    const reply = await (await server.as('city')).post(`/api/v1/indicators/${id}/observations`, {
      ...figure,
      ...change,
    })
    expect([reply.statusCode, reply.json().code]).toEqual([status, code])
  })

  test('[DEL-506] a revised figure is a further version with its reason; both stay', async () => {
    const id = await make()
    const city = await server.as('city')
    await city.post(`/api/v1/indicators/${id}/observations`, { ...figure, value: '47.90' })
    const bare = await city.post(`/api/v1/indicators/${id}/observations`, figure)
    expect([bare.statusCode, bare.json().code]).toEqual([422, 'indicator_revision_reason'])
    const revised = await city.post(`/api/v1/indicators/${id}/observations`, { ...figure, reason: '普查后修订' })
    const { observations, figures, progress } = revised.json<IndicatorDetail>()
    expect(observations.map(({ version, value }) => [version, value])).toEqual([
      [2, '48.00'],
      [1, '47.90'],
    ])
    expect(figures.map(({ value }) => value)).toEqual(['48.00'])
    expect([progress.status, progress.ratio?.toFixed(4), progress.expected?.toFixed(1)]).toEqual([
      'behind',
      '0.7353',
      '49.8',
    ])
    const again = await city.post(`/api/v1/indicators/${id}/observations`, { ...figure, reason: '再' })
    expect([again.statusCode, again.json().code]).toEqual([409, 'indicator_observation_unchanged'])
  })

  test('[DEL-507] an edit names its version; a late one is shown what is there now', async () => {
    const id = await make()
    const office = await server.as('office')
    expect((await office.patch(`/api/v1/indicators/${id}`, { base: '43.5' })).statusCode).toBe(428)
    const first = await office.patch(`/api/v1/indicators/${id}`, { base: '43.5' }, { 'if-match': '"v1"' })
    expect([first.statusCode, first.headers.etag, first.json().base]).toEqual([200, '"v2"', '43.5'])
    const late = await office.patch(`/api/v1/indicators/${id}`, { base: '44' }, { 'if-match': '"v1"' })
    expect([late.statusCode, late.json().facts.current.base]).toEqual([412, '43.5'])
    const unfit = await office.patch(`/api/v1/indicators/${id}`, { targetYear: 2014 }, { 'if-match': '"v2"' })
    expect([unfit.statusCode, unfit.json().code]).toEqual([422, 'indicator_target_unfit'])
  })

  test('[DEL-508] one that is kept no longer takes no figures and leaves the list, not the record', async () => {
    const id = await make({ name: '将停用的指标' })
    const office = await server.as('office')
    await office.post(`/api/v1/indicators/${id}/retire`, { reason: '口径调整' }, { 'if-match': '"v1"' })
    const reply = await office.post(`/api/v1/indicators/${id}/observations`, figure)
    expect([reply.statusCode, reply.json().code]).toEqual([409, 'indicator_retired'])
    const q = encodeURIComponent('将停用的指标')
    expect((await office.get(`/api/v1/indicators?q=${q}`)).json().total).toBe(0)
    expect((await office.get(`/api/v1/indicators?q=${q}&retired=true`)).json().total).toBe(1)
  })

  test('[DEL-523] the parts of a higher target come with both sentences; a circle is refused', async () => {
    const population = { unit: '万人', base_value: null, base_year: null, target_value: '100', target_year: 2025 }
    const higher = await make({ ...population, name: '常住人口', quote: '到2025年常住人口达到100万人' })
    const one = await make({
      ...population,
      name: '北海市常住人口',
      target_value: '60.5',
      jurisdiction_code: '450500',
      quote: '北海市达到60.5万人',
    })
    const office = await server.as('office')
    const set = (parts: { id: string }[], version: number, id = higher) =>
      office.request({
        method: 'PUT',
        url: `/api/v1/indicators/${id}/parts`,
        payload: { rollUp: 'sum', expectedPlaces: ['450500', '450600'], parts },
        headers: { 'if-match': `"v${version}"` },
      })
    const missing = (await set([{ id: one }], 1)).json<IndicatorDetail>().rollUpView
    expect([
      missing?.verdict,
      missing?.total,
      missing?.findings.map(({ reason, place }) => [reason, place?.name]),
    ]).toEqual(['missing', '60.5', [['no_part', '防城港市']]])
    const two = await make({
      ...population,
      name: '防城港市常住人口',
      target_value: '30.4',
      jurisdiction_code: '450600',
    })
    const short = (await set([{ id: one }, { id: two }], 2)).json<IndicatorDetail>().rollUpView
    expect([short?.verdict, short?.total, short?.difference]).toEqual(['short', '90.9', '-9.1'])
    expect([short?.higher.quote, short?.parts[0]?.quote]).toEqual(['到2025年常住人口达到100万人', '北海市达到60.5万人'])
    const circle = await set([{ id: higher }], 1, one)
    expect([circle.statusCode, circle.json().code]).toEqual([422, 'indicator_part_circle'])
    expect((await seen(one)).partOf).toEqual([{ id: higher, name: '常住人口' }])
  })

  test('[DEL-524] the monitoring table has a column for each year, and an empty cell where nothing is known', async () => {
    const id = await make({ name: '监测表指标' })
    await (await server.as('city')).post(`/api/v1/indicators/${id}/observations`, figure)
    const q = encodeURIComponent('监测表指标')
    const csv = (await (await server.as('leader')).get(`/api/v1/indicators.csv?q=${q}`)).body
    const [head = '', row = ''] = csv.slice(1).split('\r\n')
    const cells = Object.fromEntries(head.split(',').map((title, index) => [title, row.split(',')[index]]))
    expect(cells).toMatchObject({
      指标: '监测表指标',
      属性: '约束性',
      '2017年': '48.00',
      判断: '滞后于时序进度',
      缺数据年份: '2016',
    })
    const xlsx = await (await server.as('leader')).get(`/api/v1/indicators.xlsx?q=${q}`)
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(xlsx.rawPayload as unknown as ArrayBuffer)
    expect(workbook.worksheets[0]?.actualRowCount).toBe(2)
  })

  test('[DEL-525] a task is tied to an indicator by hand, found by it, and untied', async () => {
    const id = await make()
    const task = await server.handle.asSystem(async (trx) => addTask(trx, await addProgramme(trx)))
    const office = await server.as('office')
    const tie = (method: 'PUT' | 'DELETE', taskId: string, as = office) =>
      as.request({ method, url: `/api/v1/indicators/${id}/tasks/${taskId}` })
    const unknown = await tie('PUT', PEOPLE.city.organizationId)
    expect([unknown.statusCode, unknown.json().code]).toEqual([422, 'indicator_task_unknown'])
    expect((await tie('PUT', task, await server.as('department'))).statusCode).toBe(403)
    for (const _ of [1, 2])
      expect((await tie('PUT', task)).json()).toMatchObject({ tasks: [{ id: task, linked: true }] })
    const { items, total } = (await office.get(`/api/v1/indicators?task=${task}`)).json()
    expect([total, items[0].id, items[0].linked]).toEqual([1, id, true])
    for (const _ of [1, 2]) expect((await tie('DELETE', task)).json()).toMatchObject({ tasks: [] })
    expect((await office.get(`/api/v1/indicators?task=${task}`)).json().total).toBe(0)
  })

  test('[DEL-509] a creation that is repeated with its key adds nothing', async () => {
    const office = await server.as('office')
    const headers = { 'idempotency-key': randomUUID() }
    const body = { name: '只建一次', unit: '%', accumulation: 'keep', target: '43' }
    const made = [
      await office.post('/api/v1/indicators', body, headers),
      await office.post('/api/v1/indicators', body, headers),
    ]
    expect(made.map((reply) => [reply.statusCode, reply.json().id])).toEqual([
      [201, headers['idempotency-key']],
      [201, headers['idempotency-key']],
    ])
    expect((await office.get(`/api/v1/indicators?q=${encodeURIComponent(body.name)}`)).json().total).toBe(1)
  })

  test('[PLAT-57] a creation that is sent three times at once is made once', async () => {
    const office = await server.as('office')
    const headers = { 'idempotency-key': randomUUID() }
    const body = { name: '同时只建一次', unit: '%', accumulation: 'keep', target: '43' }
    const made = await Promise.all([1, 2, 3].map(() => office.post('/api/v1/indicators', body, headers)))
    expect(made.map((reply) => [reply.statusCode, reply.json().id])).toEqual(
      [1, 2, 3].map(() => [201, headers['idempotency-key']]),
    )
  })

  test('[PLAT-55] of two who save at once the second is told what the first has written', async () => {
    const office = await server.as('office')
    const body = { name: '同时修改', unit: '%', accumulation: 'keep', target: '43' }
    const { id } = (await office.post('/api/v1/indicators', body)).json()
    const names = ['甲', '乙', '丙', '丁']
    const saved = await Promise.all(
      names.map((name) => office.patch(`/api/v1/indicators/${id}`, { name }, { 'if-match': '"v1"' })),
    )
    expect(saved.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412])
    const won = names[saved.findIndex(({ statusCode }) => statusCode === 200)]
    for (const late of saved.filter(({ statusCode }) => statusCode === 412))
      expect(late.json()).toMatchObject({ code: 'version_outdated', facts: { current: { name: won } } })
  })

  test('[DEL-526] pages neither skip nor repeat', async () => {
    const office = await server.as('office')
    const all = (await office.get('/api/v1/indicators?limit=200')).json()
    const ids: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: { items: { id: string }[]; next: string | null } = (
        await office.get(`/api/v1/indicators?limit=3${next ? `&cursor=${next}` : ''}`)
      ).json()
      ids.push(...page.items.map((one) => one.id))
      next = page.next
    }
    expect(ids).toEqual(all.items.map((one: { id: string }) => one.id))
    expect(ids.length).toBe(all.total)
  })
})
