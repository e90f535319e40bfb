import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import type { Trx } from '../../platform/database/index.ts'
import { placePeople, sent, withVersion } from '../catalogue/stage.testing.ts'
import { endAgreements, remindOfSharing } from './due.ts'
import { REQUEST_MACHINE } from './rules/machine.ts'
import type { AgreementDetail, AgreementList, DisputeDetail, DisputeList } from './schemas.ts'
import { agreed, anAsking, aResource, asked, decided, disputed, providerStep, replied } from './stage.testing.ts'

const MONDAY = '2026-06-22T09:00:00+08:00'
let now = MONDAY
beforeEach(() => {
  now = MONDAY
})
const server = withServer({ prepare: placePeople, clock: () => new Date(now) })
const { as } = server
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const seen = async (person: PersonName, id: string) =>
  sent<AgreementDetail>((await as(person)).get(`/api/v1/share-agreements/${id}`))
const step = async (person: PersonName, side: 'provider' | 'recipient', one: AgreementDetail, body: object) =>
  (await as(person)).post(`/api/v1/share-agreements/${one.id}/${side}-steps`, body, withVersion(one))
const noticesOf = async (link: string) => {
  const { rows } = await server.handle.asSystem((trx) =>
    sql<{
      kind: string
      to: string
    }>`select kind, organization_id as "to" from notice where link = ${link} order by at, key`.execute(trx),
  )
  return rows.map(({ kind, to }) => [
    kind.replace('exchange.', ''),
    Object.entries(PEOPLE).find(([, one]) => one.organizationId === to)?.[0],
  ])
}

/** Runs a statement as a person, past the routes. @returns how many rows it met, or that the database refused */
async function runs(person: PersonName | 'system', statement: ReturnType<typeof sql>): Promise<number | 'refused'> {
  const { database } = server.app
  const work = async (trx: Trx) => Number((await statement.execute(trx)).numAffectedRows ?? 0)
  try {
    return await (person === 'system' ? database.asSystem(work) : database.asActor(actorOf(person), work))
  } catch {
    return 'refused'
  }
}

