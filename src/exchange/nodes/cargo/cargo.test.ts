import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, type TestServer, withServer } from '../../../../test/support/index.ts'
import { openCycle, submitReport } from '../../../delivery/reporting/index.ts'
import { aReport, makeCycle, makeProgramme, obligationsOf } from '../../../delivery/reporting/testing/world.ts'
import { announceMissed, watchForAlerts } from '../../../monitoring/index.ts'
import { measured } from '../../../monitoring/judging.testing.ts'
import type { AlertDetail, AlertList } from '../../../monitoring/schemas.ts'
import { addedSection, addedStation, datastreamOf, sent } from '../../../monitoring/stage.testing.ts'
import { published } from '../../catalogue/stage.testing.ts'
import { openIdentity } from '../../identity/index.ts'
import { keepToldEntries } from '../../registers/index.ts'
import { aBerth, published as aPublishedEntry, aRegistry } from '../../registers/stage.testing.ts'
import type {
  EntryDetail,
  EntryList,
  NeighbourAlert,
  NeighbourAlertList,
  NodeList,
  RegionCockpit,
  RegionTaskList,
  ToldResourceList,
} from '../../schemas.ts'
import { hear } from '../hear.ts'
import { nextParcel } from '../send.ts'
import { findSelf } from '../store.ts'
import { tell as tellFacts } from '../tell.ts'
import { allCargo } from './index.ts'
import {
  acquaint,
  GUANGDONG,
  GUANGXI,
  nodeOf,
  placeNodePeople,
  REGION,
  type ToldNode,
  tellAll,
  toldOf,
} from './pair.testing.ts'

const HOUR = 3_600_000
const options = { prepare: placeNodePeople }
const [region, gx, gd] = [withServer(options), withServer(options), withServer(options)]
let nodes: ToldNode[]
const tell = () => tellAll(nodes)
const readAs = async <T>(server: TestServer, person: PersonName, path: string) =>
  sent<T>((await server.as(person)).get(`/api/v1${path}`))

beforeAll(async () => {
  const nobody = await readAs<NodeList>(region, 'leader', '/nodes')
  expect(nobody).toMatchObject({ self: null, nodes: [] })
  nodes = [nodeOf(REGION, region), nodeOf(GUANGXI, gx), nodeOf(GUANGDONG, gd)]
  await acquaint(nodes)
}, 120_000)

test('[EXC-180] a member tells the region how the tasks of the cluster stand that its units answer for, and what was reported', async () => {
  const { office, department, otherDepartment, city } = PEOPLE
  const shared = await makeProgramme(gx.handle, {
    owner: office.organizationId,
    tasks: [
      { title: '修复红树林', leads: [department.organizationId], participants: [city.organizationId] },
      { title: '别省的任务', leads: [otherDepartment.organizationId] },
    ],
  })
  await makeProgramme(gx.handle, {
    ...{ owner: office.organizationId, visibility: 'organization' },
    tasks: [{ title: '内部事项', leads: [department.organizationId] }],
  })
  const cycleId = await makeCycle(gx.handle, shared.programmeId)
  const now = new Date('2026-06-15T02:00:00Z')
  await gx.handle.asActor(office, (trx) => openCycle(trx, office, cycleId, now))
  await tell()
  const [task = ''] = shared.taskIds
  expect([...(await toldOf(region.handle, 'gx', 'task')).keys()]).toEqual([task])
  expect(await toldOf(gd.handle, 'gx', 'task')).toEqual(new Map())

  // What is being written is nobody's; what a participant sends its lead stays between the two.
  const obligations = (await obligationsOf(gx.handle, cycleId)).filter(({ task_id }) => task_id === task)
  const obligationOf = (organizationId: string) =>
    obligations.find(({ organization_id }) => organization_id === organizationId)?.id ?? ''
  const report = (person: 'department' | 'city', content: ReturnType<typeof aReport>) =>
    gx.handle.asActor(actorOf(person), (trx) =>
      submitReport(trx, actorOf(person), { obligationId: obligationOf(PEOPLE[person].organizationId), content }, now),
    )
  await report('city', aReport({ percent: 15, progress: '参加单位的话' }))
  expect(await tell()).toBeLessThanOrEqual(1)
  expect((await toldOf(region.handle, 'gx', 'task')).get(task)).toMatchObject({ lastReport: null })
  await report('department', aReport({ percent: 65, progress: '不外传的文字' }))
  await tell()
  const told = (await toldOf(region.handle, 'gx', 'task')).get(task)
  expect(told).toMatchObject({
    ...{ title: '修复红树林', state: 'underway', programme: '测试台账', document: null },
    units: [{ role: 'lead' }, { role: 'participant', jurisdictionCode: '450500' }],
    lastReport: {
      period: '2026H1',
      unit: department.organizationName,
      state: 'submitted',
      percent: 65,
      claim: 'on_track',
    },
  })
  const everything = await sql<{ text: string }>`select string_agg(event, '') as text from node_heard`
  const said = (await region.handle.asSystem((trx) => everything.execute(trx))).rows[0]?.text ?? ''
  for (const secret of ['不外传的文字', '参加单位的话', '内部事项', '别省的任务']) expect(said).not.toContain(secret)
  expect(await tell()).toBe(0)
})

