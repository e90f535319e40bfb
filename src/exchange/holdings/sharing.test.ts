import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName } from '../../../test/support/index.ts'
import { sent } from '../catalogue/stage.testing.ts'
import { isSignedBy } from '../index.ts'
import type {
  AgreementDetail,
  CatalogueFigures,
  ResourceDetail,
  SharedChanges,
  SharedRows,
  UseFigures,
  UseList,
} from '../schemas.ts'
import { OPERATORS, type RowCondition, rowFits, type ShareTerms } from '../terms/index.ts'
import { withHoldings } from './server.testing.ts'
import { agreed, aResource, HOUSEHOLDS, loaded, stepped, TERMS } from './stage.testing.ts'

const { clock, server, get, refused, handle, own, aHousehold, aHolding, rowsOf } = withHoldings()

describe('what is handed over', () => {
  test('[EXC-54] is there from the first load on: the agreement waits for nothing more', async () => {
    const before = await aResource(await own())
    const [waits, given] = [await agreed(handle(), before.id), await agreed(handle(), (await aHolding()).id)]
    const agreement = async (id: string) => {
      const { providedAt, waiting } = await get<AgreementDetail>('city', `/share-agreements/${id}`)
      return [providedAt, waiting?.for ?? null]
    }
    expect([await agreement(waits), await agreement(given)]).toEqual([
      [null, 'data'],
      ['2026-06-22T01:00:00.000Z', null],
    ])
    await loaded(await own(), before.id)
    expect(await agreement(waits)).toEqual(['2026-06-22T01:00:00.000Z', null])
  })

  const rowsUnder = (id: string, query = '', person: PersonName = 'city') =>
    get<SharedRows>(person, `/shared-data/${id}/rows?${query}`)

  test('[EXC-83] is the agreed items of the agreed rows, under their masks, and nothing else', async () => {
    const resource = await aHolding()
    const id = await agreed(handle(), resource.id)
    const answer = await rowsUnder(id)
    expect(answer).toMatchObject({ agreementId: id, revision: 1, next: null })
    expect(answer.items.map(({ name, mask }) => [name, mask?.kind ?? null])).toEqual([
      ...[
        ['编号', null],
        ['户主', 'keepFirst'],
        ['区划', null],
        ['年收入', 'range'],
        ['人数', null],
      ],
    ])
    expect(answer.rows.map(({ values }) => Object.values(values))).toEqual([
      ['H01', '莫***', '450502', '[50000, 60000)', '3'],
      ['H02', '韦***', '450503', '[10000, 20000)', '5'],
      ['H03', '陆***', '450502', '[0, 10000)', '2'],
    ])
    const where = (...filters: RowCondition[]) => `where=${encodeURIComponent(JSON.stringify(filters))}`
    const found = await rowsUnder(id, where({ item: '人数', operator: 'atLeast', values: ['3'] }))
    expect(found.rows.map(({ values }) => values.编号)).toEqual(['H01', 'H02'])
    expect((await rowsUnder(id, where({ item: '区划', operator: 'startsWith', values: ['44'] }))).rows).toEqual([])
    for (const filter of [
      { item: '年收入', operator: 'atLeast', values: ['20000'] },
      { item: '户主', operator: 'startsWith', values: ['莫'] },
      { item: '低保', operator: 'equals', values: ['true'] },
      { item: '登记日期', operator: 'equals', values: ['2019-03-05'] },
    ] as const)
      expect(
        await refused('city', `/shared-data/${id}/rows?${where({ ...filter, values: [...filter.values] })}`),
      ).toEqual([...[422, 'share_filter_unfit']])
    for (const text of ['[', '{}', '[{}]', '[{"item":"人数","operator":"like","values":["3"]}]', '[null]'])
      expect(await refused('city', `/shared-data/${id}/rows?where=${encodeURIComponent(text)}`)).toEqual([
        ...[422, 'share_filter_unreadable'],
      ])
    expect(await refused('city', `/shared-data/${id}/rows?sort=年收入`)).toEqual([400, 'schema_mismatch'])
  })

  test('[EXC-86] is signed for: agreement, revision, moment and digest of the body, also of a table', async () => {
    const resource = await aHolding([...HOUSEHOLDS, aHousehold('=H1+1', { 户主: '@cmd' })])
    const id = await agreed(handle(), resource.id, { terms: { ...TERMS, masks: {} } })
    const city = await server.as('city')
    for (const path of ['rows', 'changes', 'rows.csv']) {
      const reply = await city.get(`/api/v1/shared-data/${id}/${path}`)
      const said = (name: string) => String(reply.headers[`x-share-${name}`])
      const digest = createHash('sha256').update(reply.rawPayload).digest('hex')
      expect([said('agreement'), said('revision'), said('digest')]).toEqual([id, '1', `sha-256=${digest}`])
      const text = ['qunce shared-data', id, 1, said('moment'), digest].join('\n')
      expect(isSignedBy(server.app.identity.publicKey, Buffer.from(text), said('signature'))).toBe(true)
      const unchanged = await city.get(`/api/v1/shared-data/${id}/${path}`, {
        'if-none-match': String(reply.headers.etag),
      })
      expect([unchanged.statusCode, unchanged.body]).toEqual([304, ''])
    }
    const table = (await city.get(`/api/v1/shared-data/${id}/rows.csv`)).body.split('\r\n')
    expect(table[0]).toBe('\ufeff编号,户主,区划,年收入,人数,行标识')
    expect(table[4]).toMatch(/^'=H1\+1,'@cmd,450502,52000,3,[0-9a-f]{32}$/)
  })

  test('[EXC-84] a recipient’s reference leads its provider to the row, and nobody else', async () => {
    const resource = await aHolding()
    const [one, other] = [await agreed(handle(), resource.id), await agreed(handle(), resource.id)]
    const [first, second] = [await rowsUnder(one), await rowsUnder(other)]
    const reference = second.rows[1]?.reference ?? ''
    expect(first.rows.map((row) => row.reference)).not.toContain(reference)
    expect((await rowsOf(resource.id, `reference=${reference}`)).map(({ key }) => key)).toEqual(['H02'])
    expect(await rowsOf((await aHolding()).id, `reference=${reference}`)).toEqual([])
  })

  test('[EXC-85] pages of one reading are of one state of the data, whatever is loaded meanwhile', async () => {
    const many = Array.from({ length: 25 }, (_, at) => aHousehold(`N${at}`, { 人数: String(at) }))
    const resource = await aHolding(many)
    const id = await agreed(handle(), resource.id)
    const codes: unknown[] = []
    let page = await rowsUnder(id, 'limit=10')
    codes.push(...page.rows.map(({ values }) => `${values.编号} ${values.人数}`))
    await loaded(await own(), resource.id, [...many.slice(0, 12), aHousehold('N24', { 人数: '99' }), aHousehold('X1')])
    while (page.next) {
      page = await rowsUnder(id, `limit=10&cursor=${page.next}`)
      expect(page.revision).toBe(1)
      codes.push(...page.rows.map(({ values }) => `${values.编号} ${values.人数}`))
    }
    expect(codes).toEqual(many.map(({ 编号, 人数 }) => `${编号} ${人数}`))
    const changes = await get<SharedChanges>('city', `/shared-data/${id}/changes?after=1`)
    expect(changes.rows.map(({ values }) => values?.编号 ?? null).sort()).toEqual([
      'N24',
      'X1',
      ...Array(12).fill(null),
    ])
    const cursor = (await rowsUnder(id, 'limit=1')).next ?? ''
    const where = encodeURIComponent('[{"item":"人数","operator":"equals","values":["1"]}]')
    const theirs = await agreed(handle(), resource.id)
    for (const [agreement, query] of [
      [id, `cursor=${cursor}x`],
      [id, `cursor=${cursor}&where=${where}`],
      [theirs, `cursor=${cursor}`],
    ])
      expect(await refused('city', `/shared-data/${agreement}/rows?${query}`)).toEqual([400, 'cursor_invalid'])
    expect(await refused('city', `/shared-data/${id}/changes?cursor=${cursor}`)).toEqual([400, 'cursor_invalid'])
    clock.now = '2026-06-23T09:00:01+08:00'
    expect(await refused('city', `/shared-data/${id}/rows?cursor=${cursor}`)).toEqual([400, 'cursor_invalid'])
    clock.now = '2026-06-22T09:00:00+08:00'
  })

  test('[EXC-87] changes tell of rows that came to fit, no longer fit or are no more, and of nothing that was not agreed', async () => {
    const resource = await aHolding()
    const id = await agreed(handle(), resource.id)
    const changes = (after: number) => get<SharedChanges>('city', `/shared-data/${id}/changes?after=${after}`)
    const start = await changes(0)
    const names = new Map(start.rows.map(({ reference, values }) => [reference, values?.编号]))
    const told = async (after: number) =>
      (await changes(after)).rows.map(({ reference, isRemoved, values }) => {
        const code = values?.编号 ?? names.get(reference)
        if (!names.has(reference)) names.set(reference, code)
        return isRemoved ? `-${code}` : `${code}`
      })
    expect(start.rows.map(({ values }) => values?.编号)).toEqual(['H01', 'H02', 'H03'])
    const [h01, h02, h03, h04] = HOUSEHOLDS
    // 2: out of the district; into it; gone; a day that nobody agreed upon, and an income within its range.
    await loaded(await own(), resource.id, [
      { ...h01, 区划: '440802' },
      { ...h02, 登记日期: '2021-01-01', 年收入: '18700' },
      { ...h04, 区划: '450502' },
    ])
    expect(await told(1)).toEqual(['-H01', '-H03', 'H04'])
    // 3: back again, and one that never was in the district changes.
    await loaded(await own(), resource.id, [h01, h02, h03, h04, aHousehold('H05', { 区划: '440802' })])
    expect([await told(2), await told(1), await told(0)]).toEqual([['H01', 'H03', '-H04'], [], ['H01', 'H02', 'H03']])
    await loaded(await own(), resource.id, [aHousehold('H05', { 区划: '440883' })], { manner: 'merge' })
    expect(await told(3)).toEqual([])
    expect((await changes(4)).rows).toEqual([])
    expect(await refused('city', `/shared-data/${id}/changes?after=5`)).toEqual([422, 'share_revision_ahead'])
    const asking = await agreed(handle(), resource.id, { access: 'interface' })
    expect(await refused('city', `/shared-data/${asking}/changes`)).toEqual([403, 'share_not_subscribed'])
  })

  test('[EXC-88] a subscriber that follows never misses or repeats a change, however many load at once', async () => {
    const resource = await aHolding([HOUSEHOLDS[0]])
    const terms: ShareTerms = { ...TERMS, masks: {}, rows: [{ item: '人数', operator: 'atMost', values: ['5'] }] }
    const id = await agreed(handle(), resource.id, { terms })
    const copy = new Map<string, string>()
    let revision = 0
    const follow = async () => {
      for (let cursor = ''; ; ) {
        const page = await get<SharedChanges>('city', `/shared-data/${id}/changes?after=${revision}&limit=2${cursor}`)
        for (const { reference, isRemoved, values } of page.rows) {
          if (isRemoved) expect(copy.delete(reference)).toBe(true)
          else {
            expect(copy.get(reference)).not.toBe(JSON.stringify(values))
            copy.set(reference, JSON.stringify(values))
          }
        }
        if (!page.next) {
          revision = page.revision
          return
        }
        cursor = `&cursor=${page.next}`
      }
    }
    const load = async (round: number, at: number) =>
      loaded(
        await own(),
        resource.id,
        Array.from({ length: 4 }, (_, row) =>
          aHousehold(`R${(at + row) % 7}`, { 人数: String((round * 3 + at + row) % 9), 户主: `第${round}轮${at}` }),
        ),
        { manner: (round + at) % 4 === 0 ? 'replace' : 'merge' },
      )
    for (let round = 0; round < 5; round++)
      await Promise.all([load(round, 0), follow(), load(round, 1), load(round, 2)])
    await follow()
    expect(revision).toBe(16)
    const now = await rowsUnder(id)
    expect(new Map(now.rows.map(({ reference, values }) => [reference, JSON.stringify(values)]))).toEqual(copy)
    const fitting = (await rowsOf(resource.id)).filter(({ values }) => Number(values.人数) <= 5)
    expect(now.rows.map(({ values }) => values.编号)).toEqual(fitting.map(({ key }) => key))
  })

  test('[EXC-82] stops at once when the agreement is suspended, over or another unit’s, or the resource withdrawn', async () => {
    const resource = await aHolding()
    const id = await agreed(handle(), resource.id)
    const at = (person: PersonName = 'city', agreement = id) => refused(person, `/shared-data/${agreement}/rows`)
    for (const person of ['otherDepartment', 'department', 'office'] as const)
      expect([person, ...(await at(person))]).toEqual([person, 404, 'share_agreement_unknown'])
    expect(await at('city', '00000000-0000-4000-8000-000000000000')).toEqual([404, 'share_agreement_unknown'])
    await stepped(handle(), id, sql`state = 'suspended', step = 'suspended', words = '核查'`)
    expect(await at()).toEqual([403, 'share_not_in_force'])
    await stepped(handle(), id, sql`state = 'active', step = 'resumed', words = ''`)
    expect((await rowsUnder(id)).rows.length).toBe(3)
    const short = await agreed(handle(), resource.id, { until: '2026-06-30' })
    clock.now = '2026-07-01T00:00:00+08:00'
    expect(await at('city', short)).toEqual([403, 'share_not_in_force'])
    clock.now = '2026-06-22T09:00:00+08:00'
    await (await own()).post(`/api/v1/resources/${resource.id}/withdraw`, { reason: '不再采集' })
    expect(await at()).toEqual([403, 'share_resource_withdrawn'])
    const empty = await agreed(handle(), (await aResource(await own())).id)
    expect(await at('city', empty)).toEqual([409, 'share_nothing_loaded'])
  })

  test('[EXC-82] [EXC-163] not even past the routes: the database hands rows to the recipient alone, while it is in force', async () => {
    const resource = await aHolding()
    const id = await agreed(handle(), resource.id, {
      access: 'interface',
      terms: { ...TERMS, masks: { ...TERMS.masks, 户主: { kind: 'hide' } } },
    })
    const read = (person: PersonName, since = 0, filters = '[]') =>
      handle()
        .asActor(actorOf(person), (trx) =>
          sql<{ content: Record<string, string> }>`
            select content from shared_rows(${id}::uuid, ${filters}::jsonb, ${since}::bigint, 1, 0, 100)`.execute(trx),
        )
        .then(
          ({ rows }) => rows.map(({ content }) => Object.keys(content).sort().join(' ')),
          ({ code }: { code: string }) => code,
        )
    expect(await read('city')).toEqual(Array(3).fill('人数 区划 年收入 编号'))
    expect(await read('city', 1)).toBe('42501')
    // Nor does a filter find out what is masked, or not agreed.
    const asks = (item: string) => read('city', 0, JSON.stringify([{ item, operator: 'startsWith', values: ['4'] }]))
    expect([await asks('户主'), await asks('身份证号'), typeof (await asks('编号'))]).toEqual([
      '42501',
      '42501',
      'object',
    ])
    for (const person of ['department', 'otherDepartment', 'office', 'leader', 'administrator'] as const)
      expect([person, await read(person)]).toEqual([person, '42501'])
    await stepped(handle(), id, sql`state = 'suspended', step = 'suspended', words = '核查'`)
    expect(await read('city')).toBe('42501')
  })

  test('[EXC-89] which rows fit is the same in the database as by the rule', async () => {
    const value = fc.oneof(
      fc.constantFrom(
        '',
        '0',
        '-0.5',
        '10',
        '9',
        '2026-01-05',
        '2026-01-05T00:00:00',
        '0007',
        'true',
        '南宁',
        '南',
        '%',
        '_',
      ),
      fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }).map(String),
      fc.integer({ min: -999, max: 999 }).map((cents) => String(cents / 8)),
      fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => !text.includes('\0')),
    )
    const item = fc.constantFrom('甲', '乙', '__proto__')
    const row = fc.dictionary(item, fc.option(value), { noNullPrototype: true })
    const condition = fc.record({
      item,
      operator: fc.constantFrom(...OPERATORS),
      values: fc.array(value, { minLength: 1, maxLength: 3 }),
    })
    const cases = fc.sample(fc.tuple(row, fc.array(condition, { maxLength: 3 })), { numRuns: 3000, seed: 70 })
    const { rows } = await handle().asSystem((trx) =>
      sql<{ fits: boolean }>`select share_row_fits(one -> 0, one -> 1) as fits
        from jsonb_array_elements(${JSON.stringify(cases)}::jsonb) with ordinality c (one, at) order by at`.execute(
        trx,
      ),
    )
    const ruled = cases.map(([content, conditions]) => rowFits(content, { rows: conditions }))
    expect(rows.map(({ fits }) => fits)).toEqual(ruled)
    expect(new Set(ruled).size).toBe(2)
  })
})

