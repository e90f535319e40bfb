import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, placeOrganizations, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import type { ConflictDetail, ConflictList } from '../schemas/conflicts.ts'
import type { Layer } from '../schemas/layers.ts'
import { addedLayer, sent, square } from '../stage.testing.ts'
import { groundAround } from './checkStore.ts'
import { recheckAll } from './recheck.ts'

const at = { now: new Date('2026-06-01T02:00:00Z') }
const server = withServer({ prepare: async (handle) => void (await loadGazetteer(handle)), clock: () => at.now })
const url = (path: string) => `/api/v1/blueprint${path}`
const get = async <T>(person: PersonName, path: string) => sent<T>((await server.as(person)).get(url(path)))
const post = async (person: PersonName, path: string, body: object, headers = {}) =>
  (await server.as(person)).post(url(path), body, headers)
const codeOf = (reply: { statusCode: number; json: () => { code: string } }) => [reply.statusCode, reply.json().code]
const check = (day = '2026-06-01') => recheckAll(server.handle, day)
const edit = async (layer: Layer, body: object) =>
  sent(post('city', `/layers/${layer.id}/edits`, { reason: '调整', ...body }) as never)
const of = async (layer: Layer, query = '', person: PersonName = 'city') =>
  (await get<ConflictList>(person, `/conflicts?layer=${layer.id}${query}`)).items
const detail = (id: string) => get<ConflictDetail>('city', `/conflicts/${id}`)
const feature = (key: string, lng: number, lat: number, size = 0.01, facts: object = {}) => ({
  key,
  name: `要素${key}`,
  geometry: square(lng, lat, size),
  ...facts,
})

beforeAll(() =>
  server.handle.asSystem(async (trx) => {
    await placeOrganizations(trx, { city: '450500', department: '450000', otherDepartment: '440000' })
    await sql`insert into cluster (id, name, english_name, source, coordinating_organization_id)
      values ('gulf', '湾区', 'Gulf', 'test', ${PEOPLE.office.organizationId}::uuid)`.execute(trx)
    await sql`insert into cluster_member (cluster_id, jurisdiction_code, position)
      values ('gulf', '450500', 1), ('gulf', '440800', 2)`.execute(trx)
  }),
)

/** A red line and an urban boundary of the city, with what they hold. */
async function twoLayers(
  lines: readonly ReturnType<typeof feature>[],
  boundaries: readonly ReturnType<typeof feature>[],
  audience: 'cluster' | 'jurisdiction' = 'cluster',
): Promise<[Layer, Layer]> {
  const city = await server.as('city')
  return [
    await addedLayer(city, { name: '生态保护红线', audience }, lines),
    await addedLayer(city, { kind: 'urban_boundary', name: '城镇开发边界', audience }, boundaries),
  ]
}

