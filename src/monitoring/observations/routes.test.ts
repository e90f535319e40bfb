import { expect, test } from 'vitest'
import { actorOf, type Browser, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { addedSection, addedStation, datastreamOf, placePeople, sent } from '../stage.testing.ts'
import { ColumnsBuilder } from './columns.ts'
import type {
  Batch,
  BatchList,
  ConflictList,
  Counted,
  Latest,
  Means,
  ObservationList,
  SectionSamples,
} from './schemas.ts'
import { writtenStreams } from './streams.ts'
import { writeObservations } from './write.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const HOUR = 3_600_000
const START = Date.parse('2026-01-01T00:00:00+08:00')

async function write(datastream: number, values: readonly (readonly [hour: number, value: number])[]): Promise<void> {
  const actor = actorOf('department')
  const columns = new ColumnsBuilder()
  for (const [hour, value] of values) columns.add(datastream, START + hour * HOUR, value, 0)
  await server.handle.asActor(actor, async (trx) =>
    writeObservations(
      server.handle,
      trx,
      actor,
      { source: 'sensor_things' },
      columns,
      await writtenStreams(trx, [datastream]),
      'keep',
    ),
  )
}

async function aBorderStation(department: Browser) {
  const section = await addedSection(department)
  const station = await addedStation(department, { sectionId: section.id })
  return { section, station, id: datastreamOf(station) }
}

test('[MON-52] newest values and means of hours, days and months are one answer each', async () => {
  const department = await server.as('department')
  const { station, id } = await aBorderStation(department)
  await write(
    id,
    Array.from({ length: 40 * 24 }, (_, hour) => [hour, 0.5 + (hour % 24) / 100] as const),
  )
  const latest = await sent<Latest>(department.get(`/api/v1/observations/latest?station=${station.id}`))
  expect(latest.stations).toMatchObject([
    {
      id: station.id,
      longitude: 110.2,
      values: [{ datastream: id, parameter: 'ammoniaNitrogen', value: 0.73, qualifier: 'value', flags: [] }],
    },
  ])
  const means = async (query: string) =>
    (await sent<Means>(department.get(`/api/v1/observations/means?station=${station.id}&${query}`))).series[0]?.periods
  expect(await means('by=hour&from=2026-01-01&to=2026-01-01')).toHaveLength(24)
  expect((await means('by=hour&from=2026-01-01&to=2026-01-01'))?.[1]).toEqual([
    '2025-12-31T17:00Z',
    0.51,
    1,
    0.51,
    0.51,
    0,
    0,
    0,
  ])
  const days = await means('by=day&from=2026-01-31&to=2026-12-31')
  expect([days?.length, days?.[0]]).toEqual([10, ['2026-01-31', 0.615, 24, 0.5, 0.73, 0, 0, 0]])
  const months = await means('by=month&from=2026-01-15&to=2026-12-31')
  expect(months?.map(([first, mean, count]) => [first, mean, count])).toEqual([
    ['2026-01-01', 0.615, 744],
    ['2026-02-01', 0.615, 216],
  ])
  const tooLong = await department.get('/api/v1/observations/means?by=hour&from=2026-01-01&to=2026-03-01')
  expect([tooLong.statusCode, tooLong.json().code]).toEqual([413, 'observation_span_too_long'])
})

test('[MON-53] which of two values stands is decided by who writes the datastream, and stays on record', async () => {
  const department = await server.as('department')
  const { id } = await aBorderStation(department)
  await write(id, [[0, 0.5]])
  await write(id, [[0, 0.6]])
  const conflictsOf = async (browser: Browser) =>
    (await sent<ConflictList>(browser.get('/api/v1/observations/conflicts'))).items.filter(
      (one) => one.datastream === id,
    )
  const [conflict] = await conflictsOf(department)
  expect(conflict).toMatchObject({ stands: { value: 0.5 }, offered: { value: 0.6 }, mayDecide: true })
  const other = await server.as('otherDepartment')
  expect(await conflictsOf(other)).toMatchObject([{ mayDecide: false }])
  const decision = { take: true, reason: '复测后以第二次为准' }
  const path = `/api/v1/observations/conflicts/${conflict?.id}/decision`
  expect((await other.post(path, decision)).json()).toMatchObject({ code: 'datastream_not_yours' })
  expect(await sent<Counted>(department.post(path, decision))).toMatchObject({ corrected: 1 })
  expect((await department.post(path, decision)).json()).toMatchObject({ code: 'observation_conflict_not_found' })

  const correct = (body: object) =>
    department.post('/api/v1/observations/corrections', {
      datastream: id,
      time: new Date(START),
      reason: '笔误',
      ...body,
    })
  expect((await correct({ value: 0.7 })).json()).toMatchObject({ corrected: 1 })
  expect((await correct({ value: 1e308 })).json()).toMatchObject({
    code: 'observation_rows_unfit',
    facts: { faults: [{ code: 'value_impossible' }] },
  })
  expect((await correct({ value: 1, time: new Date(START + HOUR) })).json()).toMatchObject({
    code: 'observation_not_found',
  })
  expect((await correct({ value: 1, qualifier: 'dry' })).json()).toMatchObject({
    facts: { faults: [{ code: 'value_qualifier' }] },
  })
  const { items } = await sent<ObservationList>(department.get(`/api/v1/observations?datastream=${id}`))
  expect(items).toMatchObject([{ value: 0.7, flags: ['corrected'] }])
})

test('[MON-55] what a section has of a parameter is told with laboratory, batch and former values', async () => {
  const department = await server.as('department')
  const { id, station } = await aBorderStation(department)
  await write(id, [[0, 0.5]])
  const wish = { datastream: id, time: new Date(START), value: 0.7, reason: '笔误' }
  const { batchId } = await sent<Counted>(department.post('/api/v1/observations/corrections', wish))
  const section = station.place?.section?.id
  const path = `/api/v1/sections/${section}/observations?parameter=ammoniaNitrogen&from=2025-12-01&to=2026-12-31`
  const { items } = await sent<SectionSamples>(department.get(path))
  expect(items).toMatchObject([
    {
      ...{ datastream: id, value: 0.7, batchId, laboratory: station.organization.name },
      corrections: [{ value: 0.5, reason: '笔误' }],
    },
  ])
  expect(await sent<Batch>(department.get(`/api/v1/observations/batches/${batchId}`))).toMatchObject({ reason: '笔误' })
  expect((await (await server.as('city')).get(path)).statusCode).toBe(404)
  expect((await department.get('/api/v1/observations/batches/2000000')).json()).toMatchObject({
    code: 'observation_batch_not_found',
  })
})

test('[MON-56] a series is taken away with its marks, in the time of China, by who reads it', async () => {
  const department = await server.as('department')
  const { id } = await aBorderStation(department)
  await write(id, [
    [0, 0.5],
    [1, 0.6],
  ])
  const file = await department.get(`/api/v1/observations.csv?datastream=${id}&from=2026-01-01&to=2026-01-01`)
  const [head, ...rows] = file.body.trim().split('\r\n')
  expect(head).toContain('监测值（mg/L）')
  expect(rows.map((row) => row.split(',').slice(0, 2))).toEqual([
    ['2026-01-01 00:00:00', '0.5'],
    ['2026-01-01 01:00:00', '0.6'],
  ])
  expect((await department.get(`/api/v1/observations.xlsx?datastream=${id}`)).statusCode).toBe(200)
  expect((await (await server.as('city')).get(`/api/v1/observations.csv?datastream=${id}`)).statusCode).toBe(404)
})

test('[MON-54] both sides of a border section read its observations; a third does not', async () => {
  const department = await server.as('department')
  const { id, station } = await aBorderStation(department)
  await write(id, [
    [0, 0.5],
    [1, 0.6],
    [2, 0.7],
  ])
  const first = await sent<ObservationList>(department.get(`/api/v1/observations?datastream=${id}&limit=2`))
  expect([first.items.length, first.total]).toEqual([2, 3])
  const rest = await sent<ObservationList>(
    department.get(`/api/v1/observations?datastream=${id}&limit=2&cursor=${first.next}`),
  )
  expect(rest.items.map(({ value }) => value)).toEqual([0.7])
  const path = `/api/v1/observations?datastream=${id}&order=newest&limit=2`
  const newest = await sent<ObservationList>(department.get(path))
  expect(newest.items.map(({ value }) => value)).toEqual([0.7, 0.6])
  const oldest = await sent<ObservationList>(department.get(`${path}&cursor=${newest.next}`))
  expect([oldest.items.map(({ value }) => value), oldest.next]).toEqual([[0.5], null])
  for (const [person, seen] of [
    ['otherDepartment', true],
    ['city', false],
  ] as const) {
    const browser = await server.as(person)
    expect((await browser.get(`/api/v1/observations?datastream=${id}`)).statusCode).toBe(seen ? 200 : 404)
    const latest = await sent<Latest>(browser.get(`/api/v1/observations/latest?station=${station.id}`))
    expect(latest.stations).toHaveLength(seen ? 1 : 0)
    const means = `/api/v1/observations/means?by=month&from=2026-01-01&to=2026-12-31&station=${station.id}`
    expect((await sent<Means>(browser.get(means))).series).toHaveLength(seen ? 1 : 0)
  }
  const batches = await sent<BatchList>(department.get('/api/v1/observations/batches?limit=1'))
  expect(batches.items).toMatchObject([{ source: 'sensor_things', received: 3, added: 3 }])
})
