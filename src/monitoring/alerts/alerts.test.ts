import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { withServer } from '../../../test/support/index.ts'
import { PEOPLE } from '../../../test/support/people.ts'
import { loadGazetteer } from '../../gazetteer/index.ts'
import { assessDue } from '../assessments/index.ts'
import { type Measurement, measured } from '../judging.testing.ts'
import { addedSection, addedStation, datastreamOf, placePeople, sent } from '../stage.testing.ts'
import { fromMonths } from './fromMonths.ts'
import { announceMissed, tellOthers } from './receipts.ts'
import type { AlertDetail, AlertList, AlertRule, ReceiverList } from './schemas.ts'
import { watchForAlerts } from './watch.ts'

const server = withServer({
  prepare: async (handle) => {
    await loadGazetteer(handle)
    await placePeople(handle)
  },
})
const HOUR = 3_600_000
const NOW = Date.now()
const hoursAgo = (hours: number) => NOW - hours * HOUR

async function aSide(person: 'department' | 'otherDepartment' = 'department') {
  const browser = await server.as(person)
  const section = await addedSection(browser)
  const station = await addedStation(browser, { sectionId: section.id })
  return { browser, section, stream: datastreamOf(station) }
}

/** A section whose sides each have their receiver. */
async function aBorder() {
  const made = await aSide()
  for (const [side, person] of [
    ['upstream', 'department'],
    ['downstream', 'otherDepartment'],
  ] as const)
    await sent(
      made.browser.post('/api/v1/alerts/receivers', {
        sectionId: made.section.id,
        side,
        organizationIds: [PEOPLE[person].organizationId],
      }),
    )
  return made
}
const ruleOf = async (browser: Awaited<ReturnType<typeof server.as>>, spec: object, sections: string[], facts = {}) =>
  sent<AlertRule>(browser.post('/api/v1/alerts/rules', { name: '规则', spec, sections, receiptHours: 2, ...facts }))
const alertsOf = async (section: string, person: 'department' | 'otherDepartment' | 'city' = 'department') =>
  (await sent<AlertList>((await server.as(person)).get(`/api/v1/alerts?section=${section}`))).items
const watch = () => watchForAlerts(server.handle, new Date(NOW))
/** An alert of a border section, raised by a datum. */
async function anAlert() {
  const made = await aBorder()
  await ruleOf(made.browser, { kind: 'worse_than_target', on: 'datum' }, [made.section.id])
  await measured(server.handle, [[made.stream, hoursAgo(1), 1.4]])
  await watch()
  const [alert] = await alertsOf(made.section.id)
  if (!alert) throw new Error('no alert was raised')
  return { ...made, alert, path: `/api/v1/alerts/${alert.id}` }
}

test('[MON-104] a datum worse than the target is told to both sides of the border, once, with what it stands on', async () => {
  const { section, stream, alert, path, browser } = await anAlert()
  expect(alert).toMatchObject({ kind: 'worse_than_target', state: 'open', parameter: 'ammoniaNitrogen', mine: true })
  expect(alert.parties.map(({ side, organization }) => [side, organization.id]).sort()).toEqual([
    ['downstream', PEOPLE.otherDepartment.organizationId],
    ['upstream', PEOPLE.department.organizationId],
  ])
  const detail = await sent<AlertDetail>(browser.get(path))
  expect(detail.evidence).toMatchObject({
    ...{ observation: `${stream}_${hoursAgo(1)}`, value: '1.4', targetClass: 'III', class: 'IV', multiple: '0.4' },
    ...{ limit: '≤ 1', unit: 'mg/L' },
  })
  expect(detail).toMatchObject({
    river: '九洲江',
    station: { name: '石角站' },
    may: ['received', 'inspected', 'noted'],
  })
  await measured(server.handle, [[stream, hoursAgo(0.999), 1.5]])
  await watch()
  expect(await alertsOf(section.id, 'otherDepartment')).toHaveLength(1)
  expect(await alertsOf(section.id, 'city')).toEqual([])
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ count: number }>`select count(*)::integer as count from notice where kind = 'monitoring.alert_raised'
      and link = ${`/alerts/${alert.id}`}`.execute(trx),
  )
  expect(rows).toEqual([{ count: 2 }])
})

