import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../../test/support/index.ts'
import { sent, withVersion } from '../../catalogue/stage.testing.ts'
import { aResource, HOUSEHOLDS, loaded } from '../../holdings/stage.testing.ts'
import { decided, providerStep } from '../../requests/stage.testing.ts'
import type {
  AgreementDetail,
  OutsideGrantList,
  OutsideRequest,
  OutsideRequestList,
  OutsideRows,
  RequestDetail,
  RequestList,
  ResourceDetail,
  ToldResourceListed,
  UseList,
} from '../../schemas.ts'
import { acquaint, GUANGDONG, GUANGXI, nodeOf, placeNodePeople, REGION, tellAll } from '../cargo/pair.testing.ts'
import { tell } from '../tell.ts'
import { replyCargo, requestCargo, useCargo } from './cargo.ts'

// 广西's department has households; 广东's department asks for them at its own node.
const [atGuangxi, atGuangdong, atRegion] = [withServer(), withServer(), withServer()]
const gx = nodeOf(GUANGXI, atGuangxi)
const gd = nodeOf(GUANGDONG, atGuangdong)
const region = nodeOf(REGION, atRegion)
const nodes = [gx, gd, region]
let resource: ResourceDetail

beforeAll(async () => {
  for (const { handle } of [atGuangxi, atGuangdong, atRegion]) await placeNodePeople(handle)
  await acquaint(nodes)
  resource = await aResource(await atGuangxi.as('department'))
  await loaded(await atGuangxi.as('department'), resource.id)
  await tellAll(nodes)
}, 180_000)

const wish = (own: object = {}) => ({
  ...{ owner: 'gx', resourceId: resource.id, purpose: '核对跨省低收入家庭', matter: '临时救助' },
  ...{ legalBasis: '《社会救助暂行办法》', validUntil: '2027-12-31', contact: '李强 020-0000000' },
  terms: { items: ['编号', '户主', '年收入'], masks: {}, rows: [] },
  ...own,
})
const asker = () => atGuangdong.as('otherDepartment')
const ask = async (own: object = {}) => sent<OutsideRequest>((await asker()).post('/api/v1/nodes/requests', wish(own)))
const seen = async (id: string) => sent<OutsideRequest>((await asker()).get(`/api/v1/nodes/requests/${id}`))
const there = async (id: string) =>
  sent<RequestDetail>((await atGuangxi.as('department')).get(`/api/v1/share-requests/${id}`))
const reply = async (request: OutsideRequest, body: object) =>
  (await asker()).post(`/api/v1/nodes/requests/${request.id}/replies`, body, withVersion(request))
const asDepartment = (person: Parameters<typeof atGuangxi.as>[0]) => atGuangxi.as(person)

/** Facts that a node makes up by itself, told as its own. */
const made = (from: typeof gx, facts: { kind: string; key: string; content: object | null }[]) =>
  from.server.handle.asSystem((trx) =>
    tell(
      trx,
      facts.map((fact) => ({ ...fact, content: fact.content && { ...fact.content } })),
      { sender: from.code, receiver: 'gx', versionOf: () => 1, now: new Date() },
    ),
  )
/** What the other way round a node would be told for it. */
const told = (own: object = {}) => {
  const { owner: _, ...said } = wish()
  const { organizationId: recipientId, organizationName: recipient, userName } = PEOPLE.otherDepartment
  return { ...said, recipientId, recipient, userName, supplement: null, at: '2026-06-15T02:00:00.000Z', ...own }
}
const reasonAt = async (id: string) => {
  const { rows } = await atGuangxi.handle.asSystem((trx) =>
    sql<{ reason: string }>`select reason from outside_refusal where request_id = ${id}::uuid`.execute(trx),
  )
  return rows[0]?.reason ?? null
}

