import { expect, test } from 'vitest'
import { type Browser, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { addedSection, addedStation, datastreamOf, placePeople, sent } from '../stage.testing.ts'

const server = withServer({
  clock: () => new Date('2026-11-22T12:00:00+08:00'),
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const ROOT = '/sensorthings/v1.1'
type Json = Record<string, unknown> & { value: (Record<string, unknown> & { Datastreams?: Json[] })[] }
const list = (browser: Browser, address: string) => sent<Json>(browser.get(`${ROOT}/${address}`))
const codeOf = async (browser: Browser, address: string) => (await browser.get(`${ROOT}/${address}`)).json().code

async function aMeasuredStation(browser: Browser, hours = 5) {
  const section = await addedSection(browser)
  const station = await addedStation(browser, { sectionId: section.id })
  const id = datastreamOf(station)
  const dataArray = Array.from({ length: hours }, (_, hour) => [`2026-01-01T0${hour}:00:00Z`, (5 + hour) / 10])
  const body = [{ Datastream: { '@iot.id': id }, components: ['phenomenonTime', 'result'], dataArray }]
  const links = await sent<string[]>(browser.post(`${ROOT}/CreateObservations`, body))
  return { station, id, links }
}

test('[MON-60] the service says what there is, and entities lead to each other by their links', async () => {
  const department = await server.as('department')
  const { station, id, links } = await aMeasuredStation(department)
  const { value } = await sent<Json>(server.nobody().get(ROOT))
  expect(value.map(({ name }) => name)).toEqual([
    'Things',
    'Locations',
    'HistoricalLocations',
    'Datastreams',
    'Sensors',
    'ObservedProperties',
    'Observations',
    'FeaturesOfInterest',
  ])
  const thing = await list(department, `Things('${station.id}')`)
  expect(thing).toMatchObject({ '@iot.id': station.id, name: '石角站', properties: { jurisdiction: '450900' } })
  const follow = async (link: unknown) => sent<Json>(department.get(new URL(String(link)).pathname))
  const streams = await follow(thing['Datastreams@iot.navigationLink'])
  expect(streams.value.map((one) => one['@iot.id'])).toContain(id)
  expect(streams.value[0]).toMatchObject({
    unitOfMeasurement: { symbol: 'mg/L' },
    phenomenonTime: '2026-01-01T00:00:00.000Z/2026-01-01T04:00:00.000Z',
  })
  const observation = await follow(links[0])
  expect(observation).toMatchObject({ phenomenonTime: '2026-01-01T00:00:00.000Z', result: 0.5 })
  expect(await follow(observation['@iot.selfLink'])).toEqual(observation)
  for (const [address, facts] of [
    [`Datastreams(${id})/Thing`, { '@iot.id': station.id }],
    [`Datastreams(${id})/Sensor`, { '@iot.id': 'manual' }],
    [`Datastreams(${id})/ObservedProperty`, { '@iot.id': 'ammoniaNitrogen', name: '氨氮' }],
    [`Things('${station.id}')/Locations`, { value: [{ location: { type: 'Point', coordinates: [110.2, 21.9] } }] }],
    [`Things('${station.id}')/HistoricalLocations`, { value: [{ time: '1999-12-31T16:00:00.000Z' }] }],
    [`Datastreams(${id})/Observations`, { value: [{ result: 0.5 }, { result: 0.6 }, {}, {}, {}] }],
    [`Things('${station.id}')/name`, { name: '石角站' }],
    [`Things('${station.id}')/properties/code`, { code: station.code }],
  ] as const)
    expect(await list(department, address)).toMatchObject(facts)
  expect((await department.get(`${ROOT}/Things('${station.id}')/name/$value`)).body).toBe('石角站')
  expect((await department.get(`${ROOT}/Datastreams(${id})/Observations/$count`)).body).toBe('5')
  expect(await list(department, `Datastreams(${id})/Observations/$ref`)).toMatchObject({ value: [{}, {}, {}, {}, {}] })
  const feature = await follow(observation['FeatureOfInterest@iot.navigationLink'])
  expect(feature).toMatchObject({ feature: { coordinates: [110.2, 21.9] } })
  for (const address of [
    'Nothing',
    `Datastreams(999999999)/Observations`,
    `Things('x')`,
    `Datastreams(${id})/Nothing`,
    'Things/name',
  ])
    expect([address, await codeOf(department, address)]).toEqual([address, 'sta_address_unknown'])
})

test('[MON-61] lists are filtered, ordered, cut, counted, selected and expanded as they are asked for', async () => {
  const department = await server.as('department')
  const { station, id } = await aMeasuredStation(department)
  const results = async (options: string) =>
    (await list(department, `Datastreams(${id})/Observations?${options}`)).value.map(({ result }) => result)
  expect(await results('$filter=result gt 0.6')).toEqual([0.7, 0.8, 0.9])
  expect(await results('$filter=result ge 0.6 and not (result eq 0.7 or result gt 0.8)')).toEqual([0.6, 0.8])
  expect(await results('$filter=phenomenonTime lt 2026-01-01T01:30:00Z')).toEqual([0.5, 0.6])
  expect(await results('$filter=hour(phenomenonTime) eq 3')).toEqual([0.8])
  expect(await results('$filter=result mul 10 mod 2 eq 0')).toEqual([0.6, 0.8])
  expect(await results('$filter=result div 0 eq 1')).toEqual([])
  expect(await results(`$filter=Datastream/id eq ${id} and Datastream/Thing/name eq '石角站'&$top=1`)).toEqual([0.5])
  expect(await results('$filter=resultQuality/qualifier eq %27value%27&$top=1')).toEqual([0.5])
  expect(await results('$orderby=phenomenonTime desc&$top=2&$skip=1')).toEqual([0.8, 0.7])
  const page = await list(department, `Datastreams(${id})/Observations?$top=2&$count=true&$select=result`)
  expect(page).toMatchObject({ '@iot.count': 5 })
  expect(Object.keys(page.value[0] ?? {})).toEqual(['@iot.selfLink', 'result'])
  const next = new URL(String(page['@iot.nextLink']))
  const second = await sent<Json>(department.get(next.pathname + next.search))
  expect(second.value.map(({ result }) => result)).toEqual([0.7, 0.8])

  const options =
    'Datastreams($filter=ObservedProperty/id eq %27ammoniaNitrogen%27;$expand=Observations($orderby=phenomenonTime desc;$top=1)),Locations'
  const things = await list(department, `Things?$filter=id eq '${station.id}'&$expand=${options}`)
  expect(things.value).toMatchObject([
    {
      Locations: [{ encodingType: 'application/geo+json' }],
      Datastreams: [{ '@iot.id': id, Observations: [{ result: 0.9 }] }],
    },
  ])
  const deep = await list(
    department,
    `Observations?$filter=Datastream/id eq ${id}&$top=1&$expand=Datastream/Thing,Datastream/ObservedProperty`,
  )
  expect(deep.value).toMatchObject([
    { Datastream: { Thing: { '@iot.id': station.id }, ObservedProperty: { name: '氨氮' } } },
  ])
  const byName = await list(department, `Things?$filter=Datastreams/ObservedProperty/id eq 'ph'`)
  expect(byName.value).toEqual([])
  expect(
    (
      await list(
        department,
        `Things?$filter=substringof('石角',name) and startswith(tolower(properties/code),'st-')&$top=3`,
      )
    ).value,
  ).not.toEqual([])
})

test.each([
  ['$filter=result gt', '$filter'],
  ['$filter=result', '$filter'],
  ["$filter=result eq 'x'", '$filter'],
  ['$filter=nothing eq 1', '$filter'],
  ['$filter=drop(table)', '$filter'],
  [`$filter=${'('.repeat(40)}1 eq 1${')'.repeat(40)}`, '$filter'],
  ['$filter=result eq 1; delete from observation', '$filter'],
  ['$filter=phenomenonTime lt 2026-13-45', '$filter'],
  ['$orderby=nothing', '$orderby'],
  ['$orderby=result sideways', '$orderby'],
  ['$top=-1', '$top'],
  ['$skip=x', '$skip'],
  ['$count=maybe', '$count'],
  ['$select=nothing', '$select'],
  ['$expand=Nothing', '$expand'],
  ['$expand=Datastream/Thing/Locations/Things/Datastreams', '$expand'],
  ['$expand=Datastream($bad=1)', '$bad'],
  [`$expand=${Array(30).fill('Datastream').join(',')}`, '$expand'],
])('[MON-62] an option that cannot be is refused by its name: %s', async (options, name) => {
  const reply = await (await server.as('department')).get(`${ROOT}/Observations?${options}`)
  expect([reply.statusCode, reply.json().code, reply.json().facts]).toMatchObject([
    422,
    'sta_option_invalid',
    { option: name },
  ])
})

test('[MON-63] a batch takes every row that can be, and says of each other one what is wrong', async () => {
  const department = await server.as('department')
  const { id } = await aMeasuredStation(department)
  const foreign = datastreamOf(await addedStation(await server.as('city')))
  const rows = (datastream: number, ...dataArray: unknown[][]) => ({
    Datastream: { '@iot.id': datastream },
    components: ['phenomenonTime', 'result', 'FeatureOfInterest/id'],
    'dataArray@iot.count': dataArray.length,
    dataArray,
  })
  const body = [
    rows(
      id,
      ['2026-02-01T00:00:00Z', 0.5, 1],
      ['2026-02-01T08:00:00+08:00', 0.5],
      ['2026-02-01T00:00:00Z', 0.9],
      ['2026-01-01T00:00:00Z', 0.7],
      ['2026-02-01T01:00:00Z', 1e308],
      ['2026-02-01T02:00:00Z', null],
      ['2027-02-01T02:00:00Z', 0.5],
      ['2026-02-01 02:00', 0.5],
      ['2026-02-01T02:00:00Z/2026-02-01T03:00:00Z', 0.5],
      ['2026-02-01T03:00:00Z', '<0.02L'],
      ['2026-02-01T04:00:00Z', '20 µg/L'],
      ['2026-02-01T05:00:00Z', '20 NTU'],
      [],
      ['2026-02-30T02:00:00Z', 0.5],
      ['2026-04-31T02:00:00+08:00', 0.5],
    ),
    rows(foreign, ['2026-02-01T00:00:00Z', 0.5]),
  ]
  const answers = await sent<string[]>(department.post(`${ROOT}/CreateObservations`, body))
  const codes = answers.map((one) => /^error: row (\d+), (\S+): (\w+)/.exec(one)?.slice(1, 4).join(' ') ?? 'ok')
  expect(codes).toEqual([
    'ok',
    'ok',
    '3 result value_differs',
    '4 result value_differs',
    '5 result value_impossible',
    '6 result value_unreadable',
    '7 phenomenonTime time_future',
    '8 phenomenonTime time_unreadable',
    '9 phenomenonTime time_unreadable',
    'ok',
    'ok',
    '12 result unit_unfit',
    '13 phenomenonTime time_unreadable',
    '14 phenomenonTime time_unreadable',
    '15 phenomenonTime time_unreadable',
    '16 Datastream datastream_unknown',
  ])
  const kept = await list(department, `Datastreams(${id})/Observations?$filter=phenomenonTime ge 2026-02-01T00:00:00Z`)
  expect(kept.value.map(({ result, resultQuality }) => [result, resultQuality])).toMatchObject([
    [0.5, { qualifier: 'value' }],
    [0.02, { qualifier: 'belowDetection' }],
    [0.02, { qualifier: 'value' }],
  ])
  const again = await sent<string[]>(department.post(`${ROOT}/CreateObservations`, body))
  expect(again).toEqual(answers)
  expect((await department.get(`${ROOT}/Datastreams(${id})/Observations/$count`)).body).toBe('8')
  for (const broken of [
    {},
    [1],
    [{ ...rows(id), components: ['result'] }],
    [{ ...rows(id), 'dataArray@iot.count': 7 }],
    [{ dataArray: [] }],
  ]) {
    const refused = await department.post(`${ROOT}/CreateObservations`, broken as object)
    expect([400, 422]).toContain(refused.statusCode)
  }
})

test('[MON-64] a Thing with its Location and Datastreams is added as a station; a unit that is not kept is refused', async () => {
  const department = await server.as('department')
  const thing = {
    name: '新断面站',
    description: '',
    properties: { jurisdiction: '450900', kind: 'surface_water' },
    Locations: [
      {
        name: '石角',
        description: '',
        encodingType: 'application/vnd.geo+json',
        location: { type: 'Point', coordinates: [110.3, 21.8] },
      },
    ],
    Datastreams: [
      {
        name: '氨氮',
        description: '',
        observationType: 'http://www.opengis.net/def/observationType/OGC-OM/2.0/OM_Measurement',
        unitOfMeasurement: { name: 'mg/L', symbol: 'mg/L', definition: '' },
        ObservedProperty: { name: 'ammonia nitrogen', definition: 'w21003', description: '' },
        Sensor: { name: '氨氮分析仪', description: '', encodingType: 'application/pdf', metadata: '' },
      },
    ],
  }
  const made = await department.post(`${ROOT}/Things`, thing)
  expect(made.statusCode).toBe(201)
  const path = new URL(String(made.headers.location)).pathname
  const found = await sent<Json>(department.get(`${path}?$expand=Datastreams/Sensor,Locations`))
  expect(found).toMatchObject({ name: '新断面站', Datastreams: [{ Sensor: { name: '氨氮分析仪' } }] })
  const id = (found.Datastreams as { '@iot.id': number }[] | undefined)?.[0]?.['@iot.id']
  const one = await department.post(`${ROOT}/Datastreams(${id})/Observations`, {
    phenomenonTime: '2026-03-01T00:00:00Z',
    result: 0.4,
  })
  expect([one.statusCode, String(one.headers.location).endsWith(`Observations('${id}_1772323200000')`)]).toEqual([
    201,
    true,
  ])
  const same = { phenomenonTime: '2026-03-01T00:00:00Z', result: 0.4, Datastream: { '@iot.id': id } }
  expect((await department.post(`${ROOT}/Observations`, same)).statusCode).toBe(200)
  const other = await department.post(`${ROOT}/Observations`, { ...same, result: 0.5 })
  expect([other.statusCode, other.json().code]).toEqual([409, 'observation_conflicting'])
  const [stream] = thing.Datastreams as [object]
  const wrong = { ...stream, unitOfMeasurement: { name: '', symbol: 'NTU', definition: '' } }
  expect((await department.post(`${path}/Datastreams`, wrong)).json()).toMatchObject({ code: 'unit_unfit' })
  const micro = { ...stream, unitOfMeasurement: { name: '', symbol: 'µg/L', definition: '' } }
  expect((await department.post(`${path}/Datastreams`, micro)).json()).toMatchObject({ facts: { expected: ['mg/L'] } })
  const nowhere = { ...thing, properties: {} }
  expect((await department.post(`${ROOT}/Things`, nowhere)).json()).toMatchObject({ code: 'sta_entity_invalid' })
})

test('[MON-65] who does not read a station finds neither it nor what it measured', async () => {
  const { station, id, links } = await aMeasuredStation(await server.as('department'))
  const city = await server.as('city')
  for (const address of [`Things('${station.id}')`, `Datastreams(${id})`, `Datastreams(${id})/Observations`])
    expect([address, await codeOf(city, address)]).toEqual([address, 'sta_address_unknown'])
  expect((await city.get(new URL(String(links[0])).pathname)).statusCode).toBe(404)
  expect((await list(city, `Observations?$filter=Datastream/id eq ${id}`)).value).toEqual([])
  const neighbour = await list(await server.as('otherDepartment'), `Datastreams(${id})/Observations`)
  expect(neighbour.value).toHaveLength(5)
})

test('[MON-63] what is no moment or no result is said of its row, however it is nested', async () => {
  const department = await server.as('department')
  const { id } = await aMeasuredStation(department, 1)
  const deep = `${'['.repeat(50)}${']'.repeat(50)}`
  const body = `[{"Datastream":{"@iot.id":${id}},"components":["phenomenonTime","result"],"dataArray":[
    [{"toString":1},1],[${deep},1],["2026-01-02T00:00:00Z",${deep}],["2026-01-02T00:00:00Z",0.5]]}]`
  const answered = await department.post(`${ROOT}/CreateObservations`, body, { 'content-type': 'application/json' })
  expect(answered.statusCode).toBe(201)
  const [one, two, three, four] = answered.json() as string[]
  expect(one).toContain('row 1, phenomenonTime: time_unreadable')
  expect(two).toContain('row 2, phenomenonTime: time_unreadable')
  expect(three).toContain('row 3, result: value_unreadable')
  expect(four).toContain('/Observations(')
})

test('[MON-60] there is nothing at a moment that no calendar of ours has', async () => {
  const department = await server.as('department')
  for (const time of ['999999999999999', '-999999999999999'])
    expect((await department.get(`${ROOT}/Observations('1_${time}')`)).statusCode).toBe(404)
})