test('[MON-105] a month worse than its target, and a sudden change, give rise to alerts; what is old does not', async () => {
  const { browser, section, stream } = await aBorder()
  await ruleOf(browser, { kind: 'worse_than_target', on: 'month' }, [section.id], { name: '月度' })
  await ruleOf(browser, { kind: 'sudden_change', factor: '3', before: 3 }, [section.id], { name: '突变' })
  const rows: Measurement[] = [5, 4, 3].map((hours) => [stream, hoursAgo(hours), 0.4])
  await measured(server.handle, [...rows, [stream, Date.parse('2024-03-05T12:00:00+08:00'), 9]])
  await watch()
  expect(await alertsOf(section.id)).toEqual([])
  await measured(server.handle, [[stream, hoursAgo(1), 8]])
  await assessDue(server.handle)
  await watch()
  const kinds = (await alertsOf(section.id)).map(({ kind, title }) => [kind, title])
  expect(kinds.sort()).toEqual([
    ['sudden_change', '石角断面氨氮突变：8 mg/L，为此前中位数的20倍'],
    ['worse_than_target', expect.stringMatching(/^石角断面\d{4}年\d{1,2}月水质劣V类，劣于目标III类$/)],
  ])
})

test('[MON-152] late data that put a month right are said on its alert and to both sides; the alert stays open', async () => {
  const { browser, section, stream } = await aBorder()
  await ruleOf(browser, { kind: 'worse_than_target', on: 'month' }, [section.id])
  await measured(server.handle, [[stream, hoursAgo(1), 1.4]])
  await assessDue(server.handle)
  await watch()
  const [alert] = await alertsOf(section.id)
  const path = `/api/v1/alerts/${alert?.id}`
  const revisions = async () =>
    (await sent<AlertDetail>(browser.get(path))).events.filter(({ kind }) => kind === 'revised')
  expect(await revisions()).toEqual([])
  // Still class IV: what the alert says holds.
  await measured(server.handle, [[stream, hoursAgo(2), 1.3]])
  await assessDue(server.handle)
  await watch()
  expect(await revisions()).toEqual([])
  await measured(server.handle, [[stream, hoursAgo(3), 0.1]])
  await assessDue(server.handle)
  await watch()
  await watch()
  expect(await revisions()).toMatchObject([
    {
      userName: null,
      text: expect.stringMatching(/月重新评价为III类，符合目标III类$/),
      facts: { class: 'III', meets: true },
    },
  ])
  expect((await alertsOf(section.id))[0]?.state).toBe('open')
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ count: number }>`select count(*)::integer as count from notice where kind = 'monitoring.alert_revised'
      and link = ${`/alerts/${alert?.id}`}`.execute(trx),
  )
  expect(rows).toEqual([{ count: 2 }])
  // And when it is worse again, that too.
  await measured(server.handle, [[stream, hoursAgo(4), 9]])
  await assessDue(server.handle)
  await watch()
  expect((await revisions()).map(({ facts }) => (facts as { meets: boolean }).meets)).toEqual([true, false])
})

test('[MON-105] until when a month raises an alert is told by China’s clock, whatever the session’s', async () => {
  const { browser, section, stream } = await aBorder()
  await ruleOf(browser, { kind: 'worse_than_target', on: 'month' }, [section.id])
  await measured(server.handle, [[stream, Date.parse('2025-03-05T12:00:00+08:00'), 1.4]])
  await assessDue(server.handle)
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{
      id: number
    }>`select id from section_assessment where section_id = ${section.id}::uuid and period = 'month'`.execute(trx),
  )
  // March ends at midnight in China; 62 days later it is 1 June there.
  const raisedAt = (now: string, zone: string) =>
    server.handle.asSystem(async (trx) => {
      await sql`set local time zone ${sql.lit(zone)}`.execute(trx)
      const found = await fromMonths(
        trx,
        rows.map(({ id }) => id),
        new Date(now),
      )
      return found.length
    })
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Shanghai']) {
    expect([zone, await raisedAt('2025-06-01T15:59:00Z', zone)]).toEqual([zone, 1])
    expect([zone, await raisedAt('2025-06-01T16:01:00Z', zone)]).toEqual([zone, 0])
  }
})

test('[MON-106] an exceedance upstream is announced to the section downstream with the hour of its arrival', async () => {
  const upper = await aSide()
  const lower = await aBorder()
  const pair = {
    upstreamId: upper.section.id,
    downstreamId: lower.section.id,
    travelHours: '36.5',
    validFrom: '2020-01-01',
  }
  await sent(lower.browser.post('/api/v1/alerts/travel-times', pair))
  await ruleOf(lower.browser, { kind: 'arrival' }, [lower.section.id])
  await measured(server.handle, [[upper.stream, hoursAgo(1), 1.4]])
  await watch()
  const [alert] = await alertsOf(lower.section.id)
  expect(alert).toMatchObject({ kind: 'arrival', expectedAt: new Date(hoursAgo(1) + 36.5 * HOUR).toISOString() })
  expect(await alertsOf(upper.section.id)).toEqual([])
  const twice = await lower.browser.post('/api/v1/alerts/travel-times', pair)
  expect([twice.statusCode, twice.json().code]).toEqual([409, 'travel_time_taken'])
})

