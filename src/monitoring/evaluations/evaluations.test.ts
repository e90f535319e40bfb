import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { assessDue } from '../assessments/index.ts'
import { at, type Measurement, measured } from '../judging.testing.ts'
import { addedSection, addedStation, datastreamOf, placePeople, sent } from '../stage.testing.ts'
import { waterRows } from './exports.ts'
import type { AirEvaluation, WaterEvaluation } from './schemas.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})

/** Sections of a river, each with its months: ammonia by the day on which it was measured. */
async function aRiver(river: string, sections: readonly Readonly<Record<string, number>>[], facts: object = {}) {
  const department = await server.as('department')
  const made: string[] = []
  for (const [index, days] of sections.entries()) {
    const section = await addedSection(department, { river, name: `${river}${index + 1}`, ...facts })
    const station = await addedStation(department, { sectionId: section.id })
    const rows = Object.entries(days).map(([day, value]): Measurement => [datastreamOf(station), at(day), value])
    if (rows.length > 0) await measured(server.handle, rows)
    made.push(section.id)
  }
  await assessDue(server.handle)
  return made
}
const evaluated = async (query: string, person: 'department' | 'otherDepartment' | 'city' = 'department') =>
  sent<WaterEvaluation>((await server.as(person)).get(`/api/v1/evaluations/water?${query}`))
const of = (river: string) => `river=${encodeURIComponent(river)}`

test('[MON-170] five sections of a river are one group by the shares of their classes, with how each took part', async () => {
  const month = (value: number) => ({ '2025-06-05': value })
  await aRiver('评价江', [month(0.1), month(0.9), month(0.9), month(1.4), month(3), {}])
  const found = await evaluated(`month=2025-06-01&${of('评价江')}`)
  expect(found.period).toEqual({ first: '2025-06-01', last: '2025-06-01', months: 1 })
  expect(found.group).toMatchObject({
    ...{ method: 'sharesOfClasses', sections: 5, goodPercent: '60', worstPercent: '20' },
    grade: { zh: '中度污染', row: 'I–III < 75%, 20% ≤ 劣V < 40%' },
    mainPollutants: [{ code: 'ammoniaNitrogen', exceedPercent: '40' }],
    ...{ class: null, withTarget: 5, met: 3, metPercent: '60' },
  })
  expect(found.sections.map(({ part, class: one, meets }) => [part, one, meets])).toEqual([
    ['shares', 'I', true],
    ['shares', 'III', true],
    ['shares', 'III', true],
    ['shares', 'IV', false],
    ['shares', '劣V', false],
    ['none', null, null],
  ])
})

test('[MON-170] fewer than five are judged by their means; several months speak by the means of their monthly values', async () => {
  const [one] = await aRiver('均值河', [
    { '2025-01-05': 0.5, '2025-02-05': 0.9 },
    { '2025-01-05': 1.5, '2025-02-05': 1.9 },
  ])
  const found = await evaluated(`month=2025-02-01&months=2&${of('均值河')}`)
  // 0.7 and 1.7 make 1.2: class IV, 0.2 above III.
  expect(found.group).toMatchObject({
    ...{ method: 'meanOfSections', sections: 2, class: 'IV', grade: { zh: '轻度污染' } },
    means: [{ code: 'ammoniaNitrogen', value: '1.2', class: 'IV', limit: '≤ 1.5' }],
    mainPollutants: [{ code: 'ammoniaNitrogen', multiple: '0.2' }],
  })
  expect(found.sections[0]).toMatchObject({ id: one, part: 'means', class: 'III', months: 2 })
  expect(found.sections[0]?.assessments).toHaveLength(2)
  const year = await evaluated(`month=2025-12-01&months=12&${of('均值河')}`)
  expect([found.group.short, year.group.short]).toEqual([[], ['均值河1', '均值河2']])
  expect(year.sections.map(({ valid, months }) => [valid, months])).toEqual([
    [false, 2],
    [false, 2],
  ])
  expect(found.index).toMatchObject({ index: '1.2', rivers: { missing: expect.arrayContaining(['cod']) } })
})

