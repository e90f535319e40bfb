import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, withServer } from '../../../test/support/index.ts'
import { PEOPLE } from '../../../test/support/people.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { at, measured } from '../judging.testing.ts'
import {
  addedSection,
  addedStation,
  aSection,
  aStation,
  datastreamOf,
  placePeople,
  sent,
  UPSTREAM,
} from '../stage.testing.ts'
import type { SectionDetail, StationDetail, StationList } from './schemas.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})

test('[MON-30] a station has a place, and a parameter is measured once by the same origin, method and organization', async () => {
  const department = await server.as('department')
  const station = await addedStation(department)
  expect(station).toMatchObject({
    kind: 'surface_water',
    place: { longitude: 110.2, jurisdiction: { code: UPSTREAM }, validFrom: '2000-01-01', validTo: null },
    mayEdit: true,
  })
  expect(station.datastreams.map(({ parameter, unit, origin }) => [parameter, unit, origin])).toEqual([
    ['ammoniaNitrogen', 'mg/L', 'manual'],
    ['totalPhosphorus', 'mg/L', 'manual'],
  ])
  const add = (body: object) => department.post(`/api/v1/stations/${station.id}/datastreams`, body)
  const twice = await add({ parameter: 'w21003' })
  expect([twice.statusCode, twice.json().code, twice.json().facts]).toEqual([
    409,
    'datastream_twice',
    { parameter: 'ammoniaNitrogen' },
  ])
  expect((await add({ parameter: 'ammoniaNitrogen', origin: 'automatic' })).statusCode).toBe(201)
  expect((await add({ parameter: 'nonsense' })).json()).toMatchObject({ code: 'parameter_unknown' })
  const same = await department.post('/api/v1/stations', aStation({ code: station.code }))
  expect([same.statusCode, same.json().code]).toEqual([409, 'monitoring_code_taken'])
  const swapped = await department.post('/api/v1/stations', aStation({ longitude: 21.9, latitude: 80 }))
  expect(swapped.json()).toMatchObject({ code: 'station_place_outside' })
})

test('[MON-31] a station that moves across a border in mid-year keeps its old place for the days before', async () => {
  const department = await server.as('department')
  const { id } = await addedStation(department)
  const move = { longitude: 110.0, latitude: 21.6, jurisdiction: '440800', validFrom: '2025-07-01' }
  const moved = await sent<StationDetail>(department.post(`/api/v1/stations/${id}/places`, move))
  expect(moved.jurisdiction.code).toBe('440800')
  const places = moved.places.map(({ jurisdiction, validFrom, validTo }) => [jurisdiction.code, validFrom, validTo])
  expect(places).toEqual([
    ['440800', '2025-07-01', null],
    [UPSTREAM, '2000-01-01', '2025-06-30'],
  ])
  // One that is entered later for a time between takes its time only.
  const between = { ...move, jurisdiction: '450500', validFrom: '2025-01-01' }
  const later = await sent<StationDetail>(department.post(`/api/v1/stations/${id}/places`, between))
  expect(later.places.map(({ jurisdiction, validFrom, validTo }) => [jurisdiction.code, validFrom, validTo])).toEqual([
    ['440800', '2025-07-01', null],
    ['450500', '2025-01-01', '2025-06-30'],
    [UPSTREAM, '2000-01-01', '2024-12-31'],
  ])
  const again = await department.post(`/api/v1/stations/${id}/places`, move)
  expect([again.statusCode, again.json().code]).toEqual([409, 'monitoring_day_taken'])
})

test('[MON-32] what a section is held to is said from a day on, and stays what it was before', async () => {
  const department = await server.as('department')
  const section = await addedSection(department)
  expect(section.term).toMatchObject({ river: '九洲江', targetClass: 'III', upstream: { code: UPSTREAM } })
  const term = { river: '九洲江', upstream: UPSTREAM, downstream: '440800', targetClass: 'II', validFrom: '2026-01-01' }
  const changed = await sent<SectionDetail>(department.post(`/api/v1/sections/${section.id}/terms`, term))
  expect(changed.terms.map(({ targetClass, validFrom, validTo }) => [targetClass, validFrom, validTo])).toEqual([
    ['II', '2026-01-01', null],
    ['III', '2000-01-01', '2025-12-31'],
  ])
  for (const sides of [{ upstream: UPSTREAM }, { upstream: UPSTREAM, downstream: UPSTREAM }]) {
    const uneven = await department.post('/api/v1/sections', { ...aSection(), downstream: null, ...sides })
    expect([uneven.statusCode, uneven.json().code]).toEqual([422, 'section_sides_uneven'])
  }
})

test('[MON-33] a station at a section of a border is read by both sides, another one by its own side alone', async () => {
  const department = await server.as('department')
  const section = await addedSection(department)
  const border = await addedStation(department, { sectionId: section.id })
  const inland = await addedStation(department)
  const seen = async (person: 'department' | 'otherDepartment' | 'city') => {
    const list = await sent<StationList>((await server.as(person)).get('/api/v1/stations?limit=200'))
    return [border, inland].map(({ id }) => list.items.some((one) => one.id === id))
  }
  expect(await seen('department')).toEqual([true, true])
  expect(await seen('otherDepartment')).toEqual([true, false])
  expect(await seen('city')).toEqual([false, false])
  const other = await server.as('otherDepartment')
  expect((await other.get(`/api/v1/stations/${inland.id}`)).json()).toMatchObject({ code: 'station_not_found' })
  // The other side changes nothing of it, but may have the same water measured by its own laboratory.
  const move = { longitude: 110, latitude: 21, jurisdiction: '440800', validFrom: '2025-07-01' }
  expect((await other.post(`/api/v1/stations/${border.id}/places`, move)).statusCode).toBe(403)
  const own = await other.post(`/api/v1/stations/${border.id}/datastreams`, { parameter: 'ammoniaNitrogen' })
  expect(own.statusCode).toBe(201)
})

