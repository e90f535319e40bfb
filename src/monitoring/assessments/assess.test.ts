import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actorOf, withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { at, type Measurement, measured } from '../judging.testing.ts'
import { addedSection, addedStation, datastreamOf, placePeople, sent, UPSTREAM } from '../stage.testing.ts'
import { assessDue } from './assess.ts'
import type {
  AirDays,
  AssessmentDetail,
  AssessmentList,
  AssessmentObservations,
  PassRates,
  SectionMap,
  SectionMonths,
  SectionValues,
  SectionYears,
} from './schemas.ts'
import { assessedYear } from './sectionYear.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})

async function aMeasuredSection(facts: object = {}) {
  const department = await server.as('department')
  const section = await addedSection(department, facts)
  const station = await addedStation(department, { sectionId: section.id })
  return { department, section, station, ammonia: datastreamOf(station) }
}
async function months(section: string, year = 2025): Promise<SectionMonths['items']> {
  const department = await server.as('department')
  const found = await sent<SectionMonths>(department.get(`/api/v1/sections/${section}/months?year=${year}`))
  return found.items
}

test('[MON-86] what was measured is assessed with everything that leads back to it', async () => {
  const { department, section, ammonia } = await aMeasuredSection()
  await measured(server.handle, [[ammonia, at('2025-03-05'), 1.2]])
  expect(await assessDue(server.handle)).toBe(2)
  expect(await months(section.id)).toMatchObject([
    {
      ...{
        begins: '2025-03-01',
        river: '九洲江',
        class: 'IV',
        colour: '#f2c230',
        grade: '轻度污染',
        targetClass: 'III',
      },
      ...{ meets: false, decidedBy: ['ammoniaNitrogen'], measured: 1, valid: true },
      exceeding: [{ code: 'ammoniaNitrogen', class: 'IV', multiple: '0.2' }],
    },
  ])
  const [month] = await months(section.id)
  const one = await sent<AssessmentDetail>(department.get(`/api/v1/assessments/${month?.id}`))
  expect(one).toMatchObject({
    values: { ammoniaNitrogen: { value: '1.2', of: 'datum', from: 'manual', count: 1 } },
    derivation: {
      items: [{ code: 'ammoniaNitrogen', provenance: { standard: 'GB 3838-2002' }, fails: { limit: '≤ 1' } }],
    },
    behind: { sources: [{ datastream: ammonia, observations: [`${ammonia}_${at('2025-03-05')}`] }], attestations: [] },
    history: [{ id: month?.id, supersededAt: null }],
  })
})

test('[MON-93] behind a month stand its observations, with who measured, sent and corrected them; denser series by their days', async () => {
  const { department, section, station, ammonia } = await aMeasuredSection()
  const phosphorus = datastreamOf(station, 'totalPhosphorus')
  const hourly = Array.from(
    { length: 40 },
    (_, hour): Measurement => [phosphorus, at('2025-03-05') + hour * 3_600_000, 0.1],
  )
  await measured(server.handle, [[ammonia, at('2025-03-05'), 1.2], ...hourly])
  const correction = { datastream: ammonia, time: new Date(at('2025-03-05')), value: 1.4, reason: '复核' }
  await sent(department.post('/api/v1/observations/corrections', correction))
  await assessDue(server.handle)
  const [month] = await months(section.id)
  const path = `/api/v1/assessments/${month?.id}/observations`
  const { items, spans } = await sent<AssessmentObservations>(department.get(path))
  expect(items).toMatchObject([
    {
      ...{
        id: `${ammonia}_${at('2025-03-05')}`,
        station: { id: station.id },
        parameter: 'ammoniaNitrogen',
        value: 1.4,
      },
      ...{ flags: ['corrected'], corrections: [{ value: 1.2, reason: '复核' }] },
    },
  ])
  expect(spans).toMatchObject([{ datastream: phosphorus, station: { id: station.id }, count: 40, first: '2025-03-01' }])
  expect((await (await server.as('city')).get(path)).statusCode).toBe(404)
})

test('[MON-94] the months of a section are told by parameter, with the class of that value alone', async () => {
  const { department, section, station, ammonia } = await aMeasuredSection()
  await measured(server.handle, [
    [ammonia, at('2025-03-05'), 1.2],
    [ammonia, at('2025-05-05'), 0.4],
    [datastreamOf(station, 'totalPhosphorus'), at('2025-04-05'), 0.15],
  ])
  await assessDue(server.handle)
  const path = `/api/v1/sections/${section.id}/values?parameter=ammoniaNitrogen`
  const told = await sent<SectionValues>(department.get(path))
  expect(told.parameters).toEqual(['ammoniaNitrogen', 'totalPhosphorus'])
  expect(told.months.map(({ begins, value, class: found }) => [begins, value, found])).toEqual([
    ['2025-03-01', '1.2', 'IV'],
    ['2025-05-01', '0.4', 'II'],
  ])
})