describe('an agreement', () => {
  test('[EXC-54] waits for its data, which the provider records once', async () => {
    const agreement = await agreed(as)
    expect(agreement).toMatchObject({
      state: 'active',
      provideBy: '2026-07-20',
      waiting: { side: 'provider', for: 'data', daysLeft: 20 },
    })
    expect(problem(await step('city', 'provider', agreement, { step: 'provided' }))).toEqual([403, 'share_not_party'])
    const provided = await providerStep(as, 'department', agreement, { step: 'provided' })
    expect([provided.waiting, provided.providedAt]).toEqual([null, '2026-06-22T01:00:00.000Z'])
    expect(problem(await step('department', 'provider', provided, { step: 'provided' }))).toEqual([
      409,
      'share_provided_already',
    ])
    now = '2026-07-20T08:00:00+08:00'
    const late = await agreed(as, { validUntil: '2027-12-31' })
    now = '2026-08-18T08:00:00+08:00' // it was due on the day before
    await remindOfSharing(server.app.database, new Date(now))
    expect((await noticesOf(`/share-agreements/${late.id}`)).slice(-2).sort()).toEqual([
      ['agreement_late', 'department'],
      ['agreement_late', 'office'],
    ])
  })

  test('[EXC-55] is suspended with a reason and resumed, by its provider', async () => {
    const agreement = await agreed(as)
    expect(problem(await step('department', 'provider', agreement, { step: 'suspended' }))).toEqual([
      422,
      'share_words_missing',
    ])
    const suspended = await providerStep(as, 'department', agreement, { step: 'suspended', words: '接口异常访问' })
    expect([suspended.state, suspended.words]).toEqual(['suspended', '接口异常访问'])
    expect(problem(await step('department', 'provider', suspended, { step: 'suspended', words: '再停' }))).toEqual([
      409,
      'share_step_unfit',
    ])
    expect((await providerStep(as, 'department', suspended, { step: 'resumed' })).state).toBe('active')
    expect(await noticesOf(`/share-agreements/${agreement.id}`)).toEqual([
      ['agreement_suspended', 'city'],
      ['agreement_resumed', 'city'],
    ])
  })

  test('[EXC-56] is withdrawn from a day on; the recipient is told, and confirms that it deleted what it had', async () => {
    const agreement = await agreed(as)
    const withdraw = (one: AgreementDetail, from: string) =>
      step('department', 'provider', one, { step: 'withdrawn', words: '法定职责划出', from })
    expect(problem(await withdraw(agreement, '2026-06-21'))).toEqual([422, 'share_from_past'])
    const later = await sent<AgreementDetail>(withdraw(agreement, '2026-07-01'))
    expect([later.state, later.withdrawnFrom, later.withdrawnReason]).toEqual(['active', '2026-07-01', '法定职责划出'])
    expect(problem(await withdraw(later, '2026-07-02'))).toEqual([409, 'share_withdrawn_already'])
    now = '2026-07-01T00:05:00+08:00'
    expect([
      await endAgreements(server.app.database, new Date(now)),
      await endAgreements(server.app.database, new Date(now)),
    ]).toEqual([1, 0])
    const ended = await seen('city', agreement.id)
    expect(ended).toMatchObject({
      state: 'ended',
      endKind: 'withdrawn',
      waiting: { side: 'recipient', for: 'deletion' },
    })
    expect(problem(await step('department', 'provider', ended, { step: 'resumed' }))).toEqual([409, 'share_step_unfit'])
    const confirm = (words?: string) =>
      step('city', 'recipient', ended, { step: 'deletion_confirmed', ...(words ? { words } : {}) })
    expect(problem(await confirm())).toEqual([422, 'share_words_missing'])
    const deleted = await sent<AgreementDetail>(confirm('库表和备份均已删除，由信息处核对'))
    expect(deleted).toMatchObject({
      waiting: null,
      deletionConfirmedBy: '陈洁',
      deletionWords: '库表和备份均已删除，由信息处核对',
    })
    expect(problem(await step('city', 'recipient', deleted, { step: 'deletion_confirmed', words: '再次' }))).toEqual([
      409,
      'share_deletion_confirmed',
    ])
    expect(deleted.events.map(({ kind, from }) => [kind, from]).slice(2)).toEqual([
      ['agreement_activated', null],
      ['agreement_withdrawn', '2026-07-01'],
      ['agreement_ended', null],
      ['agreement_deletion_confirmed', null],
    ])
    now = MONDAY
    const atOnce = await providerStep(as, 'department', await agreed(as), { step: 'withdrawn', words: '泄露' })
    expect([atOnce.state, atOnce.endKind, atOnce.endedOn]).toEqual(['ended', 'withdrawn', '2026-06-22'])
  })

  test('[EXC-57] ends by who uses it or by time, of which it is reminded in time', async () => {
    const mine = await agreed(as)
    const given = await sent<AgreementDetail>(step('city', 'recipient', mine, { step: 'given_up', words: '任务完成' }))
    expect([given.state, given.endKind, given.waiting]).toEqual(['ended', 'given_up', null])
    const short = await agreed(as, { validUntil: '2026-07-31' })
    const ends = async (day: string) => {
      await remindOfSharing(server.app.database, new Date(`${day}T01:00:00+08:00`))
      return (await noticesOf(`/share-agreements/${short.id}`)).filter(([kind]) => kind === 'agreement_ends').length
    }
    expect([await ends('2026-07-16'), await ends('2026-07-17'), await ends('2026-07-20')]).toEqual([0, 1, 1])
    now = '2026-07-31T23:00:00+08:00'
    expect(await endAgreements(server.app.database, new Date(now))).toBe(0)
    now = '2026-08-01T00:01:00+08:00'
    expect(await endAgreements(server.app.database, new Date(now))).toBe(1)
    expect(await seen('department', short.id)).toMatchObject({
      state: 'ended',
      endKind: 'expired',
      endedOn: '2026-08-01',
    })
  })

  test('[EXC-63] holds on its days alone, while it is active and not withdrawn', async () => {
    const { id } = await agreed(as, { validUntil: '2026-12-31' })
    const inForce = async () => {
      const { rows } = await server.handle.asSystem((trx) =>
        sql<{ day: string; is: boolean }>`select day, share_in_force(a, day::date) as is from share_agreement a,
          unnest(array['2026-06-21', '2026-06-22', '2026-06-30', '2026-07-01', '2026-12-31', '2027-01-01']) day
          where a.id = ${id}::uuid order by day`.execute(trx),
      )
      return rows.filter(({ is }) => is).map(({ day }) => day)
    }
    expect(await inForce()).toEqual(['2026-06-22', '2026-06-30', '2026-07-01', '2026-12-31'])
    const withdrawn = await providerStep(as, 'department', await seen('city', id), {
      step: 'withdrawn',
      words: '停',
      from: '2026-07-01',
    })
    expect(await inForce()).toEqual(['2026-06-22', '2026-06-30'])
    await providerStep(as, 'department', withdrawn, { step: 'suspended', words: '停' })
    expect(await inForce()).toEqual([])
  })

  test('[EXC-41] is listed for its two units and who coordinates them', async () => {
    const { id, resource } = await agreed(as)
    const list = async (person: PersonName, query = '') =>
      (
        await sent<AgreementList>((await as(person)).get(`/api/v1/share-agreements?resource=${resource.id}${query}`))
      ).items.map((one) => one.id)
    for (const person of ['city', 'department', 'office'] as const)
      expect([person, await list(person)]).toEqual([person, [id]])
    for (const person of ['otherDepartment', 'leader'] as const)
      expect([person, await list(person)]).toEqual([person, []])
    expect([
      await list('city', '&view=used'),
      await list('city', '&view=provided'),
      await list('city', '&state=ended'),
    ]).toEqual([[id], [], []])
    const csv = (await (await as('office')).get(`/api/v1/share-agreements.csv?resource=${resource.id}`)).body
    expect([csv.trim().split('\r\n').length, csv.includes('提供数据')]).toEqual([2, true])
  })
})

