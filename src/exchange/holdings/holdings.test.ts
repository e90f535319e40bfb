import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { actorOf, PEOPLE, type PersonName, withServer } from '../../../test/support/index.ts'
import { placePeople, published, sent, withVersion } from '../catalogue/stage.testing.ts'
import { isSignedBy } from '../index.ts'
import type {
  AgreementDetail,
  CatalogueFigures,
  HoldingDetail,
  Loaded,
  LoadPreview,
  ResourceDetail,
  RevisionList,
  RowList,
  SharedChanges,
  SharedRows,
  UseFigures,
  UseList,
} from '../schemas.ts'
import { OPERATORS, type RowCondition, rowFits, type ShareTerms } from '../terms/index.ts'
import {
  agreed,
  aResource,
  csvText,
  HOUSEHOLDS,
  type Household,
  loaded,
  loadForm,
  stepped,
  TERMS,
} from './stage.testing.ts'

let now = '2026-06-22T09:00:00+08:00'
const server = withServer({ prepare: placePeople, clock: () => new Date(now), rateLimits: 'off' })
const problem = (reply: { statusCode: number; json(): { code: string } }) => [reply.statusCode, reply.json().code]
const get = async <T>(person: PersonName, url: string) => sent<T>((await server.as(person)).get(`/api/v1${url}`))
const refused = async (person: PersonName, url: string) => problem(await (await server.as(person)).get(`/api/v1${url}`))
/** The database at the server's time. */
const handle = () => server.handle.withClock(() => new Date(now))
const own = () => server.as('department')
const aHousehold = (code: string, change: Partial<Household> = {}): Household => ({
  ...HOUSEHOLDS[0],
  编号: code,
  ...change,
})

/** A resource with its four households. */
async function aHolding(rows: readonly Partial<Household>[] = HOUSEHOLDS): Promise<ResourceDetail> {
  const resource = await aResource(await own())
  await loaded(await own(), resource.id, rows)
  return resource
}
const revisionsOf = async (id: string) =>
  (await get<RevisionList>('department', `/resources/${id}/holding/revisions`)).items
const rowsOf = async (id: string, query = '') =>
  (await get<RowList>('department', `/resources/${id}/holding/rows?${query}`)).items