test('[MON-87] late data assess a month and its year again; every assessment stays readable, the same says nothing new', async () => {
  const { department, section, ammonia } = await aMeasuredSection()
  await measured(server.handle, [
    [ammonia, at('2025-03-05'), 0.9],
    [ammonia, at('2025-04-05'), 0.4],
  ])
  await assessDue(server.handle)
  expect(await assessDue(server.handle)).toBe(0)
  await measured(server.handle, [[ammonia, at('2025-03-25'), 1.9]])
  expect(await assessDue(server.handle)).toBe(2)
  const [march, april] = await months(section.id)
  expect([march?.class, march?.late, april?.class, april?.late]).toEqual(['IV', true, 'II', false])
  const one = await sent<AssessmentDetail>(department.get(`/api/v1/assessments/${march?.id}`))
  expect(one.history.map((each) => [each.class, each.supersededAt === null])).toEqual([
    ['IV', true],
    ['III', false],
  ])
  const before = await sent<AssessmentDetail>(department.get(`/api/v1/assessments/${one.history[1]?.id}`))
  expect(before.values.ammoniaNitrogen?.value).toBe('0.9')
  // A mark without anything new judges the same, and keeps nothing.
  await server.handle.asSystem((trx) =>
    sql`insert into assessment_due (station_id, month) select station_id, '2025-03-01' from datastream where id = ${ammonia}`.execute(
      trx,
    ),
  )
  expect(await assessDue(server.handle)).toBe(0)
  const rewritten = server.handle.asSystem((trx) =>
    trx
      .updateTable('section_assessment')
      .set({ meets: true } as never)
      .where('id', '=', march?.id ?? 0)
      .execute(),
  )
  await expect(rewritten).rejects.toMatchObject({ code: '42501' })
})

test('[MON-88] a month is held to the target of its time, the year counts months by theirs', async () => {
  const { department, section, ammonia } = await aMeasuredSection()
  const rows = Array.from(
    { length: 12 },
    (_, month): Measurement => [ammonia, at(`2025-${String(month + 1).padStart(2, '0')}-10`), 0.8],
  )
  await measured(server.handle, rows)
  await assessDue(server.handle)
  const years = async () => (await sent<SectionYears>(department.get(`/api/v1/sections/${section.id}/years`))).items
  expect(await years()).toMatchObject([
    { class: 'III', met: 12, withTarget: 12, passRate: '100', meets: true, valid: true },
  ])
  const term = { river: '九洲江', upstream: UPSTREAM, downstream: '440800', targetClass: 'II', validFrom: '2025-10-01' }
  await sent(department.post(`/api/v1/sections/${section.id}/terms`, term))
  await assessDue(server.handle)
  expect(await years()).toMatchObject([{ class: 'III', met: 9, withTarget: 12, passRate: '75', meets: false }])
  expect((await months(section.id)).map(({ meets }) => meets)).toEqual([
    ...Array(9).fill(true),
    ...Array(3).fill(false),
  ])
})

test('[MON-88] what was judged as a river is judged anew as the lake that it is', async () => {
  const { department, section, station } = await aMeasuredSection()
  await measured(server.handle, [[datastreamOf(station, 'totalPhosphorus'), at('2025-03-05'), 0.08]])
  await assessDue(server.handle)
  expect((await months(section.id))[0]?.class).toBe('II')
  await department.patch(`/api/v1/sections/${section.id}`, { water: 'lake' }, { 'if-match': '"v1"' })
  await assessDue(server.handle)
  expect((await months(section.id))[0]?.class).toBe('IV')
})

test('[MON-89] days after a station moved away count no more for the section', async () => {
  const { department, section, station, ammonia } = await aMeasuredSection()
  await measured(server.handle, [
    [ammonia, at('2025-06-10'), 0.4],
    [ammonia, at('2025-06-20'), 5],
    [ammonia, at('2025-07-10'), 5],
  ])
  await assessDue(server.handle)
  expect((await months(section.id)).map((one) => one.class)).toEqual(['劣V', '劣V'])
  const move = { longitude: 110, latitude: 21.6, jurisdiction: UPSTREAM, validFrom: '2025-06-15' }
  await sent(department.post(`/api/v1/stations/${station.id}/places`, move))
  await assessDue(server.handle)
  expect((await months(section.id)).map((one) => [one.begins, one.class])).toEqual([
    ['2025-06-01', 'II'],
    ['2025-07-01', null],
  ])
})

