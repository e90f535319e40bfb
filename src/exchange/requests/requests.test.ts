import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { ladderBody } from '../../delivery/joint/joint.testing.ts'
import { placePeople, sent, withVersion } from '../catalogue/stage.testing.ts'
import { remindOfSharing } from './due.ts'
import type { PeriodList, RequestDetail, RequestList, ResourceSharing, SharingWaits } from './schemas.ts'
import { agreed, anAsking, aResource, asked, decided, replied } from './stage.testing.ts'

const MONDAY = '2026-06-22T09:00:00+08:00'
let now = MONDAY
beforeEach(() => {
  now = MONDAY
})
const server = withServer({ prepare: placePeople, clock: () => new Date(now) })
const { as } = server
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const seen = async (person: PersonName, id: string) =>
  sent<RequestDetail>((await as(person)).get(`/api/v1/share-requests/${id}`))
const list = async (person: PersonName, query = '') =>
  sent<RequestList>((await as(person)).get(`/api/v1/share-requests?${query}`))
const decision = async (person: PersonName, request: RequestDetail, body: object) =>
  (await as(person)).post(`/api/v1/share-requests/${request.id}/decisions`, body, withVersion(request))
/** Titles of the notices about something, by whom they are for. */
async function told(link: string): Promise<[string, string][]> {
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{ organization_id: string; title: string }>`
      select organization_id, title from notice where link = ${link} order by at, key`.execute(trx),
  )
  const names = new Map(Object.entries(PEOPLE).map(([name, { organizationId }]) => [organizationId, name]))
  return rows.map((row) => [names.get(row.organization_id) ?? '', row.title.split('：')[0] ?? ''])
}