describe('a dispute', () => {
  test('[EXC-58] is of an agreed item, waits for its provider within the term, and is answered once', async () => {
    const agreement = await agreed(as)
    const raise = (item: string, person: PersonName = 'city') =>
      as(person).then((browser) =>
        browser.post('/api/v1/share-disputes', {
          agreementId: agreement.id,
          rowKey: '1',
          item,
          says: '3',
          shouldSay: '4',
          evidence: '笔录',
        }),
      )
    expect(problem(await raise('坐标'))).toEqual([422, 'share_item_not_agreed'])
    expect(problem(await raise('责任主体', 'department'))).toEqual([403, 'share_not_party'])
    const dispute = await disputed(as, agreement.id)
    expect(dispute).toMatchObject({
      dueOn: '2026-07-06',
      waiting: { side: 'provider', for: 'verification', daysLeft: 10 },
      mayTakeBack: true,
    })
    const answer = (person: PersonName, body: object, one = dispute) =>
      as(person).then((browser) => browser.post(`/api/v1/share-disputes/${one.id}/answers`, body, withVersion(one)))
    const right = { state: 'not_wrong', answer: '经核，登记无误' }
    expect(problem(await answer('city', right))).toEqual([403, 'share_not_party'])
    const answered = await sent<DisputeDetail>(answer('department', right))
    expect(answered).toMatchObject({ state: 'not_wrong', answeredBy: '韦芳', waiting: null })
    expect(problem(await answer('department', right, answered))).toEqual([409, 'share_step_unfit'])
    const other = await disputed(as, agreement.id)
    const back = (await as('city')).post(`/api/v1/share-disputes/${other.id}/take-back`, undefined, withVersion(other))
    expect((await sent<DisputeDetail>(back)).state).toBe('taken_back')
    const open = async (person: PersonName, view: string) =>
      (await sent<DisputeList>((await as(person)).get(`/api/v1/share-disputes?agreement=${agreement.id}&view=${view}`)))
        .total
    expect([await open('department', 'verify'), await open('city', 'mine'), await open('city', 'verify')]).toEqual([
      2, 2, 0,
    ])
    await sent(step('city', 'recipient', agreement, { step: 'given_up' }))
    expect(problem(await raise('责任主体'))).toEqual([409, 'share_step_unfit'])
  })

  test('[EXC-59] of a correction everybody is told who uses the resource', async () => {
    const resource = await aResource(as)
    const [agreement, others] = [await agreed(as, {}, resource), await agreed(as, {}, resource, 'otherDepartment')]
    const dispute = await disputed(as, agreement.id)
    const corrected = await sent<DisputeDetail>(
      (await as('department')).post(
        `/api/v1/share-disputes/${dispute.id}/answers`,
        { state: 'corrected', answer: '已更正为乙公司' },
        withVersion(dispute),
      ),
    )
    expect([corrected.state, corrected.holdingRevision]).toEqual(['corrected', null])
    expect(await noticesOf(`/share-disputes/${dispute.id}`)).toContainEqual(['dispute_corrected', 'city'])
    expect(await noticesOf(`/share-agreements/${others.id}`)).toEqual([['dispute_corrected', 'otherDepartment']])
  })
})