test('[MON-176] the download names the sections of too few months, in the whole and in their lines', async () => {
  await aRiver('短年河', [{ '2025-01-05': 0.5 }])
  const partOf = async (query: string) => waterRows(await evaluated(`${query}&${of('短年河')}`)).map(({ part }) => part)
  expect(await partOf('month=2025-12-01&months=12')).toEqual([
    '断面均值法（少于5个断面）；数据不足：短年河1',
    '参与均值（数据不足）',
  ])
  expect(await partOf('month=2025-01-01')).toEqual(['断面均值法（少于5个断面）', '参与均值'])
})

test('[MON-170] a lake is judged for itself, with its trophic state, and takes no part in the group', async () => {
  const department = await server.as('department')
  const section = await addedSection(department, { river: '湖水系', name: '湖心', water: 'lake' })
  const parameters = ['chlorophyllA', 'totalPhosphorus', 'totalNitrogen', 'secchiDepth', 'permanganateIndex']
  const station = await addedStation(department, {
    sectionId: section.id,
    datastreams: parameters.map((parameter) => ({ parameter })),
  })
  const values = [60, 0.18, 2.4, 0.4, 8]
  const rows = (day: string) =>
    parameters.map((parameter, index): Measurement => [datastreamOf(station, parameter), at(day), values[index] ?? 0])
  await measured(server.handle, [...rows('2025-05-05'), ...rows('2025-06-05')])
  await assessDue(server.handle)
  for (const months of [1, 2]) {
    const found = await evaluated(`month=2025-06-01&months=${months}&${of('湖水系')}`)
    expect(found.sections).toMatchObject([{ part: 'lake', class: 'V', trophic: { grade: '中度富营养', index: 66.41 } }])
    expect(found.group).toMatchObject({ sections: 0, grade: null })
  }
})

test('[MON-171] a period is compared with the one before it and with that of the year before', async () => {
  const year = (before: number, former: number, now: number) => ({
    '2024-06-05': before,
    '2025-05-05': former,
    '2025-06-05': now,
  })
  await aRiver('比较河', [
    year(3, 0.9, 0.4),
    year(3, 0.9, 0.4),
    year(0.9, 0.9, 0.9),
    year(0.9, 0.9, 0.9),
    year(0.9, 1.4, 0.9),
  ])
  const found = await evaluated(`month=2025-06-30&${of('比较河')}`)
  expect(found.before).toMatchObject({ first: '2025-05-01', goodPercent: '80', change: { zh: '有所好转', by: '20' } })
  expect(found.lastYear).toMatchObject({
    first: '2024-06-01',
    grade: { zh: '重度污染' },
    change: { zh: '明显好转', by: '80' },
  })
  expect(found.sections[0]).toMatchObject({
    before: { class: 'III', change: { zh: '有所好转' } },
    lastYear: { class: '劣V', change: { zh: '明显好转', by: '4' } },
  })
})

test('[MON-172] cities are ranked by the index of their sections', async () => {
  const day = '2025-07-05'
  await aRiver('排名河', [{ [day]: 0.9 }], { jurisdiction: '450900' })
  await aRiver('排名河', [{ [day]: 0.4 }, { [day]: 0.2 }], { jurisdiction: '450300' })
  const { cities, cityItems } = await evaluated(`month=2025-07-01&${of('排名河')}`)
  expect(cityItems).toEqual(['ammoniaNitrogen'])
  expect(cities).toMatchObject([
    { place: '450300', sections: 2, index: '0.3', goodPercent: '100' },
    { place: '450900', sections: 1, index: '0.9' },
  ])
  expect(cities[0]?.missing).toBe(20)
})