describe('the check after each revision', () => {
  test('[BLU-42] finds what overlaps with its ground and area, tells slivers apart, and says nothing of neighbours', async () => {
    const [line, urban] = await twoLayers(
      [feature('R1', 109.1, 21.4), feature('R2', 109.2, 21.4), feature('R3', 109.3, 21.4)],
      // Half of R1; beside R2; a metre of R3.
      [feature('U1', 109.105, 21.4), feature('U2', 109.21, 21.4), feature('U3', 109.30999, 21.4)],
    )
    await check()
    const items = await of(line)
    expect(items).toMatchObject([
      {
        rule: 'red_line_urban',
        state: 'open',
        sliver: false,
        left: { key: 'R1' },
        right: { key: 'U1' },
        mayDecide: true,
      },
      { rule: 'red_line_urban', state: 'open', sliver: true, left: { key: 'R3' }, right: { key: 'U3' } },
    ])
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{
        area: number
      }>`select st_area(st_makeenvelope(109.105, 21.4, 109.11, 21.41, 4490)::geography) as area`.execute(trx),
    )
    expect((items[0]?.areaM2 ?? 0) / (rows[0]?.area ?? 1)).toBeCloseTo(1, 6)
    expect(items[1]?.widthM).toBeLessThan(2)
    expect(await of(urban, '&sliver=false')).toHaveLength(1)
    expect(await of(urban, '&bbox=109.3,21.3,109.4,21.5')).toHaveLength(1)
    expect(await of(urban, '&rule=farmland_urban')).toHaveLength(0)
    const found = await detail(items[0]?.id ?? '')
    expect(found.geometry?.type).toBe('MultiPolygon')
    expect(found.leftSentence).toMatchObject({ basis: '测试依据', document: null })
    expect(found.history).toMatchObject([{ kind: 'found', layerRevision: { number: 1 }, userName: null }])
    expect(found).toMatchObject({ yields: 'urban_boundary', source: { confidence: 'own' } })
  })

  test('[BLU-43] looks only at what a revision touched, each revision once, and resolves what is gone', async () => {
    const [line, urban] = await twoLayers([feature('R1', 110.1, 21.4)], [feature('U1', 110.105, 21.4)])
    await check()
    expect(await check()).toBe(0)
    const [before] = await of(line)
    await edit(urban, { put: [feature('U1', 110.105, 21.405)] })
    await check()
    const [changed] = await of(line)
    expect(changed).toMatchObject({ id: before?.id, state: 'open' })
    expect((changed?.areaM2 ?? 0) / (before?.areaM2 ?? 1)).toBeCloseTo(0.5, 3)
    await edit(urban, { remove: ['U1'], put: [feature('U9', 115, 25)] })
    await check()
    expect(await of(line)).toMatchObject([{ id: before?.id, state: 'resolved', mayDecide: false }])
    await edit(line, { put: [feature('R1', 115, 25)] })
    await check()
    const all = await of(line)
    expect(all.map(({ state, right }) => [state, right?.key]).sort()).toEqual([
      ['open', 'U9'],
      ['resolved', 'U1'],
    ])
    expect((await detail(before?.id ?? '')).history.map(({ kind }) => kind)).toEqual(['resolved', 'changed', 'found'])
    // Withdrawn, nothing of it conflicts; restored, it does again, as the same conflict.
    await sent(post('city', `/layers/${urban.id}/withdraw`, { reason: '撤下' }) as never)
    await check()
    expect((await of(line)).every(({ state }) => state === 'resolved')).toBe(true)
    await sent(post('city', `/layers/${urban.id}/restore`, { reason: '恢复' }) as never)
    await check()
    const again = (await of(line)).find(({ right }) => right?.key === 'U9')
    expect(again?.state).toBe('open')
    expect((await detail(again?.id ?? '')).history[0]).toMatchObject({ kind: 'reopened', reason: 'returned' })
  })

  test('[BLU-44] what comes into force or ends by itself is looked at on its day', async () => {
    const [line] = await twoLayers(
      [feature('R1', 111.1, 21.4, 0.01, { validFrom: '2020-01-01' })],
      [
        feature('U1', 111.1, 21.4, 0.005, { validFrom: '2020-01-01', validTo: '2026-06-10' }),
        feature('U2', 111.105, 21.405, 0.005, { validFrom: '2026-07-01' }),
      ],
    )
    await check()
    const standing = async () => (await of(line, '&state=open')).map(({ right }) => right?.key)
    expect(await standing()).toEqual(['U1'])
    await check('2026-06-10')
    expect(await standing()).toEqual(['U1'])
    await check('2026-06-11')
    expect(await standing()).toEqual([])
    await check('2026-07-02')
    expect(await standing()).toEqual(['U2'])
    await server.handle.asSystem((trx) => sql`delete from blueprint_check_day`.execute(trx))
  })

  test('[BLU-39] two plans, three spaces, zones of one layer', async () => {
    const city = await server.as('city')
    const sea = (name: string, zone: string, lng: number) =>
      addedLayer(city, { kind: 'sea_zone', name }, [feature('S', lng, 20, 0.01, { class: zone })])
    const one = await sea('海洋功能区划', 'port', 112)
    await sea('国土空间规划', 'tourism', 112.005)
    await sea('又一规划', 'port', 112.002)
    const spaces = await addedLayer(city, { kind: 'urban_space', name: '城镇空间', jurisdiction: '450512' }, [
      feature('A', 113, 20),
      feature('B', 113.005, 20),
    ])
    await check()
    expect(await of(one)).toMatchObject([{ rule: 'designations_differ' }])
    expect(await of(spaces)).toMatchObject([{ rule: 'zones_overlap', left: { key: 'A' }, right: { key: 'B' } }])
  })

  test('[BLU-45] gaps between the three spaces within the outline, and shares off their targets', async () => {
    const box = (west: number, south: number, east: number, north: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    })
    await server.handle.asSystem((trx) =>
      sql`insert into jurisdiction_boundary (jurisdiction_code, geometry, source, licence)
        values ('450502', st_multi(st_makeenvelope(109, 21, 110, 22, 4490)), 'test', 'test')`.execute(trx),
    )
    const city = await server.as('city')
    const zone = (kind: 'urban_space' | 'agricultural_space' | 'ecological_space', geometry: object) =>
      addedLayer(city, { kind, name: kind, jurisdiction: '450502' }, [{ key: 'Z', geometry: geometry as never }])
    const ecological = await zone('ecological_space', box(109, 21, 109.485, 22))
    const agricultural = await zone('agricultural_space', box(109.485, 21, 109.893, 22))
    await check()
    expect(await of(ecological)).toEqual([])
    const urban = await zone('urban_space', box(109.893, 21, 109.98, 22))
    await check()
    const [gap, ...others] = await of(ecological, '&rule=spaces_gap')
    expect(others).toEqual([])
    expect(gap).toMatchObject({ state: 'open', sliver: false, right: null, facts: { parts: 1 } })
    const share = (await of(urban, '&rule=space_share'))[0]
    expect(share?.facts).toMatchObject({ kind: 'urban_space', targetPercent: 10.7, from: null })
    await edit(urban, { put: [{ key: 'Z', geometry: box(109.893, 21, 109.99, 22) }] })
    await check()
    const half = (await of(ecological, '&rule=spaces_gap'))[0]
    expect(half?.id).toBe(gap?.id)
    expect((half?.areaM2 ?? 0) / (gap?.areaM2 ?? 1)).toBeCloseTo(0.5, 3)
    await edit(urban, { put: [{ key: 'Z', geometry: box(109.893, 21, 110, 22) }] })
    await check()
    expect((await of(ecological)).every(({ state }) => state === 'resolved')).toBe(true)
    expect((await of(urban)).every(({ state }) => state === 'resolved')).toBe(true)
    expect(await of(agricultural, '&state=open')).toEqual([])

    // [BLU-44] What ends by itself leaves a gap, and takes its share away, on its day.
    await edit(urban, {
      put: [{ key: 'Z', geometry: box(109.893, 21, 110, 22), validTo: '2026-07-10' }],
    })
    await check('2026-07-10')
    expect(await of(ecological, '&state=open')).toEqual([])
    await check('2026-07-11')
    expect(await of(ecological, '&rule=spaces_gap&state=open')).toMatchObject([{ id: gap?.id }])
    const { items } = await get<ConflictList>('city', '/conflicts?rule=space_share&state=open&jurisdiction=450502')
    expect(items.map(({ facts }) => facts.kind)).toContain('urban_space')
    await server.handle.asSystem((trx) => sql`delete from blueprint_check_day`.execute(trx))
  })
})