describe('past the routes', () => {
  const move = (id: string, state: string, taken: string, more = sql``) =>
    sql`update share_request set state = ${state}, step = ${taken}, words = 'x', revision = revision + 1 ${more} where id = ${id}::uuid`

  test('[EXC-42] the database takes the steps of the machine, each by its side', async () => {
    const { rows } = await server.handle.asSystem((trx) =>
      sql<{ step: string; side: string; from: string; to: string }>`
        select step, side, from_state as "from", to_state as "to" from share_step`.execute(trx),
    )
    const own = Object.entries(REQUEST_MACHINE).flatMap(([name, { side, moves }]) =>
      Object.entries(moves).map(([from, to]) => ({ step: name, side, from, to })),
    )
    const sorted = (of: object[]) => of.map((one) => JSON.stringify(Object.entries(one).sort())).sort()
    expect(sorted(rows)).toEqual(sorted(own))
    const { id } = await asked(as)
    const granted = sql`, provide_by = '2026-07-20'`
    for (const person of ['city', 'office'] as const)
      expect([person, await runs(person, move(id, 'granted', 'granted', granted))]).toEqual([
        person,
        person === 'city' ? 'refused' : 0,
      ])
    for (const person of ['otherDepartment', 'leader'] as const)
      expect([person, await runs(person, move(id, 'refused', 'refused'))]).toEqual([person, 0])
    for (const statement of [
      move(id, 'refused', 'granted'),
      move(id, 'granted', 'granted'), // without the day by which the data are to be there
      move(id, 'granted', 'granted_at_once', granted), // not chosen
      move(id, 'offered', 'offered', sql`, offered_terms = '{"items": ["坐标"]}', offered_valid_until = '2026-12-31'`),
      move(id, 'offered', 'offered', sql`, offered_terms = terms, offered_valid_until = '2029-12-31'`),
      move(id, 'correction', 'asked_more', sql`, purpose = '改', due_on = null`),
      sql`update share_request set due_on = '2030-01-01' where id = ${id}::uuid`,
      sql`update share_request set provider_id = ${PEOPLE.city.organizationId}::uuid where id = ${id}::uuid`,
      sql`delete from share_request where id = ${id}::uuid`,
      sql`insert into share_event (request_id, number, kind) values (${id}::uuid, 9, 'granted')`,
    ])
      expect(await runs('department', statement)).toBe('refused')
    expect(await runs('system', move(id, 'granted', 'accepted', granted))).toBe('refused')
    expect(await runs('department', move(id, 'granted', 'granted', granted))).toBe(1)
  })

  test('[EXC-159] the last day of a term is one that its working days can end on, and nobody moves it', async () => {
    const { id } = await asked(as)
    const more = (person: PersonName, used: number) =>
      runs(person, move(id, 'correction', 'asked_more', sql`, used_days = ${used}, due_on = null`))
    expect(await more('department', 9)).toBe('refused') // of a term that began today
    expect(await more('department', 0)).toBe(1)
    const again = (due: string) => runs('city', move(id, 'submitted', 'resubmitted', sql`, due_on = ${due}::date`))
    for (const due of ['2026-06-22', '2026-06-23', '2026-06-30', '2026-09-01', '2030-01-01'])
      expect([due, await again(due)]).toEqual([due, 'refused'])
    expect(await again('2026-07-06')).toBe(1)
    const agreement = await agreed(as)
    const dispute = (due: string) =>
      runs(
        'city',
        sql`insert into share_dispute (id, agreement_id, resource_id, provider_id, recipient_id, row_key, item, says, should_say,
            evidence, since_on, period_days, due_on, user_id, user_name, organization_name)
          select gen_random_uuid(), a.id, a.resource_id, a.provider_id, a.recipient_id, '1', '责任主体', 'x', 'y', 'z',
            current_date, 1, ${due}::date, ${PEOPLE.city.userId}, '', '' from share_agreement a where a.id = ${agreement.id}::uuid`,
      )
    expect([await dispute('2026-06-22'), await dispute('2027-01-01'), await dispute('2026-07-06')]).toEqual([
      ...['refused', 'refused', 1],
    ])
  })

  test('[EXC-160] a request becomes a matter of its own recipient, raised for it', async () => {
    const refused = await decided(as, 'department', await asked(as), { step: 'refused', words: '不予共享' })
    const other = await server.handle.asSystem(async (trx) => {
      const { rows } = await sql<{ id: string }>`
        with l as (insert into ladder (id, cluster_id, owner_organization_id, name)
            select gen_random_uuid(), c.id, ${PEOPLE.office.organizationId}::uuid, '阶梯' from cluster c limit 1 returning id),
          t as (insert into ladder_tier (id, ladder_id, position, name, rotation, hosts)
            select gen_random_uuid(), l.id, 1, '省级', 'none', array[${PEOPLE.office.organizationId}::uuid] from l returning id, ladder_id)
        insert into escalation (id, year, serial, ladder_id, tier_id, title, matter, tried, wanted, state, raised_by,
          raised_by_name, raised_by_user, owner_organization_id, hosts, since_on)
        select gen_random_uuid(), 2026, 900, t.ladder_id, t.id, 'x', 'x', 'x', 'x', 'waiting',
          ${PEOPLE.otherDepartment.organizationId}::uuid, '', '', ${PEOPLE.office.organizationId}::uuid, '{}', current_date
        from t returning id`.execute(trx)
      return rows[0]?.id ?? ''
    })
    const forward = (matter: ReturnType<typeof sql>) =>
      runs('city', move(refused.id, 'brought_forward', 'brought_forward', sql`, escalation_id = ${matter}`))
    expect(await forward(sql`${other}::uuid`)).toBe('refused')
    expect(await forward(sql`null`)).toBe(1)
  })

  test('[EXC-161] no agreement has wider terms than were asked for: items, masks, rows and days', async () => {
    const rows = [{ item: '责任主体', operator: 'oneOf', values: ['甲', '乙'] }]
    const masks = { 责任主体: { kind: 'keepFirst', count: 1 } }
    const terms = { items: ['排污口编码', '责任主体'], masks, rows } as const
    const offer = async (offered: object, terms_: object = terms) => {
      const { id } = await asked(as, { terms: terms_ } as object)
      const given = sql`, offered_terms = ${JSON.stringify(offered)}::jsonb, offered_valid_until = '2026-12-31'`
      return runs('department', move(id, 'offered', 'offered', given))
    }
    for (const wider of [
      { ...terms, masks: {} },
      { ...terms, rows: [] },
      { ...terms, rows: [{ ...rows[0], values: ['甲', '乙', '丙'] }] },
      { ...terms, items: [...terms.items, '日排放量'] },
      { items: terms.items },
      { ...terms, items: '责任主体' },
    ])
      expect([wider, await offer(wider)]).toEqual([wider, 'refused'])
    expect(await offer({ items: ['排污口编码'], masks: {}, rows })).toBe(1)
    const reordered = { ...terms, masks: { 责任主体: { kind: 'hide' } }, rows: [{ ...rows[0], values: ['乙', '甲'] }] }
    expect(await offer(reordered)).toBe(1)
    const [{ requestId }, open] = [await agreed(as), await asked(as)]
    const copied = sql`insert into share_agreement
      select (jsonb_populate_record(a, jsonb_build_object('id', gen_random_uuid(), 'request_id', ${open.id}::text))).* from share_agreement a
      where a.request_id = ${requestId}::uuid`
    expect(await runs('system', copied)).toBe('refused')
  })

  test('[EXC-40] nobody asks as another, of another than its provider, or for what is not published', async () => {
    const resource = await aResource(as)
    const insert = (own: Record<string, unknown>) => {
      const row = {
        ...{ id: randomUUID(), resource_id: resource.id, version: 1, provider_id: PEOPLE.department.organizationId },
        ...{
          recipient_id: PEOPLE.city.organizationId,
          sharing_type: 'conditional',
          purpose: 'x',
          matter: 'x',
          legal_basis: 'x',
        },
        ...{
          terms: JSON.stringify(anAsking(resource).terms),
          access: 'interface',
          valid_until: '2027-01-01',
          due_on: '2026-07-06',
        },
        ...{ user_id: PEOPLE.city.userId, user_name: '', organization_name: '', ...own },
      }
      return sql`insert into share_request ${sql`(${sql.join(Object.keys(row).map((column) => sql.ref(column)))})`}
        values (${sql.join(Object.values(row))})`
    }
    for (const own of [
      { recipient_id: PEOPLE.otherDepartment.organizationId },
      { provider_id: PEOPLE.otherDepartment.organizationId },
      { sharing_type: 'unconditional' },
      { state: 'granted' },
      { terms: '{"items": ["坐标"], "masks": {}, "rows": []}' },
      { user_id: PEOPLE.department.userId },
      { used_days: 3 },
    ])
      expect([own, await runs('city', insert(own))]).toEqual([own, 'refused'])
    expect(await runs('city', insert({}))).toBe(1)
  })

  test('[EXC-53] an agreement is made by granting alone, and frozen', async () => {
    const { id, requestId } = await agreed(as)
    const change = (set: ReturnType<typeof sql>) =>
      sql`update share_agreement set revision = revision + 1, ${set} where id = ${id}::uuid`
    const steps: [PersonName | 'system', ReturnType<typeof sql>][] = [
      ['department', sql`terms = '{"items": []}'`],
      ['department', sql`valid_until = '2099-01-01'`],
      ['department', sql`state = 'ended', step = 'given_up', end_kind = 'given_up'`],
      ['city', sql`state = 'suspended', step = 'suspended', words = 'x'`],
      [
        'city',
        sql`state = 'ended', step = 'withdrawn', end_kind = 'withdrawn', withdrawn_from = current_date, withdrawn_reason = 'x'`,
      ],
      ['city', sql`provided_at = now(), step = 'provided'`],
      ['department', sql`state = 'suspended', step = 'suspended', words = ''`],
      ['department', sql`state = 'ended', step = 'ended', end_kind = 'expired'`],
      ['system', sql`state = 'ended', step = 'ended', end_kind = 'expired'`], // before its time
      ['system', sql`terms = '{"items": []}', step = 'provided', provided_at = now()`],
    ]
    for (const [person, set] of steps) expect([person, await runs(person, change(set))]).toEqual([person, 'refused'])
    for (const person of ['office', 'otherDepartment', 'leader'] as const)
      expect(await runs(person, change(sql`state = 'suspended', step = 'suspended', words = 'x'`))).toBe(0)
    for (const statement of [
      sql`delete from share_agreement where id = ${id}::uuid`,
      sql`insert into share_agreement select gen_random_uuid(), * from share_agreement where false`,
      sql`update share_event set words = 'x' where request_id = ${requestId}::uuid`,
      sql`delete from share_event where request_id = ${requestId}::uuid`,
    ]) {
      expect(await runs('department', statement)).toBe('refused')
      if (!JSON.stringify(statement).includes('insert')) expect(await runs('system', statement)).toBe('refused')
    }
  })

  test('[EXC-60] every step is signed and stays, in order', async () => {
    const offered = await decided(as, 'department', await asked(as), {
      step: 'granted',
      validUntil: '2026-12-31',
      words: '半年',
    })
    const { events } = await replied(as, 'city', offered, { step: 'accepted' })
    expect(
      events.map(({ number, kind, words, userName, organizationName }) => [
        number,
        kind,
        words,
        userName,
        organizationName,
      ]),
    ).toEqual([
      [1, 'submitted', '', '陈洁', '北海市人民政府'],
      [2, 'offered', '半年', '韦芳', '广西壮族自治区自然资源厅'],
      [3, 'accepted', '', '陈洁', '北海市人民政府'],
      [4, 'agreement_activated', '', '陈洁', '北海市人民政府'],
    ])
  })

  test('[EXC-44] nobody is slower than the regulation, nor changes it', async () => {
    const insert = (place: string, days: number) =>
      sql`insert into share_period (kind, place, working_days, basis, user_id, user_name, organization_id, organization_name)
        values ('provide', ${place}, ${days}, '细则', ${PEOPLE.office.userId}, '', ${PEOPLE.office.organizationId}::uuid, '')`
    for (const [place, days, outcome] of [
      ['450000', 21, 'refused'],
      ['000000', 5, 'refused'],
      ['440000', 5, 'refused'],
      ['450500', 5, 1],
    ] as const)
      expect([place, await runs('office', insert(place, days))]).toEqual([place, outcome])
    expect(await runs('department', insert('450000', 5))).toBe('refused')
    expect(await runs('system', sql`update share_period set working_days = 60`)).toBe('refused')
  })

  test('[EXC-162] what is called corrected is corrected by a revision of the data since it was disputed', async () => {
    const agreement = await agreed(as)
    const one = await disputed(as, agreement.id)
    const answer = async (holdingRevision?: number) =>
      (await as('department')).post(
        `/api/v1/share-disputes/${one.id}/answers`,
        { state: 'corrected', answer: '已更正', ...(holdingRevision ? { holdingRevision } : {}) },
        withVersion(one),
      )
    expect(problem(await answer(7))).toEqual([409, 'share_not_corrected']) // there are no data here
    await server.handle.asSystem(async (trx) => {
      await sql`insert into resource_holding (resource_id, organization_id, key_items, revision)
        values (${agreement.resource.id}::uuid, ${PEOPLE.department.organizationId}::uuid, '{排污口编码}', 2)`.execute(
        trx,
      )
      await sql`insert into holding_revision (resource_id, revision, id, manner, file, sha256, added, changed, removed, same,
            row_count, at, user_id, user_name, organization_id, organization_name)
          select ${agreement.resource.id}::uuid, 1, gen_random_uuid(), 'merge', 'x', ${'0'.repeat(64)}, 0, 1, 0, 0, 1,
            d.at + interval '-1 hour', '', '', ${PEOPLE.department.organizationId}::uuid, ''
          from share_dispute d where d.id = ${one.id}::uuid`.execute(trx)
    })
    expect(problem(await answer())).toEqual([409, 'share_not_corrected'])
    expect(problem(await answer(1))).toEqual([409, 'share_not_corrected'])
    await server.handle.asSystem((trx) =>
      sql`insert into holding_revision (resource_id, revision, id, manner, file, sha256, added, changed, removed, same,
          row_count, at, user_id, user_name, organization_id, organization_name)
        select r.resource_id, 2, gen_random_uuid(), r.manner, r.file, r.sha256, 0, 1, 0, 0, 1, r.at + interval '2 hours', '', '',
          r.organization_id, '' from holding_revision r where r.resource_id = ${agreement.resource.id}::uuid`.execute(
        trx,
      ),
    )
    expect(problem(await answer(3))).toEqual([409, 'share_not_corrected'])
    expect((await sent<DisputeDetail>(answer())).holdingRevision).toBe(2)
  })

  test('[EXC-58] nobody answers a dispute of another’s data, and no answer changes', async () => {
    const { id } = await disputed(as, (await agreed(as)).id)
    const answer = sql`update share_dispute set state = 'not_wrong', answer = 'x', revision = revision + 1 where id = ${id}::uuid`
    expect([await runs('city', answer), await runs('office', answer), await runs('otherDepartment', answer)]).toEqual([
      'refused',
      0,
      0,
    ])
    expect([await runs('department', answer), await runs('department', answer), await runs('system', answer)]).toEqual([
      1,
      'refused',
      'refused',
    ])
  })
})