test('[MON-172] cities are ranked over the items that all of them have, and not at all where there is none', async () => {
  const department = await server.as('department')
  const aCity = async (river: string, jurisdiction: string, values: Readonly<Record<string, number>>) => {
    const section = await addedSection(department, { river, jurisdiction })
    const datastreams = Object.keys(values).map((parameter) => ({ parameter }))
    const station = await addedStation(department, { sectionId: section.id, datastreams })
    const rows = Object.entries(values).map(
      ([parameter, value]): Measurement => [datastreamOf(station, parameter), at('2025-07-05'), value],
    )
    await measured(server.handle, rows)
    await assessDue(server.handle)
  }
  await aCity('共项河', '450900', { ammoniaNitrogen: 0.9 })
  await aCity('共项河', '450300', { ammoniaNitrogen: 0.4, cod: 19 })
  const common = await evaluated(`month=2025-07-01&${of('共项河')}`)
  expect(common.cityItems).toEqual(['ammoniaNitrogen'])
  expect(common.cities.map(({ place, index, missing }) => [place, index, missing])).toEqual([
    ['450300', '0.4', 19],
    ['450900', '0.9', 20],
  ])
  await aCity('异项河', '450900', { totalPhosphorus: 0.1 })
  await aCity('异项河', '450300', { cod: 19 })
  const apart = await evaluated(`month=2025-07-01&${of('异项河')}`)
  expect([apart.cityItems, apart.cities.map(({ index }) => index)]).toEqual([[], [null, null]])
})

test('[MON-172] a county that its province leads itself is a city of its own', async () => {
  await aRiver('直辖江', [{ '2025-07-05': 0.9 }], { jurisdiction: '469023' })
  await aRiver('直辖江', [{ '2025-07-05': 0.4 }], { jurisdiction: '469026' })
  await aRiver('直辖江', [{ '2025-07-05': 0.6 }], { jurisdiction: '460100' })
  const { cities } = await evaluated(`month=2025-07-01&${of('直辖江')}`)
  expect(cities.map(({ place, name, index }) => [place, name, index])).toEqual([
    ['469026', '昌江黎族自治县', '0.4'],
    ['460100', '海口市', '0.6'],
    ['469023', '澄迈县', '0.9'],
  ])
})

test('[MON-173] points of the sea are judged by GB 3097, and the near-shore sea by their number', async () => {
  const department = await server.as('department')
  for (const [index, phosphate] of [0.01, 0.02, 0.05].entries()) {
    const facts = { river: '北部湾', name: `海${index}`, water: 'sea' as const, upstream: null, downstream: null }
    const section = await addedSection(department, { ...facts, targetClass: 'II' })
    const station = await addedStation(department, {
      ...{ kind: 'sea', sectionId: section.id, longitude: 109.1, latitude: 21.4 },
      datastreams: [{ parameter: 'reactivePhosphate' }],
    })
    const stream = datastreamOf(station, 'reactivePhosphate')
    await measured(server.handle, [
      [stream, at('2025-05-10'), phosphate],
      [stream, at('2025-08-10'), phosphate],
    ])
  }
  const { sea, sections } = await evaluated(`month=2025-08-01&months=8&${of('北部湾')}`)
  expect(sections).toEqual([])
  expect(sea).toMatchObject({
    points: [
      { class: 'I', meets: true, items: [{ code: 'reactivePhosphate', value: '0.01', limit: '≤ 0.015' }] },
      { class: 'II', meets: true },
      { class: '劣四类', meets: false, exceeding: [{ code: 'reactivePhosphate', multiple: '0.67' }] },
    ],
    ...{ counts: { I: 1, II: 1, 劣四类: 1 }, goodPercent: '66.7', grade: '差' },
  })
})

test('[MON-173] each month of a point of the sea speaks by the origin that comes first in it, the months by their mean', async () => {
  const department = await server.as('department')
  const facts = { river: '月均海', name: '月均点', water: 'sea' as const, upstream: null, downstream: null }
  const section = await addedSection(department, { ...facts, targetClass: 'II' })
  const place = { kind: 'sea' as const, sectionId: section.id, longitude: 109.1, latitude: 21.4 }
  const stream = async (origin: 'manual' | 'automatic') =>
    datastreamOf(
      await addedStation(department, { ...place, datastreams: [{ parameter: 'reactivePhosphate', origin }] }),
      'reactivePhosphate',
    )
  const [manual, automatic] = [await stream('manual'), await stream('automatic')]
  await measured(server.handle, [
    [manual, at('2025-05-10'), 0.01],
    [manual, at('2025-05-20'), 0.02],
    // The campaign of August was automatic alone: what was done by hand in May does not drop it.
    [automatic, at('2025-08-10'), 0.045],
    [automatic, at('2025-05-11'), 0.9],
  ])
  const { sea } = await evaluated(`month=2025-08-01&months=8&${of('月均海')}`)
  // (0.015 + 0.045) / 2: the months weigh alike, whatever their number of samples.
  expect(sea?.points).toMatchObject([{ class: 'II', items: [{ code: 'reactivePhosphate', value: '0.03' }] }])
})