test('[EXC-210] [EXC-212] [EXC-213] [EXC-214] [EXC-215] [EXC-216] found at one node, asked for, narrowed, accepted, used, seen in the log, withdrawn at the other', async () => {
  const found = await sent<ToldResourceListed>((await asker()).get(`/api/v1/nodes/resources/gx/${resource.id}`))
  expect(found).toMatchObject({ content: { name: resource.content.name }, owner: { code: 'gx' } })

  const once = { 'idempotency-key': randomUUID() }
  const first = await sent<OutsideRequest>((await asker()).post('/api/v1/nodes/requests', wish(), once))
  const again = await sent<OutsideRequest>((await asker()).post('/api/v1/nodes/requests', wish(), once))
  expect(again.id).toBe(first.id)
  expect(first).toMatchObject({ answer: null, waiting: null, mayAccept: false, mayTakeBack: true, askedBy: '李强' })
  const other = await atGuangdong.as('city')
  expect((await sent<OutsideRequestList>(other.get('/api/v1/nodes/requests'))).items).toEqual([])
  expect((await other.get(`/api/v1/nodes/requests/${first.id}`)).json()).toMatchObject({
    code: 'outside_request_not_found',
  })
  expect((await other.post('/api/v1/nodes/requests', wish())).json()).toMatchObject({ code: 'outside_unit_elsewhere' })

  await tellAll(nodes)
  const { rows: leaked } = await atGuangdong.handle.asSystem((trx) =>
    sql`select from node_message where receiver = 'region' and event like '%跨省低收入%'`.execute(trx),
  )
  expect(leaked).toEqual([])
  const review = await there(first.id)
  expect(review).toMatchObject({
    ...{ state: 'submitted', askedBy: '李强', access: 'subscription', mayDecide: true },
    ...{ recipient: { id: PEOPLE.otherDepartment.organizationId }, outside: { code: 'gd' } },
    events: [{ kind: 'submitted', userName: '李强', organizationName: '广东省生态环境厅' }],
  })
  const listed = await sent<RequestList>((await atGuangxi.as('department')).get('/api/v1/share-requests?view=review'))
  expect(listed.items.map(({ id }) => id)).toContain(first.id)
  await tellAll(nodes)
  expect(await seen(first.id)).toMatchObject({
    answer: { state: 'submitted', dueOn: review.dueOn, periodDays: review.periodDays },
    waiting: { side: 'provider', for: 'review', daysLeft: review.waiting?.daysLeft },
  })

  const terms = { items: ['编号', '户主'], masks: { 户主: { kind: 'keepFirst', count: 1 } as const }, rows: [] }
  await decided(asDepartment, 'department', review, { step: 'granted', terms, words: '收入不予共享' })
  await tellAll(nodes)
  const offered = await seen(first.id)
  expect(offered).toMatchObject({
    ...{ answer: { state: 'offered', words: '收入不予共享' }, mayAccept: true, mayTakeBack: true },
    narrowing: { items: ['年收入'], masks: [{ item: '户主' }] },
    waiting: { side: 'recipient', for: 'acceptance' },
  })
  expect((await reply(offered, { step: 'accepted' })).statusCode).toBe(200)
  expect((await reply(await seen(first.id), { step: 'taken_back' })).json()).toMatchObject({
    code: 'outside_reply_unfit',
  })
  await tellAll(nodes)
  await tellAll(nodes)
  const agreement = await sent<AgreementDetail>(
    (await atGuangxi.as('department')).get(`/api/v1/share-agreements/${(await there(first.id)).agreementId}`),
  )
  expect(agreement).toMatchObject({ state: 'active', acceptedBy: '李强', terms, access: 'subscription' })
  expect((await seen(first.id)).answer).toMatchObject({
    state: 'granted',
    agreement: { id: agreement.id, state: 'active' },
  })

  const grants = await sent<OutsideGrantList>((await asker()).get('/api/v1/nodes/grants'))
  expect(grants).toMatchObject({
    items: [{ id: agreement.id, owner: { code: 'gx' }, purpose: '核对跨省低收入家庭', validUntil: '2027-12-31' }],
    ended: [],
  })
  const path = `/api/v1/nodes/grants/gx/${agreement.id}/rows`
  const page = await sent<OutsideRows>(
    (await asker()).get(`${path}?limit=3&matter=${encodeURIComponent('受理2026-17')}`),
  )
  expect(page.rows).toHaveLength(3)
  const rest = await sent<OutsideRows>((await asker()).get(`${path}?limit=3&cursor=${page.next}`))
  expect([rest.rows.length, rest.next]).toEqual([HOUSEHOLDS.length - 3, null])
  expect([...page.rows, ...rest.rows].map(({ values }) => Object.keys(values).length)).toEqual([2, 2, 2, 2])
  const table = await (await asker()).get(`${path}.csv`)
  expect(table.body).toContain('H01')
  expect(table.body).toContain('莫')
  expect(table.body).not.toContain('莫丽华')
  expect((await other.get(path)).json()).toMatchObject({ code: 'outside_grant_not_found' })
  expect(await sent<OutsideGrantList>(other.get('/api/v1/nodes/grants'))).toEqual({ items: [], ended: [] })
  await expect(
    atGuangdong.handle.asActor({ ...PEOPLE.city }, (trx) =>
      sql`select * from outside_rows('gx', ${agreement.id}, '', 10)`.execute(trx),
    ),
  ).rejects.toThrow(/recipient/)

  await tellAll(nodes)
  const uses = async () =>
    sent<UseList>((await atGuangxi.as('department')).get(`/api/v1/share-uses?agreement=${agreement.id}`))
  expect((await uses()).items).toMatchObject([
    {
      manner: 'download',
      rowCount: 4,
      nodeName: GUANGDONG.name,
      userName: '李强',
      organizationName: '广东省生态环境厅',
    },
    { manner: 'rows', rowCount: 1 },
    { manner: 'rows', rowCount: 3, matter: '受理2026-17', purpose: '核对跨省低收入家庭' },
  ])
  // Each step of the owner's is told, also where the agreement stays in force until a later day.
  const stepped = async (from: AgreementDetail, body: Parameters<typeof providerStep>[3]) => {
    const after = await providerStep(asDepartment, 'department', from, body)
    await tellAll(nodes)
    await tellAll(nodes)
    return after
  }
  const suspended = await stepped(agreement, { step: 'suspended', words: '核查' })
  expect((await seen(first.id)).answer?.agreement).toMatchObject({ state: 'suspended', words: '核查' })
  const resumed = await stepped(suspended, { step: 'resumed' })
  expect((await seen(first.id)).answer?.agreement).toMatchObject({
    state: 'active',
    resumedOn: expect.stringMatching(/^\d{4}-/),
  })
  const announced = await stepped(resumed, { step: 'withdrawn', from: '2027-03-01', words: '法定职责划出' })
  const day = { withdrawnFrom: '2027-03-01', withdrawnReason: '法定职责划出' }
  expect((await seen(first.id)).answer?.agreement).toMatchObject({ state: 'active', ...day })
  expect((await sent<OutsideGrantList>((await asker()).get('/api/v1/nodes/grants'))).items).toMatchObject([day])
  await stepped(announced, { step: 'withdrawn', words: '专项工作结束' })
  expect((await (await asker()).get(path)).json()).toMatchObject({ code: 'outside_grant_not_found' })
  expect(await sent<OutsideGrantList>((await asker()).get('/api/v1/nodes/grants'))).toMatchObject({
    items: [],
    ended: [{ id: first.id, answer: { agreement: { state: 'ended', endKind: 'withdrawn', words: '专项工作结束' } } }],
  })
  const { rows: notices } = await atGuangdong.handle.asSystem((trx) =>
    sql<{
      title: string
    }>`select title from notice where kind = 'exchange.outside_answer' and link = ${`/nodes/requests/${first.id}`}
      and organization_id = ${PEOPLE.otherDepartment.organizationId}::uuid order by at, id`.execute(trx),
  )
  expect(notices.map(({ title }) => title.split('：')[0])).toEqual([
    '共享申请在收窄范围后同意，请确认',
    '共享申请已同意',
    '数据使用已暂停',
    '数据使用已恢复',
    '提供方将自 2027-03-01 起撤回共享',
    '提供方撤回共享，已取得的数据须删除',
  ])
}, 180_000)