test('[MON-151] a peak that came in one batch with lower values after it gives rise to its alerts', async () => {
  const upper = await aSide()
  const lower = await aBorder()
  const pair = {
    upstreamId: upper.section.id,
    downstreamId: lower.section.id,
    travelHours: '2',
    validFrom: '2020-01-01',
  }
  await sent(lower.browser.post('/api/v1/alerts/travel-times', pair))
  await ruleOf(lower.browser, { kind: 'arrival' }, [lower.section.id])
  await ruleOf(upper.browser, { kind: 'worse_than_target', on: 'datum' }, [upper.section.id])
  await ruleOf(upper.browser, { kind: 'sudden_change', factor: '3', before: 3 }, [upper.section.id])
  const { stream } = upper
  // A row of another batch stands between them; what is old stays silent though it came with them.
  await measured(server.handle, [[stream, hoursAgo(8), 0.4]])
  await watch()
  await measured(server.handle, [
    ...[10, 9, 7, 6, 5].map((hours): Measurement => [stream, hoursAgo(hours), 0.4]),
    [stream, hoursAgo(60), 9],
    [stream, hoursAgo(4.001), 1.8],
    [stream, hoursAgo(4), 2.4],
    [stream, hoursAgo(3.999), 2.1],
    ...[3, 2, 1].map((hours): Measurement => [stream, hoursAgo(hours), 0.9]),
  ])
  await watch()
  const told = async (section: string) =>
    (await alertsOf(section)).map(({ kind, evidence }) => [kind, evidence.value, evidence.observation])
  expect((await told(upper.section.id)).sort()).toEqual([
    ['sudden_change', '1.8', `${stream}_${hoursAgo(4.001)}`],
    ['worse_than_target', '2.4', `${stream}_${hoursAgo(4)}`],
  ])
  expect(await told(lower.section.id)).toEqual([['arrival', '2.4', `${stream}_${hoursAgo(4)}`]])
  await watch()
  expect(await told(upper.section.id)).toHaveLength(2)
})

test('[MON-107] each side receives for itself, both record what they found, and only what was handled is closed', async () => {
  const { browser, path } = await anAlert()
  const other = await server.as('otherDepartment')
  const early = await browser.post(`${path}/close`, { text: '已恢复' })
  expect([early.statusCode, early.json().code]).toEqual([409, 'alert_cannot'])
  expect(await sent<AlertDetail>(other.post(`${path}/receipt`, {}))).toMatchObject({ state: 'received' })
  const again = await other.post(`${path}/receipt`, {})
  expect([again.statusCode, again.json().code]).toEqual([409, 'alert_received_already'])
  const inspection = {
    ...{ inspectedOn: '2026-03-06', place: '石角断面上游 2 公里', participants: ['韦芳', '李强'] },
    ...{ samples: ['S-1'], finding: '一处养殖排口超标。', measures: '已责令整改。' },
  }
  await sent(other.post(`${path}/inspections`, inspection))
  await sent(browser.post(`${path}/receipt`, { text: '已知悉' }))
  await sent(browser.post(`${path}/notes`, { text: '排口已封堵。' }))
  const closed = await sent<AlertDetail>(browser.post(`${path}/close`, { text: '连续三日达标。' }))
  expect([closed.state, closed.events.map(({ kind }) => kind)]).toEqual([
    'closed',
    ['raised', 'received', 'inspected', 'received', 'noted', 'closed'],
  ])
  expect(closed.events[2]).toMatchObject({ facts: inspection, userName: '李强' })
  expect(await sent<AlertDetail>(other.post(`${path}/reopen`, { text: '再次超标。' }))).toMatchObject({
    state: 'handling',
  })
  const office = await server.as('city')
  expect((await office.post(`${path}/notes`, { text: '无关' })).statusCode).toBe(404)
  await tellOthers(server.handle)
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ kind: string }>`select distinct kind from notice where link = ${path.replace('/api/v1', '')}
      and organization_id = ${PEOPLE.otherDepartment.organizationId}::uuid order by kind`.execute(trx),
  )
  expect(rows.map(({ kind }) => kind)).toEqual(
    ['closed', 'noted', 'raised', 'received'].map((act) => `monitoring.alert_${act}`),
  )
})