describe('loading', () => {
  test('[EXC-78] replaces all rows or changes those that are named; each load is a revision, and an update', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding`
    const merge = { manner: 'merge' }
    const changed = [aHousehold('H01', { 年收入: '53000' }), aHousehold('H09'), HOUSEHOLDS[1]]
    const { payload, headers } = loadForm(csvText(changed), merge)
    const preview = await sent<LoadPreview>((await own()).post(`${url}/preview`, payload, headers))
    expect(preview).toMatchObject({ rows: 3, added: 1, changed: 1, same: 1, removed: 0, revision: 1, faults: [] })
    expect(preview.examples.map(({ kind, key }) => [kind, key])).toEqual([
      ['added', 'H09'],
      ['changed', 'H01'],
    ])
    expect(preview.examples[1]).toMatchObject({ before: { 年收入: '52000' }, after: { 年收入: '53000' } })
    const second = await loaded(await own(), resource.id, changed, { ...merge, sha256: preview.sha256, revision: '1' })
    expect(second.revision).toMatchObject({
      revision: 2,
      manner: 'merge',
      added: 1,
      changed: 1,
      same: 1,
      removed: 0,
      rowCount: 5,
    })
    expect(second.revision.sha256).toBe(createHash('sha256').update(csvText(changed)).digest('hex'))
    const third = await loaded(await own(), resource.id, HOUSEHOLDS.slice(1))
    expect(third.revision).toMatchObject({ revision: 3, added: 0, changed: 0, same: 3, removed: 2, rowCount: 3 })
    const again = await loaded(await own(), resource.id, HOUSEHOLDS)
    expect(again.revision).toMatchObject({ revision: 4, added: 1, changed: 0, same: 3, removed: 0, rowCount: 4 })
    expect((await rowsOf(resource.id)).map(({ number, key }) => [number, key])).toEqual([
      ...[
        [1, 'H01'],
        [2, 'H02'],
        [3, 'H03'],
        [4, 'H04'],
      ],
    ])
    expect((await rowsOf(resource.id, 'q=H04')).map(({ key }) => key)).toEqual(['H04'])
    expect((await revisionsOf(resource.id)).map(({ revision, file }) => [revision, file])).toEqual(
      [4, 3, 2, 1].map((revision) => [revision, '低收入家庭.csv']),
    )
    const after = await get<ResourceDetail>('department', `/resources/${resource.id}`)
    expect([after.refreshedOn, after.refreshes.length]).toEqual(['2026-06-22', 1])
  })

  test('[EXC-77] of a faulty table nothing is loaded; what was looked at is what is loaded', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding`
    const faulty = loadForm(csvText([aHousehold('H01', { 年收入: '很多' }), aHousehold('H01')]))
    const preview = await sent<LoadPreview>((await own()).post(`${url}/preview`, faulty.payload, faulty.headers))
    expect([preview.faultCount, preview.added, preview.examples]).toEqual([1, 0, []])
    const reply = await (await own()).post(`${url}/loads`, faulty.payload, faulty.headers)
    expect(problem(reply)).toEqual([422, 'holding_rows_unfit'])
    expect(reply.json().facts.faults).toEqual([
      { sheet: '', row: 2, column: '年收入', code: 'value_unfit', found: '很多', expected: '1234.5' },
    ])
    for (const fields of [{ sha256: 'f'.repeat(64) }, { revision: '0' }, { revision: '2' }] as Record<
      string,
      string
    >[]) {
      const { payload, headers } = loadForm(csvText(HOUSEHOLDS.slice(1)), fields)
      expect(problem(await (await own()).post(`${url}/loads`, payload, headers))).toEqual([409, 'holding_file_changed'])
    }
    for (const [fields, code] of [
      [{ keyItems: '["身高"]' }, 'holding_key_unfit'],
      [{ keyItems: '[]' }, 'holding_key_unfit'],
      [{ keyItems: '编号' }, 'holding_field_invalid'],
      [{ manner: 'add' }, 'holding_field_invalid'],
      [{ manner: 'merge', keyItems: '["户主"]' }, 'holding_key_changed'],
    ] as const) {
      const { payload, headers } = loadForm(csvText(HOUSEHOLDS), fields)
      expect((await (await own()).post(`${url}/loads`, payload, headers)).json().code).toBe(code)
    }
    const large = loadForm(Buffer.alloc(20 * 1024 * 1024 + 1, 'a'))
    expect(problem(await (await own()).post(`${url}/loads`, large.payload, large.headers))).toEqual([
      ...[413, 'holding_file_too_large'],
    ])
    expect((await revisionsOf(resource.id)).length).toBe(1)
  })

  test('[EXC-79] a program loads by a key that was made for it, and by no other; the same load twice is one', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding/rows`
    const body = { manner: 'merge', rows: [{ ...aHousehold('H07'), 人数: 6, 低保: true }] }
    const keyOf = async (person: PersonName, scope: string) =>
      (
        await sent<{ key: string }>(
          (await server.as(person)).post('/api/v1/service-keys', { name: `程序-${scope}`, scope }),
        )
      ).key
    const by = (key: string, once = '11111111-1111-4111-8111-111111111111') =>
      server.nobody().post(url, body, { authorization: `Bearer ${key}`, 'idempotency-key': once })
    const key = await keyOf('department', 'holdings')
    const first = await sent<Loaded>(by(key))
    expect(first.revision).toMatchObject({ revision: 2, added: 1, file: '', userName: PEOPLE.department.userName })
    expect((await sent<Loaded>(by(key))).revision.revision).toBe(2)
    expect((await rowsOf(resource.id, 'q=H07'))[0]?.values).toMatchObject({ 人数: '6', 低保: 'true' })
    expect(problem(await by(await keyOf('department', 'read')))).toEqual([403, 'key_opens_other'])
    expect(problem(await by(await keyOf('city', 'holdings'), '22222222-2222-4222-8222-222222222222'))).toEqual([
      ...[403, 'holding_not_provider'],
    ])
    const reading = await server.nobody().get('/api/v1/resources', { authorization: `Bearer ${key}` })
    expect(reading.statusCode).toBe(401)
    const unknown = await (await own()).post(url, { manner: 'merge', rows: [{ 身高: 1 }] })
    expect(unknown.json().facts.faults[0]).toMatchObject({ row: 1, column: '身高', code: 'item_unknown' })
  })

  test('[EXC-80] one row is corrected or removed with the reason, and what it was is kept', async () => {
    const resource = await aHolding()
    const url = `/api/v1/resources/${resource.id}/holding/rows`
    const correct = async (number: number, body: object) => (await own()).patch(`${url}/${number}`, body)
    const reason = '经核实登记有误'
    const { revision } = await sent<Loaded>(correct(2, { values: { 人数: 4, 户主: '韦大成' }, reason }))
    expect(revision).toMatchObject({ revision: 2, manner: 'correct', changed: 1, reason, rowCount: 4 })
    expect((await rowsOf(resource.id, 'q=H02'))[0]).toMatchObject({
      revision: 2,
      values: { 人数: '4', 年收入: '18600.5' },
    })
    for (const [number, values, code] of [
      [2, { 人数: '四' }, 'holding_rows_unfit'],
      [2, { 身高: '1' }, 'holding_rows_unfit'],
      [2, { 编号: 'H99' }, 'holding_key_corrected'],
      [2, { 人数: 4 }, 'holding_nothing_corrected'],
      [99, { 人数: 4 }, 'holding_row_unknown'],
    ] as const)
      expect([code, (await correct(number, { values, reason })).json().code]).toEqual([code, code])
    expect(problem(await correct(2, { values: { 人数: 3 }, reason: ' ' }))).toEqual([400, 'text_blank'])
    const removed = await sent<Loaded>((await own()).post(`${url}/3/remove`, { reason }))
    expect(removed.revision).toMatchObject({ revision: 3, manner: 'remove', removed: 1, rowCount: 3 })
    expect(problem(await correct(3, { values: { 人数: 1 }, reason }))).toEqual([404, 'holding_row_unknown'])
    const { rows } = await handle().asSystem((trx) =>
      sql`select number, revision, until, content ->> '人数' as size from resource_row_past
        where resource_id = ${resource.id}::uuid order by until`.execute(trx),
    )
    expect(rows).toEqual([
      { number: 2, revision: 1, until: 2, size: '5' },
      { number: 3, revision: 1, until: 3, size: '2' },
    ])
  })

  test('[EXC-80] two corrections of one row at once are both kept', async () => {
    const resource = await aHolding()
    const browser = await own()
    const correct = (values: object) =>
      sent(browser.patch(`/api/v1/resources/${resource.id}/holding/rows/2`, { values, reason: '经核实登记有误' }))
    for (let round = 1; round <= 5; round++) {
      await Promise.all([correct({ 人数: `${10 + round}` }), correct({ 户主: `韦${round}` })])
      expect((await rowsOf(resource.id, 'q=H02'))[0]?.values).toMatchObject({
        人数: `${10 + round}`,
        户主: `韦${round}`,
      })
    }
  })

  test('[EXC-81] the data are their provider’s: no other unit loads or reads them, not even past the routes', async () => {
    const resource = await aHolding()
    const url = `/resources/${resource.id}/holding`
    for (const person of ['office', 'otherDepartment', 'city'] as const) {
      for (const path of ['/rows', '/revisions', '/rows.csv', '/rows.xlsx'])
        expect([person, await refused(person, `${url}${path}`)]).toEqual([person, [403, 'holding_not_provider']])
      const { payload, headers } = loadForm(csvText(HOUSEHOLDS))
      for (const path of ['/preview', '/loads'])
        expect(problem(await (await server.as(person)).post(`/api/v1${url}${path}`, payload, headers))).toEqual([
          ...[403, 'holding_not_provider'],
        ])
      const known = await get<HoldingDetail>(person, url)
      expect(known).toMatchObject({ isLoaded: true, rowCount: 4, mayLoad: false, keyItems: ['编号'] })
      const asPerson = <T>(query: ReturnType<typeof sql<T>>) =>
        handle()
          .asActor(actorOf(person), (trx) => query.execute(trx))
          .then(
            ({ rows }) => rows.length,
            ({ code }: { code: string }) => code,
          )
      expect(await asPerson(sql`select from resource_row`)).toBe(0)
      expect(await asPerson(sql`select from holding_revision`)).toBe(0)
      for (const table of ['resource_row_past', 'holding_staged', 'share_secret'])
        expect(await asPerson(sql`select from ${sql.table(table)}`)).toBe('42501')
      expect(
        await asPerson(sql`select apply_holding_load(${resource.id}::uuid, gen_random_uuid(), 'replace', array['编号'], '',
          repeat('0', 64), '')`),
      ).toBe('42501')
      expect(
        await asPerson(sql`select correct_holding_row(${resource.id}::uuid, 1, null, gen_random_uuid(), repeat('0', 64),
        'x')`),
      ).toBe('42501')
    }
    const asOwner = (query: ReturnType<typeof sql>) =>
      handle()
        .asActor(actorOf('department'), (trx) => query.execute(trx))
        .then(
          () => 'done',
          ({ code }: { code: string }) => code,
        )
    for (const query of [
      sql`update resource_row set content = '{}'`,
      sql`insert into resource_row (resource_id, key, number, content, revision) values (${resource.id}::uuid, 'x', 9, '{}', 1)`,
      sql`delete from holding_revision`,
      sql`update resource_holding set revision = 0`,
    ])
      expect(await asOwner(query)).toBe('42501')
  })

  test('[EXC-76] only what is published and has items takes data', async () => {
    const bare = await published(await own(), { items: [], format: 'image' })
    const { payload, headers } = loadForm(csvText(HOUSEHOLDS))
    const load = async (id: string) => (await own()).post(`/api/v1/resources/${id}/holding/loads`, payload, headers)
    expect(problem(await load(bare.id))).toEqual([409, 'holding_resource_unfit'])
    const resource = await aHolding()
    await (await own()).post(`/api/v1/resources/${resource.id}/withdraw`, { reason: '不再采集' })
    expect(problem(await load(resource.id))).toEqual([409, 'holding_resource_unfit'])
    expect(problem(await load('00000000-0000-4000-8000-000000000000'))).toEqual([404, 'resource_not_found'])
  })
})

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
    now = '2026-06-23T09:00:01+08:00'
    expect(await refused('city', `/shared-data/${id}/rows?cursor=${cursor}`)).toEqual([400, 'cursor_invalid'])
    now = '2026-06-22T09:00:00+08:00'
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
    now = '2026-07-01T00:00:00+08:00'
    expect(await at('city', short)).toEqual([403, 'share_not_in_force'])
    now = '2026-06-22T09:00:00+08:00'
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
    now = '2026-07-02T10:00:00+08:00'
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
    now = '2026-06-22T09:00:00+08:00'
  })
})

test('[EXC-78] a version that changes the items leaves the rows until they are loaded anew', async () => {
  const resource = await aHolding()
  const url = `/api/v1/resources/${resource.id}`
  const draft = await sent<ResourceDetail>((await own()).post(`${url}/versions`))
  const items = [...draft.content.items, { name: '联系电话', dataType: 'character' as const, length: '20' }]
  const edited = await sent<ResourceDetail>((await own()).patch(url, { items }, withVersion(draft)))
  await sent((await own()).post(`${url}/publish`, undefined, withVersion(edited)))
  const id = await agreed(handle(), resource.id, { terms: { ...TERMS, items: ['编号', '联系电话'], masks: {} } })
  const { rows } = await get<SharedRows>('city', `/shared-data/${id}/rows`)
  expect(rows[0]?.values).toEqual({ 编号: 'H01', 联系电话: null })
})
