import { writeFileSync } from 'node:fs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, placeOrganizations, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { textOf, unzip } from '../../papers/docx.testing.ts'
import { recheckAll } from '../conflicts/index.ts'
import type { SiteRead, Siting, SitingAnswer, SitingDetail, SitingList, SitingResult } from '../schemas/siting.ts'
import { addedLayer, sent, square } from '../stage.testing.ts'
import { sitingNote } from './note.ts'

const at = { now: new Date('2026-06-01T02:00:00Z') }
const server = withServer({ prepare: async (handle) => void (await loadGazetteer(handle)), clock: () => at.now })
const base = '/api/v1/blueprint/sitings'
const post = async (person: PersonName, body: object, path = '', headers = {}) =>
  (await server.as(person)).post(`${base}${path}`, body, headers)
const check = async (body: object, person: PersonName = 'city'): Promise<SitingResult> =>
  (await sent<SitingAnswer>(post(person, body, '?keep=false'))).result
const keep = async (body: object, person: PersonName = 'city', headers = {}): Promise<Siting> => {
  const { kept } = await sent<SitingAnswer>(post(person, { geometry: SITE, ...body }, '', headers))
  if (!kept) throw new Error('not kept')
  return kept
}
const codeOf = (reply: { statusCode: number; json: () => { code: string } }) => [reply.statusCode, reply.json().code]
const SITE = square(109.105, 21.405)
const farmland = (result: SitingResult) => result.touched.find(({ kind }) => kind === 'permanent_farmland')