test('[MON-90] an air station has its index for each day by the version of that day', async () => {
  const department = await server.as('department')
  const station = await addedStation(department, {
    kind: 'air',
    datastreams: [{ parameter: 'pm25', origin: 'automatic' }],
  })
  const stream = datastreamOf(station, 'pm25')
  const hours = Array.from(
    { length: 24 },
    (_, hour): Measurement => [stream, at('2025-12-01', `${String(hour).padStart(2, '0')}:00`), 80],
  )
  await measured(server.handle, hours)
  expect(await assessDue(server.handle)).toBe(1)
  const path = `/api/v1/assessments/air-days?station=${station.id}&from=2025-01-01&to=2026-01-01`
  expect((await sent<AirDays>(department.get(path))).items).toMatchObject([
    { day: '2025-12-01', version: 'HJ 633-2012', index: 107, level: '轻度污染', primary: ['pm25_24h'] },
  ])
  await measured(server.handle, [[stream, at('2025-12-01', '12:30'), 80]])
  expect(await assessDue(server.handle)).toBe(0)
  // Values that were taken back leave no index behind.
  const gone = [...hours, [stream, at('2025-12-01', '12:30'), 80] as const]
  await measured(
    server.handle,
    gone.map(([datastream, time]): Measurement => [datastream, time, Number.NaN, 2]),
    { onConflict: 'correct' },
  )
  expect(await assessDue(server.handle)).toBe(1)
  expect((await sent<AirDays>(department.get(path))).items).toMatchObject([
    { day: '2025-12-01', index: null, level: null, primary: [], derivation: { why: 'nothingMeasured' } },
  ])
})

test('[MON-91] the map shows every section with its newest month that has ended; rates are of months with a target; both sides read, others do not', async () => {
  const { department, section, ammonia } = await aMeasuredSection({ river: '北流河' })
  await measured(server.handle, [
    [ammonia, at('2025-03-05'), 0.9],
    [ammonia, at('2025-04-05'), 1.4],
  ])
  await assessDue(server.handle)
  const mapOf = async (query = '') =>
    (await sent<SectionMap>(department.get(`/api/v1/assessments/map?river=${encodeURIComponent('北流河')}${query}`)))
      .items
  expect(await mapOf()).toMatchObject([
    { section: { id: section.id }, assessment: { begins: '2025-04-01', class: 'IV' } },
  ])
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
  await measured(server.handle, [[ammonia, at(`${today}-01`), 0.1]])
  await assessDue(server.handle)
  expect(await mapOf()).toMatchObject([{ assessment: { begins: '2025-04-01' } }])
  expect(await mapOf(`&month=${today}-01`)).toMatchObject([{ assessment: { class: 'I' } }])
  expect(await mapOf('&month=2025-03-31')).toMatchObject([{ assessment: { class: 'III', meets: true } }])
  expect(await mapOf('&month=2024-03-31')).toMatchObject([{ assessment: null }])
  const rates = await sent<PassRates>(department.get('/api/v1/assessments/pass-rates?by=river&year=2025'))
  expect(rates.items.find(({ key }) => key === '北流河')).toMatchObject({
    ...{ sections: 1, months: 2, withTarget: 2, met: 1, passRate: '50', goodPercent: '50' },
    classes: { III: 1, IV: 1, V: 0 },
  })
  const seen = async (person: 'otherDepartment' | 'city' | 'administrator') => {
    const reply = await (await server.as(person)).get(`/api/v1/assessments?section=${section.id}`)
    return reply.statusCode === 200 ? reply.json<AssessmentList>().total : reply.statusCode
  }
  expect([await seen('otherDepartment'), await seen('city'), await seen('administrator')]).toEqual([5, 0, 403])
  const csv = await department.get(`/api/v1/assessments.csv?section=${section.id}&period=month`)
  expect(csv.body).toContain(',北流河,2025-04,IV,轻度污染,III,否,氨氮,氨氮（0.4）,')
})

test('[MON-92] settlement gets twelve months with what stands behind each', async () => {
  const { section, ammonia } = await aMeasuredSection()
  await measured(server.handle, [[ammonia, at('2025-03-05'), 0.02, 1]])
  await assessDue(server.handle)
  const asked = { section: section.code, year: 2025, items: ['ammoniaNitrogen', 'cod'] }
  const found = await server.handle.asActor(actorOf('otherDepartment'), (trx) => assessedYear(trx, asked))
  expect(found?.months).toHaveLength(12)
  expect(found?.months[2]).toMatchObject({
    month: 3,
    values: { ammoniaNitrogen: { value: '0.02', belowDetection: true, of: 'datum' } },
    class: 'I',
    complete: false,
    provenance: [expect.stringMatching(/^assessments\/\d+$/), `observations/${ammonia}_${at('2025-03-05')}`],
  })
  expect(found?.months[0]).toEqual({ month: 1, values: {}, class: null, complete: false, provenance: [] })
  const hidden = await server.handle.asActor(actorOf('city'), (trx) => assessedYear(trx, asked))
  expect(hidden).toBeNull()
})