describe('what is large or fails', () => {
  test('[BLU-87] what is around is read page by page, by vertices as well as by features', async () => {
    const [line] = await twoLayers(
      [feature('R1', 118.1, 21.4, 0.1)],
      ['U1', 'U2', 'U3'].map((key, n) => feature(key, 118.1 + n * 0.03, 21.4, 0.02)),
    )
    const { jurisdiction, organization } = line
    const layer = {
      ...{ id: line.id, kind: line.kind, isWithdrawn: false, isSample: false },
      ...{ jurisdiction: jurisdiction.code, organizationId: organization.id },
    }
    const pages: string[][] = []
    await server.handle.asSystem(async (trx) => {
      for (let after = 0; ; ) {
        const page = await groundAround(trx, layer, ['R1'], '2026-06-01', after, { features: 10, vertices: 6 })
        if (page.length === 0) return
        pages.push(page.map(({ key }) => key))
        after = page.at(-1)?.id ?? 0
      }
    })
    expect(pages).toEqual([['U1', 'U2'], ['U3']]) // squares of five
  })

  test('[BLU-86] what fails waits longer each time, and keeps nothing from the others', async () => {
    await check()
    const [line, urban] = await twoLayers([feature('R1', 119.1, 21.4)], [feature('U1', 119.105, 21.4)])
    const asOwner = (statement: string) => sql.raw(statement).execute(server.handle.kysely)
    await asOwner(`create function break_check() returns trigger language plpgsql as $$ begin
      if (select layer_id from blueprint_revision where id = new.revision_id) = '${line.id}' then
        raise exception 'it broke'; end if; return new; end $$`)
    await asOwner('create trigger broken before insert on blueprint_check for each row execute function break_check()')
    const errors: string[] = []
    const log = { error: (facts: object) => void errors.push(String((facts as { err: Error }).err)) }
    const later = (seconds: number) =>
      recheckAll(
        server.handle.withClock(() => new Date(at.now.getTime() + seconds * 1000)),
        '2026-06-01',
        log,
      )
    expect(await later(0)).toBe(1)
    expect(errors).toHaveLength(1)
    expect(await of(urban)).toHaveLength(1) // the other layer's check found it
    expect([await later(4), errors.length]).toEqual([0, 1])
    expect([await later(6), errors.length]).toEqual([0, 2])
    expect([await later(14), errors.length]).toEqual([0, 2]) // waits twice as long
    await asOwner('drop function break_check cascade')
    expect([await later(17), errors.length]).toEqual([1, 2])
    expect(await of(line)).toHaveLength(1)
    const { rows } = await server.handle.asSystem((trx) => sql`select from blueprint_delay`.execute(trx))
    expect(rows).toEqual([])
  })
})