test('[EXC-211] what another node tells is its own units’, once, and fits; else it is refused, and the channel goes on', async () => {
  const ids = Array.from({ length: 7 }, () => randomUUID())
  const [foreign, unknown, nowhere, unfit, past, broken, sound] = ids as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const { organizationId: cityId } = PEOPLE.city
  await made(gd, [
    { kind: 'request', key: foreign, content: told({ recipientId: cityId }) },
    { kind: 'request', key: unknown, content: told({ recipientId: randomUUID() }) },
    { kind: 'request', key: nowhere, content: told({ resourceId: randomUUID() }) },
    { kind: 'request', key: unfit, content: told({ terms: { items: ['身份证号'], masks: {}, rows: [] } }) },
    { kind: 'request', key: past, content: told({ validUntil: '2020-01-01' }) },
    { kind: 'request', key: broken, content: { ...told(), terms: 'all', userName: 7 } },
    { kind: 'request', key: 'no id at all', content: told() },
    { kind: 'request', key: sound, content: told() },
    { kind: 'request', key: sound, content: told({ purpose: '别的' }) },
    { kind: 'reply', key: sound, content: { number: 1, step: 'accepted', words: '', userName: '李强', at: told().at } },
    {
      kind: 'reply',
      key: unknown,
      content: { number: 1, step: 'taken_back', words: '', userName: '李强', at: told().at },
    },
    { kind: 'reply', key: broken, content: { step: 'granted' } },
    { kind: 'use', key: randomUUID(), content: { agreementId: randomUUID(), manner: 'rows' } },
    { kind: 'request', key: sound, content: null },
  ])
  await tellAll(nodes)
  expect(await Promise.all(ids.map(reasonAt))).toEqual([
    ...['foreign_unit', 'unknown_unit', 'unknown_resource', 'terms_unfit', 'until_past', 'unreadable', null],
  ])
  expect(await there(sound)).toMatchObject({ state: 'submitted', purpose: told().purpose })
  // Nobody replies to another node's request, or logs a use of what is not its own.
  const { rows: before } = await atGuangxi.handle.asSystem((trx) => sql`select number from share_use`.execute(trx))
  const { rows: agreements } = await atGuangxi.handle.asSystem((trx) =>
    sql<{ id: string }>`select id from share_agreement`.execute(trx),
  )
  await made(region, [
    { kind: 'request', key: randomUUID(), content: told() },
    {
      kind: 'reply',
      key: sound,
      content: { number: 2, step: 'taken_back', words: '', userName: '某人', at: told().at },
    },
    {
      ...{ kind: 'use', key: randomUUID() },
      content: {
        ...{
          agreementId: agreements[0]?.id,
          manner: 'rows',
          matter: '',
          rowCount: 1,
          bytes: 1,
          digest: '0'.repeat(64),
        },
        ...{ userId: 'x', userName: '某人', at: told().at },
      },
    },
  ])
  await tellAll(nodes)
  expect((await there(sound)).state).toBe('submitted')
  const { rows: after } = await atGuangxi.handle.asSystem((trx) => sql`select number from share_use`.execute(trx))
  expect(after).toEqual(before)
}, 120_000)