test('[EXC-181] the region’s cockpit counts what each member told, and says how old that is', async () => {
  const cockpit = await readAs<RegionCockpit>(region, 'leader', '/nodes/cockpit')
  expect(cockpit).toMatchObject({ self: { code: 'region' }, oldAfterMinutes: 15 })
  expect(cockpit.members.map(({ code, tasks, lights }) => [code, tasks, lights.grey])).toEqual([
    ['gd', 0, 0],
    ['gx', 1, 1],
  ])
  expect(Date.parse(cockpit.members[1]?.completeAt ?? '')).toBeGreaterThan(Date.now() - 60_000)
  expect(cockpit.reports).toMatchObject([{ owner: { code: 'gx' }, title: '修复红树林', report: { percent: 65 } }])
  const tasks = (query: string) => readAs<RegionTaskList>(region, 'department', `/nodes/tasks?${query}`)
  expect((await tasks('owner=gx&light=grey&state=underway&q=红树林')).items).toMatchObject([
    { owner: { code: 'gx', name: '广西壮族自治区' }, title: '修复红树林', reasons: [] },
  ])
  for (const query of ['owner=gd', 'light=red', 'state=closed', 'q=没有']) expect((await tasks(query)).total).toBe(0)
  const { nodes: known, refused } = await readAs<NodeList>(region, 'administrator', '/nodes')
  expect(known.map(({ code, isSelf, heard }) => [code, isSelf, heard > 0])).toEqual([
    ['region', true, false],
    ['gd', false, false],
    ['gx', false, true],
  ])
  expect(known[0]?.fingerprint).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  expect(refused).toEqual([])
  // A member has no other member's tasks, and the administrator none at all.
  expect((await readAs<RegionTaskList>(gd, 'leader', '/nodes/tasks')).total).toBe(0)
  expect((await (await region.as('administrator')).get('/api/v1/nodes/cockpit')).json().code).toBe('permission_missing')
})

/** An alert of 广西 about a section whose side downstream is 广东's. */
async function anAlert(receivers = true, hours = 2) {
  const browser = await gx.as('department')
  const section = await addedSection(browser)
  const station = await addedStation(browser, { sectionId: section.id })
  if (receivers)
    await sent(
      browser.post('/api/v1/alerts/receivers', {
        ...{ sectionId: section.id, side: 'downstream' },
        organizationIds: [PEOPLE.otherDepartment.organizationId],
      }),
    )
  const rule = {
    name: '规则',
    spec: { kind: 'worse_than_target', on: 'datum' },
    sections: [section.id],
    receiptHours: hours,
  }
  await sent(browser.post('/api/v1/alerts/rules', rule))
  await measured(gx.handle, [[datastreamOf(station), Date.now() - HOUR, 1.4]])
  await watchForAlerts(gx.handle, new Date())
  const [alert] = (await readAs<AlertList>(gx, 'department', `/alerts?section=${section.id}`)).items
  if (!alert) throw new Error('no alert was raised')
  return alert
}
const receive = async (id: string, text = '已组织排查', person: PersonName = 'otherDepartment') =>
  (await gd.as(person)).post(`/api/v1/nodes/alerts/gx/${id}/receipt`, { text })
const detail = (id: string) => readAs<AlertDetail>(gx, 'department', `/alerts/${id}`)