describe('the use log', () => {
  test('[EXC-90] [EXC-91] says who used what, when, for which purpose, also what was refused; its parties read it, nobody writes it', async () => {
    const resource = await aHolding()
    const id = await agreed(handle(), resource.id)
    const uses = async (person: PersonName, query = '') =>
      (await get<UseList>(person, `/share-uses?resource=${resource.id}&${query}`)).items
    const { key } = await sent<{ key: string }>(
      (await server.as('city')).post('/api/v1/service-keys', { name: '救助系统', scope: 'read' }),
    )
    const byKey = await server.nobody().get(`/api/v1/shared-data/${id}/rows?limit=2`, {
      ...{ authorization: `Bearer ${key}`, 'x-request-matter': encodeURIComponent('北救〔2026〕12号') },
    })
    expect(byKey.statusCode).toBe(200)
    clock.now = '2026-07-02T10:00:00+08:00'
    await get('city', `/shared-data/${id}/changes?after=1&matter=abc`)
    await (await server.as('city')).get(`/api/v1/shared-data/${id}/rows.csv`)
    await refused('otherDepartment', `/shared-data/${id}/rows`)
    await refused('city', `/shared-data/${id}/rows?where=x`)
    const seen = await uses('department')
    expect(
      seen.map(({ manner, rowCount, refused: why, organizationName, matter }) => [
        manner,
        rowCount,
        why,
        organizationName,
        matter,
      ]),
    ).toEqual([
      ['rows', 0, 'share_filter_unreadable', PEOPLE.city.organizationName, ''],
      ['rows', 0, 'share_agreement_unknown', PEOPLE.otherDepartment.organizationName, ''],
      ['download', 3, null, PEOPLE.city.organizationName, ''],
      ['changes', 0, null, PEOPLE.city.organizationName, 'abc'],
      ['rows', 2, null, PEOPLE.city.organizationName, '北救〔2026〕12号'],
    ])
    expect(seen.at(-1)).toMatchObject({
      ...{ agreementId: id, purpose: '核对低收入家庭', keyName: '救助系统', userName: PEOPLE.city.userName },
      ...{ firstRevision: 1, lastRevision: 1, bytes: byKey.rawPayload.length, at: '2026-06-22T01:00:00.000Z' },
      digest: createHash('sha256').update(byKey.rawPayload).digest('hex'),
    })
    expect([
      (await uses('city')).length,
      (await uses('otherDepartment')).length,
      (await uses('office')).length,
    ]).toEqual([4, 0, 0])
    expect((await uses('department', 'from=2026-07-01&refused=true')).length).toBe(2)
    expect((await uses('department', `recipient=${PEOPLE.otherDepartment.organizationId}`)).length).toBe(1)
    const figures = await get<UseFigures>('department', `/share-uses/figures?resource=${resource.id}`)
    expect(figures.months).toMatchObject([
      { month: '2026-07', reads: 2, refused: 2, rows: 3, recipients: 1 },
      { month: '2026-06', reads: 1, refused: 0, rows: 2, recipients: 1 },
    ])
    expect(figures.recipients.map(({ name, reads, lastUsedOn }) => [name, reads, lastUsedOn])).toEqual([
      [PEOPLE.city.organizationName, 3, '2026-07-02'],
      [PEOPLE.otherDepartment.organizationName, 0, null],
    ])
    expect((await get<ResourceDetail>('leader', `/resources/${resource.id}`)).use).toEqual({
      ...{ agreements: 1, reads: 3, lastUsedOn: '2026-07-02' },
    })
    const catalogue = await get<CatalogueFigures>('leader', '/resources/figures')
    expect(catalogue.providers.find(({ id }) => id === PEOPLE.department.organizationId)?.use).toEqual(catalogue.use)
    expect(catalogue.use.lastUsedOn).toBe('2026-07-02')
    const book = await (await own()).get(`/api/v1/share-uses.xlsx?resource=${resource.id}`)
    expect([book.statusCode, book.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
    for (const query of [sql`delete from share_use`, sql`update share_use set purpose = ''`])
      for (const work of [
        () => handle().asActor(actorOf('department'), (trx) => query.execute(trx)),
        () => handle().asSystem((trx) => query.execute(trx)),
      ])
        await expect(work()).rejects.toMatchObject({ code: '42501' })
    await expect(
      handle().asActor(actorOf('city'), (trx) =>
        sql`insert into share_use (agreement_id, resource_id, provider_id, recipient_id, purpose, manner, user_id, user_name,
          organization_id, organization_name) select id, resource_id, provider_id, recipient_id, '', 'rows', '', '',
          recipient_id, '' from share_agreement`.execute(trx),
      ),
    ).rejects.toMatchObject({ code: '42501' })
    clock.now = '2026-06-22T09:00:00+08:00'
  })
})