test('[EXC-218] what the provider asks more of is supplemented where it was asked, and taken as its supplement, once', async () => {
  const first = await ask({ matter: '补正核对' })
  await tellAll(nodes)
  const mend = async (request: OutsideRequest, own: object = {}) => {
    const { owner: _, resourceId: __, ...edit } = wish({ words: '已补充依据', ...own })
    return (await asker()).patch(`/api/v1/nodes/requests/${request.id}`, edit, withVersion(request))
  }
  expect((await mend(await seen(first.id))).json()).toMatchObject({ code: 'outside_reply_unfit' })
  const review = await there(first.id)
  await decided(asDepartment, 'department', review, { step: 'asked_more', words: '请写明法律依据的条款' })
  await tellAll(nodes)
  const corrected = await seen(first.id)
  expect(corrected).toMatchObject({
    ...{
      answer: { state: 'correction', words: '请写明法律依据的条款' },
      waiting: { side: 'recipient', for: 'correction' },
    },
    ...{ mayMend: true, mayTakeBack: true, mayAccept: false, isMended: false, supplement: null },
  })

  // What does not fit is refused here already; nobody else supplements it; past the routes only what was asked may change, once.
  for (const [own, code] of [
    [{ terms: { items: ['无'], masks: {}, rows: [] } }, 'share_terms_unfit'],
    [{ validUntil: '2020-01-01' }, 'share_until_past'],
  ] as const)
    expect((await mend(corrected, own)).json()).toMatchObject({ code })
  const better = {
    legalBasis: '《社会救助暂行办法》第五十八条',
    terms: { items: ['编号', '户主'], masks: {}, rows: [] },
  }
  const mended = await sent<OutsideRequest>(mend(corrected, better))
  expect(mended).toMatchObject({
    ...{ ...better, mayMend: false, mayTakeBack: true, isMended: true, waiting: null },
    ...{ supplement: { number: 1, words: '已补充依据', userName: '李强' } },
  })
  expect((await mend(corrected, better)).json()).toMatchObject({ code: 'version_outdated' })
  expect((await mend(mended, better)).json()).toMatchObject({ code: 'outside_reply_unfit' })
  await expect(
    atGuangdong.handle.asActor({ ...PEOPLE.otherDepartment }, (trx) =>
      sql`update outside_request set supplement = 2, purpose = '别的', revision = revision + 1
        where id = ${first.id}::uuid`.execute(trx),
    ),
  ).rejects.toThrow(/supplemented where more is asked for/)

  // The provider has it as the supplement of that request, its clock going on from where it was stopped.
  await tellAll(nodes)
  const again = await there(first.id)
  expect(again).toMatchObject({ ...better, state: 'submitted', dueOn: review.dueOn, usedDays: 0, words: '已补充依据' })
  expect(again.events.map(({ kind, userName, words }) => [kind, userName, words])).toEqual([
    ['submitted', '李强', ''],
    ['asked_more', expect.any(String), '请写明法律依据的条款'],
    ['resubmitted', '李强', '已补充依据'],
  ])
  await tellAll(nodes)
  expect(await seen(first.id)).toMatchObject({
    ...{ answer: { state: 'submitted', supplement: { number: 1, reason: null } }, isMended: false, mayMend: false },
    ...{ waiting: { side: 'provider', for: 'review' } },
  })

  // Told again it is no further one, also once more is asked for again; another node supplements nothing of it.
  await decided(asDepartment, 'department', again, { step: 'asked_more', words: '请写明使用人' })
  const facts = await atGuangdong.handle.asSystem((trx) => requestCargo.facts(trx, { ...GUANGXI }, { ...GUANGDONG }))
  await made(gd, facts)
  const supplement = { number: 2, words: '', userName: '某人', at: told().at }
  await made(region, [{ kind: 'request', key: first.id, content: told({ supplement }) }])
  await tellAll(nodes)
  expect(await there(first.id)).toMatchObject({ state: 'correction', legalBasis: better.legalBasis })

  // What does not fit there (its terms changed meanwhile) comes back with the reason, and is supplemented anew.
  await tellAll(nodes)
  await sent<OutsideRequest>(mend(await seen(first.id), better))
  const unfit = told({ supplement, terms: { items: ['无'], masks: {}, rows: [] } })
  await made(gd, [{ kind: 'request', key: first.id, content: unfit }])
  await tellAll(nodes)
  await tellAll(nodes)
  const refused = await seen(first.id)
  expect(refused).toMatchObject({
    answer: { state: 'correction', supplement: { number: 2, reason: 'terms_unfit' } },
    mayMend: true,
  })
  expect(await sent<OutsideRequest>(mend(refused, better))).toMatchObject({ supplement: { number: 3 } })
  await tellAll(nodes)
  expect(await there(first.id)).toMatchObject({ state: 'submitted', revision: again.revision + 2 })
}, 120_000)