test('[MON-36] the database lets nobody put a station elsewhere than its place, and shows a sensor to who reads what it measures', async () => {
  const department = await server.as('department')
  const station = await addedStation(department)
  const put = (code: string) =>
    server.handle.asActor(actorOf('department'), (trx) =>
      sql`update station set jurisdiction_code = ${code} where id = ${station.id}::uuid`.execute(trx),
    )
  await expect(put('440800')).rejects.toMatchObject({ code: '42501' })
  await expect(put(UPSTREAM)).resolves.toBeDefined()
  const sensor = randomUUID()
  await server.handle.asActor(actorOf('department'), (trx) =>
    sql`insert into sensor (id, name, organization_id)
      values (${sensor}::uuid, '氨氮分析仪', ${PEOPLE.department.organizationId}::uuid)`.execute(trx),
  )
  const seen = (person: 'department' | 'otherDepartment' | 'city') =>
    server.handle.asActor(actorOf(person), async (trx) => {
      const { rows } = await sql`select from sensor where id = ${sensor}::uuid`.execute(trx)
      return rows.length === 1
    })
  expect([await seen('department'), await seen('otherDepartment'), await seen('city')]).toEqual([true, false, false])
  const section = await addedSection(department)
  const border = await addedStation(department, { sectionId: section.id, datastreams: [] })
  const naming = { parameter: 'cod', sensorId: sensor }
  const other = await server.as('otherDepartment')
  expect((await other.post(`/api/v1/stations/${border.id}/datastreams`, naming)).statusCode).toBe(403)
  await sent(department.post(`/api/v1/stations/${border.id}/datastreams`, naming))
  expect([await seen('otherDepartment'), await seen('city')]).toEqual([true, false])
})

test('[MON-37] what is closed keeps all that was measured, and is opened again', async () => {
  const department = await server.as('department')
  const station = await addedStation(department)
  const path = `/api/v1/stations/${station.id}`
  await measured(server.handle, [[datastreamOf(station), at('2026-01-05'), 0.5]])
  const closed = await department.patch(path, { closedOn: '2026-01-31' }, { 'if-match': '"v1"' })
  expect(closed.json()).toMatchObject({ closedOn: '2026-01-31', datastreams: [{ observations: 1 }, {}] })
  const opened = await department.patch(path, { closedOn: null }, { 'if-match': '"v2"' })
  expect(opened.json()).toMatchObject({ closedOn: null })
})

test('[MON-34] an edit names the version it is of; a repeated creation with its key adds nothing', async () => {
  const department = await server.as('department')
  const body = aStation()
  const headers = { 'idempotency-key': '7f3b0c1e-52a4-4d87-9a3a-3c1d2e4f5a6b' }
  const [one, two] = [
    await sent<StationDetail>(department.post('/api/v1/stations', body, headers)),
    await sent<StationDetail>(department.post('/api/v1/stations', body, headers)),
  ]
  expect(two.id).toBe(one.id)
  const path = `/api/v1/stations/${one.id}`
  const edited = await department.patch(path, { name: '石角水站' }, { 'if-match': '"v1"' })
  expect([edited.statusCode, edited.json().name]).toEqual([200, '石角水站'])
  expect((await department.patch(path, { name: '别名' }, { 'if-match': '"v1"' })).statusCode).toBe(412)
  const section = await addedSection(department)
  const kept = await department.patch(`/api/v1/sections/${section.id}`, { name: '石角断面' }, { 'if-match': '"v1"' })
  expect([kept.statusCode, kept.json().name, kept.json().jurisdiction.code]).toEqual([200, '石角断面', UPSTREAM])
})

test('[MON-35] stations are listed with their newest value, and taken away by the same filter', async () => {
  const department = await server.as('department')
  const station = await addedStation(department, { name: '新值站' })
  const ammonia = datastreamOf(station)
  await measured(server.handle, [
    [ammonia, at('2026-01-05'), 0.5],
    [datastreamOf(station, 'totalPhosphorus'), at('2026-02-05'), 0.1],
  ])
  const { items } = await sent<StationList>(department.get(`/api/v1/stations?q=${encodeURIComponent('新值站')}`))
  expect(items).toMatchObject([
    { parameters: 2, newest: { parameter: 'totalPhosphorus', value: 0.1, qualifier: 'value' } },
  ])
  const file = await department.get(`/api/v1/stations.csv?q=${encodeURIComponent('新值站')}`)
  expect(file.body).toContain(`${station.code},新值站,地表水`)
  expect(file.body).toContain('2026-02-05 12:00')
  expect((await department.get('/api/v1/stations.xlsx')).statusCode).toBe(200)
})
