import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, placeOrganizations, withServer } from '../../test/support/index.ts'
import { loadGazetteer } from '../gazetteer/index.ts'
import { nearPlace } from './featureStore.ts'
import type { FeatureDetail, FeatureList, Identified } from './schemas/features.ts'
import type { Layer, LayerList, RevisionList } from './schemas/layers.ts'
import { addedLayer, aLayer, sent, square } from './stage.testing.ts'

const at = { now: new Date('2026-06-01T02:00:00Z') }
const server = withServer({ prepare: async (handle) => void (await loadGazetteer(handle)), clock: () => at.now })
const url = (path: string) => `/api/v1/blueprint${path}`
const get = async <T>(person: PersonName, path: string) => sent<T>((await server.as(person)).get(url(path)))
const post = async (person: PersonName, path: string, body: object, headers = {}) =>
  (await server.as(person)).post(url(path), body, headers)
const codeOf = (reply: { statusCode: number; json: () => { code: string } }) => [reply.statusCode, reply.json().code]

/** Beihai's government is of Beihai, Guangxi's departments of Guangxi, Guangdong's of Guangdong; a cluster holds Beihai. */
beforeAll(() =>
  server.handle.asSystem(async (trx) => {
    await placeOrganizations(trx, { city: '450500', department: '450000', otherDepartment: '440000', leader: '450000' })
    await sql`insert into cluster (id, name, english_name, source, coordinating_organization_id)
      values ('gulf', '湾区', 'Gulf', 'test', ${PEOPLE.office.organizationId}::uuid)`.execute(trx)
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
      values ('gulf', '450500', 1), ('gulf', '440800', 2)`.execute(trx)
  }),
)

/** Arrays within each other. */
function deep(levels: number): unknown {
  let within: unknown = 1
  for (let level = 0; level < levels; level++) within = [within]
  return within
}

describe('layers', () => {
  test('[BLU-2] one that rests on nothing, or on what nobody can read, is refused', async () => {
    expect(codeOf(await post('city', '/layers', aLayer({ basis: ' ' })))).toEqual([422, 'blueprint_basis_missing'])
    const unknown = { documentId: '00000000-0000-4000-8000-000000000000' }
    expect(codeOf(await post('city', '/layers', aLayer(unknown)))).toEqual([422, 'blueprint_document_unknown'])
    expect(codeOf(await post('city', '/layers', aLayer({ jurisdiction: '999999' })))).toEqual([
      422,
      'jurisdiction_unknown',
    ])
  })

  test('[BLU-3] are seen by whom they are meant for, and by nobody else', async () => {
    const shared = await addedLayer(await server.as('city'), { name: '共享' })
    const own = await addedLayer(await server.as('city'), { name: '自用', audience: 'jurisdiction' })
    const seen = async (person: PersonName) => {
      const { items } = await get<LayerList>(person, '/layers?limit=200')
      return [shared, own].map(({ id }) => items.some((layer) => layer.id === id))
    }
    expect(await seen('city')).toEqual([true, true])
    expect(await seen('department')).toEqual([true, true]) // its province
    expect(await seen('leader')).toEqual([true, true])
    expect(await seen('office')).toEqual([true, false]) // coordinates the cluster
    expect(await seen('otherDepartment')).toEqual([true, false]) // Guangdong holds another member
    expect(codeOf(await (await server.as('office')).get(url(`/layers/${own.id}`)))).toEqual([
      404,
      'blueprint_layer_not_found',
    ])

    const inland = await addedLayer(await server.as('department'), { name: '桂林', jurisdiction: '450300' })
    const { items } = await get<LayerList>('otherDepartment', '/layers?limit=200')
    expect(items.some(({ id }) => id === inland.id)).toBe(false) // no cluster of both holds it
  })

  test('[BLU-4] are changed by their owner and the coordinating office only', async () => {
    const layer = await addedLayer(await server.as('city'))
    const edit = { reason: '补划', put: [{ key: 'A', geometry: square(109.1, 21.4) }] }
    expect(codeOf(await post('otherDepartment', `/layers/${layer.id}/edits`, edit))).toEqual([
      403,
      'blueprint_layer_not_yours',
    ])
    expect((await post('office', `/layers/${layer.id}/edits`, edit)).statusCode).toBe(200)
    const foreign = await post('city', '/layers', aLayer({ organizationId: PEOPLE.office.organizationId }))
    expect(codeOf(foreign)).toEqual([403, 'permission_missing'])
  })

  test('[BLU-85] are of ground of their organization’s, or of a member of the cluster that it coordinates', async () => {
    const add = async (person: PersonName, jurisdiction: string) => {
      const reply = await post(person, '/layers', aLayer({ jurisdiction }))
      return reply.statusCode === 201 ? 'added' : reply.json().code
    }
    const foreign = 'blueprint_place_not_yours'
    expect(await add('city', '440800')).toBe(foreign)
    expect(await add('city', '450000')).toBe(foreign)
    expect(await add('city', '450502')).toBe('added')
    expect(await add('otherDepartment', '450500')).toBe(foreign)
    expect(await add('department', '450300')).toBe('added')
    expect(await add('office', '440800')).toBe('added')
    expect(await add('office', '440000')).toBe(foreign)
    // The database says so as well.
    const past = server.handle.asActor(actorOf('city'), (trx) =>
      sql`insert into blueprint_layer (id, kind, name, jurisdiction_code, organization_id, basis, audience)
        values (gen_random_uuid(), 'coastline', 'x', '440800', ${PEOPLE.city.organizationId}::uuid, 'x', 'cluster')`.execute(
        trx,
      ),
    )
    await expect(past).rejects.toMatchObject({ code: '42501' })
  })

  test('[BLU-4] the office changes what is of members in force, not what is of a whole province', async () => {
    const edit = { reason: '补划', put: [{ key: 'A', geometry: square(109.1, 21.4) }] }
    const whole = await addedLayer(await server.as('otherDepartment'), { name: '全省', jurisdiction: '440000' })
    const member = await addedLayer(await server.as('otherDepartment'), { name: '湛江', jurisdiction: '440800' })
    expect((await get<Layer>('office', `/layers/${whole.id}`)).mayEdit).toBe(false) // it reads it
    expect(codeOf(await post('office', `/layers/${whole.id}/edits`, edit))[1]).toBe('blueprint_layer_not_yours')
    expect((await post('office', `/layers/${member.id}/edits`, edit)).statusCode).toBe(200)
    const until = (day: string | null) =>
      server.handle.asSystem((trx) =>
        sql`update cluster_member set valid_to = ${day}::date where jurisdiction_code = '440800'`.execute(trx),
      )
    await until('2026-05-31')
    expect(codeOf(await post('office', `/layers/${member.id}/withdraw`, { reason: '撤下' }))[1]).toBe(
      'blueprint_layer_not_yours',
    )
    await until('2026-06-01')
    expect((await post('office', `/layers/${member.id}/withdraw`, { reason: '撤下' })).statusCode).toBe(200)
    await until(null)
  })

  test('[BLU-2] what a layer rested on before stands in the audit', async () => {
    const form = new FormData()
    form.append('visibility', 'cluster')
    form.append('file', new Blob(['海湾保护规划\n\n一、总则\n\n(一)划定红线。划定海湾生态保护红线。\n']), '规划.txt')
    const office = await server.as('office')
    const { results } = await sent<{ results: { document: { id: string } }[] }>(
      office.request({ method: 'POST', url: '/api/v1/documents', payload: form as unknown as string }),
    )
    const documentId = results[0]?.document.id ?? ''
    const layer = await addedLayer(office, { name: '依据文件', documentId, basis: '原依据' })
    await sent(
      office.patch(
        url(`/layers/${layer.id}`),
        { documentId: null, basis: '新依据' },
        { 'if-match': `"v${layer.version}"` },
      ),
    )
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ details: string }>`select d.details from audit_line l join audit_detail d on d.seq = l.seq
        where l.action = 'blueprint.edit_layer' and l.subject_id = ${layer.id}`.execute(trx),
    )
    expect(rows.map(({ details }) => JSON.parse(details).before)).toEqual([{ documentId, basis: '原依据' }])
  })

  test('[BLU-11] one that is withdrawn stays on record and takes no changes', async () => {
    const layer = await addedLayer(await server.as('city'), { name: '撤下' }, [{ key: 'W', geometry: square(110, 20) }])
    expect((await post('city', `/layers/${layer.id}/withdraw`, { reason: '换新图' })).statusCode).toBe(200)
    const edit = { reason: '补划', put: [{ key: 'A', geometry: square(109.1, 21.4) }] }
    expect(codeOf(await post('city', `/layers/${layer.id}/edits`, edit))).toEqual([409, 'blueprint_layer_withdrawn'])
    const listed = await get<LayerList>('city', '/layers?limit=200')
    expect(listed.items.some(({ id }) => id === layer.id)).toBe(false)
    expect((await get<Identified>('city', '/identify?lng=110.005&lat=20.005')).items).toEqual([])
    expect((await get<RevisionList>('city', `/layers/${layer.id}/revisions`)).items[0]).toMatchObject({
      number: 2,
      cause: 'withdrawal',
      reason: '换新图',
    })
    expect((await post('city', `/layers/${layer.id}/restore`, { reason: '误撤' })).statusCode).toBe(200)
    expect((await get<Identified>('city', '/identify?lng=110.005&lat=20.005')).items).toHaveLength(1)
  })
})

describe('layers that are withdrawn', () => {
  test('[BLU-11] no tile, collection or download gives one out; what was known before is told as it was', async () => {
    at.now = new Date('2026-06-01T02:00:00Z')
    const layer = await addedLayer(await server.as('city'), { name: '先撤后复' }, [
      { key: 'W', geometry: square(111.5, 19.5), validFrom: '2018-01-01' },
    ])
    at.now = new Date('2026-06-02T02:00:00Z')
    await sent(post('city', `/layers/${layer.id}/withdraw`, { reason: '换新图' }))
    const city = await server.as('city')
    for (const path of [
      `/api/v1/blueprint/tiles/${layer.id}/5/25/14.mvt`,
      `/ogc/collections/${layer.id}`,
      `/ogc/collections/${layer.id}/items`,
      url(`/layers/${layer.id}/features.geojson`),
      url(`/layers/${layer.id}/features.gpkg`),
    ])
      expect(codeOf(await city.get(path))).toEqual([404, 'blueprint_layer_taken_off'])

    const before = 'knownAt=2026-06-01T12:00:00Z'
    const here = async (times: string) => {
      const { items } = await get<Identified>('city', `/identify?lng=111.505&lat=19.505&${times}`)
      const view = await get<{ total: number }>('city', `/features?bbox=111,19,112,20&${times}`)
      return [items.length, view.total]
    }
    expect(await here('')).toEqual([0, 0])
    expect(await here(before)).toEqual([1, 1])
    const download = await city.get(url(`/layers/${layer.id}/features.geojson?${before}`))
    expect([download.statusCode, download.json().features.length]).toEqual([200, 1])
    const { items } = await get<{ items: object[] }>(
      'city',
      '/difference?from=2026-06-03&to=2026-06-03&knownFrom=2026-06-01T12:00:00Z',
    )
    expect(items).toMatchObject([{ layerId: layer.id, key: 'W', change: 'removed' }])
    at.now = new Date('2026-06-03T02:00:00Z')
    await sent(post('city', `/layers/${layer.id}/restore`, { reason: '误撤' }))
    expect(await here('')).toEqual([1, 1])
    expect(await here('knownAt=2026-06-02T12:00:00Z')).toEqual([0, 0])
    at.now = new Date('2026-06-01T02:00:00Z')
  })
})

describe('at once', () => {
  test('[PLAT-57] a layer that is added three times with one key is one, and with other words another', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const made = await Promise.all([1, 2, 3].map(() => post('city', '/layers', aLayer({ name: '只建一次' }), headers)))
    expect(made.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201])
    expect(new Set(made.map((reply) => reply.json().id)).size).toBe(1)
    const other = await post('city', '/layers', aLayer({ name: '又建一次' }), headers)
    expect(other.json().id).not.toBe(made[0]?.json().id)
  })

  test('[PLAT-55] of those who correct what is said of a layer the second is told what the first has written', async () => {
    const layer = await addedLayer(await server.as('city'))
    const city = await server.as('city')
    const names = ['甲', '乙', '丙']
    const saved = await Promise.all(
      names.map((name) => city.patch(url(`/layers/${layer.id}`), { name }, { 'if-match': `"v${layer.version}"` })),
    )
    expect(saved.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412])
    const won = names[saved.findIndex(({ statusCode }) => statusCode === 200)]
    for (const late of saved.filter(({ statusCode }) => statusCode === 412))
      expect(late.json()).toMatchObject({ code: 'version_outdated', facts: { current: { name: won } } })
  })

  test('[BLU-6] [PLAT-55] those who draw in one layer each find what the others have drawn, and none is lost', async () => {
    const layer = await addedLayer(await server.as('city'), { name: '同时绘制' }, [
      { key: 'O', geometry: square(112, 21) },
    ])
    const keys = ['A', 'B', 'C', 'D']
    const drawn = await Promise.all(
      keys.map((key, n) =>
        post(n % 2 === 0 ? 'city' : 'office', `/layers/${layer.id}/edits`, {
          reason: key,
          put: [{ key, geometry: square(112.1 + n / 10, 21) }],
          ...(key === 'D' ? { remove: ['O'] } : {}),
        }),
      ),
    )
    const told = drawn.map((reply) => [reply.statusCode, reply.json().revision]).sort()
    expect(told).toEqual([2, 3, 4, 5].map((revision) => [200, revision]))
    const { features, areaM2, revision } = await get<Layer>('city', `/layers/${layer.id}`)
    const { items } = await get<FeatureList>('city', `/layers/${layer.id}/features`)
    expect([revision, features, items.map(({ key }) => key).sort()]).toEqual([5, 4, keys])
    expect(items.reduce((sum, one) => sum + (one.areaM2 ?? 0), 0)).toBeCloseTo(areaM2 ?? 0, 3)

    // The same one, drawn by both: what each was told of stands in the history.
    const again = await Promise.all(
      [0.02, 0.03].map((size) =>
        post('city', `/layers/${layer.id}/edits`, {
          reason: '改',
          put: [{ key: 'A', geometry: square(112.1, 21, size) }],
        }),
      ),
    )
    expect(again.map((reply) => [reply.statusCode, reply.json().counts.changed])).toEqual([
      [200, 1],
      [200, 1],
    ])
    const [, first] = (await get<FeatureList>('city', `/layers/${layer.id}/features?q=A`)).items
    expect(first).toBeUndefined()
  })

  test('[BLU-11] [PLAT-55] a layer that is withdrawn twice at once is withdrawn once', async () => {
    const layer = await addedLayer(await server.as('city'), { name: '同时撤下' })
    const both = await Promise.all([1, 2].map(() => post('city', `/layers/${layer.id}/withdraw`, { reason: '换' })))
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(both.find(({ statusCode }) => statusCode === 409)?.json().code).toBe('blueprint_layer_withdrawn')
  })
})

describe('features', () => {
  test('[BLU-6] a change by hand is applied as a whole, or refused with feature, field and place', async () => {
    const layer = await addedLayer(await server.as('city'))
    const good = { key: 'A', geometry: square(109.1, 21.4) }
    const tries: [object, string, object][] = [
      [
        { put: [good, { key: 'B', geometry: square(21.4, 109.1) }] },
        'blueprint_feature_invalid',
        { feature: 2, field: 'geometry' },
      ],
      [
        { put: [good, { ...good, key: 'B', class: '自然' }] },
        'blueprint_feature_invalid',
        { feature: 2, field: 'class' },
      ],
      [
        { put: [good, { key: 'P', geometry: { type: 'Point', coordinates: [109, 21] } }] },
        'blueprint_feature_invalid',
        { feature: 2, expected: 'area' },
      ],
      [
        { put: [good, { ...good, key: 'D', geometry: { type: 'LineString', coordinates: [deep(40)] } }] },
        'blueprint_feature_invalid',
        { feature: 2, field: 'geometry' },
      ],
      [
        { put: [{ ...good, attributes: { 说明: deep(40) } }] },
        'blueprint_feature_invalid',
        { feature: 1, field: 'attributes.说明' },
      ],
      [
        { put: [{ ...good, attributes: Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`字段${n}`, n])) }] },
        'blueprint_feature_invalid',
        { feature: 1, field: 'attributes' },
      ],
      [
        { put: [{ ...good, validTo: '2019-01-01' }], from: '2020-01-01' },
        'blueprint_feature_invalid',
        { feature: 1, field: 'validTo' },
      ],
      [{ put: [good, good] }, 'blueprint_key_twice', { key: 'A', first: 1, second: 2 }],
      [{ put: [good], remove: ['X'] }, 'blueprint_key_unknown', { key: 'X' }],
      [
        {
          put: [
            good,
            {
              key: 'C',
              geometry: {
                type: 'Polygon',
                coordinates: [
                  [
                    [109, 21],
                    [110, 22],
                    [110, 21],
                    [109, 22],
                    [109, 21],
                  ],
                ],
              },
            },
          ],
        },
        'blueprint_geometry_invalid',
        { feature: 2, key: 'C', reason: 'Self-intersection', place: [109.5, 21.5] },
      ],
    ]
    for (const [change, code, facts] of tries) {
      const reply = await post('city', `/layers/${layer.id}/edits`, { reason: '补划', ...change })
      expect(codeOf(reply)).toEqual([422, code])
      expect(reply.json().facts).toMatchObject(facts)
    }
    expect((await get<Layer>('city', `/layers/${layer.id}`)).revision).toBe(0)

    const written = await post('city', `/layers/${layer.id}/edits`, { reason: '补划', put: [good] })
    expect(written.json()).toMatchObject({ revision: 1, counts: { added: 1, changed: 0, removed: 0, total: 1 } })
    const again = await post('city', `/layers/${layer.id}/edits`, { reason: '补划', put: [good] })
    expect(codeOf(again)).toEqual([409, 'blueprint_nothing_changed'])
    const stale = await post(
      'city',
      `/layers/${layer.id}/edits`,
      { reason: '删', remove: ['A'] },
      { 'if-match': '"v0"' },
    )
    expect(codeOf(stale)).toEqual([409, 'blueprint_layer_changed'])
  })

  test('[BLU-7] [BLU-8] [BLU-10] the blueprint of a day, as it was known then, and what differs', async () => {
    const layer = await addedLayer(await server.as('city'), { name: '随时间' })
    const edit = async (day: string, change: object) => {
      at.now = new Date(`${day}T02:00:00Z`)
      await sent(post('city', `/layers/${layer.id}/edits`, { reason: day, ...change }))
    }
    const keysOf = async (query: string) => {
      const { items } = await get<FeatureList>('city', `/layers/${layer.id}/features?${query}`)
      return items.map(({ key, areaM2 }) => `${key} ${Math.round((areaM2 ?? 0) / 1e4)}`).sort()
    }
    await edit('2026-01-10', {
      put: ['A', 'B'].map((key, n) => ({ key, geometry: square(109.1 + n, 21.4), validFrom: '2018-01-01' })),
    })
    await edit('2026-03-10', { from: '2026-03-01', put: [{ key: 'A', geometry: square(109.1, 21.4, 0.02) }] })
    await edit('2026-04-10', { put: [{ key: 'B', geometry: square(110.1, 21.4, 0.02) }] }) // a correction
    await edit('2026-05-10', { remove: ['A'] })

    expect(await keysOf('asOf=2017-12-31')).toEqual([])
    expect(await keysOf('asOf=2020-01-01&knownAt=2026-02-01T00:00:00Z')).toEqual(['A 115', 'B 115'])
    expect(await keysOf('asOf=2020-01-01&knownAt=2026-02-01T20:00:00%2B20:00')).toEqual(['A 115', 'B 115'])
    expect(await keysOf('asOf=2026-03-05&knownAt=2026-03-20T00:00:00Z')).toEqual(['A 459', 'B 115'])
    expect(await keysOf('asOf=2026-02-28&knownAt=2026-03-20T00:00:00Z')).toEqual(['A 115', 'B 115'])
    expect(await keysOf('asOf=2020-01-01')).toEqual(['B 459']) // A was taken away as wrong, B always was larger
    expect(await keysOf('')).toEqual(['B 459'])

    const differ = `from=2020-01-01&to=2026-03-05&layer=${layer.id}`
    const known = '&knownFrom=2026-03-20T00:00:00Z&knownTo=2026-04-20T00:00:00Z'
    const { items } = await get<{ items: { key: string; change: string }[] }>('city', `/difference?${differ}${known}`)
    expect(items.map(({ key, change }) => [key, change])).toEqual([
      ['A', 'reshaped'],
      ['B', 'reshaped'],
    ])
    const sooner = await get<{ items: object[] }>('city', `/difference?${differ}&knownFrom=2026-01-20T00:00:00Z`)
    expect(sooner.items).toMatchObject([
      { key: 'A', change: 'removed' },
      { key: 'B', change: 'reshaped' },
    ])
    at.now = new Date('2026-06-01T02:00:00Z')
    const [feature] = (await get<FeatureList>('city', `/layers/${layer.id}/features`)).items
    const detail = await get<FeatureDetail>('city', `/features/${feature?.id}`)
    expect(detail.history).toMatchObject([
      { key: 'B', addedIn: 3, removedIn: null },
      { key: 'B', addedIn: 1, removedIn: 3 },
    ])
    expect(detail.geometry.type).toBe('MultiPolygon')
    expect((await get<Layer>('city', `/layers/${layer.id}`)).features).toBe(1)
  })

  test('[BLU-9] what stands at a place, with what it rests on and how far it is', async () => {
    const city = await server.as('city')
    await addedLayer(city, { name: '红线', basis: '环境保护法' }, [{ key: 'R', geometry: square(108.5, 21.9) }])
    await addedLayer(city, { kind: 'coastline', name: '岸线' }, [
      {
        key: 'L',
        class: 'natural',
        geometry: {
          type: 'LineString',
          coordinates: [
            [108.5, 21.899],
            [108.6, 21.899],
          ],
        },
      },
    ])
    const within = await get<Identified>('city', '/identify?lng=108.505&lat=21.9005')
    expect(within.items).toMatchObject([
      { feature: { key: 'R' }, layer: { name: '红线', basis: '环境保护法' }, distanceM: 0 },
    ])
    const around = await get<Identified>('city', '/identify?lng=108.505&lat=21.9005&metres=200')
    expect(around.items.map(({ feature, distanceM }) => [feature.key, Math.round(distanceM)])).toEqual([
      ['L', 166],
      ['R', 0],
    ])
    expect((await get<Identified>('city', '/identify?lng=108.505&lat=21.9005&asOf=2000-01-01')).items).toEqual([])
  })

  test('[BLU-9] what stands at a place is found by the index of places', async () => {
    const layer = await addedLayer(await server.as('city'), { name: '许多' })
    const plan = await server.handle.asSystem(async (trx) => {
      await sql`with r as (
          insert into blueprint_revision (layer_id, cause, reason, counts, user_id, user_name, organization_id,
            organization_name)
          select id, 'edit', 'many', '{}', 'x', 'x', organization_id, 'x' from blueprint_layer where id = ${layer.id}::uuid
          returning id)
        insert into blueprint_feature (layer_id, key, geometry, vertices, valid_from, added_in)
        select ${layer.id}::uuid, n::text, st_setsrid(st_makepoint(110 + n % 100 / 100.0, 30 + n / 100 / 100.0), 4490), 1,
          '2020-01-01', r.id from r, generate_series(1, 3000) n`.execute(trx)
      await sql`analyze blueprint_feature`.execute(trx)
      const query = nearPlace({ lng: 110.5, lat: 30.5, metres: 10, asOf: '2026-06-01' })
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(trx)
      return rows.map((row) => row['QUERY PLAN']).join('\n')
    })
    expect(plan).toContain('blueprint_feature_shape')
    expect(plan).not.toContain('Seq Scan on blueprint_feature')
  }, 60_000)

  test('[BLU-5] nothing is put into a revision later on, and none is changed', async () => {
    const layer = await addedLayer(await server.as('city'), { name: '守住' }, [{ key: 'S', geometry: square(111, 21) }])
    const act = (work: ReturnType<typeof sql>) =>
      server.handle
        .asActor(actorOf('city'), (trx) => work.execute(trx))
        .then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
    const of = sql`layer_id = ${layer.id}::uuid`
    expect(await act(sql`update blueprint_revision set reason = 'x' where ${of}`)).toBe('42501')
    expect(await act(sql`update blueprint_feature set name = 'x' where ${of}`)).toBe('42501')
    expect(await act(sql`delete from blueprint_feature where ${of}`)).toBe('42501')
    expect(
      await act(sql`insert into blueprint_feature (layer_id, key, geometry, area_m2, vertices, valid_from, added_in)
        select layer_id, 'T', geometry, area_m2, vertices, valid_from, added_in from blueprint_feature where ${of}`),
    ).toBe('42501')
    const asSystem = (work: ReturnType<typeof sql>) =>
      server.handle
        .asSystem((trx) => work.execute(trx))
        .then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
    expect(await asSystem(sql`update blueprint_feature set name = 'x' where ${of}`)).toBe('42501')
    expect(await asSystem(sql`update blueprint_revision set reason = 'x' where ${of}`)).toBe('42501')
    expect(await asSystem(sql`update blueprint_feature set removed_in = added_in where ${of}`)).not.toBe('done')
  })
})