describe('asking', () => {
  test('[EXC-40] for what another unit published, of its items, until a day to come; once', async () => {
    const resource = await aResource(as)
    const city = await as('city')
    const ask = (own: object) => city.post('/api/v1/share-requests', { ...anAsking(resource), ...own })
    const unfit = await ask({ terms: { items: ['坐标'], masks: {}, rows: [] } })
    expect(problem(unfit)).toEqual([422, 'share_terms_unfit'])
    expect(unfit.json().facts.faults).toMatchObject([{ code: 'item_unknown', item: '坐标' }])
    expect(problem(await ask({ validUntil: '2026-06-22' }))).toEqual([422, 'share_until_past'])
    expect(problem(await ask({ resourceId: randomUUID() }))).toEqual([404, 'resource_not_found'])
    expect(problem(await (await as('department')).post('/api/v1/share-requests', anAsking(resource)))).toEqual([
      422,
      'share_own_resource',
    ])
    const key = { 'idempotency-key': randomUUID() }
    const twice = [1, 2].map(() => city.post('/api/v1/share-requests', anAsking(resource), key))
    const [one, other] = await Promise.all(twice.map((sending) => sent<RequestDetail>(sending)))
    expect(one?.id).toBe(other?.id)
    expect(one).toMatchObject({
      state: 'submitted',
      periodDays: 10,
      dueOn: '2026-07-06',
      mayReply: true,
      mayDecide: false,
    })
    expect(one?.waiting).toMatchObject({ side: 'provider', for: 'review', daysLeft: 10 })
    expect(await told(`/share-requests/${one?.id}`)).toEqual([
      ['department', expect.stringContaining('2026-07-06前答复')],
    ])
    await sent((await as('department')).post(`/api/v1/resources/${resource.id}/withdraw`, { reason: '停止采集' }))
    expect(problem(await ask({}))).toEqual([409, 'share_resource_unpublished'])
  })

  test('[EXC-41] is seen by both units and who coordinates them, by nobody else', async () => {
    const request = await asked(as)
    for (const person of ['city', 'department', 'office'] as const)
      expect([person, (await seen(person, request.id)).id]).toEqual([person, request.id])
    for (const person of ['otherDepartment', 'leader'] as const)
      expect([person, ...problem(await (await as(person)).get(`/api/v1/share-requests/${request.id}`))]).toEqual([
        ...[person, 404, 'share_request_not_found'],
      ])
    // Of two units that the office’s cluster does not hold it sees nothing.
    const foreign = await asked(as, {}, undefined, 'otherDepartment')
    expect(problem(await (await as('office')).get(`/api/v1/share-requests/${foreign.id}`))).toEqual([
      404,
      'share_request_not_found',
    ])
  })

  test('[EXC-42] is decided by its provider, with If-Match, in the order of the machine', async () => {
    const request = await asked(as)
    for (const person of ['city', 'office'] as const)
      expect([person, ...problem(await decision(person, request, { step: 'granted' }))]).toEqual([
        person,
        403,
        'share_not_party',
      ])
    expect(problem(await decision('otherDepartment', request, { step: 'granted' }))).toEqual([
      404,
      'share_request_not_found',
    ])
    const department = await as('department')
    const url = `/api/v1/share-requests/${request.id}/decisions`
    expect(problem(await department.post(url, { step: 'granted' }))).toEqual([428, 'version_needed'])
    const granted = await decided(as, 'department', request, { step: 'granted' })
    expect(problem(await decision('department', request, { step: 'refused', words: '改' }))).toEqual([
      412,
      'version_outdated',
    ])
    expect(problem(await decision('department', granted, { step: 'refused', words: '改' }))).toEqual([
      409,
      'share_step_unfit',
    ])
    expect(problem(await (await as('leader')).post(url, { step: 'granted' }, withVersion(request)))).toEqual([
      403,
      'permission_missing',
    ])
  })

  test('[EXC-47] more is asked for, which stops the clock; what was asked before stays to be read', async () => {
    const request = await asked(as)
    expect(problem(await decision('department', request, { step: 'asked_more', words: ' ' }))).toEqual([
      422,
      'share_words_missing',
    ])
    now = '2026-06-26T15:00:00+08:00' // three days are used, and this one is given back
    const stopped = await decided(as, 'department', request, { step: 'asked_more', words: '请写明河段' })
    expect(stopped).toMatchObject({ state: 'correction', usedDays: 3, dueOn: null })
    now = '2026-07-10T09:00:00+08:00'
    expect((await seen('department', request.id)).waiting).toMatchObject({
      side: 'recipient',
      sinceOn: '2026-06-26',
      daysLeft: null,
    })
    const { resourceId: _, ...better } = anAsking({ id: '', content: stopped })
    const mended = await sent<RequestDetail>(
      (await as('city')).patch(
        `/api/v1/share-requests/${request.id}`,
        { ...better, purpose: '核对九洲江河段' },
        withVersion(stopped),
      ),
    )
    expect(mended).toMatchObject({ state: 'submitted', purpose: '核对九洲江河段', dueOn: '2026-07-21', usedDays: 3 })
    expect(mended.events.map(({ kind }) => kind)).toEqual(['submitted', 'asked_more', 'resubmitted'])
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ purpose: string }>`select facts ->> 'purpose' as purpose from share_event
        where request_id = ${request.id}::uuid and number in (1, 3) order by number`.execute(trx),
    )
    expect(rows.map(({ purpose }) => purpose)).toEqual([request.purpose, '核对九洲江河段'])
  })

  test('[EXC-49] a refusal gives its reason; [EXC-42] what is taken back is over', async () => {
    const request = await asked(as)
    expect(problem(await decision('department', request, { step: 'refused' }))).toEqual([422, 'share_words_missing'])
    const refused = await decided(as, 'department', request, { step: 'refused', words: '用途超出共享条件' })
    expect(refused).toMatchObject({
      state: 'refused',
      words: '用途超出共享条件',
      answeredOn: '2026-06-22',
      decidedBy: '韦芳',
      agreementId: null,
    })
    const back = await replied(as, 'city', await asked(as), { step: 'taken_back' })
    expect([back.state, back.waiting]).toEqual(['taken_back', null])
  })
})