/** Beihai's government is of Beihai, Guangxi's of Guangxi; the office coordinates a cluster that holds Beihai. */
beforeAll(async () => {
  await server.handle.asSystem(async (trx) => {
    await placeOrganizations(trx, { city: '450500', department: '450000', otherDepartment: '440000', leader: '450000' })
    await sql`insert into cluster (id, name, english_name, source, coordinating_organization_id)
      values ('gulf', '湾区', 'Gulf', 'test', ${PEOPLE.office.organizationId}::uuid)`.execute(trx)
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
      values ('gulf', '450500', 1), ('gulf', '440800', 2)`.execute(trx)
  })
  const city = await server.as('city')
  const layers = [
    [
      'urban_boundary',
      '城镇开发边界',
      { key: 'U', name: '城区', class: 'concentrated', geometry: square(109, 21.3, 0.5) },
    ],
    ['permanent_farmland', '永久基本农田', { key: 'F', name: '水田', geometry: square(109.11, 21.4) }],
    ['coastline', '岸线', { key: 'C', class: 'natural', geometry: lineAt(21.41) }],
    ['station', '站点', { key: 'S', name: '南岸站', geometry: { type: 'Point', coordinates: [109.13, 21.41] } }],
    ['water_source', '水源地', { key: 'W', name: '牛尾岭', class: 'grade_one', geometry: square(109.2, 21.4) }],
  ] as const
  for (const [kind, name, one] of layers) await addedLayer(city, { kind, name, basis: `${name}划定方案` }, [one])
  await recheckAll(server.handle, '2026-06-01')
}, 60_000)

function lineAt(latitude: number) {
  return {
    type: 'LineString',
    coordinates: [
      [109, latitude],
      [109.3, latitude],
    ],
  }
}

describe('checking a site', () => {
  test('[BLU-70] farmland forbids; what is touched is named with its share, the strictest first', async () => {
    const result = await check({ geometry: SITE })
    expect(result.verdict).toBe('no')
    expect(result.touched.map(({ kind, permits }) => [kind, permits])).toEqual([
      ['permanent_farmland', 'no'],
      ['coastline', 'condition'],
      ['urban_boundary', 'yes'],
    ])
    expect(farmland(result)?.share).toBeCloseTo(0.25, 4)
    expect(result.rules[0]?.citation).toEqual({
      ...{
        instrument: '《中华人民共和国土地管理法》（2019年修正）',
        article: '第三十五条、第四十四条',
        confidence: 'official',
      },
    })
    expect(result.unknown.share).toBeCloseTo(0, 6)
  })

  test('[BLU-70] ground of which nothing is known is said, and is never a yes', async () => {
    const nowhere = await check({ geometry: square(108.5, 20.5) })
    expect([nowhere.verdict, nowhere.touched, nowhere.unknown.share]).toEqual(['unknown', [], 1])
    const half = await check({ geometry: square(108.995, 21.35) })
    expect(half.verdict).toBe('unknown')
    expect(half.unknown.share).toBeCloseTo(0.5, 3)
    expect((await check({ geometry: square(109.3, 21.5) })).verdict).toBe('yes')
  })

  test('[BLU-72] areas and lengths are those of PostGIS', async () => {
    const ragged = {
      type: 'Polygon',
      coordinates: [
        [
          [109.104, 21.403],
          [109.119, 21.4017],
          [109.1231, 21.4083],
          [109.1121, 21.4149],
          [109.104, 21.403],
        ],
      ],
    }
    const { touched } = await check({ geometry: ragged })
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ id: number; area: number; length: number }>`
        select f.id, st_area(st_intersection(f.geometry, g)::geography) as area,
          st_length(st_intersection(f.geometry, g)::geography) as length
        from blueprint_feature f, (select st_setsrid(st_geomfromgeojson(${JSON.stringify(ragged)}), 4490) as g) s
        where st_intersects(f.geometry, g)`.execute(trx),
    )
    expect(touched).toHaveLength(rows.length)
    for (const { featureId, areaM2, lengthM } of touched) {
      const theirs = rows.find(({ id }) => id === featureId)
      if (areaM2 !== null) expect(areaM2 / (theirs?.area ?? 0)).toBeCloseTo(1, 6)
      else expect((lengthM ?? 0) / (theirs?.length ?? 0)).toBeCloseTo(1, 6)
    }
  })

  test('[BLU-74] a point and a line are checked alone or with the ground around them; an area has its own', async () => {
    const place = { type: 'Point', coordinates: [109.115, 21.405] }
    expect((await check({ geometry: place })).verdict).toBe('no')
    const around = await check({ geometry: { type: 'Point', coordinates: [109.109, 21.405] }, bufferM: 200 })
    expect(around.site.areaM2).toBeGreaterThan(Math.PI * 200 ** 2 * 0.995)
    expect(around.site.areaM2).toBeLessThan(Math.PI * 200 ** 2 * 1.005)
    expect(farmland(around)?.share).toBeGreaterThan(0.1)
    const road = await check({ geometry: lineAt(21.405) })
    // 0.01 of 0.3 degrees of the road run over farmland.
    expect(farmland(road)?.share).toBeCloseTo(1 / 30, 4)
    expect(codeOf(await post('city', { geometry: SITE, bufferM: 20 }, '?keep=false'))).toEqual([
      422,
      'siting_area_buffered',
    ])
  })

  test('[BLU-74] what is no ground is refused with its place', async () => {
    const bow = {
      type: 'Polygon',
      coordinates: [
        [
          [109, 21],
          [109.1, 21.1],
          [109.1, 21],
          [109, 21.1],
          [109, 21],
        ],
      ],
    }
    const crossed = await post('city', { geometry: bow }, '?keep=false')
    expect(codeOf(crossed)).toEqual([422, 'siting_site_invalid'])
    expect(crossed.json().facts.place[0]).toBeCloseTo(109.05)
    const swapped = await post('city', { geometry: { type: 'Point', coordinates: [21.4, 109.1] } }, '?keep=false')
    expect(codeOf(swapped)).toEqual([422, 'siting_site_invalid'])
  })

  test('[BLU-80] the nearest stations and water sources are told by the geodesic from the edge', async () => {
    const { nearest } = await check({ geometry: SITE })
    expect(nearest.stations.map(({ name }) => name)).toEqual(['南岸站'])
    // 0.015 degree of longitude at 21.41°.
    expect(nearest.stations[0]?.distanceM).toBeCloseTo(1555.2, 0)
    expect(nearest.waterSources[0]?.distanceM).toBeCloseTo(8813, -1)
  })

  test('[BLU-70] conflicts that are open on the ground are told', async () => {
    const { conflicts } = await check({ geometry: SITE })
    expect(conflicts.map(({ rule }) => rule)).toEqual(['farmland_urban'])
  })

  test('[BLU-75] asked again as of then and as known then, it says the same', async () => {
    const before = await check({ geometry: square(109.31, 21.31) })
    expect(before.verdict).toBe('yes')
    const then = at.now
    at.now = new Date('2026-06-01T03:00:00Z')
    const { layers } = await check({ geometry: SITE })
    const layer = layers.find(({ kind }) => kind === 'permanent_farmland')
    await sent(
      (await server.as('city')).post(`/api/v1/blueprint/layers/${layer?.id}/edits`, {
        reason: '补划',
        put: [{ key: 'F2', geometry: square(109.31, 21.31), validFrom: '2026-01-01' }],
      }),
    )
    expect((await check({ geometry: square(109.31, 21.31) })).verdict).toBe('no')
    const again = await check({ geometry: square(109.31, 21.31), knownAt: then.toISOString(), asOf: '2026-06-01' })
    expect([again.verdict, again.touched]).toEqual([before.verdict, before.touched])
    expect(again.revisions).toEqual(before.revisions)
    expect((await check({ geometry: SITE, asOf: '1990-01-01' })).touched).toEqual([])
  })
})

describe('keeping one', () => {
  test('[BLU-76] it has the next number of its organization and year, and a name', async () => {
    const [first, second] = [await keep({ name: '码头' }), await keep({ name: '堆场', purpose: '仓储' })]
    const serial = (one: Siting) => Number(/〔2026〕(\d+)号/.exec(one.number)?.[1])
    expect(serial(second)).toBe(serial(first) + 1)
    const key = { 'idempotency-key': '8a3dbd5c-6a35-4a30-9d40-0f3ac4b3a1de' }
    expect((await keep({ name: '一次' }, 'city', key)).id).toBe((await keep({ name: '一次' }, 'city', key)).id)
    expect(codeOf(await post('city', { geometry: SITE }))).toEqual([422, 'siting_name_missing'])
    const change = server.handle.asSystem((trx) =>
      sql`update blueprint_siting set name = '改名' where id = ${first.id}::uuid`.execute(trx),
    )
    await expect(change).rejects.toMatchObject({ code: '42501' })
  })

  test('[BLU-77] it is read by its organization, and by those above who see every layer that it names', async () => {
    const open = await keep({ name: '公开的' })
    const sees = async (person: PersonName, id: string) =>
      (await (await server.as(person)).get(`${base}/${id}`)).statusCode === 200
    const readers = ['city', 'department', 'leader', 'office', 'otherDepartment'] as const
    expect(await Promise.all(readers.map((person) => sees(person, open.id)))).toEqual([true, true, true, true, false])
    const own = await addedLayer(
      await server.as('city'),
      { kind: 'project_site', name: '自用', audience: 'jurisdiction' },
      [{ key: 'P', geometry: square(109.4, 21.4) }],
    )
    const closed = await keep({ name: '涉及自用图层', geometry: square(109.401, 21.401, 0.002) })
    expect(own.audience).toBe('jurisdiction')
    expect(await Promise.all(readers.map((person) => sees(person, closed.id)))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    const shared = await keep({ name: '给全城市群', audience: 'cluster' })
    expect(await sees('otherDepartment', shared.id)).toBe(true)
    expect(codeOf(await post('leader', { geometry: SITE }, '?keep=false'))).toEqual([403, 'permission_missing'])
  })

  test('[BLU-81] the list pages without a gap, by verdict, year and words, and is downloaded', async () => {
    const list = async (query: string) => sent<SitingList>((await server.as('city')).get(`${base}?${query}`))
    const all = await list('limit=200')
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: SitingList = await list(`limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.next
    }
    expect(paged).toEqual(all.items.map(({ id }) => id))
    expect((await list('verdict=yes')).items).toEqual([])
    expect((await list('year=2025')).total).toBe(0)
    expect((await list(`q=${encodeURIComponent('仓储')}`)).items.map(({ name }) => name)).toEqual(['堆场'])
    const csv = (await (await server.as('city')).get(`${base}.csv?q=${encodeURIComponent('仓储')}`)).body
    expect(csv).toContain('堆场,仓储,不可行')
    expect((await (await server.as('city')).get(`${base}.xlsx`)).rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('[BLU-77] nor does it tell a reader of layers that only its conflicts name, or that its keeper saw', async () => {
    const city = await server.as('city')
    const apart = square(109.6, 21.6)
    await addedLayer(city, { kind: 'urban_boundary', name: '边界' }, [{ key: 'U', geometry: apart }])
    const secret = await addedLayer(
      city,
      { kind: 'permanent_farmland', name: '未公开的农田', audience: 'jurisdiction' },
      [{ key: 'F', geometry: apart }],
    )
    await recheckAll(server.handle, '2026-06-01')
    const remove = { reason: '调出', remove: ['F'] }
    await sent(city.post(`/api/v1/blueprint/layers/${secret.id}/edits`, remove))
    const { id } = await keep({ name: '冲突只提到', geometry: square(109.602, 21.602, 0.002) })
    const { result } = await sent<SitingDetail>(city.get(`${base}/${id}`))
    expect(result.conflicts.map(({ left, right }) => [left, right].sort())).toEqual([['未公开的农田', '边界']])
    expect(result.touched.map(({ kind }) => kind)).toEqual(['urban_boundary'])
    expect((await (await server.as('office')).get(`${base}/${id}`)).statusCode).toBe(404)

    const open = await keep({ name: '与之无关', geometry: square(108.5, 20.5, 0.001) })
    const revisions = async (person: PersonName) => {
      const detail = await sent<SitingDetail>((await server.as(person)).get(`${base}/${open.id}`))
      return detail.result.revisions.map(({ layerId }) => layerId)
    }
    expect(await revisions('city')).toContain(secret.id)
    expect(await revisions('office')).not.toContain(secret.id)
    expect((await revisions('office')).length).toBeGreaterThan(0)
    await recheckAll(server.handle, '2026-06-01')
  })

  test('[BLU-78] the note says verdict, what was touched, each requirement with its citation, and shows a map', async () => {
    const { id, number } = await keep({ name: '深水码头后方用地', purpose: '堆场和仓储' })
    const reply = await (await server.as('leader')).get(`${base}/${id}.docx`)
    expect(reply.statusCode, reply.body.slice(0, 200)).toBe(200)
    if (process.env.QUNCE_KEEP_PAPERS) writeFileSync(`${process.env.QUNCE_KEEP_PAPERS}/siting.docx`, reply.rawPayload)
    const text = textOf(unzip(reply.rawPayload, 'word/document.xml'))
    for (const words of [
      number,
      '核验结论：不可行',
      '涉及禁止建设的空间或控制线1处',
      '永久基本农田\n水田\n永久基本农田（第',
      '25.0%',
      '国家能源、交通、水利、军事设施',
      '南岸站',
      '永久基本农田与城镇开发边界重叠',
      '北海市人民政府文件',
      '2026年6月1日',
      '核验范围及涉及空间示意图',
    ])
      expect(text).toContain(words)
    const notes = textOf(unzip(reply.rawPayload, 'word/footnotes.xml'))
    expect(notes).toContain('《中华人民共和国土地管理法》（2019年修正）第三十五条、第四十四条（官方文本）')
    expect(text).not.toContain('示意边界')
    expect(reply.rawPayload.includes('word/media/')).toBe(true)
    const stored = await sent<SitingDetail>((await server.as('city')).get(`${base}/${id}`))
    const linked = JSON.stringify(sitingNote(stored, 'https://qunce.example').paper)
    expect(linked).toContain(`https://qunce.example/blueprint?panel=siting&siting=${id}`)
    expect(stored.result.rulesVersion).toMatch(/^\d{4}-\d\d$/)
  })

  test('[BLU-78] where sample layers are in it, the note says that their borders are made up', async () => {
    const city = await server.as('city')
    const layer = await addedLayer(city, { kind: 'urban_space', name: '示例空间' }, [
      { key: 'X', geometry: square(108.2, 21.2) },
    ])
    await server.handle.asSystem((trx) =>
      sql`update blueprint_layer set is_sample = true where id = ${layer.id}::uuid`.execute(trx),
    )
    const { id, hasSample, verdict } = await keep({ name: '示例', geometry: square(108.202, 21.202, 0.002) })
    expect([hasSample, verdict]).toEqual([true, 'yes'])
    const text = textOf(unzip((await city.get(`${base}/${id}.docx`)).rawPayload, 'word/document.xml'))
    expect(text).toContain('示意边界，不是正式划定成果')
    expect(text).toContain('仅供演示')
  })
})

describe('a site from a file', () => {
  const send = async (content: string | object, name = 'site.geojson') => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    return (await server.as('city')).request({
      method: 'POST',
      url: `${base}/site`,
      payload: `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n${text}\r\n--x--\r\n`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    })
  }
  const collection = (...geometries: object[]) => ({
    type: 'FeatureCollection',
    features: geometries.map((geometry, id) => ({ type: 'Feature', properties: { id }, geometry })),
  })

  test('[BLU-79] its features together are the ground, where they share some it counts once', async () => {
    const read = await sent<SiteRead>(send(collection(square(109.1, 21.4), square(109.105, 21.4))))
    expect([read.features, read.shape, read.problems.fatal]).toEqual([2, 'area', 0])
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{
        area: number
      }>`select st_area(st_setsrid(st_makeenvelope(109.1, 21.4, 109.115, 21.41), 4490)::geography) as area`.execute(
        trx,
      ),
    )
    expect((read.areaM2 ?? 0) / (rows[0]?.area ?? 0)).toBeCloseTo(1, 6)
    expect((await check({ geometry: read.geometry ?? {} })).verdict).toBe('no')
  })

  test('[BLU-79] its faults are told, and mixed shapes are refused', async () => {
    const faulty = await sent<SiteRead>(send(collection({ type: 'Point', coordinates: [21.4, 109.1] })))
    expect(faulty.geometry).toBeNull()
    expect(faulty.problems.items[0]?.code).toBe('axes_swapped')
    const mixed = await send(collection(square(109.1, 21.4), lineAt(21.4)))
    expect(codeOf(mixed)).toEqual([422, 'siting_file_mixed'])
    expect((await send('not a file')).statusCode).toBe(422)
  })
})