test('[EXC-214] [EXC-217] what is refused says why; what is taken back there is taken back here; told again changes nothing', async () => {
  const refusedOne = await ask({ matter: '二次核对' })
  const back = await ask({ matter: '三次核对' })
  await tellAll(nodes)
  await decided(asDepartment, 'department', await there(refusedOne.id), { step: 'refused', words: '与职责无关' })
  await tellAll(nodes)
  expect(await seen(refusedOne.id)).toMatchObject({
    ...{ answer: { state: 'refused', words: '与职责无关', reason: null }, waiting: null, mayTakeBack: false },
  })
  expect((await reply(await seen(back.id), { step: 'taken_back', words: '不再需要' })).statusCode).toBe(200)
  await tellAll(nodes)
  expect(await there(back.id)).toMatchObject({ state: 'taken_back', words: '不再需要' })
  await tellAll(nodes)
  expect((await seen(back.id)).answer).toMatchObject({ state: 'taken_back' })

  const counted = async () => {
    const { rows } = await atGuangxi.handle.asSystem((trx) =>
      sql<Record<string, number>>`select (select count(*)::int from share_request) as requests,
        (select count(*)::int from share_event) as events, (select count(*)::int from share_use) as uses,
        (select count(*)::int from outside_refusal) as refused`.execute(trx),
    )
    return rows[0]
  }
  const before = await counted()
  const peers = [{ ...GUANGXI }, { ...GUANGDONG }] as const
  const facts = await atGuangdong.handle.asSystem(async (trx) => [
    ...(await requestCargo.facts(trx, ...peers)),
    ...(await replyCargo.facts(trx, ...peers)),
    ...(await useCargo.facts(trx, ...peers)),
  ])
  expect(facts.length).toBeGreaterThan(6)
  await made(gd, facts)
  await tellAll(nodes)
  expect(await counted()).toEqual(before)

  // What was withdrawn from the catalogue meanwhile is refused with that reason; what is asked cannot be changed past the routes.
  const late = await ask({ matter: '四次核对' })
  expect(
    (await (await asker()).post('/api/v1/nodes/requests', wish({ resourceId: randomUUID() }))).json(),
  ).toMatchObject({
    code: 'outside_resource_untold',
  })
  expect(
    (
      await (await asker()).post('/api/v1/nodes/requests', wish({ terms: { items: ['无'], masks: {}, rows: [] } }))
    ).json(),
  ).toMatchObject({
    code: 'share_terms_unfit',
  })
  const open = await sent<ResourceDetail>((await atGuangxi.as('department')).get(`/api/v1/resources/${resource.id}`))
  await sent(
    (await atGuangxi.as('department')).post(
      `/api/v1/resources/${resource.id}/withdraw`,
      { reason: '停止汇集' },
      withVersion(open),
    ),
  )
  await tellAll([gd, gx, region])
  await tellAll(nodes)
  expect((await seen(late.id)).answer).toMatchObject({ state: 'refused', reason: 'unknown_resource' })
  await expect(
    atGuangdong.handle.asActor({ ...PEOPLE.otherDepartment }, (trx) =>
      sql`update outside_request set reply = 'taken_back', revision = revision + 2 where id = ${late.id}::uuid`.execute(
        trx,
      ),
    ),
  ).rejects.toThrow(/replied to once/)
}, 120_000)