test('[EXC-183] an alert is told across the border and received there; its owner records that receipt, and no miss', async () => {
  const alert = await anAlert()
  await tell()
  const { items, total } = await readAs<NeighbourAlertList>(gd, 'otherDepartment', '/nodes/alerts?waiting=true')
  expect([total, items[0]?.key]).toEqual([1, alert.id])
  expect(items[0]).toMatchObject({
    ...{ owner: { code: 'gx', name: '广西壮族自治区' }, mayReceive: true, receipt: null },
    alert: {
      ...{ title: alert.title, titleEn: alert.titleEn, side: 'downstream', section: { name: '石角', river: '九洲江' } },
      evidence: { value: '1.4', unit: 'mg/L', limit: '≤ 1', multiple: '0.4', targetClass: 'III' },
      ...{ receiveBy: alert.parties[0]?.receiveBy, expectedAt: null, state: 'open' },
    },
  })
  expect(Object.keys(items[0]?.alert.evidence ?? {})).not.toContain('observation')
  const notices = await gd.handle.asSystem((trx) =>
    sql<{ title: string }>`select title from notice where kind = 'exchange.neighbour_alert'
      and organization_id = ${PEOPLE.otherDepartment.organizationId}::uuid`.execute(trx),
  )
  expect(notices.rows).toEqual([{ title: `邻区告知，待接收：${alert.title}` }])
  expect((await readAs<RegionCockpit>(region, 'leader', '/nodes/cockpit')).alerts).toMatchObject([{ key: alert.id }])

  expect((await receive(alert.id, '', 'leader')).json()).toMatchObject({ code: 'permission_missing' })
  const mine = await sent<NeighbourAlert>(receive(alert.id))
  expect(mine).toMatchObject({ mayReceive: false, receipt: { text: '已组织排查', isLate: false, isRecorded: false } })
  expect((await receive(alert.id)).json()).toMatchObject({ code: 'neighbour_alert_received' })
  await tell()
  await tell()
  const now = await detail(alert.id)
  expect(now).toMatchObject({ state: 'received' })
  expect(now.parties.map(({ side, receivedAt, receivedBy }) => [side, receivedAt, receivedBy])).toEqual([
    ['upstream', null, null],
    ['downstream', mine.receipt?.at, `${PEOPLE.otherDepartment.organizationName} ${PEOPLE.otherDepartment.userName}`],
  ])
  expect(now.events.filter(({ kind }) => kind === 'received')).toMatchObject([
    { text: '已组织排查', facts: { node: '广东省' }, organizationName: PEOPLE.otherDepartment.organizationName },
  ])
  // Once for each government, by whatever name it goes meanwhile.
  const nameAtGuangxi = (name: string) =>
    gx.handle.asSystem((trx) => sql`update node set name = ${name} where code = 'gd'`.execute(trx))
  await nameAtGuangxi('粤')
  await gd.handle.asSystem((trx) => sql`delete from node_told where kind = 'receipt'`.execute(trx))
  await tell()
  await nameAtGuangxi('广东省')
  expect((await detail(alert.id)).events.filter(({ kind }) => kind === 'received')).toHaveLength(1)
  const [back] = (await readAs<NeighbourAlertList>(gd, 'leader', '/nodes/alerts')).items
  expect(back).toMatchObject({ receipt: { isRecorded: true }, mayReceive: false })
  // The side that did not receive misses it; the one that did does not.
  expect(await announceMissed(gx.handle, new Date(Date.now() + 3 * HOUR))).toBe(1)
  expect((await detail(alert.id)).parties.map(({ side, missedAt }) => [side, missedAt !== null])).toEqual([
    ['upstream', true],
    ['downstream', false],
  ])
  const lines = await gx.handle.asSystem((trx) =>
    sql`select from audit_line where content::json ->> 'action' = 'monitoring.alert_received'
      and content::json ->> 'subjectId' = ${alert.id}`.execute(trx),
  )
  expect(lines.rows).toHaveLength(1)
})