/** An air station of a place with whole days of November 2025, each hour of a day alike; the last of them one of particles. */
async function anAirStation(days: number, jurisdiction: string) {
  const department = await server.as('department')
  const values = { so2: 6, no2: 20, co: 0.4, o3: 80, pm10: 70, pm25: 35 }
  const station = await addedStation(department, {
    ...{ kind: 'air', jurisdiction },
    datastreams: Object.keys(values).map((parameter) => ({ parameter, origin: 'automatic' as const })),
  })
  const rows = Array.from({ length: days }, (_, index) => index + 1).flatMap((day) =>
    Object.entries(values).flatMap(([parameter, value]) =>
      Array.from(
        { length: 24 },
        (_, hour): Measurement => [
          datastreamOf(station, parameter),
          at(`2025-11-${String(day).padStart(2, '0')}`, `${String(hour).padStart(2, '0')}:00`),
          parameter === 'pm25' && day === days ? 115 : value,
        ],
      ),
    ),
  )
  await measured(server.handle, rows)
  await assessDue(server.handle)
  return department
}
const airOf = async (place: string) =>
  sent<AirEvaluation>((await server.as('department')).get(`/api/v1/evaluations/air?month=2025-11-01&place=${place}`))

test('[MON-174] a city’s air has its good days, its concentrations and its composite index', async () => {
  const department = await anAirStation(27, '450900')
  const found = await airOf('450900')
  // 6/60 + 20/40 + 70/70 + 38/35 + 0.4/4 + 80/160 = 3.285…; of PM2.5 (26·35 + 115)/27 = 37.96…
  expect(found.cities).toMatchObject([
    {
      ...{ place: '450900', stations: 1, days: 27, goodDays: 26, goodDaysPercent: '96.3', missing: [] },
      ...{ composite: { index: '3.29' }, composite2026: null },
    },
  ])
  expect(found.cities[0]?.items.find(({ item }) => item === 'pm25')).toEqual({
    ...{ item: 'pm25', days: 27, valid: true, value: '38', percent: null, meets: null },
  })
  expect((await department.get('/api/v1/evaluations/air.xlsx?month=2025-11-01')).statusCode).toBe(200)
})

test('[MON-174] a city of two days is shown without an index to be ranked by, a county led by its province by its name', async () => {
  await anAirStation(2, '469023')
  const { cities } = await airOf('460000')
  expect(cities).toMatchObject([{ place: '469023', name: '澄迈县', days: 2, composite: null }])
  expect(cities[0]?.items.find(({ item }) => item === 'pm25')).toMatchObject({ value: '75', valid: false })
})

test('[MON-175] others see nothing of it, a closed section takes no part later, and a term says of which river it is', async () => {
  const [section] = await aRiver('易名河', [{ '2025-06-05': 0.9, '2025-07-05': 0.9 }])
  expect((await evaluated(`month=2025-06-01&${of('易名河')}`, 'otherDepartment')).sections).toHaveLength(1)
  expect((await evaluated(`month=2025-06-01&${of('易名河')}`, 'city')).sections).toEqual([])
  const administrator = await (await server.as('administrator')).get('/api/v1/evaluations/water?month=2025-06-01')
  expect(administrator.statusCode).toBe(403)
  const department = await server.as('department')
  const term = { river: '新名河', upstream: '450900', downstream: '440800', validFrom: '2025-07-01' }
  await sent(department.post(`/api/v1/sections/${section}/terms`, term))
  await assessDue(server.handle)
  const names = async (month: string) =>
    (await evaluated(`month=${month}&${of('易名河')}&${of('新名河')}`)).sections.map(({ river }) => river)
  expect([await names('2025-06-01'), await names('2025-07-01')]).toEqual([['易名河'], ['新名河']])
  const closed = { closedOn: '2025-06-30' }
  expect((await department.patch(`/api/v1/sections/${section}`, closed, { 'if-match': '"v1"' })).statusCode).toBe(200)
  expect([await names('2025-06-01'), await names('2025-07-01')]).toEqual([['易名河'], []])
})