describe('granting', () => {
  test('[EXC-48] whole, it holds at once; narrower, once its recipient accepts what is less; never wider', async () => {
    const whole = await decided(as, 'department', await asked(as), { step: 'granted' })
    expect([whole.state, whole.agreementId === null, whole.provideBy]).toEqual(['granted', false, '2026-07-20'])
    const request = await asked(as)
    const terms = {
      items: ['排污口编码', '责任主体'],
      masks: { 责任主体: { kind: 'keepFirst' as const, count: 2 } },
      rows: [],
    }
    expect(problem(await decision('department', request, { step: 'granted', validUntil: '2028-01-01' }))).toEqual([
      422,
      'share_widened',
    ])
    const offered = await decided(as, 'department', request, {
      step: 'granted',
      terms,
      validUntil: '2026-12-31',
      words: '只给必要的',
    })
    expect(offered).toMatchObject({
      state: 'offered',
      agreementId: null,
      waiting: { side: 'recipient', for: 'acceptance' },
    })
    expect(offered.narrowing).toEqual({
      ...{ items: ['日排放量'], masks: [{ item: '责任主体', mask: { kind: 'keepFirst', count: 2 } }] },
      ...{ rows: [], validUntil: '2026-12-31' },
    })
    const accepted = await replied(as, 'city', offered, { step: 'accepted' })
    expect(accepted.state).toBe('granted')
    const agreement = (await (await as('city')).get(`/api/v1/share-agreements/${accepted.agreementId}`)).json()
    expect(agreement).toMatchObject({
      terms,
      validFrom: '2026-06-22',
      validUntil: '2026-12-31',
      grantedBy: '韦芳',
      acceptedBy: '陈洁',
    })
  })

  test('[EXC-50] what is withheld is asked for, and granted only once it is published that it is shared', async () => {
    const withheld = { sharingModes: [], legalBasis: '某法第一条', sharingCondition: '' }
    const resource = await aResource(as, { ...withheld, sharingType: 'none' })
    const request = await asked(as, {}, resource)
    expect([request.sharingType, request.periodDays]).toEqual(['none', 10])
    expect(problem(await decision('department', request, { step: 'granted' }))).toEqual([409, 'share_withheld'])
    const department = await as('department')
    const draft = await sent<RequestDetail>(department.post(`/api/v1/resources/${resource.id}/versions`))
    const shared = { sharingType: 'conditional', sharingCondition: '用于联防联治', sharingModes: ['platformInterface'] }
    const edited = await sent<RequestDetail>(
      department.patch(`/api/v1/resources/${resource.id}`, shared, withVersion(draft)),
    )
    await sent(department.post(`/api/v1/resources/${resource.id}/publish`, undefined, withVersion(edited)))
    expect((await decided(as, 'department', request, { step: 'granted' })).state).toBe('granted')
  })

  test('[EXC-51] at once, where its provider so chose for what is shared without condition', async () => {
    const free = { sharingType: 'unconditional', sharingCondition: '' } as const
    const resource = await aResource(as, free)
    const [department, city] = [await as('department'), await as('city')]
    const url = `/api/v1/resources/${resource.id}/sharing`
    expect((await city.get(url)).json()).toMatchObject({
      grantsAtOnce: false,
      answerDays: 1,
      answerBy: '2026-06-23',
      mayRequest: true,
      mayChoose: false,
    })
    expect((await asked(as, {}, resource)).state).toBe('submitted')
    const choose = (grantsAtOnce: boolean, revision: number, of = url) =>
      department.patch(of, { grantsAtOnce }, withVersion({ revision }))
    const chosen = await sent<ResourceSharing>(choose(true, 0))
    expect(chosen).toMatchObject({ grantsAtOnce: true, revision: 1, mayRequest: false, mayChoose: true })
    expect(problem(await choose(false, 0))).toEqual([412, 'version_outdated'])
    expect(problem(await city.patch(url, { grantsAtOnce: false }, withVersion(chosen)))).toEqual([
      403,
      'share_not_party',
    ])
    const granted = await asked(as, {}, resource)
    expect(granted).toMatchObject({ state: 'granted', decidedBy: null, answeredOn: '2026-06-22' })
    expect(granted.events.map(({ kind }) => kind)).toEqual(['submitted', 'granted_at_once', 'agreement_activated'])
    expect((await sent<ResourceSharing>(choose(false, 1))).grantsAtOnce).toBe(false)
    expect((await asked(as, {}, resource)).state).toBe('submitted')
    expect(problem(await choose(true, 0, `/api/v1/resources/${(await aResource(as)).id}/sharing`))).toEqual([
      422,
      'share_choice_unfit',
    ])
  })
})