describe('a decision', () => {
  test('[BLU-46] is for who owns one of the layers or coordinates, names the version, has a reason and a history', async () => {
    const [line, urban] = await twoLayers([feature('R1', 114.1, 21.4)], [feature('U1', 114.105, 21.4)])
    await check()
    const [conflict] = await of(line)
    const path = `/conflicts/${conflict?.id}`
    const tag = async () => ({ 'if-match': `"v${(await detail(conflict?.id ?? '')).revision}"` })
    const reason = { reason: '港区既有建设，省级已批准' }
    expect(codeOf(await post('otherDepartment', `${path}/accept`, reason, await tag()))).toEqual([
      403,
      'blueprint_conflict_not_yours',
    ])
    expect((await post('city', `${path}/accept`, reason)).statusCode).toBe(428)
    expect((await post('city', `${path}/accept`, reason, { 'if-match': '"v99"' })).statusCode).toBe(412)
    expect((await post('city', `${path}/accept`, { reason: ' ' }, await tag())).statusCode).toBe(400)
    expect(codeOf(await post('city', `${path}/reopen`, reason, await tag()))[1]).toBe('blueprint_conflict_not_accepted')
    expect((await post('city', `${path}/accept`, reason, await tag())).statusCode).toBe(200)
    expect(codeOf(await post('office', `${path}/accept`, reason, await tag()))[1]).toBe('blueprint_conflict_not_open')
    expect((await detail(conflict?.id ?? '')).history[0]).toMatchObject({
      kind: 'accepted',
      ...reason,
      userName: expect.any(String),
    })

    // Smaller: it stays accepted. Beyond the tolerance larger: open again by itself.
    await edit(urban, { put: [feature('U1', 114.106, 21.4)] })
    await check()
    expect(await of(line)).toMatchObject([{ state: 'accepted' }])
    await edit(urban, { put: [feature('U1', 114.104, 21.4)] })
    await check()
    expect(await of(line)).toMatchObject([{ state: 'open', acceptedAreaM2: null }])
    expect((await detail(conflict?.id ?? '')).history[0]).toMatchObject({
      kind: 'reopened',
      reason: 'grown',
      userName: null,
    })

    expect((await post('office', `${path}/accept`, reason, await tag())).statusCode).toBe(200)
    expect((await post('office', `${path}/reopen`, { reason: '省级批复已失效' }, await tag())).statusCode).toBe(200)
    const actions = await server.handle.asSystem((trx) =>
      sql<{ action: string }>`select action from audit_line where subject_id = ${conflict?.id} order by seq`.execute(
        trx,
      ),
    )
    expect(actions.rows.map(({ action }) => action)).toEqual([
      'blueprint.accept_conflict',
      'blueprint.accept_conflict',
      'blueprint.reopen_conflict',
    ])
  })

  test('[BLU-40] what was accepted is so again when it comes back as large, and open when it comes back larger', async () => {
    const [line, urban] = await twoLayers([feature('R1', 114.5, 21.4)], [feature('U1', 114.505, 21.4)])
    await check()
    const [conflict] = await of(line)
    const version = { 'if-match': `"v${conflict?.revision}"` }
    await sent(post('city', `/conflicts/${conflict?.id}/accept`, { reason: '省级已批准' }, version) as never)
    const acceptedAreaM2 = conflict?.areaM2
    await sent(post('city', `/layers/${urban.id}/withdraw`, { reason: '误撤' }) as never)
    await check()
    expect(await of(line)).toMatchObject([{ state: 'resolved', acceptedAreaM2 }])
    await sent(post('city', `/layers/${urban.id}/restore`, { reason: '恢复' }) as never)
    await check()
    expect(await of(line)).toMatchObject([{ state: 'accepted', acceptedAreaM2 }])
    const { history } = await detail(conflict?.id ?? '')
    expect(history.map(({ kind }) => kind)).toEqual(['restored', 'resolved', 'accepted', 'found'])

    // A wrong file, and then another one that takes more than was accepted.
    await edit(urban, { remove: ['U1'], put: [feature('U8', 116, 25)] })
    await check()
    await edit(urban, { put: [feature('U1', 114.504, 21.4)] })
    await check()
    const back = (await of(line)).find(({ right }) => right?.key === 'U1')
    expect(back).toMatchObject({ id: conflict?.id, state: 'open', acceptedAreaM2: null })
    expect((await detail(conflict?.id ?? '')).history[0]).toMatchObject({ kind: 'reopened', reason: 'returned' })
  })

  test('[BLU-46] [PLAT-55] of two decisions at once the second is told; what the check meets was decided on before', async () => {
    const [line, urban] = await twoLayers([feature('R1', 114.3, 21.4)], [feature('U1', 114.305, 21.4)])
    await check()
    const [conflict] = await of(line)
    const decide = (person: PersonName) =>
      post(
        person,
        `/conflicts/${conflict?.id}/accept`,
        { reason: '已批准' },
        { 'if-match': `"v${conflict?.revision}"` },
      )
    const both = await Promise.all([decide('city'), decide('office')])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
    const late = both.find(({ statusCode }) => statusCode === 412)
    expect(late?.json()).toMatchObject({ code: 'version_outdated', facts: { current: { state: 'accepted' } } })

    // It grows beyond what was accepted while somebody opens it again: either way it is open, and history says why.
    await edit(urban, { put: [feature('U1', 114.302, 21.4)] })
    const accepted = await detail(conflict?.id ?? '')
    const [, reopened] = await Promise.all([
      check(),
      post('city', `/conflicts/${conflict?.id}/reopen`, { reason: '撤销' }, { 'if-match': `"v${accepted.revision}"` }),
    ])
    expect([200, 409, 412]).toContain(reopened.statusCode)
    const after = await detail(conflict?.id ?? '')
    expect(after.state).toBe('open')
    expect(after.history.filter(({ kind }) => kind === 'reopened')).toHaveLength(1)
  })

  test('[BLU-47] a conflict is seen by who sees both layers, and by nobody else', async () => {
    const city = await server.as('city')
    const line = await addedLayer(city, { name: '红线', audience: 'cluster' }, [feature('R1', 116.1, 21.4)])
    await addedLayer(city, { kind: 'urban_boundary', name: '内部边界', audience: 'jurisdiction' }, [
      feature('U1', 116.105, 21.4),
    ])
    await check()
    const [conflict] = await of(line)
    expect(conflict).toBeDefined()
    expect(await of(line, '', 'office')).toEqual([]) // sees the line, not the other
    expect(codeOf(await (await server.as('office')).get(url(`/conflicts/${conflict?.id}`)))).toEqual([
      404,
      'blueprint_conflict_not_found',
    ])
    expect(await of(line, '', 'otherDepartment')).toEqual([])
    expect(await of(line, '', 'department')).toHaveLength(1) // its province
  })
})

