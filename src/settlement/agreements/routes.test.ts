import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import type { Balances } from '../ledger/schemas.ts'
import {
  bindTestYears,
  draftedAgreement,
  monthsMeeting,
  offeredAgreement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../stage.testing.ts'
import type { BenchAnswer, StatementDetail } from '../statements/schemas.ts'
import type { AgreementDetail, AgreementList, FormList } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const years = bindTestYears()
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const at = async (person: PersonName, id: string) => (await server.as(person)).get(`/api/v1/agreements/${id}`)
const sign = async (person: PersonName, { id, sha256 }: Pick<AgreementDetail, 'id' | 'sha256'>) =>
  (await server.as(person)).post(`/api/v1/agreements/${id}/sign`, { sha256 })

describe('an agreement over HTTP', () => {
  test('[SET-30] the published ones are forms that say what is open', async () => {
    const { items } = await sent<FormList>((await server.as('department')).get('/api/v1/agreements/forms'))
    expect(items).toHaveLength(20)
    expect(items.find(({ id }) => id === 'jiuzhoujiang-1')?.openTerms).toEqual(['passRate', 'shareWhenOneMet'])
  })

  test('[SET-33] is a draft that its writer alone sees, changes with If-Match, and offers', async () => {
    const draft = await draftedAgreement(server.as)
    expect([draft.state, draft.mayEdit, draft.openTerms]).toEqual(['draft', true, []])
    for (const person of ['otherDepartment', 'office', 'city'] as const)
      expect((await at(person, draft.id)).statusCode).toBe(404)
    const department = await server.as('department')
    const url = `/api/v1/agreements/${draft.id}`
    expect(problem(await department.patch(url, { name: '新名称' }, { 'if-match': '"v1"' }))).toEqual([
      412,
      'version_outdated',
    ])
    const renamed = await sent<AgreementDetail>(
      department.patch(url, { name: '九洲江（试行）' }, { 'if-match': `"v${draft.revision}"` }),
    )
    expect([renamed.name, renamed.revision]).toEqual(['九洲江（试行）', draft.revision + 1])
    const offered = await sent<AgreementDetail>(
      department.post(`${url}/offer`, undefined, { 'if-match': `"v${renamed.revision}"` }),
    )
    expect([offered.state, offered.mayEdit]).toEqual(['offered', false])
    for (const person of ['otherDepartment', 'office', 'leader'] as const)
      expect((await at(person, draft.id)).statusCode).toBe(200)
    expect((await at('city', draft.id)).statusCode).toBe(404)
  })

  test('[SET-33] is offered with a unit for each party, and each of another jurisdiction', async () => {
    const department = await server.as('department')
    const bare = await sent<AgreementDetail>(department.post('/api/v1/agreements', { form: 'chuhe' }))
    expect(
      problem(await department.post(`/api/v1/agreements/${bare.id}/offer`, undefined, { 'if-match': '"v1"' })),
    ).toEqual([422, 'agreement_party_unbound'])
    const party = (name: string, jurisdictionCode: string, person: PersonName) => ({
      name,
      jurisdictionCode,
      organizationId: PEOPLE[person].organizationId,
    })
    for (const [parties, code] of [
      [
        [party('安徽（滁州）', '450000', 'department'), party('江苏（南京）', '450000', 'city')],
        'agreement_parties_same',
      ],
      [
        [party('安徽（滁州）', '450000', 'department'), party('江苏（南京）', '440000', 'department')],
        'agreement_parties_same',
      ],
      [[party('安徽（滁州）', '999999', 'department')], 'agreement_place_unknown'],
      // Nobody agrees what a place owes but its own units.
      [[party('安徽（滁州）', '440000', 'department')], 'agreement_unit_elsewhere'],
      [[party('湖南', '450000', 'department')], 'agreement_content_invalid'],
    ] as const)
      expect(problem(await department.post('/api/v1/agreements', { form: 'chuhe', parties }))).toEqual([422, code])
    expect(problem(await department.post('/api/v1/agreements', { form: '没有' }))).toEqual([
      404,
      'agreement_form_unknown',
    ])
  })

  test('[SET-34] is signed by the unit of each party, of what it has read, once; then it stands', async () => {
    const offered = await offeredAgreement(server.as)
    expect(problem(await sign('department', { ...offered, sha256: '0'.repeat(64) }))).toEqual([
      409,
      'agreement_digest_differs',
    ])
    expect(problem(await sign('city', offered))).toEqual([404, 'agreement_not_found'])
    expect((await at('otherDepartment', offered.id)).json().maySignFor).toBe('广东')
    expect((await sign('department', offered)).json().state).toBe('offered')
    expect(problem(await sign('department', offered))).toEqual([409, 'agreement_signed_before'])
    const signed = (await sign('otherDepartment', offered)).json<AgreementDetail>()
    expect(signed.state).toBe('signed')
    expect(signed.parties.map(({ name, signature }) => [name, signature?.organizationName])).toEqual([
      ['广西', PEOPLE.department.organizationName],
      ['广东', PEOPLE.otherDepartment.organizationName],
    ])
    const events = await server.handle.asSystem((trx) =>
      trx.selectFrom('outbox_event').select('payload').where('kind', '=', 'settlement.agreement_signed').execute(),
    )
    expect(events.map(({ payload }) => (payload as { agreementId: string }).agreementId)).toContain(signed.id)
  })

  test('[SET-35] that was offered or signed never changes, not even past the routes', async () => {
    const signed = await signedAgreement(server.as)
    const department = await server.as('department')
    const url = `/api/v1/agreements/${signed.id}`
    expect(problem(await department.patch(url, { name: '改' }, { 'if-match': `"v${signed.revision}"` }))).toEqual([
      409,
      'agreement_state_unfit',
    ])
    expect(problem(await department.post(`${url}/decline`, { reason: '反悔' }))).toEqual([409, 'agreement_state_unfit'])
    for (const [who, change] of [
      ['owner', "content = '{}'"],
      ['owner', "state = 'draft'"],
      ['department', "content = '{}'"],
      ['department', "state = 'declined'"],
    ] as const) {
      const text = sql.raw(`update agreement_version set ${change} where agreement_id = '${signed.id}'`)
      const outcome =
        who === 'owner'
          ? server.handle.asSystem((trx) => text.execute(trx))
          : server.handle.asActor(actorOf(who), (trx) => text.execute(trx))
      await expect(outcome).rejects.toMatchObject({ code: '42501' })
    }
  })

  test('[SET-34] is not signed past the routes: not for another, not of other words, not before it is offered', async () => {
    const [offered, draft] = [await offeredAgreement(server.as), await draftedAgreement(server.as)]
    const insert = (person: PersonName, id: string, party: string, sha256: string) =>
      server.handle.asActor(actorOf(person), (trx) =>
        trx
          .insertInto('agreement_signature')
          .values({
            ...{ agreement_id: id, number: 1, party, sha256, user_id: PEOPLE[person].userId, user_name: '' },
            ...{ organization_id: PEOPLE[person].organizationId, organization_name: '' },
          })
          .execute(),
      )
    const denied = { code: '42501' }
    await expect(insert('department', offered.id, '广东', offered.sha256)).rejects.toMatchObject(denied)
    await expect(insert('department', offered.id, '广西', '0'.repeat(64))).rejects.toMatchObject(denied)
    await expect(insert('department', draft.id, '广西', draft.sha256)).rejects.toMatchObject(denied)
    await expect(insert('office', offered.id, '广西', offered.sha256)).rejects.toMatchObject(denied)
  })

  test('[SET-36] that is declined is drafted anew as a further version; the signed ones stay', async () => {
    const offered = await offeredAgreement(server.as)
    const url = `/api/v1/agreements/${offered.id}`
    const [department, otherDepartment] = [await server.as('department'), await server.as('otherDepartment')]
    expect(problem(await department.post(`${url}/versions`))).toEqual([409, 'agreement_version_open'])
    const declined = await sent<AgreementDetail>(otherDepartment.post(`${url}/decline`, { reason: '金额待商' }))
    expect([declined.state, declined.declinedBy, declined.declinedReason]).toEqual([
      'declined',
      PEOPLE.otherDepartment.organizationName,
      '金额待商',
    ])
    const second = await sent<AgreementDetail>(otherDepartment.post(`${url}/versions`))
    expect([second.number, second.state, second.drafter.id]).toEqual([
      2,
      'draft',
      PEOPLE.otherDepartment.organizationId,
    ])
    expect(second.parties.map(({ organization }) => organization?.id)).toEqual([
      PEOPLE.department.organizationId,
      PEOPLE.otherDepartment.organizationId,
    ])
    expect((await department.get(url)).json().number).toBe(1) // the other side’s draft is not seen
    expect((await otherDepartment.get(`${url}?version=1`)).json().state).toBe('declined')
  })

  test('[SET-37] list: the newest version of each that one sees, by state and words', async () => {
    const signed = await signedAgreement(server.as)
    const list = await sent<AgreementList>(
      (await server.as('office')).get(`/api/v1/agreements?state=signed&q=${encodeURIComponent('九洲江')}&limit=200`),
    )
    expect(list.items.map(({ id }) => id)).toContain(signed.id)
    expect(list.items.every(({ state }) => state === 'signed')).toBe(true)
    expect((await (await server.as('city')).get('/api/v1/agreements')).json().total).toBe(0)
  })
})

describe('the test bench', () => {
  const bench = async (asked: object) =>
    sent<BenchAnswer>((await server.as('department')).post('/api/v1/agreements/bench', asked))

  test('[SET-38] settles past years on what is on record, and what does not come out is told for its year', async () => {
    years.set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
    years.set('山角 2019', sectionYear('山角', 2019, monthsMeeting(9)))
    const items = (await bench({ form: 'jiuzhoujiang-2', years: [2018, 2019, 2020, 2021] })).items
    expect(items.map(({ year, settled, problem: found }) => [year, settled?.lines[0]?.amountFen, found?.code])).toEqual(
      [
        [2018, 10_000_000_000, undefined],
        [2019, undefined, 'agreement_term_open'],
        [2020, undefined, 'formula_input_missing'],
        [2021, undefined, 'agreement_year_outside'],
      ],
    )
    expect(items[2]?.missing).toEqual([{ section: '山角', year: 2020 }])
  })

  test('[SET-38] asks what if: other terms, other months as they are printed; nothing is kept', async () => {
    const before = (await (await server.as('department')).get('/api/v1/agreements')).json().total
    const months = Array.from({ length: 12 }, (_, index) => ({
      month: index + 1,
      values: { ammoniaNitrogen: index < 8 ? '<0.02L' : '1.2' },
    }))
    const sections = [{ section: '山角', year: 2018, months }]
    const asked = { form: 'jiuzhoujiang-2', years: [2018], sections }
    expect((await bench(asked)).items[0]?.problem?.code).toBe('agreement_term_open')
    expect((await bench({ ...asked, terms: { shareWhenOneMet: '0.25' } })).items[0]?.settled?.payments).toEqual([
      { from: '广东', to: '广西', amountFen: 2_500_000_000 },
    ])
    expect((await bench({ ...asked, terms: { passRate: '0.6' } })).items[0]?.settled?.netFen).toEqual({
      广西: 10_000_000_000,
      广东: -10_000_000_000,
    })
    expect((await (await server.as('department')).get('/api/v1/agreements')).json().total).toBe(before)
  })

  test('[SET-38] takes what no station measures by hand, and refuses what it does not ask for', async () => {
    const rivers = ['汀江', '石窟河（中山河）', '象洞溪', '梅江', '九峰溪']
    const month = (value: string) =>
      Array.from({ length: 12 }, (_, index) => ({ month: index + 1, values: { ammoniaNitrogen: value } }))
    const sections = rivers.map((section, index) => ({ section, year: 2016, months: month(index < 3 ? '0.5' : '1.2') }))
    const given = rivers.map((section) => ({ name: `inflow.${section}`, value: '20', source: '水文年鉴' }))
    const targets = rivers.flatMap((section) => [
      [`riverClass.${section}`, '3'],
      [`riverPassRate.${section}`, '1'],
    ])
    const asked = { form: 'tingjiang-hanjiang', years: [2016], sections, given, terms: Object.fromEntries(targets) }
    expect((await bench(asked)).items[0]?.settled?.netFen).toEqual({ 福建: 2_000_000_000, 广东: -2_000_000_000 })
    const { items } = await bench({ ...asked, given: given.slice(1) })
    expect([items[0]?.problem?.code, items[0]?.problem?.facts.name]).toEqual(['formula_input_missing', 'inflow.汀江'])
    // What no source says of a river is asked for by name.
    const open = await bench({ ...asked, terms: {} })
    expect([open.items[0]?.problem?.code, open.items[0]?.problem?.facts.term, open.openTerms.length]).toEqual([
      'agreement_term_open',
      'riverClass.汀江',
      10,
    ])
    const odd = await bench({ ...asked, given: [...given, { name: 'class', value: '1', source: '自报' }] })
    expect(odd.items[0]?.problem?.code).toBe('statement_given_unknown')
  })

  test('[SET-38] runs published forms on typed months: month by month, by index against the base years, by the class of the year', async () => {
    const typed = (section: string, year: number, values: readonly Record<string, string>[]) => ({
      ...{ section, year },
      months: values.map((one, index) => ({ month: index + 1, values: one })),
    })
    const ammonia = (...values: string[]) => values.map((ammoniaNitrogen) => ({ ammoniaNitrogen }))
    const payments = async (asked: object) => (await bench(asked)).items[0]?.settled?.payments
    // 渌水: two months of class II or III, one of IV: one month's money.
    const lushui = { form: 'lushui-1', years: [2020], sections: [typed('金鱼石', 2020, ammonia('0.4', '1', '1.2'))] }
    expect(await payments({ ...lushui, terms: { perMonth: '800000' } })).toEqual([
      { from: '湖南（株洲）', to: '江西（萍乡）', amountFen: 80_000_000 },
    ])
    // 黄河 second round: two months of class II, one of III, one of IV: one class better in all.
    const huanghe = { years: [2024], sections: [typed('刘庄', 2024, ammonia('0.4', '0.4', '1', '1.2'))] }
    expect(
      await payments({ form: 'huanghe-yulu-2', ...huanghe, terms: { baseClass: '3', perClass: '5000000' } }),
    ).toEqual([{ from: '山东', to: '河南', amountFen: 500_000_000 }])
    // 新安江: all four means are a fifth above their base: P = 0.85 · 1.2 = 1.02.
    const four = (of: number) => [
      {
        ...{ permanganateIndex: String(2 * of), ammoniaNitrogen: String(0.1 * of) },
        ...{ totalNitrogen: String(of), totalPhosphorus: String(0.05 * of) },
      },
    ]
    const base = [2008, 2009, 2010].map((year) => typed('街口', year, four(1)))
    expect(
      await payments({ form: 'xinanjiang-1', years: [2012], sections: [...base, typed('街口', 2012, four(1.2))] }),
    ).toEqual([{ from: '安徽', to: '浙江', amountFen: 10_000_000_000 }])
    const missing = await bench({ form: 'xinanjiang-1', years: [2012], sections: [typed('街口', 2012, four(1.2))] })
    expect([missing.items[0]?.problem?.code, missing.items[0]?.missing.length]).toEqual(['formula_input_missing', 3])
    expect(
      await payments({ form: 'chuhe', years: [2020], sections: [typed('陈浅', 2020, ammonia('0.9', '0.6'))] }),
    ).toEqual([{ from: '江苏（南京）', to: '安徽（滁州）', amountFen: 2_000_000_000 }])
  })

  test('[SET-32] refuses content that is no agreement, and months that no laboratory prints', async () => {
    const department = await server.as('department')
    const post = (asked: object) => department.post('/api/v1/agreements/bench', { years: [2018], ...asked })
    expect(problem(await post({ content: { agreement: 1 } }))).toEqual([422, 'agreement_content_invalid'])
    const months = [{ month: 1, values: { ammoniaNitrogen: '1,2' } }]
    expect(
      problem(await post({ form: 'jiuzhoujiang-2', sections: [{ section: '山角', year: 2018, months }] })),
    ).toEqual([422, 'measured_value_unreadable'])
  })
})

describe('shared revenue', () => {
  const sharing = {
    name: '某电机厂搬迁税收分享',
    years: [2021, 2024],
    host: '北海',
    others: ['广东'],
    by: {
      kind: 'periods',
      periods: [{ fromYear: 2021, toYear: 2023, weights: { 北海: '1', 广东: '1' } }],
      ceilings: { 广东: { totalYuan: '1200' } },
    },
  }
  const parties = [
    { name: '北海', jurisdictionCode: '450500', organizationId: PEOPLE.city.organizationId },
    { name: '广东', jurisdictionCode: '440000', organizationId: PEOPLE.otherDepartment.organizationId },
  ]

  test('[SET-72] is drafted, signed, reckoned year by year under its ceiling, and posted in its own book', async () => {
    const [city, otherDepartment] = [await server.as('city'), await server.as('otherDepartment')]
    const draft = await sent<AgreementDetail>(city.post('/api/v1/agreements', { sharing, parties }))
    expect([draft.name, draft.content.book, draft.given]).toEqual([sharing.name, 'sharing', ['revenue']])
    const url = `/api/v1/agreements/${draft.id}`
    await sent(city.post(`${url}/offer`, undefined, { 'if-match': '"v1"' }))
    for (const browser of [city, otherDepartment]) await sent(browser.post(`${url}/sign`, { sha256: draft.sha256 }))
    const paid: (number | undefined)[] = []
    for (const year of [2021, 2022, 2023, 2024]) {
      const given = [{ name: 'revenue', value: '1000', source: '决算表' }]
      const statement = await sent<StatementDetail>(
        city.post('/api/v1/statements', { agreementId: draft.id, year, given }),
      )
      for (const browser of [city, otherDepartment])
        await sent(browser.post(`/api/v1/statements/${statement.id}/sign`, { sha256: statement.sha256 }))
      paid.push(statement.lines[0]?.amountFen)
    }
    expect(paid).toEqual([50_000, 50_000, 20_000, undefined])
    const { cells, accounts } = await sent<Balances>(city.get('/api/v1/ledger/balances?book=sharing'))
    expect([cells.map(({ netFen }) => netFen), accounts.find(({ name }) => name === '北海市')?.balanceFen]).toEqual([
      [120_000],
      -120_000,
    ])
    const { items } = await sent<BenchAnswer>(
      city.post('/api/v1/agreements/bench', {
        agreementId: draft.id,
        years: [2022, 2021, 2023],
        given: [{ name: 'revenue', value: '2000', source: '试算' }],
      }),
    )
    expect(items.map(({ year, settled }) => [year, settled?.lines[0]?.amountFen])).toEqual([
      [2021, 100_000],
      [2022, 20_000],
      [2023, undefined],
    ])
  })
})