test('[EXC-44] a place is stricter with its basis, never slower; what runs keeps its own', async () => {
  const before = await asked(as)
  const office = await as('office')
  const set = (own: object) => ({
    kind: 'answer_conditional',
    place: '450000',
    workingDays: 5,
    basis: '自治区实施细则第九条',
    ...own,
  })
  expect(problem(await office.post('/api/v1/share-periods', set({ workingDays: 11 })))).toEqual([
    422,
    'share_period_slower',
  ])
  expect(problem(await office.post('/api/v1/share-periods', set({ place: '440000' })))).toEqual([
    403,
    'share_period_elsewhere',
  ])
  expect(problem(await (await as('city')).post('/api/v1/share-periods', set({})))).toEqual([403, 'permission_missing'])
  const periods = await sent<PeriodList>(office.post('/api/v1/share-periods', set({})))
  expect(
    periods.items
      .filter(({ kind }) => kind === 'answer_conditional')
      .map(({ place, workingDays }) => [place, workingDays]),
  ).toEqual([
    ['000000', 10],
    ['450000', 5],
  ])
  const after = await asked(as)
  expect([before.periodDays, after.periodDays, after.periodBasis, after.dueOn]).toEqual([
    10,
    5,
    '自治区实施细则第九条',
    '2026-06-29',
  ])
  expect((await seen('city', before.id)).dueOn).toBe('2026-07-06')
  now = '2026-06-22T10:00:00+08:00'
  await sent(office.post('/api/v1/share-periods', set({ workingDays: 10, basis: '细则废止' })))
  expect((await asked(as)).periodDays).toBe(10)
})

test('[EXC-52] a refusal is brought forward once: a matter before the ladder of both, else the office is told', async () => {
  const refused = async (words = '用途不符') => decided(as, 'department', await asked(as), { step: 'refused', words })
  const forward = { step: 'brought_forward', words: '防汛必须使用' } as const
  const alone = await replied(as, 'city', await refused(), forward)
  expect([alone.state, alone.matterRaised]).toEqual(['brought_forward', null])
  expect(await told(`/share-requests/${alone.id}`)).toContainEqual(['office', '共享申请提请协调'])
  await sent((await as('office')).post('/api/v1/ladders', { ...ladderBody('office', 'leader'), clusterId: 'gulf' }))
  const raised = await replied(as, 'city', await refused('保密'), forward)
  expect(raised.waiting).toMatchObject({ side: 'office', for: 'coordination' })
  const matter = await sent<{ matter: string; tried: string; raisedBy: { id: string } }>(
    (await as('department')).get(`/api/v1/escalations/${raised.matterRaised?.id}`),
  )
  expect(matter).toMatchObject({ tried: expect.stringContaining('保密'), raisedBy: { id: PEOPLE.city.organizationId } })
  expect(matter.matter).toContain('防汛必须使用')
  const again = await decided(as, 'department', raised, { step: 'refused', words: '协调后仍不能共享' })
  const reply = await (await as('city')).post(`/api/v1/share-requests/${again.id}/replies`, forward, withVersion(again))
  expect(problem(reply)).toEqual([409, 'share_brought_forward_already'])
  expect((await decided(as, 'department', alone, { step: 'granted' })).state).toBe('granted')
})