test('[EXC-184] a receipt counts for the side that its government is, once, and late where it is late', async () => {
  const unnamed = await anAlert(false)
  await tell()
  await announceMissed(gx.handle, new Date(Date.now() + 3 * HOUR))
  await sent(receive(unnamed.id, '下游无指定单位'))
  await tell()
  expect((await detail(unnamed.id)).events.map(({ kind, text }) => [kind, text])).toContainEqual([
    'received',
    '下游无指定单位',
  ])

  const late = await anAlert()
  await tell()
  await announceMissed(gx.handle, new Date(Date.now() + 3 * HOUR))
  await sent(receive(late.id, '迟到'))
  await tell()
  const [, downstream] = (await detail(late.id)).parties
  expect(downstream).toMatchObject({ receivedAt: expect.any(String), missedAt: expect.any(String) })

  // Neither the region nor a government of no side of it receives; nobody signs for a unit past the routes.
  const other = await region.as('otherDepartment')
  const reply = await other.post(`/api/v1/nodes/alerts/gx/${late.id}/receipt`, {})
  expect(reply.json()).toMatchObject({ code: 'neighbour_alert_not_ours' })
  // At the node of one side a unit of the other side receives nothing: not for its own alert, and not for its neighbour.
  const waiting = await anAlert()
  await tell()
  const guest = await (await gd.as('department')).post(`/api/v1/nodes/alerts/gx/${waiting.id}/receipt`, {})
  expect(guest.json()).toMatchObject({ code: 'neighbour_alert_not_ours' })
  const shown = await readAs<NeighbourAlertList>(gd, 'department', '/nodes/alerts')
  expect(shown.items.find(({ key }) => key === waiting.id)).toMatchObject({ mayReceive: false })
  const pastRoutes = gd.handle.asActor(actorOf('department'), (trx) =>
    sql`insert into neighbour_receipt (owner, alert_id, user_id, user_name, organization_id, organization_name)
      values ('gx', ${waiting.id}::uuid, ${PEOPLE.department.userId}, '', ${PEOPLE.department.organizationId}::uuid, '')`.execute(
      trx,
    ),
  )
  await expect(pastRoutes).rejects.toMatchObject({ code: '42501' })
  const insert = (organization: string) =>
    gd.handle.asActor(actorOf('otherDepartment'), (trx) =>
      sql`insert into neighbour_receipt (owner, alert_id, user_id, user_name, organization_id, organization_name)
        values ('gx', gen_random_uuid(), ${PEOPLE.otherDepartment.userId}, '', ${organization}::uuid, '')`.execute(trx),
    )
  await expect(insert(PEOPLE.otherDepartment.organizationId)).rejects.toThrow()
  await expect(insert(PEOPLE.department.organizationId)).rejects.toThrow()
})

test('[EXC-185] what was published is in every node’s catalogue with its owner, as it stands there, and drafts are nowhere', async () => {
  const browser = await gx.as('department')
  const resource = await published(browser, { abstract: '含有珍稀词的摘要' })
  await sent(browser.post(`/api/v1/resources/${resource.id}/versions`))
  await tell()
  for (const server of [region, gd]) {
    const list = (query: string) => readAs<ToldResourceList>(server, 'leader', `/nodes/resources?${query}`)
    expect((await list('q=珍稀词')).items).toMatchObject([
      {
        ...{
          key: resource.id,
          owner: { code: 'gx' },
          code: resource.code,
          provider: PEOPLE.department.organizationName,
        },
        ...{ number: 1, content: { abstract: '含有珍稀词的摘要', sharingType: 'conditional' } },
      },
    ])
    expect((await list('owner=gd')).total).toBe(0)
  }
  await sent(browser.post(`/api/v1/resources/${resource.id}/withdraw`, { reason: '停止采集' }))
  await tell()
  expect((await readAs<ToldResourceList>(gd, 'leader', '/nodes/resources')).total).toBe(0)
})

