import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { assessDue } from '../assessments/index.ts'
import { type Measurement, measured } from '../judging.testing.ts'
import { addedSection, addedStation, placePeople, sent } from '../stage.testing.ts'
import { retireObservations } from './retention.ts'
import type { Means, ObservationList, Retention, RetentionRule } from './schemas.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const NOW = new Date()
const WEEK_AGO = new Date(NOW.getTime() - 7.01 * 86_400_000)
const PATH = '/api/v1/observations/retention'
const retention = async () => sent<Retention>((await server.as('department')).get(PATH))

/** Forty hours of January 2021 by an automatic station, two manual data, and the few of another automatic one. */
async function anOldMonth() {
  const browser = await server.as('department')
  const section = await addedSection(browser)
  const station = await addedStation(browser, {
    sectionId: section.id,
    datastreams: [
      { parameter: 'ammoniaNitrogen', origin: 'automatic' },
      { parameter: 'ammoniaNitrogen', origin: 'manual' },
      { parameter: 'totalPhosphorus', origin: 'automatic' },
    ],
  })
  const [hourly = 0, manual = 0, few = 0] = [
    'ammoniaNitrogen automatic',
    'ammoniaNitrogen manual',
    'totalPhosphorus automatic',
  ].map((wanted) => station.datastreams.find(({ parameter, origin }) => `${parameter} ${origin}` === wanted)?.id)
  const first = Date.parse('2021-01-05T00:00:00+08:00')
  const rows = Array.from(
    { length: 40 },
    (_, hour): Measurement => [hourly, first + hour * 3_600_000, 0.5 + hour / 100],
  )
  await measured(server.handle, [...rows, [manual, first, 0.7], [manual, first + 86_400_000, 0.9], [few, first, 0.1]])
  return { browser, section, hourly, manual, few, first }
}

test('[MON-160] how long observations are kept is said by the office, one rule for an origin; without a rule nothing goes', async () => {
  const { browser } = await anOldMonth()
  await assessDue(server.handle)
  expect(await retireObservations(server.handle, NOW)).toEqual({ planned: 0, removed: 0 })
  const rule = { origin: 'automatic', keepMonths: 24, basis: '数据管理办法' }
  expect((await browser.post(`${PATH}/rules`, rule)).statusCode).toBe(403)
  const office = await server.as('office')
  const made = await sent<RetentionRule>(office.post(`${PATH}/rules`, rule))
  const again = await office.post(`${PATH}/rules`, { ...rule, keepMonths: 36 })
  expect([again.statusCode, again.json().code]).toEqual([409, 'retention_rule_taken'])
  expect((await office.post(`${PATH}/rules`, { ...rule, keepMonths: 11 })).statusCode).toBe(400)
  expect((await retention()).months).toMatchObject([{ month: '2021-01-01', state: 'due', blockedBy: [] }])
  await sent(office.post(`${PATH}/rules/${made.id}/end`))
  expect((await office.post(`${PATH}/rules/${made.id}/end`)).json().code).toBe('retention_rule_not_found')
  expect(await retention()).toMatchObject({ rules: [{ id: made.id, retiredAt: expect.any(String) }], months: [] })
})

test('[MON-161] [MON-162] a month is announced a week before it goes, and waits until it is assessed; sums, latest values, few data and other origins stay', async () => {
  const { browser, section, hourly, manual, few, first } = await anOldMonth()
  const office = await server.as('office')
  const rule = await sent<RetentionRule>(office.post(`${PATH}/rules`, { origin: 'automatic', keepMonths: 24 }))
  const seriesOf = async (datastream: number) =>
    (await sent<ObservationList>(browser.get(`/api/v1/observations?datastream=${datastream}`))).total
  const said = async () => [
    await sent<Means>(browser.get('/api/v1/observations/means?by=day&from=2021-01-01&to=2021-01-31')),
    await sent<Means>(browser.get('/api/v1/observations/means?by=month&from=2021-01-01&to=2021-01-31')),
    (await browser.get(`/api/v1/observations/latest?section=${section.id}`)).json(),
  ]
  expect(await retireObservations(server.handle, WEEK_AGO)).toEqual({ planned: 0, removed: 0 })
  expect((await retention()).months[0]?.blockedBy).toEqual(['assessment_due', 'not_assessed'])
  await assessDue(server.handle)
  const months = async () => (await browser.get(`/api/v1/sections/${section.id}/months?year=2021`)).json()
  const [before, assessed] = [await said(), await months()]

  expect(await retireObservations(server.handle, WEEK_AGO)).toMatchObject({ planned: 1 })
  expect((await retention()).months).toMatchObject([{ state: 'planned', observations: expect.any(Number) }])
  // Announced today by its own clock: the database does not let it go earlier, whoever asks.
  await server.handle.asSystem((trx) => sql`update observation_retirement set planned_at = clock_now()`.execute(trx))
  await expect(
    server.handle.asSystem((trx) => sql`select retire_observation_month('2021-01-01', 'automatic')`.execute(trx)),
  ).rejects.toThrow('to go yet')
  expect(await retireObservations(server.handle, NOW)).toEqual({ planned: 0, removed: 0 })
  await server.handle.asSystem((trx) =>
    sql`update observation_retirement set planned_at = clock_now() - interval '8 days'`.execute(trx),
  )
  // Late data that came in after the job had looked wait to be assessed before anything goes.
  const due = sql`insert into assessment_due (station_id, month) select station_id, '2021-01-01' from datastream where id = ${hourly}`
  await expect(
    server.handle.asSystem(async (trx) => {
      await due.execute(trx)
      await sql`select retire_observation_month('2021-01-01', 'automatic')`.execute(trx)
    }),
  ).rejects.toThrow('to be assessed anew')
  expect((await retireObservations(server.handle, NOW)).removed).toBeGreaterThanOrEqual(40)

  expect([await seriesOf(hourly), await seriesOf(manual), await seriesOf(few)]).toEqual([0, 2, 1])
  expect(await said()).toEqual(before)
  expect(await months()).toEqual(assessed)
  expect((await retention()).months).toMatchObject([{ state: 'done', doneAt: expect.any(String) }])
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{
      action: string
    }>`select action from audit_line where subject_kind = 'observation_month' order by seq`.execute(trx),
  )
  expect(rows.map(({ action }) => action)).toEqual(['monitoring.plan_retirement', 'monitoring.retire_observations'])

  // What is gone is not counted twice, and what is of another origin is still taken.
  await expect(measured(server.handle, [[hourly, first, 0.5]])).rejects.toMatchObject({
    code: 'observation_month_retired',
  })
  await measured(server.handle, [[manual, first + 2 * 86_400_000, 0.8]])
  expect(await seriesOf(manual)).toBe(3)
  await sent(office.post(`${PATH}/rules/${rule.id}/end`))
  expect(await retireObservations(server.handle, NOW)).toEqual({ planned: 0, removed: 0 })
})