test('[EXC-46] a reviewer is reminded the working day before and on the day; late, the office too; once', async () => {
  const { id } = await asked(as) // until Monday, 6 July
  const remind = async (day: string) => {
    now = `${day}T00:30:00+08:00`
    for (let time = 0; time < 2; time++) await remindOfSharing(server.app.database, new Date(now))
    return (await told(`/share-requests/${id}`)).slice(1).map(([to, title]) => [to, title.split('，')[1]])
  }
  expect(await remind('2026-07-02')).toEqual([])
  expect(await remind('2026-07-03')).toEqual([['department', '2026-07-06前']])
  expect((await remind('2026-07-06')).at(-1)).toEqual(['department', '今天到期'])
  const late = '已逾期（应于2026-07-06前）'
  expect((await remind('2026-07-07')).slice(2).sort()).toEqual([
    ['department', late],
    ['office', late],
  ])
  await decided(as, 'department', await seen('department', id), { step: 'granted' })
  expect(await remind('2026-07-08')).toHaveLength(5)
})

test('[EXC-61] lists by view, filter and words, page by page; the same as tables', async () => {
  now = '2026-06-23T09:00:00+08:00'
  const resource = await aResource(as, { name: '海水养殖尾水监测' })
  const requests = [await asked(as, {}, resource), await asked(as, { purpose: '防赤潮' }, resource)]
  const found = async (person: PersonName, query: string) =>
    (await list(person, `resource=${resource.id}&${query}`)).total
  expect(await Promise.all(['view=review', 'view=mine', 'view=all'].map((view) => found('department', view)))).toEqual([
    2, 0, 2,
  ])
  expect(await found('city', 'view=mine')).toBe(2)
  for (const [query, total] of [
    [`q=${encodeURIComponent('赤潮 北海')}`, 1],
    ['state=granted', 0],
    ['late=true', 0],
    ['late=false', 2],
    [`organization=${PEOPLE.department.organizationId}`, 2],
    [`organization=${PEOPLE.otherDepartment.organizationId}`, 0],
  ] as const)
    expect([query, await found('city', query)]).toEqual([query, total])
  for (const view of ['review', 'all']) {
    const first = await list('department', `view=${view}&limit=1`)
    const second = await list('department', `view=${view}&limit=1&cursor=${first.next}`)
    const both = await list('department', `view=${view}&limit=2`)
    expect([...first.items, ...second.items]).toEqual(both.items)
  }
  now = '2026-07-09T09:00:00+08:00'
  expect([await found('department', 'late=true'), await found('department', 'late=false')]).toEqual([2, 0])
  const csv = (await (await as('department')).get(`/api/v1/share-requests.csv?resource=${resource.id}`)).body
  expect(csv).toContain('海水养殖尾水监测')
  expect(csv).toContain('逾期 2 个工作日')
  expect(csv.trim().split('\r\n')).toHaveLength(3)
  const waits = await sent<SharingWaits>((await as('department')).get('/api/v1/share-requests/waits'))
  const review = await list('department', 'view=review&state=submitted')
  expect([waits.review, waits.reviewLate > 1]).toEqual([review.total, true])
  expect(review.items.map(({ waiting }) => waiting?.dueOn)).toEqual(
    review.items.map(({ waiting }) => waiting?.dueOn).sort(),
  )
  now = MONDAY
  expect(requests).toHaveLength(2)
})

test('[EXC-57] a further request names the agreement that it follows', async () => {
  const agreement = await agreed(as)
  const city = await as('city')
  const further = await sent<RequestDetail>(
    city.post('/api/v1/share-requests', {
      ...anAsking({ id: agreement.resource.id, content: agreement }),
      renewsId: agreement.id,
    }),
  )
  expect(further.renewsId).toBe(agreement.id)
})