test('[EXC-186] entries of shared registers stand in every node’s lists with their node, without what is private', async () => {
  // Both have the register; 广东 has since made the depth narrower and keeps no cranes.
  const here = aRegistry()
  await sent((await gx.as('office')).post('/api/v1/registries', here))
  const { cranes: _, ...fewer } = here.schema.properties
  const there = {
    ...here,
    schema: { ...here.schema, properties: { ...fewer, depth: { ...fewer.depth, maximum: 20 } } },
  }
  await sent((await gd.as('office')).post('/api/v1/registries', there))
  const department = await gx.as('department')
  const [berth, deep, foreign] = [
    await aPublishedEntry(
      department,
      here.code,
      aBerth({ name: '钦州港红牌泊位', phone: '0777-7654321', cargo: ['铝土矿'] }),
    ),
    await aPublishedEntry(department, here.code, aBerth({ name: '过深的泊位', depth: 30 })),
    await aPublishedEntry(await gd.as('otherDepartment'), here.code, aBerth({ name: '湛江港泊位' })),
  ]
  await tell()
  const list = (query: string, server = gd) =>
    readAs<EntryList>(server, 'leader', `/registries/${here.code}/entries?${query}`)
  expect((await list('')).items.map(({ id, node }) => [id, node]).sort()).toEqual(
    [
      [berth.id, '广西壮族自治区'],
      [foreign.id, null],
    ].sort(),
  )
  expect((await list('q=红牌 铝土矿')).items).toMatchObject([
    { id: berth.id, node: '广西壮族自治区', organization: { name: PEOPLE.department.organizationName } },
  ])
  expect((await list('where=kind:bulk&sort=depth')).total).toBe(2)
  const one = await readAs<EntryDetail>(gd, 'office', `/registries/${here.code}/entries/${berth.id}`)
  expect(one).toMatchObject({ node: '广西壮族自治区', content: { name: '钦州港红牌泊位' }, mayWrite: false })
  const told = await gd.handle.asSystem((trx) =>
    sql<{ text: string }>`select string_agg(event, '') as text from node_heard`.execute(trx),
  )
  expect(told.rows[0]?.text).toContain('红牌')
  expect(told.rows[0]?.text).not.toContain('7654321')
  // The region has no such register: it keeps what it was told, and lists nothing.
  expect((await toldOf(region.handle, 'gx', 'entry')).has(deep.id)).toBe(true)
  // What is told under an id of this node's own stays this node's.
  const { organization, publishedAt } = one
  const claimed = {
    registry: here.code,
    schemaVersion: 1,
    organization,
    publishedAt,
    entry: aBerth({ name: '冒名泊位' }),
  }
  await gd.handle.asSystem((trx) => keepToldEntries(trx, 'gx', [{ key: foreign.id, content: claimed }]))
  expect((await list('q=冒名泊位')).total).toBe(0)
  expect((await list('q=湛江港')).items).toMatchObject([{ id: foreign.id, node: null }])

  // The register follows what the office there makes of it; the entry ends with its owner's.
  const properties = { ...there.schema.properties, number: { ...fewer.number, 'x-search': true } }
  const office = await gd.as('office')
  const { etag } = (await office.get(`/api/v1/registries/${here.code}`)).headers
  const schema = { ...there.schema, properties }
  await sent(office.patch(`/api/v1/registries/${here.code}`, { schema }, { 'if-match': String(etag) }))
  expect((await list(`q=${berth.content.number}`)).items).toMatchObject([{ id: berth.id }])
  await sent(department.post(`/api/v1/registries/${here.code}/entries/${berth.id}/withdraw`, { reason: '停用' }))
  await tell()
  expect((await list('')).items.map(({ id }) => id)).toEqual([foreign.id])
})

test('[EXC-182] what makes no sense, though it is signed, is kept as evidence and shown nowhere', async () => {
  const facts = ['task', 'alert', 'receipt', 'resource'].map((kind) => ({
    ...{ kind, key: '0a000000-0000-4000-8000-0000000000ff', content: { title: 5, at: 'gestern', parties: 'x' } },
  }))
  await gd.handle.asSystem((trx) =>
    tellFacts(trx, facts, { sender: 'gd', receiver: 'gx', versionOf: () => 1, now: new Date() }),
  )
  const parcel = await gd.handle.asSystem((trx) => nextParcel(trx, openIdentity(gd.folder), 'gd', 'gx'))
  if (!parcel) throw new Error('nothing was told')
  const self = await gx.handle.asSystem(findSelf)
  if (!self) throw new Error('no node')
  expect(await gx.handle.asSystem((trx) => hear(trx, self, parcel, allCargo))).toEqual({ taken: 4 })
  expect((await readAs<NeighbourAlertList>(gx, 'department', '/nodes/alerts')).items).toEqual([])
  expect((await readAs<RegionTaskList>(gx, 'department', '/nodes/tasks')).items).toEqual([])
  expect((await readAs<ToldResourceList>(gx, 'department', '/nodes/resources')).items).toEqual([])
  expect((await readAs<RegionCockpit>(gx, 'department', '/nodes/cockpit')).alerts).toEqual([])
})