test('[MON-108] a receipt that is missed is announced once; a late one is still taken', async () => {
  const { path, alert } = await anAlert()
  const later = new Date(NOW + 3 * HOUR)
  expect(await announceMissed(server.handle, new Date(NOW + HOUR))).toBe(0)
  expect(await announceMissed(server.handle, later)).toBeGreaterThanOrEqual(2)
  expect(await announceMissed(server.handle, later)).toBe(0)
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ payload: object }>`select payload from outbox_event where kind = 'monitoring.receipt_missed'
      and payload ->> 'alertId' = ${alert.id} order by payload ->> 'side'`.execute(trx),
  )
  expect(rows).toMatchObject([
    { payload: { side: 'downstream', others: [PEOPLE.department.organizationId] } },
    { payload: { side: 'upstream', others: [PEOPLE.otherDepartment.organizationId] } },
  ])
  const received = await sent<AlertDetail>((await server.as('department')).post(`${path}/receipt`, {}))
  expect(received.parties.find(({ side }) => side === 'upstream')).toMatchObject({
    receivedBy: PEOPLE.department.userName,
    missedAt: later.toISOString(),
  })
})

test('[MON-150] a list shows what is not over first, and is narrowed and taken away with what was exceeded', async () => {
  const { browser, section, alert, path } = await anAlert()
  await ruleOf(browser, { kind: 'worse_than_target', on: 'month' }, [section.id], { name: '月度' })
  await assessDue(server.handle)
  await watch()
  const other = await server.as('otherDepartment')
  const listed = async (query: string) =>
    (await sent<AlertList>(browser.get(`/api/v1/alerts?section=${section.id}${query}`))).items.map(
      ({ kind, state }) => [kind, state],
    )
  const month = ['worse_than_target', 'open']
  expect(await listed('&open=true')).toHaveLength(2)
  await sent(browser.post(`${path}/notes`, { text: '已处置' }))
  await sent(browser.post(`${path}/close`, { text: '已达标' }))
  expect(await listed('')).toEqual([month, ['worse_than_target', 'closed']])
  expect(await listed('&toReceive=true')).toEqual([month])
  expect(await listed('&river=九洲江&limit=1')).toEqual([month])
  expect(await listed('&river=九洲')).toEqual([])
  expect(await listed('&mine=true&state=closed&missed=false')).toHaveLength(1)
  const first = await sent<AlertList>(browser.get(`/api/v1/alerts?section=${section.id}&limit=1`))
  const second = await sent<AlertList>(browser.get(`/api/v1/alerts?section=${section.id}&limit=1&cursor=${first.next}`))
  expect([first.total, second.items.map(({ id }) => id), second.next]).toEqual([2, [alert.id], null])
  expect(first.items[0]?.evidence.exceeding).toEqual([
    { code: 'ammoniaNitrogen', class: 'IV', multiple: '0.4', value: '1.4', unit: 'mg/L', limit: '≤ 1' },
  ])
  const csv = (await other.get(`/api/v1/alerts.csv?section=${section.id}`)).body.split('\r\n')
  expect(csv[1]).toContain('氨氮 1.4 mg/L,氨氮 ≤ 1,氨氮 0.4,III')
  expect(csv[2]).toContain(',1.4 mg/L,≤ 1,0.4,III')
  expect((await browser.get(`/api/v1/alerts.xlsx?section=${section.id}`)).rawPayload.subarray(0, 2).toString()).toBe(
    'PK',
  )
  const { items } = await sent<ReceiverList>(browser.get('/api/v1/alerts/receivers'))
  expect(
    items.filter((one) => one.section.id === section.id).map(({ side, organizations }) => [side, organizations[0]?.id]),
  ).toEqual([
    ['upstream', PEOPLE.department.organizationId],
    ['downstream', PEOPLE.otherDepartment.organizationId],
  ])
})

test('[MON-109] rules are made and retired by who keeps the sections, and say one term for the receipt', async () => {
  const { browser, section } = await aSide()
  const other = await server.as('otherDepartment')
  const rule = { name: '规则', spec: { kind: 'arrival' }, sections: [section.id], receiptHours: 2 }
  const problemOf = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
  expect(problemOf(await other.post('/api/v1/alerts/rules', rule))).toEqual([403, 'alert_section_not_kept'])
  const both = { ...rule, receiptWorkingDays: 1 }
  expect(problemOf(await browser.post('/api/v1/alerts/rules', both))).toEqual([422, 'alert_receipt_unclear'])
  const wrong = { ...rule, spec: { kind: 'arrival', parameters: ['nonsense'] } }
  expect(problemOf(await browser.post('/api/v1/alerts/rules', wrong))).toEqual([422, 'parameter_unknown'])
  const made = await ruleOf(browser, { kind: 'arrival' }, [section.id])
  expect(problemOf(await other.post(`/api/v1/alerts/rules/${made.id}/retire`))).toEqual([404, 'alert_rule_not_found'])
  expect(await sent<AlertRule>(browser.post(`/api/v1/alerts/rules/${made.id}/retire`))).toMatchObject({
    retiredAt: expect.any(String),
  })
})