describe('the list', () => {
  test('[BLU-48] pages by area without a gap, sums what it lists, and is downloaded in three forms', async () => {
    const lines = Array.from({ length: 7 }, (_, n) => feature(`R${n}`, 117 + n * 0.1, 21.4))
    const boundaries = lines.map((_, n) => feature(`U${n}`, 117.001 + n * 0.101, 21.4))
    const [line] = await twoLayers(lines, boundaries)
    await check()
    const areas: number[] = []
    let cursor = ''
    let total = 0
    do {
      const page = await get<ConflictList>(
        'city',
        `/conflicts?layer=${line.id}&limit=3${cursor && `&cursor=${cursor}`}`,
      )
      areas.push(...page.items.map(({ areaM2 }) => areaM2))
      total = page.total
      expect(page).toMatchObject({ unchecked: 0 })
      expect(page.areaM2).toBeGreaterThan(0)
      cursor = page.next ?? ''
    } while (cursor)
    expect([areas.length, total]).toEqual([7, 7])
    expect(areas).toEqual(areas.toSorted((one, other) => other - one))
    const found = await get<ConflictList>('city', `/conflicts?layer=${line.id}&sort=found&limit=200`)
    expect(found.items).toHaveLength(7)
    const city = await server.as('city')
    const csv = (await city.get(url(`/conflicts.csv?layer=${line.id}`))).body
    expect(csv.split('\r\n').filter(Boolean)).toHaveLength(8)
    expect(csv).toContain('生态保护红线与城镇开发边界重叠')
    const geojson = JSON.parse((await city.get(url(`/conflicts.geojson?layer=${line.id}`))).body)
    expect(geojson.features).toHaveLength(7)
    expect(geojson.features[0]).toMatchObject({ geometry: { type: 'MultiPolygon' }, properties: { state: 'open' } })
    expect((await city.get(url(`/conflicts.xlsx?layer=${line.id}`))).rawPayload.subarray(0, 2).toString()).toBe('PK')
    const here = await get<ConflictList>('city', `/conflicts?jurisdiction=450000&layer=${line.id}`)
    expect(here.total).toBe(7)
    expect((await get<ConflictList>('city', `/conflicts?jurisdiction=440000&layer=${line.id}`)).total).toBe(0)
  })
})
